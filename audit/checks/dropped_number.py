"""A figure of the source that the translation does not have.

Why it hurts: the sentence reads well without it, and what it was about, how many and how much, is gone.

What stays silent: figures under ten, days, hours, what is said in other words or converted, what a re-translation leaves
out too, and every place where a number is changed, which is another fault.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.lexicons import tally
from audit.lexicons.accuse import accuse


@declare(
    "A007",
    Category.OMISSION,
    Kind.MEANING,
    Severity.MAJOR,
    Example("uk-en", "Торік збудували 340 шкіл.", "Schools were built last year[[]].", ("340 schools were built last year.",)),
    Example("de-en", "Die Brücke kostete 75 Millionen Euro.", "The bridge cost a lot of euros[[]].",
            ("The bridge cost 75 million euros.",)),
    Example("uk-en", "Торік збудували 340 шкіл.", "Last year 340 schools were built."),
    Example("de-en", "Sie ist 24 Jahre alt.", "She is twenty-four."),
    needs=Needs.SOURCE,
)  # fmt: skip
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    for found in tally.tally(pair):
        if found.kind is tally.Kind.DROPPED:
            yield accuse(pair, found)
