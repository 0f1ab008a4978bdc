"""The aligner by lengths of Gale and Church (1993), "A Program for Aligning Sentences in Bilingual Corpora": a baseline."""

from collections.abc import Sequence
from itertools import accumulate
from math import erfc, inf, log, sqrt

from corpora.document import Link, Segment

_PRIOR = {(1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.089, (1, 2): 0.089, (2, 2): 0.011}
_VARIANCE = 6.8  # of the target's characters for each of the source's
_BAND = 60  # segments to either side of the diagonal


def gale_church(source: Sequence[Segment], target: Sequence[Segment]) -> tuple[Link, ...]:
    """Link two texts by the lengths of their segments in characters, around the diagonal."""
    x = [0, *accumulate(len(s.text) for s in source)]
    y = [0, *accumulate(len(s.text) for s in target)]
    ratio = y[-1] / max(x[-1], 1)
    n, m = len(source), len(target)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        middle = i * m // max(n, 1)
        for j in range(max(0, middle - _BAND), min(m, middle + m // max(n, 1) + _BAND) + 1):
            for (a, b), prior in _PRIOR.items():
                if before := best.get((i - a, j - b)):
                    cost = before[0] - log(prior) + _unlikely(x[i] - x[i - a], y[j] - y[j - b], ratio)
                    if cost < best.get((i, j), (inf,))[0]:
                        best[i, j] = (cost, (a, b))
    return _back(best, n, m)


def _unlikely(x: int, y: int, ratio: float) -> float:
    """Minus the logarithm of the chance that lengths differ so much, two-sided.

    >>> abs(_unlikely(100, 100, 1.0)), _unlikely(100, 200, 1.0) > 5
    (0.0, True)
    """
    mean = (x + y / ratio) / 2 if ratio else x
    if not mean:
        return 0.0
    delta = (y - x * ratio) / sqrt(mean * _VARIANCE)
    return -log(max(erfc(abs(delta) / sqrt(2)), 1e-300))


def _back(best: dict[tuple[int, int], tuple[float, tuple[int, int]]], i: int, j: int) -> tuple[Link, ...]:
    links: list[Link] = []
    while i or j:
        a, b = best[i, j][1]
        links.append(Link((i - a, i), (j - b, j)))
        i, j = i - a, j - b
    return tuple(reversed(links))
