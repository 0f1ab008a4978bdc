"""Reads TMX 1.4 translation memories with the standard library's expat: streaming, no entities, nothing fetched."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers import expat

from corpora.read import InputError

_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})  # markup of the original format, not text
_CHUNK = 1 << 16
_LANG = "http://www.w3.org/XML/1998/namespace lang"


@dataclass(frozen=True, slots=True)
class Unit:
    """A <tu>: the line it begins at and its texts as (language tag as written, text without inline codes)."""

    line: int
    variants: tuple[tuple[str, str], ...]


def units(file: BinaryIO, name: str) -> Iterator[Unit]:
    """Yield the units of a TMX file, in order. Memory does not grow with the file.

    Raises InputError, with the line, for what is no TMX, for damaged XML, and for files that declare entities.
    """
    reader = _Reader(name)
    try:
        while chunk := file.read(_CHUNK):
            reader.parser.Parse(chunk, False)
            yield from reader.taken()
        reader.parser.Parse(b"", True)
        yield from reader.taken()
    except expat.ExpatError as e:
        reason = expat.errors.messages.get(e.code, str(e))
        raise InputError(f"{name}:{e.lineno}: not XML: {reason}; export the memory again as TMX") from None
    except (LookupError, ValueError) as e:  # an encoding that Python does not know
        if isinstance(e, InputError):
            raise
        raise InputError(f"{name}: {e}; save the memory as UTF-8") from None


class _Reader:
    """Expat's handlers and what they have gathered so far."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._units: list[Unit] = []
        self._variants: list[tuple[str, str]] = []
        self._line = 0
        self._lang = ""
        self._text: list[str] = []
        self._open: list[str] = []  # elements inside <seg>, and <seg> itself
        self._began = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._refuse
        self.parser.SkippedEntityHandler = self._refuse

    def taken(self) -> list[Unit]:
        ready, self._units = self._units, []
        return ready

    def _refuse(self, *_: object) -> None:
        where = f"{self._name}:{self.parser.CurrentLineNumber}"
        raise InputError(f"{where}: uses an XML entity of its own; export the memory without entities")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._began and tag != "tmx":
            raise InputError(f"{self._name}:{self.parser.CurrentLineNumber}: not TMX but <{tag}>; give a TMX 1.4 file")
        self._began = True
        if self._open or tag == "seg":
            self._open.append(tag)
        elif tag == "tu":
            self._line, self._variants = self.parser.CurrentLineNumber, []
        elif tag == "tuv":
            self._lang, self._text = attributes.get(_LANG) or attributes.get("lang", ""), []

    def _characters(self, text: str) -> None:
        if self._open and not _CODES.intersection(self._open):
            self._text.append(text)

    def _end(self, tag: str) -> None:
        if self._open:
            self._open.pop()
        elif tag == "tuv":
            self._variants.append((self._lang, "".join(self._text)))
        elif tag == "tu":
            self._units.append(Unit(self._line, tuple(self._variants)))
