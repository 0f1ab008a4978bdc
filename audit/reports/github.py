"""Annotations of GitHub Actions: printed by a workflow, they stand beside the lines of the translation in the pull request.

One workflow command a finding, as "Workflow commands for GitHub Actions" of the GitHub documentation says. GitHub shows ten errors, ten
warnings and ten notices of a step; SARIF has no such limit.
"""

import re
from collections.abc import Iterator

from audit.finding import Finding, Severity
from audit.reports.place import Lines, lines_of
from audit.reports.view import Audited
from audit.reports.visible import visible

_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render(audited: Audited) -> str:
    """Return a command a line, in order of place; "" without findings."""
    lines = lines_of(audited)
    return "".join(f"{_command(audited, finding, lines)}\n" for finding in audited.report.findings)


def _command(audited: Audited, finding: Finding, lines: Lines | None) -> str:
    said = [visible(finding.message)]
    if not lines:
        said.append(f"In segment {finding.segment + 1}: {visible(finding.text)}")
    if better := finding.suggestion.strip():
        said.append(f"Better: {visible(better)}")
    said += [f"{visible(e.origin)}: {visible(e.text)}" for e in finding.evidence]
    properties = ",".join(f"{k}={_escaped(v, _PROPERTY)}" for k, v in _properties(audited, finding, lines))
    return f"::{_LEVELS[finding.severity]} {properties}::{_escaped(chr(10).join(said), _DATA)}"


def _properties(audited: Audited, finding: Finding, lines: Lines | None) -> Iterator[tuple[str, str]]:
    """Yield what GitHub puts beside the message. Columns are left out where a range goes over lines: GitHub takes none there."""
    if audited.path:
        yield "file", visible(audited.path)
    if lines:
        place = lines.place(finding)
        yield "line", str(place.line)
        yield "endLine", str(place.end_line)
        if place.line == place.end_line:
            yield "col", str(place.column)
            yield "endColumn", str(place.end_column)
    yield "title", visible(f"{finding.name} ({finding.code}, {finding.severity}, {finding.id})")


def _escaped(text: str, signs: dict[str, str]) -> str:
    return re.sub("[" + "".join(signs) + "]", lambda match: signs[match.group()], text)
