"""What speaks for and against a link of each source word with each target word, as a stack of matrices: pure functions.

The first pass looks at each pair of words by itself, the second also at what the first one found around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audit.align.lexical import Dictionary, Forms, Matrix, Read, alike, equal, forms, same_number, translated
from audit.align.units import units
from audit.models.encoders.encoder import Tokens
from corpora.words import Word

VECTORS = ("pieces", "forward", "backward", "closeness")
LEXICAL = ("equal", "alike", "number", "entry", "length", "distance")
CONTEXT = ("between", "left-right", "up-down", "rival-in-row", "rival-in-column", "displacement")
_TEMPERATURE = 0.05  # of the softmax over cosines
_FEW = 2  # tokens: how fast a text's own mean is trusted as the mean of its language
_NEAREST = 2  # neighbours whose closeness is taken off, so that a word close to all is close to none
_REACH = 2.0  # words around which neighbours tell where a word should stand
_CLEAR = 0.3  # probability from which on they do
_FAR = 8.0  # words

Stack = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Side:
    """One text made ready: make it once, and align it with as many others as there are.

    `tokens` is (tokens, dimension) and `pooled` (units, dimension), centred, rows of length 1; `ranges` are the first token
    and the one after the last of each unit, one after the other. Without vectors all three are empty.
    """

    read: Read
    forms: Forms
    place: Matrix
    tokens: Matrix
    pooled: Matrix
    ranges: NDArray[np.intp]

    @property
    def has_vectors(self) -> bool:
        """Whether any vector can be compared."""
        return len(self.tokens) > 0


def side(text: str, lang: str, tokens: Tokens | None = None) -> Side:
    """Make a text ready, with the vectors of its tokens where there are any."""
    listed = units(text, tokens.spans if tokens else ())
    place = ((np.arange(len(listed)) + 0.5) / max(len(listed), 1)).astype(np.float32)
    vectors, pooled, ranges = _pool(listed, tokens)
    return Side(Read(text, lang, listed), forms(listed, lang), place, vectors, pooled, ranges)


def part(whole: Side, first: int, end: int) -> Side:
    """Return the words from `first` to before `end` as a side of their own; they keep their places in the text."""
    ranges = whole.ranges[2 * first : 2 * end]
    low, high = (int(ranges[0]), int(ranges[-1])) if len(ranges) else (0, 0)
    units, words = whole.read.units[first:end], whole.forms
    return Side(
        Read(whole.read.text, whole.read.lang, units),
        Forms(words.lower[first:end], words.lemmas[first:end], words.latin[first:end], words.lengths[first:end]),
        whole.place[first:end],
        whole.tokens[low : max(high, low)],
        whole.pooled[first:end],
        ranges - low,
    )


def _pool(listed: Sequence[Word], tokens: Tokens | None) -> tuple[Matrix, Matrix, NDArray[np.intp]]:
    if tokens is None or not tokens.spans or not listed:
        none = np.zeros((0, 0), np.float32)
        return none, none, np.zeros(0, np.intp)
    vectors = tokens.vectors
    mean = vectors.mean(0) * (len(vectors) / (len(vectors) + _FEW))
    vectors = _unit(vectors - mean)
    first = np.searchsorted([s.end for s in tokens.spans], [u.start for u in listed], "right")
    last = np.searchsorted([s.start for s in tokens.spans], [u.end for u in listed], "left")
    ranges = np.stack([first, last], 1).ravel()
    return vectors, _unit(_gather(np.add, vectors, ranges, 0)), ranges


def _unit(rows: Matrix) -> Matrix:
    scaled: Matrix = rows / np.maximum(np.sqrt(np.einsum("ij,ij->i", rows, rows)), 1e-9)[:, None]
    return scaled


def _gather(reduce: np.ufunc, rows: Matrix, ranges: NDArray[np.intp], axis: int) -> Matrix:
    """Reduce what stands in each range along an axis to one; nothing gives zeros."""
    pad = [(0, 0), (0, 0)]
    pad[axis] = (0, 1)
    found: Matrix = reduce.reduceat(np.pad(rows, pad), ranges, axis=axis)
    found = found[::2] if axis == 0 else found[:, ::2]
    empty = ranges[::2] >= ranges[1::2]
    if empty.any():
        found[empty if axis == 0 else (slice(None), empty)] = 0
    return found


def lexical(source: Side, target: Side, dictionary: Dictionary | None = None) -> Stack:
    """Return (len(LEXICAL), source words, target words): what needs no vectors."""
    shape = (len(source.read.units), len(target.read.units))
    same = _base(source) == _base(target)
    stack = np.zeros((len(LEXICAL), *shape), np.float32)
    stack[0] = equal(source.forms, target.forms, same_language=same) * target.forms.lengths
    stack[1] = alike(source.forms, target.forms)
    stack[2] = same_number(source.read, target.read)
    if dictionary:
        stack[3] = translated(source.read.units, target.forms, dictionary)
    stack[4] = target.forms.lengths
    stack[5] = np.abs(source.place[:, None] - target.place)
    return stack


def _base(text: Side) -> str:
    return text.read.lang.partition("-")[0].lower()


def vectors(source: Side, target: Side) -> Stack:
    """Return (len(VECTORS), source words, target words): what the vectors say. Both sides have some."""
    stack = np.empty((len(VECTORS), len(source.pooled), len(target.pooled)), np.float32)
    half = np.exp((source.tokens @ target.tokens.T) / (2 * _TEMPERATURE))
    both = half * half / (_norms(half, 1) * _norms(half, 0))
    stack[0] = _gather(np.maximum, _gather(np.maximum, both, source.ranges, 0), target.ranges, 1)
    cosines = source.pooled @ target.pooled.T
    half = np.exp(cosines / (2 * _TEMPERATURE))
    stack[1] = half / _norms(half, 1)
    stack[2] = half / _norms(half, 0)
    stack[3] = cosines - (_nearest(cosines, 1) + _nearest(cosines, 0)) / 2
    return stack


def _norms(rows: Matrix, axis: int) -> Matrix:
    norms: Matrix = np.sqrt((rows * rows).sum(axis, keepdims=True))
    return norms


def _nearest(cosines: Matrix, axis: int) -> Matrix:
    """Mean of the greatest cosines along an axis (CSLS, Conneau et al. 2018)."""
    count = min(_NEAREST, cosines.shape[axis])
    top = np.partition(cosines, -count, axis=axis)
    chosen = top[:, -count:] if axis else top[-count:]
    mean: Matrix = chosen.mean(axis, keepdims=True)
    return mean


def context(found: Matrix) -> Stack:
    """Return (len(CONTEXT), source words, target words): what the probabilities of a first pass say about each other."""
    n, m = found.shape
    padded = np.pad(found, 1)
    stack = np.empty((len(CONTEXT), n, m), np.float32)
    np.minimum(padded[:-2, :-2], padded[2:, 2:], out=stack[0])
    np.maximum(padded[1:-1, :-2], padded[1:-1, 2:], out=stack[1])
    np.maximum(padded[:-2, 1:-1], padded[2:, 1:-1], out=stack[2])
    stack[3] = _rival(found, 1)
    stack[4] = _rival(found, 0)
    stack[5] = _displacement(found)
    return stack


def _rival(found: Matrix, axis: int) -> Matrix:
    """The greatest other probability in the same row (axis 1) or column (axis 0)."""
    if found.shape[axis] < 2:
        return np.zeros_like(found)
    top = np.partition(found, -2, axis=axis)
    first, second = (top[:, -1:], top[:, -2:-1]) if axis else (top[-1:], top[-2:-1])
    return np.where(found == first, second, first)


def _displacement(found: Matrix) -> Matrix:
    """How far a target word stands from where the links of the neighbours would put it, in [0, 1]; 0 without neighbours."""
    n, m = found.shape
    sure = np.where(found > _CLEAR, found, 0)
    weight = sure.sum(1)
    sums = _near(n) @ np.stack([weight, weight * np.arange(n), sure @ np.arange(m)], 1).astype(np.float32)
    mass = np.maximum(sums[:, 0], 1e-6)
    expected = sums[:, 2] / mass + (np.arange(n) - sums[:, 1] / mass) * (m / n)
    off = np.minimum(np.abs(np.arange(m) - expected[:, None]), _FAR) / _FAR
    scaled: Matrix = (off * np.minimum(sums[:, 0], 1)[:, None]).astype(np.float32)
    return scaled


@lru_cache(maxsize=64)
def _near(n: int) -> Matrix:
    """How much each of n words tells about the place of each other one: less with distance, nothing about itself."""
    apart = np.abs(np.arange(n)[:, None] - np.arange(n))
    near: Matrix = (np.exp(-apart / _REACH) * (apart > 0)).astype(np.float32)
    return near
