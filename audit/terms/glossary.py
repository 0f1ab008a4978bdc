"""Glossaries, from CSV and from TBX: for each concept the terms of each language, and which of them are forbidden.

CSV (comma, semicolon or tab) has a header of `source` and `target`, or of language tags (`uk,en`), and where wanted
`forbidden`: terms that the translation must not have. Several terms in one cell are parted by " | ", the preferred first.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from audit.terms.tbx import Concept, Worded, concepts
from corpora.language import parse_tag, primary
from corpora.read import InputError

_SOURCE, _TARGET, _FORBIDDEN = "source", "target", "forbidden"
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Term:
    """One concept for one pair: what the source may call it, what the translation should (preferred first) and must not."""

    sources: tuple[str, ...]
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def read_glossary(path: Path) -> tuple[Concept, ...]:
    """Read a glossary by its ending. Raises InputError that names file, line and cure."""
    try:
        raw = path.read_bytes()
    except OSError as e:
        raise InputError(f"{path}: cannot be read: {e.strerror}; check the glossary's path") from None
    if path.suffix.lower() in (".tbx", ".xml"):
        return tuple(concepts(raw, str(path)))
    if path.suffix.lower() not in (".csv", ".tsv", ".tab"):
        raise InputError(f"{path}: unknown ending '{path.suffix}'; a glossary is .tbx, .csv or .tsv")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise InputError(f"{path}: not UTF-8 at byte {e.start}; save it as UTF-8") from None
    return tuple(_rows(text, str(path)))


def terms(known: Iterable[Concept], source_lang: str, target_lang: str) -> tuple[Term, ...]:
    """Return the concepts that say something for a pair; terms without a language hold for every pair."""
    made = (_term(one, primary(source_lang), primary(target_lang)) for one in known)
    return tuple(t for t in made if (t.sources and t.right) or t.wrong)


def _term(concept: Concept, source: str, target: str) -> Term:
    ours = [w for w in concept.terms if w.lang in (_TARGET, target)]
    sources = [w.text for w in concept.terms if w.lang in (_SOURCE, source) and not w.forbidden]
    right = sorted((w for w in ours if not w.forbidden), key=lambda w: not w.preferred)
    return Term(tuple(sources), tuple(w.text for w in right), tuple(w.text for w in ours if w.forbidden))


def _rows(text: str, name: str) -> Iterator[Concept]:
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(reader, [])
        columns = _columns([cell.strip().lower() for cell in header], name)
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                if len(cells) > len(columns):
                    raise InputError(
                        f"{name}:{reader.line_num}: {len(cells)} cells; the header has {len(columns)}; quote a cell that has a '{delimiter}'"
                    )
                yield Concept(tuple(_worded(columns, cells)))
    except csv.Error as e:
        raise InputError(f"{name}:{reader.line_num}: no row of CSV ({e}); check its quotes") from None


def _columns(header: Sequence[str], name: str) -> list[str]:
    """The language of each column, or its role."""
    named = {_SOURCE, _TARGET} <= set(header)
    unknown = [x for x in header if x not in (_SOURCE, _TARGET, _FORBIDDEN) and (named or not _is_tag(x))]
    if unknown or len(set(header) - {_FORBIDDEN}) < 2:
        raise InputError(
            f"{name}:1: the header is {', '.join(header) or 'empty'}; it needs source, target and, where wanted, forbidden, "
            "or language tags such as uk, en"
        )
    return [cell if cell in (_SOURCE, _TARGET, _FORBIDDEN) else primary(parse_tag(cell, name)) for cell in header]


def _is_tag(cell: str) -> bool:
    try:
        return bool(parse_tag(cell, ""))
    except InputError:
        return False


def _worded(columns: Sequence[str], cells: Sequence[str]) -> Iterator[Worded]:
    """The terms of a row; what is forbidden is so in the target, or in the column of languages that stands last."""
    last = [column for column in columns if column != _FORBIDDEN][-1]
    target = _TARGET if _TARGET in columns else last
    for column, cell in zip(columns, cells, strict=False):
        for place, text in enumerate(filter(None, map(str.strip, cell.split("|")))):
            yield Worded(target if column == _FORBIDDEN else column, text, place == 0, column == _FORBIDDEN)
