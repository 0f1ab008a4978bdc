"""By which words a source text can tell quickly that a phrase is not in it."""

from functools import cache, lru_cache

import regex

from audit.lexicons.phrase import LOOSE, keys, source_words, tokens

_LONGEST = 9  # letters of a beginning that is kept as a key


@cache
def anchors(phrase: str, lang: str) -> tuple[frozenset[str], ...]:
    """Return for each word that a source phrase cannot do without its keys: wherever the phrase is, `text_keys` has one of each.

    A word's keys are its lemmas, and the beginning that a word must share to be taken for a form of it.
    """
    if lang == "zh":
        return tuple(frozenset({run[:2]}) for run in regex.findall(r"\p{Han}+", phrase) if len(run) > 1)
    wanted = [options for part in phrase.split(" + ") for options, missing in tokens(part) if not missing]
    return tuple(frozenset().union(*(_anchor(option, lang) for option in options)) for options in wanted)


def _anchor(option: str, lang: str) -> frozenset[str]:
    if option.endswith("*"):
        return frozenset({option[:-1][:_LONGEST]})
    plain = option.lstrip("=")
    loose = {plain[:-2][:_LONGEST]} if len(plain) >= LOOSE else set()
    return keys(plain, lang) | loose


@lru_cache(maxsize=1024)
def text_keys(text: str, lang: str) -> frozenset[str]:
    """Return the lemmas of a source text and the beginnings of its words; in Chinese pairs of neighbouring characters."""
    if lang == "zh":
        return frozenset(text[k : k + 2] for k in range(len(text) - 1))
    words_here = source_words(text)
    lows = [word.text.lower().replace("ё", "е") for word in words_here]
    begins = (low[:size] for low in lows for size in range(1, min(len(low), _LONGEST) + 1))
    return frozenset(begins).union(*(keys(word.text, lang) for word in words_here))
