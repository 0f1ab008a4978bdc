"""Figures and how sure they are. Pure: numbers in, numbers out; a figure that is not defined is NaN."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan, sqrt
from statistics import NormalDist
from typing import TypeVar

import numpy as np

SEED = 20231024  # every random draw of the harness starts here, so that two runs print the same table
ROUNDS = 1000  # resamples of a bootstrap
ENOUGH_DOCUMENTS = 20  # below this a bootstrap over documents says too little
LEVEL = 0.95

T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` findings in `words` words, and the interval of the figure per 1,000 words."""

    count: int
    words: int
    interval: Interval

    @property
    def value(self) -> float:
        """Findings per 1,000 words, NaN without words."""
        return 1000 * self.count / self.words if self.words else nan


def per_thousand(counts: Sequence[int], words: Sequence[int], seed: int = SEED) -> Rate:
    """Return the findings per 1,000 words of texts that hold `counts[i]` findings in `words[i]` words.

    Findings come in clusters (a name is wrong all through one article), so the interval resamples whole texts. Where
    there are under 20 texts, or no finding to resample, it is Wilson's interval of the share of words that begin a
    finding, which of 0 findings in 1,000 words says "at most 3.8".

    >>> per_thousand([1, 0], [500, 1500]).value
    0.5
    >>> per_thousand([0], [1000]).interval
    Interval(low=0.0, high=3.8)
    """
    count, total = sum(counts), sum(words)
    if len(counts) < ENOUGH_DOCUMENTS or not count:
        bounds = wilson(min(count, total), total)
        return Rate(count, total, Interval(round(1000 * bounds.low, 1), round(1000 * bounds.high, 1)))
    drawn = np.random.default_rng(seed).integers(0, len(counts), (ROUNDS, len(counts)))
    rates = 1000 * np.asarray(counts)[drawn].sum(1) / np.maximum(np.asarray(words)[drawn].sum(1), 1)
    return Rate(count, total, _middle(rates.tolist()))


def bootstrap(sample: Sequence[T], statistic: Callable[[Sequence[T]], float], seed: int = SEED) -> Interval:
    """Return the percentile interval of `statistic` over resamples of `sample` (Efron 1979), NaN results left out.

    All resamples of equal values are equal, so the interval is one point:

    >>> bootstrap([2.0, 2.0, 2.0], lambda values: sum(values) / len(values))
    Interval(low=2.0, high=2.0)
    """
    drawn = np.random.default_rng(seed).integers(0, max(len(sample), 1), (ROUNDS, len(sample)))
    figures = [statistic([sample[i] for i in row]) for row in drawn]
    return _middle([figure for figure in figures if figure == figure])  # noqa: PLR0124  (NaN is unlike itself)


def _middle(figures: Sequence[float]) -> Interval:
    if not figures:
        return Interval(nan, nan)
    low, high = np.quantile(figures, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return Interval(round(float(low), 4), round(float(high), 4))


def auc(scored: Sequence[tuple[float, bool]]) -> float:
    """Return how often a segment with an error (True) scores higher than one without; a tie counts half.

    Errors score 3 and 1, the sound segment 2: one of the two pairs is in order.

    >>> auc([(3, True), (1, True), (2, False)])
    0.5
    >>> auc([(1, True), (1, False)]), auc([(1, True)])
    (0.5, nan)
    """
    bad = np.array([score for score, is_bad in scored if is_bad])
    good = np.array([score for score, is_bad in scored if not is_bad])
    if not bad.size or not good.size:
        return nan
    higher = bad[:, None] > good
    level = bad[:, None] == good
    return float((higher + 0.5 * level).mean())


@dataclass(frozen=True, slots=True)
class Ranking:
    """An area under the curve with its interval, resampled over segments."""

    value: float
    interval: Interval


def ranking(scored: Sequence[tuple[float, bool]], seed: int = SEED) -> Ranking:
    """Return `auc` of (score, whether it is bad) for each segment, with its interval."""
    return Ranking(auc(scored), bootstrap(scored, auc, seed))
