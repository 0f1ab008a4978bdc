"""DEMETR's sentences with a name replaced or removed, and its sound ones. The data stay where they are."""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from audit.check import Pair
from audit.finding import Span
from corpora.words import words

DEMETR = "data/demetr-dev/demetr-dev.jsonl.gz"
FILES = {"critical_id9_ne_replaced": "replaced", "critical_id25_ne_removed": "removed"}
LANGS = {"chinese_simple": "zh", "czech": "cs", "french": "fr", "german": "de", "hindi": "hi", "italian": "it",
         "japanese": "ja", "polish": "pl", "russian": "ru", "spanish": "es"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Damaged:
    """A sentence of machine English with the reference as its one re-translation.

    `span` is where the name was replaced, or the gap between the words where it was removed; None in a sound sentence.
    `lost` is what stood there. `kind` is "replaced", "removed" or "sound".
    """

    id: str
    kind: str
    pair: Pair
    span: Span | None
    lost: str


def read_damaged(shared: Path) -> list[Damaged]:
    """Read the sentences with a name replaced or removed, by file, then in file order."""
    rows = [row for row in _rows(shared / DEMETR) if row["file"] in FILES and row["pert_check"]]
    found = [_damaged(row) for row in rows if row["mt"] != row["pert"]]
    return sorted(found, key=lambda one: one.kind)


def read_undamaged(shared: Path) -> list[Damaged]:
    """Read each sentence once as the machine wrote it and people found it good."""
    first = {(row["lang"], row["id"]): row for row in reversed(_rows(shared / DEMETR))}
    return [Damaged(_id(row), "sound", _pair(row, row["mt"]), None, "") for row in first.values()]


@cache
def _rows(path: Path) -> tuple[Mapping[str, Any], ...]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines)


def _id(row: Mapping[str, Any]) -> str:
    return f"demetr-{row['lang']}-{row['id']}"


def _pair(row: Mapping[str, Any], target: str) -> Pair:
    return Pair(target, "en", row["src"], LANGS[row["lang"]], (row["ref"],))


def _damaged(row: Mapping[str, Any]) -> Damaged:
    span, lost = changed(row["mt"], row["pert"])
    return Damaged(_id(row), FILES[row["file"]], _pair(row, row["pert"]), span, lost)


def changed(sound: str, damaged: str) -> tuple[Span, str]:
    """Return the words of `damaged` that `sound` has not, or the gap where its words are missing, and those words.

    >>> changed("In Rome, he sang.", "In, he sang.")
    (Span(start=2, end=4), 'Rome')
    >>> changed("He met Ann Lee there.", "He met Bob there.")
    (Span(start=7, end=10), 'Ann Lee')
    """
    ours, theirs = words(damaged), words(sound)
    old, new = [[word.text.casefold() for word in found] for found in (theirs, ours)]
    front = _shared(old, new)
    back = _shared(old[front:][::-1], new[front:][::-1])
    lost = theirs[front : len(theirs) - back]
    here = ours[front : len(ours) - back]
    if here:
        place = Span(here[0].start, here[-1].end)
    else:
        after = ours[front].start if front < len(ours) else len(damaged)
        place = Span(ours[front - 1].end if front else 0, after)
    return place, sound[lost[0].start : lost[-1].end] if lost else ""


def _shared(a: Sequence[str], b: Sequence[str]) -> int:
    """Number of words that both begin with."""
    unlike = (index for index, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return next(unlike, min(len(a), len(b)))
