"""A person of the other gender: she for he, daughter for son.

Why it hurts: a report names the wrong person, or insults the right one.

How it is known: the re-translations have, in the same company of words, the word for the other gender.

A pronoun is minor with one re-translation only: many languages leave it out, and it may be a guess.

What stays silent: sentences where the other gender's word stands in both texts; any doubt among the re-translations.
"""

from collections.abc import Iterator
from dataclasses import replace

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.shifts.opposed import marks

_PRONOUNS = frozenset("he him his himself she her hers herself".split())
_WEAK = 0.4  # many languages leave the pronoun out, so that one re-translation may only guess it


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
    for mark in marks(pair, "gender", what="is of another gender than"):
        weak = len(pair.retranslations) == 1 and pair.target[mark.span.start : mark.span.end].lower() in _PRONOUNS
        yield replace(mark, severity=Severity.MINOR, confidence=_WEAK) if weak else mark
