"""Reads feeds: RSS and Atom (by feedparser), and JSONL with one article a line. Nothing is fetched here."""

import calendar
import io
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit, urlunsplit

import msgspec
import regex

from corpora.article import fragment_text, library, outlet_of
from corpora.read import InputError, is_page

_SPACE = regex.compile(r"\s+")
_MARKUP = regex.compile(r"<[a-zA-Z/!]|&[a-zA-Z#][a-zA-Z0-9]*;")
_LONG = 600  # characters of a feed's own text from which it is the article, and no teaser
_MOST = 50_000_000  # bytes of an XML feed, which is held as a whole
# Parts of an address that only say the language, so that /en/news/1 and /uk/news/1 are one article.
_LANG_PART = regex.compile(r"[a-z]{2}(?:[-_][a-z]{2})?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed lists it; unknown is "". `key` names it in a store, `guid` in its feed.

    `text` is "" where the feed has only a teaser, `source` where the text that was translated stands elsewhere or nowhere.
    `published` is ISO 8601 in UTC or a date. `alternates` are (language tag, URL) that the feed names by hreflang. `explicit`
    where the language was said for this article, and not for a whole feed.
    """

    key: str
    guid: str
    url: str
    title: str
    text: str
    lang: str = ""
    explicit: bool = False
    published: str = ""
    updated: str = ""
    outlet: str = ""
    source: str = ""
    source_lang: str = ""
    source_url: str = ""
    retranslations: tuple[str, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()


class FeedRow(msgspec.Struct, frozen=True):
    """A line of a JSONL feed: `id`, and `text` or the `url` of the page; the rest may be missing."""

    id: str | int
    text: str = ""
    url: str = ""
    title: str = ""
    lang: str = ""
    published: str = ""
    outlet: str = ""
    source: str = ""
    source_title: str = ""
    source_lang: str = ""
    source_url: str = ""
    retranslations: list[str] = []


_DECODER = msgspec.json.Decoder(FeedRow)


def read_feed(file: BinaryIO, name: str) -> Iterator[Entry | InputError]:
    """Yield the articles of a feed, in its order; an InputError in place of each that cannot be used.

    `name` is its address, as messages call it and as relative links are resolved. JSONL is read line by line. Raises
    InputError for what is no feed.
    """
    head = file.read(4096)
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begins.startswith(b"{"):
        return _rows(file, head, name)
    if is_page(begins):
        raise InputError(f"{name}: this is a web page, not a feed; give the address of its RSS or Atom feed")
    if not begins.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name}: neither RSS nor Atom nor JSONL, it begins with {begins[:20]!r}; give a feed")
    data = head + file.read(_MOST - len(head) + 1)
    if len(data) > _MOST:
        raise InputError(f"{name}: larger than {_MOST:,} bytes; give it as JSONL, which is read line by line")
    return _parsed(data, name)


def matched(sources: Iterable[Entry]) -> dict[str, Entry]:
    """Return the articles of a source feed by everything that a translation may be found by (`names_of`), if it names one only."""
    found: dict[str, Entry] = {}
    doubtful: set[str] = set()
    for entry in sources:
        for name in set(names_of(entry)):
            if found.setdefault(name, entry) is not entry:
                doubtful.add(name)
    return {name: entry for name, entry in found.items() if name not in doubtful}


def names_of(entry: Entry) -> Iterator[str]:
    """Yield what an article has in common with its source, the surest first: id, address, address without its language."""
    if entry.guid:
        yield f"id {entry.guid}"
    for url in (entry.url, *(place for _, place in entry.alternates)):
        if url:
            yield f"url {url}"
    if entry.url and (bare := _without_language(entry.url)):
        yield f"path {bare}"


def _without_language(url: str) -> str:
    """The address less its scheme and the parts that are a language tag; "" where nothing but a front page is left."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = ".".join(p for p in (parts.hostname or "").split(".")[:-2] if p != "www" and not _LANG_PART.fullmatch(p))
    site = ".".join((parts.hostname or "").split(".")[-2:])
    path = "/".join(p for p in parts.path.split("/") if p and not _LANG_PART.fullmatch(p.lower()))
    query = "&".join(q for q in parts.query.split("&") if q and not regex.match(r"(?:lang|hl|locale|language)=", q))
    return urlunsplit(("", "", "/".join(filter(None, (host, site, path))), query, "")) if path or query else ""


# JSONL


def _rows(file: BinaryIO, head: bytes, name: str) -> Iterator[Entry | InputError]:
    for number, line in enumerate(chain(_cut(head, file), file), 1):
        if line.strip():
            try:
                yield _row(line.removeprefix(b"\xef\xbb\xbf"), name, f"{name}:{number}")
            except InputError as e:
                yield e


def _cut(head: bytes, file: BinaryIO) -> Iterator[bytes]:
    """The lines that begin in what was read already."""
    *whole, rest = head.split(b"\n")
    yield from whole
    yield rest + file.readline()


def _row(line: bytes, name: str, where: str) -> Entry:
    try:
        row = _DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as e:
        said = " ".join(str(e).replace("`", "'").split())
        raise InputError(
            f"{where}: {said}; a row is {{'id', 'text' or 'url', 'title', 'lang', 'source', ...}}"
        ) from None
    if not row.text.strip() and not row.url:
        raise InputError(f"{where}: article {row.id!r} has neither 'text' nor 'url'; give one of them")
    return Entry(
        f"{name}#{row.id}",
        str(row.id),
        row.url,
        _one_line(row.title),
        _headed(row.title, row.text),
        row.lang,
        bool(row.lang),
        _date(row.published, where),
        "",
        row.outlet or outlet_of(row.url),
        _headed(row.source_title, row.source),
        row.source_lang,
        row.source_url,
        tuple(text for text in row.retranslations if text.strip()),
    )


def _headed(title: str, text: str) -> str:
    """A text with its headline as the first paragraph."""
    title = _one_line(title)
    return text if not title or not text.strip() or text.lstrip().startswith(title) else f"{title}\n\n{text}"


def _date(text: str, where: str) -> str:
    """ISO 8601 in UTC, or a date as it is."""
    if not text:
        return ""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{where}: 'published' is {text[:30]!r}; write it as 2026-11-22 or 2026-11-22T08:30:00Z"
        ) from None
    if len(text) <= 10:
        return found.date().isoformat()
    return (
        found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if found.tzinfo else found.strftime("%Y-%m-%dT%H:%M:%SZ")
    )


