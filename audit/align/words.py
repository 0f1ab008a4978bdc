"""Word alignment: which word of one text stands for which word of another, with a probability for each link.

Pure functions over texts and, where there is an encoder, the vectors of their tokens. Two logistic models in turn, after
the symmetric softmax of awesome-align (Dou and Neubig 2021), the argmax of SimAlign (Jalili Sabet et al. 2020) and the
lexical and positional features of earlier discriminative aligners (Moore 2005): the first weighs what speaks for a link by
itself, the second also what the first found around it. A word may have several links, or none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil, exp, sqrt

import numpy as np
from numpy.typing import NDArray

from audit.align import weights
from audit.align.evidence import VECTORS, Stack, context, evidence
from audit.align.lexical import Dictionary, Matrix
from audit.align.side import Side, part, side
from audit.finding import Span
from corpora.words import Word

__all__ = ["Dictionary", "Side", "WordAlignment", "WordLink", "align_words", "side"]

THRESHOLD = 0.45  # best F1 on the dev half of tests/alignments
_FULL_TRUST = 0.99
_MOST_CELLS = 1_000_000  # pairs of words weighed at once; longer texts are cut into blocks along the diagonal


@dataclass(frozen=True, slots=True)
class WordLink:
    """A word of the source and one of the target that say the same, as indexes; `probability` in [0, 1]."""

    source: int
    target: int
    probability: float


@dataclass(frozen=True, slots=True)
class WordAlignment:
    """The words of two texts, with their places in the texts as read, and the links between them in order of place."""

    source: tuple[Word, ...]
    target: tuple[Word, ...]
    links: tuple[WordLink, ...]

    def in_target(self, span: Span) -> tuple[tuple[Word, float], ...]:
        """Return the target words linked to the source words that overlap a span of the source text, best link of each."""
        return self._across(((x.source, x.target, x.probability) for x in self.links), self.source, self.target, span)

    def in_source(self, span: Span) -> tuple[tuple[Word, float], ...]:
        """Return the source words linked to the target words that overlap a span of the target text, best link of each."""
        return self._across(((x.target, x.source, x.probability) for x in self.links), self.target, self.source, span)

    @staticmethod
    def _across(
        links: Iterator[tuple[int, int, float]], near: tuple[Word, ...], far: tuple[Word, ...], span: Span
    ) -> tuple[tuple[Word, float], ...]:
        best: dict[int, float] = {}
        for i, j, probability in links:
            if near[i].start < span.end and span.start < near[i].end:
                best[j] = max(best.get(j, 0.0), probability)
        return tuple((far[j], best[j]) for j in sorted(best))


def align_words(
    source: Side, target: Side, *, dictionary: Dictionary | None = None, threshold: float = THRESHOLD
) -> WordAlignment:
    """Link the words of two texts wherever the probability of a link reaches the threshold.

    With vectors of one encoder on both sides they count; else only what the words share and where they stand, which is
    enough within one language, and across languages with a dictionary.
    """
    links: list[WordLink] = []
    for first_source, first_target, found in _blocks(source, target, dictionary):
        rows, columns = np.nonzero(found >= threshold)
        chosen = (rows + first_source).tolist(), (columns + first_target).tolist(), found[rows, columns].tolist()
        links += [WordLink(i, j, round(probability, 4)) for i, j, probability in zip(*chosen, strict=True)]
    return WordAlignment(source.read.units, target.read.units, tuple(links))


def _blocks(source: Side, target: Side, dictionary: Dictionary | None) -> Iterator[tuple[int, int, Matrix]]:
    """Yield (first source word, first target word, probabilities) of each block: one, unless the texts are very long."""
    n, m = len(source.read.units), len(target.read.units)
    pieces = ceil(sqrt(n * m / _MOST_CELLS))
    if pieces == 1:
        yield 0, 0, probabilities(source, target, dictionary)
        return
    for k in range(pieces):
        left, right = (n * k // pieces, n * (k + 1) // pieces), (m * k // pieces, m * (k + 1) // pieces)
        if left[0] < left[1] and right[0] < right[1]:
            yield left[0], right[0], probabilities(part(source, *left), part(target, *right), dictionary)


def probabilities(source: Side, target: Side, dictionary: Dictionary | None = None) -> Matrix:
    """Return (source words, target words): the probability of each link. Both sides have words.

    Where the vectors of the two texts have little to do with each other, what the words share decides.
    """
    seen = evidence(source, target, dictionary)
    if not seen.with_vectors:
        return _twice(seen.stack, weights.WITHOUT_VECTORS)
    slope, bias = weights.RELATED
    trust = 1 / (1 + exp(-slope * seen.related - bias))
    found = _twice(seen.stack, weights.WITH_VECTORS)
    if trust > _FULL_TRUST:
        return found
    return trust * found + (1 - trust) * _twice(seen.stack[len(VECTORS) :], weights.WITHOUT_VECTORS)


def _twice(stack: Stack, models: weights.Models) -> Matrix:
    once = _logistic(stack, _array(models[0]))
    return _logistic(np.concatenate([stack, context(once)]), _array(models[1]))


@cache
def _array(model: tuple[float, ...]) -> NDArray[np.float32]:
    return np.array(model, np.float32)


def _logistic(stack: Stack, model: NDArray[np.float32]) -> Matrix:
    """Return 1 / (1 + exp(-(weights . features + bias))); `model` holds the weights, then the bias."""
    scores = model[:-1] @ stack.reshape(len(stack), -1) + model[-1]
    found: Matrix = (1 / (1 + np.exp(-scores))).reshape(stack.shape[1:])
    return found
