"""What decisions about texts are worth: who was sent where, and what that costs."""

from collections import Counter
from collections.abc import Iterable

from audit.finding import Decision
from eval.measures.confusion import Confusion

PRICES = (1, 2, 5, 10, 20, 50)  # of one bad text published, in needless reviews


def decisions(pairs: Iterable[tuple[Decision, Decision]]) -> Counter[tuple[Decision, Decision]]:
    """Count (what people decided, what we decided); the counts of two sets add.

    >>> publish, review = Decision.PUBLISH, Decision.REVIEW
    >>> decisions([(review, publish), (review, review), (review, publish)])[review, publish]
    2
    """
    return Counter(pairs)


def cost(counts: Confusion, price: float) -> float:
    """Return what it costs to review what was flagged and publish the rest, a text; 1 is a needless review.

    A bad text published costs `price`. Of 10 texts 3 are bad; 2 of those and 1 sound one are flagged. At a price of 5
    that is (1 * 5 + 1) / 10. Publishing all costs 3 * 5 / 10, reviewing all 7 / 10. One line of a cost curve (Drummond
    and Holte 2006), read at a few prices.

    >>> cost(Confusion(2, 1, 1, 6), 5)
    0.6
    >>> cost(Confusion(0, 0, 3, 7), 5), cost(Confusion(3, 7, 0, 0), 5)
    (1.5, 0.7)
    """
    total = sum(counts.row)
    return (counts.misses * price + counts.alarms) / total if total else float("nan")
