"""Documents whose sentences were joined, split, dropped and added by a seeded script, with the links that are then right."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from random import Random

import regex

from corpora.document import Link, Segment

_DROPPED, _ADDED, _JOINED, _SPLIT = 0.05, 0.05, 0.08, 0.08  # chances of each, for every sentence
_CLAUSE = regex.compile(r"[,;:،؛，；：]\s*|\s[–—]\s")
_LEAST = 12  # characters of either part of a split sentence; a third of that in scripts with dense writing


def held_out(document: str) -> bool:
    """Whether a document is of the half that is reported; on the other half weights are fitted."""
    return blake2b(document.encode(), digest_size=2).digest()[0] % 2 == 1


@dataclass(frozen=True, slots=True)
class Rearranged:
    """Two lists of segments and the links between them; a segment without counterpart is a link with an empty side."""

    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    links: tuple[Link, ...]


@dataclass(slots=True)
class _Text:
    segments: list[Segment] = field(default_factory=list)

    def add(self, *texts: str) -> tuple[int, int]:
        begin = len(self.segments)
        for text in texts:
            last = self.segments[-1].end + 1 if self.segments else 0
            self.segments.append(Segment(text, last, 0))
        return begin, len(self.segments)


def rearranged(pairs: Sequence[tuple[str, str]], strangers: Sequence[tuple[str, str]], seed: str) -> Rearranged:
    """Rearrange a document of (source, target) sentences; what is added comes from `strangers`, in order, in its language.

    >>> made = rearranged([("а", "a")] * 3, [("б", "b")], "1")
    >>> [s.text for s in made.source] == ["а"] * 3
    True
    """
    chance, sides, links = Random(seed), (_Text(), _Text()), []
    strange = iter(strangers)
    at = 0
    while at < len(pairs):
        side = chance.randrange(2)
        draw = chance.random()
        here = 1
        if draw < _DROPPED:
            links.append(_alone(sides, side, pairs[at][side]))
        elif draw < _DROPPED + _ADDED and (other := next(strange, None)):
            links.append(_alone(sides, side, other[side]))
            here = 0
        elif draw < _DROPPED + _ADDED + _JOINED and at + 1 < len(pairs):
            here = 2
            texts = [[pair[k] for pair in pairs[at : at + 2]] for k in (0, 1)]
            texts[side] = [_glue(*texts[side])]
            links.append(Link(sides[0].add(*texts[0]), sides[1].add(*texts[1])))
        else:
            texts = [[pairs[at][0]], [pairs[at][1]]]
            if draw > 1 - _SPLIT:
                texts[side] = list(_parts(texts[side][0]))
            links.append(Link(sides[0].add(*texts[0]), sides[1].add(*texts[1])))
        at += here
    return Rearranged(tuple(sides[0].segments), tuple(sides[1].segments), tuple(links))


def _alone(sides: tuple[_Text, _Text], side: int, text: str) -> Link:
    empty = [(len(one.segments), len(one.segments)) for one in sides]
    empty[side] = sides[side].add(text)
    return Link(empty[0], empty[1])


def _glue(first: str, second: str) -> str:
    return first + second if regex.search(r"\p{Han}$|[。！？]$", first) else f"{first} {second}"


def _parts(text: str) -> tuple[str, ...]:
    """The text in two, at the clause's end that is nearest to its middle; whole where there is none."""
    least = _LEAST // 3 if regex.search(r"\p{Han}", text) else _LEAST
    ends = [found.end() for found in _CLAUSE.finditer(text) if least <= found.end() <= len(text) - least]
    if not ends:
        return (text,)
    cut = min(ends, key=lambda end: abs(end - len(text) // 2))
    return text[:cut].rstrip(), text[cut:].lstrip()
