"""File -> units, by the file's ending or the format's name: one table of all bilingual readers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol

from corpora import hub, po, table, tmx, xliff
from corpora.encoding import CHUNK, Sniff, as_utf8, chunks, of_po, of_text, of_xml
from corpora.read import InputError
from corpora.units import Unit

Units = Iterator[Unit | InputError]


class _Reader(Protocol):
    def __call__(self, file: Iterable[bytes], name: str, source_lang: str, target_lang: str) -> Units: ...


class _Placing(Protocol):
    def __call__(self, file: Iterable[bytes], name: str, source_lang: str, target_lang: str, data: bytes) -> Units: ...


_READERS: dict[str, tuple[_Reader, Sniff]] = {
    "tmx": (tmx.read, of_xml),
    "xliff": (xliff.read, of_xml),
    "po": (po.read, of_po),
    "tsv": (table.read, of_text),
    "csv": (partial(table.read, comma=True), of_text),
}
_PLACED: dict[str, _Placing] = {"tmx": tmx.read, "xliff": xliff.read, "po": po.read}
_ENDINGS = {
    ".tmx": "tmx",
    **dict.fromkeys((".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), "xliff"),
    **dict.fromkeys((".po", ".pot"), "po"),
    **dict.fromkeys((".tsv", ".tab"), "tsv"),
    ".csv": "csv",
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
}
FORMATS = (*_READERS, "jsonl", "hf")
WRITTEN_BACK = tuple(_PLACED)


@dataclass(frozen=True, slots=True)
class Whole:
    """A file at once: its text in UTF-8, to which the places of its units belong, and the encoding it is in."""

    name: str
    style: str
    data: bytes
    encoding: str


def format_of(path: str, given: str = "") -> str:
    """Return the format that is given, or that the ending of the file tells, else ""."""
    if given or path.startswith(hub.PREFIX):
        return given or "hf"
    return _ENDINGS.get(Path(path).suffix.lower(), "")


def read(file: BinaryIO, name: str, style: str, source_lang: str = "", target_lang: str = "") -> Units:
    """Yield the units of an open file of one of `FORMATS` but jsonl and hf, in order, with memory that does not grow with it.

    An InputError in their place names one that cannot be read; one that is raised ends the file.
    """
    reader, sniff = _READERS[style]
    yield from reader(chunks(file, name, sniff), name, source_lang, target_lang)


def whole(data: bytes, name: str, style: str, source_lang: str = "", target_lang: str = "") -> tuple[list[Unit], Whole]:
    """Return the units of a file, with their places where its format is one of `WRITTEN_BACK`, and the file in UTF-8.

    Raises InputError for the first unit that cannot be read.
    """
    reader, sniff = _READERS[style]
    encoded, encoding = as_utf8(data, name, sniff)
    pieces = (encoded[at : at + CHUNK] for at in range(0, len(encoded), CHUNK))
    langs = (source_lang, target_lang)
    found = _PLACED[style](pieces, name, *langs, encoded) if style in _PLACED else reader(pieces, name, *langs)
    return _units(found), Whole(name, style, encoded, encoding)


def _units(found: Units) -> list[Unit]:
    units: list[Unit] = []
    for unit in found:
        if isinstance(unit, InputError):
            raise unit
        units.append(unit)
    return units
