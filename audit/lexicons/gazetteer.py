"""Names of things that are no persons, or only parts of their names, in many languages: the tables places.tsv, organisations.tsv and transliterated.tsv.

The last one has single words of names (and a few places) as scripts without capitals write them. Places are cities, villages, regions, waters, mountains, islands and single sites; organisations are parties, publications,
agencies, agreements and bodies of state too.

A name is looked up by its dictionary form; case endings are the caller's affair. Keys ignore case, the kind of
apostrophe and dash, and the dots of ё.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import TypeVar

_T = TypeVar("_T", "Entry", "Form")
_CYRILLIC = ("uk", "ru")
_COLUMNS = ("id", "kind", "name", "also", "uk", "ru", "others", "literal")
_STEM = 3  # letters that all case forms of a name share, fewer of a shorter one


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `name` is the usual English, `accepted` are the keys of all right English names, that one among them.

    `literal` is wrong English that word-for-word reading of the source gives.
    """

    id: str
    kind: str
    name: str
    accepted: frozenset[str]
    literal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A name in a source language. `quoted`: an ordinary word too, the name only in quotation marks."""

    text: str
    quoted: bool
    entry: Entry


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The rows of one table, by English and by source name; the names of a language are put in order when they are asked for."""

    entries: tuple[Entry, ...]
    english: dict[str, tuple[Entry, ...]]
    calques: dict[str, tuple[Entry, ...]]
    _named: dict[str, list[Form]]

    def find(self, phrase: str, lang: str) -> tuple[Form, ...]:
        """Return what a dictionary form in a language may name; several rows may share it.

        A language in Latin letters that has no form for it may write the English name.
        """
        found = _by_name(self, _primary(lang)).get(key(phrase), ())
        if found or phrase[:1] > "ɏ":  # the last letter of Latin Extended-B
            return found
        return tuple(Form(phrase, False, entry) for entry in self.english.get(key(phrase), ()))

    def starting(self, word: str, lang: str) -> tuple[Form, ...]:
        """Return the forms whose first word shares its first three letters with `word`, for matching in any case."""
        return _by_stem(self, _primary(lang)).get(key(word)[:_STEM], ())

    def all(self, lang: str) -> tuple[Form, ...]:
        """Return every form in a language, in the order of the table."""
        return tuple(self._named.get(_primary(lang), ()))

    @cached_property
    def _elsewhere(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, dict[str, Entry]] = defaultdict(dict)
        for lang in self._named:
            for name, rows in _by_name(self, lang).items():
                found[name].update((form.entry.id, form.entry) for form in rows if not form.quoted)
        return {name: tuple(entries.values()) for name, entries in found.items()}

    def elsewhere(self, phrase: str) -> tuple[Entry, ...]:
        """Return the rows that some language calls so: "Nizza" is Nice in German and Italian."""
        return self._elsewhere.get(key(phrase), ())

    def known(self, phrase: str) -> bool:
        """Whether an English phrase is a right name of some row."""
        return key(phrase) in self.english

    def wrong(self, phrase: str) -> tuple[Entry, ...]:
        """Return the rows of which an English phrase is a word-for-word rendering."""
        return self.calques.get(key(phrase), ())


_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "‑": "-", "–": "-", "—": "-", "ё": "е"})


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """Return what all ways to write a name share: lower case, plain apostrophes and dashes, single spaces, no ё.

    >>> key("Слов’янськ"), key("Орёл"), key("Molotov – Ribbentrop  Pact")
    ("слов'янськ", 'орел', 'molotov-ribbentrop pact')
    """
    return " ".join(name.casefold().translate(_PLAIN).split()).replace(" - ", "-")


def _primary(lang: str) -> str:
    return lang.partition("-")[0].lower()


def read(table: str) -> Gazetteer:
    """Read a table of this folder. Raises ValueError, naming the line, when a row cannot be read."""
    lines = files("audit.lexicons").joinpath(table).read_text("utf-8").splitlines()
    rows = [(n, line.split("\t")) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not rows or tuple(rows[0][1]) != _COLUMNS:
        raise ValueError(f"{table}: columns are not {', '.join(_COLUMNS)}")
    entries: list[Entry] = []
    named: dict[str, list[Form]] = defaultdict(list)
    for number, cells in rows[1:]:
        entry, forms = _row(table, number, cells)
        entries.append(entry)
        for lang, text in forms:
            named[lang].append(Form(text.strip("«»"), text.startswith("«"), entry))
    return Gazetteer(
        tuple(entries),
        _grouped((name, entry) for entry in entries for name in entry.accepted),
        _grouped((key(literal), entry) for entry in entries for literal in entry.literal),
        dict(named),
    )


@cache
def places() -> Gazetteer:
    """Return the table of places, read once."""
    return read("places.tsv")


@cache
def organisations() -> Gazetteer:
    """Return the table of organisations, read once."""
    return read("organisations.tsv")


@cache
def transliterated() -> Gazetteer:
    """Return the table of given names and surnames as Chinese and Arabic write them, read once."""
    return read("transliterated.tsv")


@cache
def _by_name(table: Gazetteer, lang: str) -> dict[str, tuple[Form, ...]]:
    return _grouped((key(form.text), form) for form in table.all(lang))


@cache
def _by_stem(table: Gazetteer, lang: str) -> dict[str, tuple[Form, ...]]:
    return _grouped((key(form.text.split()[0])[:_STEM], form) for form in table.all(lang))


def _row(table: str, number: int, cells: list[str]) -> tuple[Entry, list[tuple[str, str]]]:
    """Return the entry and its source forms as (language, form as written)."""
    if len(cells) != len(_COLUMNS):
        raise ValueError(f"{table}:{number}: {len(cells)} columns; needs {len(_COLUMNS)}")
    name, kind, english, also, uk, ru, others, literal = cells
    right = (english, *_several(also))
    named = [(lang, form) for lang, cell in zip(_CYRILLIC, (uk, ru), strict=True) for form in _several(cell)]
    for other in filter(None, others.split("; ")):
        lang, parted, listed = other.partition(": ")
        if not parted:
            raise ValueError(f"{table}:{number}: {other!r} names no language; needs 'de: Mailand'")
        named += ((lang, form) for form in _several(listed))
    return Entry(name, kind, english, frozenset(map(key, right)), _several(literal)), named


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(" | ") if part.strip())


def _grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    table: dict[str, list[_T]] = defaultdict(list)
    for name, one in pairs:
        table[name].append(one)
    return {name: tuple(found) for name, found in table.items()}
