"""A time relation turned round: after for before, until for since, last for next.

Why it hurts: the order of events is a fact of its own: the plane vanished before landing, not after.

How it is known: the re-translations have, in the same company of words, the word for the other relation; or, from the source alone,
the source has a word that settles it and the text only one that excludes it.

What stays silent: sentences where either text has both words; a negation near by; the same order told the other way round (“A before B”, “B after A”) where
the words about it are not the same; any doubt among the re-translations.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.shifts.marked import marked
from audit.shifts.opposed import marks


@declare(
    "A021",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Вони зустрілися перед виборами.",
        "They met [[after]] the election.",
        ("They met before the election.", "They met prior to the election."),
    ),
    Example(
        "de-en",
        "Die Brücke wurde vor dem Krieg gebaut.",
        "The bridge was built [[after]] the war.",
        ("The bridge was built before the war.",),
    ),
    Example(
        "uk-en",
        "Вони зустрілися перед виборами.",
        "They met before the election.",
        ("They met prior to the election.",),
    ),
    Example(
        "de-en",
        "Nach dem Essen gingen sie.",
        "They ate before they left.",
        ("They left after they had eaten.",),
    ),
    Example("de-en", "Das Werk produziert nicht mehr.", "The plant is [[still]] producing."),
    Example("pl-en", "Most otwarto dopiero w maju.", "The bridge was not opened until May."),
    needs=Needs.SECOND,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    yield from list(marks(pair, "time", what="tells another time than")) or marked(pair, "time")
