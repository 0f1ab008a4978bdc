"""Whether two numbers may stand for the same: equal, rounded, converted, or told by another clock or calendar."""

from audit.lexicons.compose import Number, Sort
from audit.lexicons.measures import converted

_EXACT = frozenset({Sort.CENTURY, Sort.ORDINAL, Sort.CLOCK, Sort.DATE, Sort.MONTH, Sort.WEEKDAY, Sort.CODE})


def agree(a: Number, b: Number) -> bool:
    """Whether both may mean the same; generous, because a doubt must end in silence."""
    return equal(a, b) or equal(b, a) or convertible(a, b)


def convertible(a: Number, b: Number) -> bool:
    """Whether one may be the other in another unit."""
    if a.units & b.units & {"deg"}:
        return any(converted(x, "deg", y, "deg") for x in a.values for y in b.values)
    if not (a.units and b.units and a.units.isdisjoint(b.units)) or not _comparable(a.sort, b.sort):
        return False
    return any(converted(x, u, y, v) for x in a.values for y in b.values for u in a.units for v in b.units)


def equal(a: Number, b: Number) -> bool:
    """Whether both may have one value, or `a` that of `b` rounded; then their units must not differ."""
    if not _comparable(a.sort, b.sort):
        return False
    if same(a, b):
        return True
    if Sort.DECADE in (a.sort, b.sort):
        return any(_decade(x, y) for x in a.values for y in b.values)
    if a.units and b.units and a.units.isdisjoint(b.units):
        return False
    if {a.sort, b.sort} & _EXACT:
        return False
    return any(_close(x, y) for x in a.values for y in b.values)


def same(a: Number, b: Number) -> bool:
    """Whether both have a value in common."""
    return any(abs(x - y) <= 1e-9 * max(abs(x), abs(y), 1) for x in a.values for y in b.values)


def is_year(value: float) -> bool:
    """Whether a bare number is most likely a year of our time."""
    return 1700 <= value < 2100 and value == int(value)


def _comparable(a: Sort, b: Sort) -> bool:
    """Months and weekdays agree with their like, and months with what may be the month of a numeric date."""
    if Sort.WEEKDAY in (a, b):
        return a is b
    return Sort.MONTH not in (a, b) or {a, b} <= {Sort.MONTH, Sort.DATE}


def _decade(x: float, y: float) -> bool:
    low, high = sorted((x, y))
    return low < 100 <= high and high % 100 == low


def _close(coarse: float, fine: float) -> bool:
    if _decade(coarse, fine) and is_year(max(coarse, fine)) and min(coarse, fine) >= 10:
        return True
    return _rounded(fine, coarse)


def _rounded(fine: float, coarse: float) -> bool:
    """Whether `coarse` is `fine` with fewer digits. Years and small whole numbers are never rounded."""
    if abs(fine - coarse) > 0.06 * abs(fine) or is_year(fine) or (fine < 1000 and fine == int(fine)):
        return False
    halves = (fine, fine * (1 + 1e-12))  # 5.25 may be told as 5.2 and as 5.3
    return any(float(f"{half:.{digits}g}") == coarse for digits in (1, 2, 3) for half in halves)
