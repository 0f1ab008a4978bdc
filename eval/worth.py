"""What every check is worth, over all sets: precision, a threshold chosen on one half, calibration, false alarms."""

from collections.abc import Sequence

from audit.checks import CHECKS
from audit.share import Share
from eval.judged import Told
from eval.measures.calibration import bins, calibration_error
from eval.measures.threshold import TARGET, choose
from eval.plots import reliability
from eval.section import Cell, Row, Section, Table


def summary(sections: Sequence[Section]) -> Table:
    """The figures that each benchmark puts first."""
    rows = tuple((one.name, what, figure) for one in sections for what, figure in one.headline)
    return Table("Summary", ("set", "what", "figure"), rows)


def worth(sections: Sequence[Section]) -> Section:
    """Join what all benchmarks told of each check. Every check has a row, also one that never spoke."""
    told = [one for section in sections for one in section.told]
    alarms = {name: rate for section in sections for name, rate in section.alarms}
    rows = tuple(_row(check.code, check.name, told, alarms.get(check.name, "-")) for check in CHECKS)
    columns = ("code", "check", "precision, annotated text", "per 1,000 words of sound text", "calibration error")
    note = (
        "Over the sets with annotated errors, each with the most evidence that it has. Their annotators left some errors "
        "unmarked, so precision there is a lower bound; `-`: the check found nothing. Calibration error: mean gap between "
        "confidence and precision."
    )
    every = Table("Every check", columns, rows, note)
    plots = (reliability(told, "confidence", "Confidence of all checks, all annotated sets"),)
    sources = ", ".join(section.name for section in sections if section.told) or "none"
    return Section(
        name="checks",
        title="what every check is worth",
        tables=(every, _thresholds(told)),
        signature=f"told:{sources}|target:{TARGET}|halves:sha256 of the source",
        plots=plots,
    )


def _row(code: str, name: str, told: Sequence[Told], rate: Cell) -> Row:
    own = [one for one in told if one.check == name]
    right = Share(sum(one.right for one in own), len(own))
    return code, name, right, rate, calibration_error(bins((one.confidence, one.right) for one in own))


def _thresholds(told: Sequence[Told]) -> Table:
    rows = tuple(_threshold(check.name, [one for one in told if one.check == check.name]) for check in CHECKS)
    columns = ("check", "threshold", "precision there, chosen half", "precision there, other half", "kept, other half")
    note = (
        f"The lowest confidence from which a check reaches a precision of {TARGET:.2f} on one half of the sentences, and "
        "what it reaches from there on the other half. Halves by a hash of the source, so that all translations of a "
        "sentence fall into one. `-`: too few findings, or the precision is reached nowhere. The auditor does not use "
        "these thresholds: they tell how far its confidence can be trusted."
    )
    return Table("A threshold for each check", columns, rows, note)


def _threshold(name: str, own: Sequence[Told]) -> Row:
    first = [(one.confidence, one.right) for one in own if one.first]
    second = [(one.confidence, one.right) for one in own if not one.first]
    level = choose(first)
    if level is None:
        return name, "-", "-", "-", "-"
    kept = [right for confidence, right in second if confidence >= level]
    chosen = [right for confidence, right in first if confidence >= level]
    return (
        name,
        level,
        Share(sum(chosen), len(chosen)),
        Share(sum(kept), len(kept)),
        Share(len(kept), len(second)),
    )
