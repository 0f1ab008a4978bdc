"""How well two sets of spans in one text agree, beyond touching: by characters, and one span to one span.

In both an empty span (something is missing there) stands for the character at its place. A text is one segment: a
translation of many segments is measured segment by segment, and the counts add.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from math import nan
from typing import Self

from audit.finding import Severity, Span

Placed = tuple[Span, Severity]
_OTHER = 0.5  # credit for the right place with another severity


@dataclass(frozen=True, slots=True)
class Credit:
    """Credit won out of what was flagged, and out of what is annotated. The credits of two texts add."""

    won: float = 0.0
    flagged: float = 0.0
    regained: float = 0.0
    annotated: float = 0.0

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def row(self) -> tuple[float, float, float, float]:
        """The four counts, for resampling."""
        return self.won, self.flagged, self.regained, self.annotated

    @property
    def precision(self) -> float:
        return self.won / self.flagged if self.flagged else nan

    @property
    def recall(self) -> float:
        return self.regained / self.annotated if self.annotated else nan

    @property
    def f1(self) -> float:
        """The harmonic mean: NaN with nothing to find, 0 with nothing won."""
        if not self.annotated:
            return nan
        if not self.won:
            return 0.0
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def characters(ours: Iterable[Placed], gold: Iterable[Placed], *, blind: bool = False) -> Credit:
    """Compare the characters of spans, as task 2 of the WMT 2023 shared task on quality estimation does.

    A character that both mark wins 1 where the severities agree and 0.5 where they do not (1 when `blind`); critical
    counts as major, neutral as minor; a character annotated with both severities wins 1. Blain et al. 2023, "Findings
    of the WMT 2023 Shared Task on Quality Estimation".

    We mark 0:4 as major, people 2:8 as minor. Two characters agree, at 0.5 each: 1 of our 4, 1 of their 6.

    >>> minor, major = Severity.MINOR, Severity.MAJOR
    >>> one = characters([(Span(0, 4), major)], [(Span(2, 8), minor)])
    >>> one.precision, round(one.recall, 3), one.f1
    (0.25, 0.167, 0.2)
    >>> characters([(Span(0, 4), major)], [(Span(2, 8), minor)], blind=True).f1
    0.4
    """
    mine, theirs = _painted(ours), _painted(gold)
    won = sum(1.0 if blind or mine[place] & theirs[place] else _OTHER for place in mine.keys() & theirs.keys())
    return Credit(won, len(mine), won, len(theirs))


def _painted(spans: Iterable[Placed]) -> dict[int, int]:
    """Bits of the severities on each character: 1 minor, 2 major."""
    bits: dict[int, int] = {}
    for span, severity in spans:
        bit = 2 if severity.points >= Severity.MAJOR.points else 1
        for place in range(span.start, max(span.end, span.start + 1)):
            bits[place] = bits.get(place, 0) | bit
    return bits


def one_to_one(ours: Sequence[Span], gold: Sequence[Span]) -> Credit:
    """Pair each of our spans with at most one annotated span, and each of those with at most one of ours.

    A pair wins its overlap's share of our span (towards precision) and of theirs (towards recall); the pairing is the
    one that wins most. Measure "MPP", one to one, micro-averaged, of span-mt-metrics-eval (github.com/sted19).

    Our 0:4 and 4:6 against their 2:6: paired with 0:4 it wins 2/4 + 2/4, with 4:6 2/2 + 2/4, so the second is taken.
    Precision is (0 + 1) / 2, recall 2/4.

    >>> one = one_to_one([Span(0, 4), Span(4, 6)], [Span(2, 6)])
    >>> one.precision, one.recall, one.f1
    (0.5, 0.5, 0.5)
    >>> one_to_one([Span(3, 3)], [Span(3, 3)]).f1
    1.0
    """
    mine, theirs = [_filled(one) for one in ours], [_filled(one) for one in gold]
    common = {(a, b): shared for a, x in enumerate(mine) for b, y in enumerate(theirs) if (shared := _common(x, y))}
    won = regained = 0.0
    for a, b in _pairing({(a, b): n / _length(mine[a]) + n / _length(theirs[b]) for (a, b), n in common.items()}):
        won += common[a, b] / _length(mine[a])
        regained += common[a, b] / _length(theirs[b])
    return Credit(won, len(mine), regained, len(theirs))


def _filled(span: Span) -> Span:
    return span if span.end > span.start else Span(span.start, span.start + 1)


def _length(span: Span) -> int:
    return span.end - span.start


def _common(one: Span, two: Span) -> int:
    return max(0, min(one.end, two.end) - max(one.start, two.start))


def _pairing(gains: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Pairs without a common member whose gains add up to the most.

    Begins empty and adds the alternating path that gains most until none gains: the assignment problem, solved by
    shortest augmenting paths (Bellman and Ford). Spans of a sentence touch few others, so this stays small.
    """
    taken: set[tuple[int, int]] = set()
    while path := _best_path(gains, taken):
        taken ^= set(path)
    return sorted(taken)


def _best_path(gains: dict[tuple[int, int], float], taken: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The path from a free left to a free right member that gains most, [] where none gains."""
    bound_left = {a for a, _ in taken}
    partner = {b: a for a, b in taken}
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {}
    frontier: dict[int, tuple[float, list[tuple[int, int]]]] = {a: (0.0, []) for a, _ in gains if a not in bound_left}
    while frontier:
        reached: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for (a, b), gain in gains.items():
            if a in frontier and (a, b) not in taken:
                total, path = frontier[a][0] + gain, [*frontier[a][1], (a, b)]
                if b not in best or total > best[b][0] + 1e-12:
                    best[b] = total, path
                    if b in partner:
                        back = (partner[b], b)
                        reached[partner[b]] = total - gains[back], [*path, back]
        frontier = reached
    free = [found for b, found in best.items() if b not in partner and found[0] > 1e-12]
    return max(free, default=(0.0, []), key=lambda found: found[0])[1]
