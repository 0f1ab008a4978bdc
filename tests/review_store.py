"""A store with the audits of tests/report_fixture.py, as `mtaudit feed` leaves one behind."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import report_fixture as fixture

from audit.feeds.store import Audit, feed, keep_audit, list_entries, opened
from audit.feeds.work import packed
from audit.finding import Decision, Verdict
from audit.reports.view import Audited
from corpora.feed import Entry

FEED = "https://news.example/feed"
OUTLETS = ("The Harbour Gazette", "Night & Day")


def hostile() -> Audited:
    """The hostile article as a store can hold it: UTF-8 knows no lone surrogate."""
    return msgspec.json.decode(msgspec.json.encode(_clean(msgspec.to_builtins(fixture.hostile()))), type=Audited)


def decided(audited: Audited, decision: Decision) -> Audited:
    return replace(audited, report=replace(audited.report, verdict=Verdict(decision, ("the reason in words",))))


def filled(path: Path, articles: Iterable[Audited | None]) -> Path:
    """Make the store; None is an article that could not be audited. Articles are numbered from 1."""
    given = list(articles)
    with closing(opened(path)) as store:
        entries = [
            Entry(f"key:{n}", str(n), f"https://news.example/{n}", _title(n, one), "text", outlet=OUTLETS[n % 2], published=f"2026-11-{n % 28 + 1:02}")
            for n, one in enumerate(given, 1)
        ]  # fmt: skip
        list_entries(store, feed(store, FEED), entries, ("", "", ""))
        for n, one in enumerate(given, 1):
            if one is not None:
                keep_audit(store, n, f"hash {n}", _audit(one))
    return path


def _title(n: int, one: Audited | None) -> str:
    return one.title if one and not one.title.endswith(".txt") else f"Article number {n} on the new bridge"


def _audit(one: Audited) -> Audit:
    return packed(one)


def _clean(value: object) -> object:
    match value:
        case str():
            return value.replace("\ud800", "")
        case dict():
            return {k: _clean(v) for k, v in value.items()}
        case list() | tuple():
            return [_clean(v) for v in value]
    return value
