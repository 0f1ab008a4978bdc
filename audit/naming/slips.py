"""Spellings one slip away: a letter left out, put in, changed or swapped with its neighbour; and well-known ones of the same consonants."""

from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from audit.lexicons.attested import common, seen
from audit.lexicons.countries import by_english
from audit.lexicons.gazetteer import places
from audit.lexicons.names import derived, grows, is_word, plain
from audit.lexicons.people import by_accepted
from corpora.language import writes

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгґдеєёжзиіїйклмнопрстуфхцчшщьъыэюя'"
_WELL_KNOWN = 2.3  # Zipf frequency from which on a spelling is taken as the usual one of a name


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


@cache
def _by_key(lang: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    listed = [word for word in common(lang, _WELL_KNOWN) if len(word) > 3 and word.isalpha()]
    for word, heard in zip(listed, _key("\n".join(listed)).split("\n"), strict=True):  # all at once: ten times as fast
        table.setdefault(heard, []).append(word)
    return {heard: tuple(found) for heard, found in table.items()}


_CLASSES = str.maketrans(
    {
        "b": "p",
        "d": "t",
        "v": "f",
        "z": "s",
        "g": "k",
        "q": "k",
        "c": "k",
        "x": "k",
        "j": "s",
        **dict.fromkeys("aeiouyhw"),
    }
)
_GROUPS = regex.compile(r"dsch|dzh|tsch|sch|shch|tch|zh|sh|ch|ts|tz|ck|ph|c(?=[eiy])|g(?=[eiy])|j")
_SOUNDS = {"ck": "k", "ph": "f", "ch": "s"}
_DOUBLED = regex.compile(r"([^\n])\1+")


def _key(word: str) -> str:
    """The consonants of a word, coarsely; of lines, those of each line."""
    low = _GROUPS.sub(lambda m: _SOUNDS.get(m.group(), "s"), plain(word))
    return _DOUBLED.sub(r"\1", low.translate(_CLASSES))


@lru_cache(maxsize=20_000)
def same_sound(word: str, lang: str) -> tuple[tuple[str, float], ...]:
    """Return well-known words of the same consonants, with their frequency."""
    key = _key(word)
    found = _by_key(lang).get(key, ()) if len(key) > 1 else ()
    return tuple((w, seen(w, lang)) for w in found if abs(len(w) - len(word)) <= 3 and w != plain(word))


def is_only_name(word: str) -> bool:
    """Whether a word is a name, no word of English that has other forms."""
    return (
        not (is_word(word, "en") and grows(word))
        or places().known(word)
        or word in by_accepted()
        or word in by_english()
    )


def undoubled(low: str) -> frozenset[str]:
    """The spellings with one of two equal letters left out."""
    return frozenset(low[:i] + low[i + 1 :] for i in range(1, len(low)) if low[i] == low[i - 1])


def is_form(right: str, name: str, often: float) -> bool:
    """Whether one is a plural, an adjective or a feminine of the other; what nobody writes is no stem of a usual word."""
    if often == 0 and name.lower() in (
        right.lower() + right[-1],
        right[:1].lower() + right.lower(),
    ):  # "Omahaa" is no adjective
        return False
    return derived(right, name) and (often > 0 or len(name) >= len(right))
