"""Words with their places: the one tokeniser that checks, lexicons and the aligner share."""

import re
from functools import lru_cache
from typing import NamedTuple

import regex

# A word is letters and digits with inner apostrophes, hyphens and full stops between letters ("U.S.", "Siberia-2"); a full
# stop between a small letter and a capital one ends a sentence whose space was forgotten ("fine.We").
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:(?:['’ʼ\-‑]|\.(?!(?<=\p{Ll}\p{Ll}\.)\p{Lu}\p{Ll}))[\p{L}\p{M}\p{N}]+)*")
_ASCII_WORD = re.compile(  # the same in ASCII, by the faster engine
    r"[A-Za-z0-9]++(?:(?:['\-]|\.(?!(?<=[a-z][a-z]\.)[A-Z][a-z]))[A-Za-z0-9]++)*+"
)


class Word(NamedTuple):
    """A word and its half-open code point range in the text it was read from."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[Word, ...]:
    """Split `text` into words; punctuation and spaces belong to none.

    >>> [w.text for w in words("Xi's “Siberia-2” costs 3.5 bn.")]
    ["Xi's", 'Siberia-2', 'costs', '3.5', 'bn']
    >>> [w.text for w in words("The U.S. is fine.We")]
    ['The', 'U.S', 'is', 'fine', 'We']
    """
    return tuple(Word(m.group(), *m.span()) for m in _WORD.finditer(text))


def count(text: str) -> int:
    """Return the number of words, without their places: three times as fast.

    >>> count("Xi's “Siberia-2” costs 3.5 bn.")
    5
    """
    return len((_ASCII_WORD if text.isascii() else _WORD).findall(text))
