"""Whether two numbers may stand for the same: equal, rounded, converted, or told by another clock or calendar."""

from audit.lexicons.numerals import Number, Sort

# Factors between units that translators convert: mile, foot, pound, acre, inch, gallon, ounce, ton; minutes, hours,
# days, weeks, months, years.
_FACTORS = (1.609, 3.281, 2.205, 2.471, 2.54, 3.785, 28.35, 1.102, 0.9144, 2.59, 7, 12, 24, 30, 52, 60, 100, 365)


def agree(a: Number, b: Number) -> bool:
    """Whether both may mean the same; generous, because a doubt must end in silence."""
    if (a.sort is Sort.WEEKDAY) != (b.sort is Sort.WEEKDAY):
        return False
    clock = Sort.CLOCK in (a.sort, b.sort)
    measured = a.measured or b.measured
    return any(_close(x, y, clock) or (measured and converted(x, y)) for x in a.values for y in b.values)


def is_year(value: float) -> bool:
    """Whether a bare number is most likely a year of our time."""
    return 1700 <= value <= 2100 and value == int(value)


def converted(x: float, y: float) -> bool:
    """Whether the two differ by the factor of a usual conversion of units, or by Celsius against Fahrenheit."""
    if not x or not y or x == y:
        return False
    ratio = max(x, y) / min(x, y)
    if any(abs(ratio / f - 1) < 0.03 for f in _FACTORS):
        return True
    return any(abs(c * 1.8 + 32 - f) < 1 for c, f in ((x, y), (y, x)))


def _close(x: float, y: float, clock: bool) -> bool:
    if abs(x - y) <= 1e-9 * max(abs(x), abs(y), 1):
        return True
    if clock and max(x, y) <= 24 and abs(abs(x - y) - 12) < 1e-6:
        return True
    low, high = sorted((x, y))
    if is_year(high) and low < 100:
        return high % 100 == low
    return _rounded(x, y) or _rounded(y, x)


def _rounded(fine: float, coarse: float) -> bool:
    """Whether `coarse` is `fine` with fewer digits. Years and small whole numbers are never rounded."""
    if abs(fine - coarse) > 0.06 * abs(fine) or is_year(fine) or (fine < 1000 and fine == int(fine)):
        return False
    return any(float(f"{fine:.{digits}g}") == coarse for digits in (1, 2, 3))