# RSS and Atom


def _parsed(data: bytes, name: str) -> Iterator[Entry | InputError]:
    feedparser = library("feedparser", name)
    try:
        # A stream, since feedparser takes other things for an address or a file name to open.
        found = feedparser.parse(io.BytesIO(data), response_headers={"content-location": name})
    except Exception as e:  # odd markup; whatever feedparser stumbles over
        raise InputError(f"{name}: no feed can be made of this ({type(e).__name__}: {e})") from None
    if not found.entries and (found.bozo or not found.version):
        why = " ".join(str(found.get("bozo_exception") or "no entries in it").split())
        raise InputError(f"{name}: no RSS or Atom feed: {why}; check the address")
    return _entries(found, name)


def _entries(found: Any, name: str) -> Iterator[Entry | InputError]:
    outlet = _one_line(fragment_or_plain(str(found.feed.get("title") or ""))) or outlet_of(name)
    lang = str(found.feed.get("language") or "")
    for number, raw in enumerate(found.entries, 1):
        url = urljoin(name, str(raw["link"])) if raw.get("link") else ""
        url = url if url.startswith(("http://", "https://")) else ""
        guid = str(raw.get("id") or "")
        title = _one_line(fragment_or_plain(str(raw.get("title") or "")))
        text = _content(raw)
        updated = dict.get(raw, "updated_parsed")  # its own `get` would give `published` in its place
        if not text and not url:
            yield InputError(f"{name}: entry {number}, {title[:60]!r}: has neither text nor an address; left out")
            continue
        yield Entry(
            _bare(url) or f"{name}#{guid or title}",
            guid if guid != raw.get("link") else "",
            url,
            title,
            _headed(title, text),
            str(raw.get("language") or _content_lang(raw) or lang),
            False,
            _moment(dict.get(raw, "published_parsed") or updated),
            _moment(updated),
            outlet,
            alternates=tuple(_alternates(raw, name)),
        )


def _content(raw: Any) -> str:
    """The article's text where the feed has it; "" for a teaser, whose article stands on its page."""
    for part in raw.get("content") or ():
        if text := fragment_or_plain(str(part.get("value") or "")):
            return text
    summary = fragment_or_plain(str(raw.get("summary") or ""))
    return summary if len(summary) >= _LONG or not raw.get("link") else ""


def _content_lang(raw: Any) -> str:
    return next((str(part.get("language")) for part in raw.get("content") or () if part.get("language")), "")


def _alternates(raw: Any, name: str) -> Iterator[tuple[str, str]]:
    for link in raw.get("links") or ():
        if link.get("rel") == "alternate" and link.get("hreflang") and link.get("href"):
            yield str(link["hreflang"]), urljoin(name, str(link["href"]))


def fragment_or_plain(text: str) -> str:
    """Return the words of a piece that may be HTML or plain text; feeds seldom say which."""
    return fragment_text(text) if _MARKUP.search(text) else text.strip()


def _moment(parsed: time.struct_time | None) -> str:
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if parsed else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _bare(url: str) -> str:
    return url.split("#", maxsplit=1)[0]


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
