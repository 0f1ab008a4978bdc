"""A text beside one of its re-translations, word by word: where a word would stand in the other text, and in what company."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from audit.check import Pair
from audit.finding import Span
from audit.lexicons.english import lemmas, light
from audit.linking import beside
from corpora.words import Word

if TYPE_CHECKING:
    from audit.align.words import WordLink

# Words around a place of the text, and around the place of the re-translation that it is compared with.
_NEAR, _FAR = 4, 5
_STOP = regex.compile(r"[.!?;:…。！？][\s\"”»')\]]*(?:\s|$)|\s[—–]\s")
_SMALL = 3  # letters of what is grammar in languages other than English


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one text, their lemmas (English), and for each the index of the word it is linked with, or -1."""

    text: str
    words: tuple[Word, ...]
    lemmas: tuple[frozenset[str], ...]
    heavy: tuple[bool, ...]
    to: tuple[int, ...]

    def at(self, start: int, end: int) -> range:
        """Return the indexes of the words that overlap a range of the text."""
        inside = [k for k, w in enumerate(self.words) if w.start < end and start < w.end]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def span(self, first: int, last: int) -> Span:
        """Return the range of the text from one word to another, both inside."""
        return Span(self.words[first].start, self.words[last].end)

    def parted(self, i: int, j: int) -> bool:
        """Whether a sentence or a clause ends between two words."""
        low, high = sorted((i, j))
        return bool(_STOP.search(self.text, self.words[low].end, self.words[high].start))

    def around(self, i: int, before: int, after: int) -> Iterator[int]:
        """Yield the indexes of the words about the word `i` in the same clause."""
        for k in range(max(i - before, 0), min(i + after + 1, len(self.words))):
            if not self.parted(k, i):
                yield k


@dataclass(frozen=True, slots=True)
class Beside:
    """The text, and one re-translation. Turned round, the re-translation is the text."""

    ours: Side
    theirs: Side

    @property
    def turned(self) -> "Beside":
        return Beside(self.theirs, self.ours)

    def company(self, i: int, j: int) -> int:
        """Return how many heavy words about our word `i` are linked to words about their word `j`."""
        near = (k for k in range(max(i - _NEAR, 0), min(i + _NEAR + 1, len(self.ours.words))) if k != i)
        return sum(self.ours.heavy[k] and self.ours.to[k] >= 0 and abs(self.ours.to[k] - j) <= _FAR for k in near)

    def touching(self, i: int, j: int, mine: int = 1, other: int = 1) -> bool:
        """Whether two places, of so many words, are linked with each other, or the words at one side of them are."""
        to = self.ours.to
        return (
            to[i] == j
            or (i > 0 and j > 0 and to[i - 1] == j - 1)
            or (i + mine < len(to) and to[i + mine] in (j + other, j + other + 1))
        )

    def place(self, i: int) -> int:
        """Return where our word `i` would stand in theirs: at its link, or beside the link of its nearest linked neighbour; else -1."""
        to = self.ours.to
        for step in range(_NEAR + 1):
            for k in (i + step, i - step):
                if 0 <= k < len(to) and to[k] >= 0 and (step == 0 or self.ours.heavy[k] or step == 1):
                    return to[k]
        return -1


def besides(pair: Pair) -> tuple[Beside, ...]:
    """Return the target beside each re-translation."""
    english = pair.target_lang.partition("-")[0] == "en"
    found = []
    for retold, links in zip(pair.retranslations, beside(pair), strict=True):
        there, back = _best(links.links, len(links.source), len(links.target))
        ours = _side(pair.target, links.source, there, english)
        found.append(Beside(ours, _side(retold, links.target, back, english)))
    return tuple(found)


def _best(links: "tuple[WordLink, ...]", n: int, m: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    there, back = [-1] * n, [-1] * m
    for link in sorted(links, key=lambda x: x.probability):
        there[link.source], back[link.target] = link.target, link.source
    return tuple(there), tuple(back)


def _side(text: str, listed: tuple[Word, ...], to: tuple[int, ...], english: bool) -> Side:
    keys = tuple(lemmas(w.text) if english else frozenset((w.text.casefold(),)) for w in listed)
    heavy = tuple(not light(w.text) or w.text[0].isdigit() if english else len(w.text) > _SMALL for w in listed)
    return Side(text, listed, keys, heavy, to)
