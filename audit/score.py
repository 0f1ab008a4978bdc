"""Findings -> MQM figures."""

from collections import Counter
from collections.abc import Sequence

import regex

from audit.check import Pair
from audit.finding import Finding, Kind, Score
from corpora.words import count

UNRELIABLE_UNDER = 300  # words; below, one finding more or less moves the figure too far
_UNSPACED = regex.compile(r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]")
FORMULA = "points per 1,000 words = 1000 * (1 * minor + 5 * major + 25 * critical) / words"


def score(findings: Sequence[Finding], pairs: Sequence[Pair]) -> Score:
    """Return the MQM penalty of the findings by `FORMULA`, over source words, or the translation's where there is no source.

    Scripts without spaces count one word for two characters.
    """
    sources = [p.source for p in pairs if p.source]
    counted, texts = ("source", sources) if sources else ("translation", [p.target for p in pairs])
    total = sum([count_words(text) for text in texts])
    unreliable = total < UNRELIABLE_UNDER
    if not findings:
        return Score(0, total, counted, 0.0, unreliable)
    kinds: Counter[Kind] = Counter()
    for finding in findings:
        kinds[finding.kind] += finding.severity.points
    points = kinds.total()
    by_kind = tuple((kind, count) for kind, count in kinds.most_common() if count)
    return Score(points, total, counted, round(1000 * points / max(total, 1), 1), unreliable, by_kind)


def count_words(text: str) -> int:
    """Return the number of words; in Chinese, Japanese and Thai half the number of characters, rounded up."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return count(_UNSPACED.sub(" ", text) if unspaced else text) + (unspaced + 1) // 2
