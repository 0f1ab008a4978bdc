"""Reads a text from a file exactly as it stands, or says in one line why it cannot."""

import sys
from dataclasses import dataclass
from pathlib import Path

import regex

_LETTER = regex.compile(r"\p{L}")
_MARKUP = regex.compile(r"\s*(?:<!doctype\s+html|<html[\s>]|<\?xml\s)", regex.IGNORECASE)
_HALF = regex.compile(r"[\ud800-\udfff]")
_PAGE = regex.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])",
    regex.IGNORECASE | regex.DOTALL,
)
_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip archive or office file", b"\x1f\x8b": "gzip", b"\x89PNG": "an image"}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
STANDARD_INPUT = "standard input"  # the name of a text that was read from there


class InputError(ValueError):
    """Input that cannot be used. Its text is one line: where, what, value, cure."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as read: line ends and byte order mark kept, so that offsets are code points of the file.

    `lang` is the BCP-47 tag that the user gave, or "" to have it detected.
    """

    name: str
    text: str
    lang: str = ""


def read_text(path: str, lang: str = "") -> Text:
    """Read a UTF-8 text file, or standard input for "-". Of a web page, its headline and main text.

    Raises InputError for a file that is missing, empty, binary, not UTF-8 (with line and byte), markup, or without words.
    """
    name = STANDARD_INPUT if path == "-" else path
    data = _bytes(path)
    if not data.strip():
        raise InputError(f"{name}: the file is empty; give a text with at least one sentence")
    if is_page(data):
        from corpora.article import article_text  # noqa: PLC0415  (its parser takes long to load)

        return article_text(data, name, lang)
    return Text(name, checked(decode(data, name), name), lang)


def _bytes(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder; give one file") from None
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the path") from None
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) and e.strerror else str(e)
        raise InputError(f"{path!r}: cannot be read: {reason}") from None


def is_page(data: bytes) -> bool:
    """Whether a file's bytes begin as a web page does."""
    return bool(_PAGE.match(data[:4096]))


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8 strictly; InputError names the line and the byte at fault."""
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"{name}: this is {what}, not a text; save it as plain UTF-8 text")
    if data.startswith(_UTF16):
        raise InputError(f"{name}: line 1, byte 0: UTF-16 byte order mark; save the file as UTF-8")
    if (nul := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, nul) + 1
        raise InputError(
            f"{name}: line {line}, byte {nul}: NUL byte, so a binary file or damaged; save it as UTF-8 text"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        what = f"0x{data[e.start]:02x} ({e.reason})"
        raise InputError(
            f"{name}: line {line}, byte {e.start}: {what} is not UTF-8; convert the file to UTF-8"
        ) from None


def checked(text: str, name: str) -> str:
    """Return the text if it is prose; InputError for markup, for text without letters, and for halves of characters."""
    if _MARKUP.match(text):
        raise InputError(f"{name}: this is markup, not a text; give the article's plain text")
    if not _LETTER.search(text):
        raise InputError(f"{name}: no words in it, only {text.strip()[:20]!r}; give a text with at least one sentence")
    if half := _HALF.search(text):
        code = f"U+{ord(half[0]):04X}"
        raise InputError(
            f"{name}: character {half.start()} is {code}, half of a surrogate pair; give text that was decoded"
        )
    return text
