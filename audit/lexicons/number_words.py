"""The words of numerals*.tsv and measures.tsv found in a text: number words, months, units, currencies."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import cast

import regex

from audit.lexicons.compose import CALENDAR
from audit.lexicons.figures import Item

_FILES = ("numerals.tsv", "numerals_slavic.tsv", "numerals_more.tsv", "measures.tsv")
_KEYED = frozenset({"measure", "symbol", "money"})
_NUMBERS = frozenset({"unit", "hundred", "scale", "ordinal", "group"})
CAPITAL = frozenset({"en", "de"})
_MARKED = frozenset({"hi", "ar"})
_JOINED = {("en",): r"'’ʼ.\-", ("de",): r"\-", ("uk", "be", "tr"): "'’ʼ"}  # what may stand inside a word
_PIECE = re.compile(r"[^\W\d_]+")
_GAP = 2  # signs between two words of one form
_SHORT = 5  # letters; a numeral in one word has more
_DOTTED = frozenset({"cs", "ro"})  # "10 mil." is million, "10 mil" may be miles
_ARABIC_PREFIX = regex.compile(r"(?:[وفبلك]?ال|لل|[وفبلك])(?=\p{L}{2})")
_SERBIAN = str.maketrans(dict(zip("абвгдђежзијклљмнњопрстћуфхцчџш", (
    "a", "b", "v", "g", "d", "đ", "e", "ž", "z", "i", "j", "k", "l", "lj", "m", "n", "nj", "o", "p", "r", "s", "t", "ć",
    "u", "f", "h", "c", "č", "dž", "š"), strict=True)))  # fmt: skip
_FOLD = str.maketrans("’ʼşţ", "''șț")

Match = re.Match[str]
Senses = tuple[tuple[str, float, str], ...]
"""The sort, value and key of each meaning of a form."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of a language: forms as tuples of lower-case words, how many words begin with each first word.

    `heads` are the first two letters of what numbers in one word and `prefixes` begin with; `counts`: it has number words.
    """

    forms: dict[tuple[str, ...], Senses]
    longest: dict[str, int]
    prefixes: tuple[tuple[str, float], ...]
    heads: frozenset[str]
    counts: bool


@cache
def _rows() -> dict[str, list[tuple[str, str, list[str]]]]:
    rows: dict[str, list[tuple[str, str, list[str]]]] = defaultdict(list)
    for name in _FILES:
        for line in files("audit.lexicons").joinpath(name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                lang, sort, value, forms = line.split("\t")
                rows[lang].append((sort, value, forms.split()))
    return rows


@cache
def table(lang: str) -> Table:
    """Return the words of `lang` (a primary subtag), with the symbols that all languages share."""
    rows = (*_rows().get(lang, ()), *_rows()["*"])
    endings = {value: [form.strip("-") for form in forms] for sort, value, forms in rows if sort == "ending"}
    found: dict[tuple[str, ...], list[tuple[str, float, str]]] = defaultdict(list)
    prefixes = []
    for sort, value, forms in rows:
        if sort == "prefix":
            prefixes += [(form, float(value)) for form in forms]
        elif sort != "ending":
            sense = (sort, 0.0, value) if sort in _KEYED else (sort, float(value), "")
            for key in _spelled(forms, endings):
                if sense not in found[key]:
                    found[key].append(sense)
    if lang == "cs":
        found.update(_inverted(found))
    longest: dict[str, int] = {}
    for key in found:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    counts = any(sort in _NUMBERS for senses in found.values() for sort, _, _ in senses)
    prefixes.sort(key=lambda p: -len(p[0]))
    units = [key[0] for key, senses in found.items() if senses[0][0] == "unit"] if lang in _GLUED else []
    heads = frozenset(word[:2] for word in (*(stem for stem, _ in prefixes), *units, *_GLUED.get(lang, ())))
    forms = {k: tuple(sorted(v, key=_half_hours_first)) for k, v in found.items()}
    return Table(forms, longest, tuple(prefixes), heads, counts)


def _half_hours_first(sense: tuple[str, float, str]) -> bool:
    """German "halb acht" is a time of day before it is half of something."""
    return sense[0] != "halfto"


def _spelled(forms: list[str], endings: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    for form in forms:
        stem, _, ending = form.partition("*")
        for end in endings[ending] if ending else ("",):
            yield tuple((stem + end).lower().replace("_", " ").replace("/", " ").split())


def _inverted(
    found: dict[tuple[str, ...], list[tuple[str, float, str]]],
) -> dict[tuple[str, ...], list[tuple[str, float, str]]]:
    """Czech "pětadvacet": the units before the tens in one word."""
    units = ("jeden", "dva", "tři", "čtyři", "pět", "šest", "sedm", "osm", "devět")
    tens = [
        (key[0], senses[0][1]) for key, senses in found.items() if senses[0][0] == "unit" and 20 <= senses[0][1] < 100
    ]
    return {
        (f"{unit}a{ten}",): [("unit", value + tens_, "")] for value, unit in enumerate(units, 1) for ten, tens_ in tens
    }


def words(text: str, lang: str) -> list[Item]:
    """Look up the words of `text`, the longest form first; homographs give several items of one place."""
    known = table(lang)
    found = list(pattern(lang).finditer(text))
    keys = _keys(text, found, lang)
    items: list[Item] = []
    skip = 0
    for at, key in enumerate(keys):
        if at < skip:
            continue
        if key in known.longest or lang == "ar":
            length, senses = _longest(found, keys, at, known, lang)
            if senses:
                items += _items(text, found[at].start(), found[at + length - 1].end(), senses, lang)
                skip = at + length
                continue
        if key[:2] in known.heads and (part := compound(key, lang)):
            sort, end, value = part
            start = found[at].start()
            items.append(Item(start, start + (end or len(key)), sort, (value,), firm=sort == "value"))
        else:
            begin = found[at].start()
            items += (Item(begin + a, begin + b, sort, (v,), key=unit) for a, b, sort, v, unit in pieces(key, known))
    return items


@cache
def pattern(lang: str) -> re.Pattern[str]:
    """Return what a word is: the fast engine where letters carry no marks of their own."""
    if lang in _MARKED:
        return cast("re.Pattern[str]", regex.compile(r"[\p{L}\p{M}]+"))
    signs = next((signs for langs, signs in _JOINED.items() if lang in langs), "")
    more = rf"(?:[{signs}](?=[^\W\d_])[^\W\d_]+)*" if signs else ""
    return re.compile(rf"[^\W\d_]+{more}[²³]?")


def _keys(text: str, found: Sequence[Match], lang: str) -> list[str]:
    """The words as they stand in the table."""
    if lang == "tr":
        text = text.replace("İ", "i").replace("I", "ı")
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lower = lower.translate(_FOLD)
    keys = [lower[m.start() : m.end()] for m in found]
    if lang == "sr":
        return [key.translate(_SERBIAN) for key in keys]
    return [key.partition("'")[0] for key in keys] if lang == "tr" else keys


def key_of(word: str, lang: str) -> str:
    """Return one word as it stands in the table."""
    return _keys(word, [cast("Match", re.match(r"(?s).*", word))], lang)[0]


def _longest(found: Sequence[Match], keys: list[str], at: int, known: Table, lang: str) -> tuple[int, Senses]:
    """The number of words of the longest form that begins here, and its meanings; 1 and nothing where none does."""
    for first in (keys[at],) if lang != "ar" else _arabic(keys[at]):
        for length in range(min(known.longest.get(first, 0), len(keys) - at), 0, -1):
            senses = known.forms.get((first, *keys[at + 1 : at + length]))
            near = all(found[i + 1].start() - found[i].end() <= _GAP for i in range(at, at + length - 1))
            if senses and near:
                return length, senses
    return 1, ()


def _arabic(word: str) -> tuple[str, ...]:
    """The word, and without the article and the one-letter words that are written with it."""
    prefix = _ARABIC_PREFIX.match(word)
    return (word, word[prefix.end() :]) if prefix else (word,)


def _items(text: str, start: int, end: int, senses: Senses, lang: str) -> Iterator[Item]:
    for sort, value, key in senses:
        small = lang in CAPITAL and not text[start].isupper() and not (lang == "de" and text[end - 1] == "s")
        room = 3 if key != "in" else 1  # "6in", but "2022 in Rome"
        if sort == "symbol" and not text[max(0, start - room) : start].rstrip()[-1:].isdigit():
            continue
        if sort == "scale" and text[start:end] == "mil" and lang in _DOTTED and text[end : end + 1] != ".":
            continue
        if not (sort in CALENDAR and (small or (lang == "tr" and sort == "month" and not text[start].isupper()))):
            yield Item(start, end, "measure" if sort == "symbol" else sort, (value,), key=key)


def pieces(key: str, known: Table) -> Iterator[tuple[int, int, str, float, str]]:
    """Yield (start, end, sort, value, key) of the parts of a hyphenated word ("10-year-old"), which stands in no table as a whole."""
    if "-" not in key:
        return
    for piece in _PIECE.finditer(key):
        for sort, value, unit in known.forms.get((piece.group(),), ()):
            if sort not in ("symbol", "month", "weekday"):
                yield piece.start(), piece.end(), sort, value, unit


def calendar(text: str, lang: str) -> list[Item]:
    """The words of a language that writes no spaces: months, weekdays, units and currencies."""
    known = table(lang)
    found = []
    for m in _unspaced(lang)(text):
        if text[m.start()] in "周週" and text[m.end() : m.end() + 1] in ("天", "次"):  # "four days a week", no Thursday
            continue
        for sort, value, key in known.forms[(m.group().lower(),)]:
            if sort != "symbol" or text[m.start() - 1 : m.start()].strip().isdigit():
                found.append(Item(m.start(), m.end(), "measure" if sort == "symbol" else sort, (value,), key=key))
    return found


@cache
def _unspaced(lang: str) -> Callable[[str], Iterator[regex.Match[str]]]:
    forms = sorted((k[0] for k in table(lang).forms if len(k) == 1), key=len, reverse=True)
    own = [regex.escape(form) for form in forms if not form.isascii()]
    shared = [rf"(?<![a-z]){regex.escape(form)}(?![a-z])" for form in forms if form.isascii()]
    return regex.compile("|".join((*own, *shared)), regex.IGNORECASE).finditer


@lru_cache(maxsize=20_000)
def compound(word: str, lang: str) -> tuple[str, int, float] | None:
    """Read "zweiundvierzig" piece by piece; else a number as the first part of a word, as support only.

    Returns the sort, the end in the word (0: all of it) and the value.
    """
    if lang in _GLUED and len(word) > _SHORT and (value := glued(word, lang)):
        return "value", 0, value
    for stem, value in table(lang).prefixes:
        if word.startswith(stem) and len(word) > len(stem) + 2:
            return "soft", len(stem), value
    return None


# Pieces that stand between the units: their value, and "" for those that say nothing.
_GLUED: dict[str, dict[str, float]] = {
    "de": {"hundert": 100, "tausend": 1000, "und": 0},
    "it": {"cento": 100, "cent": 100, "mila": 1000, "mille": 1000, "vent": 20, "trent": 30, "quarant": 40, "cinquant": 50,
           "sessant": 60, "settant": 70, "ottant": 80, "novant": 90, "tré": 3},
    "tr": {"yüz": 100, "bin": 1000},
}  # fmt: skip


@cache
def _pieces(lang: str) -> tuple[dict[str, float], regex.Pattern[str]]:
    units = {
        key[0]: senses[0][1] for key, senses in table(lang).forms.items() if senses[0][0] == "unit" and len(key) == 1
    }
    pieces = {**units, **_GLUED[lang]}
    return pieces, regex.compile(rf"(?:({'|'.join(sorted(pieces, key=len, reverse=True))}))+")


def glued(word: str, lang: str) -> float:
    """Return the value of a numeral written in one word, 0 for another word."""
    values, pattern = _pieces(lang)
    match = pattern.fullmatch(word)
    if not match or len(match.captures(1)) < 2:
        return 0
    total = current = 0.0
    for piece in match.captures(1):
        value = values[piece]
        if value == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif value == 100:
            current = max(current, 1) * 100
        else:
            current += value
    return total + current
