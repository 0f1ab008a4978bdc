"""Cuts a text where marks begin and end, so that overlapping marks can be drawn one beside the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.finding import Span

_AROUND = 70  # code points either side of an excerpt: about a line and a half of a usual terminal


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text without a border inside. `covering` and `ending` are indexes of spans, in order.

    A span that is empty has an empty piece of its own, behind what ends at its place.
    """

    start: int
    end: int
    covering: tuple[int, ...]
    ending: tuple[int, ...]


def pieces(length: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """Yield the pieces of a text of `length` code points; they cover it once, in order."""
    borders = sorted({0, length} | {s.start for s in spans} | {s.end for s in spans})
    empty = [i for i, s in enumerate(spans) if s.start == s.end]
    waiting = sorted((i for i, s in enumerate(spans) if s.start < s.end), key=lambda i: spans[i].start, reverse=True)
    active: list[int] = []
    for number, border in enumerate(borders):
        for index in (i for i in empty if spans[i].start == border):
            yield Piece(border, border, (index,), (index,))
        if border == length:
            return
        end = borders[number + 1]
        active = [i for i in active if spans[i].end > border]
        while waiting and spans[waiting[-1]].start == border:
            active.append(waiting.pop())
        active.sort()
        yield Piece(border, end, tuple(active), tuple(i for i in active if spans[i].end == end))


def excerpt(text: str, span: Span, around: int = _AROUND) -> tuple[str, str, str]:
    """Return what stands before, in and behind `span`, cut at spaces, with "…" where something was left out.

    Before and behind are `around` code points each at most, and the "…".
    """
    first, last = max(0, span.start - around), min(len(text), span.end + around)
    if first:
        first = text.find(" ", first, span.start) + 1 or first
    if last < len(text):
        space = text.rfind(" ", span.end, last)
        last = last if space < 0 else space
    before, after = text[first : span.start], text[span.end : last]
    return ("…" if first else "") + before, text[span.start : span.end], after + ("…" if last < len(text) else "")
