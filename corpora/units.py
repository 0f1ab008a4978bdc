"""What every bilingual file is read as: units of source and translation, and where each character of a text stands."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

# Stands in a text for what is there but is no text: a variable, an image, a line break. Unicode names it so.
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"


class Run(NamedTuple):
    """Characters of a text from `start` on that stand together in the file, from byte `at` on, `end` where they end.

    A run is `literal` when its bytes are its characters in UTF-8; else it is one escape or entity, as a whole. No mark
    can be put inside a `closed` run (CDATA).
    """

    start: int
    at: int
    end: int
    literal: bool = True
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a unit stands in its file, in bytes of the file as UTF-8.

    A note goes to `at`; `ours` are ranges that hold what mtaudit wrote there before, marks inside the translation among them.
    `before` is the white space that a note repeats, and `style` how the format writes one. `part` names the unit among
    those that share the place of their notes.
    """

    at: int
    style: str
    source: tuple[Run, ...] = ()
    target: tuple[Run, ...] = ()
    ours: tuple[tuple[int, int], ...] = ()
    before: str = ""
    prefix: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One source text and its translation, without inline codes. Languages are BCP-47, "" where the file says none.

    `id` is the file's own, or the unit's number from 1. `where` names the place in messages. `spot` is None unless places
    were asked for.
    """

    id: str | int
    source: str
    target: str
    source_lang: str
    target_lang: str
    where: str
    retranslations: tuple[str, ...] = ()
    spot: Spot | None = field(default=None, repr=False)


def place(runs: Sequence[Run], index: int, data: bytes) -> int:
    """Return the byte at which the character `index` of a text begins, or for the text's length the byte after the last."""
    if not runs:
        return 0
    run = runs[max(0, bisect_right(runs, index, key=lambda r: r.start) - 1)]
    return _within(run, index - run.start, data)


def place_after(runs: Sequence[Run], index: int, data: bytes) -> int:
    """Return the byte after the character `index`."""
    run = runs[bisect_right(runs, index, key=lambda r: r.start) - 1]
    return _within(run, index + 1 - run.start, data)


def _within(run: Run, count: int, data: bytes) -> int:
    """The byte `count` characters into a run."""
    if not run.literal:
        return run.at if count <= 0 else run.end
    at = run.at
    for _ in range(count):
        at += 1
        while at < run.end and data[at] & 0xC0 == 0x80:  # a further byte of the same character
            at += 1
    return min(at, run.end)
