"""Does a score agree with people's scores of systems and documents? Higher is better in both."""

from collections.abc import Callable, Sequence
from math import nan

import numpy as np
from numpy.typing import NDArray

from eval.measures.resample import SEED, Figure, Figures, bootstrap

Numbers = Sequence[float] | Figures


def _orders(values: Numbers) -> NDArray[np.float64]:
    """The differences of all pairs, each pair once."""
    numbers = np.asarray(values, dtype=float)
    first, second = np.triu_indices(len(numbers), 1)
    return np.asarray(numbers[first] - numbers[second])


def pairwise_accuracy(ours: Numbers, people: Numbers) -> float:
    """Return the share of pairs of systems that both put in the same order; pairs that people tie are left out.

    Kocmi et al. 2021, "To Ship or Not to Ship". A tie of ours is no order, so it is not right.

    People: A > B > C. We: A > C > B. A-B and A-C are right, B-C is not.

    >>> round(pairwise_accuracy([3, 1, 2], [3, 2, 1]), 3)
    0.667
    """
    mine, theirs = np.sign(_orders(ours)), np.sign(_orders(people))
    told = theirs != 0
    return float((mine[told] == theirs[told]).mean()) if told.any() else nan


def accuracy_with_ties(ours: Numbers, people: Numbers, epsilon: float = 0.0) -> float:
    """Return the share of all pairs in which both have the same order, or both have a tie.

    We tie two scores that differ by at most `epsilon`. Deutsch et al. 2023, "Ties Matter", formula for acc_eq.

    People: A = B > C. We: A > B > C: two of three. With an epsilon of 1, A-B and B-C are ties: two of three again.

    >>> round(accuracy_with_ties([3, 2, 1], [2, 2, 1]), 3), round(accuracy_with_ties([3, 2, 1], [2, 2, 1], 1), 3)
    (0.667, 0.667)
    """
    mine, theirs = _orders(ours), np.sign(_orders(people))
    if not theirs.size:
        return nan
    return float((np.where(np.abs(mine) <= epsilon, 0, np.sign(mine)) == theirs).mean())


def calibrated_accuracy(ours: Numbers, people: Numbers) -> float:
    """Return the highest `accuracy_with_ties` over all epsilons (acc*_eq of Deutsch et al. 2023).

    >>> calibrated_accuracy([3, 2.9, 1], [2, 2, 1])
    1.0
    """
    gaps = np.unique(np.append(np.abs(_orders(ours)), 0.0))
    return max((accuracy_with_ties(ours, people, float(gap)) for gap in gaps), default=nan)


def kendall(ours: Numbers, people: Numbers) -> float:
    """Return Kendall's tau-b (Kendall 1945): pairs in order less pairs out of order, over those not tied.

    Three pairs, two in order, one not: (2 - 1) / 3.

    >>> round(kendall([3, 1, 2], [3, 2, 1]), 3)
    0.333
    """
    mine, theirs = np.sign(_orders(ours)), np.sign(_orders(people))
    below = np.sqrt(np.abs(mine).sum() * np.abs(theirs).sum())
    return float((mine * theirs).sum() / below) if below else nan


def pearson(ours: Numbers, people: Numbers) -> float:
    """Return Pearson's correlation; NaN where one side is all alike.

    >>> round(pearson([1, 2, 3], [1, 2, 6]), 3)
    0.945
    """
    if len(ours) < 2 or np.ptp(ours) == 0 or np.ptp(people) == 0:
        return nan
    return float(np.corrcoef(ours, people)[0, 1])


def spearman(ours: Numbers, people: Numbers) -> float:
    """Return Spearman's correlation: Pearson's of the ranks, ties at their mean rank.

    >>> round(spearman([1, 2, 3], [1, 2, 6]), 3)
    1.0
    """
    return pearson(_ranks(ours), _ranks(people))


def _ranks(values: Numbers) -> Figures:
    _, places, counts = np.unique(np.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[places])


def agreement(measure: Callable[[Numbers, Numbers], float], ours: Numbers, people: Numbers, seed: int = SEED) -> Figure:
    """Return one of the measures above with its interval, resampled over the documents (or systems).

    >>> round(agreement(pearson, list(range(10)), list(range(10))).interval.low, 6)
    1.0
    """
    mine, theirs = np.asarray(ours, dtype=float), np.asarray(people, dtype=float)
    interval = bootstrap(len(mine), lambda drawn: measure(mine[drawn], theirs[drawn]), seed)
    return Figure(measure(mine, theirs), interval)
