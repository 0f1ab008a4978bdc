"""Findings per 1,000 words: on sound text, the rate of false alarms."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from audit.share import Interval, wilson
from eval.measures.resample import SEED, resampled

ENOUGH_DOCUMENTS = 20  # below this a bootstrap over documents says too little


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
        return Rate(count, total, Interval(round(1000 * bounds.low, 2), round(1000 * bounds.high, 2)))
    drawn = resampled(list(zip(counts, words, strict=True)), lambda sums: 1000 * sums[:, 0] / sums[:, 1].clip(1), seed)
    return Rate(count, total, drawn.interval)
