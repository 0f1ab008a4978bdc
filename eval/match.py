"""Which findings are right, and which annotated errors were found.

A finding is right when its span shares a code point with an annotated span of the same segment; an error is found
when some finding is right about it. The rule rewards long spans, so a table shows random spans of our own lengths
beside us.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from audit.finding import Finding, Severity, Span
from eval.measures import Share

SERIOUS = frozenset({Severity.MAJOR, Severity.CRITICAL})


@dataclass(frozen=True, slots=True)
class Matched:
    """Annotated errors found and missed, our findings right and wrong. The results of two texts add."""

    found: tuple[Finding, ...] = ()
    missed: tuple[Finding, ...] = ()
    right: tuple[Finding, ...] = ()
    wrong: tuple[Finding, ...] = ()

    def __add__(self, other: "Matched") -> "Matched":
        return Matched(
            self.found + other.found, self.missed + other.missed, self.right + other.right, self.wrong + other.wrong
        )

    @property
    def precision(self) -> Share:
        return Share(len(self.right), len(self.right) + len(self.wrong))

    @property
    def recall(self) -> Share:
        return self.recall_of(lambda _: True)

    def recall_of(self, wanted: Callable[[Finding], bool]) -> Share:
        """Return the share found of the errors that are `wanted`."""
        hits = sum(map(wanted, self.found))
        return Share(hits, hits + sum(map(wanted, self.missed)))


def match(findings: Iterable[Finding], gold: Iterable[Finding]) -> Matched:
    """Compare findings with annotations of the same text; both keep their order."""
    ours, theirs = tuple(findings), tuple(gold)
    return Matched(
        found=tuple(one for one in theirs if touches_any(one, ours)),
        missed=tuple(one for one in theirs if not touches_any(one, ours)),
        right=tuple(one for one in ours if touches_any(one, theirs)),
        wrong=tuple(one for one in ours if not touches_any(one, theirs)),
    )


def touches_any(finding: Finding, others: Iterable[Finding]) -> bool:
    """Whether the finding overlaps one of the others in the same segment."""
    return any(one.segment == finding.segment and one.span.overlaps(finding.span) for one in others)


def is_serious(finding: Finding) -> bool:
    """Whether it is major or critical."""
    return finding.severity in SERIOUS


@dataclass(frozen=True, slots=True)
class CheckFigures:
    """How many findings of one check are right, and how many of all annotated errors that check found."""

    name: str
    precision: Share
    recall: Share


def by_check(findings: Iterable[Finding], gold: Iterable[Finding]) -> tuple[CheckFigures, ...]:
    """Match each check's findings by themselves, in order of name. An error that two checks found counts for both."""
    ours, theirs = tuple(findings), tuple(gold)
    figures = []
    for name in sorted({one.name for one in ours}):
        matched = match((one for one in ours if one.name == name), theirs)
        figures.append(CheckFigures(name, matched.precision, matched.recall))
    return tuple(figures)


def in_document(finding: Finding) -> Finding:
    """Return the finding with its span in code points of the file as read, all in segment 0."""
    start = finding.document_start
    span = Span(start + finding.span.start, start + finding.span.end)
    return replace(finding, segment=0, span=span, document_start=0)
