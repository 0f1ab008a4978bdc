"""Makes hostile text harmless: what would move, hide or reorder other text is shown as a sign instead."""

from collections.abc import Iterator

import regex

_SURROGATE = regex.compile(r"[\uD800-\uDFFF]")
_WHITE = regex.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# Zero-width joiners stay: Persian, Indic scripts and emoji need them, and they reorder nothing.
_CONTROL = regex.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ODD = regex.compile(f"{_WHITE.pattern}|{_CONTROL.pattern}")
_CONTROLS = (
    "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US"
)
_LABELS = dict(enumerate(_CONTROLS.split())) | {
    0x007F: "DEL",
    0x061C: "ALM",
    0x200E: "LRM",
    0x200F: "RLM",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFEFF: "BOM",
}


def encodable(text: str) -> str:
    """Replace each lone surrogate by U+FFFD: one code point for one, so that offsets hold."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def visible(text: str) -> str:
    r"""Return `text` on one line, without a character that controls a terminal or the order of writing.

    Offsets into the result are not those of `text`: cut first, then call this.

    >>> visible("a\x1b[31m\u202eb\nc")
    'a‹ESC›[31m‹RLO›b c'
    """
    return _CONTROL.sub(_sign, _WHITE.sub(" ", encodable(text)))


def stretches(text: str) -> Iterator[tuple[int, int, str]]:
    r"""Yield (start, end, shown) of `text`, all of it in order; joined, what is shown is `visible(text)`.

    A stretch that is shown by as many code points as it has keeps its offsets; another one can only be pointed at as a whole.

    >>> list(stretches("a\n\nb"))
    [(0, 1, 'a'), (1, 3, ' '), (3, 4, 'b')]
    """
    last = 0
    for odd in _ODD.finditer(text):
        if last < odd.start():
            yield last, odd.start(), encodable(text[last : odd.start()])
        yield odd.start(), odd.end(), visible(odd.group())
        last = odd.end()
    if last < len(text):
        yield last, len(text), encodable(text[last:])


def _sign(match: "regex.Match[str]") -> str:
    point = ord(match.group())
    return f"‹{_LABELS.get(point, f'U+{point:04X}')}›"
