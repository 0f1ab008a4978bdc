"""Words of the source that a translation lacks, and words of a translation that nothing calls for, with a probability for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audit.finding import Span
from audit.linking import across, again, beside, encoded
from corpora.words import Word, words

if TYPE_CHECKING:
    from audit.align.lexical import Matrix
    from audit.align.missing_weights import Limits
    from audit.check import Pair

_NEAR = 2  # words of grammar that may stand between two words of one place
_UNHEARD = -4.0  # log odds where a re-translation says nothing of the word either


@dataclass(frozen=True, slots=True)
class Added:
    """A word of the target with the log odds that nothing calls for it."""

    word: Word
    odds: float


@dataclass(frozen=True, slots=True)
class Lost:
    """A word with a meaning that the target lacks, with the log odds that it does.

    `word` stands in the source, or, where nothing links the languages, in the first re-translation. `heard` are the words of
    the re-translations that say it. `gap` is the place in the target: between two words, or over words that stand there instead.
    """

    word: Word
    odds: float
    heard: tuple[str, ...]
    gap: Span
    in_source: bool

    @property
    def key(self) -> object:
        """What makes words of several re-translations the same."""
        return self.word if self.in_source else self.word.text.lower()


def limits(what: str, pair: "Pair") -> "Limits":
    """Return the log odds from which on a word that is "ADDED" or "LOST" is told, by the evidence that the pair has."""
    from audit.align.missing_weights import LIMITS  # noqa: PLC0415
    from audit.align.undone_weights import LIMITS as UNDONE  # noqa: PLC0415

    linked = bool(pair.source) and encoded(pair)
    if linked and pair.retranslations:
        return UNDONE[weighed_as(what, pair)]
    return LIMITS[f"{what}_{'SOURCE' if linked else 'OTHER'}"]


def weighed_as(what: str, pair: "Pair") -> str:
    """Return the name under which undone_weights keeps what weighs "ADDED" or "LOST" words of a pair: with a reader, or without."""
    return f"{what}_READ" if pair.reading.surplus else what


def together(places: Sequence[Word], text: str) -> Iterator[range]:
    """Part words, given in order of place, into those that stand together in `text`, as ranges of their indexes."""
    first = 0
    for k in range(1, len(places) + 1):
        if k == len(places) or len(words(text[places[k - 1].end : places[k].start])) >= _NEAR:
            yield range(first, k)
            first = k


_SEVERAL = 1.0  # log odds by which a word that is not alone needs less to be told as major


def is_major(odds: Sequence[float], serious: float) -> bool:
    """Whether words that stand together, with these log odds, are told as major from `serious` on."""
    return max(odds) >= serious - (_SEVERAL if len(odds) > 1 else 0.0)


def counted(text: str, word: Word) -> bool:
    """Whether a word is a figure or stands beside one: units, currencies and ages belong to the checks of numbers."""
    if any(letter.isdigit() for letter in word.text):
        return True
    before, after = text[: word.start].rstrip()[-1:], text[word.end :].lstrip()[:1]
    return before.isdigit() or after.isdigit()


def added(pair: "Pair") -> tuple[Added, ...]:
    """Weigh the words of the target that mean something, by all that the pair has. () without any other text."""
    from audit.align import missing_weights as weights  # noqa: PLC0415  (numpy, only for checks that ask)
    from audit.align.missing import alone, jointly, seen, turned  # noqa: PLC0415

    source, target = pair.source_lang, pair.target_lang
    links = across(pair, weak=True)
    original = seen(turned(links), (target, source)) if links else None
    others = [seen(x, (target, target)) for x in beside(pair, weak=True)]
    if original and others:
        odds = [_odds(jointly(other, original), weights.ADDED_BOTH) for other in others]
    elif original:
        odds = [_odds(alone(original), weights.ADDED_SOURCE)]
    else:
        odds = [_odds(alone(other), weights.ADDED_OTHER) for other in others]
    near = original or (others[0] if others else None)
    if near is None:
        return ()
    return tuple(
        Added(word, sum(column) / len(column))
        for word, own, *column in zip(near.near, near.own, *odds, strict=True)
        if own
    )


def lost(pair: "Pair") -> tuple[Lost, ...]:
    """Weigh the words of the source that mean something, or those of the first re-translation; () without either.

    A word counts by the mean over all re-translations: one that has no word for it speaks against its being lost.
    """
    if not pair.target:
        return ()
    if not pair.retranslations:
        return tuple(_by_source(pair)) if encoded(pair) else ()
    told = [tuple(_by_other(pair, n)) for n in range(len(pair.retranslations))]
    return tuple(_joined(told))


def _by_source(pair: "Pair") -> Iterator[Lost]:
    from audit.align import missing_weights as weights  # noqa: PLC0415
    from audit.align.missing import alone, seen  # noqa: PLC0415

    links = across(pair, weak=True)
    if links:
        near = seen(links, (pair.source_lang, pair.target_lang))
        for k, odds in enumerate(_odds(alone(near), weights.LOST_SOURCE)):
            if near.own[k]:
                yield Lost(near.near[k], odds, (), _gap(links.target, near.places[k]), True)


def _by_other(pair: "Pair", number: int) -> Iterator[Lost]:
    """What one re-translation says is lost: words of the source where they are linked, else its own."""
    from audit.align import missing_weights as weights  # noqa: PLC0415
    from audit.align.missing import alone, seen, through, turned  # noqa: PLC0415

    source, target = pair.source_lang, pair.target_lang
    links = beside(pair, weak=True)[number]
    near = seen(turned(links), (target, target))
    original = across(pair, weak=True)
    if not original:
        for k, odds in enumerate(_odds(alone(near), weights.LOST_OTHER)):
            if near.own[k]:
                yield Lost(near.near[k], odds, (near.near[k].text,), _gap(links.source, near.places[k]), False)
        return
    bridge = seen(turned(again(pair, weak=True)[number]), (target, source))
    behind = seen(original, (source, target))
    for k, odds in enumerate(_odds(through(near, bridge, behind), weights.LOST_BOTH)):
        if near.own[k] and bridge.other[k] >= 0:
            word = behind.near[bridge.other[k]]
            yield Lost(word, odds, (near.near[k].text,), _gap(links.source, near.places[k]), True)


def _joined(told: Sequence[Sequence[Lost]]) -> Iterator[Lost]:
    """Each word once, with what all re-translations say of it; the surest of one re-translation counts."""
    columns = [{one.key: one for one in sorted(column, key=lambda x: x.odds)} for column in told]
    for key, first in sorted(columns[0].items(), key=lambda item: item[1].word.start):
        same = [column[key] for column in columns if key in column]
        odds = sum(one.odds for one in same) + _UNHEARD * (len(told) - len(same))
        heard = tuple(dict.fromkeys(text for one in same for text in one.heard))
        yield replace(first, odds=odds / len(told), heard=heard, gap=max(same, key=lambda x: x.odds).gap)


def _odds(rows: "Matrix", model: tuple[float, ...]) -> list[float]:
    import numpy as np  # noqa: PLC0415

    odds: list[float] = (rows @ np.array(model[:-1], np.float32) + model[-1]).tolist()
    return odds


def _gap(units: Sequence[Word], place: tuple[int, int]) -> Span:
    """The part of the target between two of its words, with the words on either side where nothing stands between."""
    left, right = place
    if not units:
        return Span(0, 0)
    if left < right:
        return Span(units[left].start, units[right - 1].end)
    return Span(units[max(left - 1, 0)].start, units[min(left, len(units) - 1)].end)
