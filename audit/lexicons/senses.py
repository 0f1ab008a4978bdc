"""Words with two senses and false friends: source word, right English, wrong English. The table is `senses.tsv`.

A lower-case word of the table never matches a capitalised name inside a sentence, except in German.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import regex

from audit.finding import Span
from audit.lexicons.phrase import English, beginnings, english, find_source, occurrences, render, split, starts_of

COLUMNS = ("lang", "source", "right", "wrong", "never", "also")
_PHRASE = regex.compile(r"[ +(]")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’ʼ]+")
_BEGINS = regex.compile(r"(?:^|[.!?…:;\n][\"'»”)]*\s+|[«\"“„(—–-]\s*)$")
_NOT_ADVERBS = frozenset({"timely+", "likely+", "friendly+", "lovely+", "weekly+"})


@dataclass(frozen=True, slots=True)
class Sense:
    """One row: `right` and `wrong` are English phrases; `named`: the source is a name; see the table's header."""

    lang: str
    source: tuple[str, ...]
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    never: bool
    also: tuple[str, ...]

    @property
    def named(self) -> bool:
        return self.source[0][0].isupper() and self.lang != "de"

    def in_source(self, text: str) -> Span | None:
        """Return the first place of the source word, or None."""
        view = text if self.lang == "de" else _view(text, self.named)
        return next((s for form in self.source if (s := find_source(form, view, self.lang, loose=False))), None)

    def shown(self, text: str) -> str:
        """Return the right rendering that an English text has, or ""."""
        return next((r for r in self.right if next(occurrences(english(r), text), None)), "")

    def misread(self, text: str) -> bool:
        """Whether an English text has a wrong rendering."""
        return any(next(occurrences(english(w), text), None) for w in self.wrong)

    def explained(self, wrong: str, text: str) -> bool:
        """Whether another word of the source text may well be what the wrong English translates."""
        if any(find_source(form, text, self.lang, loose=False) for form in self.also):
            return True
        mine = {form.lower().lstrip("=").partition(" + ")[0] for form in self.source}
        others = _rendered().get((self.lang, wrong), ())
        return any(row.in_source(text) for row in others if mine.isdisjoint(f.lower().lstrip("=") for f in row.source))


@lru_cache(maxsize=1024)
def _view(text: str, names: bool) -> str:
    """Copy the text, same length, with zeros for capitalised words inside sentences; for all others with `names`."""
    out = list(text)
    for word in _WORD.finditer(text):
        capital = word.group()[0].isupper()
        named = capital and not _BEGINS.search(text[: word.start()])
        if (names and not capital) or (named and not names):
            out[word.start() : word.end()] = "0" * len(word.group())
    return "".join(out)


def _renderings(cell: str) -> tuple[str, ...]:
    """Return a cell's phrases; a single word stands for all its forms."""
    return tuple(part if _PHRASE.search(part) else part + "+" for part in split(cell))


def _row(number: int, line: str) -> Sense:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        raise ValueError(f"senses.tsv:{number}: {len(cells)} columns; needs {len(COLUMNS)}")
    lang, source, right, wrong, never, also = cells
    if never not in {"yes", "no"}:
        raise ValueError(f"senses.tsv:{number}: never is {never!r}; needs yes or no")
    row = Sense(lang, split(source), _renderings(right), _renderings(wrong), never == "yes", split(also))
    if not (row.source and row.right and row.wrong):
        raise ValueError(f"senses.tsv:{number}: needs a source word, a right and a wrong rendering")
    return row


@cache
def table() -> tuple[Sense, ...]:
    """Return all rows, in the file's order. Raises ValueError, naming the line, when a row cannot be read."""
    lines = files("audit.lexicons").joinpath("senses.tsv").read_text("utf-8").splitlines()
    rows = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if tuple(rows[0][1].split("\t")) != COLUMNS:
        raise ValueError(f"senses.tsv:{rows[0][0]}: columns are not {', '.join(COLUMNS)}")
    return tuple(_row(n, line) for n, line in rows[1:])


@cache
def languages() -> frozenset[str]:
    """Return the source languages of the table."""
    return frozenset(row.lang for row in table())


@cache
def _rendered() -> dict[tuple[str, str], tuple[Sense, ...]]:
    """The rows by language and right rendering."""
    index: dict[tuple[str, str], tuple[Sense, ...]] = {}
    for row in table():
        for right in row.right:
            index[row.lang, right] = (*index.get((row.lang, right), ()), row)
    return index


@cache
def _wrongs() -> dict[tuple[str, str], tuple[tuple[Sense, str], ...]]:
    """The wrong renderings by language and the word that they can begin with."""
    index: dict[tuple[str, str], tuple[tuple[Sense, str], ...]] = {}
    for row in table():
        for wrong in row.wrong:
            for start in beginnings(wrong):
                index[row.lang, start] = (*index.get((row.lang, start), ()), (row, wrong))
    return index


def misreadings(text: str, lang: str) -> Iterator[tuple[Sense, str, Span]]:
    """Yield each wrong rendering that an English text has, with its row and place."""
    index = _wrongs()
    for word, start in starts_of(text):
        for row, wrong in index.get((lang, word), ()):
            if span := english(wrong).match(text, start):
                yield row, wrong, span


def correction(row: Sense, wrong: str, text: str, span: Span, shown: str = "") -> str:
    """Return the right rendering (`shown`, else the row's first) in the form of the words at `span`; "" if none fits."""
    phrase: English = english(wrong)
    fits = shown and "(" not in shown and (" " not in shown or " " in row.right[0])
    right = shown if fits else row.right[0]
    if wrong.endswith("ly+") and not right.endswith("ly+"):
        adverbs = (r for r in row.right if r.endswith("ly+") and r not in _NOT_ADVERBS)
        right = next(adverbs, "")
    begins = not text[: span.start].strip(" \n\"'“«(") or text[: span.start].rstrip(" \"'“«(")[-1:] in ".!?:\n"
    capital = text[span.start].isupper() and (begins or wrong[0].islower())
    return render(right, phrase.slot(text, span), capital=capital) if right else ""
