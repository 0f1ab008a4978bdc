"""Reads TMX 1.4 translation memories: streaming, no entities, nothing fetched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from corpora.encoding import chunks, of_xml
from corpora.language import parse_tag, primary
from corpora.markup import LANG, Markup, Text, white_after, white_before
from corpora.read import InputError
from corpora.units import OBJECT, Run, Spot, Unit

OURS = "mtaudit: "  # how a note of ours begins
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut", "sub"})  # markup of the original format, not text
_ALL = "*all*"


@dataclass(frozen=True, slots=True)
class Variant:
    """A <tuv>: its language tag as written, its text, and where both stand if that was asked for."""

    tag: str
    text: str
    runs: tuple[Run, ...] = ()
    at: int = 0
    ours: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A <tu>: the line it begins at, its id or "", its source language or "", and its variants in order."""

    line: int
    id: str
    srclang: str
    found: tuple[Variant, ...]

    @property
    def variants(self) -> tuple[tuple[str, str], ...]:
        """(language tag as written, text) without inline codes and without anything in their place."""
        return tuple((v.tag, v.text.replace(OBJECT, "")) for v in self.found)


def units(file: BinaryIO, name: str) -> Iterator[Entry]:
    """Yield the entries of a TMX file, in order. Memory does not grow with the file.

    Raises InputError, with the line, for what is no TMX, for damaged XML, and for files that declare entities.
    """
    yield from _Reader(name).read(chunks(file, name, of_xml))


def read(
    file: Iterable[bytes], name: str, source_lang: str = "", target_lang: str = "", data: bytes | None = None
) -> Iterator[Unit | InputError]:
    """Yield, of a file in UTF-8, a unit for each translation of each <tu>; into `target_lang` only, where it is given.

    The source is that of `source_lang`, or of the file's `srclang`. A <tu> without it is left out. With `data`, the whole
    file as UTF-8, units have their places. Raises InputError as `units` does, and where the file does not tell the source.
    """
    tags: dict[str, str] = {}
    some, seen = False, dict[str, None]()
    for number, entry in enumerate(_Reader(name, data).read(file), 1):
        where = f"{name}:{entry.line}"
        try:
            langs = [tags.get(v.tag) or tags.setdefault(v.tag, parse_tag(v.tag, where)) for v in entry.found]
        except InputError as e:
            yield e
            continue
        seen.update(dict.fromkeys(langs))
        source = _source(entry, langs, source_lang, target_lang, where)
        if source is None:
            continue
        for k in _targets(langs, source, target_lang):
            some = True
            yield _unit(entry, (source, k), langs, number, where, data)
    if not some:
        wanted = " and ".join(filter(None, (source_lang, target_lang))) or "its source and another language"
        raise InputError(f"{name}: no unit with {wanted}; has {', '.join(seen) or 'no languages'}")


def _source(entry: Entry, langs: list[str], source_lang: str, target_lang: str, where: str) -> int | None:
    wanted = source_lang or (entry.srclang if entry.srclang.lower() != _ALL else "")
    if wanted:
        return next(iter(_like(langs, wanted)), None)
    others = [k for k, lang in enumerate(langs) if not target_lang or primary(lang) != primary(target_lang)]
    if target_lang and len({langs[k] for k in others}) == 1:
        return others[0]
    raise InputError(
        f"{where}: the memory does not say which language is the source (srclang {entry.srclang!r}); give it with --source-lang"
    )


def _targets(langs: list[str], source: int, target_lang: str) -> list[int]:
    if target_lang:
        return [k for k in _like(langs, target_lang) if k != source]
    return [k for k, lang in enumerate(langs) if lang != langs[source]]


def _like(langs: list[str], wanted: str) -> list[int]:
    """Places of the very tag, else of the language in any variety."""
    usual = wanted.replace("_", "-").lower()
    exact = [k for k, lang in enumerate(langs) if lang.lower() == usual]
    return exact or [k for k, lang in enumerate(langs) if primary(lang) == primary(usual)]


def _unit(entry: Entry, places: tuple[int, int], langs: list[str], number: int, where: str, data: bytes | None) -> Unit:
    source, target = (entry.found[k] for k in places)
    ident: str | int = entry.id or number
    if len(entry.found) > 2:
        ident = f"{ident}/{target.tag}"
    spot = None
    if data is not None:
        spot = Spot(target.at, "tmx", source.runs, target.runs, target.ours, white_before(data, target.at))
    return Unit(ident, source.text, target.text, langs[places[0]], langs[places[1]], where, spot=spot)


class _Reader(Markup[Entry]):
    """Expat's handlers and what they have gathered so far."""

    format = "TMX"

    def __init__(self, name: str, data: bytes | None = None) -> None:
        super().__init__(name, data)
        self._found: list[Variant] = []
        self._tu = (0, "", "")
        self._srclang = ""
        self._lang: str | None = None  # of the open <tuv>
        self._seg: Text | None = None
        self._seg_at = 0
        self._depth = 0  # of elements inside <seg>
        self._note_at = 0
        self._note: Text | None = None
        self._ours: list[tuple[int, int]] = []
        self._began = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(" ")[2]
        if not self._began and tag != "tmx":
            raise InputError(f"{self.name}:{self.line}: not TMX but <{tag}>; give a TMX 1.4 file")
        self._began = True
        if self._depth:
            self._depth += 1
            if self.hidden:
                self.hidden += 1
            elif tag in _CODES:
                if tag == "ph":
                    self.stand_in()
                self.hidden = 1
        elif tag == "seg" and self._lang is not None:
            self._seg, self._depth, self._seg_at = Text(), 1, self.at
            self.texts = (self._seg,)
        elif tag == "tuv":
            self._lang, self._seg, self._ours = attributes.get(LANG) or attributes.get("lang", ""), None, []
        elif tag == "tu":
            self.since, self._found = self.at, []
            self._tu = self.line, attributes.get("tuid", ""), attributes.get("srclang") or self._srclang
        elif tag == "note" and self._lang is not None and self.data is not None:
            self._note, self._note_at = Text(), self.at
            self.texts = (self._note,)
        elif tag == "header":
            self._srclang = attributes.get("srclang", "")

    def end(self, tag: str) -> None:
        tag = tag.rpartition(" ")[2]
        if self._depth:
            self._depth -= 1
            self.hidden = max(0, self.hidden - 1)
            if not self._depth:
                self.texts = ()
        elif tag == "tuv" and self._lang is not None:
            seg = self._seg or Text()
            self._found.append(Variant(self._lang, str(seg), self.runs(seg), self._seg_at, tuple(self._ours)))
            self._lang = None
        elif tag == "note" and self._note is not None:
            if str(self._note).startswith(OURS):
                self._ours.append(self._range(self.data or b""))
            self._note, self.texts = None, ()
        elif tag == "tu":
            self.made.append(Entry(*self._tu, tuple(self._found)))
            self.since = 0

    def _range(self, data: bytes) -> tuple[int, int]:
        """The note that ends here, with the white space after it."""
        return self._note_at, white_after(data, data.index(b">", self.at) + 1)
