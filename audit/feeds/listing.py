"""The store -> the index page and the pages of the articles."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from audit.feeds.gather import address
from audit.feeds.names import spelled
from audit.feeds.run import Plan, page_name, write_page
from audit.feeds.work import unpacked
from audit.finding import Decision, Kind, Severity
from audit.reports.index import Count, Listed, render
from audit.reports.page import render as render_page

_ASKED = """
    SELECT a.id, a.title, a.url, a.outlet, a.published, a.first_seen, a.state, a.reason, a.status,
           u.id, u.source_lang, u.target_lang, u.decision, u.reasons, u.points, u.words, u.per_thousand, u.need
    FROM articles a LEFT JOIN audits u ON u.id = a.audit
    WHERE a.id IN (SELECT article FROM listings WHERE feed IN (SELECT id FROM feeds WHERE address IN ({marks})))
      AND (a.published = '' OR a.published >= ?) ORDER BY a.id"""
_COUNTED = """
    SELECT f.audit, f.name, f.kind, f.severity, count(*) FROM findings f JOIN articles a ON a.audit = f.audit
    GROUP BY f.audit, f.name, f.kind, f.severity"""


def write_index(store: sqlite3.Connection, plan: Plan, output: Path) -> None:
    """Write the index of the plan's feeds, and those article pages that are not there yet. Files are whole or not there."""
    assert plan.pages is not None
    articles = listed(store, plan.feeds, plan.since, plan.pages.name)
    for number in _without_page(articles, plan.pages):
        (report,) = store.execute(
            "SELECT report FROM audits JOIN articles ON audit = audits.id WHERE articles.id = ?", (number,)
        ).fetchone()
        write_page(plan.pages, number, render_page(unpacked(report)))
    text = render(articles, list(spelled(store, plan.feeds, plan.since, plan.pages.name)))
    if not output.exists() or output.read_text(encoding="utf-8") != text:
        part = output.with_name(f".{output.name}.part")
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(output)


def listed(store: sqlite3.Connection, feeds: Sequence[str], since: str, folder: str) -> list[Listed]:
    """Return the articles of these feeds with their audits, as the index shows them; `folder` is where their pages are."""
    counts: dict[int, list[Count]] = {}
    for audit, name, kind, severity, count in store.execute(_COUNTED):
        counts.setdefault(audit, []).append(Count(name, Kind(kind), Severity(severity), count))
    marks = ",".join("?" * len(feeds))
    rows = store.execute(_ASKED.format(marks=marks), (*map(address, feeds), since))
    return [_listed(row, counts, folder) for row in rows]


def _listed(row: tuple[Any, ...], counts: dict[int, list[Count]], folder: str) -> Listed:
    number, title, url, outlet, published, seen, state, reason, status, audit, *rest = row
    source, target, decision, reasons, points, words, per_thousand, need = rest
    problem = reason or ("" if audit else "not audited yet")
    if audit is None:
        return Listed(
            number, title, url, outlet, published, seen, problem, status, "", "", "", None, (), 0, 0, 0.0, 0.0, ()
        )
    return Listed(
        number, title, url, outlet, published, seen, problem, status, f"{folder}/{page_name(number)}", source, target,
        None if state == "failed" else Decision(decision), tuple(reasons.split("\n")), points, words, per_thousand, need,
        tuple(counts.get(audit, ())),
    )  # fmt: skip


def _without_page(articles: Sequence[Listed], folder: Path) -> Iterator[int]:
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return (a.number for a in articles if a.page and page_name(a.number) not in there)
