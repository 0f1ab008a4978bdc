"""The numbers of a translation against those of its source and re-translations: which are changed, missing or added."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from audit.check import Pair
from audit.lexicons.measures import UNITS, dimension
from audit.lexicons.numerals import Number, Sort, Weight, numbers, reads_words
from audit.lexicons.values import agree, convertible, equal, is_year, same

LONGEST = 10_000  # code points; what is longer is no aligned place of a few sentences
_CALENDAR = frozenset({Sort.MONTH, Sort.WEEKDAY, Sort.CLOCK, Sort.DECADE, Sort.CENTURY})
_WHOLLY = 100  # per cent: "definitely"
_CONVERTED = frozenset({"length", "mass", "volume", "area", "speed", "degree", "time"})


class Kind(Enum):
    """What became of a number."""

    VALUE = "another value"
    TIME = "another date or time"
    UNIT = "another unit"
    DROPPED = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of the translation (`wrong`) and what it should be (`right`, of the source or of the first re-translation).

    Of a dropped number `wrong` is None, of an added one `right`. `backing` are the re-translations that have `right`, or, of
    an added number, lack `wrong`: their index and the number there.
    """

    kind: Kind
    wrong: Number | None
    right: Number | None
    in_source: bool
    backing: tuple[tuple[int, Number | None], ...]


@dataclass(frozen=True, slots=True)
class _Texts:
    """The numbers of all texts of one pair; `excuses` are those that no accusation may name."""

    pair: Pair
    target: tuple[Number, ...]
    source: tuple[Number, ...]
    retold: tuple[tuple[Number, ...], ...]
    excuses: tuple[tuple[Number, ...], ...]


@lru_cache(maxsize=512)
def tally(pair: Pair) -> tuple[Difference, ...]:
    """Compare all numbers of the pair, each at most once."""
    if max(map(len, (pair.target, pair.source, *pair.retranslations))) > LONGEST:
        return ()
    target = numbers(pair.target, pair.target_lang)
    source = numbers(pair.source, pair.source_lang) if pair.source else ()
    if not target and not source:
        return ()
    lang = pair.target_lang
    retold = tuple(numbers(text, lang) for text in pair.retranslations)
    further = tuple(numbers(text, lang) for text in pair.alternatives)
    texts = _Texts(pair, target, source, retold, (source, *retold, *further))
    return tuple(_differences(texts))


def _differences(texts: _Texts) -> Iterator[Difference]:
    extra = [t for t in texts.target if t.weight and _readable(texts.pair, t) and not _excused(texts, t)]
    missing = [n for n in _wanted(texts) if n.weight and not _found(n, texts.target, texts.source)]
    pairs = _match(texts, extra, missing or _fewer(texts, extra))
    for wrong, right in pairs:
        kind = Kind.TIME if wrong.sort in _CALENDAR else Kind.VALUE
        yield Difference(kind, wrong, right, right in texts.source, _backing(texts, right))
    used = {id(n) for one in pairs for n in one}
    yield from _units(texts)
    if not pairs:
        yield from _dropped(texts, [n for n in missing if id(n) not in used])
        yield from _added(texts, [n for n in extra if id(n) not in used])


def _readable(pair: Pair, number: Number) -> bool:
    """Whether the source could say it in a form that is read: without a table "four" may be "neli"."""
    return number.digits or not pair.source or reads_words(pair.source_lang)


def _excused(texts: _Texts, number: Number) -> bool:
    if any(_found(number, text, texts.target) for text in texts.excuses):
        return True
    return number.sort is not Sort.CLOCK and _written(texts.pair.target, number, texts.pair.source)


def _written(text: str, number: Number, other: str) -> bool:
    """Whether the same figure stands in the other text, as part of what is read in another way ("3:10" for a score of 3-10)."""
    figure = text[number.start : number.end]
    return figure.isdigit() and bool(re.search(rf"(?<!\d)(?<!\d[.,]){figure}(?![.,]?\d)", other))


