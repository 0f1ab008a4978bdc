"""The batch contract: rows in, rows out, same order, bad rows named and the others audited."""

import io
import json
import tracemalloc
from pathlib import Path

import pytest

from audit.batch import results
from audit.cli import main
from corpora.read import InputError

GOOD = {
    "id": "a",
    "pair": "uk-en",
    "src": "Джо Байден прибув.",
    "mt": "Joe Baiden arrived.",
    "rt": ["Joe Biden arrived."],
}
FIELDS = (
    "segment start end source_start source_end code name category kind severity confidence message suggestion evidence"
).split()


def lines(*rows: object) -> bytes:
    return b"".join((r if isinstance(r, bytes) else json.dumps(r, ensure_ascii=False).encode()) + b"\n" for r in rows)


def run(data: bytes) -> list[dict[str, object] | InputError]:
    return [r if isinstance(r, InputError) else json.loads(r) for r in results(io.BytesIO(data), "in.jsonl")]


def test_a_pair() -> None:
    (row,) = run(lines(GOOD))
    assert not isinstance(row, InputError)
    assert list(row) == ["id", "findings", "points", "decision", "skips"]
    (finding,) = row["findings"]  # type: ignore[misc]
    assert set(FIELDS) <= set(finding)
    assert "Joe Baiden arrived."[finding["start"] : finding["end"]] == "Joe Baiden"
    assert (finding["segment"], finding["kind"], finding["severity"]) == (0, "name", "major")
    assert row["points"] == 5


def test_text_only_and_a_document() -> None:
    document = {
        "id": 7,
        "pair": "uk-en",
        "segments": [
            {"src": "Сі Цзіньпін прибув.", "mt": "Xi Jinping arrived.", "rt": []},
            {"mt": "SI said nothing.", "src": None},
            {"src": "Усе.", "mt": "All.", "rt": ["That is all.", "All."]},
        ],
    }
    first, second = run(lines({"id": "t", "pair": "uk-en", "mt": "Joe Baiden came."}, document))
    assert not isinstance(first, InputError)
    assert not isinstance(second, InputError)
    assert {s["name"] for s in first["skips"]} >= {"changed-number"}  # type: ignore[attr-defined]
    assert [(f["segment"], f["code"]) for f in second["findings"]] == [(1, "N003")]  # type: ignore[attr-defined]
    assert second["id"] == 7


BAD = [
    (b"{not json", "not JSON"),
    (b'{"id": "x", "pair": "uk-en", "mt": "\xff"}', "UTF-8"),
    (b'{"id": "x", "pair": "uk-en", "mt": "\\ud800 lone"}', "in.jsonl:2"),
    (b"[1, 2]", "in.jsonl:2"),
    (b'{"pair": "uk-en", "mt": "No id."}', "id"),
    (b'{"id": "x", "mt": "No pair."}', "pair"),
    (b'{"id": "x", "pair": "ukrainian", "mt": "Bad pair."}', "two languages"),
    (b'{"id": "x", "pair": "uk-en"}', "neither"),
    (b'{"id": "x", "pair": "uk-en", "mt": "  "}', "empty"),
    (b'{"id": "x", "pair": "uk-en", "mt": 5}', "mt"),
    (b'{"id": "x", "pair": "uk-en", "segments": []}', "empty"),
    (b"[" * 100_000, "in.jsonl:2"),
]


@pytest.mark.parametrize(("bad", "says"), BAD, ids=[s for _, s in BAD])
def test_a_bad_row_is_named_and_the_others_are_audited(bad: bytes, says: str) -> None:
    first, second, third = run(lines(GOOD, bad, {**GOOD, "id": "z"}))
    assert not isinstance(first, InputError)
    assert first["id"] == "a"
    assert isinstance(second, InputError)
    assert str(second).startswith("in.jsonl:2:")
    assert says in str(second)
    assert "\n" not in str(second)
    assert not isinstance(third, InputError)
    assert third["id"] == "z"


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(lines(GOOD, b"oops", {**GOOD, "id": "ще один"}))
    assert main(["batch", str(source), "-o", str(out)]) == 2
    assert [json.loads(x)["id"] for x in out.read_text("utf-8").splitlines()] == ["a", "ще один"]
    assert capsys.readouterr().err.count("\n") == 1
    source.write_bytes(b"\xef\xbb\xbf" + lines(GOOD) + b"\r\n\n")
    assert main(["batch", str(source), "-o", str(out)]) == 0
    assert main(["batch", str(source), "-o", str(source)]) == 2
    assert main(["batch", str(tmp_path / "none"), "-o", str(out)]) == 2
    assert "traceback" not in capsys.readouterr().err.lower()


def test_check_and_batch_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.txt").write_text("Xi Jinping met Joe Baiden. SI said nothing.", encoding="utf-8")
    main(["check", str(tmp_path / "t.txt"), "--target-lang", "en", "--format", "json"])
    checked = json.loads(capsys.readouterr().out)["findings"]
    segments = [{"mt": "Xi Jinping met Joe Baiden."}, {"mt": "SI said nothing."}]
    (row,) = run(lines({"id": 1, "pair": "und-en", "segments": segments}))
    assert not isinstance(row, InputError)
    assert [{k: f[k] for k in FIELDS} for f in checked] == [{k: f[k] for k in FIELDS} for f in row["findings"]]  # type: ignore[attr-defined]


def test_memory_does_not_grow_with_the_file() -> None:
    class Endless(io.RawIOBase):
        def __init__(self, rows: int) -> None:
            self.rows = rows

        def __iter__(self):  # type: ignore[no-untyped-def]
            return (lines({**GOOD, "id": k, "mt": f"Joe Baiden came on day {k}."}) for k in range(self.rows))

    def peak(rows: int) -> int:
        tracemalloc.start()
        assert sum(1 for _ in results(Endless(rows), "in")) == rows  # type: ignore[arg-type]
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(50)
    assert peak(3000) < peak(300) + 20_000_000  # caches of words and texts fill up to their bounds
