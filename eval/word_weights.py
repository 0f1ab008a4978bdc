"""Fit the weights of the word aligner (audit/align/weights.py) on the dev half of tests/alignments.

Logistic regression with a small ridge, by Newton's method. A pair of words is an example: linked for sure or not at all;
merely possible links are left out. The second model learns from what the first one says about pairs that it did not see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.align.evidence import CONTEXT, LEXICAL, VECTORS, Stack, context, evidence
from audit.align.lexical import Dictionary
from audit.align.side import side
from audit.models.encoders.encoder import Encoder
from eval.alignments import PAIRS, Aligned, owners, read

RIDGE = 5e-4
FOLDS = 5
_ROUNDS = 40
# What can only speak for a link, or only against one; a weight of the other sign is the chance of a small sample, and left out.
_FOR = frozenset(VECTORS) | {"equal", "alike", "number", "entry", "between"}
_AGAINST = frozenset({"distance", "displacement", "rival-in-row", "rival-in-column"})

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One sentence pair: what the aligner weighs, and for each pair of words 1 (sure), 0 (no link) or NaN (possible)."""

    stack: Stack
    truth: Floats

    def rows(self, extra: Stack | None = None) -> tuple[Floats, Floats]:
        """Return (pairs of words, features) and their truth, without those that are merely possible."""
        whole = self.stack if extra is None else np.concatenate([self.stack, extra])
        known = ~np.isnan(self.truth.ravel())
        return whole.reshape(len(whole), -1).T[known].astype(np.float64), self.truth.ravel()[known]


def samples(encoder: Encoder | None, dictionaries: dict[str, Dictionary]) -> Iterator[Sample]:
    """Yield the dev half, each pair also with its dictionary where there is one, so that "entry" gets a weight."""
    for pair in PAIRS:
        for gold in read(pair):
            if gold.dev:
                yield sample(gold, encoder, None)
                if pair in dictionaries:
                    yield sample(gold, encoder, dictionaries[pair])


def sample(gold: Aligned, encoder: Encoder | None, dictionary: Dictionary | None) -> Sample:
    """Make the examples of one pair."""
    tokens = encoder.tokens(gold.texts) if encoder else (None, None)
    left, right = (side(*one) for one in zip(gold.texts, gold.langs, tokens, strict=True))
    rows, columns = owners(left.read.units, gold.words[0]), owners(right.read.units, gold.words[1])
    truth = [[_truth({(a, b) for a in row for b in column}, gold) for column in columns] for row in rows]
    return Sample(evidence(left, right, dictionary).stack, np.array(truth, np.float64))


def _truth(cells: set[tuple[int, int]], gold: Aligned) -> float:
    if cells & gold.sure:
        return 1.0
    return float("nan") if cells & gold.possible else 0.0


def fit(drawn: Sequence[Sample], *, vectors: bool) -> tuple[Floats, Floats]:
    """Return the weights of both models, each with its bias at the end."""
    names = (*VECTORS, *LEXICAL) if vectors else LEXICAL
    first = _signed(names, *_join(one.rows() for one in drawn))
    unseen = []
    for fold in range(FOLDS):
        model = _signed(names, *_join(one.rows() for k, one in enumerate(drawn) if k % FOLDS != fold))
        unseen += [one.rows(context(_apply(model, one.stack))) for one in drawn[fold::FOLDS]]
    return first, _signed((*names, *CONTEXT), *_join(iter(unseen)))


def _join(parts: Iterator[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    rows, truth = zip(*parts, strict=True)
    return np.concatenate(rows), np.concatenate(truth)


def _apply(model: Floats, stack: Stack) -> NDArray[np.float32]:
    scores = np.tensordot(model[:-1], stack, 1) + model[-1]
    found: NDArray[np.float32] = (1 / (1 + np.exp(-scores))).astype(np.float32)
    return found


def _signed(names: Sequence[str], rows: Floats, truth: Floats) -> Floats:
    """Fit, and fit again without what has the wrong sign."""
    kept = [k for k in range(len(names)) if rows[:, k].std() > 0]
    while True:
        found = _logistic(rows[:, kept], truth)
        wrong = {k for k, weight in zip(kept, found, strict=False) if names[k] in (_FOR if weight < 0 else _AGAINST)}
        if not wrong:
            break
        kept = [k for k in kept if k not in wrong]
    whole = np.zeros(len(names) + 1)
    whole[[*kept, -1]] = found
    return whole


def _logistic(rows: Floats, truth: Floats) -> Floats:
    """Minimise the mean log loss plus a ridge on the weights of standardised features."""
    mean, spread = rows.mean(0), rows.std(0)
    scaled = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    ridge = np.r_[np.full(len(spread), RIDGE), 1e-6]
    model = np.zeros(len(ridge))
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-scaled @ model))
        slope = scaled.T @ (chance - truth) / len(truth) + ridge * model
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled / len(truth) + np.diag(ridge)
        model -= np.linalg.solve(curve, slope)
    weights = model[:-1] / spread
    found: Floats = np.r_[weights, model[-1] - weights @ mean]
    return found


def related(encoder: Encoder) -> Floats:
    """Fit (slope, bias) of the probability that two texts have to do with each other, on how near their words are.

    True are the pairs, also with another pair's target added at their end; false are sentences of different pairs.
    """
    near, truth = [], []
    for pair in PAIRS:
        listed = [one for one in read(pair) if one.dev]
        for one, other in zip(listed, [*listed[1:], listed[0]], strict=True):
            targets = {one.texts[1]: True, f"{one.texts[1]} {other.texts[1]}": True, other.texts[1]: False}
            for target, is_true in targets.items():
                texts = (one.texts[0], target)
                left, right = (side(*each) for each in zip(texts, one.langs, encoder.tokens(texts), strict=True))
                near.append([evidence(left, right).related])
                truth.append(float(is_true))
    return _logistic(np.array(near), np.array(truth))


def source(encoder: Encoder, dictionaries: dict[str, Dictionary]) -> str:
    """Fit both pairs of models and write them as the Python of audit/align/weights.py."""
    lines = []
    for name, used in (("WITH_VECTORS", encoder), ("WITHOUT_VECTORS", None)):
        models = fit(list(samples(used, dictionaries)), vectors=used is not None)
        rows = ",\n".join("    (" + ", ".join(f"{weight:.2f}" for weight in model) + ")" for model in models)
        lines.append(f"{name}: Models = (\n{rows},\n)")
    lines.append("RELATED = ({:.1f}, {:.1f})".format(*related(encoder)))
    return "\n".join(lines)
