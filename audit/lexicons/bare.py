"""A quick look that spares most pairs the reading of their numbers: the same bare figures on both sides, and nothing else that counts.

Where `same_figures` holds, every number of either text has an equal one in the other and no unit differs, so that a comparison
of all numbers (`audit.lexicons.tally`) finds nothing. It does not hold wherever that is not plain.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from audit.lexicons.number_words import CAPITAL, compound, key_of, pattern, pieces, table
from audit.lexicons.numerals import roman
from corpora.language import primary

# Languages whose words do not stand in the table as they are written: no spaces, prefixes, another alphabet, other letters.
_OTHERWISE = frozenset({"zh", "ja", "ar", "hi", "sr", "tr"})
# A run of digits that is a word by itself, no hour before its minutes and no first part of a longer number ("5 000", "5, 6");
# or else a digit that is anything else. It begins with the digit, so that the engine leaps from one to the next.
_DIGITS = re.compile(
    r"(\d(?:(?<![^\s«“„\"]\d)\d{0,14}(?=%?[.,;!?»”\"]?(?:\s|$))(?!\s?[hHч时点時]:?\s?\d)(?!\W{1,3}\d)|(?<=(\d))))"
)
_ODD = re.compile(r"[½⅓⅔¼¾⁰-⁹²³¹°º˚$＄€£¥￥₴₽₹₩₪₺₸]")
_CALENDAR = frozenset({"month", "weekday"})
# Words that make no number and change no value. What they do change, the sort, parts no numbers of one value.
_HARMLESS = frozenset({"and", "measure", "money", "symbol", "percent", "percentof", "century", "years", "clock"})


class Bare(NamedTuple):
    """The values of the figures of a text that has no other numbers, and the units and currencies that they may have."""

    figures: frozenset[int]
    units: frozenset[str]


class _Sense(NamedTuple):
    """What a word means where the `rest` of its form stands behind it."""

    sort: str
    key: str
    rest: tuple[str, ...]


def same_figures(text: str, lang: str, other: str, other_lang: str) -> bool:
    """Whether both texts have the same figures, no other numbers, and units that cannot differ. Languages are BCP-47."""
    first, second = primary(lang), primary(other_lang)
    if first in _OTHERWISE or second in _OTHERWISE:
        return False
    here = _bare(text, first)
    there = _bare(other, second) if here else None
    if not here or not there or here.figures != there.figures:
        return False
    return not here.figures or not here.units or not there.units or len(here.units | there.units) == 1


def _bare(text: str, lang: str) -> Bare | None:
    """What the text has of figures, None where it has, or may have, a number of another form."""
    parts = _DIGITS.split(text)
    between, figures, others = parts[::3], parts[1::3], parts[2::3]
    if any(others) or _ODD.search(text) or next(roman(text, lang), None):
        return None
    units = set()
    counting = _counting(lang)
    for piece in filter(counting, " ".join(between).split()):
        for word, sense in counting(piece):
            if sense.sort == "symbol" and not (figures and _behind_digit(word).search(text)):
                continue
            if sense.sort not in _HARMLESS and all(more in text.lower() for more in sense.rest):
                return None
            units.add(sense.key)
    units.discard("")
    return Bare(frozenset(map(int, figures)), frozenset(units))


@cache
def _behind_digit(word: str) -> re.Pattern[str]:
    return re.compile(rf"\d\s{{0,2}}{re.escape(word)}")


@cache
def _counting(lang: str) -> Callable[[str], tuple[tuple[str, _Sense], ...]]:
    """What tells of a piece of text between spaces which of its words count, and how; most pieces have none, and come again."""

    @lru_cache(maxsize=20_000)
    def counting(piece: str) -> tuple[tuple[str, _Sense], ...]:
        return tuple((word, sense) for word in pattern(lang).findall(piece) for sense in _senses(word, lang))

    return counting


@lru_cache(maxsize=50_000)
def _senses(word: str, lang: str) -> tuple[_Sense, ...]:
    """What the word may mean, as the whole or the beginning of a form, or by its parts."""
    key = key_of(word, lang)
    small = lang in CAPITAL and not word[0].isupper() and not (lang == "de" and word[-1] == "s")
    found = [s for s in _beginning(lang).get(key, ()) if not (small and s.sort in _CALENDAR and not s.rest)]
    if key[:2] in table(lang).heads and compound(key, lang):
        found.append(_Sense("soft", "", ()))
    found += (_Sense(sort, unit, ()) for _, _, sort, _, unit in pieces(key, table(lang)))
    return tuple(found)


@cache
def _beginning(lang: str) -> dict[str, list[_Sense]]:
    """The senses of all forms by their first words."""
    found: dict[str, list[_Sense]] = defaultdict(list)
    for form, senses in table(lang).forms.items():
        found[form[0]] += (_Sense(sort, key, form[1:]) for sort, _, key in senses)
    return dict(found)
