"""The report for a terminal: the decision, then every finding in order of place with its context."""

import io
from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from audit.finding import Decision, Finding, Kind, Severity, Span
from audit.reports.marked import excerpt
from audit.reports.view import Audited
from audit.reports.visible import visible

_STYLE = {
    Kind.NAME: "blue",
    Kind.IDIOM: "magenta",
    Kind.SENSE: "cyan",
    Kind.MEANING: "red",
    Kind.LANGUAGE: "yellow",
}
_DECISION = {Decision.PUBLISH: "bold green", Decision.REVIEW: "bold yellow", Decision.RETRANSLATE: "bold red"}
_WEIGHT = {Severity.CRITICAL: "bold reverse", Severity.MAJOR: "bold"}


def render(audited: Audited, *, width: int = 100, color: bool = False) -> str:
    """Return the report as lines of at most `width` columns, with ANSI colours where `color` is set."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        height=25,  # with both given, rich asks no terminal
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for indent, line in _lines(audited):
        console.print(Padding(line, (0, 0, 0, indent)))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _lines(audited: Audited) -> Iterator[tuple[int, Text]]:
    """Yield (indent, line)."""
    yield from _summary(audited)
    place = (-1, -1)
    for number, finding in enumerate(audited.report.findings, 1):
        here = (audited.rows[finding.segment].paragraph, finding.segment)
        if here != place:
            place = here
            yield 0, Text()
            yield 0, Text(f"Paragraph {here[0] + 1}, segment {here[1] + 1}", "bold underline")
        yield from _finding(audited, number, finding)
    yield from _listed("Not checked", [f"{s.name}: {s.reason}" for s in audited.report.skips])
    yield from _listed("Notes", list(audited.report.notes))
    yield 0, Text()
    yield 0, Text(visible(audited.report.signature), "dim")


def _summary(audited: Audited) -> Iterator[tuple[int, Text]]:
    report = audited.report
    verdict, score = report.verdict, report.score
    languages = " → ".join(filter(None, (audited.source_lang, audited.target_lang)))
    yield 0, Text.assemble((visible(audited.title), "bold"), f"  {visible(languages)}")
    decision = verdict.decision
    yield 0, Text.assemble((decision.value.upper(), _DECISION[decision]), f"  {_counts(report.findings)}")
    for reason in verdict.reasons:
        yield 2, Text(f"• {visible(reason)}")
    figure = f"{score.per_thousand:.1f} MQM points per 1,000 {visible(score.counted)} words"
    formula = f"1,000 × {score.points:,} points / {score.words:,} words"
    unsure = "; unreliable under 300 words" if score.unreliable else ""
    yield 0, Text.assemble((figure, "bold"), f"  ({formula}{unsure})")
    if len(score.by_kind) > 1:
        yield 2, Text("points by kind: " + ", ".join(f"{kind} {points}" for kind, points in score.by_kind))


def _counts(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "no findings"
    counts = ((sum(f.severity is s for f in findings), s) for s in reversed(Severity))
    return ", ".join(f"{count} {severity.value}" for count, severity in counts if count)


def _finding(audited: Audited, number: int, finding: Finding) -> Iterator[tuple[int, Text]]:
    row = audited.rows[finding.segment]
    style = f"{_STYLE[finding.kind]} {_WEIGHT.get(finding.severity, '')}".strip()
    yield 0, Text()
    yield (
        0,
        Text.assemble(
            f"{number:>3}  ",
            (f"{finding.severity.value} {finding.kind.value}", style),
            f"  {visible(finding.name)} {visible(finding.code)}  {finding.confidence:.0%} sure",
            (f"  {visible(finding.id)}", "dim"),
        ),
    )
    yield 5, _context(row.target, finding.span, style)
    if finding.source is not None:
        yield 5, _context(row.source, finding.source, style)
    yield 5, Text(visible(finding.message))
    if finding.suggestion.strip():
        yield 5, Text.assemble("→ ", (visible(finding.suggestion.strip()), "bold green"))
    for witness in finding.evidence:
        yield 5, Text.assemble((f"{visible(witness.origin)}: ", "dim"), visible(witness.text))


def _context(text: str, span: Span, style: str) -> Text:
    """Return the words around `span`, which stands in [[...]]: it reads without colour. [[^]]: something is missing."""
    before, marked, after = (visible(part) for part in excerpt(text, span))
    return Text.assemble(before, (f"[[{marked or '^'}]]", style), after)


def _listed(title: str, entries: list[str]) -> Iterator[tuple[int, Text]]:
    if not entries:
        return
    yield 0, Text()
    yield 0, Text(title, "bold underline")
    for entry in entries:
        yield 2, Text(f"• {visible(entry)}")
