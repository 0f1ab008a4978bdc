"""The review page: what reviewers say is kept, and exported as gold."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import report_fixture as fixture
import review_store
from reviewing import LOCAL, add, exported, say
from starlette.testclient import TestClient

from audit.annotation import annotation
from audit.cli import main
from audit.finding import Finding, Severity
from audit.judgements import dismissed
from audit.match import match
from audit.serve.app import Desk, app
from audit.serve.articles import connected

# What is kept


def test_dismissed_findings_stay_dismissed(client: TestClient, desk: Desk) -> None:
    assert say(client, desk, "mt0003", "dismissed", comment="the house says it so") == "/article/1#f-3"
    assert dismissed(desk.judgements) == {"mt0003"}
    page = client.get("/article/1").text
    assert "the house says it so" in page
    assert "1 of 16 findings reviewed" in page
    say(client, desk, "mt0003", "open")
    assert dismissed(desk.judgements) == frozenset()
    assert "0 of 16 findings reviewed" in client.get("/article/1").text


def test_what_an_audit_left_out_as_dismissed_is_shown_so(tmp_path: Path, desk: Desk) -> None:
    base = fixture.sample()
    report = replace(base.report, findings=base.report.findings[1:], dismissed=base.report.findings[:1])
    path = review_store.filled(tmp_path / "d.sqlite", [replace(base, report=report)])
    with TestClient(app(replace(desk, store=path)), base_url=LOCAL, follow_redirects=False) as client:
        assert 'id="f-1" tabindex="-1" data-finding="mt0001" data-state="dismissed"' in client.get("/article/1").text


def test_the_last_word_counts_and_the_first_is_kept(client: TestClient, desk: Desk) -> None:
    say(client, desk, "mt0001", "accepted", severity="critical")
    client.post("/name", data={"csrf": desk.keys.csrf, "name": "night\u202edesk"})
    data = {"csrf": desk.keys.csrf, "finding": "mt0001", "verdict": "dismissed", "comment": "fine here", "part": "1"}
    said = client.post("/article/1/finding", data=data).json()
    assert said["said"] == "Finding 1 dismissed, in place of “accepted” by the desk"
    assert "night‹RLO›desk" in said["card"]
    with closing(connected(desk.store)) as store:
        rows = store.execute("SELECT finding, verdict, severity, reviewer FROM reviews ORDER BY id").fetchall()
    assert rows == [("mt0001", "accepted", "critical", "the desk"), ("mt0001", "dismissed", "", "night‹RLO›desk")]
    assert exported(client) == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"finding": "mt0001", "verdict": "loved"}, 400),
        ({"finding": "", "verdict": "accepted"}, 400),
        ({"finding": "gone", "verdict": "accepted"}, 404),
        ({"finding": "mt0001", "verdict": "comment", "comment": "  "}, 400),
        ({"finding": "mt0001", "verdict": "comment", "comment": "x" * 5000}, 400),
    ],
)
def test_what_cannot_be_understood_is_not_kept(
    client: TestClient, desk: Desk, fields: dict[str, str], status: int
) -> None:
    answer = client.post("/article/1/finding", data={"csrf": desk.keys.csrf} | fields)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    with closing(connected(desk.store)) as store:
        assert store.execute("SELECT count(*) FROM reviews").fetchone() == (0,)


def test_a_missed_error_is_added_and_taken_back(client: TestClient, desk: Desk) -> None:
    assert add(client, desk, words="lanterns", passage="12") == 303
    (row,) = exported(client)
    text = fixture.sample().rows[11].target
    start = fixture.sample().rows[11].target_start + text.index("lanterns")
    assert row == {
        "article": "key:1", "start": start, "end": start + 8, "text": "lanterns", "kind": "sense", "severity": "minor",
        "correction": "street lamps", "note": "not lanterns", "finding": "",
    }  # fmt: skip
    assert add(client, desk, first=str(start), last=str(start + 8), severity="major") == 303
    assert [one["severity"] for one in exported(client)] == ["major"]
    assert add(client, desk, first=str(start), last=str(start + 8), verdict="open") == 303
    assert exported(client) == []
    assert "lamps" not in client.get("/article/1").text.split('id="missed"')[0].split('id="text"')[1].replace(
        "street lamps were", ""
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"words": "no such words", "passage": "12"},
        {"words": "lanterns", "passage": "99"},
        {"words": "", "passage": "12"},
        {"words": "lanterns", "passage": "²"},
        {"first": "5", "last": "5"},
        {"first": "0", "last": "99999"},
        {"first": "-1", "last": "3"},
        {"words": "lanterns", "passage": "12", "kind": "ugly"},
        {"words": "lanterns", "passage": "12", "severity": ""},
        {"first": "0", "last": "3", "verdict": "open"},
    ],
)
def test_a_missed_error_needs_a_place_a_kind_and_a_severity(
    client: TestClient, desk: Desk, fields: dict[str, str]
) -> None:
    assert add(client, desk, **fields) in {400, 404}
    assert exported(client) == []


def test_missed_errors_of_an_earlier_text_are_told_and_not_shown(client: TestClient, desk: Desk) -> None:
    add(client, desk, words="lanterns", passage="12")
    with closing(connected(desk.store)) as store:
        store.execute("UPDATE audits SET hash = 'another' WHERE article = 1")
        (row,) = store.execute("SELECT id FROM audits WHERE article = 1").fetchall()
        store.execute(
            "INSERT INTO audits SELECT 77, article, 'new text', settings, made, source_lang, target_lang, decision, reasons, points, words, per_thousand, need, report FROM audits WHERE id = ?",
            row,
        )
        store.execute("UPDATE articles SET audit = 77 WHERE id = 1")
    assert "1 added error lie in an earlier version" in client.get("/article/1").text
    assert exported(client) == []


def test_articles_are_taken_and_done(client: TestClient, desk: Desk) -> None:
    data = {"csrf": desk.keys.csrf, "status": "done"}
    assert client.post("/article/1/status", data=data).status_code == 303
    assert "/article/1" not in client.get("/").text
    assert "/article/1" in client.get("/?status=done").text
    assert client.post("/article/1/status", data=data | {"status": "lost"}).status_code == 400
    assert client.post("/article/99/status", data=data).status_code == 404


# Export


def test_the_export_scores_against_itself_as_gold(
    client: TestClient, desk: Desk, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    audited = fixture.sample()
    for n, finding in enumerate(audited.report.findings):
        say(
            client,
            desk,
            finding.id,
            "dismissed" if n % 5 == 4 else "accepted",
            severity="critical" if n == 0 else finding.severity,
        )
    add(client, desk, words="lanterns", passage="12")
    client.post("/article/1/status", data={"csrf": desk.keys.csrf, "status": "done"})
    assert main(["export-review", "--store", str(desk.store)]) == 0
    rows = [msgspec.json.decode(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert rows == exported(client)
    assert len(rows) == 13 + 1
    gold = [annotation(row) for row in rows]
    own = match(gold, gold)
    assert (own.precision.value, own.recall.value) == (1.0, 1.0)
    assert gold[0].severity is Severity.CRITICAL
    theirs = match([_placed(f) for f in audited.report.findings], gold)
    assert theirs.recall.total == 14
    assert [f.text for f in theirs.missed] == ["lanterns"]


def test_only_what_is_done_is_exported(
    client: TestClient, desk: Desk, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    say(client, desk, "mt0001", "accepted")
    assert client.get("/gold.jsonl").content == b""
    assert main(["export-review", "--store", str(desk.store), "--all"]) == 0
    assert b'"text":"Grouse River"' in capsysbinary.readouterr().out


def _placed(finding: Finding) -> Finding:
    start = finding.document_start
    return replace(finding, segment=0, span=fixture.Span(start + finding.span.start, start + finding.span.end))
