"""All numbers of a text by value: digits with any separators, number words, dates, clock times, percentages.

The words stand in numerals.tsv, written for this project (Apache-2.0). Languages without a table: digits only.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

import regex

from audit.lexicons.figures import Item, chinese, figures


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

    What is not `firm` (ordinals, "one", "a hundred", codes such as F-16) supports an equal number but is never in doubt.
    `measured`: a unit stands after it that translators convert. `digits`: written in digits.
    """

    start: int
    end: int
    values: tuple[float, ...]
    sort: Sort
    firm: bool
    measured: bool = False
    digits: bool = False


@dataclass(frozen=True, slots=True)
class _Table:
    forms: dict[tuple[str, ...], tuple[tuple[str, float], ...]]
    prefixes: tuple[tuple[str, float], ...]
    longest: int


_CAPITAL = frozenset({"en", "de"})
_MONTHLIKE = frozenset({"month", "weekday"})
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’ʼ.](?=\p{L})[\p{L}\p{M}]+)*")
_ELIDED = regex.compile(r"[\p{L}\p{M}]+(?:\.(?=\p{L})[\p{L}\p{M}]+)*")
_ROMAN = regex.compile(r"(?<!\w)(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?!\w)")
_GAP = regex.compile(r"\.?[\s\-‑–]{0,2}$")
_ADDED = frozenset({"unit", "hundred", "scale", "group", "half", "figure"})


