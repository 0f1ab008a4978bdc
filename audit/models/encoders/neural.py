"""An encoder around any network: texts become rows of tokens, rows go in batches of like length, states become vectors."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from audit.finding import Span
from audit.models.batching import batches, halving
from audit.models.devices import out_of_memory
from audit.models.encoders.encoder import Tokens, Vectors
from audit.models.encoders.pieces import Reader

Ids = NDArray[np.int64]
Mask = NDArray[np.int32]
Dense = tuple[Vectors, Vectors, bool]
_PART = 4096  # texts that are read and sorted together: memory does not grow with their number

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Model:
    """A network with what turns its states into a sentence vector.

    `states` takes ids and mask, both (batch, length), and a layer (0: the embeddings, -1: the last of `layers`); it returns
    (batch, length, hidden).
    `pooling` is "mean", "cls" or "max"; `dense` are matrices (out, in), biases (out) and whether tanh follows, applied in order.
    """

    name: str
    reader: Reader
    states: Callable[[Ids, Mask, int], Vectors]
    layers: int
    hidden: int
    pad: int
    pooling: str = "mean"
    dense: tuple[Dense, ...] = ()
    batch_tokens: int = 2048


class Neural:
    """An Encoder; see `Model`. Not for several threads at once."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def dimension(self) -> int:
        return len(self._model.dense[-1][1]) if self._model.dense else self._model.hidden

    @property
    def layers(self) -> int:
        """The number of the last layer, which `tokens` takes."""
        return self._model.layers

    def sentences(self, texts: Sequence[str]) -> Vectors:
        found = np.zeros((len(texts), self.dimension), np.float32)
        for first in range(0, len(texts), _PART):
            part = texts[first : first + _PART]
            found[first : first + len(part)] = self._sentences(part)
        return found

    def tokens(self, texts: Sequence[str], layer: int = -1) -> list[Tokens]:
        """Return the tokens of each text with the states of a layer: 0 the embeddings, -1 the last."""
        found: list[Tokens] = []
        for first in range(0, len(texts), _PART):
            found += self._tokens(texts[first : first + _PART], layer)
        return found

    def _sentences(self, texts: Sequence[str]) -> Vectors:
        rows, owners = _flat(self._model.reader.rows(texts))
        pooled = np.zeros((len(texts), self._model.hidden), np.float32)
        weight = np.zeros((len(texts), 1), np.float32)
        for i, vector in self._run(rows, -1, self._pooled):
            pooled[owners[i]] += vector * len(rows[i])  # of a text in pieces, the mean over all its tokens
            weight[owners[i]] += len(rows[i])
        pooled /= np.maximum(weight, 1)
        for matrix, bias, tanh in self._model.dense:
            pooled = pooled @ matrix.T + bias
            pooled = np.tanh(pooled) if tanh else pooled
        return _unit(pooled * (weight > 0))

    def _pooled(self, states: Vectors, mask: Mask) -> Vectors:
        if self._model.pooling == "cls":
            return states[:, 0]
        weights = mask.astype(np.float32)
        if self._model.pooling == "max":
            found: Vectors = np.where(mask[..., None], states, -np.inf).max(1)
            return found
        return np.asarray(np.einsum("bth,bt->bh", states, weights) / weights.sum(1, keepdims=True), np.float32)

    def _tokens(self, texts: Sequence[str], layer: int) -> list[Tokens]:
        pieces, owners = _flat(self._model.reader.pieces(texts))
        parts: dict[int, tuple[list[tuple[int, int]], Vectors]] = {}
        for i, states in self._run([p.ids for p in pieces], layer, lambda states, _: states):
            parts[i] = _merged(pieces[i].spans, states[pieces[i].first :])
        found: list[list[tuple[list[tuple[int, int]], Vectors]]] = [[] for _ in texts]
        for i, owner in enumerate(owners):
            found[owner].append(parts[i])
        return [self._whole(own) for own in found]

    def _whole(self, parts: list[tuple[list[tuple[int, int]], Vectors]]) -> Tokens:
        """The tokens of all pieces of a text; characters whose tokens lie in two pieces count in the first."""
        spans: list[Span] = []
        rows: list[Vectors] = [np.zeros((0, self._model.hidden), np.float32)]
        for places, vectors in parts:
            late = sum(1 for start, _ in places if spans and start < spans[-1].end)
            spans += [Span(a, b) for a, b in places[late:]]
            rows.append(vectors[late:])
        return Tokens(tuple(spans), _unit(np.concatenate(rows)))

    def _run(
        self, rows: Sequence[list[int]], layer: int, kept: Callable[[Vectors, Mask], Vectors]
    ) -> Iterator[tuple[int, Vectors]]:
        """Yield (index of a row, what is kept of its states), batch by batch."""
        if not -1 <= layer <= self._model.layers:
            raise ValueError(
                f"layer {layer}: {self.name} has the layers 0 to {self._model.layers}, and -1 for the last"
            )
        lengths = [len(row) for row in rows]

        def work(batch: list[int]) -> Vectors:
            ids = np.full((len(batch), max(lengths[i] for i in batch)), self._model.pad, np.int64)
            mask = np.zeros(ids.shape, np.int32)
            for row, i in enumerate(batch):
                ids[row, : lengths[i]] = rows[i]
                mask[row, : lengths[i]] = 1
            return kept(self._model.states(ids, mask, layer), mask)

        return halving(batches(lengths, self._model.batch_tokens), lengths, work, out_of_memory)


def _flat(owned: Sequence[list[T]]) -> tuple[list[T], list[int]]:
    """Return all items in order, and for each the number of its owner."""
    return [x for own in owned for x in own], [i for i, own in enumerate(owned) for _ in own]


def _merged(spans: list[tuple[int, int]], states: Vectors) -> tuple[list[tuple[int, int]], Vectors]:
    """Leave out the tokens without a span; of tokens whose spans overlap, as of one emoji's bytes, make one with their mean."""
    places: list[tuple[int, int]] = []
    firsts: list[int] = []
    kept = [k for k, (start, end) in enumerate(spans) if start < end]
    for position, k in enumerate(kept):
        start, end = spans[k]
        if places and start < places[-1][1]:
            places[-1] = min(start, places[-1][0]), max(end, places[-1][1])
        else:
            places.append((start, end))
            firsts.append(position)
    if not places:
        return places, states[:0]
    counts = np.diff([*firsts, len(kept)])[:, None].astype(np.float32)
    return places, np.add.reduceat(states[kept], firsts, axis=0) / counts


def _unit(vectors: Vectors) -> Vectors:
    """Rows of length 1; rows of zeros stay."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1), np.float32)
