"""What two segments can share without a dictionary: numbers, names and cognates as keys that compare across scripts."""

from collections import Counter
from collections.abc import Sequence
from math import log

import regex

from corpora.document import Segment
from corpora.words import words

_LATIN = {
    **dict(zip("абвгґдежзийіїклмнопрстуфцщыэьъ’'ё", (
        "a", "b", "v", "g", "g", "d", "e", "z", "z", "i", "i", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
        "f", "s", "s", "i", "e", "", "", "", "", "o"), strict=True)),
    "х": "h", "ч": "c", "ш": "s", "ю": "u", "я": "a", "є": "e", "ў": "u",
}  # fmt: skip
_FOLD = str.maketrans({"w": "v", "y": "i", "j": "i", "x": "s", "q": "k", "ß": "s", "ł": "l", "ø": "o", "đ": "d"})
_DIGITS = regex.compile(r"\d+")
_VOWELS = regex.compile(r"[aeiou]+")
_ACCENT = regex.compile(r"\p{Mn}+")


def rough(word: str) -> str:
    """Return a word in rough Latin without accents, in which what sounds alike is written alike."""
    from unicodedata import normalize  # noqa: PLC0415

    plain = _ACCENT.sub("", normalize("NFD", word.lower().replace("й", "и").replace("ї", "і")))
    latin = "".join(_LATIN.get(c, c) for c in plain).replace("kh", "h").replace("ch", "c").replace("sh", "s")
    return latin.replace("zh", "z").replace("ts", "s").replace("ck", "k").replace("c", "k").translate(_FOLD)


def _key(word: str) -> str:
    """Consonant skeleton of a word's first letters in rough Latin, the same for "Байдена" and "Biden"."""
    latin = rough(word)
    first, rest = latin[:1], _VOWELS.sub("", latin[1:])
    return ("a" if first in "aeiou" else first) + rest[:3]


def keys(text: str, *, same_language: bool) -> Counter[str]:
    """Return the anchors of a text. Within one language every word counts, across languages numbers, names and cognates."""
    found: Counter[str] = Counter()
    for word in words(text):
        if digits := _DIGITS.findall(word.text):
            found["#" + "".join(digits).strip("0")] += 1
        elif same_language:
            found[word.text.lower()[:5]] += 1
        elif len(word.text) > 4 or word.text[:1].isupper():
            key = _key(word.text)
            if len(key) > 2:
                found[key] += 1
    return found


def weights(sides: Sequence[Sequence[Counter[str]]]) -> dict[str, float]:
    """Inverse document frequency of each anchor over the segments of both sides: rare anchors say more."""
    total = sum(len(side) for side in sides)
    seen: Counter[str] = Counter()
    for side in sides:
        for bag in side:
            seen.update(bag.keys())
    return {key: log(1 + total / count) for key, count in seen.items()}


def bags(segments: Sequence[Segment], *, same_language: bool) -> list[Counter[str]]:
    """Anchors of each segment."""
    return [keys(s.text, same_language=same_language) for s in segments]
