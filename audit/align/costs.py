"""What a link of each shape costs, for all places in a band of two texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from audit.align.segmented import MOST, Floats, Segmented

SHAPES = tuple((a, b) for a in range(1, MOST + 1) for b in range(1, MOST + 1) if a + b <= MOST + 1)
ALL = ((1, 0), (0, 1), *SHAPES)
_SAMPLE = 256  # segments of the other text that stand for all of it
_AT_ONCE = 64  # anti-diagonals


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing costs, in units of one wholly unlike pair of segments.

    `vectors`: distance of vectors against that of random pairs; `anchors`: share of numbers, names and cognates that only
    one side has, as far as there are any; `length`: difference of lengths, relative; `excess`: the same, absolute;
    `one`: each segment more on one side; `many`, `more`: links of several on both sides, and each segment beyond four;
    `drop`, `short`: a segment without counterpart, and how that falls with its length; `empty`: one without a word;
    `breaks`: a paragraph's end inside a link, or on one side only. `heat` turns costs into probabilities: exp(-cost/heat).
    """

    vectors: float
    anchors: float
    length: float
    excess: float
    one: float
    many: float
    more: float
    drop: float
    short: float
    empty: float
    breaks: float
    heat: float


@dataclass(frozen=True)
class Compared:
    """Two sides and what can be said of either against the whole of the other."""

    source: Segmented
    target: Segmented
    weights: Weights

    @cached_property
    def background(self) -> tuple[Floats, Floats]:
        """Mean likeness of each joined vector to the other text's segments but for the likest, (MOST, n) and (MOST, m)."""
        return _background(self.source, self.target), _background(self.target, self.source)

    @cached_property
    def drops(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What it costs to leave each segment without a counterpart, (n,) and (m,)."""
        return self._drop(self.source), self._drop(self.target)

    def _drop(self, side: Segmented) -> NDArray[np.float64]:
        w = self.weights
        cost = np.maximum(w.drop + w.short * np.log(np.diff(side.length) + 0.05), w.empty)
        return np.where(side.spoken, cost, w.empty)

    @cached_property
    def breaks(self) -> float:
        """The cost of a broken paragraph: nothing where the texts are not divided alike."""
        counts = sorted(int(s.begins[:-1].sum()) for s in (self.source, self.target))
        return self.weights.breaks if counts[0] > 1 and counts[0] >= 0.7 * counts[1] else 0.0


def _background(side: Segmented, other: Segmented) -> Floats:
    sample = other.joined[0][np.unique(np.linspace(0, len(other) - 1, _SAMPLE).astype(int))]
    if len(sample) == 1:
        return np.zeros(side.joined.shape[:2], np.float32)
    alike = side.joined @ sample.T
    mean = (alike.sum(axis=2) - alike.max(axis=2)) / (len(sample) - 1)
    capped: Floats = np.minimum(mean, np.float32(0.95))
    return capped


@dataclass(frozen=True, slots=True)
class Band:
    """The places (i, j) between segments that are looked at: on anti-diagonal k, i runs from first[k] to first[k] + width.

    `first` has n+m+1 entries and grows by 0 or 1 from each to the next.
    """

    first: NDArray[np.int64]
    width: int

    def places(self, start: int, end: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(i, j) of the anti-diagonals start to end, each (end - start, width)."""
        i = self.first[start:end, None] + np.arange(self.width)
        return i, np.arange(start, end)[:, None] - i


def costs(pair: Compared, band: Band) -> Floats:
    """Costs of the links that end at each place of the band: (len(ALL), n+m+1, width), infinite where there is none."""
    n, m = len(pair.source), len(pair.target)
    found = np.full((len(ALL), n + m + 1, band.width), np.inf, np.float32)
    for start in range(0, n + m + 1, _AT_ONCE):
        end = min(start + _AT_ONCE, n + m + 1)
        i, j = band.places(start, end)
        inside = (i >= 0) & (i <= n) & (j >= 0) & (j <= m)
        for k, ((a, b), values) in enumerate(zip(ALL, _shapes(pair, i, j), strict=True)):
            found[k, start:end] = np.where(inside & (i >= a) & (j >= b), values, np.inf)
    return found


def _shapes(pair: Compared, i: NDArray[np.int64], j: NDArray[np.int64]) -> Iterator[NDArray[np.float64]]:
    """Costs by shape, for links that end at (i, j); what lies outside of the texts is made of what lies at their edge."""
    n, m = len(pair.source), len(pair.target)
    i, j = np.clip(i, 0, n), np.clip(j, 0, m)
    yield pair.drops[0][np.maximum(i - 1, 0)]
    yield pair.drops[1][np.maximum(j - 1, 0)]
    rows, columns = _Window(pair.source, i), _Window(pair.target, j)
    for a, b in SHAPES:
        yield _link(pair, rows, columns, a, b)


class _Window:
    """The stretch of one side that a block of places touches."""

    def __init__(self, side: Segmented, ends: NDArray[np.int64]) -> None:
        self.side = side
        self.ends = ends
        self.low = max(0, int(ends.min()) - MOST)
        self.high = min(len(side) - 1, int(ends.max()))
        self.begins = side.begins

    def starts(self, k: int) -> NDArray[np.int64]:
        return np.clip(self.ends - k, 0, len(self.side) - 1)

    def vectors(self, k: int) -> Floats:
        return self.side.joined[k - 1, self.low : self.high + 1]

    def anchors(self, k: int) -> Floats:
        starts = np.arange(self.low, self.high + 1)
        ends = np.minimum(starts + k, len(self.side))
        found: Floats = self.side.anchors[ends] - self.side.anchors[starts]
        return found

    def length(self, k: int) -> NDArray[np.float64]:
        starts = self.starts(k)
        found: NDArray[np.float64] = self.side.length[np.minimum(starts + k, len(self.side))] - self.side.length[starts]
        return found

    def breaks(self, k: int) -> NDArray[np.int64]:
        starts = self.starts(k)
        last = np.minimum(starts + k, len(self.side)) - 1
        found: NDArray[np.int64] = self.side.paragraph[last] - self.side.paragraph[starts]
        return found


def _link(pair: Compared, rows: _Window, columns: _Window, a: int, b: int) -> NDArray[np.float64]:
    w = pair.weights
    i, j = rows.starts(a), columns.starts(b)
    place = i - rows.low, j - columns.low
    apart = w.anchors * _unshared(rows.anchors(a), columns.anchors(b))[place]
    if w.vectors:
        background = (pair.background[0][a - 1][i] + pair.background[1][b - 1][j]) / 2
        alike = (rows.vectors(a) @ columns.vectors(b).T)[place]
        apart = apart + w.vectors * (1 - alike) / (1 - background)
    x, y = rows.length(a), columns.length(b)
    apart = apart + w.length * np.abs(x - y) / (x + y)
    cost = apart * (a + b) / 2 + w.excess * np.minimum((x - y) ** 2 / (x + y) * 4, 4)
    if pair.breaks:
        one_sided = rows.begins[i] != columns.begins[j]
        cost = cost + pair.breaks * (one_sided + rows.breaks(a) + columns.breaks(b))
    several = w.one * (max(a, b) - 1) if min(a, b) == 1 else w.many + w.more * (a + b - 4)
    return np.asarray(cost + several, float)


def _unshared(rows: Floats, columns: Floats) -> NDArray[np.float64]:
    """The share of the anchors' weight that stands on one side only, less where there is little weight (in [0, 1])."""
    mass = (rows**2).sum(axis=1)[:, None] + (columns**2).sum(axis=1)
    shared = 2 * (rows @ columns.T) / np.maximum(mass, 1e-6)
    return np.asarray((1 - np.clip(shared, 0, 1)) * mass / (mass + 12), float)
