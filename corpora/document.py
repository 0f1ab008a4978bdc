"""The nouns everyone shares: segments, documents, links and translations."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence of a document.

    `text` is the document's text from `start` (code points, in the document exactly as read), without the white
    space around it. `paragraph` counts paragraphs from 0.
    """

    text: str
    start: int
    paragraph: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Document:
    """A text exactly as read, its BCP-47 language, and its sentences in order. `name` is what messages call it."""

    name: str
    text: str
    lang: str
    segments: tuple[Segment, ...]

    def slice(self, first: int, end: int) -> tuple[int, str]:
        """Return (start, text) of the segments in the half-open range, with what stands between them.

        An empty range gives the place where it lies, and the empty text.
        """
        if first == end:
            here = self.segments[first].start if first < len(self.segments) else len(self.text)
            return here, ""
        start = self.segments[first].start
        return start, self.text[start : self.segments[end - 1].end]


@dataclass(frozen=True, slots=True)
class Link:
    """A range of source segments and the range of target segments that says the same; either may be empty.

    `score` is in [0, 1]: how much of what the aligner could compare agrees. `confidence` is in [0, 1]: how probable the
    link is, whatever it says.
    """

    source: tuple[int, int]
    target: tuple[int, int]
    score: float = 1.0
    confidence: float = 1.0
