"""Reads XML by the standard library's expat: streaming, no entities of its own, nothing fetched, places in the file kept.

The formats differ in what they call a unit; what is text and where it stands is the same in all, and is here.
"""

from collections.abc import Iterable, Iterator
from typing import Generic, NoReturn, TypeVar
from xml.parsers import expat
from xml.sax.saxutils import escape

import regex

from corpora.read import InputError
from corpora.units import OBJECT, Run

LANG = "http://www.w3.org/XML/1998/namespace lang"
_MOST = 1 << 23  # bytes of one unit, tag or comment; expat would read a longer one again with every piece
_NOT_XML = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_TAG = regex.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")

T = TypeVar("T")


class Text:
    """Characters gathered from one element, codes left out."""

    __slots__ = ("length", "pieces", "runs")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.runs: list[tuple[int, int, bool]] = []  # code point, byte, inside CDATA
        self.length = 0

    def __str__(self) -> str:
        return "".join(self.pieces)


class Markup(Generic[T]):
    """Base of the readers: a subclass gives `start` and `end`, and puts what it made into `made`.

    `texts` are those that take characters now; while `hidden` is over 0 they take none. With `data` (the whole file as
    UTF-8) the places of characters are kept.
    """

    format = "XML"

    def __init__(self, name: str, data: bytes | None = None) -> None:
        self.name = name
        self.data = data
        self.made: list[T] = []
        self.texts: tuple[Text, ...] = ()
        self.hidden = 0
        self.since = 0  # byte at which the unit began
        self._closed = False
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = data is None
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._refuse
        self.parser.SkippedEntityHandler = self._refuse
        if data is not None:
            self.parser.StartCdataSectionHandler = lambda: self._cdata(True)
            self.parser.EndCdataSectionHandler = lambda: self._cdata(False)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, tag: str) -> None:
        raise NotImplementedError

    @property
    def at(self) -> int:
        """The byte at which what is read now begins."""
        return self.parser.CurrentByteIndex

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def fail(self, what: str) -> NoReturn:
        """Raise InputError with line and column."""
        raise InputError(f"{self.name}:{self.line}:{self.parser.CurrentColumnNumber + 1}: {what}")

    def stand_in(self) -> None:
        """Put the stand-in for a code that is itself something to read, such as a variable."""
        if self.hidden == 0:
            self._take(OBJECT)

    def read(self, file: Iterable[bytes]) -> Iterator[T]:
        """Yield what the subclass makes of a file in UTF-8, in order. Raises InputError."""
        given = 0
        try:
            for chunk in file:
                self.parser.Parse(chunk, False)
                given += len(chunk)
                yield from self._taken()
                if given - max(self.parser.CurrentByteIndex, 0) > _MOST or (self.since and given - self.since > _MOST):
                    self.fail(f"more than {_MOST >> 20} MB without an end; is this {self.format}?")
            self.parser.Parse(b"", True)
            yield from self._taken()
        except expat.ExpatError as e:
            yield from self._taken()
            reason = expat.errors.messages.get(e.code, str(e))
            raise InputError(
                f"{self.name}:{e.lineno}:{e.offset + 1}: not XML: {reason}; mend or export the file again as {self.format}"
            ) from None

    def _taken(self) -> list[T]:
        ready, self.made = self.made, []
        return ready

    def _refuse(self, *_: object) -> None:
        where = f"{self.name}:{self.line}"
        raise InputError(f"{where}: uses an XML entity of its own; export the file without entities")

    def _cdata(self, inside: bool) -> None:
        self._closed = inside

    def _characters(self, text: str) -> None:
        if self.texts and not self.hidden:
            self._take(text)

    def _take(self, text: str) -> None:
        for taking in self.texts:
            if self.data is not None:
                taking.runs.append((taking.length, self.parser.CurrentByteIndex, self._closed))
                taking.length += len(text)
            taking.pieces.append(text)

    def runs(self, text: Text) -> tuple[Run, ...]:
        """Return where the characters of a text stand; () where places are not kept."""
        if self.data is None:
            return ()
        read = zip(text.runs, text.pieces, strict=True)
        return tuple(self._run(start, at, closed, piece) for (start, at, closed), piece in read)

    def _run(self, start: int, at: int, closed: bool, piece: str) -> Run:
        data = self.data or b""
        raw = piece.encode("utf-8", "surrogatepass")
        if data[at : at + len(raw)] == raw and (closed or raw != b"&"):
            return Run(start, at, at + len(raw), True, closed)
        if data[at : at + 1] == b"<":
            return Run(start, at, tag_end(data, at), False, True)
        end = data.index(b";", at) + 1 if data[at : at + 1] == b"&" else at + len(b"\r\n")
        return Run(start, at, end, False, closed)


def escaped(text: str) -> str:
    """Return text as XML writes it; characters that XML has no way to write are replaced.

    >>> escaped("a < b\\0")
    'a &lt; b\ufffd'
    """
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text), {"\r": "&#13;"})


def tag_end(data: bytes, at: int) -> int:
    """Return the byte after the tag that begins at `at`."""
    found = _TAG.match(data, at)
    return found.end() if found else at


def white_before(data: bytes, at: int) -> str:
    """Return the white space that ends at `at`."""
    begin = at
    while begin and data[begin - 1] in b" \t\r\n":
        begin -= 1
    return data[begin:at].decode()


def white_after(data: bytes, at: int) -> int:
    """Return the byte after the white space at `at`."""
    while at < len(data) and data[at] in b" \t\r\n":
        at += 1
    return at


def prefix(data: bytes, at: int) -> str:
    """Return the namespace prefix of the tag at `at`, with its colon, or ""."""
    found = regex.compile(rb"</?([^\s:/>]+:)").match(data, at)
    return found[1].decode() if found else ""
