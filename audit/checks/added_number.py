"""A figure that stands in the translation only.

Why it hurts: a reader takes it for the author's, and it is nobody's.

What stays silent: figures under ten, days, hours, figures that the source gives in words or in another unit, and figures that
a re-translation has too.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.lexicons import tally
from audit.lexicons.accuse import accuse


@declare(
    "A008",
    Category.ADDITION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "uk-en", "Торік збудували школи.", "Last year [[340]] schools were built.", ("Schools were built last year.",)
    ),
    Example("de-en", "Die Brücke war teuer.", "The bridge cost [[75 million]] euros.", ("The bridge was expensive.",)),
    Example("uk-en", "Торік збудували триста сорок шкіл.", "Last year 340 schools were built."),
    Example("de-en", "Sie hat ein Dutzend Bücher.", "She has 12 books."),
    needs=Needs.SOURCE,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    for found in tally.tally(pair):
        if found.kind is tally.Kind.ADDED:
            yield accuse(pair, found)
