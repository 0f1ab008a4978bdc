"""Findings -> the decision for an article, with its reasons in words."""

from collections.abc import Sequence

from audit.finding import Decision, Finding, Score, Severity, Verdict

SURE = 0.6  # confidence from which a finding counts towards a decision
MANY = 4  # segments with a serious error from which the text as a whole is in doubt
SHARE = 0.25  # of the segments; the audit sees about half of the errors, so a quarter found means half wrong
SLIPS = 10.0  # points per 1,000 words that minor findings may reach in a text that is published


def decide(findings: Sequence[Finding], score: Score, segments: int) -> Verdict:
    """Return publish, review or retranslate for a text of `segments` segments.

    Retranslate: facts turned round in two places (critical), or serious errors in at least `MANY` segments that are at
    least `SHARE` of all. Review: any serious finding, or many minor ones. A single segment is retranslated for one
    critical finding.
    """
    serious = [f for f in findings if f.severity.points >= Severity.MAJOR.points and f.confidence >= SURE]
    critical = {f.segment for f in serious if f.severity is Severity.CRITICAL}
    places = {f.segment for f in serious}
    if len(critical) >= min(2, segments) > 0:
        what = "a critical error" if segments == 1 else f"critical errors in {len(critical)} places"
        worst = [f for f in serious if f.severity is Severity.CRITICAL]
        return Verdict(Decision.RETRANSLATE, (f"{what}: {_names(worst)}",))
    if len(places) >= MANY and len(places) >= SHARE * segments:
        return Verdict(Decision.RETRANSLATE, (f"serious errors in {len(places)} of {segments} segments",))
    if serious:
        count = f"{len(serious)} serious finding{'s' if len(serious) > 1 else ''}"
        return Verdict(Decision.REVIEW, (f"{count}: {_names(serious)}",))
    if findings and (any(f.severity is not Severity.MINOR for f in findings) or score.per_thousand > SLIPS):
        return Verdict(Decision.REVIEW, (f"{len(findings)} findings, none serious and sure; {score.points} points",))
    if findings:
        return Verdict(Decision.PUBLISH, (f"only {len(findings)} minor finding{'s' if len(findings) > 1 else ''}",))
    return Verdict(Decision.PUBLISH, ("nothing found",))


def _names(serious: Sequence[Finding]) -> str:
    """The first few texts at fault, each once, in order."""
    texts = list(dict.fromkeys(f"{f.name} “{f.text}”" if f.text else f.name for f in serious))
    return ", ".join(texts[:3]) + (f" and {len(texts) - 3} more" if len(texts) > 3 else "")
