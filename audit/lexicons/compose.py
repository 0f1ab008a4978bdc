"""Pieces of numbers, in order of place, to whole numbers: "two | hundred | and | five | thousand" is 205,000."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from math import inf

import regex

from audit.lexicons.figures import Item


class Sort(StrEnum):
    """What a number counts; only numbers of one sort can be taken for each other."""

    PLAIN = "number"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    PERCENT = "percentage"
    POINTS = "percentage points"
    CLOCK = "time"
    DATE = "part of a date"
    MONTH = "month"
    WEEKDAY = "weekday"
    DECADE = "decade"
    CENTURY = "century"
    CODE = "code"


class Weight(IntEnum):
    """How much a number says: "one", "both", "a hundred" and Roman letters are vague; "two", "third", F-16 are soft."""

    VAGUE = 0
    SOFT = 1
    FIRM = 2


@dataclass(frozen=True, slots=True)
class Number:
    """A number at a half-open code point range of the text, with all values that its form may mean.

    A vague number supports an equal one but is never in doubt; a soft one only where nothing else can stand for it.
    `units` are the units and currencies that the word beside it may mean ("pounds": both), `digits` whether it has a digit.
    """

    start: int
    end: int
    values: tuple[float, ...]
    sort: Sort
    weight: Weight
    units: frozenset[str] = frozenset()
    digits: bool = False
    scaled: float = 1.0

    @property
    def firm(self) -> bool:
        return self.weight is Weight.FIRM


CALENDAR = frozenset({"month", "weekday"})
_ADDED = frozenset({"unit", "hundred", "scale", "group", "half", "figure"})
_WHOLE = {"value": Sort.PLAIN, "chinese": Sort.PLAIN, "chinese-percent": Sort.PERCENT, "fraction": Sort.FRACTION}
_ALONE = {
    "month": (Sort.MONTH, Weight.FIRM),
    "weekday": (Sort.WEEKDAY, Weight.FIRM),
    "monthpart": (Sort.MONTH, Weight.FIRM),
    "day": (Sort.PLAIN, Weight.SOFT),
    "date": (Sort.DATE, Weight.SOFT),
    "nth": (Sort.ORDINAL, Weight.SOFT),
    "decade": (Sort.DECADE, Weight.SOFT),
    "code": (Sort.CODE, Weight.SOFT),
    "soft": (Sort.PLAIN, Weight.VAGUE),
    "roman": (Sort.ORDINAL, Weight.VAGUE),
}
_SHARES = frozenset({"uk", "ru", "be", "pl", "sr", "bg", "cs"})  # where an ordinal in the plural is a share
_GAP = regex.compile(r"\.?[\s\-‑–]{0,2}$")


def compose(text: str, lang: str, items: list[Item]) -> Iterator[Number]:
    """Join the pieces that belong together; `items` are in order of place and do not overlap unless homographs."""
    at = 0
    while at < len(items):
        number, after = _number(text, lang, items, at)
        at = max(after, at + 1)
        if number:
            yield number
            while at < len(items) and items[at].start < number.end:  # another meaning of the same word
                at += 1


def _joins(text: str, left: Item, right: Item) -> bool:
    return left.end <= right.start and bool(_GAP.match(text[left.end : right.start]))


def _number(text: str, lang: str, items: list[Item], at: int) -> tuple[Number | None, int]:
    """Read the number that begins at item `at`; return it, or None, and the index of the item after it."""
    first = items[at]
    if first.sort in ("halfto", "halfpast"):
        return _half_hour(text, items, at)
    if first.sort in _ALONE:
        sort, weight = _ALONE[first.sort]
        return _finish(text, first, sort, weight), at + 1
    if first.sort in _WHOLE:
        return _finish(text, first, _WHOLE[first.sort], Weight.FIRM if first.firm else Weight.SOFT), at + 1
    if first.sort == "part":
        return _finish(
            text, replace(first, values=(first.values[0], 1 / first.values[0])), Sort.PLAIN, Weight.VAGUE
        ), at + 1
    if first.sort == "ordinal":
        return _ordinal(text, lang, items, at)
    return _sum(text, lang, items, at) if first.sort in _ADDED else (None, at + 1)


def _ordinal(text: str, lang: str, items: list[Item], at: int) -> tuple[Number, int]:
    """An ordinal, perhaps of two words: Polish "trzydziesty szósty", Arabic "the third and sixty"."""
    first = items[at]
    follower = next((i for i in items[at + 1 : at + 4] if i.start >= first.end), first)
    value, more = first.values[0], follower.values[0]
    arabic = lang == "ar" and follower.sort == "unit" and 10 <= more < 100
    tens = follower.sort == "ordinal" and value % 10 == 0 and 20 <= value < 100 and 0 < more < 10
    if (arabic or tens) and _joins(text, first, follower):
        whole = Item(first.start, follower.end, "ordinal", (value + more,))
        return _finish(text, whole, Sort.ORDINAL, Weight.SOFT), items.index(follower, at) + 1
    return _finish(text, first, Sort.ORDINAL, Weight.SOFT), at + 1


def _half_hour(text: str, items: list[Item], at: int) -> tuple[Number | None, int]:
    first = items[at]
    hour = next((i for i in items[at + 1 : at + 4] if i.start >= first.end), first)
    if hour is first or not _joins(text, first, hour) or not 1 <= hour.values[0] <= 12:
        return None, at + 1
    time = hour.values[0] + (-0.5 if first.sort == "halfto" else 0.5)
    return Number(first.start, hour.end, (time, time + 12), Sort.CLOCK, Weight.FIRM), items.index(hour, at) + 1


class _Sum:
    """A number while it is read: `currents` are the possible values under a thousand, `total` what is above them."""

    def __init__(self, first: Item, lang: str) -> None:
        counts = first.sort in ("unit", "figure", "half")
        self.first = first
        self.lang = lang
        self.totals = [0.0]
        self.currents = list(first.values) if counts else [0.0]
        self.floor = inf
        self.counted = first.sort in ("unit", "figure")
        self.groups: tuple[float, ...] = ()
        self.ordinal = False
        self.closed = False
        if not counts:
            self._multiply(first)

    def take(self, item: Item) -> bool:
        """Add the next piece; False where it does not belong to the number."""
        words = self.first.sort != "figure"
        if self.closed:
            return False
        if item.sort == "scale" and item.values[0] == self.floor:
            return False
        if item.sort in ("scale", "group") or (item.sort == "hundred" and 0 < self.currents[0] < 100):
            self._multiply(item)
        elif item.sort == "more":
            self.currents = [c + 0.5 for c in self.currents]
        elif item.sort == "unit" and self.lang == "ar" and words and self._inverted(item.values[0]):
            self.currents = [c + item.values[0] for c in self.currents]
        elif item.sort in ("unit", "ordinal") and words and self.fits(item.values[0]):
            self.currents = [c + item.values[0] for c in self.currents]
            self.ordinal = self.closed = item.sort == "ordinal"
            self.counted = True
        else:
            return False
        return True

    def _multiply(self, item: Item) -> None:
        value = item.values[0]
        if item.sort == "hundred":
            self.currents = [(c or 1) * value for c in self.currents]
            return
        if item.sort == "group":  # "three decades" may be told as thirty years or as three decades
            self.groups = tuple(c for c in self.currents if c)
        if value < self.floor:
            self.totals, self.currents = [self.totals[0] + (c or 1) * value for c in self.currents], [0.0]
        else:  # "tres mil millones"
            self.totals, self.currents = [(t + self.currents[0]) * value for t in self.totals], [0.0]
        self.floor = value

    def fits(self, value: float) -> bool:
        """Whether a smaller number word may follow: "twenty | two", "сто | двадцять", "soixante | quinze"."""
        current = self.currents[0]
        if not current:
            return self.floor < inf and value < self.floor
        if value < 10:
            return current % 10 == 0 and (current % 100 != 10 or self.lang == "tr") and current >= 10
        if value < 100:
            return current % 100 == 0 or (self.lang == "fr" and current % 100 in (60, 80) and value < 20)
        return False

    def _inverted(self, value: float) -> bool:
        """Whether the tens follow the units, as in Arabic "five and twenty", or units the hundreds."""
        last = self.currents[0] % 100
        return (0 < last < 10 and 20 <= value < 100) or (value < 100 and last == 0 and self.currents[0] > 0)

    def joins(self, follower: Item, scale: float) -> bool:
        """Whether "and" may stand before the piece: "hundred and five", but "treinta y cinco".

        `scale` is the scale word after the piece, or 0: "five million and six million" are two numbers.
        """
        if scale == self.floor or (scale > self.floor and self.lang == "en"):
            return False
        tens = self.lang != "en" or self.currents[0] % 100 == 0
        return self.first.sort != "figure" and tens and follower.sort == "unit" and self.fits(follower.values[0])


def _sum(text: str, lang: str, items: list[Item], at: int) -> tuple[Number, int]:
    """Add and multiply pieces from `at` on."""
    first = last = items[at]
    sum_ = _Sum(first, lang)
    at += 1
    while at < len(items) and _joins(text, last, items[at]):
        item = items[at]
        follower = items[at + 1] if at + 1 < len(items) else item
        scale = items[at + 2].values[0] if at + 2 < len(items) and items[at + 2].sort == "scale" else 0.0
        linked = item.sort == "and" and sum_.joins(follower, scale) and _joins(text, item, follower)
        nth = item.sort == "group" and "." in text[last.end : item.start]  # German "19. Jahrhundert"
        if not linked and (nth or not sum_.take(item)):
            break
        last, at = item, at + 1
    if at < len(items) and _joins(text, last, items[at]) and (share := _share(lang, sum_, items[at])):
        whole = Item(first.start, items[at].end, "fraction", (share, 100 * share))
        return _finish(text, whole, Sort.FRACTION, Weight.FIRM), at + 1
    values = tuple(t + c for t in sum_.totals for c in sum_.currents) + sum_.groups
    alone = last is first
    weight = Weight.FIRM if first.firm and sum_.counted and not sum_.ordinal else Weight.SOFT
    if alone and first.sort == "figure" and values[0] in (0, 1):
        weight = Weight.SOFT
    elif (alone and first.sort != "figure" and values[0] in (0, 1, 1.5)) or not sum_.counted:
        weight = Weight.VAGUE
    elif alone and first.sort != "figure" and values[0] == 2:
        weight = Weight.SOFT
    whole = Item(first.start, last.end, first.sort, values, clock=first.clock)
    sort = Sort.CLOCK if first.clock else Sort.ORDINAL if sum_.ordinal else Sort.PLAIN
    return _finish(text, whole, sort, weight, sum_.floor), at


def _share(lang: str, sum_: _Sum, follower: Item) -> float:
    """Two thirds, две пятых; 0 where the word after the number is no part of a whole."""
    count, parts = sum_.currents[0], follower.values[0]
    part = follower.sort == "part" or (follower.sort == "ordinal" and lang in _SHARES and parts > 2)
    words = sum_.first.sort in ("unit", "figure") and sum_.floor == inf
    return count / parts if part and words and 1 <= count < parts else 0.0


def _finish(text: str, item: Item, sort: Sort, weight: Weight, scale: float = inf) -> Number:
    digits = any(c.isdigit() for c in text[item.start : item.end])
    values = tuple(dict.fromkeys(item.values))
    return Number(item.start, item.end, values, sort, weight, digits=digits, scaled=1.0 if scale == inf else scale)
