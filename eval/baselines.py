"""What a figure is worth: findings that need no auditor, on the same pairs."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from audit.check import Pair
from audit.finding import Category, Finding, Kind, Severity, Span
from corpora.words import Word, words
from eval.measures import SEED

DRAWS = 20  # random tables added up, so that the luck of one draw does not decide


def nothing(_: Sequence[Pair]) -> tuple[Finding, ...]:
    """Flag nothing: never a false alarm, never a help."""
    return ()


def everything(pairs: Sequence[Pair]) -> tuple[Finding, ...]:
    """Flag every word by itself, so that precision is the share of words that are annotated."""
    return tuple(_flag(index, word.start, word.end) for index, pair in enumerate(pairs) for word in words(pair.target))


def unshared_words(pairs: Sequence[Pair]) -> tuple[Finding, ...]:
    """Flag every word that no re-translation of its pair has, whatever its case. Pairs without one stay silent."""
    return tuple(_flag(index, word.start, word.end) for index, pair in enumerate(pairs) for word in _unshared(pair))


def _unshared(pair: Pair) -> Iterator[Word]:
    known = {word.text.casefold() for text in pair.retranslations for word in words(text)}
    if known:
        yield from (word for word in words(pair.target) if word.text.casefold() not in known)


def random_spans(pairs: Sequence[Pair], ours: Sequence[Finding], seed: int = SEED) -> tuple[Finding, ...]:
    """Flag as many places as `ours`, each as many words long, anywhere in the pairs with equal chance by word.

    A span ends with its pair. `segment` of `ours` counts `pairs`.
    """
    random = Random(seed)
    texts = [words(pair.target) for pair in pairs]
    ends = list(accumulate(len(text) for text in texts))
    if not ends or not ends[-1]:
        return ()
    return tuple(_anywhere(random, texts, ends, _length(one, pairs[one.segment].target)) for one in ours)


def _length(finding: Finding, text: str) -> int:
    """Words that a span covers, also in part; at least one, but none for an omission."""
    covered = text[finding.span.start : finding.span.end]
    return max(1, len(words(covered))) if covered else 0


def _anywhere(random: Random, texts: Sequence[Sequence[Word]], ends: Sequence[int], length: int) -> Finding:
    drawn = random.randrange(ends[-1])
    index = bisect_right(ends, drawn)
    text = texts[index]
    first = drawn - (ends[index] - len(text))
    last = min(first + length, len(text)) - 1
    return _flag(index, text[first].start, text[last].end if length else text[first].start)


def _flag(segment: int, start: int, end: int) -> Finding:
    return Finding(
        id=f"{segment}:{start}",
        segment=segment,
        span=Span(start, end),
        source=None,
        code="baseline",
        name="baseline",
        category=Category.MISTRANSLATION,
        kind=Kind.MEANING,
        severity=Severity.MAJOR,
        confidence=0.5,
        message="",
        suggestion="",
        evidence=(),
        text="",
    )


def distance(pair: Pair) -> float:
    """Return 100 - chrF of the translation against its re-translations (sacreBLEU's sentence chrF), in [0, 100].

    The simplest judge of a segment: the further from what others wrote, the more suspect.
    """
    if not pair.retranslations:
        return 0.0
    return 100 - float(_chrf().sentence_score(pair.target, list(pair.retranslations)).score)


def distance_signature() -> str:
    """Return sacreBLEU's signature of the chrF in use, less the number of references, which differs by row."""
    metric = _chrf()
    metric.sentence_score("a", ["a"])  # there is no signature before a first call
    return "|".join(part for part in str(metric.get_signature()).split("|") if not part.startswith("nrefs"))


@cache
def _chrf() -> Any:
    from sacrebleu.metrics.chrf import CHRF  # noqa: PLC0415  (the extra "eval": needed by this baseline alone)

    return CHRF()
