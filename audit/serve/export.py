"""Reviewed findings as gold: rows that `audit.annotation` reads, so that `eval` measures the auditor against the reviewers."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from audit.finding import Finding
from audit.reports.visible import encodable
from audit.serve.articles import Article, article, connected, reviewed
from audit.serve.reviews import COMMENT, Item, State


class GoldRow(msgspec.Struct, frozen=True):
    """An error that a person confirmed or added. `start` and `end` are code points of the translation as read."""

    article: str
    start: int
    end: int
    text: str
    kind: str
    severity: str
    correction: str
    note: str
    finding: str


def gold_rows(article: Article) -> Iterator[GoldRow]:
    """Yield what was accepted and what was added, in order of place; what is open or dismissed is no error."""
    return (_row(article.key, item) for item in article.items if item.state is State.ACCEPTED)


def lines(article: Article) -> bytes:
    """Return the rows as JSON lines."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in gold_rows(article))


def exported(path: Path, *, every: bool) -> bytes:
    """Return the gold of all articles that are done; `every`: also of those of which anything was said."""
    with closing(connected(path)) as store:
        found = (article(store, number) for number in reviewed(store, every=every))
        return b"".join(lines(one) for one in found if one)


def _row(key: str, item: Item) -> GoldRow:
    finding, place = item.finding, item.place
    return GoldRow(
        article=encodable(key),
        start=place.start,
        end=place.end,
        text=encodable(finding.text),
        kind=finding.kind.value,
        severity=finding.severity.value,
        correction=encodable(finding.suggestion),
        note=encodable(_note(item, finding)),
        finding="" if item.missed else finding.id,
    )


def _note(item: Item, finding: Finding) -> str:
    """What a person said last, else what the check says."""
    said = [one.comment for one in item.said if one.comment and one.verdict in {COMMENT, State.ACCEPTED}]
    return said[-1] if said else finding.message
