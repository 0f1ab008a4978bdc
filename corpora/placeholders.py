"""Strings of programs -> what a reader sees of them: placeholders, tags and accelerators kept out, places kept."""

import html
import re
from collections.abc import Iterator

import regex

from corpora.units import OBJECT

# What stands for a text is replaced by a stand-in, since words on either side of it do not follow one another.
_PERCENT = (
    r"%(?:\([\w.-]{1,60}\)|\d{1,3}\$)?[-+0#]{0,5}(?:\d{1,9}|\*)?(?:\.(?:\d{1,9}|\*))?(?:hh?|ll?|[qjztL])?"
    r"[diouxXeEfFgGcsSpaA@](?![\p{L}])|%\d{1,3}|%[nL]\d{0,3}\b|%\{\w{1,60}\}"
)
_BRACES = r"\$?\{\{?[\w.:!\[\] -]{0,40}\}?\}"
_DOLLAR = r"\$\(?[A-Za-z_]\w{0,60}\)?"
_TAG = r"</?[A-Za-z][^<>]{0,300}>"
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ACCELERATOR = r"(?<![\p{L}\p{N}&])&(?=\p{L})|(?<=\p{L})&(?=\p{Ll})"
_CODE = regex.compile(
    rf"(?P<object>{_PERCENT}|{_BRACES}|{_DOLLAR})|(?P<tag>{_TAG})|(?P<entity>{_ENTITY})|(?P<mute>{_ACCELERATOR})|(?P<percent>%%)"
)
_UNDERSCORE = regex.compile(r"(?<![\p{N}_])_(?=\p{L})")
# Tags around words that go on; any other (<br>, <img>, <file name>) stands for something or parts what is around it.
_AROUND = frozenset("a abbr b big bdi cite code em font i kbd mark q s samp small span strong sub sup tt u var".split())
_SUSPECT = re.compile(r"[%{$<&_]")

Piece = tuple[str, int, int]


def shown(raw: str) -> str:
    """Return what a reader sees of a string.

    >>> shown("Delete <b>%s</b> &amp; go?")
    'Delete \ufffc & go?'
    """
    return "".join([text for text, _, _ in pieces(raw)]) if _SUSPECT.search(raw) else raw


def pieces(raw: str) -> Iterator[Piece]:
    """Yield (text shown, start, end) in order; what is shown as it stands has as many characters as it shows.

    >>> [shown for shown, _, _ in pieces("Delete <b>%s</b> &amp; go?")]
    ['Delete ', '', '\ufffc', '', ' ', '&', ' go?']
    """
    at = 0
    if not _SUSPECT.search(raw):
        yield raw, 0, len(raw)
        return
    only = _UNDERSCORE.search(raw) if raw.count("_") == 1 else None
    for m in _CODE.finditer(raw):
        yield from _plain(raw, at, m.start(), only.start() if only else -1)
        yield _shown(m), m.start(), m.end()
        at = m.end()
    yield from _plain(raw, at, len(raw), only.start() if only else -1)


def _plain(raw: str, start: int, end: int, accelerator: int) -> Iterator[Piece]:
    if start <= accelerator < end:
        yield raw[start:accelerator], start, accelerator
        yield "", accelerator, accelerator + 1
        start = accelerator + 1
    if start < end:
        yield raw[start:end], start, end


def _shown(m: "regex.Match[str]") -> str:
    if m["object"]:
        return OBJECT
    if m["tag"]:
        name = m["tag"].strip("</>").split()[0].lower() if m["tag"].strip("</> ") else ""
        return "" if name in _AROUND else OBJECT
    if m["entity"]:
        shown = html.unescape(m["entity"])
        return shown if len(shown) == 1 else OBJECT
    return "%" if m["percent"] else ""
