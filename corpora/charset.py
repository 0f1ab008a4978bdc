"""Bytes of a page or feed -> text, by what is declared: byte order mark, HTTP header, the page's own words, else UTF-8."""

import codecs

import regex

from corpora.read import InputError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = regex.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", regex.IGNORECASE)
_XML = regex.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", regex.IGNORECASE)
_HEAD = 4096  # bytes within which a page must say its own encoding; browsers look at 1,024
# What a page that says the first means in practice (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANT = {"iso8859-1": "windows-1252", "ascii": "windows-1252", "iso8859-9": "windows-1254", "gb2312": "gb18030"}
_MOST = 0.005  # share of signs that cannot be read from which the encoding is another one


def decoded(data: bytes, name: str, declared: str = "") -> str:
    """Return the text of a page or feed. `declared` is the encoding of the HTTP header, "" for none.

    A stray byte becomes U+FFFD. Raises InputError where the encoding is not known, or is clearly another than declared.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    found = _META.search(data[:_HEAD]) or _XML.search(data[:_HEAD])
    said = declared or (found[1].decode("ascii") if found else "") or "utf-8"
    try:
        usual = codecs.lookup(said).name
        text = data.decode(_MEANT.get(usual, usual), "replace")
    except (LookupError, ValueError):
        raise InputError(f"{name}: its encoding '{said[:40]}' is not known; save it as UTF-8") from None
    if text.count("\ufffd") > _MOST * len(text) + 1:
        raise InputError(f"{name}: is not in the encoding '{said}' that it declares; save it as UTF-8")
    return text
