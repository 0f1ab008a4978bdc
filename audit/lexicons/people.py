"""Public people: accepted English spellings, the Cyrillic forms, and the wrong spellings that follow from reading those.

Tables: people.tsv (persons), given_names.tsv (East Slavic given names), palladius.tsv and surnames_cjk.tsv (Chinese names
in Cyrillic). Each names its origin and licence in its first lines.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audit.lexicons import romanise
from audit.lexicons.names import fold

PARTICLES = frozenset({"von", "van", "der", "den", "de", "da", "di", "la", "le", "bin", "al", "el", "ibn", "dos", "do"})

# Endings that only East Slavic surnames have.
SURNAMES = ("енко", "єнко", "ський", "цький", "ский", "цкий", "чук", "щук", "нюк", "люк", "ович", "евич", "ньов", "нов", "ров",
            "лов", "ков", "ев", "єв", "кін", "кин", "нин", "нін")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A public person. `parts` are the words of the usual English name; each with all its accepted spellings, lower case.

    `origin` is the language whose spelling the name follows. `surname` is the index of the surname among the parts.
    `cyrillic` are the nominative forms, lower case, with their language.
    """

    name: str
    origin: str
    parts: tuple[str, ...]
    surname: int
    accepted: tuple[frozenset[str], ...]
    cyrillic: tuple[tuple[str, tuple[str, ...]], ...]

    def forms(self, i: int) -> tuple[tuple[str, str], ...]:
        """Return the Cyrillic forms of part i, with their language, where they have as many parts as the name."""
        return tuple((lang, form[i]) for lang, form in self.cyrillic if len(form) == len(self.parts))

    def readings(self, i: int) -> frozenset[str]:
        """Return the spellings of part i that reading its Cyrillic forms letter by letter gives and that nobody accepts."""
        return _readings(self, i)


def rows(table: str) -> Iterator[dict[str, str]]:
    """Rows of a table of this folder as dicts, comment lines left out."""
    text = files("audit.lexicons").joinpath(table).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=True))


def several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def people() -> tuple[Person, ...]:
    """All persons of the table."""
    return tuple(_person(row) for row in rows("people.tsv"))


def _person(row: dict[str, str]) -> Person:
    parts = tuple(row["name"].split())
    cyrillic = tuple((lang, tuple(form.lower().split())) for lang in ("uk", "ru") for form in several(row[lang]))
    spellings = [s.split() for s in (row["name"], *several(row["also"]))]
    accepted = tuple(frozenset(s[i].lower() for s in spellings if len(s) == len(parts)) for i in range(len(parts)))
    surname = 0 if row["order"] == "sg" else len(parts) - 1
    return Person(row["name"], row["origin"], parts, surname, accepted, cyrillic)


@cache
def _readings(person: Person, i: int) -> frozenset[str]:
    wrong = {r for lang, form in person.forms(i) for r in romanise.literal(form, lang)} - person.accepted[i]
    if person.origin in romanise.LANGS:
        return frozenset(wrong)
    # Of a foreign name what sounds the same is a spelling; of a native one it may be another language's.
    folded = {fold(a) for a in person.accepted[i]}
    return frozenset(r for r in wrong if fold(r) not in folded)


@cache
def by_accepted() -> dict[str, tuple[tuple[Person, int], ...]]:
    """Accepted spelling of one part, lower case -> persons with the index of that part."""
    return _index([(word, p, i) for p in people() for i, words in enumerate(p.accepted) for word in words])


def one_person(name: str, other: str) -> bool:
    """Whether two names are parts of one well-known person's name, so that either may stand for the other.

    >>> one_person("Merkel", "Angela"), one_person("Merkel", "Olaf")
    (True, False)
    """
    first, second = ({person for person, _ in by_accepted().get(n.lower(), ())} for n in (name, other))
    return not first.isdisjoint(second)


def by_reading(word: str) -> tuple[tuple[Person, int], ...]:
    """Return the persons, with the index of the part, of whose name a word is a letter-by-letter reading."""
    low = word.lower()
    return _by_reading(low[:1]).get(low, ())


