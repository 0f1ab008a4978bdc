"""Right and wrong by yes and no: words touched or not, segments flagged or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from math import nan, sqrt

import numpy as np

from audit.finding import Span
from eval.measures.resample import SEED, Figure, Figures, resampled


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts of (flagged?, bad?): both, only flagged, only bad, neither. The counts of two texts add.

    >>> Confusion(1, 0, 1, 2) + Confusion(0, 1, 0, 0)
    Confusion(hits=1, alarms=1, misses=1, rests=2)
    """

    hits: int = 0
    alarms: int = 0
    misses: int = 0
    rests: int = 0

    def __add__(self, other: "Confusion") -> "Confusion":
        return Confusion(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def row(self) -> tuple[int, int, int, int]:
        """The four counts, for resampling."""
        return self.hits, self.alarms, self.misses, self.rests

    @property
    def mcc(self) -> float:
        """Matthews correlation (Matthews 1975), in [-1, 1]; 0 where one side is all alike, NaN of nothing.

        6 hits, 2 alarms, 1 miss, 3 rests: (6 * 3 - 2 * 1) / sqrt(8 * 7 * 5 * 4) = 16 / 33.5.

        >>> round(Confusion(6, 2, 1, 3).mcc, 3), Confusion(3, 0, 0, 0).mcc
        (0.478, 0.0)
        """
        if not sum(self.row):
            return nan
        a, b, c, d = self.row
        below = sqrt((a + b) * (a + c) * (d + b) * (d + c))
        return (a * d - b * c) / below if below else 0.0


def yes_no(flagged: Iterable[bool], bad: Iterable[bool]) -> Confusion:
    """Count what was flagged against what is bad, place by place.

    >>> yes_no([True, True, False, False], [True, False, True, False])
    Confusion(hits=1, alarms=1, misses=1, rests=1)
    """
    both = list(zip(flagged, bad, strict=True))
    return Confusion(*(both.count(case) for case in ((True, True), (True, False), (False, True), (False, False))))


def touched(words: Sequence[Span], marks: Iterable[Span]) -> list[bool]:
    """Tell for each word whether a mark shares a character with it; an empty mark touches no word.

    >>> touched([Span(0, 2), Span(3, 5), Span(6, 9)], [Span(4, 7), Span(0, 0)])
    [False, True, True]
    """
    wide = [mark for mark in marks if mark.start < mark.end]
    return [any(word.overlaps(mark) for mark in wide) for word in words]


def mcc_of(sums: Figures) -> Figures:
    """Return Matthews correlation for each row (hits, alarms, misses, rests) of an array."""
    a, b, c, d = sums.T
    below = np.sqrt((a + b) * (a + c) * (d + b) * (d + c))
    return np.where(below > 0, (a * d - b * c) / np.where(below > 0, below, 1), 0.0)


def mcc(units: Sequence[Confusion], seed: int = SEED) -> Figure:
    """Return Matthews correlation over all units (segments, documents), with its interval over the units.

    >>> mcc([Confusion(1, 0, 0, 1)] * 3).value
    1.0
    """
    return resampled([one.row for one in units], mcc_of, seed)
