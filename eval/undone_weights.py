"""Fit the weights of what undoing a lost or an added word shows (audit/align/undone_weights.py).

The same good translations as for eval/missing_weights.py, with words dropped from them and put in. Documents fall into two
halves; the limits are chosen on the half that the weights have not seen, by what they cost on sound sentences. DEMETR is not
touched.

    python -m eval.undone_weights [SENTENCES OF EACH SET]
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from audit.align.missing import turned
from audit.check import Pair
from audit.finding import Span
from audit.lacking import Added, Lost
from audit.linking import Sides
from audit.models.encoders.encoder import Encoder
from audit.models.encoders.load import load
from audit.undone import Tried, tried_added, tried_lost
from corpora.words import words
from eval.missing_weights import RATES, SEED, logistic
from eval.ntrex import LOOK, half
from eval.planted_losses import dropped, put_in, sound
from eval.rows import Data
from eval.run import shared_folder

SENTENCES = 100
COSTS = (0.3, 2.0)  # alarms on 1,000 sound words that a limit may cost, of what is told as major and as minor
# Probabilities of links by which a word of a re-translation is known to be lost with ours, or not.
_SURE, _NONE = 0.6, 0.3

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """A word that was tried: what speaks for it, whether it is lost or added, and where it is from."""

    features: tuple[float, ...]
    truth: bool
    sound: bool
    sentence: int
    first: bool


def collect(data: Data, count: int, encoder: Encoder) -> tuple[dict[str, list[Seen]], dict[bool, int]]:
    """Return the words tried of each kind, and how many sound words each half has."""
    made: dict[str, list[Seen]] = {"LOST": [], "ADDED": []}
    sizes = {True: 0, False: 0}
    other = ""
    drawn = sorted(sound(data, count, Random(SEED)), key=lambda one: one.document)
    for n, each in enumerate(drawn):
        random = Random(SEED + n)
        first = half(each.document) == LOOK
        sizes[first] += len(words(each.pair.target))
        gone = dropped(each.pair.target, random)
        more = put_in(each.pair.target, other or each.pair.target, random)
        other = each.pair.target
        texts = [each.pair.target, *(found[0] for found in (gone, more) if found)]
        bare = [replace(each.pair, target=text) for text in texts]
        sides = Sides(bare, encoder)
        pairs = [replace(pair, sides=sides) for pair in bare]
        for name, told in (("LOST", gone), ("ADDED", more)):
            made[name] += (Seen(one.features, False, True, n, first) for one in _tried(name, pairs[0]))
            if told:
                damaged = pairs[1 if name == "LOST" else -1]
                known = _lost(pairs[0], told[1]) if name == "LOST" else _added(told[1])
                made[name] += _known(_tried(name, damaged), known, n, first)
    return made, sizes


def _tried(name: str, pair: Pair) -> Sequence[Tried[Lost] | Tried[Added]]:
    if name == "LOST":
        return tried_lost(pair)
    return tried_added(pair)


def _known(
    tried: Sequence[Tried[Lost] | Tried[Added]], known: "Callable[[Lost | Added], bool | None]", n: int, first: bool
) -> Iterator[Seen]:
    for one in tried:
        truth = known(one.lack)
        if truth is not None:
            yield Seen(one.features, truth, False, n, first)


def _added(place: Span) -> "Callable[[Lost | Added], bool | None]":
    return lambda lack: place.start <= lack.word.start < place.end


def _lost(pair: Pair, gone: Span) -> "Callable[[Lost | Added], bool | None]":
    """Tell of a word of the source whether its counterpart is gone from the sound text; None where in doubt."""
    if pair.sides is None:
        raise ValueError("_lost: the pair has no sides")
    links = pair.sides.link((pair.source, pair.source_lang), (pair.target, pair.target_lang), weak=True)
    inside: dict[int, float] = {}
    outside: dict[int, float] = {}
    for link in turned(links).links:
        word = links.target[link.source]
        best = inside if gone.start <= word.start < gone.end else outside
        best[link.target] = max(best.get(link.target, 0.0), link.probability)
    places = {word.start: k for k, word in enumerate(links.source)}

    def known(lack: Lost | Added) -> bool | None:
        k = places.get(lack.word.start, -1)
        if inside.get(k, 0.0) >= _SURE > outside.get(k, 0.0):
            return True
        return False if inside.get(k, 0.0) < _NONE else None

    return known


def fit(name: str, made: Sequence[Seen], sizes: dict[bool, int]) -> tuple[Floats, list[float], list[str]]:
    """Return the weights of all, the two limits, and a line on what each half finds."""
    rows = np.array([one.features for one in made], np.float64)
    truth = np.array([one.truth for one in made], np.float64)
    first = np.array([one.first for one in made])
    limits, lines = [], []
    for trained in (True, False):
        chosen = first == trained
        model = logistic(rows[chosen], truth[chosen])
        score = rows @ model[:-1] + model[-1]
        held = [(one, s) for one, s in zip(made, score.tolist(), strict=True) if one.first != trained]
        alarms = _best((one.sentence, s) for one, s in held if one.sound)
        hits = _best((one.sentence, s) for one, s in held if one.truth)
        size = sizes[not trained]
        limits.append([_over(alarms, rate, size) for rate in COSTS])
        shares = (
            f"{rate}: {np.mean([h > _over(alarms, rate, size) for h in hits]):.2f}" for rate in (COSTS[0], *RATES)
        )
        lines.append(f"{name}: of {len(hits)} tried, found at alarms per 1,000 words of {', '.join(shares)}")
    return logistic(rows, truth), np.mean(limits, 0).tolist(), lines


def _over(alarms: Sequence[float], rate: float, size: int) -> float:
    """The score over which so many alarms lie."""
    return alarms[min(round(rate * size / 1000), len(alarms) - 1)]


def _best(scored: "Iterator[tuple[int, float]]") -> list[float]:
    """The greatest score of each sentence, falling."""
    best: dict[int, float] = {}
    for n, score in scored:
        best[n] = max(best.get(n, -np.inf), score)
    return sorted(best.values(), reverse=True)


def main(arguments: Sequence[str]) -> None:
    count = int(arguments[0]) if arguments else SENTENCES
    made, sizes = collect(Data(Path(shared_folder())), count, load("e5"))
    for name, seen in made.items():
        model, limits, lines = fit(name, seen, sizes)
        print(f"{name}: Model = (" + ", ".join(f"{weight:.2f}" for weight in model) + ")")
        print(f'    "{name}": Limits({limits[0]:.1f}, {limits[1]:.1f}),')
        print(*lines, sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
