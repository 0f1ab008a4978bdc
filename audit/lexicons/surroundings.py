"""What stands beside a number says what it counts: percent, units, money, the clock, ranges, centuries, decades."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from audit.lexicons.compose import Number, Sort, Weight
from audit.lexicons.figures import Item

_PERCENT = regex.compile(r"\s?[%٪％]")
_DEGREES = regex.compile(r"\s?[°º˚]\s?([CFС])?(?!\p{L})")
_SYMBOLS = {
    "$": {"dollar", "peso"}, "US$": {"dollar"}, "R$": {"real"}, "€": {"euro"}, "£": {"pound"}, "¥": {"yen", "yuan"},
    "￥": {"yen", "yuan"}, "₴": {"hryvnia"}, "₽": {"ruble"}, "₹": {"rupee"}, "₩": {"won"}, "₪": {"shekel"}, "₺": {"lira"},
    "₸": {"tenge"}, "HK$": {"hkdollar", "dollar"}, "＄": {"dollar", "peso"},
}  # fmt: skip
_SIGN = r"(?:US|R|HK)?[$＄]|[€£¥￥₴₽₹₩₪₺₸]"
_BEFORE, _AFTER = regex.compile(rf"({_SIGN})\s?$"), regex.compile(rf"\s?({_SIGN})")
_STOP = regex.compile(r"[.!?;:,()\[\]«»“”\"。，、；（）]")
_RANGE = regex.compile(
    r"\s?(?:[\-‑–—~～〜至]|to|and|or|до|по|та|і|й|або|чи|или|и|да|bis|und|oder|à|et|ou|a|y|o|u|e|ed|do|i|lub|albo|czy|až|nebo|la|și|sau|ila|ile|ve"
    r"|by|auf|[xх×]|から|から約|到|و|أو|إلى|से)\s?"
)
_YEARS_FIRST = frozenset({"fr", "es", "pt", "it", "ro", "pl", "cs"})
_NOON = 12
_NEAR = {
    "percent": 3,
    "points": 3,
    "measure": 3,
    "money": 20,
    "clock": 3,
    "morning": 3,
    "evening": 3,
    "century": 7,
    "years": 4,
}


def settle(text: str, lang: str, numbers: Sequence[Number], items: Sequence[Item]) -> list[Number]:
    """Return the numbers with what their surroundings say; `items` are all pieces, those of the numbers too."""
    centuries = {(i.start, i.end) for i in items if i.sort == "century"}
    numbers = [n for n in numbers if (n.start, n.end) not in centuries]
    taken = {i for n in numbers for i in range(n.start, n.end)}
    marks = [i for i in items if i.sort in _NEAR and i.start not in taken]
    found = []
    for at, number in enumerate(numbers):
        limit = numbers[at + 1].start if at + 1 < len(numbers) else len(text)
        floor = numbers[at - 1].end if at else 0
        found.append(_told(text, lang, number, [i for i in marks if floor <= i.start and i.end <= limit]))
    return _ranges(text, found)


def _told(text: str, lang: str, number: Number, marks: Sequence[Item]) -> Number:
    if number.sort in (Sort.MONTH, Sort.WEEKDAY, Sort.DATE):
        return number
    after, before = text[number.end : number.end + 4], text[max(0, number.start - 4) : number.start]
    if _PERCENT.match(after) or before.rstrip().endswith("%"):
        number = replace(number, sort=Sort.PERCENT)
    elif degrees := _DEGREES.match(after):
        unit = {"C": "C", "С": "C", "F": "F"}.get(degrees[1] or "", "deg")
        number = replace(number, units=frozenset({unit}))
    for sign in (_AFTER.match(after), _BEFORE.search(before)):
        if sign:
            number = replace(number, units=frozenset(_SYMBOLS[sign[1]]))
    for mark in marks:
        gap = mark.start - number.end if mark.start >= number.end else number.start - mark.end
        if gap <= _NEAR[mark.sort]:
            between = text[min(number.end, mark.end) : max(number.start, mark.start)]
            number = _with(number, mark, between, lang)
    return number


def _with(number: Number, mark: Item, between: str, lang: str) -> Number:
    """What one word beside the number adds."""
    before = mark.end <= number.start
    match mark.sort:
        case "percent" | "points" if not before or (lang == "tr" and mark.sort == "percent"):
            number = replace(number, sort=Sort.POINTS if mark.sort == "points" else Sort.PERCENT)
        case "percentof" if before:
            number = replace(number, sort=Sort.PERCENT)
        case "century" if not _stopped(between):
            number = _century(number)
        case "years" if before is (lang in _YEARS_FIRST) and not _stopped(between):
            number = _decade(number)
        case "morning" | "evening" if not before and number.values[0] < _NOON + 1:
            shift = _NOON if mark.sort == "evening" else 0
            number = replace(
                number, sort=Sort.CLOCK, values=tuple(v % _NOON + shift for v in number.values if v <= 2 * _NOON)
            )
        case "clock" if number.values[0] <= 2 * _NOON and number.sort in (Sort.PLAIN, Sort.ORDINAL):
            number = _hour(number)
        case "money" | "measure":
            number = _counted(number, mark, between, lang, before=before)
    return number


def _stopped(between: str) -> bool:
    """Whether a sign parts the word from the number; the full stop of an ordinal does not."""
    return bool(_STOP.search(between.replace(".", "")))


def _counted(number: Number, mark: Item, between: str, lang: str, *, before: bool) -> Number:
    """The unit or currency, which may be one of two of the same spelling."""
    near = not between.strip(" \u00a0\u202f-‑.")
    money = mark.sort == "money" and not (before and len(between) > 1) and not _stopped(between)
    fits = money or (mark.sort == "measure" and not before and (near or lang in ("zh", "ja")))
    if not fits or (number.units and not near):
        return number
    both = number.units | {mark.key} if not between.strip() else number.units
    return replace(number, units=both or frozenset({mark.key}))


def _century(number: Number) -> Number:
    if (
        number.sort in (Sort.PLAIN, Sort.ORDINAL, Sort.CODE)
        and 1 <= number.values[0] <= 30
        and number.units == frozenset()
    ):
        return replace(number, sort=Sort.CENTURY, weight=Weight.SOFT)
    return number


def _decade(number: Number) -> Number:
    value = number.values[0]
    tens = value % 10 == 0 and 20 <= value <= 90
    if number.sort is Sort.ORDINAL or (number.sort is Sort.PLAIN and tens):
        return replace(number, sort=Sort.DECADE, weight=Weight.SOFT, units=frozenset()) if tens else number
    return number


def _hour(number: Number) -> Number:
    more = tuple(v + 12 for v in number.values if v <= 12)
    return replace(number, values=(*number.values, *more), sort=Sort.CLOCK)


def _ranges(text: str, numbers: list[Number]) -> list[Number]:
    """Of "5-7 %", "two or three million" and "17th and 18th centuries" the first means what stands after the last."""
    found = list(numbers)
    for at in range(len(found) - 2, -1, -1):
        first, last = found[at], found[at + 1]
        if not _RANGE.fullmatch(text[first.end : last.start]):
            continue
        if last.sort in (Sort.PERCENT, Sort.POINTS, Sort.CENTURY, Sort.DECADE) and first.sort in (
            Sort.PLAIN,
            Sort.ORDINAL,
        ):
            weight = Weight.SOFT if last.sort in (Sort.CENTURY, Sort.DECADE) else first.weight
            first = replace(first, sort=last.sort, weight=weight)
        if not first.units and first.sort is Sort.PLAIN:
            first = replace(first, units=last.units)
        if last.scaled > 1 and first.scaled == 1 and 0 < first.values[0] < 1000:
            first = replace(first, values=(*first.values, *(v * last.scaled for v in first.values)))
        found[at] = first
        if first.units and not last.units and last.sort is Sort.PLAIN:
            found[at + 1] = replace(last, units=first.units)
    return found
