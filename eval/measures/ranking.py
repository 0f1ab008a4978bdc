"""Does a score put the bad above the good?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audit.share import Interval
from eval.measures.resample import SEED, Figure, Figures, of_cells

Scored = Sequence[tuple[float, bool]]


def auc(scored: Scored) -> float:
    """Return how often a segment with an error (True) scores higher than one without; a tie counts half.

    Errors score 3 and 1, the sound segment 2: one of the two pairs is in order.

    >>> auc([(3, True), (1, True), (2, False)])
    0.5
    >>> auc([(1, True), (1, False)]), auc([(1, True)])
    (0.5, nan)
    """
    return float(_areas(_cells(scored)[None].astype(float))[0])


def ranking(scored: Scored, seed: int = SEED) -> Figure:
    """Return `auc` of (score, whether it is bad) for each segment, with its interval resampled over segments."""
    if not scored:
        return Figure(float("nan"), Interval(float("nan"), float("nan")))
    return of_cells(_cells(scored), _areas, seed)


def _cells(scored: Scored) -> NDArray[np.int64]:
    """How many segments are sound, and how many bad, at each level of the score, from low to high: two halves."""
    order = {score: place for place, score in enumerate(sorted({score for score, _ in scored}))}
    cells = np.zeros((2, len(order)), dtype=np.int64)
    for score, is_bad in scored:
        cells[int(is_bad), order[score]] += 1
    return cells.ravel()


def _areas(cells: Figures) -> Figures:
    """The area for each row of cells."""
    sound, bad = np.split(cells, 2, axis=1)
    below = np.cumsum(sound, 1) - sound
    with np.errstate(all="ignore"):
        return np.asarray((bad * (below + sound / 2)).sum(1) / (sound.sum(1) * bad.sum(1)))
