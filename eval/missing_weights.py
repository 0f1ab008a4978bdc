"""Fit the weights that tell a lost or an added word from another way to say it (audit/align/missing_weights.py).

Sound are people's references of WMT22 (de-en, ru-en, uk-en), and translated talks without a serious error (zh-en), each beside another
system's output. In each of them one to four words are dropped, and in another copy a few words of another sentence put in; both by
chance, with a seed. Documents fall into two halves: weights are fitted on one, thresholds and figures come from the other.
DEMETR, which the benchmark `meaning` reports on, is not touched.

    python -m eval.missing_weights [SENTENCES OF EACH SET]
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from audit.align.missing import Seen, alone, jointly, seen, through, turned
from audit.check import Pair
from audit.finding import Span
from audit.linking import Sides, across, again, beside
from audit.models.encoders.encoder import Encoder
from audit.models.encoders.load import load
from corpora.words import Word, words
from eval.ntrex import LOOK, half
from eval.planted_losses import Sound, dropped, put_in, sound
from eval.rows import Data
from eval.run import shared_folder

SENTENCES, SEED = 75, 9
RIDGE = 0.003
_CANDIDATE = 2.5  # log odds of a link above which a word counts as said, whatever else speaks
_SURE, _OPEN, _NONE = 0.6, 0.45, 0.3  # probabilities of links by which a word is known to be lost with another, or not
RATES = (0.5, 1.0, 2.0, 4.0)  # alarms on 1,000 sound words
# Alarms on 1,000 sound words that a limit may cost, of what is told as major and as minor.
COSTS = {"BOTH": (0.7, 1.5), "SOURCE": (0.5, 1.0), "OTHER": (0.5, 1.0)}

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Examples:
    """Words of sound and of damaged sentences: features, whether each is lost or added, its half, sentence, and soundness."""

    rows: list[Floats] = field(default_factory=list)
    truth: list[bool] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    sound: list[bool] = field(default_factory=list)

    def add(self, row: Floats, truth: bool, one: "Sentence", *, sound: bool) -> None:
        self.rows.append(row)
        self.truth.append(truth)
        self.first.append(one.first)
        self.sentence.append(one.number)
        self.sound.append(sound)


@dataclass(frozen=True, slots=True)
class Sentence:
    number: int
    first: bool
    sound: Sound


@dataclass(frozen=True, slots=True)
class View:
    """A pair from all sides; each is what one text's words are in another. `lexical`: within the language, without vectors."""

    source: Seen
    source_back: Seen
    other: Seen
    other_back: Seen
    bridge: Seen
    lexical: Seen
    lexical_back: Seen


def view(pair: Pair) -> View:
    """Look at a pair that has an encoder, a source and one re-translation."""
    target, source = pair.target_lang, pair.source_lang
    one, other, bridge = across(pair, weak=True), beside(pair, weak=True)[0], again(pair, weak=True)[0]
    plain = beside(Pair(pair.target, target, "", "", pair.retranslations), weak=True)[0]
    if one is None:
        raise ValueError("view: needs an encoder")
    return View(
        seen(turned(one), (target, source)),
        seen(one, (source, target)),
        seen(other, (target, target)),
        seen(turned(other), (target, target)),
        seen(turned(bridge), (target, source)),
        seen(plain, (target, target)),
        seen(turned(plain), (target, target)),
    )


def added_rows(one: View) -> dict[str, tuple[Seen, Floats]]:
    """The features of each word of the target, by the evidence that there is."""
    return {
        "ADDED_SOURCE": (one.source, alone(one.source).astype(np.float64)),
        "ADDED_OTHER": (one.lexical, alone(one.lexical).astype(np.float64)),
        "ADDED_BOTH": (one.other, jointly(one.other, one.source).astype(np.float64)),
    }


def lost_rows(one: View) -> dict[str, tuple[Seen, Floats]]:
    """The features of each word of the source, or of the re-translation."""
    return {
        "LOST_SOURCE": (one.source_back, alone(one.source_back).astype(np.float64)),
        "LOST_OTHER": (one.lexical_back, alone(one.lexical_back).astype(np.float64)),
        "LOST_BOTH": (
            one.other_back,
            through(one.other_back, one.bridge, one.source_back).astype(np.float64),
        ),
    }


def collect(sounds: Sequence[Sound], encoder: Encoder) -> tuple[dict[str, Examples], dict[bool, int]]:
    """Return the examples of each model, and how many sound words each half has."""
    random = Random(SEED)
    made: dict[str, Examples] = {}
    sizes = {True: 0, False: 0}
    for n, each in enumerate(sounds):
        one = Sentence(n, half(each.document) == LOOK, each)
        sizes[one.first] += len(words(each.pair.target))
        lost = dropped(each.pair.target, random)
        more = put_in(each.pair.target, random.choice(sounds).pair.target, random)
        texts = [each.pair.target, *(found[0] for found in (lost, more) if found)]
        pairs = [Pair(t, "en", each.pair.source, each.pair.source_lang, each.pair.retranslations) for t in texts]
        sides = Sides(pairs, encoder)
        views = [view(Pair(p.target, "en", p.source, p.source_lang, p.retranslations, sides=sides)) for p in pairs]
        for name, (near, rows) in (added_rows(views[0]) | lost_rows(views[0])).items():
            for k in np.flatnonzero(near.own):
                made.setdefault(name, Examples()).add(rows[k], False, one, sound=True)
        if lost:
            known = {"LOST_SOURCE": _gone(pairs[0], sides, lost[1], source=True)}
            known["LOST_OTHER"] = known["LOST_BOTH"] = _gone(pairs[0], sides, lost[1], source=False)
            for name, (near, rows) in lost_rows(views[1]).items():
                for k in np.flatnonzero(near.own):
                    if known[name][k] is not None:
                        made[name].add(rows[k], bool(known[name][k]), one, sound=False)
        if more:
            for name, (near, rows) in added_rows(views[-1]).items():
                for k in np.flatnonzero(near.own):
                    made[name].add(rows[k], more[1].start <= near.near[k].start < more[1].end, one, sound=False)
    return made, sizes


