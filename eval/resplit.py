"""An engine's output of a whole document, split anew into sentences, and which of them are linked to the right source segments."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import regex

from audit.share import Share
from corpora.document import Link, Segment
from corpora.sentences import document
from eval.rows import Row

_SAYS = regex.compile(r"[\p{L}\p{N}]")
_ENDED = regex.compile(r"[.!?…。！？][^\p{L}\p{N}]*$")

Aligner = Callable[[Sequence[Segment], Sequence[Segment]], Iterable[Link]]


@dataclass(frozen=True, slots=True)
class Side:
    """The segments that are aligned, and for each of the segments as given its range from first to last letter in the text."""

    segments: tuple[Segment, ...]
    given: tuple[range, ...]

    def owners(self, place: tuple[int, int]) -> set[int]:
        """The segments as given of which a range of segments holds a letter or digit."""
        if place[0] == place[1]:
            return set()
        start, end = self.segments[place[0]].start, self.segments[place[1] - 1].end
        return {k for k, letters in enumerate(self.given) if letters.start < end and start < letters.stop}


def side(segments: Sequence[Row], texts: Sequence[str], lang: str) -> Side:
    """Join the texts of a document's segments and split them anew in a language; with the language "" they stay as they are.

    A line ends where the document's paragraph (`par`) does, and after a source segment without an end mark: nothing but the
    end of a line (a headline, an item of a list, a message) can have told those who cut the source where to cut.
    """
    whole, starts = "", []
    for k, text in enumerate(texts):
        if k:
            whole += " " if _goes_on(segments[k - 1], segments[k]) else "\n"
        starts.append(len(whole))
        whole += " ".join(text.split())
    ends = [*(start - 1 for start in starts[1:]), len(whole)]
    given = tuple(_letters(whole, start, end) for start, end in zip(starts, ends, strict=True))
    if lang:
        return Side(document("text", whole, lang).segments, given)
    places = zip(segments, starts, ends, strict=True)
    return Side(tuple(Segment(whole[start:end], start, one.get("par", 0)) for one, start, end in places), given)


def _goes_on(one: Row, other: Row) -> bool:
    return one.get("par") == other.get("par") and _ENDED.search(one["src"]) is not None


def _letters(whole: str, start: int, end: int) -> range:
    found = [place.start() for place in _SAYS.finditer(whole, start, end)]
    return range(found[0], found[-1] + 1) if found else range(start, start)


def linked_right(segments: Sequence[Row], system: str, aligner: Aligner, lang: str = "") -> Share:
    """The share of the sentences of a system's output in English that are linked to the source segments they hold, and no other.

    The source is aligned in its segments as given; split anew as well where its language is named.
    """
    source = side(segments, [one["src"] for one in segments], lang)
    target = side(segments, [one["mt"].get(system) or "" for one in segments], "en")
    right = total = 0
    for link in aligner(source.segments, target.segments):
        size = link.target[1] - link.target[0]
        total += size
        right += size * (target.owners(link.target) == source.owners(link.source))
    return Share(right, total)
