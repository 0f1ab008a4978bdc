"""Words that settle one relation, in many languages, and which of them exclude each other. They stand in markers.tsv (Apache-2.0)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from audit.lexicons.polarity import Forms, forms_of

_SORT = "="  # stands for the language where a row tells what its set excludes


@dataclass(frozen=True, slots=True)
class Marker:
    """The words of one set in one language: those that tell its relation for certain, and all that may tell it."""

    sure: Forms
    any: Forms


@dataclass(frozen=True, slots=True)
class Relation:
    """A set that excludes others, by the words of a source language and of English; `right` is how English mostly says it."""

    sort: str
    source: Marker
    target: Marker
    right: str
    others: tuple[tuple[Marker | None, Marker], ...]


@cache
def _rows() -> tuple[dict[tuple[str, str], tuple[str, str]], dict[str, tuple[str, tuple[str, ...]]]]:
    words, sorts = {}, {}
    text = files("audit.lexicons").joinpath("markers.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, lang, sure, *more = line.split("\t")
            rest = more[0] if more else ""
            if lang == _SORT:
                sorts[name] = sure, tuple(rest.split())
            else:
                words[name, lang] = sure, rest
    return words, sorts


@cache
def marker(name: str, lang: str) -> Marker | None:
    """Return the words of one set in a language, None where the table has none."""
    row = _rows()[0].get((name, lang))
    if row is None:
        return None
    sure, rest = (part.split() for part in row)
    return Marker(forms_of(sure, lang) if sure else _NOTHING, forms_of([*sure, *rest], lang))


_NOTHING = Forms(frozenset(), (), (), (), None)


@cache
def relations(sort: str, lang: str) -> tuple[Relation, ...]:
    """Return the relations of a sort ("time", "condition", ...) that sources in a language can tell."""
    words, sorts = _rows()
    found = []
    for name, (kind, excluded) in sorts.items():
        source, target = marker(name, lang), marker(name, "en")
        if kind == sort and source and target:
            others = [(marker(other, lang), there) for other in excluded if (there := marker(other, "en"))]
            right = words[name, "en"][0].split()[0].replace("_", " ").replace("...", " ")
            found.append(Relation(kind, source, target, right, tuple(others)))
    return tuple(found)


def plain(text: str, lang: str) -> str:
    """Return a text as the table spells it, at the same length."""
    text = regex.sub("[’ʼ‘]", "'", text)
    return text.replace("ё", "е").replace("Ё", "Е") if lang == "ru" else text
