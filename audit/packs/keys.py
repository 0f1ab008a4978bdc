"""Under which words a phrase is kept and found: the lemmas of its words, small, without what every sentence has."""

import regex

from audit.lexicons.english import lemmas, light
from audit.lexicons.phrase import keys

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}]+)*")
_HAN = regex.compile(r"\p{Han}{2,}")
_MOST = 6  # words of an English phrase that is a rendering and no definition


def keys_of(phrase: str, lang: str) -> list[frozenset[str]]:
    """Return for each word of a source phrase the lemmas under which a sentence may find it; words of a letter are left out.

    Chinese: pairs of neighbouring characters.
    """
    if lang == "zh":
        return [frozenset({run[k : k + 2]}) for run in _HAN.findall(phrase) for k in range(len(run) - 1)]
    return [keys(word, lang) for word in _TOKEN.findall(phrase.replace("=", " ")) if len(word) > 1]


def english_keys(text: str) -> list[str]:
    """Return the lemmas under which an English rendering of several words is kept; none for one word or a definition."""
    words = text.split()
    if not 2 <= len(words) <= _MOST:
        return []
    return sorted({lemma for word in words if not light(word) for lemma in lemmas(word)})