def _wanted(texts: _Texts) -> list[Number]:
    """Return the numbers that the translation should have: the source's that half of the re-translations confirm.

    Without a number in the source, those that at least two re-translations have, and all of them.
    """
    if texts.source:
        return [s for s in texts.source if 2 * _count(s, texts.retold) >= len(texts.retold)]
    if len(texts.retold) > 1 and not texts.pair.source:
        return [n for n in texts.retold[0] if _count(n, texts.retold) == len(texts.retold)]
    return []


def _found(number: Number, text: tuple[Number, ...], own: tuple[Number, ...]) -> bool:
    """Whether `text` has the number; one in another unit counts unless it stands for its equal in `own`, the number's text."""
    if any(equal(number, n) for n in text):
        return True
    return any(convertible(number, n) and not any(same(n, o) for o in own) for n in text)


def _fewer(texts: _Texts, extra: list[Number]) -> list[Number]:
    """The firm numbers that the source says more often than the translation, where that has a firm one too many."""
    if not any(n.firm for n in extra):
        return []
    return [s for s in texts.source if s.firm and _count_in(s, texts.source) > _count_in(s, texts.target)]


def _count_in(number: Number, text: tuple[Number, ...]) -> int:
    return sum(equal(number, n) for n in text)


def _count(number: Number, texts: Sequence[tuple[Number, ...]]) -> int:
    return sum(any(agree(number, n) for n in text) for text in texts)


def _match(texts: _Texts, extra: list[Number], missing: list[Number]) -> list[tuple[Number, Number]]:
    """Pair each unexpected number with the missing one that is most like it."""
    pairs = []
    left = list(missing)
    for wrong in extra:
        fitting = [
            m
            for m in left
            if _alike(wrong, m)
            and ((wrong.firm and m.firm) or (_only(wrong, m, extra, missing) and _placed(texts, wrong, m)))
        ]
        if fitting:
            right = min(fitting, key=lambda m: _distance(wrong, m))
            left.remove(right)
            pairs.append((wrong, right))
    return pairs


def _only(wrong: Number, right: Number, extra: list[Number], missing: list[Number]) -> bool:
    """Whether neither number has another partner: what is soft is said in too many ways to choose."""
    return sum(_alike(wrong, m) for m in missing) == 1 and sum(_alike(e, right) for e in extra) == 1


def _placed(texts: _Texts, wrong: Number, right: Number) -> bool:
    """Whether both stand beside the same numbers: nothing, or equals before or after."""
    theirs = texts.source if right in texts.source else texts.retold[0]
    here, there = ([n for n in text if n.weight] for text in (texts.target, theirs))
    at, its = here.index(wrong), there.index(right)
    before = (at == its == 0) or (at > 0 and its > 0 and agree(here[at - 1], there[its - 1]))
    last = at == len(here) - 1 and its == len(there) - 1
    return before or last or (at + 1 < len(here) and its + 1 < len(there) and agree(here[at + 1], there[its + 1]))


def _alike(wrong: Number, right: Number) -> bool:
    """Whether one can stand for the other: the same sort, units of one dimension, both years or both not."""
    if wrong.sort is not right.sort:
        numeric = {Sort.PLAIN, Sort.CODE, Sort.ORDINAL}
        if not ({wrong.sort, right.sort} <= numeric and wrong.digits and right.digits):
            return {wrong.sort, right.sort} == {Sort.DECADE, Sort.ORDINAL} and right.values[0] % 10 == 0
    if wrong.sort is not Sort.DECADE and _year(wrong) != _year(right):
        return False
    if _other_money(wrong, right):
        return False
    kinds = [{dimension(unit) for unit in n.units} for n in (wrong, right)]
    if kinds[0] and kinds[1] and not kinds[0] & kinds[1]:
        return False
    return True


def _year(number: Number) -> bool:
    """Whether it is a year: of our time, in four signs."""
    return is_year(number.values[0]) and number.end - number.start == len("1999")


def _other_money(a: Number, b: Number) -> bool:
    """Whether the sums are of two currencies: one may be the other at the rate of the day."""
    return bool(a.units and b.units) and a.units.isdisjoint(b.units) and not (a.units | b.units) & UNITS.keys()


