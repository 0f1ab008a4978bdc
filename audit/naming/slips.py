"""Spellings one slip away: a letter left out, put in, changed or swapped with its neighbour."""

from collections.abc import Iterator
from functools import lru_cache

from audit.lexicons.attested import seen
from audit.lexicons.names import plain
from corpora.language import writes

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгґдеєёжзиіїйклмнопрстуфхцчшщьъыэюя'"


@lru_cache(maxsize=50_000)
def attested_near(word: str, lang: str) -> tuple[tuple[str, float], ...]:
    """Return the attested words one slip away with their frequency (Zipf), the most frequent first."""
    low = plain(word) if "Latin" in writes(lang) else word.lower()
    found = {other: seen(other, lang) for other in _one_slip(low, _LATIN if "Latin" in writes(lang) else _CYRILLIC)}
    return tuple(sorted(((o, f) for o, f in found.items() if f > 0), key=lambda pair: -pair[1]))


def _one_slip(word: str, letters: str) -> Iterator[str]:
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            yield head + tail[1:]
            yield from (head + c + tail[1:] for c in letters if c != tail[0])
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + c + tail for c in letters)


def undoubled(low: str) -> frozenset[str]:
    """The spellings with one of two equal letters left out."""
    return frozenset(low[:i] + low[i + 1 :] for i in range(1, len(low)) if low[i] == low[i - 1])
