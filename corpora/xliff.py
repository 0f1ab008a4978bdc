"""Reads XLIFF 1.2 and 2.x: streaming, no entities, nothing fetched. A unit is a <trans-unit>, or a <segment> of 2.x."""

from collections.abc import Iterable, Iterator

import regex

from corpora.language import parse_tag
from corpora.markup import Markup, Text, prefix, tag_end, white_after, white_before
from corpora.read import InputError
from corpora.units import Spot, Unit

MARK = "mtaudit-"  # how the id of a mark or note of ours begins
WHO = "mtaudit"  # whose notes are ours
_SPACE = regex.compile(r"urn:oasis:names:tc:xliff:document:[12]\.\d+")
_STANDING = frozenset({"x", "ph", "cp"})  # codes that are something to read
_CODES = _STANDING | {"bx", "ex", "it", "bpt", "ept", "ut", "sub", "sc", "ec", "sm", "em"}
_NOT_YET = frozenset({"new", "needs-translation"})  # what stands there is no translation


def read(
    file: Iterable[bytes], name: str, source_lang: str = "", target_lang: str = "", data: bytes | None = None
) -> Iterator[Unit | InputError]:
    """Yield the units of a file in UTF-8, in order; those that are not to be translated or not yet are left out. Memory does not grow with the file.

    The languages given are taken where the file says none. With `data`, the whole file as UTF-8, units have their places.
    Raises InputError, with line and column, for what is no XLIFF, for damaged XML and for files that declare entities.
    """
    yield from _Reader(name, (source_lang, target_lang), data).read(file)


