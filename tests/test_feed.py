"""`mtaudit feed`: new and changed articles only, each kept once, whatever servers do and whenever the run is killed."""

import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fickle_server import Fickle, drops, fickle, garbage, moved, plain, tagged
from killing import killed

from audit.cli import main
from audit.feeds.store import opened
from corpora.read import InputError

GOOD = "The council met on Monday and approved the plan for the new bridge over the river."
BAD = "US President Joe Baiden met the council on Monday and approved the plan for the new bridge."
SOURCE = "Президент США Джо Байден у понеділок зустрівся з радою та схвалив план нового мосту через річку."


def row(number: int, text: str = GOOD, **more: object) -> dict[str, object]:
    return {"id": f"a{number}", "text": f"{text} It was meeting number {number}.", "lang": "en"} | more


def written(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return path


def item(link: str, title: str = "", content: str = "", guid: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><guid isPermaLink='false'>{guid or link}</guid>"
        f"<description><![CDATA[{content}]]></description></item>"
    )


def rss(*items: str) -> bytes:
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Gazette</title>{''.join(items)}</channel></rss>".encode()


def page(text: str, links: str = "") -> bytes:
    body = "".join(f"<p>{text}</p>" for text in text.split("|"))
    return f"<!doctype html><html><head><title>Headline of the day</title>{links}</head><body><article>{body}</article></body></html>".encode()


class Feeds:
    """A store of one test and the commands on it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = folder / "store.sqlite"
        self.folder = folder
        self._capsys = capsys
        self.said = ""

    def run(self, *arguments: str | Path) -> int:
        options = ("--store", str(self.path), "--encoder", "none", "--jobs", "1", "--allow-private", "--timeout", "2")
        code = main(["feed", *options, *map(str, arguments)])
        self.said = self._capsys.readouterr().err
        return code

    def ask(self, query: str) -> list[tuple[object, ...]]:
        store = sqlite3.connect(self.path)
        try:
            return store.execute(query).fetchall()
        finally:
            store.close()

    def audits(self) -> int:
        return int(str(self.ask("SELECT count(*) FROM audits")[0][0]))


@pytest.fixture
def feeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Feeds:
    return Feeds(tmp_path, capsys)


@pytest.fixture
def server() -> Iterator[Fickle]:
    with fickle() as found:
        yield found


def test_only_what_is_new_or_changed_is_audited(feeds: Feeds) -> None:
    file = written(feeds.folder / "feed.jsonl", row(1), row(2, BAD, source=SOURCE, source_lang="uk"))
    assert feeds.run(file) == 0
    assert "2 articles audited, 1 of them without a source" in feeds.said
    assert feeds.ask("SELECT name, kind, severity FROM findings") == [("misspelled-name", "name", "major")]
    assert feeds.run(file) == 0
    assert "0 articles audited" in feeds.said
    written(file, row(1, title="A new headline"), row(2, BAD, source=SOURCE, source_lang="uk"), row(3))
    assert feeds.run(file) == 0
    assert "2 articles audited" in feeds.said
    assert feeds.audits() == 4
    assert feeds.ask("SELECT count(*) FROM articles WHERE state = 'audited'") == [(3,)]
    assert feeds.run(file, "--again") == 0
    assert "3 articles audited" in feeds.said
    assert feeds.audits() == 4


def test_bad_rows_are_told_at_each_run_and_the_others_go_on(feeds: Feeds) -> None:
    file = written(feeds.folder / "feed.jsonl", row(1), {"id": "x"}, row(1), row(2, "…", lang="en"))
    for expected in (3, 2):
        assert feeds.run(file) == 2
        assert ":2: article 'x' has neither" in feeds.said
        assert "a1: stands twice" in feeds.said
        assert feeds.said.count("mtaudit: ") == 2
        assert f"{expected} failures" in feeds.said or expected == 3
    assert feeds.audits() == 2


def test_a_retranslation_that_is_another_text_is_left_out(feeds: Feeds) -> None:
    text = "\n".join(f"{GOOD} It was number {n} of {n * 7}." for n in range(8))
    other = "\n".join(f"Le chat {'a' * n} dort sur le canapé rouge, puis mange du poisson {n * 13}." for n in range(8))
    file = written(feeds.folder / "feed.jsonl", row(1, text), row(2, text, retranslations=[other]))
    assert feeds.run(file) == 2
    assert "article a2: audited as a text alone: re-translation 1" in feeds.said
    assert feeds.audits() == 2


def test_rss_with_pages_and_their_sources(feeds: Feeds, server: Fickle) -> None:
    link = '<link rel="alternate" hreflang="uk" href="/uk/1">'
    server.answers |= {
        "/rss": tagged(rss(item("/en/1", "Headline of the day"), item("/en/2", content=f"<p>{GOOD}</p>" * 9)), '"v1"'),
        "/en/1": tagged(page(BAD, link), '"p1"', "text/html"),
        "/en/2": plain(page(GOOD)),
        "/uk/1": plain(page(SOURCE)),
    }
    assert feeds.run(server.url("/rss"), "--source-lang", "uk") == 0
    assert feeds.ask("SELECT source_lang, target_lang FROM audits ORDER BY article") == [("uk", "en"), ("", "en")]
    assert [server.count(p) for p in ("/rss", "/en/1", "/uk/1", "/en/2")] == [1, 1, 1, 1]
    assert feeds.run(server.url("/rss"), "--source-lang", "uk") == 0
    assert [server.count(p) for p in ("/rss", "/en/1", "/uk/1", "/en/2")] == [
        2,
        1,
        1,
        1,
    ]  # 304, and no page before a day
    assert feeds.run(server.url("/rss"), "--source-lang", "uk", "--refresh", "0") == 0
    assert feeds.audits() == 2
    server.answers["/en/1"] = tagged(page(GOOD, link), '"p2"', "text/html")
    assert feeds.run(server.url("/rss"), "--source-lang", "uk", "--refresh", "0") == 0
    assert "1 articles audited" in feeds.said
    assert feeds.ask("SELECT decision FROM audits JOIN articles ON audit = audits.id WHERE articles.id = 1") == [
        ("publish",)
    ]


def test_a_source_feed(feeds: Feeds, server: Fickle) -> None:
    server.answers |= {
        "/en.rss": plain(rss(item("/en/story", content=f"<p>{BAD}</p>" * 8)), "application/rss+xml"),
        "/uk.rss": plain(rss(item("/uk/story", content=f"<p>{SOURCE}</p>" * 8)), "application/rss+xml"),
    }
    assert feeds.run(server.url("/en.rss"), "--source-feed", server.url("/uk.rss")) == 0
    assert feeds.ask("SELECT source_lang, target_lang FROM audits") == [("uk", "en")]


def test_each_failure_is_one_line_and_is_tried_again(feeds: Feeds, server: Fickle) -> None:
    paths = [f"/{n}" for n in range(6)]
    server.answers |= dict(
        zip(paths, (drops, garbage, moved("/2"), plain(b"\x00\xff"), plain(page(BAD)), plain(b"")), strict=True)
    )
    server.answers["/rss"] = tagged(rss(*(item(p, guid=p) for p in paths)), '"v1"')
    assert feeds.run(server.url("/rss"), server.url("/none"), server.url("/1")) == 2
    assert feeds.said.count("mtaudit: ") == 7
    assert feeds.audits() == 1
    server.answers |= {p: plain(page(GOOD + p)) for p in paths[:4]}
    assert feeds.run(server.url("/rss")) == 2
    assert feeds.said.count("mtaudit: ") == 1
    assert feeds.audits() == 5


def test_a_source_that_comes_late(feeds: Feeds, server: Fickle) -> None:
    file = written(feeds.folder / "feed.jsonl", row(1, BAD, source_url=server.url("/uk/1"), source_lang="uk"))
    assert feeds.run(file) == 2
    assert "audited without its source" in feeds.said
    server.answers["/uk/1"] = plain(page(SOURCE))
    assert feeds.run(file) == 0
    assert feeds.ask("SELECT source_lang FROM audits ORDER BY id") == [("",), ("uk",)]


def test_since(feeds: Feeds) -> None:
    file = written(
        feeds.folder / "feed.jsonl", row(1, published="2026-11-01"), row(2, published="2026-11-20T10:00:00Z"), row(3)
    )
    assert feeds.run(file, "--since", "2026-11-20", "-o", feeds.folder / "index.html") == 0
    assert feeds.audits() == 2
    assert (feeds.folder / "index.html").read_text("utf-8").count("data-decision=") == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.jsonl"], "none.jsonl: cannot be read"),
        (["x", "--since", "yesterday"], "--since yesterday"),
        (["x", "--watch", "0"], "--watch 0"),
        (["x", "--timeout", "-1"], "--timeout -1"),
        (["x", "--source-lang", "?"], "--source-lang"),
    ],
)
def test_bad_options_in_one_line(feeds: Feeds, arguments: list[str], says: str) -> None:
    assert feeds.run(*arguments) == 2
    assert says in feeds.said


def test_a_store_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database, but a text that is long enough for its header" * 9)
    with pytest.raises(InputError, match="cannot be used as the store"):
        opened(tmp_path / "text")
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(InputError, match="another program"):
        opened(tmp_path / "other.sqlite")


def test_the_index(feeds: Feeds) -> None:
    hostile = '<script>alert(1)</script>"\u202e'
    rows = [row(1, outlet="A"), row(2, BAD, title=hostile, outlet=hostile, source=SOURCE, source_lang="uk")]
    output = feeds.folder / "out.html"
    assert feeds.run(written(feeds.folder / "feed.jsonl", *rows), "-o", output) == 0
    html = output.read_text("utf-8")
    assert html.index("pages/2.html") < html.index("pages/1.html")
    assert "<script>alert" not in html
    assert "\u202e" not in html
    assert "default-src 'none'" in html
    assert html.count('class="bars"') >= 4
    for name in ("1.html", "2.html"):
        assert (feeds.folder / "out_pages" / name).read_text("utf-8").startswith("<!doctype html>")
    (feeds.folder / "out_pages" / "1.html").unlink()
    output.unlink()
    assert feeds.run(feeds.folder / "feed.jsonl", "-o", output) == 0
    assert output.read_text("utf-8") == html
    assert (feeds.folder / "out_pages" / "1.html").exists()


def test_a_killed_run_goes_on_where_it_was(feeds: Feeds) -> None:
    rows = [row(n, BAD if n % 3 else GOOD, outlet="A") for n in range(60)]
    file = written(feeds.folder / "feed.jsonl", *rows)
    program = "import sys; from audit.cli import main; sys.exit(main())"
    command = [
        sys.executable,
        "-c",
        program,
        "feed",
        str(file),
        "--store",
        str(feeds.path),
        "--encoder",
        "none",
        "--jobs",
        "2",
    ]
    until = time.monotonic() + 120
    kills, seconds = 0, 1.0
    while kills < 4 and killed(command, seconds) and time.monotonic() < until:
        kills, seconds = kills + 1, seconds * 1.5
    assert feeds.run(file) == 0
    assert kills
    assert feeds.ask("SELECT count(*), count(DISTINCT article) FROM audits") == [(60, 60)]
    assert feeds.ask("SELECT count(*) FROM articles WHERE state = 'audited' AND audit IS NOT NULL") == [(60,)]
    assert feeds.ask("SELECT count(*) FROM findings WHERE name = 'misspelled-name'") == [(40,)]
