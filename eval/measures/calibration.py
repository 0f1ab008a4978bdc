"""Is a confidence of 0.8 right eight times out of ten?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import nan

from audit.share import Share

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings whose confidence lies in one tenth: how many are right, and the sum of their confidences."""

    right: int = 0
    count: int = 0
    confidence: float = 0.0

    def __add__(self, other: "Bin") -> "Bin":
        return Bin(self.right + other.right, self.count + other.count, self.confidence + other.confidence)

    @property
    def share(self) -> Share:
        """How many of them are right."""
        return Share(self.right, self.count)

    @property
    def mean(self) -> float:
        """Their mean confidence, NaN of none."""
        return self.confidence / self.count if self.count else nan


def bins(judged: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Sort (confidence, whether it is right) into `BINS` bins of equal width; 1.0 goes to the last.

    >>> bins([(0.82, True), (0.88, False), (1.0, True)])[8:]
    (Bin(right=1, count=2, confidence=1.7), Bin(right=1, count=1, confidence=1.0))
    """
    found = [Bin()] * BINS
    for confidence, right in judged:
        place = min(int(confidence * BINS + 1e-9), BINS - 1)
        found[place] += Bin(int(right), 1, confidence)
    return tuple(found)


def calibration_error(sorted_bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean gap of confidence and precision, weighted by findings.

    Naeini et al. 2015; Guo et al. 2017, "On Calibration of Modern Neural Networks". Two findings at a mean of 0.85 of
    which half are right, one at 1.0 that is right: 2/3 * 0.35 + 1/3 * 0.

    >>> round(calibration_error(bins([(0.82, True), (0.88, False), (1.0, True)])), 3)
    0.233
    """
    total = sum(one.count for one in sorted_bins)
    if not total:
        return nan
    return sum(abs(one.right - one.confidence) for one in sorted_bins) / total
