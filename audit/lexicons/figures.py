"""Numbers written in digits, and Chinese number characters, with every value that they may mean."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a number: `sort` as in numerals.tsv, "figure" for digits, "date" for a part of a numeric date.

    `values` are all its possible values. A piece that is not `firm` only supports another number.
    """

    start: int
    end: int
    sort: str
    values: tuple[float, ...]
    firm: bool = True
    clock: bool = False


_LONGEST = 40
_SPACE = r" \u00a0\u202f\u2009"
_FIGURE = regex.compile(
    r"(?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<date>(?<![\d.])\d{1,2}(?P<sep>[./])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d]))"
    r"|(?P<clock>(?<![\d:])(?:[01]?\d|2[0-4])(?::|\s?[hHч时点]\s?)[0-5]\d(?![\d%]))"
    rf"|(?P<figure>(?<![\d.,])\d{{1,3}}(?:[{_SPACE}'’]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
)
_CODE_BEFORE = regex.compile(r"[\p{Latin}\p{Cyrillic}][\-‑–−]?$")
_CODE_AFTER = regex.compile(r"(?:(?![KMBКМ])\p{Lu}(?!\p{L})|[xX×]\d|[\-‑]\p{Lu})")
_MILLIONS = regex.compile(r"[mM](?![\p{L}\d])")
_DAY_BEFORE = regex.compile(r"[0-3]?\d \d{3}")  # "on May 3 410 people" and "3 410 people" look the same
_THOUSANDS = regex.compile(r"[kKкК](?![\p{L}\d])")  # "46k", "46к"; but 4K is a screen and 5650 K a colour
_DECADE = regex.compile(r"(?:['’]?s(?!\p{L})|[\-‑]?(?:х|те|ті|тих|er)(?!\p{L})| ?年代)")
_CLASSIFIER = "个名人年月日天岁次位家元辆架只条座场届周小分秒倍种项所"
_CHINESE = regex.compile(
    r"(?P<percent>百分之)?(?:(?P<digits>(?<![\d,.])\d[\d,]*+(?:(?<=,) \d{3}(?!\d)|, ?\d{3}(?!\d))*+(?:\.\d++)?+) ?[多余]?)?"
    r"(?P<chars>[零〇○一二两兩三四五六七八九十百千万亿萬億兆]+)(?P<half>半)?"
)
_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "兩": 2}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "兆": 1e12}


def figures(text: str) -> Iterator[Item]:
    """Yield what is written in digits, in order of place."""
    for m in _FIGURE.finditer(text):
        if m["iso"] or m["date"]:
            yield from _date(m.start(), m.group())
        elif m["clock"]:
            yield _clock(m.start(), m.group())
        else:
            yield from _figure(text, m.start(), m.group())


def _date(start: int, text: str) -> Iterator[Item]:
    for m in regex.finditer(r"\d+", text):
        yield Item(start + m.start(), start + m.end(), "date", (float(m.group()),), firm=False)


def _clock(start: int, text: str) -> Item:
    hour, minute = (int(x) for x in regex.findall(r"\d+", text))
    values = (hour + minute / 60, hour + minute / 100, *((float(hour),) if not minute else ()))
    return Item(start, start + len(text), "figure", values, clock=True)


def _figure(text: str, start: int, figure: str) -> Iterator[Item]:
    """Yield one item, or several for a list such as "1,2,3"; nothing for what is too long to be a number."""
    if len(figure) > _LONGEST:
        return
    end = start + len(figure)
    values = _values(figure)
    if not values:
        for m in regex.finditer(r"\d+", figure):
            yield Item(start + m.start(), start + m.end(), "figure", (float(m.group()),), firm=False)
        return
    after = text[end : end + 4]
    if after[:1] == "月" and values[0] <= 12:
        yield Item(start, end + 1, "month", values)
        return
    if _DECADE.match(after) and values[0] % 10 == 0:
        values = (*values, values[0] % 100, values[0] // 100 + 1)
    if _MILLIONS.match(after):
        values = (*values, values[0] * 1e6)
    if _THOUSANDS.match(after):
        values = (*values, *(v * 1e3 for v in values))
        end += 1
    if _DAY_BEFORE.fullmatch(figure):
        values = (*values, float(figure[-3:]))
    code = _CODE_BEFORE.search(text[max(0, start - 2) : start]) or _CODE_AFTER.match(after)
    slash = text[end : end + 1] == "/" or text[start - 1 : start] == "/"
    padded = figure[0] == "0" and figure.isdigit()
    firm = not code and not slash and not padded and len(figure) < 16
    yield Item(start, end, "figure", values, firm)


def _values(figure: str) -> tuple[float, ...]:
    """Return every value that a figure with separators may have; nothing for lists, versions and addresses."""
    plain = regex.sub(rf"[{_SPACE}'’]", "", figure)
    parts = regex.split(r"[.,]", plain)
    marks = [c for c in plain if c in ".,"]
    whole = "".join(parts)
    if not marks:
        return (float(whole),)
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        return (float("".join(parts[:-1]) + "." + parts[-1]),)
    if len(set(marks)) == 1 and len(marks) > 1:
        grouped = all(len(p) in (2, 3) for p in parts[1:]) and len(parts[-1]) == 3
        return (float(whole),) if grouped else ()
    if len(marks) > 1:
        return ()
    decimal = float(parts[0] + "." + parts[1])
    if len(parts[1]) == 3 and parts[0].strip("0") and len(parts[0]) <= 3:
        return (float(whole), decimal)
    clock = int(parts[0]) + int(parts[1]) / 60
    return (decimal, clock) if int(parts[0]) <= 24 and len(parts[1]) == 2 and int(parts[1]) < 60 else (decimal,)


def chinese(text: str) -> Iterator[Item]:
    """Yield numbers in Chinese characters, with the digits before them; one character counts before a classifier."""
    for m in _CHINESE.finditer(text):
        chars, digits = m["chars"], m["digits"]
        value = _scaled(chars, digits) if len(m.group()) <= _LONGEST else None
        if value is None:
            continue
        bare = len(chars) == 1 and not digits and not m["percent"]
        counted = text[m.end() : m.end() + 1] in set(_CLASSIFIER)
        headless = not digits and chars[0] in "百千万亿萬億兆"
        ordinal = text[m.start() - 1 : m.start()] == "第"
        firm = value > 2 and not headless and not ordinal and (counted or not bare)
        sort = "chinese-percent" if m["percent"] else "chinese"
        apart = _scaled(chars, digits.rpartition(" ")[2]) if digits and " " in digits else None  # "8, 190 万"
        yield Item(m.start(), m.end("chars"), sort, (value,) if apart is None else (value, apart), firm)


def _scaled(chars: str, digits: str | None) -> float | None:
    """Return the value of a run of number characters, None where they do not make one number."""
    if not digits and all(c in _DIGIT for c in chars):
        return float("".join(str(_DIGIT[c]) for c in chars)) if len(chars) in (1, 4) else None
    total, section = 0.0, 0.0
    current: float | None = float(regex.sub("[, ]", "", digits)) if digits else None
    for c in chars:
        if c in _DIGIT:
            if current:
                return None
            current = float(_DIGIT[c])
        elif c in _UNIT:
            section += (1 if current is None else current) * _UNIT[c]
            current = None
        else:
            part = section + (current or 0)
            total = (total + (part or 1)) * _BIG[c] if not total or _BIG[c] > total else total + part * _BIG[c]
            section, current = 0.0, None
    return total + section + (current or 0)
