"""Sentence alignment: links of 0-1 to 4-1 and 2-3 segments by vectors, shared anchors and lengths, in linear time.

Dynamic programming over joined segments, coarse to fine, with distances against random pairs (after Thompson and Koehn 2019,
"Vecalign"), and with what needs no model: numbers, names and cognates, lengths (Gale and Church 1993), paragraphs.
"""

from collections.abc import Callable, Sequence

import numpy as np

from audit.align.band import Chain, cheapest, probable
from audit.align.costs import ALL, Band, Compared, Weights, costs
from audit.align.segmented import MOST, Floats, Segmented, centred, halved, sides, unit
from corpora.document import Link, Segment

Encode = Callable[[Sequence[str]], Floats]  # texts -> (len(texts), d), rows of length 1 or zeros

# Fitted as `python -m eval.fit_alignment` does, on the text `dev` of textberg and half of NTREX; `drop` with vectors was then set by hand
# between what the two want, and `heat` by how often links of a probability are right.
WITH_VECTORS = Weights(
    vectors=1.0, anchors=0.134, length=0.087, excess=0.326, idle=0.739, one=0.16, many=0.45, more=0.161,
    drop=0.38, loose=0.466, short=0.03, empty=0.15, breaks=0.3, heat=0.09,
)  # fmt: skip
WITHOUT = Weights(
    vectors=0.0, anchors=1.26, length=1.02, excess=0.315, idle=0.0, one=0.196, many=0.537, more=1.04,
    drop=1.12, loose=0.0, short=0.287, empty=0.425, breaks=0.5, heat=0.14,
)  # fmt: skip

_WHOLE = 400  # segments of both texts together up to which every place is looked at
_WIDE = 12  # places to either side of the coarse chain
_SURE = 0.95  # probability from which a one-to-one link is not looked at again


def align(
    source: Sequence[Segment],
    target: Sequence[Segment],
    *,
    same_language: bool,
    encode: Encode | None = None,
    weights: Weights | None = None,
) -> tuple[Link, ...]:
    """Link the segments of two texts; every segment of either side stands in exactly one link, in order.

    A link's `score` in [0, 1] tells how much of what could be compared agrees, against unrelated segments; `confidence`
    in [0, 1] how probable the link is among all ways to align the two texts. Joined segments are encoded only where the
    texts do not run one to one. Time and memory are linear in the length of the texts.
    """
    if not source or not target:
        return tuple(Link((i, i + 1), (0, 0), 0.0) for i in range(len(source))) + tuple(
            Link((0, 0), (j, j + 1), 0.0) for j in range(len(target))
        )
    made = sides(source, target, (vectors(source, encode), vectors(target, encode)), same_language=same_language)
    chosen = weights or (WITH_VECTORS if encode else WITHOUT)
    links = linked(*made, chosen)
    if encode is None:
        return links
    return linked(*closer(made, (source, target), links, encode), chosen)


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
    both: tuple[Segmented, Segmented],
    segments: tuple[Sequence[Segment], Sequence[Segment]],
    links: Sequence[Link],
    encode: Encode,
) -> tuple[Segmented, Segmented]:
    """Encode the joined segments as texts of their own, in place of their sums, wherever the texts do not surely run one to one."""
    for k, side in enumerate(both):
        stretches = near(links, k, len(side))
        places = [(n, i) for a, b in stretches for n in range(2, MOST + 1) for i in range(a, b - n + 1)]
        if places:
            texts = [" ".join(s.text for s in segments[k][i : i + n]) for n, i in places]
            side.joined[[n - 1 for n, _ in places], [i for _, i in places]] = unit(encode(texts))
    return both


def linked(source: Segmented, target: Segmented, weights: Weights) -> tuple[Link, ...]:
    """Align two sides. Raises nothing; both have a segment at least."""
    pair = Compared(centred(source), centred(target), weights)
    band = _band(pair)
    found = costs(pair, band)
    chain = cheapest(found, band, (len(source), len(target)))
    sure = probable(found, band, chain, weights.heat)
    return tuple(_link(pair, place, p) for place, p in zip(chain, sure, strict=True))


def _band(pair: Compared) -> Band:
    n, m = len(pair.source), len(pair.target)
    if n + m <= _WHOLE:
        return Band(np.zeros(n + m + 1, np.int64), n + 1)
    coarse = Compared(halved(pair.source), halved(pair.target), pair.weights)
    band = _band(coarse)
    chain = cheapest(costs(coarse, band), band, (len(coarse.source), len(coarse.target)))
    return _around(chain, n, m)


def _around(chain: Chain, n: int, m: int) -> Band:
    """A band of constant width around twice the coarse chain."""
    places = np.array([(0, 0), *((min(2 * i, n), min(2 * j, m)) for _, i, j in chain)])
    middle = np.interp(np.arange(n + m + 1), places.sum(axis=1), places[:, 0])
    return Band(np.floor(middle).astype(np.int64) - _WIDE, 2 * _WIDE + 1)


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
