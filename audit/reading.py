"""What a reader, a trained judge of "same meaning or not", says of a translation: probabilities with places, no verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from audit.finding import Span
from corpora.language import primary

if TYPE_CHECKING:
    from audit.check import Pair


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word and how likely it is that it says something else than the source; `major`: how likely a serious error, if any."""

    span: Span
    error: float
    major: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of one pair.

    `words` has every word of the target in order; `gaps` (code point, probability) the places where something may be
    missing: before each word, and at the end; `surplus` (code point of a word, probability) the words that may have been put in.
    `critical`: how likely annotators of critical errors would name one in the sentence, for the pairs of `SENTENCES`, else 0.
    """

    words: tuple[Doubt, ...] = ()
    gaps: tuple[tuple[int, float], ...] = ()
    surplus: tuple[tuple[int, float], ...] = ()
    critical: float = 0.0

    @property
    def said(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.words or self.gaps or self.critical)


UNREAD = Reading()
FEWEST, JUDGED = 1, 2
"""Re-translations without which no reader is asked, and without which its judgement of words is not: of a text and its source alone
no threshold gave marks worth showing; with one re-translation, none gave marks of words with a precision of .6."""


SENTENCES = frozenset({("en", "cs"), ("en", "de"), ("en", "ja"), ("en", "zh")})
"""Sources and targets whose sentences are judged as a whole, by the text and its source alone: those that people judged so (ced21)."""


def judged_whole(pair: "Pair") -> bool:
    """Whether a pair's sentence is judged by the text and its source alone."""
    return bool(pair.source.strip()) and (primary(pair.source_lang), primary(pair.target_lang)) in SENTENCES


class Reader(Protocol):
    """Anything that reads pairs."""

    @property
    def name(self) -> str:
        """Name, version and base, for signatures."""
        ...

    def read(self, pairs: "Sequence[Pair]") -> list[Reading]:
        """Return the reading of each pair, in order; an empty one for a target without words."""
        ...


def read(pairs: "Sequence[Pair]", reader: Reader | None) -> "list[Pair]":
    """Return the pairs with what a reader says of them; as they are without a reader, and where it has nothing to go by."""
    if reader is None:
        return list(pairs)
    full = [n for n, p in enumerate(pairs) if p.target.strip() and (len(p.retranslations) >= FEWEST or judged_whole(p))]
    readings = dict(zip(full, reader.read([pairs[n] for n in full]), strict=True))
    return [replace(pair, reading=readings[n]) if n in readings else pair for n, pair in enumerate(pairs)]
