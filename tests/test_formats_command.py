"""The formats out on the command line: chosen by name or ending, streamed by a batch where they can be."""

import json
import re
from pathlib import Path

import format_readers as read
import pytest

from audit.cli import main
from audit.reports import FORMATS, by_ending

EN = "Xi Jinping met US President Joe Baiden in Beijing. The talks lasted two hours.\n\nSI said that the talks went well.\n"


@pytest.fixture
def mt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("mt.txt").write_text(EN, encoding="utf-8")
    return "mt.txt"


def test_check_writes_every_format_by_its_ending(mt: str, capsys: pytest.CaptureFixture[str]) -> None:
    ids: dict[str, set[str]] = {}
    for style, kind in FORMATS.items():
        for ending in kind.endings:
            assert main(["check", mt, "--target-lang", "en", "-o", f"report{ending}"]) == 1
            made = Path(f"report{ending}").read_bytes()
            ids[ending] = set(read.READERS[style](made if kind.binary else made.decode()))  # type: ignore[operator]
    assert main(["check", mt, "--target-lang", "en", "--format", "github"]) == 1
    ids["github"] = read.of_github(capsys.readouterr().out)
    assert len(ids["github"]) == 2
    assert set(map(frozenset, ids.values())) == {frozenset(ids["github"])}
    log = json.loads(Path("report.sarif").read_text("utf-8"))
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in log["runs"][0]["results"]]
    assert [(r["startLine"], r["startColumn"]) for r in regions] == [(1, 29), (3, 1)]


@pytest.mark.parametrize("style", ["xlsx", "parquet"])
def test_bytes_are_not_printed(mt: str, style: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", mt, "--format", style]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"-o report.{style}" in shown.err
    assert shown.err.count("\n") == 1


def test_the_longest_ending_decides() -> None:
    assert by_ending("a.pearmut.json") == "pearmut"
    assert by_ending("A.JSON") == by_ending("dir.csv/a.json") == "json"
    assert by_ending("a.sarif.json") == by_ending("a.sarif") == "sarif"
    assert by_ending("a.txt") == by_ending("csv") == ""


def rows(path: str) -> None:
    made = [
        {"id": n, "pair": "uk-en", "mt": f"=On day {n} Joe Baiden came.", "src": "Прибув Джо Байден."} for n in (1, 2)
    ]
    quiet = {"id": "q", "pair": "uk-en", "mt": "He came."}
    Path(path).write_text("".join(json.dumps(row) + "\n" for row in [*made, quiet]), encoding="utf-8")


def test_a_batch_streams_csv_and_marot(mt: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows("in.jsonl")
    assert main(["batch", "in.jsonl", "-o", "out.jsonl"]) == 0
    lines = [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    ids = {f["id"] for line in lines for f in line["findings"]}
    assert len(ids) == 2
    assert main(["batch", "in.jsonl", "-o", "out.csv"]) == 0
    found = read.csv_rows(Path("out.csv").read_bytes().decode())
    assert {row["id"] for row in found} == ids
    assert [row["document"] for row in found] == ["1", "2"]
    assert {row["text"] for row in found} == {"Joe Baiden"}
    assert main(["batch", "in.jsonl", "--format", "marot"]) == 0
    made = capsys.readouterr().out
    assert set(read.of_marot(made)) == ids
    assert [parts[8] for parts, _ in read.marot_rows(made)] == ["Major", "Major", "no-error"]


@pytest.mark.parametrize("ending", [".xlsx", ".sarif", ".md", ".html", ".parquet", ".json", ".pearmut.json"])
def test_a_batch_refuses_what_it_cannot_stream(mt: str, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows("in.jsonl")
    assert main(["batch", "in.jsonl", "-o", f"out{ending}"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"mtaudit: out{ending}: ")
    assert "jsonl, csv, marot" in said
    assert said.count("\n") == 1
    assert not Path(f"out{ending}").exists()


def test_the_readme_lists_the_formats() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    part = readme.partition("## Formats out\n")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `([a-z]+)` \| ([^|]*) \| ([^|]*) \|", part, re.M)
    wanted = [(style, " ".join(f"`{end}`" for end in k.endings), k.purpose) for style, k in FORMATS.items()]
    assert listed == wanted
