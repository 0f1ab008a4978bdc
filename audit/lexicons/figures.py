"""Numbers written in digits, with every value that they may mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a number, or a word that says what a number counts.

    `sort` is as in numerals.tsv and measures.tsv; "figure" for digits, "nth", "decade" and "code" for digits with a suffix or
    prefix that says so, "date", "day" and "monthpart" for the parts of a numeric date, "fraction". `values` are all its
    possible values, `key` is the unit or currency. A piece that is not `firm` only supports another number.
    """

    start: int
    end: int
    sort: str
    values: tuple[float, ...]
    firm: bool = True
    clock: bool = False
    key: str = ""


LONGEST = 40
_SPACE = r" \u00a0\u202f\u2009"
_FIGURE = regex.compile(
    r"(?=[\d+(½⅓⅔¼¾])(?:(?P<skip>\d-f(?:oo|ee)t-\d+|(?<!\d)\+\d[\d \-()]{8,}\d|(?<!\d)\(\d{2,5}\) ?\d[\d\- ]{4,}\d"
    r"|(?<![\d\-])\d{2,4}-\d{2,4}-\d{3,}(?:-\d+)*(?!\d))"
    r"|(?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<date>(?<![\d.])\d{1,2}(?P<sep>[./])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d]))"
    r"|(?P<clock>(?<![\d:])(?:[01]?\d|2[0-4])(?::|\s?[hHч时点時]:?\s?)[0-5]\d(?![\d%]))"
    rf"|(?P<figure>(?<![\d.,])\d{{1,3}}(?:[{_SPACE}'’]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    r"|(?P<fraction>[½⅓⅔¼¾]))"
)
_ANY = re.compile(r"[\d½⅓⅔¼¾]")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.\-]{1,64}@\S+|\b[\w\-]+\.(?:com|org|net|ua|ru|de)/\S+")
_ARABIC = str.maketrans({"٫": ".", "٬": ",", "٪": "%", "：": ":", "．": ".", "，": ","})
_CODE_BEFORE = regex.compile(r"[\p{Latin}\p{Cyrillic}][\-‑–−]?$")
_CODE_AFTER = regex.compile(r"(?:(?![KMBКМ])\p{Lu}(?!\p{L})|[xXхХ×]\d|[\-‑]\p{Lu})")
_MILLIONS = regex.compile(r"[mM](?![\p{L}\d])")
_DAY_BEFORE = regex.compile(r"[0-3]?\d \d{3}")  # "on May 3 410 people" and "3 410 people" look the same
_THOUSANDS = regex.compile(r"[kKкК](?![\p{L}\d])")  # "46k", "46к"; but 4K is a screen and 5650 K a colour
_DECADE = regex.compile(
    r"(?:['’]?s(?!\p{L})|[\-‑]?(?:х|те|ті|тих|ми|ті|er|ern)(?!\p{L})|[\-‑]те|[’']?l[ae]r\p{L}*| ?年代|-ih(?!\p{L})|-tych(?!\p{L}))"
)
_NTH = regex.compile(
    r"(?:st|nd|rd|th)(?!\p{L})|(?:er|re|e|ème|eme)(?!\p{L})|[ºª]|[\-‑](?:го|му|й|я|е|м|ї|ої|а|у|га|ga|i|a|og|lea)(?!\p{L})"
    r"|['’](?:[iıuü]?nc[iıuü])\p{L}*|वीं|वें|वां|वाँ"
)
_TIMES = re.compile(r"\s?[xXхХ×*]\s?\d")
_LABEL = regex.compile(r"[\s\"“«(\[]*$")
_LABEL_AFTER = regex.compile(r"(?:[.)]\s|\]\s?|\)$)")
_DIGITS, _HALF, _STROKE = re.compile(r"\d+"), re.compile(r"\s?[½⅓⅔¼¾]"), re.compile(r"/(\d+)(?!\d)")
_NO_SPACE = dict.fromkeys(map(ord, " \u00a0\u202f\u2009'’"))
_MONTHS = 12
_PAIRING = ("/", "&")  # 24/7, and "2&1" in golf
_FRACTION = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
_MONTH_FIRST = frozenset({"en"})


def figures(text: str, lang: str) -> Iterator[Item]:
    """Yield what is written in digits, in order of place. `lang` tells the order of a numeric date."""
    if not _ANY.search(text):
        return
    text = text.translate(_ARABIC)
    if "/" in text or "@" in text or "www." in text:
        text = _ADDRESS.sub(lambda m: " " * len(m.group()), text)
    for m in _FIGURE.finditer(text):
        match m.lastgroup if m.lastgroup != "sep" else "date":
            case "skip":
                continue
            case "iso":
                yield from _iso(m.start(), m.group())
            case "date":
                yield from _date(m.start(), m.group(), lang)
            case "clock":
                yield _clock(m.start(), m.group())
            case "fraction":
                yield Item(m.start(), m.end(), "fraction", (_FRACTION[m.group()],))
            case _:
                yield from _figure(text, m.start(), m.group())


