"""Which words have a meaning of their own. The others stand in function_words.tsv (Apache-2.0)."""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

import regex

_LETTER = regex.compile(r"\p{L}")
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_SHORT = 4  # letters up to which a word of a language without a list is taken for one of grammar


@lru_cache(maxsize=100_000)
def is_meaningful(word: str, lang: str) -> bool:
    """Whether a word of language `lang` (primary tag) says something by itself: a noun, a verb, an adjective, an adverb."""
    if not _LETTER.search(word) or (len(word) < 2 and not _DENSE.search(word)):
        return False
    known = _listed().get(lang)
    if known is None:
        return len(word) > _SHORT or bool(_DENSE.search(word))
    return word.lower().replace("’", "'").split("'")[0] not in known and word.lower() not in known


@cache
def _listed() -> dict[str, frozenset[str]]:
    text = files("audit.lexicons").joinpath("function_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {lang: frozenset(words.split()) for lang, words in rows}


def languages() -> tuple[str, ...]:
    """Return the languages that have a list."""
    return tuple(_listed())


def share(texts: Sequence[str], lang: str) -> float:
    """Return the share of words that are words of grammar of a listed language."""
    known = _listed()[lang]
    return sum(text.lower() in known for text in texts) / max(len(texts), 1)
