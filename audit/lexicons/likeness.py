"""Whether one number can stand where another should: how alike two numbers are that have different values."""

from collections.abc import Iterable

from audit.lexicons.measures import UNITS, dimension
from audit.lexicons.numerals import Number, Sort
from audit.lexicons.values import convertible, is_year, same

_NUMERIC = frozenset({Sort.PLAIN, Sort.CODE, Sort.ORDINAL})
_MATTER = frozenset({"length", "mass", "area", "volume"})  # what is told of one thing
_DAY = 24  # hours


def alike(wrong: Number, right: Number) -> bool:
    """Whether one can stand for the other: the same sort, units of one dimension, both years or both not."""
    sorts = {wrong.sort, right.sort}
    if len(sorts) > 1 and not _crossed(wrong, right, sorts):
        return False
    if wrong.sort is not Sort.DECADE and year(wrong) != year(right):
        return False
    if _other_money(wrong, right):
        return False
    here, there = ({dimension(unit) for unit in n.units} for n in (wrong, right))
    return not here or not there or bool(here & there)


def _crossed(wrong: Number, right: Number, sorts: set[Sort]) -> bool:
    """Whether numbers of two sorts can stand for each other."""
    if sorts == {Sort.PLAIN, Sort.ORDINAL} or (Sort.CODE in sorts and sorts < _NUMERIC):
        return Sort.CODE not in sorts or (wrong.digits and right.digits)
    if Sort.DECADE in sorts:
        tens = Sort.ORDINAL in sorts and right.values[0] % 10 == 0
        return tens or (Sort.PLAIN in sorts and is_year(wrong.values[0]) and is_year(right.values[0]))
    hours = any("hour" in n.units and n.values[0] <= _DAY for n in (wrong, right))
    return sorts == {Sort.PLAIN, Sort.CLOCK} and hours


def year(number: Number) -> bool:
    """Whether it is a year: of our time, in four signs."""
    return is_year(number.values[0]) and number.end - number.start == len("1999")


def _other_money(a: Number, b: Number) -> bool:
    """Whether the sums are of two currencies: one may be the other at the rate of the day."""
    return bool(a.units and b.units) and a.units.isdisjoint(b.units) and not (a.units | b.units) & UNITS.keys()


def kin(a: Number, b: Number) -> bool:
    """Whether both count in one way, so that no order of words is needed to see that one stands for the other."""
    return a.sort is b.sort or (a.digits and b.digits)


def twins(a: Number, b: Number) -> bool:
    return a.sort is b.sort and same(a, b)


def written_alike(a: Number, b: Number) -> bool:
    return a.digits is b.digits and same(a, b)


def distance(wrong: Number, right: Number) -> tuple[bool, bool, float]:
    low, high = sorted((wrong.values[0], right.values[0]))
    return not power_of_ten(wrong, right), wrong.units != right.units, high / max(low, 1)


def power_of_ten(wrong: Number, right: Number) -> bool:
    """Whether one is the other times 10, 100, 1,000 ..."""
    low, high = sorted((wrong.values[0], right.values[0]))
    return low >= 1 and high >= 1000 and high != low and f"{high:e}".split("e")[0] == f"{low:e}".split("e")[0]


_MAGNITUDES = (10**3, 10**6, 10**9, 10**12)


def elliptical(wrong: Number, right: Number, beside: Iterable[Number]) -> bool:
    """Whether a text leaves a magnitude out that another number of it has: "for two, not for four million"."""
    low, high = right.values[0], wrong.values[0]
    said = [m for m in _MAGNITUDES if 1 <= low < 10**3 and high == low * m]
    return any(n.values[0] >= m and n.values[0] % m == 0 for m in said for n in beside)


def other_unit(a: Number, b: Number) -> bool:
    """Whether the units are known and are not the same: kilometres and miles, euros and dollars, per cent and points."""
    if Sort.POINTS in (a.sort, b.sort):
        return {a.sort, b.sort} == {Sort.POINTS, Sort.PERCENT}
    if not (a.units and b.units) or a.units & b.units or "deg" in a.units | b.units or convertible(a, b):
        return False
    here, there = ({dimension(unit) for unit in n.units} for n in (a, b))
    return bool(here & there) or here | there <= _MATTER
