"""A comparison or a limit turned round: more for less, at least for at most, twice for half.

Why it hurts: the figure stays right and the statement is false: more than 300 houses burnt, or fewer.

How it is known: the re-translations have, in the same company of words, the word for the other direction; or, from the source alone,
the source has a word that settles it and the text only one that excludes it.

What stays silent: sentences where either text has both words; a negation near by (“no more than” for “at most”); any doubt among the
re-translations.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.shifts.marked import marked
from audit.shifts.opposed import marks


@declare(
    "A022",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "uk-en",
        "У селі живе понад 300 людей.",
        "[[Less than]] 300 people live in the village.",
        ("More than 300 people live in the village.", "Over 300 people live in the village."),
    ),
    Example(
        "de-en",
        "Der Umbau kostete mehr als 40 Millionen Euro.",
        "The conversion cost [[less than]] 40 million euros.",
        ("The conversion cost more than 40 million euros.",),
    ),
    Example(
        "uk-en",
        "У селі живе понад 300 людей.",
        "Over 300 people live in the village.",
        ("More than 300 people live in the village.",),
    ),
    Example(
        "de-en",
        "Es kamen höchstens 40 Gäste.",
        "No more than 40 guests came.",
        ("At most 40 guests came.",),
    ),
    Example("es-en", "Al menos 30 casas ardieron.", "[[No more than]] 30 houses burned."),
    Example("fr-en", "Au moins 30 maisons ont brûlé.", "A minimum of 30 houses burned."),
    needs=Needs.SECOND,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    yield from list(marks(pair, "comparison", what="compares the other way round than")) or marked(pair, "comparison")
