"""A word that limits a statement is lost: only, if, allegedly.

Why it hurts: "only three clinics have the vaccine" and "three clinics have the vaccine" are other news, and an accusation
without its "allegedly" is a verdict.

How it is known: the source has such a word, every re-translation has it too, and nothing in the text could render it.

What stays silent: everything that may stand for the word (just, alone, unless, when, said to); long sentences; "only" and
"if" with one re-translation; sources in languages without a table.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.shifts.weakened import lost

_SORTS = (
    ("reported", frozenset("allegedly alleged reportedly supposedly supposed purportedly purported suspected".split())),
    ("condition", frozenset("if unless provided".split())),
    ("only", frozenset("only solely exclusively".split())),
)
_WHAT = {
    "reported": "Hearsay is told as a fact",
    "condition": "A condition is lost",
    "only": "A restriction is lost",
}


@declare(
    "A027",
    Category.OMISSION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Лікар нібито взяв хабар.",
        "The doctor [[took]] a bribe.",
        ("The doctor allegedly took a bribe.", "The doctor reportedly took a bribe."),
    ),
    Example(
        "de-en",
        "Nur die Kirche blieb stehen.",
        "The [[church]] was left standing.",
        ("Only the church was left standing.", "Only the church remained standing."),
    ),
    Example(
        "uk-en",
        "Лише церква вціліла.",
        "The church alone survived.",
        ("Only the church survived.", "Only the church was left standing."),
    ),
    Example(
        "de-en",
        "Wenn es regnet, fällt das Fest aus.",
        "Should it rain, the fair is cancelled.",
        ("If it rains, the fair is cancelled.", "The fair is off if it rains."),
    ),
    needs=Needs.SOURCE,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    for sort, narrow in _SORTS:
        least = 1 if sort == "reported" else 2  # "if" is also politeness, and "only from noon" no more than stress
        if mark := lost(pair, sort, narrow, _WHAT[sort], least=least):
            yield mark
