"""Reads TSV and CSV with a header that names the columns: streaming, one row a unit."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import regex

from corpora.language import parse_pair, parse_tag, primary, settle
from corpora.read import InputError
from corpora.units import Unit

_SOURCE = ("src", "source", "source_text", "original")
_TARGET = ("mt", "target", "tgt", "translation", "target_text", "hypothesis", "hyp")
_RETRANSLATION = regex.compile(r"(?:rt|retranslation)[ _-]?\d*")
_ID = ("id", "key", "segment_id", "seg_id", "uid")
_PAIR = ("pair", "lp", "language_pair", "lang_pair")
_SOURCE_LANG = ("source_lang", "src_lang", "source_language", "sl")
_TARGET_LANG = ("target_lang", "tgt_lang", "target_language", "tl")
_TAG = regex.compile(r"[a-z]{2,3}(?:[-_][a-z]{2}|[-_][a-z]{4})?")
_HEAD = "name the columns in the first line: 'src' and 'mt', and where there are any 'id', 'pair', 'rt'"
_LONGEST = 1 << 22  # bytes of a line
_SAMPLE = 50  # rows from which the languages are told where nothing names them
_UNESCAPED = regex.compile(r'"((?:[^"]|"")*)"')

Row = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, -1 where none does. `langs` are those that the header itself names."""

    target: int
    source: int = -1
    id: int = -1
    pair: int = -1
    lang: tuple[int, int] = (-1, -1)
    retranslations: tuple[int, ...] = ()
    langs: tuple[str, str] = field(default=("", ""))


def read(
    file: Iterable[bytes], name: str, source_lang: str = "", target_lang: str = "", *, comma: bool = False
) -> Iterator[Unit | InputError]:
    """Yield, of a file in UTF-8, a unit for each row, or the InputError that names it. Memory does not grow with the file.

    Columns are told by the header: names as in `batch`, common others, or the two languages. Two columns without a header
    are source and translation. The languages are those of the row, the given ones, those of the header, or detected.
    Raises InputError for a file whose columns cannot be told, and for a quote in CSV that does not close.
    """
    rows = _csv(file, name) if comma else _tsv(file, name)
    head = next(rows, None)
    if head is None:
        raise InputError(f"{name}: the file is empty; {_HEAD}")
    found = columns(head[1], source_lang, target_lang, f"{name}:{head[0]}")
    if found is None and len(head[1]) == 2:
        found, rows = Columns(1, 0), chain([head], rows)
    if found is None:
        raise InputError(f"{name}:{head[0]}: no column for the translation among {len(head[1])}; {_HEAD}")
    yield from units(rows, found, len(head[1]), name, (source_lang, target_lang))


def columns(names: Sequence[str], source_lang: str, target_lang: str, where: str) -> Columns | None:
    """Return what the columns of these names hold, None where they are not told apart."""
    heads = [n.strip().lower() for n in names]
    languages = (source_lang.lower(), target_lang.lower())
    source = _first(heads, (*_SOURCE, languages[0], primary(languages[0])))
    target = _first(heads, (*_TARGET, languages[1], primary(languages[1])))
    tags = [
        k for k, head in enumerate(heads) if _TAG.fullmatch(head) and head not in (*_ID, *_PAIR, "src", "tgt", "hyp")
    ]
    tags = [
        k for k in tags if heads[k] not in (*_SOURCE_LANG, *_TARGET_LANG) and not _RETRANSLATION.fullmatch(heads[k])
    ]
    langs = ("", "")
    if target < 0 and source < 0 and len(tags) == 2:
        source, target = tags
    if target < 0:
        return None
    if source in tags and target in tags:
        langs = (parse_tag(heads[source], where), parse_tag(heads[target], where))
    rest = tuple(k for k, head in enumerate(heads) if _RETRANSLATION.fullmatch(head))
    lang = (_first(heads, _SOURCE_LANG), _first(heads, _TARGET_LANG))
    return Columns(target, source, _first(heads, _ID), _first(heads, _PAIR), lang, rest, langs)


