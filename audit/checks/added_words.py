"""Words of the translation that nothing in the source calls for.

Why it hurts: models make things up, and what they add reads as if the author had said it.

What stays silent: what is said in another way, a word that a re-translation has too, words of grammar, and what stands beside a
figure. What may only make plain what the author meant is minor. Without an encoder, and without a re-translation, nothing
is told.
"""

from collections.abc import Iterator, Sequence

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lacking import Added, counted, is_major, limits, together
from audit.undone import surely_added


@declare(
    "O002",
    Category.ADDITION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Лікар оглянув дитину й виписав ліки.",
        "The doctor examined the child and prescribed medicine [[yesterday]] morning.",
        ("The doctor examined the child and prescribed medicine.",),
    ),
    Example(
        "de-en",
        "Der Arzt untersuchte das Kind und verschrieb Medizin.",
        "The doctor examined the child and prescribed medicine [[yesterday]] morning.",
        ("The doctor examined the child and prescribed medicine.",),
    ),
    Example(
        "uk-en", "Поїзд запізнився на годину.", "The train was an hour late.", ("The train arrived an hour late.",)
    ),
    Example(
        "de-en",
        "Der Rat hat die neue Brücke genehmigt.",
        "The council has approved the new bridge.",
        ("The board has given permission for the new bridge.",),
    ),
    needs=Needs.LINKS,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark each run of words that neither the source nor a re-translation has."""
    found = surely_added(pair) if pair.retranslations else ()
    if not found:
        return
    limit = limits("ADDED", pair)
    told = [one for one in found if one.odds >= limit.minor and not counted(pair.target, one.word)]
    for group in together([one.word for one in told], pair.target):
        yield _mark(pair, [told[k] for k in group], limit.major)


def _mark(pair: Pair, group: Sequence[Added], serious: float) -> Mark:
    span = Span(group[0].word.start, group[-1].word.end)
    major = is_major([one.odds for one in group], serious)
    others = [("source", pair.source), *((f"re-translation {n}", x) for n, x in enumerate(pair.retranslations, 1))]
    return Mark(
        span,
        f"Nothing calls for “{pair.target[span.start : span.end]}”.",
        0.6 if major else 0.4,
        tuple(Evidence(name, text) for name, text in others if text),
        severity=Severity.MAJOR if major else Severity.MINOR,
    )
