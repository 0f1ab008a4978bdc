"""Fit the weights of what undoing a lost or an added word shows (audit/align/undone_weights.py).

The same good translations as for eval/missing_weights.py, with words dropped from them and put in; only of the half of the
documents that authors of checks look at. DEMETR is not touched. What each limit finds, and what it costs on the sound
sentences, is printed beside the weights; the limits themselves are chosen by what `omitted-words` and `added-words` cost on
people's references of the same half.

    python -m eval.undone_weights [SENTENCES OF EACH SET [reader]]
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
from audit.models.reader.load import load as load_reader
from audit.reading import Reader, read
from audit.undone import Tried, tried_added, tried_lost
from corpora.words import words
from eval.missing_weights import SEED, logistic
from eval.ntrex import LOOK, half
from eval.planted_losses import dropped, put_in, sound
from eval.rows import Data
from eval.run import shared_folder
from eval.training.split import held_out

SENTENCES = 280
READER = "reader"  # the argument that asks for one
TRIALS = 2  # times that words are dropped from a sentence, and put in
LIMITS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0)  # log odds for which the costs are told
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


def collect(data: Data, count: int, encoder: Encoder, reader: Reader | None) -> tuple[dict[str, list[Seen]], int]:
    """Return the words tried of each kind, and how many words the sound sentences have. Beside a reader, of sources that it
    has not learned from."""
    made: dict[str, list[Seen]] = {"LOST": [], "ADDED": []}
    size = 0
    other = ""
    drawn = sorted(sound(data, count, Random(SEED)), key=lambda one: one.document)
    chosen = (one for one in drawn if half(one.document) == LOOK and (reader is None or held_out(one.pair.source)))
    for n, each in enumerate(chosen):
        random = Random(SEED + n)
        size += len(words(each.pair.target))
        gone = [one for _ in range(TRIALS) if (one := dropped(each.pair.target, random))]
        more = [one for _ in range(TRIALS) if (one := put_in(each.pair.target, other or each.pair.target, random))]
        other = each.pair.target
        bare = [each.pair, *(replace(each.pair, target=text) for text, _ in (*gone, *more))]
        sides = Sides(bare, encoder)
        bare = read(bare, reader)
        whole, *damaged = (replace(pair, sides=sides) for pair in bare)
        for name in made:
            made[name] += (Seen(one.features, False, True, n) for one in _tried(name, whole))
        for pair, (_, place) in zip(damaged[: len(gone)], gone, strict=True):
            made["LOST"] += _known(_tried("LOST", pair), _lost(whole, place), n)
        for pair, (_, place) in zip(damaged[len(gone) :], more, strict=True):
            made["ADDED"] += _known(_tried("ADDED", pair), _added(place), n)
    return made, size


def _tried(name: str, pair: Pair) -> Sequence[Tried[Lost] | Tried[Added]]:
    if name == "LOST":
        return tried_lost(pair)
    return tried_added(pair)


def _known(
    tried: Sequence[Tried[Lost] | Tried[Added]], known: "Callable[[Lost | Added], bool | None]", n: int
) -> Iterator[Seen]:
    for one in tried:
        truth = known(one.lack)
        if truth is not None:
            yield Seen(one.features, truth, False, n)


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


def fit(name: str, made: Sequence[Seen], size: int) -> tuple[Floats, list[str]]:
    """Return the weights, and for each limit a line on what it finds and costs."""
    rows = np.array([one.features for one in made], np.float64)
    truth = np.array([one.truth for one in made], np.float64)
    model = logistic(rows, truth)
    told = list(zip(made, (rows @ model[:-1] + model[-1]).tolist(), strict=True))
    alarms, hits = (_best((one.sentence, s) for one, s in told if wanted(one)) for wanted in (_is_sound, _is_true))
    lines = (
        f"{name} {limit}: {sum(x >= limit for x in hits) / len(hits):.2f} of {len(hits)} found, "
        f"{1000 * sum(x >= limit for x in alarms) / size:.2f} alarms per 1,000 words"
        for limit in LIMITS
    )
    return model, list(lines)


def _is_sound(one: Seen) -> bool:
    return one.sound


def _is_true(one: Seen) -> bool:
    return one.truth


def _best(scored: "Iterator[tuple[int, float]]") -> list[float]:
    """The greatest score of each sentence."""
    best: dict[int, float] = {}
    for n, score in scored:
        best[n] = max(best.get(n, -np.inf), score)
    return list(best.values())


def main(arguments: Sequence[str]) -> None:
    count = int(arguments[0]) if arguments else SENTENCES
    reader = load_reader() if arguments[1:] == [READER] else None
    made, size = collect(Data(Path(shared_folder())), count, load("e5"), reader)
    for name, seen in made.items():
        model, lines = fit(name, seen, size)
        print(f'"{name}{"_READ" if reader else ""}": (' + ", ".join(f"{weight:.2f}" for weight in model) + "),")
        print(*lines, sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