@cache
def _rows() -> dict[str, list[tuple[str, str, list[str]]]]:
    rows: dict[str, list[tuple[str, str, list[str]]]] = defaultdict(list)
    text = files("audit.lexicons").joinpath("numerals.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            lang, sort, value, forms = line.split("\t")
            rows[lang].append((sort, value, forms.split()))
    return rows


@cache
def _table(lang: str) -> _Table | None:
    rows = _rows().get(lang)
    if not rows:
        return None
    endings = {value: forms for sort, value, forms in rows if sort == "ending"}
    found: dict[tuple[str, ...], list[tuple[str, float]]] = defaultdict(list)
    prefixes = []
    for sort, value, forms in rows:
        if sort == "ending":
            continue
        for form in forms:
            stem, _, ending = form.partition("*")
            if sort == "prefix":
                prefixes.append((stem, float(value)))
                continue
            for end in endings[ending] if ending else ("",):
                key = tuple((stem + end).lower().replace("_", " ").split())
                if (sort, float(value)) not in found[key]:
                    found[key].append((sort, float(value)))
    prefixes.sort(key=lambda p: -len(p[0]))
    return _Table({k: tuple(v) for k, v in found.items()}, tuple(prefixes), max(map(len, found)))


@lru_cache(maxsize=2048)
def numbers(text: str, lang: str) -> tuple[Number, ...]:
    """Read all numbers of `text` in language `lang` (BCP-47), in order of place."""
    lang = lang.split("-")[0].lower()
    table = _table(lang)
    items = sorted((*figures(text), *_roman(text)), key=lambda i: i.start)
    if lang in ("zh", "ja"):
        items = _merge(list(chinese(text)), items)
    if table:
        items = _merge(_calendar(text, table) if lang == "zh" else _words(text, lang, table), items)
    return tuple(_read(text, lang, items))


def _merge(first: list[Item], second: list[Item]) -> list[Item]:
    """Join two lists by place; where they overlap, `first` wins."""
    taken = {i for item in first for i in range(item.start, item.end)}
    kept = [item for item in second if taken.isdisjoint(range(item.start, item.end))]
    return sorted((*first, *kept), key=lambda i: i.start)


def _roman(text: str) -> list[Item]:
    worth = {"X": 10, "IX": 9, "IV": 4, "V": 5, "I": 1}
    found = []
    for m in _ROMAN.finditer(text):
        value = float(sum(worth[p] for p in regex.findall("IX|IV|X|V|I", m.group())))
        found.append(Item(m.start(), m.end(), "soft", (value,), firm=False))
    return found


def _calendar(text: str, table: _Table) -> list[Item]:
    forms = sorted((k[0] for k in table.forms), key=len, reverse=True)
    found = []
    for m in regex.finditer("|".join(forms), text):
        ((sort, value),) = table.forms[(m.group(),)]
        found.append(Item(m.start(), m.end(), sort, (value,)))
    return found


def _words(text: str, lang: str, table: _Table) -> list[Item]:
    """Look up words, the longest form first."""
    pattern = _WORD if lang in ("uk", "en") else _ELIDED
    found = list(pattern.finditer(text))
    keys = [regex.sub("[’ʼ]", "'", m.group().lower()) for m in found]
    items: list[Item] = []
    at = 0
    while at < len(found):
        step = 1
        for length in range(min(table.longest, len(found) - at), 0, -1):
            senses = table.forms.get(tuple(keys[at : at + length]))
            if senses and _close(text, found, at, length):
                start, end = found[at].start(), found[at + length - 1].end()
                items.extend(
                    Item(start, end, sort, (value,))
                    for sort, value in senses
                    if not (sort in _MONTHLIKE and lang in _CAPITAL and not text[start].isupper())
                )
                step = length
                break
        else:
            items.extend(_compound(found[at].start(), keys[at], lang, table))
        at += step
    return items


def _close(text: str, found: list[regex.Match[str]], at: int, length: int) -> bool:
    return all(found[i + 1].start() - found[i].end() <= 2 for i in range(at, at + length - 1))


def _compound(start: int, word: str, lang: str, table: _Table) -> list[Item]:
    """Read "zweiundvierzig" piece by piece; else a number as the first part of a word, as support only."""
    if lang == "de" and (value := _german(word)):
        return [Item(start, start + len(word), "value", (value,))]
    for stem, value in table.prefixes:
        if word.startswith(stem) and len(word) > len(stem) + 2:
            return [Item(start, start + len(stem), "soft", (value,), firm=False)]
    return []


def _german(word: str) -> float:
    """Return the value of a German compound numeral, 0 for another word."""
    units = {k[0]: v[0][1] for k, v in _german_forms().items()}
    pieces = regex.fullmatch(rf"(?:({'|'.join(sorted(units, key=len, reverse=True))}|hundert|tausend|und))+", word)
    if not pieces or len(pieces.captures(1)) < 2:
        return 0
    total = current = 0.0
    for piece in pieces.captures(1):
        if piece == "tausend":
            total, current = max(current, 1) * 1000, 0
        elif piece == "hundert":
            current = max(current, 1) * 100
        elif piece != "und":
            current += units[piece]
    return total + current


@cache
def _german_forms() -> dict[tuple[str, ...], tuple[tuple[str, float], ...]]:
    table = _table("de")
    return {k: v for k, v in table.forms.items() if v[0][0] == "unit" and len(k) == 1} if table else {}


def _read(text: str, lang: str, items: list[Item]) -> list[Number]:
    found: list[Number] = []
    at = 0
    while at < len(items):
        number, after = _number(text, lang, items, at)
        if number:
            found.append(number)
        at = max(after, at + 1)
    return found


def _joins(text: str, left: Item, right: Item) -> bool:
    return left.end <= right.start and bool(_GAP.match(text[left.end : right.start]))


def _number(text: str, lang: str, items: list[Item], at: int) -> tuple[Number | None, int]:
    """Read the number that begins at item `at`; return it, or None, and the index of the item after it."""
    first = items[at]
    if first.sort in ("halfto", "halfpast"):
        return _half_hour(text, items, at)
    if first.sort in _MONTHLIKE:
        return Number(first.start, first.end, first.values, Sort(first.sort), True), at + 1
    if first.sort in ("ordinal", "soft", "date"):
        after = at + 1
        values = first.values
        return Number(first.start, first.end, values, Sort.PLAIN, False, digits=first.sort == "date"), after
    if first.sort in ("value", "chinese", "chinese-percent"):
        return _finish(text, items, at + 1, first, first.values, first.firm)
    if first.sort not in _ADDED:
        return None, at + 1
    return _sum(text, lang, items, at)


def _half_hour(text: str, items: list[Item], at: int) -> tuple[Number | None, int]:
    if at + 1 < len(items) and _joins(text, items[at], items[at + 1]) and items[at + 1].values[0] <= 24:
        shift = -0.5 if items[at].sort == "halfto" else 0.5
        hour = items[at + 1]
        return Number(items[at].start, hour.end, (hour.values[0] + shift,), Sort.CLOCK, True), at + 2
    return None, at + 1


def _sum(text: str, lang: str, items: list[Item], at: int) -> tuple[Number | None, int]:
    """Add and multiply pieces from `at` on, as "two | hundred | and | five | thousand"."""
    first = last = items[at]
    totals = [0.0]
    currents = list(first.values) if first.sort in ("unit", "figure", "half") else [0.0]
    floor = float("inf")
    bare = first.sort in ("scale", "group", "hundred", "half")
    extra: tuple[float, ...] = ()
    if first.sort in ("unit", "figure", "half"):
        at += 1
    while at < len(items) and (items[at] is first or _joins(text, last, items[at])):
        item = items[at]
        if item.sort == "and":
            follower = items[at + 1] if at + 1 < len(items) else item
            tens = lang != "en" or currents[0] % 100 == 0
            fits = follower.sort == "unit" and _fits(currents[0], floor, follower.values[0], lang)
            if not (tens and fits and _joins(text, item, follower)) or first.sort == "figure":
                break
            last, at = item, at + 1
            continue
        if item.sort == "hundred" and currents[0] < 100 and first.sort != "half":
            currents = [(c or 1) * 100 for c in currents]
        elif item.sort in ("scale", "group"):
            value = item.values[0]
            extra = tuple(currents) if item.sort == "group" else extra
            if value < floor:
                totals, currents = [totals[0] + (c or 1) * value for c in currents], [0.0]
            else:
                totals, currents = [(totals[0] + currents[0]) * value], [0.0]
            floor = value
            first_figure = first.sort == "figure"
            if first_figure and not (at + 1 < len(items) and items[at + 1].sort == "scale"):
                last, at = item, at + 1
                break
        elif item.sort == "more":
            currents = [c + 0.5 for c in currents]
        elif item.sort == "unit" and first.sort != "figure" and _fits(currents[0], floor, item.values[0], lang):
            currents = [c + item.values[0] for c in currents]
        elif item.sort == "ordinal" and first.sort == "unit" and _fits(currents[0], floor, item.values[0], lang):
            value = totals[0] + currents[0] + item.values[0]
            return Number(first.start, item.end, (value, item.values[0]), Sort.PLAIN, False), at + 1
        else:
            break
        if item.sort in ("unit", "hundred", "more"):
            bare = bare and item is first
        last, at = item, at + 1
    values = tuple(t + c for t in totals for c in currents) + extra
    small = values[0] in (0, 1, 2) and last is first
    joined = Item(first.start, last.end, first.sort, values, first.firm and not small and not bare, first.clock)
    return _finish(text, items, at, joined, values, joined.firm)


def _fits(current: float, floor: float, value: float, lang: str) -> bool:
    """Whether a smaller number word may follow: "twenty | two", "сто | двадцять", "soixante | quinze"."""
    if not current:
        return floor < float("inf") and value < floor
    if value < 10:
        return current % 10 == 0 and current % 100 != 10 and current >= 20
    if value < 100:
        return current % 100 == 0 or (lang == "fr" and current % 100 in (60, 80) and value < 20)
    return False


def _finish(
    text: str, items: list[Item], at: int, item: Item, values: tuple[float, ...], firm: bool
) -> tuple[Number, int]:
    """See what follows the number: a percent sign, a clock word, a unit that may be converted."""
    sort = Sort.PERCENT if item.sort == "chinese-percent" else Sort.CLOCK if item.clock else Sort.PLAIN
    measured = False
    if regex.match(r"\s?[%٪％]", text[item.end : item.end + 2]):
        sort = Sort.PERCENT
    if regex.match(r"\s?(?:°|º)", text[item.end : item.end + 2]):
        measured = True
    for follower in items[at : at + 3]:
        if follower.start < item.end or follower.start - item.end > 14 or follower.sort in _ADDED:
            break
        near = follower.start - item.end <= 3
        if follower.sort == "percent" and near:
            sort = Sort.PERCENT
        elif follower.sort == "clock" and near and values[0] <= 24:
            sort = Sort.CLOCK
        measured = measured or follower.sort == "measure"
    digits = item.sort == "figure"
    return Number(item.start, item.end, values, sort, firm, measured, digits), at
