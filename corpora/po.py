"""Reads PO catalogues of gettext: streaming, places kept, placeholders kept out of the texts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import regex

from corpora.language import detect, parse_tag, script
from corpora.placeholders import pieces, shown
from corpora.read import InputError
from corpora.units import OBJECT, Run, Spot, Unit

OURS = b"# mtaudit: "
_LINE = re.compile(rb'\s*(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d{1,3})\])?)\s*)?"((?:[^"\\]++|\\.)*+)"\s*')
_ESCAPE = regex.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))", regex.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_LONGEST = 1 << 21  # bytes of one line or entry
_SAMPLE = 50  # source texts from which their script is told


class _Piece(NamedTuple):
    """A quoted string: its bytes between the quotes, and where they begin."""

    raw: bytes
    at: int


@dataclass(slots=True)
class _Entry:
    """An entry while it is read. `at` is its first byte, `note` where notes go."""

    line: int
    at: int
    note: int
    strings: dict[str, list[_Piece]] = field(default_factory=dict)
    ours: list[tuple[int, int]] = field(default_factory=list)
    last: str = ""
    commented: bool = False  # a comment that is not the translator's has come


def read(
    file: Iterable[bytes], name: str, source_lang: str = "", target_lang: str = "", data: bytes | None = None
) -> Iterator[Unit | InputError]:
    """Yield, of a file in UTF-8, a unit for each string, plural forms one by one; obsolete entries are left out.

    The languages are those given, else those of the header; the source is English where nothing says otherwise and it is
    written in Latin letters. Memory does not grow with the file. With `data`, the whole file as UTF-8, units have their
    places. Raises InputError, with line and column, for what is no PO.
    """
    langs = (source_lang, target_lang)
    waiting: list[_Entry] = []
    settled = False
    number = 0
    for entry in _entries(file, name):
        if not number and _value(entry, "msgid", name) == "":
            langs = _header(_value(entry, "msgstr", name), langs, name)
        number += 1
        waiting.append(entry)
        if not settled and len(waiting) < _SAMPLE:
            continue
        langs, settled = langs if settled else _settled(waiting, langs, name), True
        for ready in waiting:
            yield from _units(ready, langs, name, data)
        waiting.clear()
    if waiting:
        langs = _settled(waiting, langs, name)
    for ready in waiting:
        yield from _units(ready, langs, name, data)


def _lines(file: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Lines with their ends."""
    rest = b""
    for chunk in file:
        if not rest and chunk.find(b"\n") == len(chunk) - 1 >= 0 and b"\r" not in chunk:
            yield chunk  # one whole line, as most files come
            continue
        *lines, rest = (rest + chunk).splitlines(keepends=True) or [b""]
        if rest.endswith(b"\n"):
            lines, rest = [*lines, rest], b""
        elif len(rest) > _LONGEST:
            raise InputError(f"{name}: a line of more than {_LONGEST >> 20} MB; is this a PO file?")
        yield from lines
    if rest:
        yield rest


def _entries(file: Iterable[bytes], name: str) -> Iterator[_Entry]:
    entry: _Entry | None = None
    at, some = 0, False
    for number, line in enumerate(_lines(file, name), 1):
        bare = line[3:] if number == 1 and line.startswith(b"\xef\xbb\xbf") else line
        here = at + len(line) - len(bare)
        at += len(line)
        text = bare.strip()
        comment = text[:1] == b"#"
        if entry and (not text or (entry.last and (comment or _begins(text, entry)))):
            if entry.last:
                yield entry
            entry = None
        if not text:
            continue
        entry = entry or _Entry(number, here, here)
        if comment:
            _comment(entry, text, here, at)
            continue
        if not entry.last:
            entry.line = number
        _string(entry, bare, here, (name, number))
        some = True
        if at - entry.at > _LONGEST:
            raise InputError(f"{name}:{entry.line}: an entry of more than {_LONGEST >> 20} MB; is this a PO file?")
    if entry and entry.last:
        yield entry
    if not some:
        raise InputError(f"{name}: no entries; give a PO file with msgid and msgstr")


def _begins(text: bytes, entry: _Entry) -> bool:
    """Whether a new entry begins, though no blank line parts it from the last."""
    first = text[:7] == b"msgctxt" or (text[:5] == b"msgid" and text[5:6] != b"_")
    return first and "msgstr[0]" in entry.strings


def _comment(entry: _Entry, text: bytes, here: int, after: int) -> None:
    if text.startswith(OURS):
        entry.ours.append((here, after))
    elif text[1:2] in (b".", b":", b",", b"|", b"~"):
        entry.commented = True
    elif not entry.commented:
        entry.note = after


def _string(entry: _Entry, line: bytes, here: int, where: tuple[str, int]) -> None:
    m = _LINE.fullmatch(line)
    if not m:
        column = len(line) - len(line.lstrip()) + 1
        shown = line.strip()[:40].decode("utf-8", "replace")
        raise InputError(
            f"{where[0]}:{where[1]}:{column}: not PO: {shown!r}; a line is a comment, or a keyword and a string in quotes"
        )
    keyword = m[1].decode() if m[1] else ""
    if keyword == "msgstr":
        keyword = "msgstr[0]"
    if keyword and keyword in entry.strings:
        raise InputError(f"{where[0]}:{where[1]}:1: a second {keyword} in one entry; part entries by a blank line")
    if not keyword and not entry.last:
        raise InputError(f"{where[0]}:{where[1]}:1: a string without keyword; begin with msgid")
    if keyword.startswith("msgstr") and "msgid" not in entry.strings:
        raise InputError(f"{where[0]}:{where[1]}:1: msgstr without msgid; give the source first")
    entry.last = keyword or entry.last
    entry.strings.setdefault(entry.last, []).append(_Piece(m[3], here + m.start(3)))


