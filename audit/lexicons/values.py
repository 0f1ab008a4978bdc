"""Whether two numbers may stand for the same: equal, rounded, converted, or told by another clock or calendar."""

from audit.lexicons.numerals import Number, Sort

_LENGTHS = (1.609, 3.281, 2.205, 2.471, 2.54, 3.785, 28.35, 30.48, 2.59)  # mile, foot, pound, acre, inch, gallon ...
_TIMES = (7, 10, 12, 24, 30, 52, 60, 100, 365)


def agree(a: Number, b: Number) -> bool:
    """Whether both may mean the same; generous, because a doubt must end in silence."""
    if (a.sort is Sort.WEEKDAY) != (b.sort is Sort.WEEKDAY):
        return False
    clock = Sort.CLOCK in (a.sort, b.sort)
    units = frozenset({a.unit, b.unit}) - {""}
    return any(_close(x, y, clock) or (units and converted(x, y, units)) for x in a.values for y in b.values)


def is_year(value: float) -> bool:
    """Whether a bare number is most likely a year of our time."""
    return 1700 <= value <= 2100 and value == int(value)


def converted(x: float, y: float, units: frozenset[str]) -> bool:
    """Whether the two differ as by a conversion between the `units` named; coarse between metric and imperial."""
    if min(x, y) <= 0:
        return False
    ratio = max(x, y) / min(x, y)
    if "degree" in units:
        return 1.5 < ratio < 2.1 or any(abs(c * 1.8 + 32 - f) <= 3 for c, f in ((x, y), (y, x)))
    if "time" in units:
        return any(abs(ratio / f - 1) < 0.03 for f in _TIMES)
    slack = 0.12 if len(units) > 1 else 0.03
    return any(abs(ratio / f - 1) < slack for f in _LENGTHS)


def _close(x: float, y: float, clock: bool) -> bool:
    if abs(x - y) <= 1e-9 * max(abs(x), abs(y), 1):
        return True
    if clock and max(x, y) <= 24 and abs(abs(x - y) - 12) < 1e-6:
        return True
    low, high = sorted((x, y))
    if is_year(high) and 10 <= low < 100:
        return high % 100 == low
    return _rounded(x, y) or _rounded(y, x)


def _rounded(fine: float, coarse: float) -> bool:
    """Whether `coarse` is `fine` with fewer digits. Years and small whole numbers are never rounded."""
    if abs(fine - coarse) > 0.06 * abs(fine) or is_year(fine) or (fine < 1000 and fine == int(fine)):
        return False
    halves = (fine, fine * (1 + 1e-12))  # 5.25 may be told as 5.2 and as 5.3
    return any(float(f"{half:.{digits}g}") == coarse for digits in (1, 2, 3) for half in halves)
