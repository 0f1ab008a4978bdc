"""The store -> the queue of articles, ranked, filtered and in pages, and one article with all that was said of it."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.feeds.store import opened
from audit.feeds.work import unpacked
from audit.finding import Decision, Severity
from audit.reports.view import Audited
from audit.serve.reviews import Item, Said, items, read

PAGE = 50  # articles of a page of the queue
STATUSES = ("open", "taken", "done")
_DECISION = "CASE WHEN u.id IS NULL OR a.state = 'failed' THEN 'none' ELSE u.decision END"
# As `audit.reports.index.ranked`: what could not be audited needs a person, so it stands before what may be published.
_RANK = (
    f"ORDER BY CASE {_DECISION} WHEN 'retranslate' THEN 0 WHEN 'review' THEN 1 WHEN 'none' THEN 2 ELSE 3 END,"
    " -coalesce(u.need, 0), -coalesce(u.points, 0), a.id"
)
_FROM = "FROM articles a LEFT JOIN audits u ON u.id = a.audit"
_TODO = "a.status <> 'done'"


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the queue is wanted; "" is everything. `status` "todo" is what is not done. Pages count from 1."""

    status: str = "todo"
    decision: str = ""
    outlet: str = ""
    pair: str = ""
    check: str = ""
    search: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the queue. `decision` is None where there is no audit that holds; `judged` of `found` findings were reviewed."""

    number: int
    title: str
    outlet: str
    published: str
    status: str
    problem: str
    source_lang: str
    target_lang: str
    decision: Decision | None
    reasons: tuple[str, ...]
    per_thousand: float
    found: int
    serious: int
    judged: int


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue, and how many articles there are in all."""

    entries: tuple[Entry, ...]
    total: int
    pages: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `audited` is None before its first audit; `stale` missed errors lie in an earlier version of the text."""

    number: int
    key: str
    title: str
    url: str
    outlet: str
    published: str
    status: str
    problem: str
    audit: int
    audited: Audited | None
    items: tuple[Item, ...]
    comments: tuple[Said, ...]
    stale: int


def connected(path: Path) -> sqlite3.Connection:
    """Open the store for one request. Raises InputError."""
    store = opened(path)
    store.create_function("holds", 2, lambda text, part: part in text.casefold(), deterministic=True)
    return store


def queue(store: sqlite3.Connection, asked: Asked) -> Queue:
    """Return a page of the articles that are wanted, those that need a person most first."""
    where, values = _where(asked)
    (total,) = store.execute(f"SELECT count(*) {_FROM} WHERE {where}", values).fetchone()
    pages = max(1, -(-total // PAGE))
    rows = store.execute(
        "SELECT a.id, a.title, a.outlet, a.published, a.status, a.reason, coalesce(u.source_lang, ''), coalesce(u.target_lang, ''),"
        f" {_DECISION}, coalesce(u.reasons, ''), coalesce(u.per_thousand, 0), u.id {_FROM} WHERE {where} {_RANK} LIMIT ? OFFSET ?",
        (*values, PAGE, PAGE * (min(asked.page, pages) - 1)),
    ).fetchall()
    return Queue(tuple(_entry(store, row) for row in rows), total, pages)


def _where(asked: Asked) -> tuple[str, tuple[str, ...]]:
    """The condition and its values: no word of the user's stands in the statement."""
    tests = [_TODO] if asked.status == "todo" else ["a.status = ?"] if asked.status in STATUSES else []
    values = [asked.status] if asked.status in STATUSES else []
    for value, test in (
        (asked.decision, f"{_DECISION} = ?"),
        (asked.outlet, "a.outlet = ?"),
        (asked.pair, "u.source_lang || '-' || u.target_lang = ?"),
        (asked.check, "EXISTS (SELECT 1 FROM findings f WHERE f.audit = u.id AND f.name = ?)"),
        (asked.search.casefold(), "holds(a.title || ' ' || a.outlet || ' ' || a.url || ' ' || a.key, ?)"),
    ):
        if value:
            tests.append(test)
            values.append(value)
    return " AND ".join(tests) or "1", tuple(values)


def _entry(store: sqlite3.Connection, row: tuple[Any, ...]) -> Entry:
    number, title, outlet, published, status, problem, source, target, decision, reasons, rate, audit = row
    found = dict(store.execute("SELECT finding, severity FROM findings WHERE audit = ?", (audit,)))
    judged = dict(
        store.execute(
            "SELECT finding, verdict FROM reviews WHERE article = ? AND verdict IN ('accepted', 'dismissed', 'open') ORDER BY id",
            (number,),
        )
    )
    return Entry(
        number,
        title,
        outlet,
        published,
        status,
        problem,
        source,
        target,
        None if decision == "none" else Decision(decision),
        tuple(reasons.split("
")) if reasons else (),
        rate,
        len(found),
        sum(severity in {Severity.MAJOR, Severity.CRITICAL} for severity in found.values()),
        sum(judged.get(ident, "open") != "open" for ident in found),
    )


def choices(store: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return what the filters can choose from."""
    asked = {
        "outlet": "SELECT DISTINCT outlet FROM articles WHERE outlet <> '' ORDER BY 1",
        "pair": f"SELECT DISTINCT u.source_lang || '-' || u.target_lang {_FROM} WHERE u.source_lang <> '' ORDER BY 1",
        "check": "SELECT DISTINCT f.name FROM articles a JOIN findings f ON f.audit = a.audit ORDER BY 1",
    }
    return {name: tuple(row[0] for row in store.execute(statement)) for name, statement in asked.items()}


def following(store: sqlite3.Connection, number: int) -> int:
    """Return the next article of the queue that is not done, 0 for none."""
    ids = [row[0] for row in store.execute(f"SELECT a.id {_FROM} WHERE {_TODO} OR a.id = ? {_RANK}", (number,))]
    at = ids.index(number) if number in ids else -1
    return ids[at + 1] if at + 1 < len(ids) else 0


def article(store: sqlite3.Connection, number: int) -> Article | None:
    """Return an article, None where there is none of that number."""
    row = store.execute(
        f"SELECT a.id, a.key, a.title, a.url, a.outlet, a.published, a.status, a.reason, u.id, u.hash, u.report {_FROM} WHERE a.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        return None
    number, key, title, url, outlet, published, status, problem, audit, content, report = row
    said, stale = read(store, number, content or "")
    audited = unpacked(report) if report else None
    found = items(audited, said) if audited else ()
    comments = tuple(one for one in said if not one.finding and one.place is None)
    return Article(
        number, key, title, url, outlet, published, status, problem, audit or 0, audited, found, comments, stale
    )


def set_status(store: sqlite3.Connection, number: int, status: str) -> None:
    """Mark an article open, taken or done."""
    store.execute("UPDATE articles SET status = ? WHERE id = ?", (status, number))


def reviewed(store: sqlite3.Connection, *, every: bool) -> Iterable[int]:
    """Return the articles that are done; `every`: also those of which anything was said."""
    spoken = " OR id IN (SELECT article FROM reviews)" if every else ""
    return [row[0] for row in store.execute(f"SELECT id FROM articles WHERE status = 'done'{spoken} ORDER BY id")]
