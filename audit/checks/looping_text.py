"""A phrase said again and again, as models do that lost their way.

Why it hurts: translation models sometimes fall into a loop and repeat a phrase until they run out of room. The rest of the
sentence is lost, and the reader sees at once that nobody looked at the page.

What stays silent: a repetition that the source or a re-translation has too, two words said twice ("very, very"), and figures.
"""

from collections.abc import Iterator

import regex

from audit.check import Example, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span

# A phrase that follows itself, with at most marks between: once again where it is long, twice again where it is short.
_GAP = r"[\s\p{P}]*"
_LONG = regex.compile(
    rf"(?<!\w)(?P<said>\w(?:[^.!?。！？\n]{{20,200}}?)\w)(?:{_GAP}(?P=said)(?!\w))+", regex.IGNORECASE
)
_SHORT = regex.compile(
    rf"(?<!\w)(?P<said>\w[^.!?。！？\n]{{1,60}}?\w)(?:{_GAP}(?P=said)(?!\w)){{3,}}", regex.IGNORECASE
)
_DENSE = regex.compile(r"(?P<said>[\p{Han}\p{Hiragana}\p{Katakana}]{2,40}?)(?:[，、\s]*(?P=said)){3,}")
_LETTERS = regex.compile(r"\p{L}")


@declare(
    "O003",
    Category.UNINTELLIGIBLE,
    Kind.LANGUAGE,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Міністр пообіцяв нові дороги та мости.",
        "The minister promised [[new roads, new roads, new roads, new roads]].",
    ),
    Example("de-en", "Er sagte, dass es regnet.", "[[He said that it is raining, he said that it is raining]]."),
    Example("en-zh", "He was very glad to come.", "他[[很高兴很高兴很高兴很高兴]]。"),
    Example("uk-en", "Дуже, дуже далеко.", "Very, very far away."),
    Example("ru-en", "Ура, ура, ура, ура! Мы победили.", "Hurray, hurray, hurray, hurray! We won."),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark each loop that stands neither in the source nor in a re-translation."""
    others = [text for text in (pair.source, *pair.retranslations) if text]
    if any(_loops(text) for text in others):
        return
    for span, said in _loops(pair.target):
        evidence = (Evidence("this text", said),)
        yield Mark(span, f"The translation repeats “{said}”.", 0.95 if others else 0.8, evidence, said)


def _loops(text: str) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    for pattern in (_LONG, _SHORT, _DENSE):
        for match in pattern.finditer(text, timeout=None):
            span = Span(*match.span())
            if _LETTERS.search(match["said"]) and not any(span.overlaps(known) for known, _ in found):
                found.append((span, match["said"]))
    return sorted(found, key=lambda one: one[0])
