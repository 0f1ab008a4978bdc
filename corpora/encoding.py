"""Files in any encoding that their format allows -> the same file in UTF-8, piece by piece, and back again."""

import codecs
from collections.abc import Callable, Iterator
from typing import BinaryIO

import regex

from corpora.read import InputError

CHUNK = 1 << 16
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
)
_BARE = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = regex.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([!#-&(-;=?-~]{1,40})[\"']")
_CHARSET = regex.compile(rb'"Content-Type:[^"\r\n]{0,200}?charset=([!#-:<-\[\]-~]{1,40})', regex.IGNORECASE)
# Python knows more "encodings" than texts are written in, some of them slow on purpose-made input (idna, punycode).
_WRITTEN_IN = regex.compile(
    r"utf[-_]?(?:8|16|32)(?:[-_]?[bl]e)?|(?:us-)?ascii|latin[-_]?\d+|iso[-_]?8859[-_]\d+|(?:windows|cp|ibm)[-_]?\d+|koi8[-_][rut]|"
    r"gb(?:2312|k|18030)|big5(?:-?hkscs)?|euc[-_](?:jp|kr|tw)|shift[-_]jis|iso-2022-(?:jp|kr)|tis-620|mac[-_]?\w+",
    regex.IGNORECASE,
)


def of_xml(head: bytes, name: str) -> str:
    """Return Python's name of the encoding that an XML file begins or declares itself to be in; UTF-8 where it says none."""
    for marks in (_MARKS, _BARE):
        for mark, encoding in marks:
            if head.startswith(mark):
                return encoding
    found = _DECLARED.match(head[:1024])
    return _known(found[1], name) if found else "utf-8"


def of_po(head: bytes, name: str) -> str:
    """Return the encoding that the header of a PO file names; UTF-8 where it says none."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    found = _CHARSET.search(head)
    return (
        "utf-8" if not found or found[1] == b"CHARSET" else _known(found[1], name)
    )  # CHARSET: a template not filled in


def of_text(head: bytes, _name: str) -> str:
    """Return the encoding that the byte order mark names, else UTF-8."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "utf-8")


def _known(written: bytes, name: str) -> str:
    encoding = written.decode("latin-1")
    if not _WRITTEN_IN.fullmatch(encoding):
        raise InputError(
            f"{name}:1: declares the encoding '{encoding}', which is none of texts; save the file as UTF-8"
        )
    try:
        found = codecs.lookup(encoding).name
    except LookupError:
        raise InputError(f"{name}:1: declares the encoding '{encoding}', not known; save the file as UTF-8") from None
    if found.startswith(("utf-16", "utf-32")):
        raise InputError(f"{name}:1: declares '{encoding}' but is written in single bytes; declare UTF-8")
    return found


Sniff = Callable[[bytes, str], str]


def chunks(file: BinaryIO, name: str, sniff: Sniff) -> Iterator[bytes]:
    """Yield the file as UTF-8, byte order mark kept. What is in UTF-8 comes as it is, to be checked by its reader.

    Raises InputError near the byte that another encoding does not have.
    """
    head = file.read(CHUNK)
    encoding = sniff(head, name)
    if encoding == "utf-8":
        while head:
            yield head
            head = file.read(CHUNK)
        return
    decoder, done = codecs.getincrementaldecoder(encoding)("strict"), 0
    try:
        while head:
            yield decoder.decode(head).encode()
            done += len(head)
            head = file.read(CHUNK)
        decoder.decode(b"", True)
    except UnicodeError as e:
        raise _undecodable(e, name, done, encoding) from None


def _undecodable(error: UnicodeError, name: str, done: int, encoding: str) -> InputError:
    at = done + max(getattr(error, "start", 0), 0)
    return InputError(f"{name}: near byte {at}: not {encoding.upper()} as the file says; save the file as UTF-8")


def as_utf8(data: bytes, name: str, sniff: Sniff) -> tuple[bytes, str]:
    """Return the whole file as UTF-8 and the encoding it is in. Raises InputError where the way back would change it."""
    encoding = sniff(data[:CHUNK], name)
    if encoding == "utf-8":
        return data, encoding
    try:
        text = data.decode(encoding)
        if text.encode(encoding) == data:
            return text.encode("utf-8"), encoding
    except UnicodeError as e:
        raise _undecodable(e, name, 0, encoding) from None
    raise InputError(f"{name}: written in {encoding} in a way that cannot be written again; save the file as UTF-8")


def back(data: bytes, encoding: str, errors: str) -> bytes:
    """Return UTF-8 in the encoding of the file; `errors` tells what becomes of characters that it does not have."""
    return data if encoding == "utf-8" else data.decode("utf-8").encode(encoding, errors)
