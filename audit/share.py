"""Shares with their intervals: what precision and recall are made of. Pure; a figure that is not defined is NaN."""

from dataclasses import dataclass
from math import nan, sqrt
from statistics import NormalDist

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


def wilson(hits: int, total: int) -> Interval:
    """Return Wilson's score interval of the share `hits / total` (Wilson 1927; z = 1.96).

    Of 10 trials, 8 hits: the centre is (0.8 + 3.84/20) / (1 + 3.84/10) = 0.717, the half width is
    1.96 * sqrt(0.8 * 0.2 / 10 + 3.84/400) / 1.384 = 0.227.

    >>> wilson(8, 10)
    Interval(low=0.4902, high=0.9433)
    >>> wilson(0, 10).low, wilson(0, 0)
    (0.0, Interval(low=0.0, high=1.0))
    """
    if not total:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share, spread = hits / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return Interval(round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4))


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` out of `total`: a recall, a precision. Shares of two texts add up to the share of both.

    >>> (Share(3, 4) + Share(0, 4)).value
    0.375
    """

    hits: int
    total: int

    def __add__(self, other: "Share") -> "Share":
        return Share(self.hits + other.hits, self.total + other.total)

    @property
    def value(self) -> float:
        """The share in [0, 1], NaN of nothing."""
        return self.hits / self.total if self.total else nan

    @property
    def interval(self) -> Interval:
        """Wilson's interval; it takes the trials as independent, so it is somewhat too narrow inside one article."""
        return wilson(self.hits, self.total)

    def __str__(self) -> str:
        """Return it as people read it.

        >>> str(Share(3, 4)), str(Share(0, 0))
        ('0.75 (3/4) [0.30, 0.95]', '-')
        """
        if not self.total:
            return "-"
        return f"{self.value:.2f} ({self.hits}/{self.total}) [{self.interval.low:.2f}, {self.interval.high:.2f}]"


def f1(precision: Share, recall: Share) -> float:
    """Return the harmonic mean of precision and recall.

    Precision 3/4 and recall 1/2 give 2 * 0.75 * 0.5 / 1.25 = 0.6. Without a finding precision is not defined, and F1 is
    0 as soon as there was something to find.

    >>> f1(Share(3, 4), Share(2, 4))
    0.6
    >>> f1(Share(0, 0), Share(0, 4))
    0.0
    """
    if not recall.total:
        return nan
    if not recall.hits or not precision.hits:
        return 0.0
    return 2 * precision.value * recall.value / (precision.value + recall.value)
