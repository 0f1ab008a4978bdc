"""A number that has another value than in the source.

Why it hurts: a reader trusts figures more than words and quotes them. "three million" for "three billion" is a false
report, and nobody who sees the translation alone can notice it.

What stays silent: the same value in another form (1 500 000 and 1,500,000, сорок and 40, 3,2 млрд and 3.2 billion, 三成 and
30 %), rounded figures, converted units, "one" and other vague words. A number is flagged when neither the source nor any
re-translation has its value, and a number of theirs of the same sort is missing from the translation; "two", ordinals and
names such as F-16 only where nothing else can stand for them.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Kind, Mark, Severity
from audit.lexicons import tally
from audit.lexicons.accuse import accuse
from audit.lexicons.likeness import power_of_ten


@declare(
    "A001",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example("en-fr", "It costs 5,000 euros.", "Il coûte [[500]] euros."),
    Example("en-de", "It costs 5,000 euros.", "Es kostet 5.000 Euro."),
    Example("uk-en", "Бюджет зріс до 3,2 млрд гривень.", "The budget grew to [[3.2 million]] hryvnias."),
    Example("uk-en", "Бюджет зріс до 3,2 млрд гривень.", "The budget grew to 3.2 billion hryvnias."),
    Example("uk-en", "О 17:00 прийшло сорок людей.", "Forty people came at 5 p.m."),
    Example("zh-en", "公司有三百五十名员工。", "The company has [[530]] employees."),
    Example("pl-en", "Zajęła trzecie miejsce.", "She came [[fourth]]."),
    Example("de-en", "Das Dorf liegt 35 Meilen entfernt.", "The village is 56 km away."),
    needs=Needs.SECOND,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    for found in tally.tally(pair):
        if found.kind is tally.Kind.VALUE and found.wrong and found.right:
            critical = power_of_ten(found.wrong, found.right)
            yield accuse(pair, found, Severity.CRITICAL if critical else None)
