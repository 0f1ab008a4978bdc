"""A person of the other gender: she for he, daughter for son.

Why it hurts: a report names the wrong person, or insults the right one.

How it is known: the re-translations have, in the same company of words, the word for the other gender.

What stays silent: sentences where the other gender's word stands in both texts; any doubt among the re-translations.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.shifts.opposed import marks


@declare(
    "A024",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Тренер сказав, що його команда готова.",
        "The coach said that [[her]] team was ready.",
        ("The coach said that his team was ready.", "The coach said his team was prepared."),
    ),
    Example(
        "de-en",
        "Ihr Sohn wohnt in Graz.",
        "Her [[daughter]] lives in Graz.",
        ("Her son lives in Graz.",),
    ),
    Example(
        "uk-en",
        "Тренер сказав, що його команда готова.",
        "The coach said that his team was ready.",
        ("The coach said his team was ready.",),
    ),
    Example(
        "de-en",
        "Sie traf ihren Bruder.",
        "She met her brother.",
        ("The woman met her brother.",),
    ),
    needs=Needs.SECOND,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    yield from marks(pair, "gender", what="is of another gender than")
