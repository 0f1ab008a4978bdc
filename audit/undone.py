"""Lost and added words weighed again by undoing them: whether the text comes nearer to the others with the word back, or gone.

People leave out what goes without saying ("the city of"), and then the text as a whole means the same as before. Where a loss
is one, the whole text moves towards the source and the re-translations as soon as the word is put back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

import regex

from audit.finding import Span
from audit.lacking import Added, Lost, added, lost
from audit.lexicons.english import torn
from audit.linking import encoded, gains

if TYPE_CHECKING:
    from audit.align.missing_weights import Model
    from audit.check import Pair

FEATURES = ("odds", "nearer to the source", "nearer to the re-translations", "nearer to both", "torn")
_CANDIDATE = -1.5  # log odds by links alone, below which no word was ever told
_MOST = 3  # words of a text that are tried, the likeliest first
_HUNDREDTHS, _CLEAR = 100.0, 3.0  # hundredths of a cosine, and how many of them are as good as any more

Lack = TypeVar("Lack", Added, Lost)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*")


@dataclass(frozen=True, slots=True)
class Tried(Generic[Lack]):
    """A word and what speaks for its being lost or added, (len(FEATURES),)."""

    lack: Lack
    features: tuple[float, ...]


def surely_lost(pair: "Pair") -> tuple[Lost, ...]:
    """Return the words that the target may lack, as `lost` does, weighed again where an encoder, the source and
    re-translations allow it."""
    if not _able(pair):
        return lost(pair)
    from audit.align.undone_weights import LOST  # noqa: PLC0415

    return tuple(replace(one.lack, odds=_odds(one.features, LOST)) for one in tried_lost(pair))


def surely_added(pair: "Pair") -> tuple[Added, ...]:
    """Return the words that nothing may call for, as `added` does, weighed again where an encoder, the source and
    re-translations allow it."""
    if not _able(pair):
        return added(pair)
    from audit.align.undone_weights import ADDED  # noqa: PLC0415

    return tuple(replace(one.lack, odds=_odds(one.features, ADDED)) for one in tried_added(pair))


def tried_lost(pair: "Pair") -> tuple[Tried[Lost], ...]:
    """Put the likeliest words back, one at a time; in order of place."""
    chosen = _likeliest(lost(pair))
    undone = gains(pair, [with_word(pair.target, one.gap, one.heard[0]) for one in chosen])
    english = pair.target_lang.partition("-")[0] == "en"
    return tuple(
        Tried(one, (one.odds, *_weighed(gained), float(english and _torn(pair.target, one.gap))))
        for one, gained in zip(chosen, undone, strict=True)
    )


def tried_added(pair: "Pair") -> tuple[Tried[Added], ...]:
    """Take the likeliest words out, one at a time; in order of place."""
    chosen = _likeliest(added(pair))
    places = [Span(one.word.start, one.word.end) for one in chosen]
    undone = gains(pair, [without_word(pair.target, place) for place in places])
    return tuple(Tried(one, (one.odds, *_weighed(gained), 0.0)) for one, gained in zip(chosen, undone, strict=True))


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


def _likeliest(found: Sequence[Lack]) -> list[Lack]:
    best = sorted((one for one in found if one.odds > _CANDIDATE), key=lambda one: -one.odds)[:_MOST]
    return sorted(best, key=lambda one: one.word.start)


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