def _parts(start: int, text: str, sorts: tuple[str, str, str]) -> Iterator[Item]:
    for sort, m in zip(sorts, _DIGITS.finditer(text), strict=True):
        yield Item(start + m.start(), start + m.end(), sort, (float(m.group()),), firm=False)


def _iso(start: int, text: str) -> Iterator[Item]:
    yield from _parts(start, text, ("day", "monthpart", "day"))


def _date(start: int, text: str, lang: str) -> Iterator[Item]:
    """Day first; with strokes in English nobody knows, unless one of the two is above 12."""
    first, second = (int(x) for x in _DIGITS.findall(text)[:2])
    sorts = ("day", "monthpart", "day")
    if second > _MONTHS:
        sorts = ("monthpart", "day", "day")
    elif lang in _MONTH_FIRST and "/" in text and first <= _MONTHS:
        sorts = ("date", "date", "day")
    yield from _parts(start, text, sorts)


def _clock(start: int, text: str) -> Item:
    hour, minute = (int(x) for x in _DIGITS.findall(text))
    values = (hour + minute / 60, *((hour + 12 + minute / 60,) if hour <= 12 else ()), hour + minute / 100)
    return Item(start, start + len(text), "figure", values, clock=True)


def _figure(text: str, start: int, figure: str) -> Iterator[Item]:
    """Yield one item, or several for a list such as "1,2,3"; nothing for what is too long to be a number."""
    if len(figure) > LONGEST:
        return
    end = start + len(figure)
    values = _values(figure)
    if not values:
        for m in _DIGITS.finditer(figure):
            yield Item(start + m.start(), start + m.end(), "figure", (float(m.group()),), firm=False)
        return
    before, after = text[max(0, start - 2) : start], text[end : end + 8]
    if after[:1] == "月" and values[0] <= 12:
        yield Item(start, end + 1, "month", values)
        return
    if suffixed := _suffixed(start, end, after, values[0]):
        yield suffixed
        return
    if _MILLIONS.match(after):
        values = (*values, values[0] * 1e6)
    if _THOUSANDS.match(after):
        values = (*values, *(v * 1e3 for v in values))
        end += 1
    if _DAY_BEFORE.fullmatch(figure):
        values = (*values, float(figure[-3:]))
    if _TIMES.match(after) and any(c.isspace() for c in figure):  # "No. 16 100x185 cm"
        values = (*values, *(float(part) for part in figure.split() if part.isdigit()))
    if half := _HALF.match(after):
        values = (values[0] + _FRACTION[half.group()[-1]],)
        end += half.end()
    if stroke := _STROKE.match(after):  # 3/4 of them; also 24/7
        values = (*values, values[0] / max(float(stroke[1]), 1))
    if _CODE_BEFORE.search(before) or _CODE_AFTER.match(after):
        yield Item(start, end, "code", values, firm=False)
        return
    slash = text[end : end + 1] in _PAIRING or (start > 0 and text[start - 1] in _PAIRING)
    padded = figure[0] == "0" and figure.isdigit() and len(figure) > 1
    label = start < 4 and _LABEL.match(text[:start]) and _LABEL_AFTER.match(after) and values[0] < 100
    firm = not (slash or padded or label) and len(figure) < 16
    yield Item(start, end, "soft" if label else "figure", values, firm)


def _suffixed(start: int, end: int, after: str, value: float) -> Item | None:
    """The item of "1980s", "80-ті" and "21st"; None without such a suffix."""
    if value != int(value):
        return None
    if value % 10 == 0 and (10 <= value <= 90 or 1000 <= value <= 2090) and (m := _DECADE.match(after)):
        century = (value // 100 + 1,) if value % 100 == 0 else ()
        return Item(start, end + m.end(), "decade", (value, *century), firm=False)
    if m := _NTH.match(after):
        return Item(start, end + m.end(), "nth", (value,), firm=False)
    return None


def _values(figure: str) -> tuple[float, ...]:
    """Return every value that a figure with separators may have; nothing for lists, versions and addresses."""
    plain = figure.translate(_NO_SPACE)
    parts = plain.replace(",", ".").split(".")
    marks = [c for c in plain if c in ".,"]
    whole = "".join(parts)
    known = whole.isdecimal()  # no digits of a later Unicode than this Python's
    if not marks or not known:
        return (float(whole),) if known else ()
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
