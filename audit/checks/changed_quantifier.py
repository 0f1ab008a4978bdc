"""A quantifier that changed: some for all, few for many, both for neither.

Why it hurts: how many it was is what the sentence reports.

How it is known: the re-translations have, in the same company of words, a quantifier that excludes the text's; or, from the source alone,
the source has a word that settles it and the text only one that excludes it.

What stays silent: quantifiers that mean nearly the same; a negation near by; any doubt among the re-translations.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.shifts.marked import marked
from audit.shifts.opposed import marks


@declare(
    "A023",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Більшість учнів склали іспит.",
        "A [[minority]] of pupils passed the exam.",
        ("The majority of pupils passed the exam.", "A majority of the pupils passed the exam."),
    ),
    Example(
        "de-en",
        "Alle Schüler bestanden die Prüfung.",
        "[[Some]] pupils passed the exam.",
        ("All pupils passed the exam.", "All the pupils passed the exam."),
    ),
    Example(
        "uk-en",
        "Усі учні склали іспит.",
        "Every pupil passed the exam.",
        ("All pupils passed the exam.",),
    ),
    Example(
        "de-en",
        "Alle Schüler bestanden die Prüfung.",
        "Some pupils passed the exam.",
        ("Some pupils passed the exam.", "All pupils passed the exam."),
    ),
    Example("fr-en", "La plupart des élèves ont réussi.", "[[All the]] pupils passed."),
    Example("pl-en", "Niektórzy uczniowie zdali.", "A number of pupils passed."),
    needs=Needs.SECOND,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    yield from list(marks(pair, "quantifier", what="is another quantity than")) or marked(pair, "quantifier")
