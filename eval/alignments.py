"""Word alignments made by hand (tests/alignments): reading them, and the measures of Och and Ney (2003)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path

import regex

from audit.share import Share
from corpora.words import Word, words

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "alignments"
PAIRS = ("uk-en", "de-en", "zh-en", "en-en")
_SPACED = frozenset({"zh", "ja"})  # written with spaces between words, which are no part of the text
_ITEM = regex.compile(r"(?P<left>[^=~]+)(?:=(?P<sure>[^=~]+))?(?:~(?P<possible>[^=~]+))?")

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A pair of sentences with its links, as (source word, target word); every sure link is a possible one too."""

    id: str
    langs: tuple[str, str]
    texts: tuple[str, str]
    words: tuple[tuple[Word, ...], tuple[Word, ...]]
    sure: frozenset[Cell]
    possible: frozenset[Cell]
    dev: bool


def read(pair: str, folder: Path = FOLDER) -> tuple[Aligned, ...]:
    """Read the file of a language pair; raises ValueError that names the file, the sentence and the word."""
    path = folder / f"{pair}.txt"
    blocks = path.read_text("utf-8").strip().split("\n\n")
    source, target = pair.split("-")
    return tuple(_aligned(f"{path.name}:{n}", (source, target), block, n % 2 == 1) for n, block in enumerate(blocks, 1))


def _aligned(place: str, langs: tuple[str, str], block: str, dev: bool) -> Aligned:
    lines = block.split("\n")
    if len(lines) != 3:
        raise ValueError(f"{place}: {len(lines)} lines; needs source, target, links")
    left, right = (_side(line, lang) for line, lang in zip(lines, langs, strict=False))
    sure: set[Cell] = set()
    possible: set[Cell] = set()
    for item in lines[2].split():
        found = _ITEM.fullmatch(item)
        if not found or not (found["sure"] or found["possible"]):
            raise ValueError(f"{place}: {item!r} is no link; write word=word, word~word")
        for i in _indexes(place, found["left"], left[1]):
            sure |= {(i, j) for j in _indexes(place, found["sure"], right[1])}
            possible |= {(i, j) for j in _indexes(place, found["possible"], right[1])}
    return Aligned(
        place, langs, (left[0], right[0]), (left[1], right[1]), frozenset(sure), frozenset(sure | possible), dev
    )


def _side(line: str, lang: str) -> tuple[str, tuple[Word, ...]]:
    """Return the text and its words; spaces in Chinese mark words and are taken out."""
    if lang not in _SPACED:
        return line, words(line)
    text, found = "", []
    for part in line.split():
        found += [Word(w.text, len(text) + w.start, len(text) + w.end) for w in words(part)]
        text += part
    return text, tuple(found)


def _indexes(place: str, named: str | None, listed: tuple[Word, ...]) -> Iterator[int]:
    """Yield the indexes of words named as "a+b:2"."""
    for name in named.split("+") if named else ():
        text, _, number = name.partition(":")
        found = [i for i, w in enumerate(listed) if w.text == text]
        if not found or (len(found) > 1 and not number) or int(number or 1) > len(found):
            raise ValueError(f"{place}: {name!r} stands there {len(found)} times; add :1, :2 ... where it is not once")
        yield found[int(number or 1) - 1]


def owners(units: Iterable[Word], gold: Sequence[Word]) -> list[list[int]]:
    """Return for each unit of an aligner the annotated words that it overlaps: in Chinese the two may be cut differently."""
    return [[k for k, word in enumerate(gold) if word.start < unit.end and unit.start < word.end] for unit in units]


def project(links: Iterable[Cell], left: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> frozenset[Cell]:
    """Carry links between units over to the annotated words that they overlap."""
    return frozenset((a, b) for i, j in links for a in left[i] for b in right[j])


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of links over one or more pairs: they add up.

    `linked` links A were made, `right` of them are possible (A & P), `met` are sure (A & S); there are `sure` sure ones.
    """

    linked: int = 0
    right: int = 0
    met: int = 0
    sure: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.linked + other.linked, self.right + other.right, self.met + other.met, self.sure + other.sure)

    @property
    def precision(self) -> Share:
        """Share of the links made that are possible."""
        return Share(self.right, self.linked)

    @property
    def recall(self) -> Share:
        """Share of the sure links that were made."""
        return Share(self.met, self.sure)

    @property
    def aer(self) -> float:
        """Alignment error rate, 1 - (|A & S| + |A & P|) / (|A| + |S|) (Och and Ney 2003): 0 is perfect.

        Three links made, two of them possible and one of these sure, of two sure ones: 1 - (1 + 2) / (3 + 2).

        >>> round(Score(linked=3, right=2, met=1, sure=2).aer, 3)
        0.4
        """
        total = self.linked + self.sure
        return 1 - (self.met + self.right) / total if total else nan


def score(made: Iterable[Cell], gold: Aligned) -> Score:
    """Count what was made of one pair."""
    links = frozenset(made)
    return Score(len(links), len(links & gold.possible), len(links & gold.sure), len(gold.sure))
