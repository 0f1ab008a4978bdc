"""The shipped reader of what is missing and what was put in, on good translations that lost or got a word: part of `reader`.

Of sources that it has not learned from, in documents on which no weight and no limit was fitted; each with one re-translation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from random import Random

from audit.check import Pair
from audit.finding import Span
from audit.models.reader.load import LACKS, shipped
from audit.reading import Reader
from audit.share import Share
from eval.bench import Run
from eval.measures.ranking import ranking
from eval.ntrex import REPORT, half
from eval.planted_losses import SETS, TALKS, dropped, put_in, sound
from eval.section import Row, Table
from eval.training.split import held_out

FILES = (*SETS.values(), TALKS)
SENTENCES, QUICK_SENTENCES = 2_000, 60  # drawn of each set, of which a tenth stays
SEED = 3
COSTS = (0.01, 0.02, 0.05)  # share of sound sentences with a false place
_BESIDE = 2  # code points by which a told place may miss


@dataclass(frozen=True, slots=True)
class Damaged:
    """A sound translation, the same with words dropped, and with words put in; each with the place."""

    sound: Pair
    lost: tuple[Pair, Span]
    more: tuple[Pair, Span]


def table(run: Run) -> Table:
    """Measure how many losses and additions it finds at what cost."""
    judge = shipped(LACKS)
    found = drawn(run)
    rows = (
        _row("words left out", _gaps(judge, found), found),
        _row("words put in", _words(judge, found), found),
    )
    columns = (
        "damage",
        "sentences",
        "AUC",
        *(f"found, with a false place in {cost:.0%} of sound ones" for cost in COSTS),
    )
    return Table("words left out and put in, one re-translation, the reader of lost and added words", columns, rows)


def drawn(run: Run) -> list[Damaged]:
    """Damage good translations by chance, the same in every run."""
    made: list[Damaged] = []
    other = ""
    all_sound = sound(run.data, QUICK_SENTENCES if run.quick else SENTENCES, Random(SEED))
    for n, one in enumerate(sorted(all_sound, key=lambda one: one.document)):
        if half(one.document) != REPORT or not held_out(one.pair.source):
            continue
        text, chance = one.pair.target, Random(n)
        lost, more = dropped(text, chance), put_in(text, other or text, chance)
        other = text
        if lost and more:
            (less, place), (longer, new) = lost, more
            at = min(place.start, len(less))
            gone = replace(one.pair, target=less), Span(at, at)
            made.append(Damaged(one.pair, gone, (replace(one.pair, target=longer), new)))
    return made


def _gaps(judge: Reader, found: Sequence[Damaged]) -> tuple[list[float], list[float]]:
    """The surest gap of each sound sentence, and what it says of the place of each loss."""
    sure = [max((p for _, p in reading.gaps), default=-inf) for reading in judge.read([one.sound for one in found])]
    hits = [
        max((p for at, p in reading.gaps if abs(at - one.lost[1].start) <= _BESIDE), default=-inf)
        for one, reading in zip(found, judge.read([one.lost[0] for one in found]), strict=True)
    ]
    return sure, hits


def _words(judge: Reader, found: Sequence[Damaged]) -> tuple[list[float], list[float]]:
    """The most doubted word of each sound sentence, and of each addition."""
    sure = [max((w.error for w in r.words), default=-inf) for r in judge.read([one.sound for one in found])]
    hits = [
        max((w.error for w in reading.words if w.span.overlaps(one.more[1])), default=-inf)
        for one, reading in zip(found, judge.read([one.more[0] for one in found]), strict=True)
    ]
    return sure, hits


def _row(name: str, scores: tuple[list[float], list[float]], found: Sequence[Damaged]) -> Row:
    calm, hits = scores
    ranked = ranking([*((s, False) for s in calm), *((s, True) for s in hits)])
    return name, len(found), ranked, *(recall(calm, hits, cost) for cost in COSTS)


def recall(calm: Sequence[float], hits: Sequence[float], cost: float) -> Share:
    """Return the share of `hits` above the limit that at most the share `cost` of `calm` is above.

    >>> recall([0.1, 0.2, 0.3, 0.9], [0.5, 0.95], 0.25).value, recall([0.1, 0.9], [0.5, 0.95], 0.0).value
    (1.0, 0.5)
    """
    allowed = int(cost * len(calm))
    limit = sorted(calm, reverse=True)[allowed] if allowed < len(calm) else -inf
    return Share(sum(hit > limit for hit in hits), len(hits))
