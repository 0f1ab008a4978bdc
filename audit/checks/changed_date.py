"""A date or a time of day that is another one than in the source.

Why it hurts: readers come on the wrong day, and what happened in one decade or century is told of another.

What stays silent: 17:00 and 5 p.m., halb acht and half past seven, 05.03.2019 and March 5, 80-ті and the 1980s, XIX столітті and
the nineteenth century, a day that is told by its date, and what is only left out. Flagged is a month, a weekday, a time, a
decade or a century that neither the source nor a re-translation has, where one of theirs is missing from the translation.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.lexicons import tally
from audit.lexicons.accuse import accuse


@declare(
    "A005",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example("ru-en", "Завод закроют 11 июня.", "The plant will be closed on [[July]] 11."),
    Example("de-en", "Der Laden schließt um halb sechs.", "The shop shuts at 5:30 p.m."),
    Example("de-en", "Der Laden schließt um halb sechs.", "The shop shuts at [[half past six]]."),
    Example("uk-en", "Ярмарок відкриють у середу.", "The fair opens on [[Thursday]]."),
    Example("uk-en", "Місто зросло у 80-х роках.", "The town grew in the 1980s."),
    needs=Needs.SECOND,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    for found in tally.tally(pair):
        if found.kind is tally.Kind.TIME:
            yield accuse(pair, found)
