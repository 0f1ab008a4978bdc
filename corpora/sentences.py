"""Text -> segments (sentences), offsets kept."""

from collections.abc import Iterator
from itertools import pairwise

import regex
import sentencex

from corpora.document import Document, Segment
from corpora.language import primary

_LINE = regex.compile(r"[^\n\r\x85\u2028\u2029]+")
_PARAGRAPH = regex.compile(r"\S(?:[^\n\r]|\r?\n(?![ \t]*\r?\n)|\r(?!\n))*")
_SAYS = regex.compile(r"[\p{L}\p{N}]")
_QUOTES = frozenset('"“”„«»‹›‟')
_FINAL = regex.compile(r"[.!?…:;。！？][\"'”»’)\]]*\s*$")
_LONGEST = 5000  # characters; what has no sentence end for longer is cut at a space so that every step stays bounded


def document(name: str, text: str, lang: str) -> Document:
    """Make a Document of a text: paragraphs from its lines, sentences within each paragraph."""
    segments: list[Segment] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        for first, last in _sentences(text, start, end, primary(lang)):
            says = _SAYS.search(text, first, last) or not segments or segments[-1].paragraph != number
            begin = first if says else segments.pop().start  # stray punctuation belongs to what it follows
            segments.append(Segment(text[begin:last], begin, number))
    return Document(name, text, lang, tuple(segments))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of paragraphs: lines, or blocks between blank lines where the text is wrapped at a fixed width."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if not m.group().isspace()]
    if _is_wrapped(text, lines):
        return iter([(m.start(), m.end()) for m in _PARAGRAPH.finditer(text)])
    return _joined(text, lines)


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether most lines stop short of a sentence end at about one width, as in mail and old text files."""
    inner = [text[a:b] for (a, b), (c, _) in pairwise(lines) if text[b:c].count("\n") <= 1]
    if len(inner) < 4 or max(map(len, inner)) > 100:
        return False
    broken = sum(1 for line in inner if len(line) >= 50 and not _FINAL.search(line))
    return broken >= 0.6 * len(inner)


def _joined(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each line is a paragraph, unless the next one goes on in lower case right below it."""
    start = end = -1
    for a, b in lines:
        line = text[a:b].lstrip()
        goes_on = line[:1].islower() and end >= 0 and not _FINAL.search(text[start:end][-20:])
        if goes_on and text[end:a].count("\n") <= 1:
            end = b
            continue
        if end >= 0:
            yield start, end
        start, end = a, b
    if end >= 0:
        yield start, end


def _sentences(text: str, start: int, end: int, lang: str) -> Iterator[tuple[int, int]]:
    """Ranges of sentences without the space around them.

    sentencex never splits inside quotation marks, and machine translation loses half of a pair, so the marks are taken
    out first; a mark at a boundary goes to the side it touches.
    """
    kept = [i for i in range(start, end) if text[i] not in _QUOTES]
    plain = "".join(text[i] for i in kept)
    cuts = [start]
    for boundary in sentencex.get_sentence_boundaries(lang, plain)[1:]:
        at = boundary["start_index"]
        cut = kept[at] if at < len(kept) else end
        while cut > cuts[-1] and (text[cut - 1] in _QUOTES):
            cut -= 1
        while cut < end and text[cut] in _QUOTES and not text[cut - 1].isspace():
            cut += 1
        cuts.append(cut)
    for a, b in pairwise([*cuts, end]):
        for c, d in _bounded(text, a, b):
            yield from _stripped(text, c, d)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST) + 1 or start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    last = start + len(piece.rstrip())
    if first < last:
        yield first, last
