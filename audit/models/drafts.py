"""Translations of pieces of a source, before they are put together to hypotheses. Shared by the backends that decode by beam."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.models.translator import Hypothesis, ModelError, Settings
from corpora.language import primary

# A translation has at most so many times its source's tokens, and some more; what goes on is going round in circles.
LONGER, MORE = 3, 32
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo", "yue"})  # written without spaces between sentences


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation of one piece of a source: `logprob` is the sum over its tokens, the end counted."""

    text: str
    logprob: float
    tokens: int


def joined(pieces: list[list[Draft]], gap: str) -> tuple[Hypothesis, ...]:
    """Return the hypotheses of a source from those of its pieces, each text once; no pieces give the empty one."""
    found: dict[str, Hypothesis] = {}
    for k in range(max(map(len, pieces), default=0)):
        parts = [p[min(k, len(p) - 1)] for p in pieces]
        text = gap.join(p.text for p in parts)
        tokens = sum(p.tokens for p in parts)
        found.setdefault(text, Hypothesis(text, sum(p.logprob for p in parts) / max(1, tokens)))
    return tuple(found.values()) or (Hypothesis(""),)


def gap(lang: str) -> str:
    """Return what stands between two sentences of a language."""
    return "" if primary(lang) in UNSPACED else " "


def longest(rows: Sequence[Sequence[object]], limit: int) -> int:
    """Return the most tokens that translations of these rows of tokens may have, for a model of a limit."""
    return min(limit - 1, LONGER * max(map(len, rows)) + MORE)


def check(settings: Settings) -> None:
    """Raise ModelError for more hypotheses than beams, or none."""
    if not 1 <= settings.hypotheses <= settings.beam:
        raise ModelError(f"{settings.hypotheses} hypotheses of a beam of {settings.beam}: give from 1 to the beam")
