"""Feeds and pages -> the texts to be audited: what is fetched, when again, and where a translation finds its source."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import file_digest
from io import BufferedReader, BytesIO
from pathlib import Path

from audit.feeds.store import Held, Known, Texts, keep_fetched, list_entries
from corpora.article import Page, read_page
from corpora.charset import decoded
from corpora.feed import Entry, matched, names_of, read_feed
from corpora.fetch import Fetched, Limits, fetch, is_url
from corpora.language import primary
from corpora.read import InputError

_PAGE = "text/html, application/xhtml+xml, text/plain;q=0.5"
_FEED = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
_AT_ONCE = 1.0  # a time long gone: look again at the next run
Tell = Callable[[InputError], None]


@dataclass(frozen=True, slots=True)
class Gathering:
    """How articles are gathered. `sources`: articles of the source feed by their names. `tell` is told each failure."""

    limits: Limits
    tell: Tell
    source_lang: str = ""
    sources: dict[str, Entry] = field(default_factory=dict)
    target_lang: str = ""


def address(given: str) -> str:
    """Return the name that the store knows a feed by: its URL, or the whole path of a file."""
    return given if is_url(given) else str(Path(given).resolve())


def read_again(store: sqlite3.Connection, known: Known, where: str, given: str, gathering: Gathering) -> None:
    """Read a feed, unless it says what it said last time, and enter what it lists. Raises InputError where it cannot be read."""
    if is_url(given):
        answer = fetch(given, gathering.limits, etag=known.etag, modified=known.modified, accept=_FEED)
        if answer.body is None:
            return
        kept = answer.etag, answer.modified
        file: BufferedReader | BytesIO = BytesIO(answer.body)
    else:
        kept = "", ""
        file = _opened(given)
    with file:
        said = file_digest(file, "sha256").hexdigest()
        if said != known.hash:
            file.seek(0)
            for failure in list_entries(store, known, read_feed(file, where), (*kept, said)):
                gathering.tell(failure)


def source_entries(given: str, limits: Limits, tell: Tell) -> dict[str, Entry]:
    """Read the feed of the sources."""
    file: BufferedReader | BytesIO = (
        BytesIO(fetch(given, limits, accept=_FEED).body or b"") if is_url(given) else _opened(given)
    )
    with file:
        return matched(_usable(read_feed(file, address(given)), tell))


def _usable(entries: Iterator[Entry | InputError], tell: Tell) -> Iterator[Entry]:
    for entry in entries:
        if isinstance(entry, InputError):
            tell(entry)
        else:
            yield entry


def _opened(path: str) -> BufferedReader:
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) else e
        raise InputError(f"{path}: cannot be read: {reason}; check the path") from None


# One article


def texts(store: sqlite3.Connection, article: Held, gathering: Gathering) -> Texts:
    """Return what is to be audited of an article; its pages are fetched, if they changed, and kept.

    Raises InputError where the translation cannot be had. A source that cannot be had is told, and sought again at the next run.
    """
    entry, now = article.entry, time.time()
    values: dict[str, str | float] = {}
    page, alternates = "", entry.alternates
    if not entry.text or (gathering.source_lang and entry.url and not _named_source(entry, gathering)):
        page, linked = _page(article, gathering, values)
        alternates += linked
    source, place = _source(article, alternates, gathering, values)
    if gathering.sources or values:
        values.setdefault("checked", now)
    keep_fetched(store, article.id, values)
    lang = gathering.target_lang or entry.lang
    explicit = bool(gathering.target_lang) or entry.explicit
    name = entry.url or f"article {entry.guid or entry.title or article.id}"
    return Texts(
        name, entry.title, entry.text or page, lang, explicit, source,
        entry.source_lang or gathering.source_lang if source else "", place, entry.retranslations,
    )  # fmt: skip


def _named_source(entry: Entry, gathering: Gathering) -> bool:
    """Whether the source is known without a look at the page."""
    return bool(
        entry.source or entry.source_url or _twin(entry, gathering) or _of_lang(entry.alternates, gathering.source_lang)
    )


def _twin(entry: Entry, gathering: Gathering) -> Entry | None:
    return next((gathering.sources[n] for n in names_of(entry) if n in gathering.sources), None)


def _of_lang(alternates: tuple[tuple[str, str], ...], lang: str) -> str:
    return next((url for tag, url in alternates if lang and primary(tag.lower()) == primary(lang)), "")


def _page(
    article: Held, gathering: Gathering, values: dict[str, str | float]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The article's page: its text, and its other languages. Where nothing changed, what was kept."""
    url = article.entry.url
    answer = fetch(url, gathering.limits, etag=article.etag, modified=article.modified, accept=_PAGE)
    if answer.body is None:
        kept = ((gathering.source_lang, article.source_url),) if article.source_url and gathering.source_lang else ()
        values["checked"] = time.time()
        return article.page, kept
    page = _read(answer)
    values |= {"page": page.text, "page_etag": answer.etag, "page_modified": answer.modified}
    return page.text, page.alternates


def _source(
    article: Held, alternates: tuple[tuple[str, str], ...], gathering: Gathering, values: dict[str, str | float]
) -> tuple[str, str]:
    """The source text and where it is from: the feed's own words first, then the source feed, then an address."""
    entry = article.entry
    if entry.source:
        return entry.source, "the source"
    twin = _twin(entry, gathering)
    if twin and twin.text:
        return twin.text, twin.url or "the source"
    url = (twin.url if twin else "") or entry.source_url or _of_lang(alternates, gathering.source_lang)
    if not url or url == entry.url:
        return "", ""
    known = url == article.source_url
    try:
        conditions = {"etag": article.source_etag, "modified": article.source_modified} if known else {}
        answer = fetch(url, gathering.limits, accept=_PAGE, **conditions)
        text = article.source if answer.body is None else _read(answer).text
    except InputError as e:
        gathering.tell(InputError(f"{entry.url or entry.guid}: audited without its source: {e}"))
        values |= {"checked": _AT_ONCE, "source_url": url}
        return (article.source, url) if known else ("", "")
    values |= {"source": text, "source_url": url, "source_etag": answer.etag, "source_modified": answer.modified}
    return text, url


def _read(answer: Fetched) -> Page:
    assert answer.body is not None
    return read_page(decoded(answer.body, answer.url, answer.charset), answer.url, answer.url)
