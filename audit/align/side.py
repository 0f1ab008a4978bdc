"""One text made ready for word alignment: its words, what is compared of them, and their vectors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.align.lexical import Forms, Matrix, Read, forms
from audit.align.units import units
from audit.models.encoders.encoder import Tokens
from corpora.words import Word

_FEW = 2  # tokens: how fast a text's own mean is trusted as the mean of its language

Ranges = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of one text: `tokens` is (tokens, dimension), `pooled` (words, dimension), centred, rows of length 1.

    `first` and `last` are the first and the last token of each word; they cross where a word has none.
    """

    tokens: Matrix
    pooled: Matrix
    first: Ranges
    last: Ranges


@dataclass(frozen=True, slots=True)
class Side:
    """Make it once, by `side`, and align it with as many other texts as there are.

    `place` is the middle of each word as a share of the text, in words. `vectors` is None without any.
    """

    read: Read
    forms: Forms
    place: Matrix
    vectors: Vectors | None


def side(text: str, lang: str, tokens: Tokens | None = None) -> Side:
    """Make a text ready, with the vectors of its tokens where there are any."""
    listed = units(text, tokens.spans if tokens else ())
    place = ((np.arange(len(listed)) + 0.5) / max(len(listed), 1)).astype(np.float32)
    vectors = _vectors(listed, tokens) if tokens and tokens.spans and listed else None
    return Side(Read(text, lang, listed), forms(listed, lang), place, vectors)


def part(whole: Side, first: int, end: int) -> Side:
    """Return the words from `first` to before `end` as a side of their own; they keep their places in the text."""
    read = Read(whole.read.text, whole.read.lang, whole.read.units[first:end])
    return Side(read, forms(read.units, read.lang), whole.place[first:end], _part(whole.vectors, first, end))


def _part(whole: Vectors | None, first: int, end: int) -> Vectors | None:
    if whole is None:
        return None
    low, high = int(whole.first[first]), int(whole.last[end - 1]) + 1
    if low >= high:
        return None
    return Vectors(
        whole.tokens[low:high], whole.pooled[first:end], whole.first[first:end] - low, whole.last[first:end] - low
    )


def _vectors(listed: Sequence[Word], tokens: Tokens) -> Vectors:
    """Centre on the text's own mean, shrunk where it is short: cosines of raw vectors lie all close together."""
    mean = tokens.vectors.sum(0) / (len(tokens.spans) + _FEW)
    centred = _scale(tokens.vectors - mean)
    first, last = _touching(listed, tokens)
    return Vectors(centred, _pool(centred, first, last), first, last)


def _pool(centred: Matrix, first: Ranges, last: Ranges) -> Matrix:
    """Return the mean direction of each word's tokens, zeros for a word without tokens."""
    pooled: Matrix = centred.take(first, 0, mode="clip")
    lengths = last - first
    if lengths.min() < 0:
        pooled[lengths < 0] = 0
    for step in range(1, int(lengths.max()) + 1):
        longer = np.nonzero(lengths >= step)[0]
        pooled[longer] += centred[first[longer] + step]
    return _scale(pooled)


def _scale(rows: Matrix) -> Matrix:
    """Give each row length 1, in place."""
    norms = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    rows *= (1 / np.maximum(norms, 1e-9))[:, None]
    return rows


def _touching(listed: Sequence[Word], tokens: Tokens) -> tuple[Ranges, Ranges]:
    """Return the first and the last token that overlaps each word; both lists are in order of place."""
    starts = np.array([span.start for span in tokens.spans], np.intp)
    ends = np.array([span.end for span in tokens.spans], np.intp)
    first = np.searchsorted(ends, np.array([word.start for word in listed], np.intp), "right")
    last = np.searchsorted(starts, np.array([word.end for word in listed], np.intp), "left") - 1
    return first, last
