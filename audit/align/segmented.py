"""What is compared of one text: its segments' vectors, anchors, lengths and paragraphs, so that any range costs a look-up."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from audit.align.anchors import bags, weights
from corpora.document import Segment

Floats = NDArray[np.float32]

MOST = 4  # segments of one side in one link
_PLACES = 512  # dimension of hashed anchors


@dataclass(frozen=True, slots=True)
class Segmented:
    """One text of n segments.

    `joined` is (MOST, n, d): row [k-1, i] is the vector of segments i to i+k, of length 1 or all zeros; d is 0 where no
    encoder spoke. `anchors`, (n+1, 512), and `length`, (n+1,), are running sums of hashed anchors and of characters (mean
    segment 1). `spoken` (n,) tells which segments hold a letter or digit; `paragraph` (n,) counts paragraphs.
    """

    joined: Floats
    anchors: Floats
    length: NDArray[np.float64]
    spoken: NDArray[np.bool_]
    paragraph: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.spoken)

    @property
    def begins(self) -> NDArray[np.bool_]:
        """Whether a paragraph begins at each of the n+1 places between segments; one begins at either end of the text."""
        inside = self.paragraph[1:] != self.paragraph[:-1]
        return np.concatenate([[True], inside, [True]])


def sides(
    source: Sequence[Segment], target: Sequence[Segment], vectors: tuple[Floats, Floats], *, same_language: bool
) -> tuple[Segmented, Segmented]:
    """Make both sides, of at least one segment each. `vectors` holds one row a segment, (n, d) and (m, d)."""
    found = [bags(segments, same_language=same_language) for segments in (source, target)]
    weight = weights(found)
    return (
        _side(source, vectors[0], found[0], weight),
        _side(target, vectors[1], found[1], weight),
    )


def _side(
    segments: Sequence[Segment], vectors: Floats, bag: Sequence[Counter[str]], weight: Mapping[str, float]
) -> Segmented:
    characters = np.array([max(1, len(s.text)) for s in segments], float)
    return Segmented(
        joined=summed(vectors, characters),
        anchors=_running(_hashed(bag, weight)).astype(np.float32),
        length=_running(characters / characters.mean()),
        spoken=np.array([any(map(str.isalnum, s.text)) for s in segments]),
        paragraph=np.array([s.paragraph for s in segments], np.int64),
    )


def _hashed(bag: Sequence[Counter[str]], weight: Mapping[str, float]) -> Floats:
    """Anchors as vectors whose product is the weight of what both have (feature hashing with signs)."""
    places = {key: int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=4).digest()) for key in weight}
    rows = np.zeros((len(bag), _PLACES), np.float32)
    for row, keys in zip(rows, bag, strict=True):
        for key in keys:
            row[places[key] % _PLACES] += weight[key] ** 0.5 * (1 if places[key] >> 31 else -1)
    return rows


def _running(rows: NDArray[np.float64] | Floats) -> NDArray[np.float64]:
    return np.concatenate([np.zeros((1, *rows.shape[1:])), np.cumsum(rows, axis=0, dtype=float)])


def summed(vectors: Floats, characters: NDArray[np.float64]) -> Floats:
    """Vectors of joined segments as sums by length: (MOST, n, d), zeros where fewer segments are left."""
    total = _running(vectors * characters[:, None].astype(np.float32))
    joined = np.zeros((MOST, *vectors.shape), np.float32)
    for k in range(1, min(MOST, len(vectors)) + 1):
        joined[k - 1, : len(vectors) - k + 1] = unit((total[k:] - total[:-k]).astype(np.float32))
    return joined


def unit(vectors: Floats) -> Floats:
    """Rows of length 1; a row of zeros stays."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.where(length > 0, length, 1)).astype(np.float32)


def halved(side: Segmented) -> Segmented:
    """The text in half as many, twice as long segments: two neighbours are one."""
    n = len(side)
    starts = np.arange(0, n, 2)
    ends = np.minimum(starts + 2, n)
    singles = np.where((ends - starts == 2)[:, None], side.joined[1, starts], side.joined[0, starts])
    characters = side.length[ends] - side.length[starts]
    places = np.append(starts, n)
    return Segmented(
        joined=summed(singles, characters),
        anchors=side.anchors[places],
        length=side.length[places] / characters.mean(),
        spoken=side.spoken[starts] | side.spoken[ends - 1],
        paragraph=side.paragraph[starts],
    )


def centred(side: Segmented) -> Segmented:
    """The side with what all its segments share taken out (a text's language and topic), as far as there are segments to tell."""
    middle = side.joined[0].sum(axis=0) / (len(side) + _FEW)
    joined = np.empty_like(side.joined)
    for k, rows in enumerate(side.joined):  # one at a time: they are the greatest thing in memory
        spoken = np.linalg.norm(rows, axis=1, keepdims=True) > 0
        joined[k] = unit(np.where(spoken, rows - middle, np.float32(0)))
    return replace(side, joined=joined)


_FEW = 4.0  # segments of which a common direction is not to be told from what they say
