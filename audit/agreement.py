"""How far a text says what its re-translations say: chrF with each of them (Popović 2015), the mean over segments.

It takes no side: where engines disagree, the text may be the one that is right. So it ranks texts, and decides nothing.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from statistics import fmean

from audit.check import Pair
from audit.finding import Agreement

_ORDER = 6  # longest run of letters that is compared
_RECALL = 4.0  # beta squared: what is missing weighs twice as much as what is more

Grams = tuple[Counter[str], ...]


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Return the mean chrF of the segments, each with the mean of its re-translations, in percent."""
    values = [
        fmean(chrf(p.target, other) for other in p.retranslations) for p in pairs if p.target and p.retranslations
    ]
    return Agreement(round(100 * fmean(values), 1), len(values)) if values else Agreement()


def chrf(text: str, other: str) -> float:
    """Return chrF of two texts in [0, 1], as sacreBLEU does: mean precision and recall of runs of up to six letters.

    >>> chrf("the cat sat", "the cat sat"), chrf("abc", "xyz")
    (1.0, 0.0)
    """
    rates = [_rates(a, b) for a, b in zip(_grams(text), _grams(other), strict=True) if a and b]
    if not rates:
        return 0.0
    precision, recall = fmean(p for p, _ in rates), fmean(r for _, r in rates)
    below = _RECALL * precision + recall
    return (1 + _RECALL) * precision * recall / below if below else 0.0


def _rates(mine: Counter[str], other: Counter[str]) -> tuple[float, float]:
    shared = sum(min(count, other[gram]) for gram, count in mine.items() if gram in other)
    return shared / mine.total(), shared / other.total()


@lru_cache(maxsize=32)
def _grams(text: str) -> Grams:
    letters = "".join(text.split())
    return tuple(Counter(letters[i : i + n] for i in range(len(letters) - n + 1)) for n in range(1, _ORDER + 1))