def _distance(wrong: Number, right: Number) -> tuple[bool, bool, float]:
    low, high = sorted((wrong.values[0], right.values[0]))
    return not power_of_ten(wrong, right), wrong.units != right.units, high / max(low, 1)


def power_of_ten(wrong: Number, right: Number) -> bool:
    """Whether one is the other times 10, 100, 1,000 ..."""
    low, high = sorted((wrong.values[0], right.values[0]))
    return low >= 1 and high >= 1000 and high != low and f"{high:e}".split("e")[0] == f"{low:e}".split("e")[0]


def _backing(texts: _Texts, right: Number) -> tuple[tuple[int, Number | None], ...]:
    found = ((index, next((n for n in text if agree(n, right)), None)) for index, text in enumerate(texts.retold))
    return tuple(one for one in found if one[1])


def _units(texts: _Texts) -> Iterator[Difference]:
    """The same value with another unit, where nothing in the source has the value and the unit of the translation."""
    for wrong in texts.target:
        equals = [s for s in texts.source if same(wrong, s)]
        if not equals or not wrong.firm or not all(_other_unit(wrong, s) for s in equals):
            continue
        told = [[n for n in text if same(n, wrong)] for text in texts.retold]
        if any(not _other_unit(wrong, n) for one in told for n in one):
            continue
        backing = tuple((index, one[0]) for index, one in enumerate(told) if one)
        if not texts.retold or backing:
            yield Difference(Kind.UNIT, wrong, equals[0], True, backing)


def _other_unit(a: Number, b: Number) -> bool:
    if Sort.POINTS in (a.sort, b.sort):
        return {a.sort, b.sort} == {Sort.POINTS, Sort.PERCENT}
    return bool(a.units and b.units) and a.units.isdisjoint(b.units) and not agree_units(a, b)


def agree_units(a: Number, b: Number) -> bool:
    """Whether two units may be one: degrees of no scale, or a unit that is read in one language only."""
    if "deg" in a.units | b.units:
        return True
    dims = {dimension(unit) for unit in a.units | b.units}
    return len(dims) > 1 and not dims <= {"length", "mass", "area", "volume", "money"} or not (
        all(unit in UNITS for unit in a.units) == all(unit in UNITS for unit in b.units)
    )


def _dropped(texts: _Texts, missing: list[Number]) -> Iterator[Difference]:
    """What stands in the source in digits and in every re-translation, and nowhere in the translation."""
    for number in missing:
        backing = _backing(texts, number)
        if number in texts.source and _telling(texts, number) and not any(agree(number, n) for n in texts.target) and len(backing) == len(texts.retold):
            yield Difference(Kind.DROPPED, None, number, True, backing)


def _there(texts: _Texts, number: Number) -> bool:
    return any(agree(number, n) for n in texts.target) or _written(texts.pair.source, number, texts.pair.target)


def _added(texts: _Texts, extra: list[Number]) -> Iterator[Difference]:
    for number in extra:
        if texts.pair.source and _telling(texts, number) and not any(agree(number, n) for n in texts.source):
            yield Difference(Kind.ADDED, number, None, False, tuple((index, None) for index in range(len(texts.retold))))


def _telling(texts: _Texts, number: Number) -> bool:
    """Whether people do not leave it out or say it in other words: a figure of ten and more that is no day, hour or measure.

    Without a re-translation only three digits, money and percentages outside brackets, and no years.
    """
    plain = number.sort in (Sort.PLAIN, Sort.PERCENT, Sort.POINTS)
    measured = any(unit in UNITS and dimension(unit) in _CONVERTED for unit in number.units)
    if not (number.firm and number.digits and plain and min(number.values) >= 10 and not measured):
        return False
    if number.sort is Sort.PERCENT and number.values[0] == _WHOLLY:
        return False
    if texts.retold:
        return True
    text = texts.pair.source if number in texts.source else texts.pair.target
    bracket = "(" in text[max(0, number.start - 12) : number.start] or "（" in text[max(0, number.start - 8) : number.start]
    high = min(number.values) >= 100 and not _year(number)
    return (high or bool(number.units) or number.sort is Sort.PERCENT) and not bracket
