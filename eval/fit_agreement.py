"""Would a fitted estimate follow people's scores of documents better than plain agreement? `python -m eval.fit_agreement`

Fits a ridge regression on documents of one set of WMT22 and correlates it with people's scores on documents of the other, beside
what it is to beat: the mean chrF with the same two re-translations, and chrF to the human reference. Every third document of both.

Two more lines tell where the limit lies. People scored against the reference, so chrF to it has a part that no re-translation can
have: what is left of it when agreement has told all that it tells (the residual of a regression on it) still follows people's scores.
And most of what people say is of the document, whoever translated it: the means over all systems are compared too.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import isnan, log
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from audit.agreement import chrf
from audit.check import Pair
from corpora.words import words
from eval.benchmarks.wmt22 import FILES, STEP, cases, documents_of
from eval.measures.scores import agreement, pearson
from eval.rows import Data, Source
from eval.run import shared_folder
from eval.section import show

Matrix = NDArray[np.float64]
_OTHERS = 2
_RIDGES = (0.1, 1.0)  # weight of the penalty, times the number of documents


def main() -> None:
    """Print for each direction each figure with its interval."""
    data = Data(shared_folder())
    sets = {name: _read(data, file) for name, file in FILES.items()}
    for fitted, measured in (tuple(sets), tuple(sets)[::-1]):
        known, people, _, _ = sets[fitted]
        features, judged, reference, texts = sets[measured]
        print(f"fitted on {fitted}, measured on {measured}: {len(judged)} documents by system")
        print("  chrF to the reference", show(agreement(pearson, reference, judged)))
        print("  agreement            ", show(agreement(pearson, features[:, 0], judged)))
        print("  reference, less agreement", show(agreement(pearson, _beyond(reference, features[:, 0]), judged)))
        theirs = _means(judged, texts)
        for name, values in (("reference", reference), ("agreement", features[:, 0])):
            print(
                f"  {name}, means of {len(theirs)} documents", show(agreement(pearson, _means(values, texts), theirs))
            )
        for weight in _RIDGES:
            guess = _fitted(known, people, weight, features)
            print(f"  ridge {weight:<15}", show(agreement(pearson, guess, judged)))


def _beyond(reference: Matrix, alike: Matrix) -> Matrix:
    """What is left of chrF to the reference when a straight line through agreement is taken away."""
    slope, level = np.polyfit(alike, reference, 1)
    return np.asarray(reference - slope * alike - level)


def _means(values: Matrix, texts: Sequence[str]) -> list[float]:
    """The mean of each document over the systems that translated it."""
    return [fmean(v for v, name in zip(values, texts, strict=True) if name == text) for text in dict.fromkeys(texts)]


def _read(data: Data, file: str) -> tuple[Matrix, Matrix, Matrix, list[str]]:
    """Features, people's scores, chrF to the reference and the document of each document by system."""
    texts = documents_of(data.rows(Source(file)), STEP)
    rated = [one for one in cases(texts) if not isnan(one.score)]
    features = [np.mean([tuple(_features(pair)) for pair in one.pairs], axis=0) for one in rated]
    wanted = (zip(one.pairs, texts[one.group], strict=True) for one in rated)
    reference = [fmean(chrf(pair.target, row["refs"]["A"]) for pair, row in rows) for rows in wanted]
    people = np.array([one.score for one in rated])
    return np.array(features), people, np.array(reference), [one.group for one in rated]


def _features(pair: Pair) -> Iterator[float]:
    """What two re-translations tell of a segment; plain agreement first."""
    others = pair.retranslations[:_OTHERS]
    alike = [chrf(pair.target, other) for other in others]
    mine, theirs = _words(pair.target), [_words(other) for other in others]
    yield fmean(alike)
    yield max(alike)
    yield fmean(chrf(a, b) for a, b in combinations(others, 2))
    yield _share(mine, set().union(*theirs))
    yield _share(set.intersection(*map(set, theirs)), set(mine))
    yield abs(log((len(pair.target) + 1) / (fmean(map(len, others)) + 1)))
    yield log(1 + len(mine))


def _words(text: str) -> list[str]:
    return [word.text.casefold() for word in words(text)]


def _share(some: Sequence[str] | set[str], known: set[str]) -> float:
    """The share of the words that are not known."""
    return sum(word not in known for word in some) / max(1, len(some))


def _fitted(known: Matrix, people: Matrix, weight: float, features: Matrix) -> Matrix:
    """Ridge regression on columns of mean 0 and deviation 1 (Hoerl and Kennard 1970), applied to other rows."""
    middle, spread = known.mean(0), known.std(0) + 1e-9
    scaled = (known - middle) / spread
    penalty = weight * len(people) * np.eye(scaled.shape[1])
    weights = np.linalg.solve(scaled.T @ scaled + penalty, scaled.T @ (people - people.mean()))
    return np.asarray((features - middle) / spread @ weights)


if __name__ == "__main__":
    main()
