"""Re-translations as witnesses: which are heard, and how they stand beside the pairs that the checks see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from audit.check import Pair
from audit.finding import Skip
from corpora.words import words

if TYPE_CHECKING:
    from audit.models.translator import TokenScore

SAME_ENGINE = "repeats the translation almost word for word, so it comes from the same engine and proves nothing"
# Measured on WMT23 uk-en (48 documents, each pair of 11 systems): unrelated systems repeat 8 % of the words in whole
# segments (median) and agree in 74 %; both limits are passed by 0.8 % of the pairs, mostly by two names of one engine.
_SAME = 0.5  # share of the words that stand in segments repeated word for word
_NEAR = 0.9  # share of the words that are the same, in order, over all segments
_ENOUGH = 5  # segments below which a repetition may be chance

Scores = tuple[tuple["TokenScore", ...], ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """One re-translation of a text, segment by segment, "" where it has nothing.

    Of a model: `further` has one column for each further hypothesis, `scores` what it thinks of the audited words of each
    segment, and `mute` the reason why it cannot say. `repeats` where it is known to come from the engine that it judges.
    """

    name: str
    texts: tuple[str, ...]
    further: tuple[tuple[str, ...], ...] = ()
    scores: Scores = ()
    mute: str = ""
    repeats: bool = False

    def skips(self) -> Iterator[Skip]:
        if self.mute:
            yield Skip("model-probability", self.mute if self.name in self.mute else f"{self.name}: {self.mute}")


def opinion(name: str, columns: Sequence[tuple[str, ...]], said: Scores | str) -> Opinion:
    """Join what one model says of a text: a column for each hypothesis, and its scores or the reason for none."""
    if isinstance(said, str):
        return Opinion(name, columns[0], tuple(columns[1:]), mute=said)
    return Opinion(name, columns[0], tuple(columns[1:]), said)


def same_engine(targets: Sequence[str], column: Sequence[str]) -> bool:
    """Whether a re-translation repeats nearly every segment of the translation, so that it is no second opinion."""
    both = [(_words(a), _words(b)) for a, b in zip(targets, column, strict=True) if a and b]
    sizes = [max(len(a), len(b)) for a, b in both]
    same = sum(size for size, (a, b) in zip(sizes, both, strict=True) if a == b)
    if len(both) < _ENOUGH or same < _SAME * sum(sizes):
        return False
    changed = sum(Levenshtein.distance(a, b) for a, b in both if a != b)
    return changed <= (1 - _NEAR) * sum(sizes)


def _words(text: str) -> list[str]:
    return [w.text.lower() for w in words(text)]


def deaf(pairs: Sequence[Pair], opinions: Sequence[Opinion]) -> list[int]:
    """Return the places of the opinions that get no weight."""
    targets = [p.target for p in pairs]
    return [k for k, opinion in enumerate(opinions) if opinion.repeats or same_engine(targets, opinion.texts)]


def beside(pairs: Sequence[Pair], opinions: Iterable[Opinion]) -> list[Pair]:
    """Return the pairs with what the opinions say of each."""
    heard = tuple(opinions)
    if not heard:
        return list(pairs)

    def one(n: int, pair: Pair) -> Pair:
        here = [o for o in heard if o.texts[n]]
        return replace(
            pair,
            retranslations=tuple(o.texts[n] for o in here),
            alternatives=tuple(column[n] for o in here for column in o.further if column[n]),
            scores=tuple(o.scores[n] if o.scores else () for o in here) if any(o.scores for o in here) else (),
        )

    return [one(n, pair) for n, pair in enumerate(pairs)]
