"""Abbreviations in seven languages and what English writes for them: the table abbreviations.tsv."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from audit.lexicons.people import rows, several

LANGUAGES = ("uk", "ru", "de", "fr", "es", "pt", "pl")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`short` is the usual English, `accepted` all that English text may have instead, that one first."""

    short: str
    accepted: tuple[str, ...]


@cache
def _table() -> dict[str, dict[str, tuple[Abbreviation, ...]]]:
    table: dict[str, dict[str, list[Abbreviation]]] = {lang: defaultdict(list) for lang in LANGUAGES}
    for row in rows("abbreviations.tsv"):
        entry = Abbreviation(row["short"], (row["short"], *several(row["also"])))
        for lang in LANGUAGES:
            for form in several(row[lang]):
                table[lang][form].append(entry)
    return {lang: {form: tuple(found) for form, found in forms.items()} for lang, forms in table.items()}


def find(form: str, lang: str) -> tuple[Abbreviation, ...]:
    """Return what an abbreviation, capitals as written, may stand for; none for a language that the table lacks.

    >>> [one.short for one in find("МКС", "uk")]
    ['ICC', 'ISS']
    """
    return _table().get(lang.partition("-")[0].lower(), {}).get(form, ())


def forms(lang: str) -> tuple[str, ...]:
    """Return the abbreviations of a language that the table has."""
    return tuple(_table().get(lang.partition("-")[0].lower(), {}))


@cache
def accepted() -> tuple[tuple[str, ...], ...]:
    """Return what each row accepts in English text."""
    return tuple(
        dict.fromkeys(entry.accepted for forms in _table().values() for found in forms.values() for entry in found)
    )
