"""The review page: what is shown, and the store that it is read from."""

import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import report_fixture as fixture
import review_store
from reviewing import LOCAL, say
from starlette.testclient import TestClient

from audit.feeds.listing import listed
from audit.feeds.schema import OURS, TABLES, VERSION
from audit.feeds.store import opened
from audit.finding import Decision
from audit.reports.index import ranked
from audit.reports.view import Row
from audit.reports.visible import visible
from audit.serve.app import Desk, app
from audit.serve.articles import Asked, connected, queue


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
    began = time.process_time()
    with TestClient(app(replace(desk, store=path)), base_url=LOCAL) as client:
        html = client.get("/article/1").text
    assert time.process_time() - began < 5
    assert len(html) < 200_000
    assert "4,980,003 more characters" in html
    assert "<b>end</b>" in html


def test_five_hundred_findings_are_quick(tmp_path: Path, desk: Desk) -> None:
    path = review_store.filled(tmp_path / "long.sqlite", [fixture.long(32)])
    with TestClient(app(replace(desk, store=path)), base_url=LOCAL) as client:
        began = time.process_time()
        html = client.get("/article/1").text + client.get("/article/1?page=2").text
        assert time.process_time() - began < 3
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
