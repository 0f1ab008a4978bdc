"""A word that stands twice.

Why it hurts: "the the" tells the reader that nobody read the text.

What stays silent: words that are rightly doubled ("had had", "that that", "very very", "New York, New York"), numbers,
names of people and places (Bora Bora, Pago Pago), words with punctuation between them, and words that the source
doubles too.
"""

import itertools
from collections.abc import Iterator

from audit.check import Example, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from corpora.language import primary
from corpora.words import Word, words

# Doublings that are grammar or custom, by language; everything else in lower case is a slip.
_RIGHT = {
    "en": "had that very so no ha bye knock is out in really far much many long more again boo hear there never on so "
    "too yes blah tut night now up do win tick click bang boom did what who year day step side face hand back little by",
    "de": "die der das sie sich nach was ganz sehr ja nein",
    "fr": "nous vous très bien non oui",
    "es": "muy ya no sí que",
    "pt": "muito já não sim se",
    "it": "molto piano così via quasi no sì",
    "nl": "die dat en heel zeer had",
    "uk": "дуже ледь от так ні да геть давно білий раз далеко ой",
    "ru": "очень еле вот так нет да чуть давно белый раз далеко ой едва",
    "pl": "się bardzo tak nie już ho",
}
_SPACED = frozenset({"zh", "ja", "th"})  # not split into words by spaces


@declare(
    "L001",
    Category.GRAMMAR,
    Kind.LANGUAGE,
    Severity.MINOR,
    Example("uk-en", "Експерт передбачив результат.", "The expert predicted [[the the]] result."),
    Example("en-uk", "It became known on Monday.", "Про це [[стало стало]] відомо в понеділок."),
    Example("de-en", "Er hatte schon gegessen.", "He had had dinner."),
    Example("en-ru", "It was very, very cold.", "Было очень очень холодно."),
    Example("fr-en", "Ils sont partis à Bora Bora.", "They left for Bora Bora."),
)  # fmt: skip
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark a lower-case word that is repeated with only a space between."""
    lang = primary(pair.target_lang)
    if lang in _SPACED:
        return
    right = frozenset(_RIGHT.get(lang, "").split())
    listed = words(pair.target)
    for first, second in itertools.pairwise(listed):
        if _is_slip(pair, first, second) and second.text not in right and not _source_doubles(pair):
            yield Mark(
                Span(first.start, second.end),
                f"“{second.text}” stands twice.",
                0.9,
                (Evidence("this text", pair.target[first.start : second.end]),),
                first.text,
            )


def _is_slip(pair: Pair, first: Word, second: Word) -> bool:
    between = pair.target[first.end : second.start]
    same = first.text.lower() == second.text
    return same and second.text.islower() and second.text.isalpha() and between != "" and between.isspace()


def _source_doubles(pair: Pair) -> bool:
    listed = [w.text.lower() for w in words(pair.source)]
    return any(a == b for a, b in itertools.pairwise(listed))
