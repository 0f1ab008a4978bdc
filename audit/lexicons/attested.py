"""How often a spelling is seen in large collections of text: what is seen at all is attested, what is not may be a slip.

The counts are those of the package wordfreq (Wikipedia, news, subtitles, books, web): for English its large list, with
everything seen ten times in a billion words, for the other languages the small one (once in a million). Its files are read
directly: the package itself takes longer to import than they take to read, and nothing else of it is needed.
"""

import gzip
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_LARGE = "en"


def seen(word: str, lang: str) -> float:
    """Return the Zipf frequency of a word (log10 of its uses in a billion words), 0.0 where it is never seen.

    A word of a language without a list is never seen; ask `has_list` before drawing conclusions.

    >>> seen("Merkel", "en") > 2, seen("Merkell", "en")
    (True, 0.0)
    """
    centibels = _table(lang).get(word.lower().replace("’", "'"))
    return 0.0 if centibels is None else 9.0 - centibels / 100


def has_list(lang: str) -> bool:
    """Whether there is a list of the language that tells what is never seen."""
    return lang == _LARGE


@cache
def _table(lang: str) -> dict[str, int]:
    """Word -> hundredths of a bel under one. Empty for a language without a list."""
    from msgpack import load  # noqa: PLC0415  (only when needed)

    tag = "sh" if lang in ("sr", "hr", "bs") else lang
    package = find_spec("wordfreq")
    size = "large" if lang == _LARGE else "small"
    places = package.submodule_search_locations if package else None
    path = Path(next(iter(places or ()), "")) / "data" / f"{size}_{tag}.msgpack.gz"
    if not path.is_file():
        return {}
    with gzip.open(path) as file:
        _, *levels = load(file)
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
    there = sum(9.0 - _table(lang).get(low, 900) / 100 >= here - _AS_OFTEN for lang in _OTHERS) if here >= 3.2 else 0
    return there >= 4
