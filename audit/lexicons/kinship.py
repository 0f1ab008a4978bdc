"""How near two English words are in meaning, told from the dictionaries of all installed packs.

Synonyms are renderings of the same source words in language after language; the two senses of a homograph meet in one
word, or in a few of neighbouring languages. And synonyms have the same company: the other renderings of their source
words overlap, those of senses do not.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import sqrt

from audit.packs import installed

_APART = 0.06  # share of common source words up to which two words may be senses apart
_STRANGE = 0.1  # likeness of company up to which they may be
_KNOWN = 4  # source words that a word must render before anything is known of it
_STEM = 5  # letters that words of one family share


def family(one: str, other: str) -> bool:
    """Whether two words are one, or derived of one stem."""
    return one == other or (len(one) >= _STEM and one[:_STEM] == other[:_STEM])


def common(one: str, other: str) -> float:
    """Return the share of the source words of the rarer word that both render; a single common word proves nothing."""
    return _common(installed.sources(one), installed.sources(other))


def _common(mine: frozenset[int], theirs: frozenset[int]) -> float:
    both = len(mine & theirs)
    return (both - 1) / min(len(mine), len(theirs)) if both > 1 else 0.0


class Circle:
    """Words, ready to be asked often whether another is `close` to one of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._sources = {word: installed.sources(word) for word in words}

    def knows(self, word: str) -> bool:
        """Whether a word is close to one of the circle."""
        if word in self._sources:
            return True
        mine = installed.sources(word)
        return any(family(word, one) or _common(mine, theirs) > _APART for one, theirs in self._sources.items())


@lru_cache(maxsize=1024)
def circle(words: frozenset[str]) -> Circle:
    """Return the circle of some words; that of renderings of one word is asked for again and again."""
    return Circle(words)


@lru_cache(maxsize=512)
def _company(word: str) -> tuple[dict[str, float], float]:
    """The other renderings of the word's source words, each entry with weight one, and the length of that vector."""
    found: dict[str, float] = {}
    for _, english in installed.company(word):
        for other in english - {word}:
            found[other] = found.get(other, 0.0) + 1 / len(english)
    return found, sqrt(sum(x * x for x in found.values()))


def company(one: str, other: str) -> float:
    """Return the cosine of the company that two words keep, themselves left out."""
    (mine, length), (theirs, other_length) = _company(one), _company(other)
    if not mine or not theirs:
        return 0.0
    dot = sum(x * theirs[word] for word, x in mine.items() if word in theirs and word not in (one, other))
    return dot / (length * other_length)


@lru_cache(maxsize=131072)
def apart(one: str, other: str) -> bool:
    """Whether two words are known to mean different things."""
    if family(one, other) or min(len(installed.sources(one)), len(installed.sources(other))) < _KNOWN:
        return False
    return common(one, other) <= _APART and company(one, other) <= _STRANGE


@lru_cache(maxsize=131072)
def close(one: str, other: str) -> bool:
    """Whether two words are known to be near in meaning."""
    return family(one, other) or common(one, other) > _APART
