"""What two words share without a model: lemma, letters, number value, dictionary entry, as matrices over two texts."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import regex
import simplemma
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from audit.lexicons import romanise
from audit.lexicons.names import fold
from audit.lexicons.numerals import Number, numbers
from audit.lexicons.values import agree
from corpora.words import Word

Matrix = NDArray[np.float32]
Dictionary = Callable[[str], Collection[str]]
"""Target words, lower case, that a source word (as it stands in the text) may be translated by; empty where unknown."""

_DIGIT = regex.compile(r"\d")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_MOST_NUMBERS = 2_000  # pairs of numbers; in tables of figures only those with the same values are the same
_ALIKE = 0.5  # share of common letters from which on two words look alike
_SURE_LENGTH = 6  # letters from which on likeness counts in full


@dataclass(frozen=True, slots=True)
class Forms:
    """What is compared of the words of one text: lower-case forms, lemmas, folded Latin spellings ("" for figures), lengths.

    A length of 1 stands for six letters or more.
    """

    lower: tuple[str, ...]
    lemmas: tuple[str, ...]
    latin: tuple[str, ...]
    lengths: Matrix


def forms(units: Sequence[Word], lang: str) -> Forms:
    """Look up the words of a text in language `lang` (BCP-47)."""
    base = lang.partition("-")[0].lower()
    found = [_forms(unit.text, base) for unit in units]
    lower, lemmas, latin, lengths = zip(*found, strict=True) if found else ((), (), (), ())
    return Forms(lower, lemmas, latin, np.array(lengths, np.float32))


@lru_cache(maxsize=100_000)
def _forms(word: str, lang: str) -> tuple[str, str, str, float]:
    lower = word.lower()
    return lower, lemma(word, lang), _latin(word, lang), min(len(word), _SURE_LENGTH) / _SURE_LENGTH


@lru_cache(maxsize=100_000)
def lemma(word: str, lang: str) -> str:
    """Return the dictionary form of a lower-case word; a capitalised one may be a name, and is only put in lower case."""
    try:
        return str(simplemma.lemmatize(word, lang=lang)).lower() if word.islower() else word.lower()
    except ValueError:  # a language without tables
        return word.lower()


def _latin(word: str, lang: str) -> str:
    if _DIGIT.search(word):
        return ""
    if lang in romanise.LANGS and _CYRILLIC.search(word):
        return fold(romanise.usual(word.lower(), lang))
    return fold(word)


def equal(source: Forms, target: Forms, *, same_language: bool) -> Matrix:
    """1 where two words are the same, within one language also where they have the same lemma."""
    left, right = (source.lemmas, target.lemmas) if same_language else (source.lower, target.lower)
    return _meet([(word,) for word in left], right)


def alike(source: Forms, target: Forms) -> Matrix:
    """How much the letters of two words agree in [0, 1] after transliteration; short words count less."""
    found: Matrix = cdist(source.latin, target.latin, scorer=Indel.normalized_similarity, dtype=np.float32)
    found -= _ALIKE
    found *= np.minimum(source.lengths[:, None], target.lengths[None]) / (1 - _ALIKE)
    if "" in source.latin and "" in target.latin:
        found[[i for i, word in enumerate(source.latin) if not word]] = 0
    return np.maximum(found, 0, out=found)


def translated(source: Sequence[Word], target: Forms, dictionary: Dictionary) -> Matrix:
    """1 where the dictionary has the target word, or its lemma, for the source word."""
    known = [tuple(dictionary(word.text)) for word in source]
    return np.maximum(_meet(known, target.lower), _meet(known, target.lemmas))


def _meet(left: Sequence[Collection[str]], right: Sequence[str]) -> Matrix:
    found = np.zeros((len(left), len(right)), np.float32)
    wanted = set(right)
    for i, keys in enumerate(left):
        for key in keys:
            if key in wanted:
                found[i, [j for j, word in enumerate(right) if word == key]] = 1
    return found


@dataclass(frozen=True, slots=True)
class Read:
    """A text, its language, and its words."""

    text: str
    lang: str
    units: tuple[Word, ...]


def same_number(source: Read, target: Read) -> Matrix:
    """1 where two words are parts of numbers that mean the same; read only where one of the texts has a digit."""
    found = np.zeros((len(source.units), len(target.units)), np.float32)
    if not (_DIGIT.search(source.text) or _DIGIT.search(target.text)):
        return found
    left, right = _numbers(source), _numbers(target)
    few = len(left) * len(right) <= _MOST_NUMBERS
    for x, rows in left:
        for y, columns in right:
            if x.values == y.values or (few and agree(x, y)):
                found[rows, columns] = 1
    return found


def _numbers(text: Read) -> list[tuple[Number, slice]]:
    """Return the numbers with the words that each overlaps."""
    starts, ends = [unit.start for unit in text.units], [unit.end for unit in text.units]
    placed = (
        (x, slice(bisect_right(ends, x.start), bisect_left(starts, x.end))) for x in numbers(text.text, text.lang)
    )
    return [(x, at) for x, at in placed if at.start < at.stop]
