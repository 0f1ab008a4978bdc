"""What can be counted of each word of a translation before any network reads it: pure functions over the texts of a pair."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from audit.align.lexical import lemma
from audit.check import Pair
from audit.lexicons.romanise import usual
from corpora.words import Word, words

NAMES = (
    "re-translations",  # how many there are, of three
    "same form",  # share of them that have the word as it stands
    "same lemma",
    "same beginning",
    "unmatched beside",  # largest share of them that agree, near this place, on a word that the text lacks
    "source",  # whether there is one
    "in source",  # the word stands in the source as it is
    "capital",  # inside a sentence
    "digit",
    "all capitals",
    "sounds like source",  # likeness of a capitalised word and the nearest romanised word of the source
    "length",
    "place",  # 0 at the beginning of the text, 1 at its end
    "unsupported before",
    "unsupported after",
)
_MOST = 3  # re-translations that are read
_NEAR = 3  # words between two texts within which a place is the same
_PREFIX = 4  # letters that words with the same beginning share at least

Features = NDArray[np.float32]
"""(words, len(NAMES)), each between 0 and 1"""


def features(pair: Pair) -> Features:
    """Return the features of each word of the target, as `corpora.words` splits it."""
    said = words(pair.target)
    found = np.zeros((len(said), len(NAMES)), np.float32)
    if not said:
        return found
    others = [_Other(text, pair.target_lang) for text in pair.retranslations[:_MOST]]
    keys = [lemma(w.text, pair.target_lang) for w in said]
    if others:
        found[:, 0] = len(others) / _MOST
        found[:, 1] = [_share(w.text.lower() in o.forms for o in others) for w in said]
        found[:, 2] = [_share(k in o.keys for o in others) for k in keys]
        found[:, 3] = [_share(k in o.keys or _begins(k, o) for o in others) for k in keys]
        found[:, 4] = _rivals(keys, others)
        bare = 1 - found[:, 3]
        found[1:, 13], found[:-1, 14] = bare[:-1], bare[1:]
    if pair.source:
        _beside_source(found, said, pair)
    for n, word in enumerate(said):
        found[n, 7] = n > 0 and word.text[0].isupper()
        found[n, 8] = any(c.isdigit() for c in word.text)
        found[n, 9] = len(word.text) > 1 and word.text.isupper()
        found[n, 11] = min(len(word.text), 12) / 12
    found[:, 12] = np.arange(len(said)) / max(len(said) - 1, 1)
    return found


class _Other:
    """A re-translation: its words as forms and as lemmas, and the beginnings of its longer words."""

    def __init__(self, text: str, lang: str) -> None:
        self.said = [lemma(w.text, lang) for w in words(text)]
        self.forms = {w.text.lower() for w in words(text)}
        self.keys = set(self.said)
        self.beginnings = {k[:_PREFIX] for k in self.said if len(k) >= _PREFIX}


def _share(answers: Iterable[bool]) -> float:
    given = list(answers)
    return sum(given) / len(given)


def _begins(word: str, other: _Other) -> bool:
    if len(word) < _PREFIX or word[:_PREFIX] not in other.beginnings:
        return False
    return any(_common(word, k) >= max(_PREFIX, 0.6 * max(len(word), len(k))) for k in other.keys)


def _common(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _rivals(keys: Sequence[str], others: Sequence[_Other]) -> list[float]:
    """For each word, the largest share of re-translations that have, about its place, the same word that the text lacks."""
    mine = set(keys)
    best = [0.0] * len(keys)
    for other in others:
        scale = len(keys) / max(len(other.said), 1)
        for at, word in enumerate(other.said):
            if word in mine or len(word) < _NEAR:
                continue
            share = sum(word in o.keys for o in others) / len(others)
            middle = int(at * scale)
            for n in range(max(middle - _NEAR, 0), min(middle + _NEAR + 1, len(keys))):
                best[n] = max(best[n], share)
    return best


def _beside_source(found: Features, said: Sequence[Word], pair: Pair) -> None:
    originals = {w.text for w in words(pair.source)}
    spelled = [_latin(w, pair.source_lang) for w in originals if w[:1].isupper()]
    found[:, 5] = 1
    for n, word in enumerate(said):
        found[n, 6] = word.text in originals
        if word.text[0].isupper() and spelled:
            nearest = process.extractOne(_latin(word.text, pair.target_lang), spelled, scorer=fuzz.ratio)
            found[n, 10] = nearest[1] / 100


@lru_cache(maxsize=65536)
def _latin(word: str, lang: str) -> str:
    try:
        return usual(word, lang.partition("-")[0]).lower()
    except KeyError:  # not a language of Cyrillic letters
        return word.lower()
