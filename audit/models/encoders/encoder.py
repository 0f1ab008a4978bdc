"""What every text encoder can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from audit.finding import Span

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: `spans` are code points of the text as given, in order, never empty, never overlapping;
    `vectors` is (len(spans), dimension), rows of length 1. A text without tokens has () and shape (0, dimension)."""

    spans: tuple[Span, ...]
    vectors: Vectors


class Encoder(Protocol):
    """A model that turns texts of any language into vectors that can be compared across languages."""

    @property
    def name(self) -> str:
        """Backend, model, revision or content hash, precision, for signatures and cache keys: "e5:multilingual-e5-small@1a2b+int8"."""
        ...

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        ...

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), dimension), in the order given, rows of length 1; a row of zeros for a text without tokens."""
        ...

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the tokens of each text, in the order given. Texts longer than the model's limit are read in pieces, whole."""
        ...

    def words(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the tokens of each text with the vectors that link words best, which may be those of another layer."""
        ...
