"""An encoder without a model: what two texts share by spelling, hashed into vectors of a fixed length.

Numbers by their value, names and cognates by their consonants (audit.align.anchors), and the letters of each word in threes,
both in rough Latin. It finds translations by their names, numbers and loan words, and within one language by their words;
of meaning it knows nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from math import sqrt

import numpy as np

from audit.align.anchors import keys, rough
from audit.finding import Span
from audit.lexicons.numerals import numbers
from audit.models.encoders.encoder import Tokens, Vectors
from corpora.words import words

_DIMENSION = 1024
_PLACES = 2  # of each feature: two features seldom share both
_NUMBER, _ANCHOR, _WORD = 2.0, 1.0, 1.0  # weights; a word's is shared by its letters in threes


class Hashing:
    """An Encoder that needs no model, the same in every process and on every machine. Of words its tokens, not of punctuation."""

    @property
    def name(self) -> str:
        return "hashing:v1"

    @property
    def dimension(self) -> int:
        return _DIMENSION

    def sentences(self, texts: Sequence[str]) -> Vectors:
        return _rows([_features(text) for text in texts])

    def words(self, texts: Sequence[str]) -> list[Tokens]:
        return self.tokens(texts)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        found = []
        for text in texts:
            spoken = words(text)
            spans = tuple(Span(word.start, word.end) for word in spoken)
            found.append(Tokens(spans, _rows([_features(word.text) for word in spoken])))
        return found


def _features(text: str) -> Mapping[str, float]:
    """What counts of a text, with weights."""
    found: defaultdict[str, float] = defaultdict(float)
    for number in numbers(text, "und"):
        for value in {_digits(x) for x in number.values}:
            found[f"#{value}"] += _NUMBER
    for key, count in keys(text, same_language=False).items():
        if not key.startswith("#"):
            found[f"={key}"] += _ANCHOR * count
    for word in words(text):
        parts = _threes(word.text)
        for part in parts:
            found[part] += _WORD / sqrt(len(parts))
    return found


def _digits(value: float) -> str:
    """The digits that count, the same for 3.2 and 3,200,000."""
    return f"{value:.11e}".partition("e")[0].replace(".", "").strip("0")


def _threes(word: str) -> list[str]:
    """The letters of a word in threes, with its ends; a short word of a script without spaces, also by its characters."""
    latin = f"<{rough(word)}>"
    parts = [latin[k : k + 3] for k in range(len(latin) - 2)] or [f"<{word}>"]
    return parts if latin.isascii() else parts + list(latin[1:-1])


@lru_cache(maxsize=1 << 16)
def _places(feature: str) -> tuple[tuple[int, float], ...]:
    """The places of a feature in the vector, each with its sign."""
    data = blake2b(feature.encode("utf-8", "surrogatepass"), digest_size=4 * _PLACES).digest()
    hashes = (int.from_bytes(data[4 * k : 4 * k + 4], "little") for k in range(_PLACES))
    return tuple((n % _DIMENSION, 1.0 if n >> 31 else -1.0) for n in hashes)


def _rows(bags: Sequence[Mapping[str, float]]) -> Vectors:
    rows = np.zeros((len(bags), _DIMENSION), np.float32)
    for row, bag in zip(rows, bags, strict=True):
        for place, weight in _weights(bag):
            row[place] += weight
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1), np.float32)


def _weights(bag: Mapping[str, float]) -> Iterator[tuple[int, float]]:
    """What each feature adds, and where; one that comes often counts less each time."""
    for feature, weight in sorted(bag.items()):
        for place, sign in _places(feature):
            yield place, sign * sqrt(weight)
