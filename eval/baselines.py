"""What a figure is worth: findings that need no auditor, on the same pairs, and scores that need only a reference."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import accumulate
from random import Random
from typing import Any

from audit.check import Pair
from audit.finding import Category, Finding, Kind, Severity, Span
from corpora.words import Word, words
from eval.judged import Judged
from eval.measures.resample import SEED

DRAWS = 20  # random tables added up, so that the luck of one draw does not decide
_ENOUGH = 20_000  # random findings after which one draw tells as much as twenty

Flags = Callable[[Sequence[Pair], Sequence[Finding]], Sequence[Finding]]  # (pairs, ours on them) -> the baseline's


def nothing(pairs: Sequence[Pair], ours: Sequence[Finding] = ()) -> tuple[Finding, ...]:
    """Flag nothing: never a false alarm, never a help."""
    return ()


def everything(pairs: Sequence[Pair], ours: Sequence[Finding] = ()) -> tuple[Finding, ...]:
    """Flag every word by itself, so that precision is the share of words that are annotated."""
    return tuple(_flag(index, word.start, word.end) for index, pair in enumerate(pairs) for word in words(pair.target))


def unshared_words(pairs: Sequence[Pair], ours: Sequence[Finding] = ()) -> tuple[Finding, ...]:
    """Flag every word that no re-translation of its pair has, whatever its case. Pairs without one stay silent."""
    return tuple(_flag(index, word.start, word.end) for index, pair in enumerate(pairs) for word in _unshared(pair))


def random_words(pairs: Sequence[Pair], ours: Sequence[Finding]) -> tuple[Finding, ...]:
    """Flag as `random_spans` does, with the seed of the harness."""
    return random_spans(pairs, ours)


FLAGS: Mapping[str, Flags] = {
    "nothing": nothing,
    "everything": everything,
    "random": random_words,
    "unsupported-words": unshared_words,
}


def rivals(group: Sequence[Judged], mode: str) -> dict[str, list[Judged]]:
    """Return what the baselines find on the same texts, by the name that tables give them.

    `mode` is what `group` was given; words without support are flagged only where there are re-translations.
    """
    draws = max(1, min(DRAWS, _ENOUGH // max(1, sum(len(one.findings) for one in group))))
    seeds = range(SEED, SEED + draws)
    drawn = [one for seed in seeds for one in rival(group, partial(random_spans, seed=seed))]
    found = {
        "flag nothing": rival(group, nothing),
        "flag every word": rival(group, everything),
        f"random, as {mode} ({draws} draw{'s' * (draws > 1)})": drawn,
    }
    if any(pair.retranslations for one in group for pair in one.pairs):
        found[f"word in no re-translation, {mode}"] = rival(group, unshared_words)
    return found


def rival(group: Sequence[Judged], flags: Flags) -> list[Judged]:
    """Return the texts with the baseline's findings in the place of ours."""
    starts = list(accumulate((len(one.pairs) for one in group), initial=0))
    pairs = [pair for one in group for pair in one.pairs]
    ours = [replace(f, segment=f.segment + at) for one, at in zip(group, starts, strict=False) for f in one.findings]
    sorted_out: list[list[Finding]] = [[] for _ in group]
    for one in flags(pairs, ours):
        index = bisect_right(starts, one.segment) - 1
        sorted_out[index].append(replace(one, segment=one.segment - starts[index]))
    return [
        replace(one, findings=tuple(found), points=sum(f.severity.points for f in found), signature="", broken=())
        for one, found in zip(group, sorted_out, strict=True)
    ]


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
    return _without_references(metric)


METRICS = ("BLEU", "chrF", "TER")


def against_reference(metric: str, hypotheses: Sequence[str], references: Sequence[str]) -> tuple[float, str]:
    """Return sacreBLEU's corpus score of one of `METRICS`, higher is better (TER with its sign turned), and signature."""
    measured = _metric(metric)
    score = float(measured.corpus_score(list(hypotheses), [list(references)]).score)
    return (-score if metric == "TER" else score), _without_references(measured)


def _without_references(metric: Any) -> str:
    return "|".join(part for part in str(metric.get_signature()).split("|") if not part.startswith("nrefs"))


def _metric(name: str) -> Any:
    from sacrebleu.metrics.bleu import BLEU  # noqa: PLC0415  (the extra "eval": needed by these baselines alone)
    from sacrebleu.metrics.ter import TER  # noqa: PLC0415

    made: dict[str, Any] = {"BLEU": BLEU, "chrF": _chrf, "TER": TER}
    return made[name]()


@cache
def _chrf() -> Any:
    from sacrebleu.metrics.chrf import CHRF  # noqa: PLC0415

    return CHRF()
