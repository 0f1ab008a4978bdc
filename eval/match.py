"""What the tables count of matched findings. The matching itself stands in `audit.match`: the self-test uses it too."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from audit.finding import Finding, Severity, Span
from audit.match import match
from audit.share import Share

SERIOUS = frozenset({Severity.MAJOR, Severity.CRITICAL})


def is_serious(finding: Finding) -> bool:
    """Whether it is major or critical."""
    return finding.severity in SERIOUS


@dataclass(frozen=True, slots=True)
class CheckFigures:
    """How many findings of one check are right, and how many of all annotated errors that check found."""

    name: str
    precision: Share
    recall: Share


def by_check(texts: Iterable[tuple[Iterable[Finding], Iterable[Finding]]]) -> tuple[CheckFigures, ...]:
    """Match each check's findings by themselves, in order of name, over (findings, gold) of many texts.

    An error that two checks found counts for both.
    """
    right: Counter[str] = Counter()
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    errors = 0
    for findings, gold in texts:
        ours, theirs = tuple(findings), tuple(gold)
        errors += len(theirs)
        for name in {one.name for one in ours}:
            matched = match((one for one in ours if one.name == name), theirs)
            right[name] += len(matched.right)
            made[name] += matched.precision.total
            found[name] += len(matched.found)
    return tuple(
        CheckFigures(name, Share(right[name], made[name]), Share(found[name], errors)) for name in sorted(made)
    )


def in_document(finding: Finding) -> Finding:
    """Return the finding with its span in code points of the file as read, all in segment 0."""
    start = finding.document_start
    span = Span(start + finding.span.start, start + finding.span.end)
    return replace(finding, segment=0, span=span, document_start=0)
