"""What reviewers said (rows of the store) -> the state of each finding, and back."""

import sqlite3
import time
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from audit.annotation import annotation
from audit.feeds.store import transaction
from audit.finding import Finding, Kind, Severity, Span
from audit.reports.view import Audited, Row

COMMENT, MISSED = "comment", "missed"  # verdicts of rows that are no state


class State(StrEnum):
    """What holds of a finding."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Said:
    """One row of the table. `finding` is "" for a word about the article, and for a missed error, which has a `place`.

    `place` counts code points of the translation as read; `made` is in seconds since 1970. Unknown is "".
    """

    finding: str
    verdict: str
    severity: str = ""
    kind: str = ""
    correction: str = ""
    comment: str = ""
    place: Span | None = None
    reviewer: str = ""
    made: float = 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """A finding, or an error that it missed, with what was said of it, in order. `finding.severity` is what holds now."""

    number: int
    finding: Finding
    state: State
    missed: bool
    said: tuple[Said, ...]

    @property
    def place(self) -> Span:
        """Where it stands in the translation as read."""
        start = self.finding.document_start
        return Span(start + self.finding.span.start, start + self.finding.span.end)


def keep(store: sqlite3.Connection, article: int, audit: int, said: Said) -> None:
    """Add a row; nothing that was said before is lost."""
    first, last = (said.place.start, said.place.end) if said.place else (None, None)
    category = annotation(gold(said)).category.value if said.verdict == MISSED else ""
    with transaction(store):
        store.execute(
            "INSERT INTO reviews (article, audit, finding, verdict, severity, category, comment, first, last, reviewer, made,"
            " kind, correction) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article, audit, said.finding, said.verdict, said.severity, category, said.comment, first, last, said.reviewer,
             said.made or time.time(), said.kind, said.correction),
        )  # fmt: skip


def read(store: sqlite3.Connection, article: int, content: str) -> tuple[tuple[Said, ...], int]:
    """Return what was said of an article, in order, and how many missed errors lie in another version of it than `content`."""
    rows = store.execute(
        "SELECT r.finding, r.verdict, r.severity, r.kind, r.correction, r.comment, r.first, r.last, r.reviewer, r.made, u.hash"
        " FROM reviews r LEFT JOIN audits u ON u.id = r.audit WHERE r.article = ? ORDER BY r.id",
        (article,),
    )
    kept: list[Said] = []
    stale = 0
    for finding, verdict, severity, kind, correction, comment, first, last, reviewer, made, version in rows:
        if first is None or version == content:
            place = None if first is None else Span(first, last)
            kept.append(Said(finding, verdict, severity, kind, correction, comment, place, reviewer, made))
        else:
            stale += verdict == MISSED
    return tuple(kept), stale


def items(audited: Audited, said: Iterable[Said]) -> tuple[Item, ...]:
    """Return findings and missed errors in order of place, numbered from 1."""
    about: dict[str, list[Said]] = {}
    for one in said:
        if one.finding or one.place:
            about.setdefault(one.finding or _name(one.place), []).append(one)
    before = {f.id for f in audited.report.dismissed}
    made = [
        _item(f, State.DISMISSED if f.id in before else State.OPEN, about.pop(f.id, ()))
        for f in (*audited.report.findings, *audited.report.dismissed)
    ]
    starts = [row.target_start for row in audited.rows]
    added = (_missed(audited.rows, starts, rows) for rows in about.values() if rows[0].place is not None)
    made += [item for item in added if item.state is not State.OPEN]  # what was taken back is no finding
    made.sort(key=lambda i: (i.place.start, i.place.end, i.finding.code, i.finding.id))
    return tuple(replace(item, number=n) for n, item in enumerate(made, 1))


def _item(finding: Finding, state: State, said: Sequence[Said]) -> Item:
    for one in said:
        if one.verdict in set(State):
            state = State(one.verdict)
            finding = replace(finding, severity=Severity(one.severity)) if one.severity else finding
    return Item(0, finding, state, missed=False, said=tuple(said))


def _missed(rows: Sequence[Row], starts: Sequence[int], said: Sequence[Said]) -> Item:
    """The last row that marks the place says what it is; a later one may have taken it back."""
    last = [one for one in said if one.verdict == MISSED][-1]
    assert last.place is not None
    index = max(0, bisect_right(starts, last.place.start) - 1)
    start, text = rows[index].target_start, rows[index].target
    span = Span(last.place.start - start, last.place.end - start)
    made = annotation(gold(last) | {"start": span.start, "end": span.end, "text": text[span.start : span.end]}, index)
    finding = replace(made, id=_name(last.place), document_start=start)
    verdicts = [one.verdict for one in said if one.verdict != COMMENT]
    state = State.OPEN if verdicts[-1] == State.OPEN else State.ACCEPTED
    return Item(0, finding, state, missed=True, said=tuple(said))


def gold(said: Said) -> dict[str, object]:
    """Return what `audit.annotation` reads of a missed error."""
    assert said.place is not None
    return {
        "start": said.place.start,
        "end": said.place.end,
        "severity": Severity(said.severity).value,
        "kind": Kind(said.kind).value,
        "correction": said.correction,
        "note": said.comment,
    }


def _name(place: Span | None) -> str:
    return f"missed-{place.start}-{place.end}" if place else ""
