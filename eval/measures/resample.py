"""Intervals by resampling texts or segments (Efron 1979), seeded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from audit.share import LEVEL, Interval

SEED = 20231024  # every random draw of the harness starts here, so that two runs print the same table
ROUNDS = 1000  # resamples of a bootstrap
FEWEST = 10  # units below which a resample says nothing
_CELLS = 20_000_000  # numbers held at once, 160 MB

Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its interval: an area under a curve, an F1, a correlation."""

    value: float
    interval: Interval


def resampled(
    counts: Sequence[Sequence[float]] | Figures, statistic: Callable[[Figures], Figures], seed: int = SEED
) -> Figure:
    """Return `statistic` of the summed counts, with the percentile interval over resamples of the units.

    `counts` has one row a unit (a document, a segment) and one column a count; `statistic` takes sums of shape
    (resamples, columns) and returns one figure for each row. NaN results are left out of the interval, which is NaN
    itself for fewer than `FEWEST` units.

    Ten units that are all alike leave no doubt; hits 1 of 2 in each:

    >>> resampled([[1, 2]] * 10, lambda sums: sums[:, 0] / sums[:, 1])
    Figure(value=0.5, interval=Interval(low=0.5, high=0.5))
    """
    table = np.asarray(counts, dtype=float)
    if not table.size:
        return Figure(nan, Interval(nan, nan))
    kinds, times = np.unique(table, axis=0, return_counts=True)  # units with equal counts are drawn together
    return of_cells(times, lambda drawn: statistic(drawn @ kinds), seed)


def of_cells(
    cells: Sequence[int] | NDArray[np.int64], statistic: Callable[[Figures], Figures], seed: int = SEED
) -> Figure:
    """Return `statistic` of how many units fall into each cell, with its interval over resamples of the units.

    `statistic` takes counts of shape (resamples, cells) and returns one figure for each row.

    >>> of_cells([12, 0], lambda drawn: drawn[:, 0] / drawn.sum(1))
    Figure(value=1.0, interval=Interval(low=1.0, high=1.0))
    """
    counts = np.asarray(cells)
    units, random = int(counts.sum()), np.random.default_rng(seed)
    at_once = max(1, min(ROUNDS, _CELLS // max(len(counts), 1)))  # as many rounds as memory allows
    with np.errstate(all="ignore"):
        value = float(statistic(counts[None].astype(float))[0])
        if units < FEWEST:
            return Figure(value, Interval(nan, nan))
        parts = [
            statistic(random.multinomial(units, counts / units, min(at_once, ROUNDS - begin)).astype(float))
            for begin in range(0, ROUNDS, at_once)
        ]
    return Figure(value, middle(np.concatenate(parts)))


def bootstrap(units: int, statistic: Callable[[NDArray[np.int64]], float], seed: int = SEED) -> Interval:
    """Return the percentile interval of a statistic that is no sum of counts: a correlation, say.

    `statistic` takes the places of the drawn units, with repetition.

    >>> values = np.array([2.0] * 10)
    >>> bootstrap(10, lambda drawn: float(values[drawn].mean()))
    Interval(low=2.0, high=2.0)
    """
    if units < FEWEST:
        return Interval(nan, nan)
    drawn = np.random.default_rng(seed).integers(0, units, (ROUNDS, units))
    return middle([statistic(row) for row in drawn])


def middle(figures: ArrayLike) -> Interval:
    """Return the 95 % in the middle of the figures, those that are NaN left out."""
    known = np.asarray(figures, dtype=float)
    known = known[~np.isnan(known)]
    if not known.size:
        return Interval(nan, nan)
    low, high = np.quantile(known, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return Interval(round(float(low), 4), round(float(high), 4))
