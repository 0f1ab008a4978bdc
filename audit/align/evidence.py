"""What speaks for and against a link of each source word with each target word, as a stack of matrices: pure functions.

The first pass looks at each pair of words by itself, the second also at what the first one found around it.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audit.align.lexical import Dictionary, Matrix, alike, equal, same_number, translated
from audit.align.side import Ranges, Side, Vectors

VECTORS = ("pieces", "forward", "backward", "closeness")
LEXICAL = ("equal", "alike", "number", "entry", "length", "distance")
CONTEXT = ("between", "left-right", "up-down", "rival-in-row", "rival-in-column", "displacement")
_TEMPERATURE = 0.05  # of the softmax over cosines
_NEAREST = 2  # neighbours whose closeness is taken off, so that a word close to all is close to none
_REACH = 2.0  # words around which neighbours tell where a word should stand
_CLEAR = 0.3  # probability from which on they do
_FAR = 8.0  # words

Stack = NDArray[np.float32]
"""(features, source words, target words)"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stack, whether it has the features of vectors, and how much the texts as wholes have to do with each other.

    `related` is the mean cosine of each word with its nearest, 1 without vectors.
    """

    stack: Stack
    with_vectors: bool
    related: float


def evidence(source: Side, target: Side, dictionary: Dictionary | None = None) -> Evidence:
    """Return all that the first pass weighs."""
    words = lexical(source, target, dictionary)
    if not (source.vectors and target.vectors):
        return Evidence(words, False, 1.0)
    vectors = close(source.vectors, target.vectors)
    return Evidence(np.concatenate([vectors.stack, words]), True, vectors.related)


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


def close(source: Vectors, target: Vectors) -> Evidence:
    """Return what the vectors say: a stack of len(VECTORS) matrices."""
    stack = np.empty((len(VECTORS), len(source.pooled), len(target.pooled)), np.float32)
    half = np.exp((source.tokens @ target.tokens.T) / (2 * _TEMPERATURE))
    both = half * half / (_norms(half, 1) * _norms(half, 0))
    stack[0] = _greatest(_greatest(both, source.first, source.last).T, target.first, target.last).T
    cosines = source.pooled @ target.pooled.T
    half = np.exp(cosines / (2 * _TEMPERATURE))
    stack[1] = half / _norms(half, 1)
    stack[2] = half / _norms(half, 0)
    stack[3] = cosines - (_nearest(cosines) + _nearest(cosines.T).T) / 2
    related = (cosines.max(1).mean() + cosines.max(0).mean()) / 2
    return Evidence(stack, True, float(related))


def _norms(rows: Matrix, axis: int) -> Matrix:
    norms: Matrix = np.sqrt((rows * rows).sum(axis, keepdims=True))
    return norms


def _greatest(rows: Matrix, first: Ranges, last: Ranges) -> Matrix:
    """Return for each word the elementwise greatest of its tokens' rows; zeros for a word without tokens."""
    found: Matrix = rows.take(first, 0, mode="clip")
    for step in range(1, int((last - first).max()) + 1):
        np.maximum(found, rows.take(np.minimum(first + step, last), 0, mode="clip"), out=found)
    if (first > last).any():
        found[first > last] = 0
    return found


def _nearest(cosines: Matrix) -> Matrix:
    """Mean of the greatest cosines of each row (CSLS, Conneau et al. 2018), as a column."""
    count = min(_NEAREST, cosines.shape[1])
    mean: Matrix = np.partition(cosines, -count, axis=1)[:, -count:].sum(1, keepdims=True) / count
    return mean


def context(found: Matrix) -> Stack:
    """Return (len(CONTEXT), source words, target words): what the probabilities of a first pass say about each other."""
    n, m = found.shape
    padded = np.zeros((n + 2, m + 2), np.float32)
    padded[1:-1, 1:-1] = found
    stack = np.empty((len(CONTEXT), n, m), np.float32)
    np.minimum(padded[:-2, :-2], padded[2:, 2:], out=stack[0])
    np.maximum(padded[1:-1, :-2], padded[1:-1, 2:], out=stack[1])
    np.maximum(padded[:-2, 1:-1], padded[2:, 1:-1], out=stack[2])
    stack[3] = _rival(found)
    stack[4] = _rival(found.T).T
    stack[5] = _displacement(found)
    return stack


def _rival(found: Matrix) -> Matrix:
    """The greatest other probability in the same row, 0 where there is no other."""
    if found.shape[1] < 2:
        return np.zeros_like(found)
    top = np.partition(found, -2, axis=1)
    return np.where(found == top[:, -1:], top[:, -2:-1], top[:, -1:])


def _displacement(found: Matrix) -> Matrix:
    """How far a target word stands from where the links of the neighbours would put it, in [0, 1]; 0 without neighbours."""
    n, m = found.shape
    rows, columns = _count(n), _count(m)
    sure = found * (found > _CLEAR)
    weight = sure.sum(1)
    near = _near(n)
    mass = near @ weight
    expected = near @ (sure @ columns) - near @ (weight * rows) * (m / n)
    expected = expected / np.maximum(mass, 1e-6) + rows * (m / n)
    off = np.minimum(np.abs(columns - expected[:, None]), _FAR)
    scaled: Matrix = off * (np.minimum(mass, 1)[:, None] / _FAR)
    return scaled


@lru_cache(maxsize=256)
def _count(n: int) -> Matrix:
    return np.arange(n, dtype=np.float32)


@lru_cache(maxsize=64)
def _near(n: int) -> Matrix:
    """How much each of n words tells about the place of each other one: less with distance, nothing about itself."""
    apart = np.abs(_count(n)[:, None] - _count(n))
    near: Matrix = (np.exp(-apart / _REACH) * (apart > 0)).astype(np.float32)
    return near
