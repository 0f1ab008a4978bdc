"""Feeds as they are read: RSS, Atom, JSONL, and what is none of them."""

import io
import json

import pytest

from corpora.feed import Entry, matched, names_of, read_feed
from corpora.read import InputError

RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Harbour Gazette</title><language>en</language><link>https://gazette.example/</link>
<item><title>Bridge &amp;amp; road</title><link>https://gazette.example/en/1</link><guid isPermaLink="false">n-1</guid>
<pubDate>Mon, 16 Nov 2026 08:00:00 +0200</pubDate><content:encoded><![CDATA[<p>The bridge opened.</p><p>The road is next.</p>]]></content:encoded></item>
<item><title>Teaser only</title><link>/en/2#top</link><description>Short.</description></item>
<item><title>Nothing at all</title></item>
</channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Gazette</title><id>urn:f</id>
<entry><id>urn:1</id><title>Harbour</title><updated>2026-11-16T08:00:00Z</updated><link rel="alternate" href="https://g.example/en/1"/>
<link rel="alternate" hreflang="uk" href="https://g.example/uk/1"/><content type="html">&lt;p&gt;The harbour reopened.&lt;/p&gt;</content></entry></feed>"""


def read(data: bytes, name: str = "https://gazette.example/rss") -> list[Entry | InputError]:
    return list(read_feed(io.BytesIO(data), name))


def entries(data: bytes) -> list[Entry]:
    return [e for e in read(data) if isinstance(e, Entry)]


def test_rss() -> None:
    first, second, third = read(RSS)
    assert isinstance(first, Entry)
    assert isinstance(second, Entry)
    assert first.text == "Bridge & road\n\nThe bridge opened.\n\nThe road is next."
    assert (first.key, first.guid, first.published) == ("https://gazette.example/en/1", "n-1", "2026-11-16T06:00:00Z")
    assert (first.lang, first.explicit, first.outlet) == ("en", False, "The Harbour Gazette")
    assert (second.text, second.url, second.key) == (
        "",
        "https://gazette.example/en/2#top",
        "https://gazette.example/en/2",
    )
    assert isinstance(third, InputError)
    assert "entry 3" in str(third)


def test_atom() -> None:
    (entry,) = entries(ATOM)
    assert entry.text == "Harbour\n\nThe harbour reopened."
    assert ("uk", "https://g.example/uk/1") in entry.alternates


def test_jsonl() -> None:
    rows = [
        {"id": 1, "title": "Bridge", "text": "It opened.", "lang": "en", "source_title": "Міст", "source": "Його відкрили.", "source_lang": "uk",
         "published": "2026-11-16T08:00:00+02:00", "retranslations": ["It was opened.", " "]},
        {"id": "b"},
        {"id": "c", "url": "https://g.example/c", "published": "yesterday"},
        {"text": "no id"},
    ]  # fmt: skip
    first, *bad = read(
        b"\xef\xbb\xbf" + "\n".join(json.dumps(r, ensure_ascii=False) for r in rows).encode() + b"\n\n{broken"
    )
    assert isinstance(first, Entry)
    assert (first.text, first.source) == ("Bridge\n\nIt opened.", "Міст\n\nЙого відкрили.")
    assert (first.published, first.retranslations, first.explicit) == (
        "2026-11-16T06:00:00Z",
        ("It was opened.",),
        True,
    )
    assert [
        "neither 'text' nor 'url'" in str(bad[0]),
        "yesterday" in str(bad[1]),
        ":4:" in str(bad[2]),
        ":6:" in str(bad[3]),
    ] == [True] * 4


def test_long_lines_are_read_whole() -> None:
    rows = [{"id": n, "text": "word " * 3000} for n in range(3)]
    assert [len(e.text) for e in entries("\n".join(map(json.dumps, rows)).encode())] == [15000] * 3


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<!doctype html><p>page</p>", "a web page, not a feed"),
        (b"", "neither RSS nor Atom nor JSONL"),
        (b"\x00\x01\x02", "neither RSS nor Atom nor JSONL"),
        (b"<rss><chan", "no RSS or Atom feed"),
        (b"<opml></opml>", "no RSS or Atom feed"),
    ],
)
def test_what_is_no_feed(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(data)


def test_entities_are_not_opened(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("s") / "secret"
    secret.write_text("the secret")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    doc = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha"><!ENTITY x SYSTEM "{secret.as_uri()}">{bomb}]><rss version="2.0"><channel><item><title>&a8;&x;</title><link>https://g.example/1</link></item></channel></rss>'
    try:
        said = repr(read(doc.encode()))
    except InputError as e:
        said = str(e)
    assert "the secret" not in said
    assert len(said) < 5000


def test_sources_are_found_by_id_then_by_address() -> None:
    def entry(url: str, guid: str = "") -> Entry:
        return Entry(url or guid, guid, url, "", "text")

    sources = matched(
        [
            entry("https://g.example/uk/1", "n-1"),
            entry("https://uk.h.example/news/2?lang=uk"),
            entry("https://g.example/uk/3"),
            entry("https://g.example/ru/3"),
        ]
    )

    def found(translation: Entry) -> str:
        return next((sources[n].url for n in names_of(translation) if n in sources), "")

    assert found(entry("https://elsewhere.example/x", "n-1")) == "https://g.example/uk/1"
    assert found(entry("https://g.example/en/1")) == "https://g.example/uk/1"
    assert found(entry("https://en.h.example/news/2?lang=en")) == "https://uk.h.example/news/2?lang=uk"
    assert found(entry("https://g.example/en/3")) == ""  # two sources have that address but for the language
    assert found(entry("https://g.example/")) == ""