def _gone(pair: Pair, sides: Sides, gone: Span, *, source: bool) -> list[bool | None]:
    """Tell of each word of the source, or of the re-translation, whether its counterpart is gone; None where in doubt."""
    own = pair.target, pair.target_lang
    there = (pair.source, pair.source_lang) if source else (pair.retranslations[0], pair.target_lang)
    links = turned(sides.link(there, own, weak=True)) if source else sides.link(own, there, weak=True)
    lost: list[Word] = [word for word in links.source if gone.start <= word.start < gone.end]
    inside, outside = np.zeros(len(links.target)), np.zeros(len(links.target))
    for link in links.links:
        counted = inside if links.source[link.source] in lost else outside
        counted[link.target] = max(counted[link.target], link.probability)
    return [
        True if a >= _SURE and b < _OPEN else (False if a < _NONE else None)
        for a, b in zip(inside, outside, strict=True)
    ]


def logistic(rows: Floats, truth: Floats) -> Floats:
    """Minimise the mean log loss plus a ridge on the weights of standardised features, by Newton's method; bias last."""
    mean, spread = rows.mean(0), rows.std(0)
    spread[spread < 1e-3] = np.inf
    scaled = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    penalty = np.r_[np.full(len(spread), RIDGE), 1e-6]
    model = np.zeros(len(penalty))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-scaled @ model))
        slope = scaled.T @ (chance - truth) / len(truth) + penalty * model
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled / len(truth) + np.diag(penalty)
        model -= np.linalg.solve(curve, slope)
    weights = model[:-1] / spread
    return np.asarray(np.r_[weights, model[-1] - weights @ mean])


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights fitted on all; the limits, means of what the halves say of each other; and a line on what each half finds."""

    model: Floats
    limits: Floats
    lines: tuple[str, ...]


def fit(name: str, made: Examples, sizes: Mapping[bool, int]) -> Fitted:
    """Fit one model."""
    rows, truth = np.array(made.rows), np.array(made.truth, float)
    first, sentence, sane = np.array(made.first), np.array(made.sentence), np.array(made.sound)
    candidate = rows[:, 0] < _CANDIDATE
    limits, lines = [], []
    for trained in (True, False):
        chosen = candidate & (first == trained)
        model = logistic(rows[chosen], truth[chosen])
        score = np.where(candidate, rows @ model[:-1] + model[-1], -np.inf)
        held = first != trained
        alarms = _most(sentence[held & sane], score[held & sane])
        hits = _most(sentence[held & (truth > 0)], score[held & (truth > 0)])
        limits.append([_least(alarms, rate, sizes[not trained]) for rate in COSTS[name.partition("_")[2]]])
        found = (f"{rate}: {np.mean(hits > _least(alarms, rate, sizes[not trained])):.2f}" for rate in RATES)
        lines.append(f"{name}: found of {len(hits)}, at alarms per 1,000 words of {', '.join(found)}")
    return Fitted(logistic(rows[candidate], truth[candidate]), np.mean(limits, 0), tuple(lines))


def _least(alarms: Floats, rate: float, size: int) -> float:
    """The score over which so many alarms lie."""
    return float(alarms[min(round(rate * size / 1000), len(alarms) - 1)])


def _most(sentences: NDArray[np.int64], scores: Floats) -> Floats:
    """The greatest score of each sentence, falling."""
    best: dict[int, float] = {}
    for n, score in zip(sentences.tolist(), scores.tolist(), strict=True):
        best[n] = max(best.get(n, -np.inf), score)
    return np.sort(np.array(list(best.values())))[::-1]


def main(arguments: Sequence[str]) -> None:
    count = int(arguments[0]) if arguments else SENTENCES
    drawn = list(sound(Data(Path(shared_folder())), count, Random(SEED)))
    made, sizes = collect(drawn, load("e5"))
    fitted = {name: fit(name, examples, sizes) for name, examples in sorted(made.items())}
    for name, one in fitted.items():
        print(f"{name}: Model = (" + ", ".join(f"{weight:.2f}" for weight in one.model) + ")")
    rows = (f'    "{name}": Limits({one.limits[0]:.1f}, {one.limits[1]:.1f}),' for name, one in fitted.items())
    print("LIMITS = {", *rows, "}", sep="\n")
    print(*(line for one in fitted.values() for line in one.lines), sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
