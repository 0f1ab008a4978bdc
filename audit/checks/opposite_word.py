"""A word that says the opposite of what the source says.

Why it hurts: the sentence is fluent and reports the reverse: prices fell, the museum is closed, the bill was rejected.

How it is known: the re-translations have, in the same company of words, a word that excludes the text's. Opposites stand in
a table of several hundred groups; prefixes that deny (un-, in-, dis-, -less) are known too.

What stays silent: a text that has the re-translations' word too, or one of them that has the text's; a negation near either
word ("not open" for "closed"); the same fact told from the other side ("bought from", "sold to"); any doubt among the
re-translations.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.shifts.marked import marked
from audit.shifts.opposed import marks


@declare(
    "A020",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.CRITICAL,
    Example(
        "uk-en",
        "Ціни на хліб у місті зросли.",
        "Bread prices in the city [[fell]].",
        ("Bread prices in the city rose.", "Prices of bread in the city increased."),
    ),
    Example(
        "de-en",
        "Das Dach der alten Mühle ist stabil.",
        "The roof of the old mill is [[unstable]].",
        ("The old mill's roof is stable.",),
    ),
    Example(
        "uk-en",
        "Музей у неділю зачинений.",
        "The museum is not open on Sunday.",
        ("The museum is closed on Sunday.",),
    ),
    Example(
        "de-en",
        "Die Stadt kaufte das Schloss von der Kirche.",
        "The church sold the castle to the town.",
        ("The town bought the castle from the church.",),
    ),
    Example("fr-en", "Le chômage a augmenté.", "Unemployment has [[decreased]]."),
    Example("zh-en", "失业率下降了。", "The unemployment rate is lower."),
    needs=Needs.SECOND,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    # One re-translation is no proof: what it alone speaks against is not told as critical, and who did it is easily misread.
    alone = len(pair.retranslations) == 1
    yield from (
        [
            *marks(pair, "opposite", what="says the opposite of", severity=Severity.MAJOR if alone else None),
            *marks(pair, "converse", what="says the opposite of", severity=Severity.MINOR if alone else None),
        ]
        or marked(pair, "opposite", severity=Severity.MAJOR)
    )
