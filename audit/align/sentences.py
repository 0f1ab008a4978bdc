"""Sentence alignment by dynamic programming over length and shared anchors (after Gale and Church 1993).

A simple aligner that needs no model: in a band around the diagonal, links of 0-1 to 3-1 segments.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import inf

from audit.align.anchors import bags, weights
from corpora.document import Link, Segment

# Cost of each shape beside what its texts say; one-to-one is the rule, a dropped sentence the exception.
_SHAPES = {(1, 1): 0.0, (1, 2): 0.35, (2, 1): 0.35, (1, 3): 0.8, (3, 1): 0.8, (2, 2): 0.8, (1, 0): 0.3, (0, 1): 0.3}
_BAND = 24  # segments to either side of the diagonal
_BREAK = 0.5  # a paragraph that begins on one side only, and for each paragraph break inside a link


class _Side:
    """One text's segments with running sums, so that any range costs two look-ups."""

    def __init__(self, segments: Sequence[Segment], found: list[Counter[str]], weight: dict[str, float]) -> None:
        self.bags = found
        self.paragraphs = [s.paragraph for s in segments]
        characters = [len(s.text) for s in segments]
        whole = sum(characters)
        self.length = [0.0, *accumulate(c / whole for c in characters)]
        self.mass = [0.0, *accumulate(sum(weight[k] * c for k, c in bag.items()) for bag in found)]

    def begins(self, at: int) -> bool:
        """Whether a paragraph begins at this segment."""
        return at == 0 or self.paragraphs[at] != self.paragraphs[at - 1]

    def breaks(self, start: int, end: int) -> int:
        return self.paragraphs[end - 1] - self.paragraphs[start]


@dataclass(frozen=True, slots=True)
class _Cell:
    """The cheapest way to a point: its cost so far, the point before, and the score of the link between."""

    cost: float
    before: tuple[int, int]
    score: float


def align(source: Sequence[Segment], target: Sequence[Segment], *, same_language: bool) -> tuple[Link, ...]:
    """Link the segments of two texts; every segment of either side stands in exactly one link, in order.

    A link's `score` in [0, 1] is the weighted share of anchors that both sides have (1 where there are none to compare).
    Time is linear in the length of the texts (a band of fixed width).
    """
    if not source or not target:
        return tuple(Link((i, i + 1), (0, 0), 0.0) for i in range(len(source))) + tuple(
            Link((0, 0), (j, j + 1), 0.0) for j in range(len(target))
        )
    left, right = bags(source, same_language=same_language), bags(target, same_language=same_language)
    weight = weights((left, right))
    return _trace(_Side(source, left, weight), _Side(target, right, weight), weight)


def _trace(source: _Side, target: _Side, weight: dict[str, float]) -> tuple[Link, ...]:
    n, m = len(source.bags), len(target.bags)

    @cache
    def shared(i: int, j: int) -> float:
        """Weight of the anchors that one source and one target segment both have."""
        small, large = sorted((source.bags[i], target.bags[j]), key=len)
        return sum(weight[k] * min(c, large[k]) for k, c in small.items() if k in large)

    def step(i: int, i2: int, j: int, j2: int) -> tuple[float, float]:
        """Return (cost, score) of linking source[i:i2] with target[j:j2]."""
        if i == i2 or j == j2:
            mass = target.mass[j2] - target.mass[j] if i == i2 else source.mass[i2] - source.mass[i]
            return min(1.0, 0.3 + mass / 30), 0.0
        mass = (source.mass[i2] - source.mass[i] + target.mass[j2] - target.mass[j]) / 2
        similar = min(1.0, sum(shared(x, y) for x in range(i, i2) for y in range(j, j2)) / mass) if mass else 1.0
        trust = mass / (mass + 12)  # few anchors say little: then the lengths decide
        x, y = source.length[i2] - source.length[i], target.length[j2] - target.length[j]
        cost = 1.5 * trust * (1 - similar) + 2.6 * (1 - trust / 2) * abs(x - y) / (x + y)
        cost *= (i2 - i + j2 - j) / 2  # a link of more segments stands for more links
        if source.begins(i) != target.begins(j):
            cost += _BREAK
        return cost + _BREAK * (source.breaks(i, i2) + target.breaks(j, j2)), similar

    cells: dict[tuple[int, int], _Cell] = {(0, 0): _Cell(0.0, (0, 0), 1.0)}
    for i in range(n + 1):
        middle = i * m // n
        for j in range(max(0, middle - _BAND), min(m, middle + m // n + _BAND) + 1):
            least = cells[0, 0].cost if (i, j) == (0, 0) else inf
            for (a, b), shape in _SHAPES.items():
                if before := cells.get((i - a, j - b)):
                    cost, score = step(i - a, i, j - b, j)
                    if before.cost + cost + shape < least:
                        least = before.cost + cost + shape
                        cells[i, j] = _Cell(least, (i - a, j - b), score)
    return tuple(_path(cells, (n, m)))


def _path(cells: dict[tuple[int, int], _Cell], end: tuple[int, int]) -> list[Link]:
    links: list[Link] = []
    while end != (0, 0):
        cell = cells[end]
        links.append(Link((cell.before[0], end[0]), (cell.before[1], end[1]), cell.score))
        end = cell.before
    return links[::-1]
