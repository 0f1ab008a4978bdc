"""Findings -> the decision for an article, with its reasons in words. The numbers stand in `audit.profiles`."""

from collections.abc import Iterator, Sequence

from audit.finding import Decision, Finding, Kind, Score, Severity, Verdict
from audit.profiles import PUBLISH, Profile

_WORST = (Decision.PUBLISH, Decision.REVIEW, Decision.RETRANSLATE)
_CLEAN = Verdict(Decision.PUBLISH, ("nothing found",))
Reason = tuple[Decision, str]


def decide(
    findings: Sequence[Finding],
    score: Score,
    segments: int,
    profile: Profile = PUBLISH,
    *,
    first: int = 0,
    unaligned: int = 0,
) -> Verdict:
    """Return publish, review or retranslate for a text of `segments` segments, by the numbers of the profile.

    Each rule that applies gives its reason; the worst of them decides, and reasons for less are left out. `first` is the
    segment with the title, `unaligned` counts segments that have no sure counterpart in the source or the translation.
    """
    if not findings and unaligned <= profile.unaligned * segments:
        return _CLEAN
    serious = _serious(findings, profile)
    found = [
        *_by_severity(serious, segments, profile),
        *_by_place(serious, segments, profile, first),
        *_by_alignment(unaligned, segments, profile),
        *(() if serious else _by_slips(findings, score, profile)),
    ]
    if not found:
        return _CLEAN
    worst = max((decision for decision, _ in found), key=_WORST.index)
    reasons = tuple(dict.fromkeys(words for decision, words in found if decision is worst))
    return Verdict(worst, reasons)


def _serious(findings: Sequence[Finding], profile: Profile) -> list[Finding]:
    return [f for f in findings if f.severity.points >= Severity.MAJOR.points and f.confidence >= profile.confidence]


def _by_severity(serious: Sequence[Finding], segments: int, profile: Profile) -> Iterator[Reason]:
    """How many serious errors there are, and how bad. A single segment is retranslated for one critical error."""
    worst = [f for f in serious if f.severity is Severity.CRITICAL]
    critical, places = {f.segment for f in worst}, {f.segment for f in serious}
    if len(critical) >= min(profile.criticals, segments) > 0:
        what = "a critical error" if len(critical) == 1 else f"critical errors in {len(critical)} places"
        yield Decision.RETRANSLATE, f"{what}: {_names(worst)}"
    elif len(places) >= profile.places and len(places) >= profile.share * segments:
        yield Decision.RETRANSLATE, f"serious errors in {len(places)} of {segments} segments"
    elif worst or len(serious) > profile.tolerated:
        yield Decision.REVIEW, f"{_counted(len(serious), 'serious finding')}: {_names(serious)}"
    elif serious:
        yield Decision.PUBLISH, f"only {_counted(len(serious), 'serious finding')}, none critical: {_names(serious)}"


def _by_place(serious: Sequence[Finding], segments: int, profile: Profile, first: int) -> Iterator[Reason]:
    """A wrong name in the title, and serious errors close together; both ask for a text of more than one segment."""
    if segments < 2:
        return
    title = [f for f in serious if f.segment == first and f.kind is Kind.NAME]
    if title:
        yield profile.title, f"a wrong name in the first segment: {_names(title)}"
    if place := _passage(sorted(f.segment for f in serious), profile):
        start, end, count = place
        where = f"segments {start + 1} to {end + 1}" if end > start else f"segment {start + 1}"
        yield profile.passage, f"{count} serious findings close together, in {where}"


def _passage(places: Sequence[int], profile: Profile) -> tuple[int, int, int] | None:
    """The stretch of `within` segments that holds most serious errors, if it holds `together`: (first, last, errors)."""
    stretches = [[p for p in places if start <= p < start + profile.within] for start in dict.fromkeys(places)]
    densest = max(stretches, key=len, default=[])
    return (densest[0], densest[-1], len(densest)) if len(densest) >= profile.together else None


def _by_alignment(unaligned: int, segments: int, profile: Profile) -> Iterator[Reason]:
    """Text that was not compared with anything says nothing about itself."""
    if unaligned > profile.unaligned * segments:
        lost = _counted(unaligned, "segment")
        yield Decision.REVIEW, f"{lost} without a sure counterpart in a text of {segments}: little could be compared"


def _by_slips(findings: Sequence[Finding], score: Score, profile: Profile) -> Iterator[Reason]:
    """Findings of which none is serious: too small, or not sure enough."""
    if not findings:
        return
    minor = all(f.severity.points <= Severity.MINOR.points for f in findings)
    if not minor or score.per_thousand > profile.slips:
        yield Decision.REVIEW, f"{_counted(len(findings), 'finding')}, none serious and sure; {score.points} points"
    else:
        yield Decision.PUBLISH, f"only {_counted(len(findings), 'minor finding')}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _names(serious: Sequence[Finding]) -> str:
    """The first few texts at fault, each once, in order."""
    texts = list(dict.fromkeys(f"{f.name} “{f.text}”" if f.text else f.name for f in serious))
    return ", ".join(texts[:3]) + (f" and {len(texts) - 3} more" if len(texts) > 3 else "")
