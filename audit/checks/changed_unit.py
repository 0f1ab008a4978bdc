"""A number that keeps its value and gets another unit or currency.

Why it hurts: five miles are not five kilometres, hryvnias are not dollars, and a rise by two per cent is not a rise by two
percentage points. The figure looks right, so nobody looks again.

What stays silent: a unit or currency that is converted with its value or left out, words that may be either (pounds), degrees without
a scale. Flagged is a value of the source whose unit in the translation is known and another than everywhere in the source.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.lexicons import tally
from audit.lexicons.accuse import accuse


@declare(
    "A006",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example("uk-en", "Пальто коштує 900 гривень.", "The coat costs [[900]] dollars."),
    Example("uk-en", "Пальто коштує 900 гривень.", "The coat costs UAH 900."),
    Example("de-en", "Das Dorf liegt 40 Kilometer entfernt.", "The village is [[40]] miles away."),
    Example("de-en", "Das Dorf liegt 40 Kilometer entfernt.", "The village is 25 miles away."),
    needs=Needs.SOURCE,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    for found in tally.tally(pair):
        if found.kind is tally.Kind.UNIT:
            yield accuse(pair, found)
