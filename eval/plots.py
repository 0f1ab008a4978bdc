"""Pictures of the figures. A benchmark says what is to be drawn; `eval.drawing` draws it, with matplotlib."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from audit.finding import Finding
from audit.share import Share
from eval.judged import Judged, Told
from eval.measures.calibration import bins


@dataclass(frozen=True, slots=True)
class Curve:
    """One check: (recall, precision, confidence) at each confidence, the surest first, out of `count` findings."""

    check: str
    count: int
    points: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """Precision against recall of each check; recall is the share of all annotated errors."""

    name: str
    title: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Precision against confidence: for each bin its mean confidence and the share that is right."""

    name: str
    title: str
    bins: tuple[tuple[float, Share], ...]


@dataclass(frozen=True, slots=True)
class Scatter:
    """Our score of each text against people's; `groups` holds (label, ((people's, ours), ...)), a colour each."""

    name: str
    title: str
    people: str
    ours: str
    groups: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]


Plot = Curves | Reliability | Scatter


def curves(group: Sequence[Judged], name: str, title: str) -> Curves:
    """Return the curves of all checks that found something on annotated texts. `name` becomes that of the file."""
    errors = sum(len(one.case.gold) for one in group)
    right: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    found: dict[str, list[float]] = defaultdict(list)  # of each error: the confidence of the surest finding on it
    for one in group:
        matched = one.matched
        for truth, findings in ((True, matched.right), (False, matched.wrong)):
            for finding in findings:
                right[finding.name].append((finding.confidence, truth))
        for error in matched.found:
            for check, sure in _surest(one, error).items():
                found[check].append(sure)
    made = [_curve(check, told, found[check], errors) for check, told in right.items()]
    return Curves(name, title, tuple(sorted(made, key=lambda curve: (-curve.count, curve.check))))


def _surest(one: Judged, error: Finding) -> Mapping[str, float]:
    sure: dict[str, float] = {}
    for finding in one.findings:
        if finding.segment == error.segment and finding.span.overlaps(error.span):
            sure[finding.name] = max(sure.get(finding.name, 0.0), finding.confidence)
    return sure


def _curve(check: str, told: Sequence[tuple[float, bool]], found: Sequence[float], errors: int) -> Curve:
    points = []
    for level in sorted({confidence for confidence, _ in told}, reverse=True):
        kept = [truth for confidence, truth in told if confidence >= level]
        recall = sum(sure >= level for sure in found) / max(errors, 1)
        points.append((recall, sum(kept) / len(kept), level))
    return Curve(check, len(told), tuple(points))


def reliability(told: Iterable[Told], name: str, title: str) -> Reliability:
    """Return precision by confidence of findings on annotated texts."""
    filled = [one for one in bins((finding.confidence, finding.right) for finding in told) if one.count]
    return Reliability(name, title, tuple((one.mean, one.share) for one in filled))


def scatter(groups: Mapping[str, Sequence[Judged]], name: str, title: str, people: str) -> Scatter:
    """Return our score of each text against people's, a colour for each group; texts without a score are left out."""
    points = tuple(
        (label, tuple((one.case.score, one.score) for one in group if not isnan(one.case.score)))
        for label, group in groups.items()
    )
    return Scatter(name, title, people, "our score: MQM points per 1,000 words, with the sign turned", points)
