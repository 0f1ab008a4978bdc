"""What a dictionary of the packs says of two texts: which word of the source each English word may render, and in which sense.

Two English words are akin when many source words, of all installed languages, have both among their renderings: then
they are synonyms rather than senses apart.
"""

from dataclasses import dataclass
from functools import lru_cache

import regex

from audit.lexicons.english import lemmas, light, zipf
from audit.lexicons.phrase import keys, source_words
from audit.packs import installed
from corpora.words import Word, words

_COMMON = 5.2  # of a word such as "water" or "money", which stand in any text
_LONGEST = 4  # characters of a Chinese word
_PIECE = regex.compile(r"[^\-‑]+")
_HAN = regex.compile(r"\p{Han}+")


@dataclass(frozen=True, slots=True)
class Content:
    """A word with a meaning of its own, and its lemmas; `named` where it is written as a name inside a sentence."""

    word: Word
    lemmas: frozenset[str]
    named: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """A source word and its senses: for each the English that the packs give."""

    word: Word
    senses: tuple[frozenset[str], ...]

    @property
    def english(self) -> frozenset[str]:
        return frozenset().union(*self.senses)


@lru_cache(maxsize=2048)
def contents(text: str) -> tuple[Content, ...]:
    """Return the content words of an English text in order; parts of hyphened words by themselves."""
    found = []
    for word in words(text):
        for piece in _PIECE.finditer(word.text):
            part = Word(piece.group(), word.start + piece.start(), word.start + piece.end())
            if not light(part.text):
                found.append(Content(part, lemmas(part.text), _named(text, part)))
    return tuple(found)


def _named(text: str, word: Word) -> bool:
    before = text[: word.start].rstrip(" \"'“«(")
    return word.text[0].isupper() and before != "" and before[-1] not in ".!?:\n"


@lru_cache(maxsize=2048)
def vocabulary(text: str) -> frozenset[str]:
    """Return the lemmas of all content words of an English text."""
    return frozenset().union(*(one.lemmas for one in contents(text)))


@lru_cache(maxsize=1024)
def rendered(text: str, lang: str) -> tuple[Rendered, ...]:
    """Return the source words that the packs know, in order. Chinese: the longest words from left to right."""
    if lang == "zh":
        return tuple(_chinese(text))
    found = []
    for word in source_words(text):
        senses = _senses(word.text, lang)
        if senses:
            found.append(Rendered(word, senses))
    return tuple(found)


@lru_cache(maxsize=32768)
def _senses(word: str, lang: str) -> tuple[frozenset[str], ...]:
    return tuple(dict.fromkeys(s for key in sorted(keys(word, lang)) for s in installed.senses(lang, key)))


def _chinese(text: str) -> list[Rendered]:
    found = []
    for run in _HAN.finditer(text):
        at, end = run.span()
        while at < end:
            sizes = range(min(_LONGEST, end - at), 0, -1)
            size = next((n for n in sizes if installed.senses("zh", text[at : at + n])), 0)
            if size:
                found.append(
                    Rendered(Word(text[at : at + size], at, at + size), installed.senses("zh", text[at : at + size]))
                )
            at += size or 1
    return found


def strangeness(text: str) -> float:
    """Return how unlikely it is that the content words of an English phrase meet by chance; 0 for a phrase of one such word.

    Each adds the steps of the Zipf scale by which it is rarer than a common word.
    """
    known = [max(zipf(lemma) for lemma in one.lemmas) for one in contents(text)]
    return sum(max(0.0, _COMMON - z) for z in known) if len(known) > 1 else 0.0
