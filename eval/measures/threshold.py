"""A threshold chosen on one half of a set and measured on the other, so that it is not tuned on what it reports."""

from collections.abc import Sequence
from hashlib import sha256

TARGET = 0.8  # precision that the threshold must reach on the half where it is chosen
ENOUGH = 5  # findings of that half below which nothing is chosen


def is_first_half(text: str) -> bool:
    """Tell which half a source sentence belongs to: the same everywhere, whatever stands around it.

    All translations of one sentence fall into the same half. Halves are by the first bit of SHA-256.

    >>> is_first_half("The bus is early."), is_first_half("The bus\\n is early."), is_first_half("The bus was late.")
    (True, True, False)
    """
    return sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).digest()[0] < 128


def choose(judged: Sequence[tuple[float, bool]], target: float = TARGET) -> float | None:
    """Return the lowest confidence from which the findings reach the target precision; None where there is none.

    Of (confidence, whether it is right): from 0.9 on all are right; from 0.7 on 4 of 5; from 0.5 on 4 of 6.

    >>> choose([(0.9, True), (0.9, True), (0.7, True), (0.7, False), (0.7, True), (0.5, False)])
    0.7
    >>> choose([(0.9, False)] * 5) is None, choose([(0.9, True)]) is None
    (True, True)
    """
    for level in sorted({confidence for confidence, _ in judged}):
        kept = [right for confidence, right in judged if confidence >= level]
        if len(kept) >= ENOUGH and sum(kept) >= target * len(kept):
            return level
    return None
