"""The reader at work: pairs become rows, rows go in batches of like length through the base, heads give probabilities."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from audit.check import Pair
from audit.finding import Span
from audit.models.batching import batches
from audit.models.encoders.bert import encoder
from audit.models.encoders.session import Session, cores
from audit.models.reader import base_model, heads
from audit.models.reader.features import NAMES, Features, features
from audit.models.reader.heads import Array, Trained
from audit.models.reader.layout import Laid, lay
from audit.reading import Doubt, Reading
from corpora.words import words

_TOKENS = 1024  # of a batch
_PART = 512  # pairs that are read and sorted together


@dataclass(frozen=True, slots=True)
class _Row:
    pair: int
    laid: Laid
    features: Features


class Judge:
    """A Reader; see `load`."""

    def __init__(self, trained: Trained, base: base_model.Base, precision: str) -> None:
        self._trained = trained
        self._base = base
        weights = heads.merged(base.weights, trained.tensors)
        depth = min(trained.about.get("layers") or base.shape.layers, base.shape.layers)
        self._session = Session(
            lambda count: encoder(weights, replace(base.shape, layers=count), precision), base.embed, depth
        )
        self._name = f"reader:{trained.about['version']}@{trained.digest[:8]}+{base.name}+{precision}"

    @property
    def name(self) -> str:
        return self._name

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        """Return the reading of each pair, in order."""
        found: list[Reading] = []
        for begin in range(0, len(pairs), _PART):
            found += self._part(pairs[begin : begin + _PART])
        return found

    def calibrated(self, logits: Array, given: int) -> Array:
        """Return probabilities of an error from its logits, with so many re-translations."""
        return self._trained.calibrated(logits, given)

    def logits(self, pairs: Sequence[Pair]) -> list[tuple[Array, Array]]:
        """Return of each pair the logits of words and end (words + 1, 4), and of the sentence (2,); of no words (0, 4)."""
        rows = [
            _Row(n, laid, counted[laid.begin : laid.begin + len(laid.places)])
            for n, pair in enumerate(pairs)
            for counted in [features(pair)]
            for laid in lay(pair, self._base.tokenizer)
        ]
        plan = batches([len(r.laid.ids) for r in rows], _TOKENS)
        with ThreadPoolExecutor(cores()) as pool:
            done = pool.map(lambda batch: self._batch([rows[i] for i in batch]), plan)
            by_row = {
                i: one for batch, result in zip(plan, done, strict=True) for i, one in zip(batch, result, strict=True)
            }
        joined: list[list[tuple[Array, Array]]] = [[] for _ in pairs]
        for i, row in enumerate(rows):
            joined[row.pair].append(by_row[i])
        return [_whole(parts) for parts in joined]

    def _part(self, pairs: Sequence[Pair]) -> list[Reading]:
        return [self._reading(pair, *one) for pair, one in zip(pairs, self.logits(pairs), strict=True)]

    def _batch(self, rows: Sequence[_Row]) -> list[tuple[Array, Array]]:
        tensors = self._trained.tensors
        length = max(len(r.laid.ids) for r in rows)
        ids = np.full((len(rows), length), self._base.pad, np.int64)
        mask = np.zeros(ids.shape, np.int32)
        extra = np.zeros((*ids.shape, self._base.shape.hidden), np.float32)
        for n, row in enumerate(rows):
            size = len(row.laid.ids)
            ids[n, :size], mask[n, :size] = row.laid.ids, 1
            extra[n, :size] = tensors["part"][row.laid.parts]
            added = row.features @ tensors["counted"]
            for (a, b), one in zip(row.laid.places, added, strict=True):
                extra[n, a:b] += one
        states = self._session.embedded(self._base.embed(ids) + extra, mask)
        return [self._row(row, own) for row, own in zip(rows, states, strict=True)]

    def _row(self, row: _Row, states: Array) -> tuple[Array, Array]:
        slots = [states[a:b].mean(0) if a < b else np.zeros(states.shape[1], np.float32) for a, b in row.laid.places]
        counted = np.concatenate([row.features, np.zeros((1, len(NAMES)), np.float32)])
        found = heads.words(self._trained.tensors, np.stack([*slots, states[row.laid.close]]), counted)
        return found, heads.sentence(self._trained.tensors, states[0], found[:-1, heads.ERROR])

    def _reading(self, pair: Pair, logits: Array, sentence: Array) -> Reading:
        said = words(pair.target)
        if not said:
            return Reading()
        errors = self._trained.calibrated(logits[:-1, heads.ERROR], len(pair.retranslations))
        majors, gaps = heads.sigmoid(logits[:-1, heads.MAJOR]), heads.sigmoid(logits[:, heads.GAP])
        places = [*(w.start for w in said), len(pair.target)]
        critical = float(heads.sigmoid(sentence)[heads.CRITICAL])
        doubts = (Doubt(Span(w.start, w.end), float(e), float(m)) for w, e, m in zip(said, errors, majors, strict=True))
        return Reading(tuple(doubts), tuple(zip(places, gaps.tolist(), strict=True)), critical=critical)


def _whole(parts: Sequence[tuple[Array, Array]]) -> tuple[Array, Array]:
    """The rows of one pair, joined: each but the last without its end, the sentence by its worst part."""
    if not parts:
        return np.zeros((0, 4), np.float32), np.full(2, -9.0, np.float32)
    logits = [part[:-1] for part, _ in parts[:-1]] + [parts[-1][0]]
    return np.concatenate(logits), np.asarray(np.max([sentence for _, sentence in parts], 0), np.float32)


def load(path: Path, *, precision: str = "auto", offline: bool = False) -> Judge:
    """Load a reader's file with its base; `precision` is "int8" (also for "auto") or "float32".

    Raises ModelError, in one line with the cure.
    """
    trained = heads.open_file(path)
    return Judge(
        trained, base_model.load(trained.about["base"], offline=offline), "int8" if precision == "auto" else precision
    )
