"""Organisations, publications, places, weapons: the English name, and the wrong ones that machines make of the source's.

The table is titles.tsv; its first lines say where it comes from.
"""

from dataclasses import dataclass
from functools import cache

import regex

from audit.finding import Span
from audit.lexicons import romanise
from audit.lexicons.people import rows, several
from corpora.words import words


@dataclass(frozen=True, slots=True)
class Title:
    """A row: the usual English name, all right ones in lower case, and the wrong renderings as they are known.

    `cased`: written in lower case it is wrong too (a publication is no "focus").
    """

    name: str
    right: frozenset[str]
    wrong: tuple[str, ...]
    cased: bool


@cache
def titles(lang: str) -> dict[str, tuple[tuple[tuple[str, ...], bool, Title], ...]]:
    """First word of a source form, lower case -> (words of the form, whether it must stand in quotation marks, title)."""
    table: dict[str, list[tuple[tuple[str, ...], bool, Title]]] = {}
    for row in rows("titles.tsv"):
        right = frozenset(n.lower() for n in (row["name"], *several(row["also"])))
        title = Title(row["name"], right, several(row["wrong"]), row["lower"] == "yes")
        for cell in several(row[lang]):
            form = tuple(w.text for w in words(cell))
            if form:
                table.setdefault(_stem(form[0]), []).append((form, "«" in cell, title))
    return {word: tuple(found) for word, found in table.items()}


def _stem(word: str) -> str:
    """What all cases of a word share: three letters, or fewer of a short word."""
    return word.lower()[:3]


def in_source(text: str, lang: str) -> list[tuple[Title, Span]]:
    """Return the titles that a Ukrainian or Russian text names, in any case, with their places."""
    if lang not in ("uk", "ru"):
        return []
    listed = words(text)
    found: list[tuple[Title, Span]] = []
    for k, word in enumerate(listed):
        for form, quoted, title in titles(lang).get(_stem(word.text), ()):
            window = listed[k : k + len(form)]
            if len(window) == len(form) and all(_same(w.text, f, lang) for w, f in zip(window, form, strict=True)):
                span = Span(window[0].start, window[-1].end)
                if not quoted or text[span.start - 1 : span.start] in ("«", '"', "“", "„"):
                    found.append((title, span))
    return found


def _same(word: str, form: str, lang: str) -> bool:
    """Whether the word is the form in some case, capitals as in the form."""
    if word == form:
        return True
    if form.isupper() or word[:1].isupper() != form[:1].isupper() or len(form) < 4:
        return False
    low, want = word.lower(), form.lower()
    return want in romanise.nominatives(word, lang) or (
        low[: len(want) - 2] == want[:-2] and len(low) - len(want) <= 2 and len(want) > 4
    )


@cache
def pattern(rendering: str) -> "regex.Pattern[str]":
    """A wrong rendering, articles and case left open, hyphens or spaces between the words."""
    parts = [regex.escape(w.text) for w in words(rendering)]
    return regex.compile(r"\b" + r"[\s-]+(?:the\s+)?".join(parts) + r"\b", regex.IGNORECASE)
