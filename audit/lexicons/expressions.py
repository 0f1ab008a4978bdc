"""Fixed expressions, initiatives and titles, with their right English and the word-by-word English that MT makes.

The table is `expressions.tsv`; its header says how it was made, `audit.lexicons.phrase` how its phrases are written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audit.finding import Severity, Span
from audit.lexicons.anchors import anchors, text_keys
from audit.lexicons.phrase import English, beginnings, english, find_source, needed, render, split, starts_of

LANGUAGES = ("uk", "ru", "de", "fr", "es", "pl", "pt", "zh")
_COLUMNS = ("id", "kind", *LANGUAGES, "right", "literal", "alone", "severity")


@dataclass(frozen=True, slots=True)
class Expression:
    """One row. `alone`: the literal English is never right, so that it may be flagged without a source."""

    id: str
    kind: str
    sources: tuple[tuple[str, tuple[str, ...]], ...]
    right: tuple[str, ...]
    literal: tuple[str, ...]
    alone: bool
    severity: Severity

    def covers(self, lang: str) -> bool:
        """Whether the row knows the expression in `lang`."""
        return any(known == lang for known, _ in self.sources)

    def in_source(self, text: str, lang: str) -> Span | None:
        """Return the place of the expression in a source text, or None."""
        forms = (form for known, phrases in self.sources if known == lang for form in phrases)
        return next((span for form in forms if (span := find_source(form, text, lang))), None)

    def in_english(self, text: str) -> Span | None:
        """Return the first place of a literal rendering in an English text, or None."""
        return next((span for row, span, _ in literals(text) if row is self), None)


def _row(number: int, line: str) -> Expression:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(_COLUMNS):
        raise ValueError(f"expressions.tsv:{number}: {len(cells)} columns; needs {len(_COLUMNS)}")
    row = dict(zip(_COLUMNS, cells, strict=True))
    if row["alone"] not in {"yes", "no"}:
        raise ValueError(f"expressions.tsv:{number}: alone is {row['alone']!r}; needs yes or no")
    sources = tuple((lang, split(row[lang])) for lang in LANGUAGES if row[lang])
    right, literal = split(row["right"]), split(row["literal"])
    if not (row["id"] and sources and right and literal):
        raise ValueError(f"expressions.tsv:{number}: needs an id, a source form, a right and a literal rendering")
    return Expression(row["id"], row["kind"], sources, right, literal, row["alone"] == "yes", Severity(row["severity"]))


@cache
def table() -> tuple[Expression, ...]:
    """Return all rows, in the file's order. Raises ValueError, naming the line, when a row cannot be read."""
    lines = files("audit.lexicons").joinpath("expressions.tsv").read_text("utf-8").splitlines()
    rows = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if tuple(rows[0][1].split("\t")) != _COLUMNS:
        raise ValueError(f"expressions.tsv:{rows[0][0]}: columns are not {', '.join(_COLUMNS)}")
    return tuple(_row(n, line) for n, line in rows[1:])


@cache
def _index() -> dict[str, list[tuple[Expression, str]]]:
    """The literal renderings by the words that they can begin with."""
    index: dict[str, list[tuple[Expression, str]]] = {}
    for row in table():
        for phrase in row.literal:
            for word in beginnings(phrase):
                index.setdefault(word, []).append((row, phrase))
    return index


@cache
def _by_word(lang: str) -> dict[str, tuple[tuple[Expression, str], ...]]:
    """The rows of a language and their source phrases, by the keys of a word that each cannot do without: its longest."""
    index: dict[str, list[tuple[Expression, str]]] = {}
    for row in table():
        for phrase in (phrase for known, phrases in row.sources if known == lang for phrase in phrases):
            if words := anchors(phrase, lang):
                for key in max(words, key=lambda keys: min(map(len, keys))):
                    index.setdefault(key, []).append((row, phrase))
    return {key: tuple(rows) for key, rows in index.items()}


def in_source(text: str, lang: str) -> Iterator[tuple[Expression, Span]]:
    """Yield the expressions of the table that stand in a source text, with their places."""
    index, have = _by_word(lang), text_keys(text, lang)
    found: dict[str, tuple[Expression, Span]] = {}
    for row, phrase in dict.fromkeys(entry for key in have for entry in index.get(key, ())):
        if row.id in found or any(map(have.isdisjoint, anchors(phrase, lang))):
            continue
        if span := find_source(phrase, text, lang):
            found[row.id] = row, span
    yield from (found[name] for name in sorted(found))


def literals(text: str) -> Iterator[tuple[Expression, Span, English]]:
    """Yield each literal rendering in an English text: its row, its exact words, and the phrase that found it."""
    index, begun = _index(), starts_of(text)
    have = {word for word, _ in begun}
    for word, start in begun:
        for row, written in index.get(word, ()):
            if (other := needed(written)) and have.isdisjoint(other):
                continue
            phrase = english(written)
            if span := phrase.match(text, start):
                yield row, span, phrase


def correction(row: Expression, phrase: English, text: str, span: Span) -> str:
    """Return the row's first right rendering in the form (tense, owner, capital) of the words it replaces.

    "" where it cannot stand in their place: one of the two has a verb and the other has none.
    """
    right = row.right[0]
    if bool(english(right).verbs) != bool(phrase.verbs):
        return ""
    before = text[: span.start].rstrip(" \n\"'“‘«(")
    begins = text[span.start].isupper() and (not before or before[-1] in ".!?:")
    return render(right, phrase.slot(text, span), phrase.gap(text, span), begins)
