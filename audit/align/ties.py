"""Ties between the segments of two texts: how many of their tokens are each other's nearest.

A token has one nearest in all the segments around, so what stands in a neighbour's translation speaks against a link, which
the likeness of whole segments cannot say (mutual argmax of token vectors, after Jalili Sabet et al. 2020, "SimAlign").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.models.encoders.encoder import Tokens

Read = Callable[[Sequence[str]], Sequence[Tokens]]
Floats = NDArray[np.float32]
Places = NDArray[np.int64]

_REACH = 4  # target segments to either side of where a source segment lies
_FAINT = 0.2  # cosine of centred token vectors up to which two tokens have nothing in common
_AT_ONCE = 512  # source segments whose tokens are held at a time


@dataclass(frozen=True, slots=True)
class Ties:
    """Ties of `mass` between source segment `rows` and target segment `columns`, rows ascending; a segment has 1 on average.

    `source` (n+1,) and `target` (m+1,) are running sums over the segments of either side.
    """

    rows: Places
    columns: Places
    mass: NDArray[np.float64]
    source: NDArray[np.float64]
    target: NDArray[np.float64]

    def window(self, rows: range, columns: range) -> NDArray[np.float64]:
        """The mass between each of the rows and each of the columns."""
        first, end = np.searchsorted(self.rows, (rows.start, rows.stop))
        inside = np.flatnonzero((self.columns[first:end] >= columns.start) & (self.columns[first:end] < columns.stop))
        found = np.zeros((len(rows), len(columns)))
        at = first + inside
        found[self.rows[at] - rows.start, self.columns[at] - columns.start] = self.mass[at]
        return found


def ties(texts: tuple[Sequence[str], Sequence[str]], middle: NDArray[np.float64], read: Read) -> Ties:
    """Tie the segments of both sides; one whose text is empty is left out. `middle` (n,) tells where in the target each
    source segment lies. Time is linear in the length of the texts, memory in their number of segments."""
    sizes = len(texts[0]), len(texts[1])
    low = np.clip(middle.astype(np.int64) - _REACH, 0, sizes[1])
    high = np.clip(middle.astype(np.int64) + _REACH + 1, 0, sizes[1])
    total: dict[tuple[int, int], float] = {}
    for first in range(0, sizes[0], _AT_ONCE):
        end = min(first + _AT_ONCE, sizes[0])
        near = int(low[first:end].min()), int(high[first:end].max())
        both = _Side(texts[0][first:end], read), _Side(texts[1][slice(*near)], read)
        windows = [(int(a) - near[0], int(b) - near[0]) for a, b in zip(low[first:end], high[first:end], strict=True)]
        for i, j, mass in zip(*_mutual(*both, windows), strict=True):
            place = first + int(i), near[0] + int(j)
            total[place] = total.get(place, 0.0) + float(mass)
    return _ties(total, sizes, sum(map(bool, (*texts[0], *texts[1]))))


def _ties(total: dict[tuple[int, int], float], sizes: tuple[int, int], looked_at: int) -> Ties:
    places = np.array(sorted(total), np.int64).reshape(-1, 2)
    mass = np.array([total[i, j] for i, j in places.tolist()])
    mass = mass / max(2 * mass.sum() / max(looked_at, 1), 1e-9)
    sums = [np.concatenate([[0.0], np.bincount(places[:, k], mass, size).cumsum()]) for k, size in enumerate(sizes)]
    return Ties(places[:, 0], places[:, 1], mass, sums[0], sums[1])


class _Side:
    """The tokens of some segments in a row: `vectors` centred, of length 1, `owner` their segments, `ends` (segments+1,)."""

    def __init__(self, texts: Sequence[str], read: Read) -> None:
        spoken = [k for k, text in enumerate(texts) if text]
        found = dict(zip(spoken, read([texts[k] for k in spoken]), strict=True))
        counts = np.array([len(found[k].spans) if k in found else 0 for k in range(len(texts))], np.int64)
        self.ends = np.concatenate([[0], counts.cumsum()])
        self.owner = np.repeat(np.arange(len(texts)), counts)
        self.vectors = _centred([found[k].vectors for k in spoken if found[k].spans])


def _centred(rows: Sequence[Floats]) -> Floats:
    if not rows:
        return np.zeros((0, 0), np.float32)
    whole = np.concatenate(rows)
    whole -= whole.mean(axis=0)
    whole /= np.maximum(np.linalg.norm(whole, axis=1, keepdims=True), np.float32(1e-9))
    return whole


def _mutual(
    source: _Side, target: _Side, windows: Sequence[tuple[int, int]]
) -> tuple[Places, Places, NDArray[np.float32]]:
    """Source segment, target segment and strength of each pair of tokens of which either is the other's nearest."""
    ahead, back = _Nearest(len(source.owner)), _Nearest(len(target.owner))
    for k, (low, high) in enumerate(windows):
        rows, columns = slice(*source.ends[k : k + 2]), slice(target.ends[low], target.ends[high])
        if rows.start < rows.stop and columns.start < columns.stop:
            alike = source.vectors[rows] @ target.vectors[columns].T
            ahead.offer(rows, alike, columns.start)
            back.offer(columns, alike.T, rows.start)
    tied = np.flatnonzero((ahead.alike > _FAINT) & (back.place[ahead.place] == np.arange(len(ahead.place))))
    return source.owner[tied], target.owner[ahead.place[tied]], ahead.alike[tied] - np.float32(_FAINT)


class _Nearest:
    """For each token of one side the nearest of the other that was offered so far."""

    def __init__(self, size: int) -> None:
        self.alike = np.full(size, -1, np.float32)
        self.place = np.zeros(size, np.int64)

    def offer(self, tokens: slice, alike: Floats, first: int) -> None:
        """Compare some tokens with those of the other side from `first` on: `alike` is (tokens, others)."""
        best = alike.argmax(axis=1)
        value = alike[np.arange(len(best)), best]
        closer = value > self.alike[tokens]
        self.alike[tokens] = np.where(closer, value, self.alike[tokens])
        self.place[tokens] = np.where(closer, first + best, self.place[tokens])
