"""What the reader learns from: one pair with what is known of each of its words."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from audit.check import Pair
from corpora.words import words

UNKNOWN = -1.0

Labels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A pair and its labels: probabilities between 0 and 1, UNKNOWN where nothing is known.

    `errors` and `majors` (given that it is an error, is it a major one) have an entry for each word of the target, `edits`
    (a post-editor touched the word) likewise; `gaps` has one more: something is missing before word n, or at the end.
    `weights` says how much each word's error counts. `wrong`: the sentence has a serious error;
    `critical`: annotators call it a critical one.
    """

    pair: Pair
    origin: str
    errors: Labels
    majors: Labels
    gaps: Labels
    edits: Labels
    weights: Labels
    wrong: float = UNKNOWN
    critical: float = UNKNOWN
    pool: frozenset[str] = field(default=frozenset())


def blank(pair: Pair, origin: str, pool: frozenset[str] = frozenset()) -> Lesson:
    """Return a lesson that knows nothing yet. `pool` are the words that any translation of the same source has."""
    count = len(words(pair.target))
    one, gaps = np.full(count, UNKNOWN, np.float32), np.full(count + 1, UNKNOWN, np.float32)
    return Lesson(pair, origin, one, one.copy(), gaps, one.copy(), np.ones(count, np.float32), pool=pool)
