"""A condition, a cause or a concession told as another: because for although, if for unless.

Why it hurts: the facts stay and what follows from them is turned round: the match was played despite the rain, or because of it.

How it is known: the source has a conjunction that settles it, and the text only one that excludes it.

What stays silent: a text with any other word that may render the source's (but, still, as, since); sources with words of both
kinds; a negation near by; a re-translation that says what the text says.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.shifts.marked import marked


@declare(
    "A030",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example("de-en", "Obwohl es regnete, spielten sie.", "[[Because]] it rained, they played."),
    Example("ru-en", "Из-за дождя матч отменили.", "[[Despite]] the rain, the match was cancelled."),
    Example("zh-en", "尽管下雨，比赛仍继续。", "It rained, but the match went on."),
    Example("pl-en", "Mimo deszczu grali dalej.", "They went on playing, rain or no rain."),
    needs=Needs.SOURCE,
    source_langs=frozenset({"uk", "ru", "de", "fr", "es", "pl", "pt", "zh"}),
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    yield from marked(pair, "condition")
