"""An encoder around any network: texts become rows of tokens, rows go in batches of like length, states become vectors."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from audit.finding import Span
from audit.models.batching import batches, halving
from audit.models.devices import out_of_memory
from audit.models.encoders.encoder import Tokens, Vectors
from audit.models.encoders.pieces import Reader
from audit.models.translator import ModelError

Ids = NDArray[np.int64]
Mask = NDArray[np.int32]
Dense = tuple[Vectors, Vectors, bool]
Placed = tuple[list[tuple[int, int]], Vectors]  # spans of tokens, and their rows
_PART = 4096  # texts that are read and sorted together: memory does not grow with their number

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Model:
    """A network with what turns its states into a sentence vector.

    `states` takes ids and mask, both (batch, length), and a layer (0: the embeddings, -1: the last of `layers`); it returns
    (batch, length, hidden).
    `pooling` is "mean", "cls" or "max"; `dense` are matrices (out, in), biases (out) and whether tanh follows, applied in order.
    `layer` is that of the token vectors, `word_layer` that of those by which words are linked. `workers` threads may call `states` at once.
    """

    name: str
    reader: Reader
    states: Callable[[Ids, Mask, int], Vectors]
    layers: int
    hidden: int
    pad: int
    pooling: str = "mean"
    dense: tuple[Dense, ...] = ()
    layer: int = -1
    word_layer: int = -1
    batch_tokens: int = 1024
    workers: int = 1


class Neural:
    """An Encoder; see `Model`. Not for several threads at once."""

    def __init__(self, model: Model) -> None:
        if not -1 <= model.layer <= model.layers:
            raise ModelError(
                f"{model.name}: layer {model.layer}: has the layers 0 to {model.layers}, and -1 for the last"
            )
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

    def tokens(self, texts: Sequence[str], layer: int | None = None) -> list[Tokens]:
        """Return the tokens of each text with the states of a layer: 0 the embeddings, -1 the last, by default the model's."""
        layer = self._model.layer if layer is None else layer
        found: list[Tokens] = []
        for first in range(0, len(texts), _PART):
            found += self._tokens(texts[first : first + _PART], layer)
        return found

    def words(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the tokens of each text with the states of the layer that links words best."""
        return self.tokens(texts, self._model.word_layer)

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

    def _pooled(self, _: list[int], states: Vectors, mask: Mask) -> list[Vectors]:
        if self._model.pooling == "cls":
            return list(states[:, 0])
        if self._model.pooling == "max":
            return list(np.where(mask[..., None], states, -np.inf).max(1))
        weights = mask / mask.sum(1, keepdims=True, dtype=np.float32)
        return list(np.matmul(weights[:, None], states)[:, 0])

    def _tokens(self, texts: Sequence[str], layer: int) -> list[Tokens]:
        pieces, owners = _flat(self._model.reader.pieces(texts))

        def placed(batch: list[int], states: Vectors, _: Mask) -> list[Placed]:
            own = zip((pieces[i] for i in batch), states, strict=True)
            return [_merged(piece.spans, rows[piece.first :]) for piece, rows in own]

        parts = dict(self._run([p.ids for p in pieces], layer, placed))
        found: list[list[Placed]] = [[] for _ in texts]
        for i, owner in enumerate(owners):
            found[owner].append(parts[i])
        return [self._whole(own) for own in found]

    def _whole(self, parts: list[Placed]) -> Tokens:
        """The tokens of all pieces of a text; characters whose tokens lie in two pieces count in the first."""
        spans: list[Span] = []
        rows: list[Vectors] = [np.zeros((0, self._model.hidden), np.float32)]
        for places, vectors in parts:
            late = sum(1 for start, _ in places if spans and start < spans[-1].end)
            spans += [Span(a, b) for a, b in places[late:]]
            rows.append(vectors[late:])
        return Tokens(tuple(spans), _unit(np.concatenate(rows)))

    def _run(
        self, rows: Sequence[list[int]], layer: int, kept: Callable[[list[int], Vectors, Mask], Sequence[T]]
    ) -> Iterator[tuple[int, T]]:
        """Yield (index of a row, what is kept of its states), batch by batch."""
        lengths = [len(row) for row in rows]

        def work(batch: list[int]) -> Sequence[T]:
            ids = np.full((len(batch), max(lengths[i] for i in batch)), self._model.pad, np.int64)
            mask = np.zeros(ids.shape, np.int32)
            for row, i in enumerate(batch):
                ids[row, : lengths[i]] = rows[i]
                mask[row, : lengths[i]] = 1
            return kept(batch, self._model.states(ids, mask, layer), mask)

        def done(batch: list[int]) -> list[tuple[int, T]]:
            return list(halving([batch], lengths, work, out_of_memory))

        planned = batches(lengths, self._model.batch_tokens)
        if self._model.workers == 1:
            yield from halving(planned, lengths, work, out_of_memory)
            return
        with ThreadPoolExecutor(self._model.workers) as pool:
            for found in pool.map(done, planned):
                yield from found


def _flat(owned: Sequence[list[T]]) -> tuple[list[T], list[int]]:
    """Return all items in order, and for each the number of its owner."""
    return [x for own in owned for x in own], [i for i, own in enumerate(owned) for _ in own]


def _merged(spans: list[tuple[int, int]], states: Vectors) -> Placed:
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
    return places, np.asarray(np.add.reduceat(states[kept], firsts, axis=0) / counts, np.float32)


def _unit(vectors: Vectors) -> Vectors:
    """Rows of length 1; rows of zeros stay."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1), np.float32)
