"""Lost and added words weighed again by undoing them: whether the text comes nearer to the others with the word back, or gone.

People leave out what goes without saying ("the city of"), and then the text as a whole means the same as before. Where a loss
is one, the whole text moves towards the source and the re-translations as soon as the word is put back. Where a reader has read
the pair, what it says of the place, or of the word, is weighed with the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import TYPE_CHECKING, Generic, TypeVar

import regex

from audit.align.missing_weights import Limits
from audit.finding import Span
from audit.lacking import Added, Lost, added, lost, weighed_as
from audit.lexicons.english import torn
from audit.linking import encoded, gains

if TYPE_CHECKING:
    from audit.align.missing_weights import Model
    from audit.check import Pair

FEATURES = ("odds", "nearer to the source", "nearer to the re-translations", "nearer to both", "torn", "read")
_CANDIDATE = -1.5  # log odds by links alone, below which no word was ever told
_DOUBTED = -1.0  # log odds of the reader, beyond which it makes a word a candidate by itself; "read" counts from here
_CERTAIN = 6.0  # log odds beyond which the reader is not believed
_BESIDE = 2  # code points that may lie between a gap's last word and the next
_MOST = 3  # words of a text that are tried, the likeliest first
_HUNDREDTHS, _CLEAR = 100.0, 3.0  # hundredths of a cosine, and how many of them are as good as any more

HOLE = Limits(1.25, 0.5)
"""Log odds of the reader from which on a hole is told as major, and as minor. In 19,000 words of people's translations whose
sources the reader had not learned from, there are 0.6 and 1.6 of them in 1,000 words; the likeliest are holes indeed."""

Lack = TypeVar("Lack", Added, Lost)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*")


@dataclass(frozen=True, slots=True)
class Tried(Generic[Lack]):
    """A word and what speaks for its being lost or added, (len(FEATURES),); "read" is 0 where no reader was asked."""

    lack: Lack
    features: tuple[float, ...]


def surely_lost(pair: "Pair") -> tuple[Lost, ...]:
    """Return the words that the target may lack, as `lost` does, weighed again where an encoder, the source and
    re-translations allow it."""
    if not _able(pair):
        return lost(pair)
    from audit.align.undone_weights import WEIGHTS  # noqa: PLC0415

    model = WEIGHTS[weighed_as("LOST", pair)]
    return tuple(replace(one.lack, odds=_odds(one.features, model)) for one in tried_lost(pair))


def surely_added(pair: "Pair") -> tuple[Added, ...]:
    """Return the words that nothing may call for, as `added` does, weighed again where an encoder, the source and
    re-translations allow it."""
    if not _able(pair):
        return added(pair)
    from audit.align.undone_weights import WEIGHTS  # noqa: PLC0415

    model = WEIGHTS[weighed_as("ADDED", pair)]
    return tuple(replace(one.lack, odds=_odds(one.features, model)) for one in tried_added(pair))


def tried_lost(pair: "Pair") -> tuple[Tried[Lost], ...]:
    """Put the likeliest words back, one at a time; in order of place."""
    read = _gaps_read(pair)
    chosen = _likeliest(lost(pair), read)
    undone = gains(pair, [with_word(pair.target, one.gap, one.heard[0]) for one in chosen])
    english = pair.target_lang.partition("-")[0] == "en"
    return tuple(
        Tried(one, (one.odds, *_weighed(gained), float(english and _torn(pair.target, one.gap)), read(one)))
        for one, gained in zip(chosen, undone, strict=True)
    )


def tried_added(pair: "Pair") -> tuple[Tried[Added], ...]:
    """Take the likeliest words out, one at a time; in order of place."""
    read = _words_read(pair)
    chosen = _likeliest(added(pair), read)
    places = [Span(one.word.start, one.word.end) for one in chosen]
    undone = gains(pair, [without_word(pair.target, place) for place in places])
    return tuple(
        Tried(one, (one.odds, *_weighed(gained), 0.0, read(one))) for one, gained in zip(chosen, undone, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Hole:
    """A place where the reader alone sees that something is missing: the words about it, and its log odds."""

    place: Span
    odds: float


def holes(pair: "Pair") -> tuple[Hole, ...]:
    """Return the places of the target that the reader doubts beyond `HOLE.minor`; () where none has read the pair."""
    if not pair.reading.surplus:
        return ()
    said = list(_WORD.finditer(pair.target))
    found = []
    for at, odds in ((at, _logit(p)) for at, p in pair.reading.gaps):
        if odds >= HOLE.minor:
            before = max((w.start() for w in said if w.end() <= at), default=at)
            after = min((w.end() for w in said if w.start() >= at), default=len(pair.target.rstrip()))
            found.append(Hole(Span(before, after), odds))
    return tuple(found)


def with_word(text: str, gap: Span, word: str) -> str:
    """Put a word into a gap: behind the first word of the gap, or before words that stand there instead."""
    inside = _WORD.search(text, gap.start, gap.end)
    at = inside.end() if inside else gap.start
    return f"{text[:at]} {word}{text[at:]}".strip()


def without_word(text: str, place: Span) -> str:
    """Take a word out."""
    return (text[: place.start].rstrip() + text[place.end :]).strip()


def _able(pair: "Pair") -> bool:
    return bool(pair.source and pair.retranslations and pair.target) and encoded(pair)


def _likeliest(found: Sequence[Lack], read: Callable[[Lack], float]) -> list[Lack]:
    fit = [one for one in found if one.odds > _CANDIDATE or read(one) > 0]
    best = sorted(fit, key=lambda one: -(one.odds + read(one)))[:_MOST]
    return sorted(best, key=lambda one: one.word.start)


def _gaps_read(pair: "Pair") -> Callable[[Lost], float]:
    """Return what the reader says of the place of a lost word; 0 without a reader."""
    places = [(at, _beyond(p)) for at, p in pair.reading.gaps] if pair.reading.surplus else []

    def read(one: Lost) -> float:
        near = (odds for at, odds in places if one.gap.start <= at <= one.gap.end + _BESIDE)
        return max(near, default=-_CERTAIN) if places else 0.0

    return read


def _words_read(pair: "Pair") -> Callable[[Added], float]:
    """Return what the reader says of a word of the target; 0 without a reader."""
    doubts = {at: _beyond(p) for at, p in pair.reading.surplus}
    return lambda one: doubts.get(one.word.start, -_CERTAIN) if doubts else 0.0


def _beyond(p: float) -> float:
    """The log odds of a probability, from `_DOUBTED` on."""
    return _logit(p) - _DOUBTED


def _logit(p: float) -> float:
    """The log odds of a probability, within `_CERTAIN`."""
    return max(-_CERTAIN, min(_CERTAIN, log(max(p, 1e-9) / max(1 - p, 1e-9))))


def _torn(text: str, gap: Span) -> bool:
    """Whether English grammar shows that something is missing between the two words about the gap."""
    about = list(_WORD.finditer(text, gap.start, gap.end))
    return len(about) == 2 and torn(about[0].group(), text[about[0].end() : about[1].start()], about[1].group())


def _weighed(gained: tuple[float, float]) -> tuple[float, float, float]:
    """Each gain in hundredths, and their product: where one is clear, the other says little more."""
    source, others = (max(-_CLEAR, min(_CLEAR, _HUNDREDTHS * gain)) for gain in gained)
    return source, others, source * others


def _odds(features: Sequence[float], model: "Model") -> float:
    return sum(a * b for a, b in zip(features, model[:-1], strict=True)) + model[-1]
