"""Fit the weights of sentence alignment: `python -m eval.fit_alignment vectors|spelling SECONDS`.

On the text `dev` of textberg and on the half of NTREX's rearranged documents that is never reported. Random steps from the
present weights, kept when they are better; seeded, but what is reached depends on how many steps the time allows.
"""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from time import monotonic

import numpy as np

from audit.align.costs import Weights
from audit.align.segmented import Segmented, sides
from audit.align.sentences import WITH_VECTORS, WITHOUT, Encode, closer, linked, vectors
from audit.models.cache import Cache
from audit.models.encoders.load import load
from corpora.document import Segment
from eval.benchmarks.alignment import COLUMNS, DEV, NTREX, TEXTBERG, documents
from eval.links import Bead, LinkCounts, alone, beads, count, strict
from eval.rearranged import held_out
from eval.rows import Data, Source
from eval.run import shared_folder

_LANGUAGES = ("uk", "zh", "de", "ar")
_DOCUMENTS = 12  # of each language
_FIXED = ("vectors", "breaks", "heat")  # the unit of the others, what these data lack, and what calibrates
_PROSE = 1.5  # what the old prose counts beside the news


@dataclass(frozen=True, slots=True)
class Text:
    """Two sides ready to be aligned, and the right links. `prose` tells textberg from NTREX."""

    sides: tuple[Segmented, Segmented]
    gold: list[Bead]
    prose: bool


def texts(encode: Encode | None) -> list[Text]:
    """Read and encode what is fitted on."""
    data = Data(shared_folder())
    found = []
    for row in data.rows(Source(TEXTBERG)):
        if row["id"] == DEV:
            pair = [tuple(Segment(t, 0, 0) for t in row[k]) for k in ("src", "tgt")]
            gold = [(tuple(a), tuple(b)) for a, b in row["gold"]]
            found.append(Text(_sides(pair[0], pair[1], encode), gold, prose=True))
    rows = list(data.rows(Source(NTREX)))
    for lang in _LANGUAGES:
        for one in islice(documents(rows, COLUMNS[lang], lambda name: not held_out(name)), _DOCUMENTS):
            found.append(Text(_sides(one.source, one.target, encode), beads(one.links), prose=False))
    return found


def _sides(source: Sequence[Segment], target: Sequence[Segment], encode: Encode | None) -> tuple[Segmented, Segmented]:
    made = sides(source, target, (vectors(source, encode), vectors(target, encode)), same_language=False)
    return closer(made, (source, target), linked(*made, WITH_VECTORS), encode) if encode else made


def quality(weights: Weights, found: list[Text]) -> float:
    """Strict and half of lax F1 on prose; on news, F1 of links and of what stands alone."""
    said = [(one, beads(linked(*one.sides, weights))) for one in found]
    prose = sum((count(one.gold, links) for one, links in said if one.prose), LinkCounts())
    news = [(one.gold, links) for one, links in said if not one.prose]
    right, lonely = (sum((f(*both) for both in news), LinkCounts()).strict for f in (strict, alone))
    return _PROSE * (prose.strict + prose.lax / 2) + 0.75 * (right + lonely)


def main(kind: str, seconds: float) -> None:
    """Print the best weights found."""
    best = WITH_VECTORS if kind == "vectors" else WITHOUT
    found = texts(load("e5", cache=Cache()).sentences if kind == "vectors" else None)
    names = [name for name, value in asdict(best).items() if value and name not in _FIXED]
    random, most, end = np.random.default_rng(0), quality(best, found), monotonic() + seconds
    while monotonic() < end:
        values = asdict(best)
        for name in random.choice(names, random.integers(1, 4), replace=False):
            values[name] = float(values[name] * np.exp(0.3 * random.normal()))
        if (reached := quality(Weights(**values), found)) > most:
            most, best = reached, Weights(**values)
            print(f"{most:.4f}", best, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
