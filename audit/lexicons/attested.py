"""How often a spelling is seen in large collections of text: what is seen at all is attested, what is not may be a slip.

The counts are those of the package wordfreq (Wikipedia, news, subtitles, books, web; its "large" lists where it has them).
"""

from collections.abc import Iterator
from functools import cache, lru_cache


def seen(word: str, lang: str) -> float:
    """Return the Zipf frequency of a word (log10 of its uses in a billion words), 0.0 where it is never seen.

    A word of a language without a list is never seen; ask `has_list` before drawing conclusions.

    >>> seen("Merkel", "en") > 2, seen("Merkell", "en")
    (True, 0.0)
    """
    centibels = _table(lang).get(word.lower().replace("’", "'"))
    return 0.0 if centibels is None else 9.0 - centibels / 100


def has_list(lang: str) -> bool:
    """Whether there is a list of the language."""
    return bool(_table(lang))


@cache
def _table(lang: str) -> dict[str, int]:
    """Word -> hundredths of a bel under one. Empty for a language without a list."""
    from wordfreq import available_languages, get_frequency_list  # noqa: PLC0415  (a third of a second, only when needed)

    tag = "sh" if lang in ("sr", "hr", "bs") else lang
    if tag not in available_languages("best"):
        return {}
    levels = get_frequency_list(tag, "best")
    return {word: level for level, group in enumerate(levels) for word in group}


def common(lang: str, least: float) -> Iterator[str]:
    """Yield the words of a language that are seen at least so often (Zipf frequency)."""
    return (word for word, centibels in _table(lang).items() if 9.0 - centibels / 100 >= least)


_OTHERS = ("de", "es", "fr", "it", "pl")
_AS_OFTEN = 0.85  # a name's frequency elsewhere is at most so far (Zipf) under that in English


@lru_cache(maxsize=50_000)
def is_international(word: str) -> bool:
    """Whether a word is about as frequent in other languages as in English: names are, words of English are not.

    >>> is_international("Paris"), is_international("Phoenix"), is_international("Congress")
    (True, True, False)
    """
    here = seen(word, "en")
    low = word.lower()
    there = sum(9.0 - _short(lang).get(low, 900) / 100 >= here - _AS_OFTEN for lang in _OTHERS) if here >= 3.2 else 0
    return there >= 4


@cache
def _short(lang: str) -> dict[str, int]:
    """As _table, only the words seen once in a million or more: enough for those that are frequent in English."""
    from wordfreq import get_frequency_list  # noqa: PLC0415

    return {word: level for level, group in enumerate(get_frequency_list(lang, "small")) for word in group}
