"""All numbers of a text by value: digits with any separators, number words, dates, clock times, percentages, money.

The words stand in numerals*.tsv and measures.tsv, written for this project (Apache-2.0). Of languages that are not there
digits and symbols are read.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import regex

from audit.lexicons.compose import Number, Sort, Weight, compose
from audit.lexicons.figures import Item, figures
from audit.lexicons.hanzi import hanzi
from audit.lexicons.number_words import calendar, table, words
from audit.lexicons.surroundings import settle

__all__ = ["Number", "Sort", "Weight", "numbers", "reads_words", "roman"]

_COUNTS_HUNDREDS = frozenset({"bn", "gu", "kn", "ml", "mr", "ne", "or", "pa", "si", "ta", "te", "ur"})  # "3 hundred 75"
_UNSPACED = frozenset({"zh", "ja"})
_I = frozenset({"en", "it"})
_NAMED = regex.compile(r"\p{L} \p{Lu}\p{L}+ $")
_ROMAN = regex.compile(r"(?=[IVX])(?<![\w\-])(X{0,3})(IX|IV|V?I{0,3})(?=(?:e|ème|er|º|-lea|-го|-му|-й)?(?!\w))")


def reads_words(lang: str) -> bool:
    """Whether number words of `lang` (BCP-47) are read, not digits alone."""
    lang = lang.partition("-")[0].lower()
    return lang in _UNSPACED or table(lang).counts


@lru_cache(maxsize=2048)
def numbers(text: str, lang: str) -> tuple[Number, ...]:
    """Read all numbers of `text` in language `lang` (BCP-47), in order of place."""
    lang = lang.partition("-")[0].lower()
    items = sorted((*figures(text, lang), *roman(text, lang)), key=lambda i: i.start)
    if lang in _UNSPACED:
        items = _merge(calendar(text, lang), _merge(list(hanzi(text)), items))
    else:
        clocks = [item for item in items if item.clock]  # the h of "21h45" is no word
        items = _merge(clocks, _merge(words(text, lang), items))
        if not table(lang).counts:
            items = [_unscaled(item, lang) for item in items]
    if not items:
        return ()
    return tuple(settle(text, lang, list(compose(text, lang, items)), items))


def _unscaled(item: Item, lang: str) -> Item:
    """Without a table a word for thousand, lakh or million may follow unread, so that all are possible."""
    if item.sort != "figure" or item.clock or min(item.values) >= 10_000:
        return item
    scales = (1, 1e2, 1e3, 1e5, 1e6, 1e7, 1e9, 1e12) if lang in _COUNTS_HUNDREDS else (1, 1e3, 1e5, 1e6, 1e7, 1e9, 1e12)
    return replace(item, values=tuple(v * scale for scale in scales for v in item.values))


def _merge(first: list[Item], second: list[Item]) -> list[Item]:
    """Join two lists by place; where they overlap, `first` wins."""
    if not first or not second:
        return first or second
    taken = {i for item in first for i in range(item.start, item.end)}
    kept = [item for item in second if taken.isdisjoint(range(item.start, item.end))]
    return sorted((*first, *kept), key=lambda i: i.start)


def roman(text: str, lang: str) -> Iterator[Item]:
    """Yield Roman numbers; a single I is a word of English and Italian unless it follows a name."""
    worth = {"X": 10, "IX": 9, "IV": 4, "V": 5, "I": 1}
    if "I" not in text and "V" not in text and "X" not in text:
        return
    for m in _ROMAN.finditer(text):
        if m.group() == "I" and lang in _I and not _NAMED.search(text, 0, m.start()):
            continue
        value = float(sum(worth[p] for p in regex.findall("IX|IV|X|V|I", m.group())))
        yield Item(m.start(), m.end(), "roman", (value,), firm=False)
