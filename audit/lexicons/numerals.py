"""All numbers of a text by value: digits with any separators, number words, dates, clock times, percentages.

The words stand in numerals.tsv, written for this project (Apache-2.0). Languages without a table: digits only.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

import regex

from audit.lexicons.compose import CALENDAR, Number, Sort, compose
from audit.lexicons.figures import Item, chinese, figures

__all__ = ["Number", "Sort", "numbers", "reads_words"]


@dataclass(frozen=True, slots=True)
class _Table:
    forms: dict[tuple[str, ...], tuple[tuple[str, float], ...]]
    prefixes: tuple[tuple[str, float], ...]
    longest: int


_COUNTS_HUNDREDS = frozenset(
    {"bn", "gu", "hi", "kn", "ml", "mr", "ne", "or", "pa", "si", "ta", "te", "ur"}
)  # "3 hundred 75"
_SYMBOL = regex.compile(r"(?<=\d\s?)(?:[cmk]?m|kg|ha|mph|ft)(?![\p{L}\d])")
_CAPITAL = frozenset({"en", "de"})
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’ʼ.](?=\p{L})[\p{L}\p{M}]+)*")
_ELIDED = regex.compile(r"[\p{L}\p{M}]+(?:\.(?=\p{L})[\p{L}\p{M}]+)*")
_ROMAN = regex.compile(r"(?<!\w)(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?!\w)")


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


def reads_words(lang: str) -> bool:
    """Whether number words of `lang` (BCP-47) are read, not digits alone."""
    lang = lang.partition("-")[0].lower()
    return lang == "ja" or _table(lang) is not None


@lru_cache(maxsize=2048)
def numbers(text: str, lang: str) -> tuple[Number, ...]:
    """Read all numbers of `text` in language `lang` (BCP-47), in order of place."""
    lang = lang.partition("-")[0].lower()
    table = _table(lang)
    items = sorted((*figures(text), *_roman(text)), key=lambda i: i.start)
    if lang in ("zh", "ja"):
        items = _merge(list(chinese(text)), items)
    if table:
        items = _merge(_calendar(text, table) if lang == "zh" else _words(text, lang, table), items)
    if not table:
        items = _merge([_unscaled(item, lang) for item in items], list(_symbols(text)))
    return tuple(compose(text, lang, items))


def _unscaled(item: Item, lang: str) -> Item:
    """Without a table a word for thousand, lakh or million may follow unread, so that all are possible."""
    if item.sort != "figure" or item.clock or min(item.values) >= 10_000:
        return item
    scales = (1, 1e2, 1e3, 1e5, 1e6, 1e7, 1e9, 1e12) if lang in _COUNTS_HUNDREDS else (1, 1e3, 1e5, 1e6, 1e7, 1e9, 1e12)
    return replace(item, values=tuple(v * scale for scale in scales for v in item.values))


def _symbols(text: str) -> Iterator[Item]:
    """Yield the symbols of units that all languages write alike."""
    for m in _SYMBOL.finditer(text):
        yield Item(m.start(), m.end(), "imperial" if m.group() in ("mph", "ft") else "metric", (0.0,))


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
    keys = [m.group().lower().replace("’", "'").replace("ʼ", "'") for m in found]
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
                    if not (sort in CALENDAR and lang in _CAPITAL and not text[start].isupper())
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
