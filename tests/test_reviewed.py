"""From a feed to the reviewers' gold and back: what a person accepted is what the auditor is measured by."""

import json
from pathlib import Path

import pytest
from reviewing import LOCAL
from starlette.testclient import TestClient

from audit.cli import main
from audit.serve.app import Desk, app
from audit.serve.guard import Keys
from eval import reviewed

SOURCE = "Джо Байден прибув до Києва. Мер сказав, що бюджет зріс до 48 млн гривень. Міст не закривали для пішоходів."
TARGET = "Joe Baiden arrived in Kyiv. The mayor said that the budget grew to 4.8 million hryvnias. The bridge was closed to pedestrians."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A feed of one article, audited by the command."""
    row = {"id": "a", "text": TARGET, "source": SOURCE, "lang": "en", "source_lang": "uk"}
    (tmp_path / "feed.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    feed = [str(tmp_path / "feed.jsonl"), "--store", str(tmp_path / "s.sqlite"), "-o", str(tmp_path / "i.html")]
    assert main(["feed", *feed, "--encoder", "none"]) == 0
    return tmp_path / "s.sqlite"


def review(store: Path, *, verdict: str = "accepted", missed: str = "") -> int:
    """Accept or dismiss all, perhaps add an error, and mark the article as done; return how many errors were said."""
    desk = Desk(store, store.with_name("judgements.sqlite"), "desk", Keys("127.0.0.1", 8765))
    csrf = {"csrf": desk.keys.csrf}
    with TestClient(app(desk), base_url=LOCAL, follow_redirects=False) as client:
        page = client.get("/article/1").text
        found = [part.partition('"')[0] for part in page.split('data-finding="')[1:]]
        for ident in found:
            said = csrf | {"finding": ident, "verdict": verdict}
            assert client.post("/article/1/finding", data=said).status_code == 303
        if missed:
            said = csrf | {"words": missed, "passage": "1", "kind": "name", "severity": "minor"}
            assert client.post("/article/1/missed", data=said).status_code == 303
        assert client.post("/article/1/status", data=csrf | {"status": "done"}).status_code == 303
    return len(found) + bool(missed)


def shares(printed: str) -> list[str]:
    """Precision and recall as they stand in the first table."""
    row = next(line for line in printed.splitlines() if "(" in line)
    return [cell.split(" [")[0].strip() for cell in row.split("|")[2:4]]


def test_an_export_scores_against_itself_and_the_auditor_against_it(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = review(store, missed="Kyiv")
    gold = store.with_name("gold.jsonl")
    assert main(["export-review", "--store", str(store), "-o", str(gold)]) == 0
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    assert len(rows) == many > 2
    assert all(TARGET[row["start"] : row["end"]] == row["text"] for row in rows)
    capsys.readouterr()
    assert reviewed.main([str(gold), "--store", str(store), "--against", str(gold)]) == 0
    assert shares(capsys.readouterr().out) == [f"1.00 ({many}/{many})"] * 2
    assert reviewed.main([str(gold), "--store", str(store), "--details"]) == 0
    told = capsys.readouterr().out
    assert shares(told) == [f"1.00 ({many - 1}/{many - 1})", f"{(many - 1) / many:.2f} ({many - 1}/{many})"]
    assert "Kyiv" in told


def test_a_done_article_without_an_error_counts_its_false_alarms(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = review(store, verdict="dismissed")
    gold = store.with_name("gold.jsonl")
    assert main(["export-review", "--store", str(store), "-o", str(gold)]) == 0
    assert gold.read_bytes() == b""
    capsys.readouterr()
    assert reviewed.main([str(gold), "--store", str(store)]) == 0
    assert shares(capsys.readouterr().out) == [f"0.00 (0/{many})", "-"]


def test_what_is_no_export_is_one_line(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = store.with_name("bad.jsonl")
    for text, says in (
        ('{"article": "a"}\n', "bad.jsonl:1: is no row of an export"),
        ('{"article": "b", "start": 0, "end": 1, "kind": "name", "severity": "minor"}\n', "has no audit of 'b'"),
    ):
        bad.write_text(text, "utf-8")
        capsys.readouterr()
        assert reviewed.main([str(bad), "--store", str(store)]) == 2
        said = capsys.readouterr().err
        assert says in said
        assert said.count("\n") == 1
    assert reviewed.main([str(store.with_name("nowhere")), "--store", str(store)]) == 2
