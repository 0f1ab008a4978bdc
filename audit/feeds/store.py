"""The store: one SQLite file of feeds, articles, audits, findings, and what reviewers said of them.

Every step is one transaction, so a killed run leaves each article either as it was or with its whole audit. Feeds and audits
write `feeds`, `articles`, `listings`, `audits` and `findings`; `reviews` and `articles.status` are the reviewers' own, and no run of
`mtaudit feed` touches them.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from textwrap import shorten

import msgspec

from audit.feeds.schema import MOVES, OURS, TABLES, VERSION
from audit.folders import user_data
from corpora.feed import Entry
from corpora.read import InputError

_WAIT = 30.0  # seconds to wait for another process that writes
LISTED, AUDITED, FAILED = "listed", "audited", "failed"


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a feed: how it answered last, and the hash of what it said."""

    id: int
    etag: str
    modified: str
    hash: str


@dataclass(frozen=True, slots=True)
class Texts:
    """What is audited: translation, and what there is beside it. Unknown is ""."""

    name: str
    title: str
    text: str
    lang: str
    explicit: bool
    source: str
    source_lang: str
    source_name: str
    retranslations: tuple[str, ...]

    def hash(self) -> str:
        """A hash of all that the audit depends on."""
        return sha256(
            msgspec.json.encode([getattr(self, f.name) for f in fields(self) if f.name != "name"])
        ).hexdigest()


