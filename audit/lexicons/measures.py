"""Units of measure: what they measure and how many of the base unit they are."""

UNITS: dict[str, tuple[str, float]] = {
    "km": ("length", 1000), "m": ("length", 1), "cm": ("length", 0.01), "mm": ("length", 0.001),
    "mi": ("length", 1609.344), "ft": ("length", 0.3048), "in": ("length", 0.0254), "yd": ("length", 0.9144),
    "kg": ("mass", 1), "g": ("mass", 0.001), "mg": ("mass", 1e-6), "t": ("mass", 1000), "lb": ("mass", 0.45359),
    "oz": ("mass", 0.02835), "l": ("volume", 1), "ml": ("volume", 0.001), "gal": ("volume", 3.785), "barrel": ("volume", 159),
    "ha": ("area", 1e4), "acre": ("area", 4046.86), "mu": ("area", 666.67), "km2": ("area", 1e6), "m2": ("area", 1),
    "mi2": ("area", 2.59e6), "ft2": ("area", 0.0929), "kmh": ("speed", 1), "mph": ("speed", 1.609),
    "sec": ("time", 1), "min": ("time", 60), "hour": ("time", 3600), "day": ("time", 86400), "week": ("time", 604800),
    "fortnight": ("time", 1209600), "month": ("time", 2629746), "year": ("time", 31556952),
    "kW": ("power", 1e3), "MW": ("power", 1e6), "GW": ("power", 1e9), "kWh": ("energy", 1),
    "MHz": ("frequency", 1e6), "GHz": ("frequency", 1e9), "MB": ("data", 1), "GB": ("data", 1e3), "TB": ("data", 1e6),
    "deg": ("degree", 1), "C": ("degree", 1), "F": ("degree", 1),
}  # fmt: skip
_METRIC = frozenset({"km", "m", "cm", "mm", "kg", "g", "mg", "t", "l", "ml", "ha", "km2", "m2", "kmh", "mu"})
_NEAR = 0.03  # a conversion is told with two digits or more
_WHOLE = 0.6
_COARSE = 0.12  # or roughly, between metric and imperial: "a mile or so" for 1.5 km


def dimension(unit: str) -> str:
    """What a unit measures; "money" for a currency."""
    return UNITS[unit][0] if unit in UNITS else "money"


def converted(x: float, unit: str, y: float, other: str) -> bool:
    """Whether `x` of one unit is `y` of the other, told with fewer digits."""
    if unit not in UNITS or other not in UNITS or UNITS[unit][0] != UNITS[other][0] or min(x, y) <= 0:
        return UNITS.get(unit, ("",))[0] == UNITS.get(other, (" ",))[0] == "degree" and _degrees(x, unit, y, other)
    if UNITS[unit][0] == "degree":
        return _degrees(x, unit, y, other)
    ratio = x * UNITS[unit][1] / (y * UNITS[other][1])
    foreign = (unit in _METRIC) != (other in _METRIC) and UNITS[unit][0] != "time"
    if foreign and y < 10 and y == int(y) and abs(ratio * y - y) < _WHOLE:  # an inch is told as 2 or 3 cm
        return True
    return abs(ratio - 1) < (_COARSE if foreign else _NEAR)


def _degrees(x: float, unit: str, y: float, other: str) -> bool:
    ways = [(x, y)] if other == "F" or unit == "C" else [(y, x)] if unit == "F" or other == "C" else [(x, y), (y, x)]
    if 1.6 < max(x, y) / max(min(x, y), 0.1) < 2.1 and {unit, other} != {"C"} and {unit, other} != {"F"}:
        return True  # differences of temperature
    return (unit != other and any(abs(c * 1.8 + 32 - f) <= 3 for c, f in ways)) or (
        unit == other == "deg" and any(abs(c * 1.8 + 32 - f) <= 2 or abs(c * 1.8 - f) < 0.6 for c, f in ways)
    )