@cache
def _by_reading(initial: str) -> dict[str, tuple[tuple[Person, int], ...]]:
    """The readings that begin with a letter: the spelling of all is a second's work, of one letter's hardly any."""
    found = _by_initial().get(initial, ())
    return _index([(word, p, i) for p, i in found for word in p.readings(i) if word.startswith(initial)])


@cache
def _by_initial() -> dict[str, list[tuple[Person, int]]]:
    """The letters that a reading of a name's part may begin with -> persons, with the index of the part."""
    table: dict[str, list[tuple[Person, int]]] = defaultdict(list)
    for person in people():
        for i in range(len(person.parts)):
            for initial in {read for lang, form in person.forms(i) for read in _first_letters(form[:2], lang)}:
                table[initial].append((person, i))
    return table


@cache
def _first_letters(beginning: str, lang: str) -> frozenset[str]:
    return frozenset(read[:1] for read in romanise.literal(beginning, lang))


def _index(entries: list[tuple[str, Person, int]]) -> dict[str, tuple[tuple[Person, int], ...]]:
    table: dict[str, list[tuple[Person, int]]] = defaultdict(list)
    for word, person, i in entries:
        table[word].append((person, i))
    return {word: tuple(found) for word, found in table.items()}


@cache
def by_cyrillic(lang: str) -> dict[str, tuple[Person, ...]]:
    """Surname in a language, nominative and lower case -> persons."""
    table: dict[str, list[Person]] = defaultdict(list)
    for person in people():
        for form in {surname_form(person, f) for g, f in person.cyrillic if g == lang}:
            table[form].append(person)
    return {word: tuple(found) for word, found in table.items()}


def surname_form(person: Person, form: tuple[str, ...]) -> str:
    """The surname among the words of a Cyrillic form."""
    return form[person.surname] if len(form) == len(person.parts) else form[-1]


@dataclass(frozen=True, slots=True)
class GivenName:
    """An East Slavic given name: accepted spellings of the Ukrainian and of the Russian form, and the international ones."""

    ukrainian: frozenset[str]
    russian: frozenset[str]
    international: frozenset[str]


@cache
def given_names(lang: str) -> dict[str, GivenName]:
    """Cyrillic given name in "uk" or "ru", lower case -> its spellings."""
    table: dict[str, GivenName] = {}
    for row in rows("given_names.tsv"):
        entry = GivenName(*(_lower(several(row[c])) for c in ("en_uk", "en_ru", "international")))
        for form in (f.lower() for f in several(row[lang])):
            table[form] = _both(table[form], entry) if form in table else entry
    return table


def _both(a: GivenName, b: GivenName) -> GivenName:
    """A form that stands in several rows accepts the spellings of all of them."""
    return GivenName(a.ukrainian | b.ukrainian, a.russian | b.russian, a.international | b.international)


def _lower(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(n.lower() for n in names)


def is_given_name(name: str, lang: str) -> bool:
    """Whether a Cyrillic word in any case is an East Slavic given name."""
    return lang in ("uk", "ru") and any(f in given_names(lang) for f in romanise.nominatives(name, lang))


def is_surname(name: str, lang: str) -> bool:
    """Whether a Cyrillic word in any case has the form of an East Slavic surname."""
    if len(name) < 6 or is_given_name(name, lang):
        return False
    return any(f.endswith(SURNAMES) for f in romanise.nominatives(name, lang))


@cache
def chinese_surnames(lang: str) -> dict[str, str]:
    """Cyrillic form in "uk" or "ru", lower case -> Chinese surname in pinyin."""
    return {form.lower(): row["pinyin"] for row in rows("surnames_cjk.tsv") for form in several(row[lang])}


@cache
def cyrillic_surnames(lang: str) -> dict[str, tuple[str, ...]]:
    """Chinese surname in pinyin, lower case -> its Cyrillic forms in "uk" or "ru"."""
    table: dict[str, list[str]] = defaultdict(list)
    for form, pinyin in chinese_surnames(lang).items():
        table[pinyin.lower()].append(form)
    return {pinyin: tuple(forms) for pinyin, forms in table.items()}
