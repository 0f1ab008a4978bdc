"""The review page: who may ask, what is shown, what is kept, and what is exported."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import report_fixture as fixture
import review_store

pytest.importorskip("starlette", reason="the review page needs 'mtaudit[serve]'")
from starlette.testclient import TestClient

from audit.annotation import annotation
from audit.cli import main
from audit.feeds.listing import listed
from audit.feeds.schema import OURS, TABLES, VERSION
from audit.feeds.store import opened
from audit.finding import Decision, Finding, Severity
from audit.judgements import dismissed
from audit.match import match
from audit.reports.index import ranked
from audit.reports.view import Row
from audit.reports.visible import visible
from audit.serve.app import Desk, app
from audit.serve.articles import Asked, connected, queue
from audit.serve.guard import BODY, Keys, host_is_ours

LOCAL = "http://127.0.0.1:8765"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    path = review_store.filled(
        tmp_path / "s.sqlite", [fixture.sample(), review_store.hostile(), fixture.arabic(), None]
    )
    return Desk(path, tmp_path / "judgements.sqlite", "the desk", Keys("127.0.0.1", 8765))


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(app(desk), base_url=LOCAL, follow_redirects=False) as made:
        yield made


def say(client: TestClient, desk: Desk, finding: str, verdict: str, article: int = 1, **more: str) -> str:
    """Judge a finding as the form does; return where the answer leads."""
    answer = client.post(
        f"/article/{article}/finding", data={"csrf": desk.keys.csrf, "finding": finding, "verdict": verdict, **more}
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def add(client: TestClient, desk: Desk, **fields: str) -> int:
    usual = {
        "csrf": desk.keys.csrf,
        "kind": "sense",
        "severity": "minor",
        "correction": "street lamps",
        "comment": "not lanterns",
    }
    return client.post("/article/1/missed", data=usual | fields).status_code


def exported(client: TestClient) -> list[dict[str, object]]:
    return [msgspec.json.decode(line) for line in client.get("/article/1/gold.jsonl").content.splitlines()]


# Who may ask


@pytest.mark.parametrize(
    ("given", "host", "ours"),
    [
        ("127.0.0.1:8765", "127.0.0.1", True),
        ("localhost:9000", "127.0.0.1", True),
        ("[::1]:8765", "127.0.0.1", True),
        ("evil.example", "127.0.0.1", False),
        ("evil.example:8765", "0.0.0.0", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("192.168.1.5:8765", "127.0.0.1", False),
        ("192.168.1.5:8765", "0.0.0.0", True),
        ("review.example:80", "review.example", True),
        ("", "127.0.0.1", False),
        ("[::1", "127.0.0.1", False),
    ],
)
def test_only_names_of_the_server_are_answered(given: str, host: str, ours: bool) -> None:
    assert host_is_ours(given, host) is ours


def test_a_rebound_name_is_refused(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "evil.example:8765"})
    assert answer.status_code == 421
    assert "bridge" not in answer.text


@pytest.mark.parametrize("path", ["/", "/article/1", "/article/99", "/style.css", "/nowhere", "/gold.jsonl"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


POSTS = ("/article/1/finding", "/article/1/missed", "/article/1/status", "/name")


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("csrf", ["", "wrong", "\ud800", None])
def test_a_form_without_the_token_changes_nothing(client: TestClient, desk: Desk, path: str, csrf: str | None) -> None:
    data = {"finding": "mt0001", "verdict": "dismissed", "status": "done", "name": "x"} | (
        {} if csrf is None else {"csrf": csrf.encode("utf-8", "surrogatepass")}
    )
    assert client.post(path, data=data).status_code == 403
    with closing(connected(desk.store)) as store:
        assert store.execute("SELECT count(*) FROM reviews").fetchone() == (0,)
        assert store.execute("SELECT status FROM articles WHERE id = 1").fetchone() == ("open",)


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_a_form_of_another_site_is_refused_even_with_the_token(
    client: TestClient, desk: Desk, headers: dict[str, str]
) -> None:
    data = {"csrf": desk.keys.csrf, "finding": "mt0001", "verdict": "dismissed"}
    assert client.post("/article/1/finding", data=data, headers=headers).status_code == 403
    assert client.post("/article/1/finding", data=data, headers={"origin": LOCAL}).status_code == 303


def test_a_long_form_or_address_is_refused(client: TestClient, desk: Desk) -> None:
    assert client.post("/name", content=b"csrf=" + b"x" * BODY, headers=FORM).status_code == 413
    assert client.post("/name", content=b"&".join([b"a=1"] * 50), headers=FORM).status_code == 403
    assert client.post("/name", content=b"csrf=\xff", headers=FORM).status_code == 403
    assert client.get("/?search=" + "x" * 9000).status_code == 414


def test_get_changes_nothing(client: TestClient) -> None:
    assert {client.get(path).status_code for path in POSTS} == {405}


def test_a_token_is_asked_for_and_becomes_a_cookie(desk: Desk) -> None:
    token = "0123456789abcdef"
    keys = Keys("0.0.0.0", 8765, token)
    with TestClient(
        app(replace(desk, keys=keys)), base_url="http://192.168.1.5:8765", follow_redirects=False
    ) as client:
        assert client.get("/article/1").status_code == 401
        assert client.get("/style.css").status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        assert client.post(f"/name?token={token}", data={"csrf": keys.csrf, "name": "x"}).status_code == 401
        assert client.get("/", headers={"cookie": f"{keys.cookie}={token}"}).status_code == 401
        answer = client.get(f"http://192.168.1.5:8765//evil.example?token={token}")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/evil.example"
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert token not in cookie
        assert client.get("/article/1").status_code == 200


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "0.0.0.0"], "give a --token too"),
        (["--host", "0.0.0.0", "--token", "short"], "16 ASCII characters"),
        (["--port", "0"], "from 1 to 65535"),
        ([], "there is no such store"),
    ],
)
def test_what_cannot_be_served_is_one_line(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--store", str(tmp_path / "none.sqlite"), *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert len(said.splitlines()) == 1


def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "uvicorn", None)
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == "mtaudit: serve needs uvicorn: pip install 'mtaudit[serve]'\n"


# What is shown


def test_the_queue_is_ranked_as_the_index_is(tmp_path: Path) -> None:
    base = fixture.sample()
    kinds = (Decision.PUBLISH, Decision.REVIEW, Decision.RETRANSLATE)
    made = [
        review_store.decided(
            replace(base, report=replace(base.report, findings=base.report.findings[:n])), kinds[n % 3]
        )
        for n in range(9)
    ]
    path = review_store.filled(tmp_path / "s.sqlite", [*made, None])
    with closing(connected(path)) as store:
        theirs = [a.number for a in ranked(listed(store, [review_store.FEED], "", "pages"))]
        assert [e.number for e in queue(store, Asked()).entries] == theirs


def test_the_queue_has_filters_search_and_pages(tmp_path: Path) -> None:
    path = review_store.filled(tmp_path / "s.sqlite", [fixture.empty()] * 120 + [fixture.sample(), fixture.arabic()])
    with closing(connected(path)) as store:
        assert [len(queue(store, Asked(page=n)).entries) for n in (1, 2, 3, 99)] == [50, 50, 22, 22]
        assert [e.number for e in queue(store, Asked(check="lost-negation")).entries] == [121]
        assert [e.number for e in queue(store, Asked(pair="en-ar")).entries] == [122]
        assert queue(store, Asked(search="NUMBER 12 ON")).total == 1
        assert queue(store, Asked(search="%")).total == 0
        assert queue(store, Asked(search="' OR 1 --")).total == 0
        assert queue(store, Asked(outlet="Night & Day")).total == 61
        assert queue(store, Asked(status="done")).total == 0


def test_hostile_text_is_shown_as_text(client: TestClient) -> None:
    for path in ("/", "/article/2", "/?search=%22%3E%3Cscript%3E&outlet=%22%3E%3Cimg+src=x"):
        html = client.get(path).text
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "\u202e" not in html
        assert "\x1b" not in html
        assert html.count("<script") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get("/article/2").text


def test_an_address_that_is_a_script_is_no_link(client: TestClient, desk: Desk) -> None:
    with closing(connected(desk.store)) as store:
        store.execute("UPDATE articles SET url = 'javascript:alert(1)' WHERE id = 1")
    assert "javascript:" not in client.get("/article/1").text


def test_a_line_of_five_megabytes_is_cut(tmp_path: Path, desk: Desk) -> None:
    base = fixture.sample()
    row = Row("word " * 1_000_000 + "end", 0, "en", "слово " * 800_000, 0, "uk", ("again " * 800_000,), 0)
    finding = replace(
        base.report.findings[0], segment=0, span=fixture.Span(5_000_000, 5_000_003), source=None, text="end"
    )
    audited = replace(base, rows=(row,), retranslation_names=("a",), report=replace(base.report, findings=(finding,)))
    path = review_store.filled(tmp_path / "big.sqlite", [audited])
    began = time.monotonic()
    with TestClient(app(replace(desk, store=path)), base_url=LOCAL) as client:
        html = client.get("/article/1").text
    assert time.monotonic() - began < 5
    assert len(html) < 200_000
    assert "4,980,003 more characters" in html
    assert "<b>end</b>" in html


def test_five_hundred_findings_are_quick(tmp_path: Path, desk: Desk) -> None:
    path = review_store.filled(tmp_path / "long.sqlite", [fixture.long(32)])
    with TestClient(app(replace(desk, store=path)), base_url=LOCAL) as client:
        began = time.monotonic()
        html = client.get("/article/1").text + client.get("/article/1?page=2").text
        assert time.monotonic() - began < 3
    assert html.count('<article class="find') == 512
    assert len(html) < 3_000_000


def test_findings_can_be_filtered(client: TestClient, desk: Desk) -> None:
    say(client, desk, "mt0001", "accepted")
    assert client.get("/article/1").text.count('<article class="find') == 16
    assert client.get("/article/1?state=accepted").text.count('<article class="find') == 1
    assert client.get("/article/1?severity=critical").text.count('<article class="find') == 2
    only = client.get("/article/1?kind=idiom&only=1").text
    assert only.count('<article class="find') == only.count('class="row"') == 2


def test_offsets_of_the_page_are_those_of_the_text(client: TestClient) -> None:
    """What the script sends for a selection: every stretch of the translation knows where it stands."""
    from lxml import html  # noqa: PLC0415

    for number, audited in ((1, fixture.sample()), (2, review_store.hostile())):
        tree = html.fromstring(client.get(f"/article/{number}").text)
        spans = tree.xpath("//*[@data-s]")
        joined = "".join(s.text for s in spans)
        assert joined == "".join(visible(row.target) for row in audited.rows)
        texts = {row.target_start: row.target for row in audited.rows}
        for span in spans:
            at = int(span.get("data-s"))
            start = max(s for s in texts if s <= at)
            end = int(span.get("data-e")) if span.get("data-e") else at + len(span.text)
            assert visible(texts[start][at - start : end - start]) == span.text


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


# The store


def test_a_store_of_the_first_version_is_moved_up(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as old:
        for statement in TABLES:
            first = statement.replace("'open', 'missed'", "'missed'").replace(
                "made REAL NOT NULL,\n        kind TEXT NOT NULL DEFAULT '', correction TEXT NOT NULL DEFAULT '')",
                "made REAL NOT NULL)",
            )
            old.execute(first)
        old.execute(
            "INSERT INTO articles (key, entry, url, title, outlet, published, first_seen) VALUES ('k', '', '', '', '', '', 0)"
        )
        old.execute("INSERT INTO reviews (article, finding, verdict, made) VALUES (1, 'mt0001', 'accepted', 7)")
        old.execute(f"PRAGMA application_id = {OURS}")
        old.execute("PRAGMA user_version = 1")
        assert len(old.execute("SELECT * FROM reviews").fetchone()) == 12
        old.commit()
    for _ in range(2):
        with closing(opened(path)) as store:
            assert store.execute("PRAGMA user_version").fetchone() == (VERSION,)
            assert store.execute("SELECT finding, made, kind FROM reviews").fetchall() == [("mt0001", 7.0, "")]
            store.execute("INSERT INTO reviews (article, verdict, made) VALUES (1, 'open', 8)")
            store.execute("DELETE FROM reviews WHERE verdict = 'open'")
