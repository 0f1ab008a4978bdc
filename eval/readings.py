"""What the reader says of the words of measuring sets, as (score, whether it is wrong)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from audit.align.lexical import lemma
from audit.check import Pair
from audit.finding import Span
from audit.models.reader import heads
from audit.models.reader.judge import Judge
from corpora.words import words
from eval.gold import annotation, paired
from eval.rows import Row

Words = list[tuple[float, bool]]
"""(score, whether it is wrong) of each word."""
Item = tuple[str, Pair, tuple[Span, ...]]
"""Kind, pair, and the places of its fault."""
EXPRESSIONS = "data/expressions-dev/expressions.jsonl"
Logits = Sequence[NDArray[np.float32]]


def candidates(pair: Pair) -> list[bool]:
    """Tell of each word of the target whether no re-translation has its lemma."""
    lang = pair.target_lang
    said = {lemma(w.text, lang) for text in pair.retranslations for w in words(text)}
    return [lemma(w.text, lang) not in said for w in words(pair.target)]


def by_words(
    judge: Judge, items: Sequence[tuple[Pair, Sequence[Span]]], *, only_candidates: bool, head: int = heads.ERROR
) -> list[Words]:
    """Return for each item the words with their scores; wrong is what a span touches."""
    found = []
    for (pair, spans), (logits, _) in zip(items, judge.logits([pair for pair, _ in items]), strict=True):
        chosen = candidates(pair) if only_candidates else [True] * len(words(pair.target))
        places = zip(words(pair.target), logits[:-1, head], chosen, strict=True)
        found.append([(float(s), _touched(w.start, w.end, spans)) for w, s, c in places if c])
    return found


def _touched(start: int, end: int, spans: Iterable[Span]) -> bool:
    return any(s.start < end and start < s.end for s in spans)


def expressions(rows: Iterable[Row], others: int) -> list[Item]:
    """Return (kind, pair, places of the fault) of the items into English, sound ones and right versions among them."""
    found = []
    for row in rows:
        if not row["pair"].endswith("-en"):
            continue
        pair = paired(row, tuple(row["rt"])[:others])
        found.append((row["kind"], pair, tuple(annotation(s, kind=row["kind"]).span for s in row["spans"])))
        if row["kind"] != "clean":
            found.append(("right", replace(pair, target=row["right"]), ()))
    return found


def half(items: Sequence[Item], *, odd: bool) -> list[Item]:
    """Return every other item, the right version with the wrong one: on the even ones thresholds are chosen."""
    sentences = list(dict.fromkeys(pair.source for _, pair, _ in items))
    return [item for item in items if sentences.index(item[1].source) % 2 == odd]


def mcc(scored: Words, threshold: float) -> float:
    """Return Matthews' correlation of words at or above a threshold with the wrong ones; 0 where nothing is flagged."""
    flagged, truth = np.array([s >= threshold for s, _ in scored]), np.array([w for _, w in scored])
    a, b = float((flagged & truth).sum()), float((flagged & ~truth).sum())
    c, d = float((~flagged & truth).sum()), float((~flagged & ~truth).sum())
    below = (a + b) * (a + c) * (d + b) * (d + c)
    return (a * d - b * c) / below**0.5 if below else 0.0


def best_threshold(scored: Words, measure: Callable[[Words, float], float] = mcc) -> float:
    """Return the threshold, of 100 between the least and the largest score, at which a measure is largest."""
    scores = np.array([s for s, _ in scored])
    steps = np.quantile(scores, np.linspace(0.5, 0.995, 100))
    return float(max(steps, key=lambda t: measure(scored, float(t))))


def flat(groups: Iterable[Words]) -> Words:
    """Return the words of all items."""
    return [one for group in groups for one in group]
