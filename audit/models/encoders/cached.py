"""Sentence vectors kept in the cache of answers, so that no text is encoded twice. Vectors of tokens are not kept: they are
a hundred times larger and are read once."""

from collections.abc import Sequence

import numpy as np

from audit.models.answers import key
from audit.models.cache import Cache, Done
from audit.models.encoders.encoder import Encoder, Tokens, Vectors

_FORMAT = "vectors float16 v1"  # raised when what is kept changes
_PORTION = 512  # sentences between two savings


class CachedEncoder:
    """An Encoder whose sentence vectors are kept as float16, which turns them by less than a cosine of 0.99999.

    What was encoded before an interruption is there afterwards, and the vectors are the same with a full cache and with an
    empty one. `done` is told (sentences, characters) as they come. Equal texts are encoded once.
    """

    def __init__(self, encoder: Encoder, cache: Cache, done: Done = lambda *_: None) -> None:
        self._encoder = encoder
        self._cache = cache
        self._done = done

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        return self._encoder.tokens(texts)

    def words(self, texts: Sequence[str]) -> list[Tokens]:
        return self._encoder.words(texts)

    def sentences(self, texts: Sequence[str]) -> Vectors:
        job = (self.name, "", _FORMAT)
        keys = [key(text) for text in texts]
        asked = dict(zip(keys, texts, strict=True))
        size = 2 * self.dimension
        known = {at: value for at, value in self._cache.get(job, list(asked)).items() if len(value) == size}
        if known:
            self._done(len(known), sum(len(asked[at]) for at in known))
        # Texts of like length together, so that little is padded.
        order = sorted((at for at in asked if at not in known), key=lambda at: (-len(asked[at]), at))
        for first in range(0, len(order), _PORTION):
            part = order[first : first + _PORTION]
            vectors = self._encoder.sentences([asked[at] for at in part]).astype("<f2")
            answers = {at: vector.tobytes() for at, vector in zip(part, vectors, strict=True)}
            self._cache.put(job, answers)
            known.update(answers)
            self._done(len(part), sum(len(asked[at]) for at in part))
        return _read([known[at] for at in keys], self.dimension)


def _read(values: Sequence[bytes], dimension: int) -> Vectors:
    """Rows of length 1 from float16, rows of zeros where there was nothing."""
    rows = np.frombuffer(b"".join(values), "<f2").reshape(len(values), dimension).astype(np.float32)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1), np.float32)
