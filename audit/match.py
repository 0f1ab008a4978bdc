"""Which findings are right, and which annotated errors were found.

A finding is right when its span shares a code point with an annotated span of the same segment; an error is found
when some finding is right about it. The rule rewards long spans, so a table shows random spans of our own lengths
beside us.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from audit.finding import Finding
from audit.share import Share


@dataclass(frozen=True, slots=True)
class Matched:
    """Annotated errors found and missed, our findings right and wrong. The results of two texts add."""

    found: tuple[Finding, ...] = ()
    missed: tuple[Finding, ...] = ()
    right: tuple[Finding, ...] = ()
    wrong: tuple[Finding, ...] = ()

    def __add__(self, other: "Matched") -> "Matched":
        return total((self, other))

    @property
    def precision(self) -> Share:
        return Share(len(self.right), len(self.right) + len(self.wrong))

    @property
    def recall(self) -> Share:
        return Share(len(self.found), len(self.found) + len(self.missed))

    def recall_of(self, wanted: Callable[[Finding], bool]) -> Share:
        """Return the share found of the errors that are `wanted`."""
        hits = sum(map(wanted, self.found))
        return Share(hits, hits + sum(map(wanted, self.missed)))

    def precision_of(self, wanted: Callable[[Finding], bool]) -> Share:
        """Return the share right of our findings that are `wanted`."""
        hits = sum(map(wanted, self.right))
        return Share(hits, hits + sum(map(wanted, self.wrong)))


def match(findings: Iterable[Finding], gold: Iterable[Finding]) -> Matched:
    """Compare findings with annotations of the same text; both keep their order."""
    ours, theirs = tuple(findings), tuple(gold)
    found, missed = _divided(theirs, _by_segment(ours))
    right, wrong = _divided(ours, _by_segment(theirs))
    return Matched(found, missed, right, wrong)


def total(matches: Iterable[Matched]) -> Matched:
    """Add the results of many texts."""
    every = tuple(matches)
    return Matched(
        tuple(chain.from_iterable(one.found for one in every)),
        tuple(chain.from_iterable(one.missed for one in every)),
        tuple(chain.from_iterable(one.right for one in every)),
        tuple(chain.from_iterable(one.wrong for one in every)),
    )


def _by_segment(findings: Iterable[Finding]) -> Mapping[int, list[Finding]]:
    found: dict[int, list[Finding]] = defaultdict(list)
    for one in findings:
        found[one.segment].append(one)
    return found


def _divided(
    findings: Sequence[Finding], others: Mapping[int, list[Finding]]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """(those that overlap one of the others, those that do not)"""
    met = [any(one.span.overlaps(two.span) for two in others.get(one.segment, ())) for one in findings]
    return (
        tuple(one for one, yes in zip(findings, met, strict=True) if yes),
        tuple(one for one, yes in zip(findings, met, strict=True) if not yes),
    )