class _Reader(Markup[Unit | InputError]):
    """Expat's handlers and what they have gathered so far."""

    format = "XLIFF"

    def __init__(self, name: str, given: tuple[str, str], data: bytes | None) -> None:
        super().__init__(name, data)
        self._given = given
        self._two = False  # version 2.x
        self._space: str | None = None  # namespace of the root
        self._foreign = 0  # depth of elements of other namespaces, and of what is no translation of the unit
        self._langs = ("", "")
        self._file = ""
        self._files = 0
        self._translate = [True]
        self._unit: _Open | None = None
        self._inline: list[str] = []  # open elements of a text, the text's own first
        self._note: tuple[int, bool] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, tag = tag.rpartition(" ")
        if self._space is None:
            self._root(space, tag, attributes)
        elif self._foreign or space != self._space or tag == "alt-trans":
            self._foreign += 1
        elif self._inline:
            self._code(tag, attributes)
        elif self._unit and tag in ("source", "target"):
            self._text(self._unit, tag, attributes)
        elif self._unit and self.data is not None and tag in ("note", "notes", "segment", "ignorable", "originalData"):
            self._landmark(self._unit, tag, attributes)
        elif self._unit and tag in ("segment", "ignorable"):
            self._segment(self._unit, tag, attributes)
        elif tag in ("file", "group", "unit", "trans-unit"):
            self._enter(tag, attributes)

    def _root(self, space: str, tag: str, attributes: dict[str, str]) -> None:
        version = attributes.get("version", "")
        if tag != "xliff" or (space and not _SPACE.fullmatch(space)):
            self.fail(f"not XLIFF but <{tag[:40]}>; give XLIFF 1.2 or 2.x")
        if version[:2] not in ("1.", "2."):
            self.fail(f"XLIFF of version '{version[:20]}'; give 1.2 or 2.x")
        self._space, self._two = space, version.startswith("2.")
        self._langs = attributes.get("srcLang", ""), attributes.get("trgLang", "")

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        self._translate.append(attributes.get("translate", "yes" if self._translate[-1] else "no") != "no")
        if tag == "file":
            self._files += 1
            self._file = attributes.get("id" if self._two else "original", "") or str(self._files)
            if not self._two:
                self._langs = attributes.get("source-language", ""), attributes.get("target-language", "")
        elif tag in ("unit", "trans-unit"):
            self.since = self.at
            self._unit = _Open(attributes.get("id", ""), self.line)
            if not self._two:
                self._unit.segments.append(_Segment(""))

    def _segment(self, unit: "_Open", tag: str, attributes: dict[str, str]) -> None:
        unit.segments.append(_Segment(attributes.get("id", ""), spoken=tag == "segment"))

    def _text(self, unit: "_Open", tag: str, attributes: dict[str, str]) -> None:
        self._inline = [tag]
        segment = unit.segments[-1] if unit.segments else _Segment("")
        if tag == "target":
            segment.target_at = self.at
            segment.ready = attributes.get("state") not in _NOT_YET
        self.texts = (segment.source if tag == "source" else segment.target,)

    def _code(self, tag: str, attributes: dict[str, str]) -> None:
        mine = tag == "mrk" and (attributes.get("mid") or attributes.get("id", "")).startswith(MARK)
        self._inline.append("ours" if mine else tag)
        if self.hidden:
            self.hidden += 1
        elif tag in _CODES:
            if tag in _STANDING:
                self.stand_in()
            self.hidden = 1
        elif mine and self._unit and self.data is not None:
            self._unit.ours.append((self.at, tag_end(self.data, self.at)))

    def _landmark(self, unit: "_Open", tag: str, attributes: dict[str, str]) -> None:
        if tag == "note":
            self._note = self.at, WHO in (attributes.get("from"), attributes.get("category"))
        elif tag == "notes":
            unit.notes_at = self.at
        else:
            unit.first = unit.first or self.at
            if tag != "originalData":
                self._segment(unit, tag, attributes)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(" ")[2]
        if self._foreign:
            self._foreign -= 1
        elif self._inline:
            self._leave(self._inline.pop(), tag)
        elif self._unit and self._note and tag == "note":
            (self._unit.mine if self._note[1] else self._unit.others).append(
                (self._note[0], self._after(self._note[0]))
            )
            self._note = None
        elif self._unit and tag == "notes" and self.data is not None:
            self._unit.notes_end = self._after(self._unit.notes_at)
        elif tag in ("unit", "trans-unit") and self._unit:
            if self._translate.pop():
                self.made.extend(self._made(self._unit))
            self._unit, self.since = None, 0
        elif tag in ("file", "group") and len(self._translate) > 1:
            self._translate.pop()

    def _leave(self, what: str, tag: str) -> None:
        if self.hidden:
            self.hidden -= 1
        elif what == "ours" and self._unit and self.data is not None:
            self._unit.ours.append((self.at, tag_end(self.data, self.at)))
        if self._inline:
            return
        self.texts = ()
        if tag == "target" and self._unit and self._unit.segments and self.data is not None:
            segment = self._unit.segments[-1]
            segment.target_end = self._after(segment.target_at)

    def _after(self, begin: int) -> int:
        """The byte after the element that began at `begin` and ends here; expat places the end of <x/> after it."""
        data = self.data or b""
        return tag_end(data, self.at) if data[self.at : self.at + 2] == b"</" else max(self.at, tag_end(data, begin))

    def _made(self, unit: "_Open") -> Iterator[Unit | InputError]:
        where = f"{self.name}:{unit.line}"
        langs = []
        for tag, given, option in zip(self._langs, self._given, ("--source-lang", "--target-lang"), strict=True):
            if not tag and not given:
                raise InputError(f"{where}: the file does not name both languages; give {option}")
            try:
                langs.append(parse_tag(tag or given, where))
            except InputError as e:
                yield e
                return
        for segment in unit.segments:
            if not segment.spoken:
                continue
            several = self._two and sum(s.spoken for s in unit.segments) > 1
            part = (segment.id or str(unit.segments.index(segment) + 1)) if several else ""
            ident = "/".join(filter(None, (self._file if self._files > 1 or self._two else "", unit.id, part)))
            spot = None if self.data is None else self._spot(unit, segment, part, self.data)
            target = str(segment.target) if segment.ready else ""
            yield Unit(ident, str(segment.source), target, langs[0], langs[1], where, spot=spot)

    def _spot(self, unit: "_Open", segment: "_Segment", part: str, data: bytes) -> Spot:
        ours, texts = tuple(unit.ours), (self.runs(segment.source), self.runs(segment.target))
        if not self._two:
            at = segment.target_end
            ours += tuple((a - len(white_before(data, a)), b) for a, b in unit.mine)
            return Spot(
                at,
                "xliff1",
                *texts,
                ours=ours,
                before=white_before(data, segment.target_at),
                prefix=prefix(data, segment.target_at),
            )
        name = prefix(data, unit.first)
        if unit.others:
            start, at = unit.others[-1]
            ours += tuple((a - len(white_before(data, a)), b) for a, b in unit.mine)
            return Spot(at, "xliff2", *texts, ours=ours, before=white_before(data, start), prefix=name, part=part)
        if unit.mine:  # <notes> must not be empty, so that a <notes> of ours alone was made by us
            ours += ((unit.notes_at, white_after(data, unit.notes_end)),)
        before = white_before(data, unit.first)
        return Spot(unit.first, "xliff2-notes", *texts, ours=ours, before=before, prefix=name, part=part)


class _Segment:
    """A source with its translation, while it is read."""

    def __init__(self, ident: str, *, spoken: bool = True) -> None:
        self.id = ident
        self.spoken = spoken
        self.ready = True
        self.source, self.target = Text(), Text()
        self.target_at = self.target_end = 0


class _Open:
    """A unit while it is read: `mine` and `others` are places of notes, `ours` of marks, `first` of what follows the notes."""

    def __init__(self, ident: str, line: int) -> None:
        self.id = ident
        self.line = line
        self.segments: list[_Segment] = []
        self.mine: list[tuple[int, int]] = []
        self.others: list[tuple[int, int]] = []
        self.ours: list[tuple[int, int]] = []
        self.notes_at = self.notes_end = self.first = 0
