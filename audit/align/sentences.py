"""Sentence alignment: links of 0-1 to 4-1 and 2-3 segments by vectors, shared anchors and lengths, in linear time.

Dynamic programming over joined segments, coarse to fine, with distances against random pairs (after Thompson and Koehn 2019,
"Vecalign"), with ties between tokens, and with what needs no model: numbers, names and cognates, lengths (Gale and Church
1993), paragraphs.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from audit.align.band import cheapest, likely
from audit.align.costs import ALL, Band, Compared, Weights, costs
from audit.align.segmented import MOST, Floats, Segmented, centred, halved, sides
from audit.align.ties import Read, Ties, ties
from corpora.document import Link, Segment

Encode = Callable[[Sequence[str]], Floats]  # texts -> (len(texts), d), rows of length 1 or zeros

# Fitted by `python -m eval.fit_alignment`, on the text `dev` of textberg and half of NTREX; `heat` by how often links of a
# probability are right there.
WITH_VECTORS = Weights(
    vectors=1.0, anchors=0.225, length=0.087, excess=0.258, idle=0.88, one=0.198, many=0.567, more=0.149,
    drop=0.26, loose=0.466, short=0.007, empty=0.134, ties=1.46, breaks=0.3, heat=0.09,
)  # fmt: skip
WITHOUT = Weights(
    vectors=0.0, anchors=1.26, length=1.02, excess=0.315, idle=0.0, one=0.196, many=0.537, more=1.04,
    drop=1.12, loose=0.0, short=0.287, empty=0.425, ties=0.0, breaks=0.5, heat=0.14,
)  # fmt: skip

_WHOLE = 400  # segments of both texts together up to which every place is looked at
_WIDE, _CLOSE = 12, 7  # places to either side of a coarse chain, and of one that is looked at again
_COARSE = 4  # segments in a link of a coarse chain
_SURE = 0.95  # probability from which a one-to-one link is not looked at again


def align(
    source: Sequence[Segment],
    target: Sequence[Segment],
    *,
    same_language: bool,
    encode: Encode | None = None,
    tokens: Read | None = None,
    weights: Weights | None = None,
) -> tuple[Link, ...]:
    """Link the segments of two texts; every segment of either side stands in exactly one link, in order.

    A link's `score` in [0, 1] tells how much of what could be compared agrees, against unrelated segments; `confidence`
    in [0, 1] how probable the link is among all ways to align the two texts. Joined segments are encoded, and tokens asked
    for, only where the texts do not run one to one. Time and memory are linear in the length of the texts.
    """
    if not source or not target:
        return tuple(Link((i, i + 1), (0, 0), 0.0) for i in range(len(source))) + tuple(
            Link((0, 0), (j, j + 1), 0.0) for j in range(len(target))
        )
    left, right = sides(source, target, (vectors(source, encode), vectors(target, encode)), same_language=same_language)
    chosen = weights or (WITH_VECTORS if encode else WITHOUT)
    links = linked(left, right, chosen)
    if encode is None:
        return links
    tied = tie((source, target), links, tokens) if tokens else None
    left = closer(left, source, near(links, 0, len(source)), encode)
    right = closer(right, target, near(links, 1, len(target)), encode)
    return linked(left, right, chosen, first=links, tied=tied)


def settled(links: Sequence[Link]) -> bool:
    """Whether no link is in doubt."""
    return all(link.confidence >= _SURE for link in links)


def vectors(segments: Sequence[Segment], encode: Encode | None) -> Floats:
    """One vector a segment, (n, d); d is 0 without an encoder."""
    return encode([s.text for s in segments]) if encode else np.zeros((len(segments), 0), np.float32)


def near(links: Sequence[Link], side: int, size: int) -> list[tuple[int, int]]:
    """The stretches of one side that do not surely run one to one, with two segments around each: half-open, in order."""
    loose = np.zeros(size + 1, bool)
    for link in links:
        place = (link.source, link.target)[side]
        if link.confidence < _SURE or link.source[1] - link.source[0] != 1 or link.target[1] - link.target[0] != 1:
            loose[max(0, place[0] - 2) : place[1] + 2] = True
    edges = np.flatnonzero(np.diff(np.concatenate([[False], loose[:size], [False]]).astype(int)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def closer(
    side: Segmented, segments: Sequence[Segment], stretches: Sequence[tuple[int, int]], encode: Encode
) -> Segmented:
    """Encode joined segments as texts of their own, in place of their sums, in stretches that do not surely run one to one."""
    places = [(n, i) for a, b in stretches for n in range(2, MOST + 1) for i in range(a, b - n + 1)]
    if not places:
        return side
    joined = side.joined.copy()
    texts = [" ".join(s.text for s in segments[i : i + n]) for n, i in places]
    joined[[n - 1 for n, _ in places], [i for _, i in places]] = centred(encode(texts), side.middle)
    return replace(side, joined=joined)


def tie(segments: tuple[Sequence[Segment], Sequence[Segment]], links: Sequence[Link], tokens: Read) -> Ties:
    """Ties between the segments wherever the texts do not surely run one to one."""
    texts = [[""] * len(side) for side in segments]
    for k, side in enumerate(segments):
        for a, b in near(links, k, len(side)):
            texts[k][a:b] = [s.text for s in side[a:b]]
    ends = np.array([(0, 0), *((link.source[1], link.target[1]) for link in links)])
    middle = np.interp(np.arange(len(texts[0])) + 0.5, ends[:, 0], ends[:, 1])
    return ties((texts[0], texts[1]), middle, tokens)


def linked(
    source: Segmented,
    target: Segmented,
    weights: Weights,
    *,
    first: Sequence[Link] | None = None,
    tied: Ties | None = None,
) -> tuple[Link, ...]:
    """Align two sides, near the links that were found `first`. Raises nothing; both have a segment at least."""
    pair = Compared(source, target, weights, tied)
    band = _band(pair, first)
    found = costs(pair, band)
    chain, sure = likely(found, band, (len(source), len(target)), weights.heat)
    return tuple(_link(pair, place, p) for place, p in zip(chain, sure, strict=True))


def _band(pair: Compared, first: Sequence[Link] | None = None) -> Band:
    n, m = len(pair.source), len(pair.target)
    if n + m <= _WHOLE:
        return Band(np.zeros(n + m + 1, np.int64), n + 1)
    if first is not None:
        return _around([(link.source[1], link.target[1]) for link in first], n, m, _CLOSE)
    coarse = Compared(halved(pair.source), halved(pair.target), pair.weights, most=_COARSE)
    band = _band(coarse)
    chain = cheapest(costs(coarse, band), band, (len(coarse.source), len(coarse.target)))
    return _around([(min(2 * i, n), min(2 * j, m)) for _, i, j in chain], n, m, _WIDE)


def _around(ends: Sequence[tuple[int, int]], n: int, m: int, wide: int) -> Band:
    """A band of constant width around a chain, given by the places where its links end."""
    places = np.array([(0, 0), *ends])
    middle = np.interp(np.arange(n + m + 1), places.sum(axis=1), places[:, 0])
    return Band(np.floor(middle).astype(np.int64) - wide, 2 * wide + 1)


def _link(pair: Compared, place: tuple[int, int, int], sure: float) -> Link:
    shape, i, j = place
    a, b = ALL[shape]
    return Link((i - a, i), (j - b, j), _score(pair, i - a, i, j - b, j), round(sure, 6))


def _score(pair: Compared, i: int, i2: int, j: int, j2: int) -> float:
    """How alike two ranges are: 1 for equal, 0 for no more than unrelated ones."""
    if i == i2 or j == j2:
        return 0.0
    if pair.weights.vectors:
        alike = float(pair.source.joined[i2 - i - 1, i] @ pair.target.joined[j2 - j - 1, j])
        background = float(pair.background[0][i2 - i - 1, i] + pair.background[1][j2 - j - 1, j]) / 2
        return round(min(1.0, max(0.0, (alike - background) / (1 - background))), 6)
    left, right = pair.source.anchors[i2] - pair.source.anchors[i], pair.target.anchors[j2] - pair.target.anchors[j]
    mass = float(left @ left + right @ right)
    return round(min(1.0, max(0.0, 2 * float(left @ right) / mass)), 6) if mass else 1.0