def _first(heads: Sequence[str], names: Iterable[str]) -> int:
    return next((heads.index(name) for name in names if name and name in heads), -1)


def units(
    rows: Iterable[Row], found: Columns, width: int, name: str, given: tuple[str, str]
) -> Iterator[Unit | InputError]:
    """Yield a unit for each row of `width` cells, or the InputError that names it."""
    known = [a or b for a, b in zip(given, found.langs, strict=True)]
    told = found.pair >= 0 or found.lang[1] >= 0
    numbered = enumerate(rows, 1)
    first = list(islice(numbered, _SAMPLE))
    if not told:
        for k, (place, option) in enumerate(((found.source, "--source-lang"), (found.target, "--target-lang"))):
            if not known[k] and place >= 0:
                known[k] = settle(" ".join(r[place] for _, (_, r) in first if place < len(r)), "", name, option)
    for number, (line, cells) in chain(first, numbered):
        where = f"{name}:{line}"
        if not any(cells):
            continue
        try:
            if len(cells) != width:
                raise InputError(f"{where}: {len(cells)} columns, the first line has {width}; mend the line")
            yield _unit(cells, found, number, where, known)
        except InputError as e:
            yield e


def _unit(cells: Sequence[str], found: Columns, number: int, where: str, known: Sequence[str]) -> Unit:
    langs = list(known)
    if found.pair >= 0:
        langs = list(parse_pair(cells[found.pair], where))
    for k, place in enumerate(found.lang):
        if place >= 0:
            langs[k] = parse_tag(cells[place], where)
    if not langs[1]:
        raise InputError(f"{where}: the language of the translation is not told; give it with --target-lang")
    return Unit(
        id=(cells[found.id] if found.id >= 0 else "") or number,
        source=cells[found.source] if found.source >= 0 else "",
        target=cells[found.target],
        source_lang=langs[0],
        target_lang=langs[1],
        where=where,
        retranslations=tuple(cells[k] for k in found.retranslations),
    )


def _lines(file: Iterable[bytes], name: str) -> Iterator[str]:
    """Lines with their ends; a byte order mark is none of the text."""
    for number, line in enumerate(_raw_lines(file, name), 1):
        try:
            yield (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).decode()
        except UnicodeDecodeError as e:
            raise InputError(
                f"{name}:{number}:{e.start + 1}: byte 0x{line[e.start]:02x} is not UTF-8; save the table as UTF-8"
            ) from None


def _raw_lines(file: Iterable[bytes], name: str) -> Iterator[bytes]:
    rest = b""
    for piece in file:
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in lines)
        if len(rest) > _LONGEST:
            raise InputError(f"{name}: a line of more than {_LONGEST >> 20} MB; is this a table?")
    if rest:
        yield rest


def _tsv(file: Iterable[bytes], name: str) -> Iterator[Row]:
    """Rows without quoting, since sentences begin with quotes; only a cell that doubles its inner ones is unquoted."""
    for number, line in enumerate(_lines(file, name), 1):
        yield number, [_unquoted(cell) for cell in line.rstrip("\r\n").split("\t")]


def _unquoted(cell: str) -> str:
    if cell[:1] != '"' or '""' not in cell[1:-1]:
        return cell
    m = _UNESCAPED.fullmatch(cell)
    return m[1].replace('""', '"') if m else cell


def _csv(file: Iterable[bytes], name: str) -> Iterator[Row]:
    lines = _lines(file, name)
    head = next(lines, "")
    mark = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(chain([head] if head else [], lines), delimiter=mark, strict=True)
    while True:
        begin = reader.line_num + 1
        try:
            yield begin, next(reader)
        except StopIteration:
            return
        except csv.Error as e:
            raise InputError(f"{name}:{begin}: not CSV: {e}; mend the quotes of the row") from None
