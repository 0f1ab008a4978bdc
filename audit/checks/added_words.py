"""Words of the translation that nothing in the source calls for.

Why it hurts: models make things up, and what they add reads as if the author had said it.

What stays silent: what is said in another way, a word that a re-translation has too, and words of grammar. A single word is told only
beside a re-translation and with an encoder, and one that may only make plain what the author meant is minor.
"""

from collections.abc import Iterator, Sequence

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lacking import FEWEST, Added, added, limits, together
from audit.linking import encoded


@declare(
    "O002",
    Category.ADDITION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Рада схвалила новий міст через річку.",
        "The council approved a new bridge and a [[swimming pool]] across the river.",
        ("The council approved a new bridge across the river.",),
    ),
    Example(
        "de-en",
        "Die Stadt baut eine neue Brücke über den Fluss.",
        "The town is building a new bridge and a [[swimming pool]] over the river.",
        ("The town is building a new bridge over the river.",),
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
    needs=Needs.SECOND,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark each run of words that neither the source nor a re-translation has."""
    found = added(pair)
    if not found:
        return
    limit = limits("ADDED", pair)
    told = [one for one in found if one.odds >= limit.minor]
    for group in together([one.word for one in told], pair.target):
        if len(group) < FEWEST and not (pair.retranslations and encoded(pair)):
            continue
        yield _mark(pair, [told[k] for k in group], limit.major)


def _mark(pair: Pair, group: Sequence[Added], serious: float) -> Mark:
    span = Span(group[0].word.start, group[-1].word.end)
    major = max(one.odds for one in group) >= serious or len(group) > 1
    others = [("source", pair.source), *((f"re-translation {n}", x) for n, x in enumerate(pair.retranslations, 1))]
    return Mark(
        span,
        f"Nothing calls for “{pair.target[span.start : span.end]}”.",
        0.6 if major else 0.4,
        tuple(Evidence(name, text) for name, text in others if text),
        severity=Severity.MAJOR if major else Severity.MINOR,
    )
