"""Markdown for a merge request, an issue or a job summary: the decision, the counts, and each finding in its sentence.

GitHub and GitLab dialects. Words of the texts are escaped, so that they are no markup, mention nobody and link nowhere.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from audit.finding import Finding, Kind
from audit.reports.marked import excerpt
from audit.reports.markup import WORST_FIRST, plural
from audit.reports.place import Lines, lines_of
from audit.reports.view import Audited
from audit.reports.visible import visible

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$]")
_BEGINS = re.compile(
    r"(?:(?<=^\d)|(?<=^\d\d)|(?<=^\d\d\d)|^)[-+#=.)!:]"
)  # what makes a list, a heading or a rule at the beginning
_REFERENCE = re.compile(r"(?<!\w)([@#!%^]|\\[~&$])(?=\w)")  # people, issues, merge requests, labels
_LINK = re.compile(r"(?<=:)//|(?<=www)\.", re.IGNORECASE)
_APART = "&#8203;"  # a space without width: GitHub and GitLab look for references in the text as shown


def render(audited: Audited) -> str:
    """Return the report as one document, headings from the second level on."""
    lines = lines_of(audited)
    report = audited.report
    found = (_entry(audited, number, f, lines) for number, f in enumerate(report.findings, 1))
    skipped = [f"- `{_code(skip.name)}`: {escaped(skip.reason)}" for skip in report.skips]
    parts = [
        *_head(audited),
        *([_counts(report.findings), "### Findings", *found] if report.findings else ["Nothing was found."]),
        *([_folded("Not checked", skipped)] if skipped else []),
        *([_folded("Notes", [f"- {escaped(note)}" for note in report.notes])] if report.notes else []),
        f"<sub>`{_code(report.signature)}`</sub>",
    ]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return text that is shown as it is, wherever a paragraph may stand.

    >>> escaped("5 * 3 <b> @mayor")
    '5 \\\\* 3 \\\\<b\\\\> @&#8203;mayor'
    """
    plain = _BEGINS.sub(r"\\\g<0>", _MARKUP.sub(r"\\\g<0>", visible(text).strip()))
    return _LINK.sub(rf"{_APART}\g<0>", _REFERENCE.sub(rf"\1{_APART}", plain))


def _code(text: str) -> str:
    """Return text for a code span; a backtick would end it."""
    return visible(text).strip().replace("`", "'") or "-"


def _head(audited: Audited) -> Iterator[str]:
    report, score = audited.report, audited.report.score
    pair = f"{audited.source_lang} → {audited.target_lang}" if audited.source_lang else audited.target_lang
    yield f"## {escaped(audited.title)}: {report.verdict.decision}"
    if reasons := [f"- {escaped(reason)}" for reason in report.verdict.reasons]:
        yield "\n".join(reasons)
    unsure = "; under 300 words this is unreliable" if score.unreliable else ""
    yield (
        f"{escaped(pair)} · {score.per_thousand:,.1f} MQM points per 1,000 words of the {escaped(score.counted)} "
        f"(1,000 × {plural(score.points, 'point')} ÷ {plural(score.words, 'word')}{unsure})"
    )


def _counts(findings: Sequence[Finding]) -> str:
    counted = Counter((f.kind, f.severity) for f in findings)
    columns = [s for s in WORST_FIRST if any(f.severity is s for f in findings)]
    rows = [
        f"| {kind} | " + " | ".join(str(counted[kind, severity]) for severity in columns) + " |"
        for kind in Kind
        if any(f.kind is kind for f in findings)
    ]
    return "\n".join((f"| kind | {' | '.join(columns)} |", "| --- |" + " ---: |" * len(columns), *rows))


def _entry(audited: Audited, number: int, finding: Finding, lines: Lines | None) -> str:
    """Return a finding as an item of a list. Its parts hang under the number, which is as wide as it is."""
    row = audited.rows[finding.segment]
    where = f"line {lines.place(finding).line}" if lines else f"segment {finding.segment + 1}"
    parts = [
        f"**{finding.severity}** {finding.kind} · `{_code(finding.name)}` {escaped(finding.code)} · {where} · "
        f"{finding.confidence:.0%} sure · `{_code(finding.id)}`",
        f"> {_quoted(*excerpt(row.target, finding.span))}",
    ]
    if finding.source is not None:
        parts.append(f"> {_quoted(*excerpt(row.source, finding.source))}")
    parts.append(escaped(finding.message))
    if better := finding.suggestion.strip():
        parts.append(f"Better: <b>{escaped(better)}</b>")
    if said := [f"- {escaped(e.origin)}: {escaped(e.text)}" for e in finding.evidence]:
        parts.append("\n".join(said))
    margin = " " * len(f"{number}. ")
    return f"{number}. " + "\n\n".join(parts).replace("\n", f"\n{margin}").replace(f"\n{margin}\n", "\n\n")


def _quoted(before: str, marked: str, after: str) -> str:
    """Return a sentence with its mark; the spaces beside the mark stay."""
    left, right = (" " if part[-1:].isspace() else "" for part in (before, after[::-1]))
    return f"{escaped(before)}{left}<b>{escaped(marked) or '‸'}</b>{right}{escaped(after)}".strip()


def _folded(title: str, items: list[str]) -> str:
    return "\n\n".join((f"<details><summary>{title}</summary>", "\n".join(items), "</details>"))
