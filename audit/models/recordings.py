"""Files of recorded re-translations -> sources with their translations, each with its place in the file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from audit.align.sentences import align
from audit.models.translator import ModelError
from corpora.document import Document
from corpora.language import parse_pair, primary
from corpora.read import InputError, decode
from corpora.sentences import document
from corpora.tmx import Entry, units

_HEADS = {"source": ("src", "source"), "target": ("rt", "target", "translation", "retranslation")}
_HOW = "give .jsonl, .tsv, .tmx, or SOURCE.txt,TRANSLATION.txt; a whole text goes with --retranslation"


@dataclass(frozen=True, slots=True)
class Recording:
    """A source text, its translations (best first, at least one), and where they stand ("line 12")."""

    source: str
    targets: tuple[str, ...]
    place: str


def read(path: str, source_lang: str, target_lang: str) -> Iterator[Recording]:
    """Yield the recordings of a pair, in the order of the file. Empty translations are left out.

    Raises InputError with the line at fault; ModelError when the file has none of this pair.
    """
    reader = _READERS.get(Path(path).suffix.lower())
    if not Path(path).exists() and path.count(",") == 1:
        reader = _two_texts
    if reader is None:
        raise ModelError(f"recorded:{path}: not a format of recordings; {_HOW}")
    some = False
    for recording in reader(path, source_lang, target_lang):
        said = tuple(t for t in recording.targets if t.strip())
        if said and recording.source.strip():
            some = True
            yield Recording(recording.source, said, recording.place)
    if not some:
        raise ModelError(f"{path}: has no translation from '{source_lang}' to '{target_lang}'; give another file")


class _Segment(msgspec.Struct, frozen=True):
    src: str = ""
    rt: str | list[str] = ""


class _Row(_Segment, frozen=True):
    """A line of JSONL, as `batch` reads: one sentence, or the segments of a document."""

    pair: str = ""
    segments: list[_Segment] | None = None


_DECODER = msgspec.json.Decoder(_Row)


def _jsonl(path: str, source_lang: str, target_lang: str) -> Iterator[Recording]:
    for number, line in _lines(path):
        if not line.strip():
            continue
        try:
            row = _DECODER.decode(line)
        except (msgspec.DecodeError, RecursionError) as e:
            what = str(e).replace("\n", " ").replace("`", "'")
            raise InputError(f"{path}:{number}: {what}; a row is {{'src': '...', 'rt': '...'}}") from None
        if row.pair and not _same(parse_pair(row.pair, f"{path}:{number}"), (source_lang, target_lang)):
            continue
        for segment in [row] if row.segments is None else row.segments:
            if not segment.src.strip():
                raise InputError(f"{path}:{number}: no source; a row is {{'src': '...', 'rt': '...'}}")
            targets = (segment.rt,) if isinstance(segment.rt, str) else tuple(segment.rt)
            yield Recording(segment.src, targets, f"line {number}")


def _tsv(path: str, source_lang: str, target_lang: str) -> Iterator[Recording]:
    """Two columns, or columns with a head that names `src` and `rt` or the two languages. No quoting."""
    lines = _lines(path)
    number, first = next(lines, (1, ""))
    head = [cell.strip().lower() for cell in first.split("\t")]
    source = _column(head, (*_HEADS["source"], source_lang.lower(), primary(source_lang)))
    target = _column(head, (*_HEADS["target"], target_lang.lower(), primary(target_lang)))
    if source is None or target is None:
        if len(head) != 2:
            raise InputError(f"{path}:1: {len(head)} columns without names; head them 'src' and 'rt', or give just two")
        source, target = 0, 1
        yield Recording(*_cells(path, number, first, len(head), (source, target)), f"line {number}")
    for number, line in lines:
        if line.strip():
            text, translation = _cells(path, number, line, len(head), (source, target))
            yield Recording(text, translation, f"line {number}")


def _column(head: list[str], names: tuple[str, ...]) -> int | None:
    return next((head.index(name) for name in names if name in head), None)


def _cells(path: str, number: int, line: str, width: int, wanted: tuple[int, int]) -> tuple[str, tuple[str, ...]]:
    cells = line.split("\t")
    if len(cells) != width:
        raise InputError(f"{path}:{number}: {len(cells)} columns, the first line has {width}; mend the line")
    return cells[wanted[0]], (cells[wanted[1]],)


def _tmx(path: str, source_lang: str, target_lang: str) -> Iterator[Recording]:
    seen: set[str] = set()
    some = False
    with _opened(path) as file:
        for unit in units(file, path):
            seen.update(lang for lang, _ in unit.variants)
            source = _variants(unit, source_lang, path)
            target = _variants(unit, target_lang, path)
            if source and target:
                some = True
                yield Recording(source[0], target, f"line {unit.line}")
    if not some:
        wanted = f"'{source_lang}' and '{target_lang}'"
        raise ModelError(f"{path}: no unit with {wanted}; has {', '.join(sorted(seen)) or 'no languages'}")


def _variants(unit: Entry, lang: str, path: str) -> tuple[str, ...]:
    """The unit's texts in a language: those with the very tag, else those of the language in one other variety."""
    exact = tuple(text for tag, text in unit.variants if tag.lower() == lang.lower())
    if exact:
        return exact
    near = {tag for tag, _ in unit.variants if primary(tag.replace("_", "-").lower()) == primary(lang)}
    if len(near) > 1:
        raise ModelError(f"{path}:{unit.line}: '{lang}' may be {' or '.join(sorted(near))}; give the full language tag")
    return tuple(text for tag, text in unit.variants if tag in near)


def _two_texts(path: str, source_lang: str, target_lang: str) -> Iterator[Recording]:
    """Line by line where both have as many lines; else sentence by sentence, as they are aligned."""
    one, two = path.split(",")
    left, right = ([text for _, text in _lines(p)] for p in (one, two))
    while left and right and not (left[-1].strip() or right[-1].strip()):
        del left[-1], right[-1]
    if len(left) == len(right):
        for number, (source, target) in enumerate(zip(left, right, strict=True), 1):
            yield Recording(source, (target,), f"line {number}")
        return
    original, translation = document(one, "\n".join(left), source_lang), document(two, "\n".join(right), target_lang)
    yield from _linked(original, translation)


def _linked(original: Document, translation: Document) -> Iterator[Recording]:
    for link in align(original.segments, translation.segments, same_language=False):
        start, source = original.slice(*link.source)
        yield Recording(source, (translation.slice(*link.target)[1],), f"character {start}")


def _same(pair: tuple[str, str], wanted: tuple[str, str]) -> bool:
    return [primary(tag) for tag in pair] == [primary(tag) for tag in wanted]


def _opened(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as e:
        raise ModelError(f"{path}: cannot be read: {e.strerror}; check the path") from None


def _lines(path: str) -> Iterator[tuple[int, str]]:
    """Numbered lines without their ends, decoded strictly."""
    with _opened(path) as file:
        text = decode(file.read().removeprefix(b"\xef\xbb\xbf"), path)
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        yield number, line.removesuffix("\r")


_Reader = Callable[[str, str, str], Iterator[Recording]]
_READERS: dict[str, _Reader] = {".jsonl": _jsonl, ".ndjson": _jsonl, ".tsv": _tsv, ".tab": _tsv, ".tmx": _tmx}
