"""A word that stands twice.

Why it hurts: "the the" tells the reader that nobody read the text.

What stays silent: words that are rightly doubled ("had had", "that that", "very very", "New York, New York"), numbers,
names of people and places (Bora Bora, Pago Pago), reduplicated words (ylang ylang, cha cha), a name before the
same word ("a Winter winter tyre"), words with punctuation between them, and words that the source doubles too.
"""

import itertools
import re
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
    "pt": "muito já não sim se do da dos das",
    "it": "molto piano così via quasi no sì",
    "nl": "die dat en heel zeer had",
    "uk": "дуже ледь от так ні да геть давно білий раз далеко ой",
    "ru": "очень еле вот так нет да чуть давно белый раз далеко ой едва",
    "pl": "się bardzo tak nie już ho",
}
# Words that languages took over doubled: plants, dances, sounds, sicknesses, species named after themselves.
_REDUPLICATED = frozenset(
    "ylang cous pom cha chow beri tom tam aye tsk knock choo pitter chop hush pooh yum dik aku mahi piri gado juju ha hee "
    "hey woof quack ding gorilla vulpes bufo rattus lynx bison alces pica iguana plus hip rah chin hubba wee yada walla "
    "agar mama papa nana ciao".split()
)
_SPACED = frozenset({"zh", "ja", "th"})  # not split into words by spaces
_TWICE = re.compile(r"(?<![^\W_])([^\W\d_]++)\s++\1(?![^\W_])")  # in small letters; without it no word stands twice


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
    if lang in _SPACED or not _TWICE.search(pair.target.lower()):
        return
    right = frozenset(_RIGHT.get(lang, "").split()) | _REDUPLICATED
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
    plain = second.text.islower() and second.text.isalpha() and between != "" and between.isspace()
    return same and plain and not _is_name(pair.target, first)


def _is_name(text: str, word: Word) -> bool:
    """Whether a word is capitalised inside a sentence, or a lone capital letter ("What does V v. stand for")."""
    before = text[: word.start].rstrip(" \"'“”«»„(")
    inside = before != "" and before[-1] not in ".!?:…\n-–—"
    return word.text[:1].isupper() and (inside or len(word.text) == 1)


def _source_doubles(pair: Pair) -> bool:
    listed = [w.text.lower() for w in words(pair.source)]
    return any(a == b for a, b in itertools.pairwise(listed))