def _value(entry: _Entry, keyword: str, name: str) -> str:
    """The string as a program gets it, placeholders and all."""
    found = entry.strings.get("msgstr[0]" if keyword == "msgstr" else keyword, ())
    return _joined(found, f"{name}:{entry.line}")


def _joined(strings: Sequence[_Piece], where: str) -> str:
    raw = _decoded(strings[0].raw if len(strings) == 1 else b"".join([s.raw for s in strings]), where)
    return _ESCAPE.sub(_unescaped, raw) if "\\" in raw else raw


def _decoded(raw: bytes, where: str) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as e:
        raise InputError(
            f"{where}: 0x{raw[e.start]:02x} is not UTF-8 as the file says; name its charset in the header"
        ) from None


def _unescaped(m: "regex.Match[str]") -> str:
    if m[1] or m[2]:
        return chr(int(m[1], 8) if m[1] else int(m[2], 16))
    return _ESCAPED.get(m[3], m[3])


def _header(text: str, langs: tuple[str, str], name: str) -> tuple[str, str]:
    fields = dict(line.split(":", 1) for line in text.split("\n") if ":" in line)
    written = (fields.get("X-Source-Language", ""), fields.get("Language", ""))

    def usual(tag: str) -> str:
        head, _, variety = tag.strip().partition("@")  # sr@latin
        return (
            parse_tag(head.split(".")[0], f"{name}: header") + ("-Latn" if variety == "latin" else "") if head else ""
        )

    return langs[0] or usual(written[0]), langs[1] or usual(written[1])


def _settled(entries: list[_Entry], langs: tuple[str, str], name: str) -> tuple[str, str]:
    source, target = langs
    if not target:
        raise InputError(f"{name}: the header names no Language; give it with --target-lang")
    if not source:
        sample = " ".join(_value(e, "msgid", name) for e in entries)
        source = "en" if script(sample) in ("", "Latin") else detect(sample)[0]
    return source, target


def _units(entry: _Entry, langs: tuple[str, str], name: str, data: bytes | None) -> Iterator[Unit]:
    where = f"{name}:{entry.line}"
    ident = _joined(entry.strings.get("msgid", ()), where)
    if not ident:
        return
    source, runs = (shown(ident), ()) if data is None else _placed(entry.strings["msgid"], where)
    spot = None
    if data is not None:
        ours = tuple(entry.ours)
        spot = Spot(entry.note, "po", runs, ours=ours, before=_line_end(data))
    if "msgctxt" in entry.strings:
        ident = f"{_value(entry, 'msgctxt', name)}|{ident}"
    forms = [k for k in entry.strings if k.startswith("msgstr")]
    if len(forms) > 1:
        forms.sort(key=lambda k: int(k[7:-1]))
    plural = entry.strings.get("msgid_plural")
    other = _shown(plural, where, places=data is not None) if plural else None
    for form in forms:
        target, there = _shown(entry.strings[form], where, places=data is not None)
        beside, from_ = _like(form, len(forms), (source, runs), other, target) if other else (source, runs)
        part = form if plural else ""
        here = replace(spot, source=from_, target=there, part=part) if spot else None
        yield Unit(f"{ident}|{part}" if part else ident, beside, target, *langs, where, spot=here)


_Shown = tuple[str, tuple[Run, ...]]


def _like(form: str, forms: int, one: _Shown, many: _Shown, target: str) -> _Shown:
    """The source of a plural form: the one with as many placeholders, else the singular for the first of two."""
    counts = [text.count(OBJECT) == target.count(OBJECT) for text, _ in (one, many)]
    if counts[0] != counts[1]:
        return one if counts[0] else many
    return one if form == "msgstr[0]" and forms == 2 else many


def _line_end(data: bytes) -> str:
    end = data.find(b"\n")
    return "\r\n" if end > 0 and data[end - 1 : end] == b"\r" else "\n"


def _shown(strings: Sequence[_Piece], where: str, *, places: bool) -> _Shown:
    """What a reader sees of a string, and where its characters stand."""
    return _placed(strings, where) if places else (shown(_joined(strings, where)), ())


def _placed(strings: Sequence[_Piece], where: str) -> _Shown:
    value: list[tuple[str, int, int]] = []  # each character of the string with its bytes
    for s in strings:
        value += _characters(_decoded(s.raw, where), s.at)
    texts: list[str] = []
    runs: list[Run] = []
    length = 0
    for text, start, end in pieces("".join(c for c, _, _ in value)):
        if not text:
            continue
        if len(text) == end - start:
            runs += (Run(length + k, a, b, False) for k, (_, a, b) in enumerate(value[start:end]))
        else:
            runs.append(Run(length, value[start][1], value[end - 1][2], False))
        texts.append(text)
        length += len(text)
    return "".join(texts), tuple(runs)


def _characters(raw: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Each character that the raw string stands for, with the bytes that write it."""
    done = 0
    for m in _ESCAPE.finditer(raw):
        for c in raw[done : m.start()]:
            yield c, at, (at := at + len(c.encode()))
        yield _unescaped(m), at, (at := at + len(m.group().encode()))
        done = m.end()
    for c in raw[done:]:
        yield c, at, (at := at + len(c.encode()))
