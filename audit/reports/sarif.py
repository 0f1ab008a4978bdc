"""SARIF 2.1.0 (OASIS): what code hosts, editors and dashboards for findings read. The checks are its rules.

Regions count code points, and say so (`columnKind`); a line ends with a line feed, with or without a carriage return before it.
"""

import json
from collections.abc import Sequence
from typing import Any

from audit import __version__
from audit.check import Check
from audit.checks import CHECKS
from audit.finding import Finding, Report, Severity
from audit.manual import manual
from audit.reports.place import Lines, lines_of, uri
from audit.reports.view import Audited
from audit.reports.visible import encodable
from audit.settings.rules import known

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "note"}
FINGERPRINT = "mtaudit/v1"  # the key under which a result carries the id that a finding has in every format

Made = dict[str, Any]  # an object of the schema


def render(audited: Audited) -> str:
    """Return the log, one run with one artifact."""
    rules = _rules(audited.report.findings)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    lines = lines_of(audited)
    run = {
        "tool": {"driver": {"name": "mtaudit", "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n"],
        "defaultEncoding": "utf-8",
        "artifacts": [{"location": _artifact(audited), "roles": ["analysisTarget"]}],
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(audited.report)}],
        "results": [_result(audited, f, numbers[encodable(f.code)], lines) for f in audited.report.findings],
        "properties": _properties(audited),
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _artifact(audited: Audited) -> Made:
    return {"uri": uri(audited.path)} if audited.path else {"description": {"text": encodable(audited.title)}}


# Rules


def _rules(findings: Sequence[Finding]) -> list[Made]:
    """Return a rule for each check that every audit has, and for each other that findings are of: of a team's tables, or from outside."""
    always = {check.code for check in CHECKS}
    others = {f.code: f for f in reversed(findings) if f.code not in always}
    more = {check.code: check for check in known()} if others else {}
    added = (_rule(more[code]) if code in more else _bare_rule(others[code]) for code in sorted(others))
    return [*map(_rule, CHECKS), *added]


def _rule(check: Check) -> Made:
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": check.doc.splitlines()[0]},
        "fullDescription": {"text": check.doc},
        "help": {"text": check.doc, "markdown": manual(check)},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"tags": ["translation", check.kind.value, check.category.value]},
    }


def _bare_rule(finding: Finding) -> Made:
    """Return the rule of a check that is not installed here."""
    return {
        "id": encodable(finding.code),
        "name": encodable(finding.name),
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": ["translation", finding.kind.value, finding.category.value]},
    }


# Results


def _result(audited: Audited, finding: Finding, number: int, lines: Lines | None) -> Made:
    region = _region(finding, lines) if lines else {}
    made: Made = {
        "ruleId": encodable(finding.code),
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": encodable(finding.message) or encodable(finding.name)},
        "locations": [_location(audited, finding, region)],
        "partialFingerprints": {FINGERPRINT: encodable(finding.id)},
        "rank": round(100 * finding.confidence, 2),
        "properties": {
            "severity": finding.severity.value,
            "confidence": finding.confidence,
            "kind": finding.kind.value,
            "category": finding.category.value,
            "segment": finding.segment,
            "start": finding.span.start,
            "end": finding.span.end,
            "text": encodable(finding.text),
            "evidence": [{"origin": encodable(e.origin), "text": encodable(e.text)} for e in finding.evidence],
        },
    }
    if finding.source is not None:
        made["relatedLocations"] = [_source(audited, finding)]
    better = finding.suggestion.strip()
    if better and region:
        made["fixes"] = [_fix(audited, region, encodable(better))]
    return made


def _location(audited: Audited, finding: Finding, region: Made) -> Made:
    """Return where the finding stands: its region, or the number of its segment (from 1) where there is no one text."""
    artifact = {**_artifact(audited), "index": 0}
    if region:
        return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    segment = {"fullyQualifiedName": f"segment {finding.segment + 1}", "kind": "segment"}
    return {"physicalLocation": {"artifactLocation": artifact}, "logicalLocations": [segment]}


def _region(finding: Finding, lines: Lines) -> Made:
    """Return the marked place; an empty one lies between two characters."""
    place = lines.place(finding)
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
        **({"snippet": {"text": encodable(finding.text)}} if finding.text else {}),
    }


def _source(audited: Audited, finding: Finding) -> Made:
    span, begins = finding.source, finding.document_source_start
    assert span is not None
    text = audited.rows[finding.segment].source[span.start : span.end]
    region = {
        "charOffset": begins + span.start,
        "charLength": span.end - span.start,
        "snippet": {"text": encodable(text)},
    }
    where = {"uri": uri(audited.source_path)} if audited.source_path else {"description": {"text": "the source"}}
    return {
        "id": 1,
        "message": {"text": f"source: {encodable(text)}"},
        "physicalLocation": {"artifactLocation": where, "region": region},
    }


def _fix(audited: Audited, region: Made, better: str) -> Made:
    deleted = {key: value for key, value in region.items() if key != "snippet"}
    change = {
        "artifactLocation": {**_artifact(audited), "index": 0},
        "replacements": [{"deletedRegion": deleted, "insertedContent": {"text": better}}],
    }
    return {"description": {"text": f"Better: {better}"}, "artifactChanges": [change]}


# The run


def _notifications(report: Report) -> list[Made]:
    """Return what did not run, and the notes: silence never means clean."""
    said = [*(f"{skip.name}: not checked, {skip.reason}" for skip in report.skips), *report.notes]
    return [{"level": "note", "message": {"text": encodable(text)}} for text in said]


def _properties(audited: Audited) -> Made:
    report, score = audited.report, audited.report.score
    return {
        "title": encodable(audited.title),
        "languages": {"source": encodable(audited.source_lang), "target": encodable(audited.target_lang)},
        "decision": report.verdict.decision.value,
        "reasons": [encodable(reason) for reason in report.verdict.reasons],
        "points": score.points,
        "words": score.words,
        "pointsPerThousandWords": round(score.per_thousand, 4),
        "signature": encodable(report.signature),
    }
