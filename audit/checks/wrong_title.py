"""An organisation, place, publication or weapon under a name that it does not have in English.

Why it hurts: "on the new earth" hides that a nuclear test on Novaya Zemlya is meant; "Pope Roman" is nobody; a reader
cannot look up "ATES", which is APEC.

How it is known: the source names it, the translation has one of the renderings that machines are known to make of it, and
none of its English names.

What stays silent: every accepted English name and abbreviation, renderings that a re-translation has too, and the same
words where the source speaks of something else.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.naming.shortened import left_as_they_are
from audit.naming.worded import in_words


@declare(
    "N004",
    Category.MISTRANSLATION,
    Kind.NAME,
    Severity.MAJOR,
    Example("uk-en", "Випробування пройшли на Новій Землі.", "The tests were held on the [[new land]]."),
    Example("ru-en", "Папа Римский прибыл в Канаду.", "[[Pope Roman]] arrived in Canada."),
    Example("uk-en", "У листопаді пройде саміт АТЕС.", "The [[ATES]] summit will be held in November."),
    Example("ru-en", "Об этом заявили в МАГАТЭ.", "[[MAGATE]] said so."),
    Example("fr-en", "L'OTAN et l'UE se taisent.", "[[OTAN]] and the EU are silent."),
    Example("uk-en", "Випробування пройшли на Новій Землі.", "The tests were held on Novaya Zemlya."),
    Example("ru-en", "Колумб открыл новую землю.", "Columbus discovered a new land."),
    Example("uk-en", "Папа Римський прибув до Канади.", "The Pope, Pope Francis, arrived in Canada."),
    needs=Needs.SOURCE,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark known wrong renderings of what the source names."""
    yield from in_words(pair)
    yield from left_as_they_are(pair)
