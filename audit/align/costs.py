"""What a link of each shape costs, for all places in a band of two texts."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from audit.align.segmented import MOST, Floats, Segmented

SHAPES = tuple((a, b) for a in range(1, MOST + 1) for b in range(1, MOST + 1) if a + b <= MOST + 1)
ALL = ((1, 0), (0, 1), *SHAPES)
_SAMPLE = 256  # segments of the other text that stand for all of it
_AT_ONCE = 128  # anti-diagonals


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing costs, in units of one wholly unlike pair of segments.

    `vectors`: distance of vectors against that of random pairs; `anchors`: share of numbers, names and cognates that only
    one side has, as far as there are any; `length`: difference of lengths, relative; `excess`: the same, absolute;
    `one`: each segment more on one side; `many`, `more`: links of several on both sides, and each segment beyond four;
    `drop`, `loose`, `short`: a segment without counterpart, the more the looser the texts agree elsewhere, and the less the
    shorter it is; `idle`: a joined segment without which the link would be closer; `empty`: one without a word;
    `breaks`: a paragraph's end inside a link, or on one side only. `heat` turns costs into probabilities: exp(-cost/heat).
    """

    vectors: float
    anchors: float
    length: float
    excess: float
    idle: float
    one: float
    many: float
    more: float
    drop: float
    loose: float
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

    def drops(self, loose: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What it costs to leave each segment without a counterpart, (n,) and (m,), where links cost `loose` as a rule."""
        return self._drop(self.source, loose), self._drop(self.target, loose)

    def _drop(self, side: Segmented, loose: float) -> NDArray[np.float64]:
        w = self.weights
        cost = np.maximum(w.drop + w.loose * loose + w.short * np.log(np.diff(side.length) + 0.05), w.empty)
        return np.where(side.spoken, cost, w.empty)

    @cached_property
    def begins(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Where paragraphs begin on either side, (n+1,) and (m+1,): made once, since every block of places asks."""
        return self.source.begins, self.target.begins

    @cached_property
    def breaks(self) -> float:
        """The cost of a broken paragraph: nothing where the texts are not divided alike."""
        counts = sorted(int(begins[:-1].sum()) for begins in self.begins)
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
        block = _Block(pair, np.clip(i, 0, n), np.clip(j, 0, m))
        for k, (a, b) in enumerate(SHAPES, len(ALL) - len(SHAPES)):
            inside = (i >= a) & (i <= n) & (j >= b) & (j <= m)
            found[k, start:end] = np.where(inside, block.link(a, b), np.inf)
    i, j = band.places(0, n + m + 1)
    inside = (i >= 0) & (i <= n) & (j >= 0) & (j <= m)
    drops = pair.drops(_usual(found[ALL.index((1, 1))], i, n))
    found[0] = np.where(inside & (i > 0), drops[0][np.clip(i - 1, 0, n - 1)], np.inf)
    found[1] = np.where(inside & (j > 0), drops[1][np.clip(j - 1, 0, m - 1)], np.inf)
    return found


def _usual(single: Floats, i: NDArray[np.int64], n: int) -> float:
    """What a segment's best link to one other costs, in the middle of all segments."""
    best = np.full(n + 1, np.inf)
    np.minimum.at(best, np.clip(i, 0, n), single)
    known = best[np.isfinite(best)]
    return float(np.median(known)) if known.size else 0.0


class _Window:
    """The stretch of one side that a block of places touches; all by the number of segments joined."""

    def __init__(self, side: Segmented, ends: NDArray[np.int64]) -> None:
        self.low = low = max(0, int(ends.min()) - MOST)
        self.high = high = min(len(side) - 1, int(ends.max()))
        first = np.arange(low, high + 1)
        joins = range(1, MOST + 1)
        last = [np.minimum(first + k, len(side)) for k in joins]
        self.vectors = [side.joined[k - 1, low : high + 1] for k in joins]
        self.anchors = [side.anchors[end] - side.anchors[first] for end in last]
        self.starts = [np.clip(ends - k, 0, len(side) - 1) for k in joins]
        self.places = [start - low for start in self.starts]
        self.length = [
            (side.length[end] - side.length[first])[place] for end, place in zip(last, self.places, strict=True)
        ]
        self.breaks = [
            (side.paragraph[end - 1] - side.paragraph[first])[place]
            for end, place in zip(last, self.places, strict=True)
        ]


class _Block:
    """A block of places, with what was compared there."""

    def __init__(self, pair: Compared, i: NDArray[np.int64], j: NDArray[np.int64]) -> None:
        self.pair = pair
        self.rows, self.columns = _Window(pair.source, i), _Window(pair.target, j)
        self._alike: dict[tuple[int, int], Floats] = {}

    def alike(self, a: int, b: int) -> Floats:
        """Cosines of a joined source segments with b joined target segments, for all starts in the windows."""
        if (a, b) not in self._alike:
            self._alike[a, b] = self.rows.vectors[a - 1] @ self.columns.vectors[b - 1].T
        return self._alike[a, b]

    def link(self, a: int, b: int) -> NDArray[np.float64]:
        """What links of this shape cost that end at the places of the block."""
        w, rows, columns = self.pair.weights, self.rows, self.columns
        place = rows.places[a - 1], columns.places[b - 1]
        apart = w.anchors * _unshared(rows.anchors[a - 1], columns.anchors[b - 1])[place]
        if w.vectors:
            apart = apart + self._distance(a, b, place)
        x, y = rows.length[a - 1], columns.length[b - 1]
        apart = apart + w.length * np.abs(x - y) / (x + y)
        cost = apart * (a + b) / 2 + w.excess * np.minimum((x - y) ** 2 / (x + y) * 4, 4)
        if self.pair.breaks:
            left, right = self.pair.begins
            one_sided = left[rows.starts[a - 1]] != right[columns.starts[b - 1]]
            cost = cost + self.pair.breaks * (one_sided + rows.breaks[a - 1] + columns.breaks[b - 1])
        several = w.one * (max(a, b) - 1) if min(a, b) == 1 else w.many + w.more * (a + b - 4)
        return np.asarray(cost + several, float)

    def _distance(self, a: int, b: int, place: tuple[NDArray[np.int64], NDArray[np.int64]]) -> NDArray[np.float64]:
        """Distance of vectors against that of random ones, and what a link loses to one with a segment less."""
        here = self.alike(a, b)[place]
        i, j = self.rows.starts[a - 1], self.columns.starts[b - 1]
        random = 1 - (self.pair.background[0][a - 1][i] + self.pair.background[1][b - 1][j]) / 2
        apart = self.pair.weights.vectors * (1 - here) / random
        after = [np.minimum(at + 1, size - 1) for at, size in zip(place, self.alike(1, 1).shape, strict=True)]
        fewer = [self.alike(a - 1, b)[at, place[1]] for at in (place[0], after[0]) if a > 1]
        fewer += [self.alike(a, b - 1)[place[0], at] for at in (place[1], after[1]) if b > 1]
        if fewer:
            lost = np.maximum.reduce(fewer) - here
            apart = apart + self.pair.weights.idle * np.maximum(lost, 0) / random * 2 / (a + b)
        return np.asarray(apart, float)


def _unshared(rows: Floats, columns: Floats) -> NDArray[np.float64]:
    """The share of the anchors' weight that stands on one side only, less where there is little weight (in [0, 1])."""
    mass = (rows**2).sum(axis=1)[:, None] + (columns**2).sum(axis=1)
    shared = 2 * (rows @ columns.T) / np.maximum(mass, 1e-6)
    return np.asarray((1 - np.clip(shared, 0, 1)) * mass / (mass + 12), float)
