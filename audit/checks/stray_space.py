"""A space before a hyphen or before the full stop or comma that ends the words.

Why it hurts: "full -scale" and "so -called" are the fingerprints of a machine; readers stumble, hyphenated words are not
found by search.

What stays silent: dashes with a space on both sides, minus signs and ranges of numbers, list bullets, command-line options,
French spacing, dots of an ellipsis, file names, and hyphens that share a part of a word ("Straßen- und -bahnbau").
"""

from collections.abc import Iterator

import regex

from audit.check import Example, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from corpora.language import primary

# Words that join two halves of a compound, after which a hyphen rightly has a space before it: "Gasimport und -export".
_JOINING = "und|oder|sowie|bzw|beziehungsweise|wie|als|noch|bis|mit|ohne|en|of|noch|och|eller|og|and|or|to|versus"
_HYPHEN = regex.compile(rf"\b(?!(?:{_JOINING})\b)\p{{Ll}}+ -\p{{Ll}}{{2,}}\b")
_STOP = regex.compile(r"\p{L}+ [,](?= \p{L})|\p{L}{2,} \.(?=$| \p{Lu})")
_SPACED = frozenset({"fr", "zh", "ja", "th"})  # a space before a mark is the rule, or words have no spaces


@declare(
    "L002",
    Category.PUNCTUATION,
    Kind.LANGUAGE,
    Severity.MINOR,
    Example("uk-en", "Це повномасштабна війна.", "It is a [[full -scale]] war."),
    Example("en-uk", "Frankly speaking, it is over.", "Відверто [[кажучи ,]] все скінчено."),
    Example("de-en", "Er kam – und ging.", "He came - and left; it was -5 degrees."),
    Example("en-ru", "Use the option.", "Запустите grep -i, затем выйдите."),
    Example("fr-en", "Attendez...", "Wait . . . and see - or not."),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark the words on both sides of the stray space."""
    if not any(mark in pair.target for mark in (" -", " ,", " .")) or primary(pair.target_lang) in _SPACED:
        return
    for pattern in (_HYPHEN, _STOP):
        for match in pattern.finditer(pair.target):
            right = match.group().replace(" ", "")
            yield Mark(
                Span(match.start(), match.end()),
                f"Stray space: “{match.group()}”.",
                0.9,
                (Evidence("this text", match.group()),),
                right,
            )
