"""`python -m eval.training.choose --shared FOLDER`: prints LEAST of the checks possible-shift and critical-sentence for the shipped readers.

It is the lowest probability at which the marks reach the wanted precision: on every other item of expressions-dev, with two
re-translations; of sentences, on the held-out sources of ced21's train files.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from audit.check import Pair
from audit.checks.possible_shift import shifts
from audit.finding import Span
from audit.models.reader.load import MARKS, shipped
from audit.reading import read
from eval.benchmarks.transfer import CED21, sentences
from eval.readings import EXPRESSIONS, Words, expressions, half
from eval.rows import local
from eval.training.split import held_out

WANTED, WANTED_WHOLE = 0.6, 0.7  # precision of possible-shift, of critical-sentence
_FEWEST, _FEWEST_WHOLE = 8, 20  # marks on which a precision is believed
_STEPS = np.arange(0.2, 0.96, 0.02)


def least(items: Sequence[tuple[Pair, Sequence[Span]]]) -> tuple[float, int, float]:
    """Return the lowest threshold for read pairs, the number of its marks, and their precision; 1.01 where none is precise enough."""
    for step in _STEPS:
        found = [
            any(mark.span.overlaps(place) for place in places)
            for pair, places in items
            for mark in shifts(pair, float(step))
        ]
        if len(found) >= _FEWEST and np.mean(found) >= WANTED:
            return round(float(step), 2), len(found), float(np.mean(found))
    return 1.01, 0, 0.0


def least_whole(judged: Words) -> tuple[float, int, float]:
    """Return the lowest probability for sentences, the number of its marks, and their precision; 1.01 where none is precise enough."""
    for logit in sorted({score for score, _ in judged}):
        found = [wrong for score, wrong in judged if score >= logit]
        if len(found) >= _FEWEST_WHOLE and np.mean(found) >= WANTED_WHOLE:
            return round(float(1 / (1 + np.exp(-logit))), 2), len(found), float(np.mean(found))
    return 1.01, 0, 0.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.training.choose", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder that has data/")
    given = parser.parse_args()
    reader = shipped()
    items = half(expressions(local(given.shared / EXPRESSIONS), 2), odd=False)
    pairs = read([pair for _, pair, _ in items], reader)
    print(f"LEAST {least([(pair, places) for pair, (_, _, places) in zip(pairs, items, strict=True)])}", flush=True)
    train = [
        row
        for file in CED21.values()
        for row in local(given.shared / file.replace(".dev.", ".train."))
        if held_out(row["src"])
    ]
    print(f"LEAST of sentences {least_whole(sentences(shipped(MARKS), train))}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