@dataclass(frozen=True, slots=True)
class Audit:
    """What is kept of an audit. `report` is the whole of it, packed; `findings` are (id, code, name, kind, severity, confidence), `spellings`
    (language and name of the source, what the translation writes, how often)."""

    settings: str
    source_lang: str
    target_lang: str
    decision: str
    reasons: tuple[str, ...]
    points: int
    words: int
    per_thousand: float
    need: float
    report: bytes
    findings: tuple[tuple[str, str, str, str, str, float], ...]
    spellings: tuple[tuple[str, str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """An article in the store: what its feed says, what was fetched for it, and when."""

    id: int
    state: str
    hash: str
    entry: Entry
    page: str
    source: str
    etag: str
    modified: str
    source_etag: str
    source_modified: str
    source_url: str
    checked: float


def default_path() -> Path:
    """Return where the store is kept unless the user names a file."""
    return user_data("XDG_DATA_HOME, or name a file with --store") / "feeds.sqlite"


def opened(path: Path) -> sqlite3.Connection:
    """Open the store, made when it is missing. Raises InputError for a file that is none, or of a newer version."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    except (sqlite3.Error, OSError) as e:
        raise InputError(f"{path}: no store can be opened here: {e}; name another file with --store") from None
    try:
        _prepare(connection, path)
    except sqlite3.DatabaseError as e:
        connection.close()
        raise InputError(f"{path}: cannot be used as the store: {e}; name another file with --store") from None
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    owner, version = (connection.execute(f"PRAGMA {x}").fetchone()[0] for x in ("application_id", "user_version"))
    if owner != OURS and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise InputError(f"{path}: is a database of another program; name another file with --store")
    if version > VERSION:
        raise InputError(f"{path}: was written by a newer mtaudit; install that one, or name another file with --store")
    connection.execute("PRAGMA journal_mode = WAL")  # a reader, such as a review page, and one writer at a time
    connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may lose the last audits, never the file
    connection.execute("PRAGMA foreign_keys = ON")
    with transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()  # another process may have moved it up by now
        before, after = MOVES.get(version, ((), ()))
        for statement in (
            *before,
            *TABLES,
            *after,
            f"PRAGMA application_id = {OURS}",
            f"PRAGMA user_version = {VERSION}",
        ):
            connection.execute(statement)


@contextmanager
def transaction(store: sqlite3.Connection) -> Iterator[None]:
    """All of what is done within, or nothing of it."""
    store.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        store.execute("ROLLBACK")
        raise
    store.execute("COMMIT")


# Feeds


def feed(store: sqlite3.Connection, address: str) -> Known:
    """Return what is known of a feed, which is entered when it is new."""
    store.execute("INSERT OR IGNORE INTO feeds (address) VALUES (?)", (address,))
    row = store.execute("SELECT id, etag, modified, hash FROM feeds WHERE address = ?", (address,)).fetchone()
    return Known(*row)


def list_entries(
    store: sqlite3.Connection, known: Known, entries: Iterable[Entry | InputError], answer: tuple[str, str, str]
) -> list[InputError]:
    """Enter what a feed lists, with the answer that brought it (ETag, Last-Modified, hash), in one transaction.

    Returns what could not be entered; then the answer is not kept, so that the next run looks, and tells, again.
    """
    failed: list[InputError] = []
    with transaction(store):
        seen = store.execute("SELECT seen + 1 FROM feeds WHERE id = ?", (known.id,)).fetchone()[0]
        for entry in entries:
            if isinstance(entry, InputError):
                failed.append(entry)
            elif not _enter(store, known.id, seen, entry):
                failed.append(InputError(f"{entry.key}: stands twice in its feed; only the first is read"))
        kept = ("", "", "") if failed else answer
        store.execute(
            "UPDATE feeds SET seen = ?, etag = ?, modified = ?, hash = ?, checked = ? WHERE id = ?",
            (seen, *kept, time.time(), known.id),
        )
    return failed


def _enter(store: sqlite3.Connection, feed_id: int, seen: int, entry: Entry) -> bool:
    """Enter an article, or what changed of it; False where this reading of the feed has listed it already."""
    blob = msgspec.json.encode(entry)
    found = store.execute("SELECT id, entry = ? FROM articles WHERE key = ?", (blob, entry.key)).fetchone()
    if found is None:
        now = time.time()
        number = store.execute(
            "INSERT INTO articles (key, entry, url, title, outlet, published, first_seen) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (entry.key, blob, entry.url, _title(entry), entry.outlet, entry.published, now),
        ).lastrowid
    else:
        number, same = found
        listed = store.execute("SELECT seen FROM listings WHERE feed = ? AND article = ?", (feed_id, number)).fetchone()
        if listed and listed[0] == seen:
            return False
        first = store.execute("SELECT min(feed) FROM listings WHERE article = ?", (number,)).fetchone()[0]
        if not same and first == feed_id:  # what another feed says of it in other words is no change
            store.execute(
                "UPDATE articles SET entry = ?, url = ?, title = ?, outlet = ?, published = ?, state = 'listed' WHERE id = ?",
                (blob, entry.url, _title(entry), entry.outlet, entry.published, number),
            )
    store.execute("INSERT OR REPLACE INTO listings VALUES (?, ?, ?)", (feed_id, number, seen))
    return True


def _title(entry: Entry) -> str:
    """What the index calls an article: its headline, or how its text begins."""
    begins = entry.text.lstrip()[:200].split("\n", maxsplit=1)[0]
    return entry.title or shorten(begins, 80, placeholder="…") or entry.url or entry.guid


# Articles


_HELD = (
    "SELECT id, state, hash, entry, page, source, page_etag, page_modified, source_etag, source_modified, source_url, checked"
    " FROM articles WHERE "
)
_ENTRY = msgspec.json.Decoder(Entry)


def held(store: sqlite3.Connection, number: int) -> Held:
    row = store.execute(_HELD + "id = ?", (number,)).fetchone()
    number, state, content, entry, *rest = row
    return Held(number, state, content, _ENTRY.decode(entry), *rest)


def due(store: sqlite3.Connection, feeds: list[int], before: float, since: str, *, again: bool) -> list[int]:
    """Return the articles of these feeds that there may be something to do for, in the order of their feeds.

    That is: those that are not audited (`again`: all), and those with pages last looked at `before` that time that their
    feed still lists. `since` leaves out what was published before; undated articles are taken.
    """
    marks = ",".join("?" * len(feeds))
    asked = (
        "SELECT a.id FROM articles a JOIN listings l ON l.article = a.id JOIN feeds f ON f.id = l.feed"
        f" WHERE l.feed IN ({marks}) AND (a.published = '' OR a.published >= ?) AND (? OR a.state = 'listed'"
        " OR (a.checked > 0 AND a.checked < ? AND l.seen = f.seen)) GROUP BY a.id ORDER BY min(l.feed), a.id"
    )
    return [row[0] for row in store.execute(asked, (*feeds, since, again, before))]


def keep_fetched(store: sqlite3.Connection, number: int, values: Mapping[str, str | float]) -> None:
    """Keep what was fetched for an article: columns and their values."""
    if values:
        names = ", ".join(f"{name} = ?" for name in values)
        store.execute(f"UPDATE articles SET {names} WHERE id = ?", (*values.values(), number))


def keep_failure(store: sqlite3.Connection, number: int, reason: str, state: str, content: str = "") -> None:
    """Note why an article could not be had (LISTED: tried again) or audited (FAILED: not before its `content` changes)."""
    store.execute("UPDATE articles SET state = ?, reason = ?, hash = ? WHERE id = ?", (state, reason, content, number))


def keep_unchanged(store: sqlite3.Connection, number: int) -> None:
    """Note that an article was looked at and is what was audited."""
    store.execute("UPDATE articles SET state = 'audited' WHERE id = ? AND audit IS NOT NULL", (number,))


def keep_audit(store: sqlite3.Connection, number: int, content: str, done: Audit, reason: str = "") -> None:
    """Keep an audit with its findings, and make it the one that holds for the article, in one transaction."""
    columns = "article, hash, settings, made, source_lang, target_lang, decision, reasons, points, words, per_thousand, need, report"
    kept = "made decision reasons points words per_thousand need report"
    row = (number, content, done.settings, time.time(), done.source_lang, done.target_lang, done.decision,
           "\n".join(done.reasons), done.points, done.words, done.per_thousand, done.need, done.report)  # fmt: skip
    with transaction(store):
        (audit,) = store.execute(
            f"INSERT INTO audits ({columns}) VALUES ({', '.join('?' * len(row))}) ON CONFLICT (article, hash, settings) DO UPDATE SET "
            + ", ".join(f"{name} = excluded.{name}" for name in kept.split())
            + " RETURNING id",
            row,
        ).fetchone()
        store.execute("DELETE FROM findings WHERE audit = ?", (audit,))
        store.execute("DELETE FROM spellings WHERE audit = ?", (audit,))
        store.executemany("INSERT INTO spellings VALUES (?, ?, ?, ?, ?)", ((audit, *one) for one in done.spellings))
        store.executemany(
            "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((audit, n, *f) for n, f in enumerate(done.findings, 1)),
        )
        store.execute(
            "UPDATE articles SET state = 'audited', hash = ?, audit = ?, reason = ? WHERE id = ?",
            (content, audit, reason, number),
        )
