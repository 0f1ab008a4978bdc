"""How precise is the top of a list? Average precision, and recall at a wanted precision, of items with scores."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.measures.resample import SEED, Figure, bootstrap

Scored = Sequence[tuple[float, bool]]
"""(score, whether it is wrong)"""


def average_precision(scored: Scored) -> float:
    """Return the mean of the precision at each wrong item, from the highest score down; NaN without wrong ones.

    >>> round(average_precision([(0.9, True), (0.8, False), (0.7, True)]), 3)
    0.833
    """
    truth = _ranked(scored)
    if not truth.sum():
        return float("nan")
    precision = np.cumsum(truth) / np.arange(1, len(truth) + 1)
    return float((precision * truth).sum() / truth.sum())


def recall_at(scored: Scored, precision: float) -> float:
    """Return the largest share of the wrong items that a threshold finds while so many of the found are wrong; 0 for none.

    >>> recall_at([(0.9, True), (0.8, False), (0.7, True)], 0.6)
    1.0
    """
    truth = _ranked(scored)
    reached = np.cumsum(truth) / np.arange(1, len(truth) + 1) >= precision
    return float(np.cumsum(truth)[reached].max() / truth.sum()) if reached.any() and truth.sum() else 0.0


def precise(scored: Scored, seed: int = SEED) -> Figure:
    """Return `average_precision` with its interval, resampled over items."""
    items = list(scored)
    whole = average_precision(items)
    return Figure(whole, bootstrap(len(items), lambda drawn: average_precision([items[i] for i in drawn]), seed))


def _ranked(scored: Scored) -> NDArray[np.float64]:
    """The truth, from the highest score down; of equals, the sound first, so that ties help nobody."""
    return np.array([wrong for _, wrong in sorted(scored, key=lambda one: (-one[0], one[1]))], np.float64)
