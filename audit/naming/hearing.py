"""Whether a Latin name is heard in a part of a foreign name, as scripts without capitals write it."""

from functools import lru_cache

import regex

from audit.naming.sound import alike, distance, heard_in, sounds

_COVERED = 0.6  # consonants of a stretch that a word must have which is heard in it
_CODA = regex.compile(r"(?<=[aeiouAEIOU])[lr](?=[bcdfgkmnpqstvz])")


@lru_cache(maxsize=100_000)
def loud(text: str) -> int:
    """Return how many consonants of a word are surely heard."""
    return sum(s.silent > 0.5 for s in sounds(text))


@lru_cache(maxsize=50_000)
def hears(word: str, text: str) -> float | None:
    """How badly a word is heard in a stretch that it may be; None where it is not."""
    found = [price for way in ways(word) if (price := _price(way, text)) is not None]
    return min(found, default=None)


@lru_cache(maxsize=50_000)
def ways(word: str) -> tuple[str, ...]:
    """A name as it stands, and without the l and r that Chinese leaves out before another consonant, and a county's "shire"."""
    bare = _CODA.sub("", word.removesuffix("shire"))
    return (word,) if bare == word else (word, bare)


def _price(word: str, text: str) -> float | None:
    size, there = loud(word), loud(text)
    if alike(word, text):
        return distance(word, text)
    return 0.5 if size > 1 and size >= _COVERED * there and heard_in(word, text) else None
