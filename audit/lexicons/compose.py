"""Pieces of numbers, in order of place, to whole numbers: "two | hundred | and | five | thousand" is 205,000."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import inf

import regex

from audit.lexicons.figures import Item


class Sort(StrEnum):
    """What a number counts; only numbers of one sort can be taken for each other."""

    PLAIN = "number"
    PERCENT = "percentage"
    CLOCK = "time"
    MONTH = "month"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at a half-open code point range of the text, with all values that its form may mean.

    What is not `firm` (ordinals, "one", "a hundred", codes such as F-16) supports an equal number but is never in
    doubt. `unit` is "metric", "imperial", "degree" or "time" where such a word follows.
    """

    start: int
    end: int
    values: tuple[float, ...]
    sort: Sort
    firm: bool
    unit: str = ""


CALENDAR = frozenset({"month", "weekday"})
_UNITS = frozenset({"metric", "imperial", "degree", "time"})
_ADDED = frozenset({"unit", "hundred", "scale", "group", "half", "figure"})
_WHOLE = frozenset({"value", "chinese", "chinese-percent"})
_GAP = regex.compile(r"\.?[\s\-‑–]{0,2}$")


def compose(text: str, lang: str, items: list[Item]) -> Iterator[Number]:
    """Join the pieces that belong together; `items` are in order of place and do not overlap unless homographs."""
    at = 0
    while at < len(items):
        number, after = _number(text, lang, items, at)
        if number:
            yield number
        at = max(after, at + 1)


def _joins(text: str, left: Item, right: Item) -> bool:
    return left.end <= right.start and bool(_GAP.match(text[left.end : right.start]))


def _number(text: str, lang: str, items: list[Item], at: int) -> tuple[Number | None, int]:
    """Read the number that begins at item `at`; return it, or None, and the index of the item after it."""
    first = items[at]
    if first.sort in ("halfto", "halfpast"):
        return _half_hour(text, items, at)
    if first.sort in CALENDAR:
        return Number(first.start, first.end, first.values, Sort(first.sort), True), at + 1
    if first.sort in ("ordinal", "soft", "date"):
        return Number(first.start, first.end, first.values, Sort.PLAIN, False), at + 1
    if first.sort in _WHOLE:
        return _finish(text, items[at + 1 : at + 5], first), at + 1
    return _sum(text, lang, items, at) if first.sort in _ADDED else (None, at + 1)


def _half_hour(text: str, items: list[Item], at: int) -> tuple[Number | None, int]:
    if at + 1 < len(items) and _joins(text, items[at], items[at + 1]) and items[at + 1].values[0] <= 24:
        shift = -0.5 if items[at].sort == "halfto" else 0.5
        hour = items[at + 1]
        return Number(items[at].start, hour.end, (hour.values[0] + shift,), Sort.CLOCK, True), at + 2
    return None, at + 1


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
            return current % 10 == 0 and current % 100 != 10 and current >= 20
        if value < 100:
            return current % 100 == 0 or (self.lang == "fr" and current % 100 in (60, 80) and value < 20)
        return False

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
        if not linked and not sum_.take(item):
            break
        last, at = item, at + 1
    values = tuple(t + c for t in sum_.totals for c in sum_.currents) + sum_.groups
    small = last is first and values[0] in ((0, 1) if first.sort == "figure" else (0, 1, 2))
    firm = first.firm and sum_.counted and not small and not sum_.ordinal
    whole = Item(first.start, last.end, first.sort, values, firm, first.clock)
    return _finish(text, items[at : at + 4], whole), at


def _finish(text: str, followers: list[Item], item: Item) -> Number:
    """See what follows the number: a percent sign, a clock word, a unit (that of a range stands after its end)."""
    sort = Sort.PERCENT if item.sort == "chinese-percent" else Sort.CLOCK if item.clock else Sort.PLAIN
    if regex.match(r"\s?[%٪％]", text[item.end : item.end + 2]):
        sort = Sort.PERCENT
    unit = "degree" if regex.match(r"\s?[°º]", text[item.end : item.end + 2]) else ""
    end = item.end
    for follower in followers:
        if not 0 <= follower.start - end <= 14 or (follower.sort in _ADDED and follower.start - end > 5):
            break
        near = follower.start - item.end <= 3
        if follower.sort == "percent" and near:
            sort = Sort.PERCENT
        elif follower.sort == "clock" and near and item.values[0] <= 24:
            sort = Sort.CLOCK
        elif follower.sort in _UNITS:
            unit = unit or follower.sort
        end = follower.end
    return Number(item.start, item.end, item.values, sort, item.firm, unit)
