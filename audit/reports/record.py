"""The report for programs: JSON with a versioned schema, and the rows of `mtaudit batch`.

`report.schema.json` is made from the structs here (`schema()`). Offsets are half-open code points.
"""

from typing import Annotated, Any, Literal

import msgspec

from audit.finding import Category, Decision, Finding, Kind, Report, Severity
from audit.reports.view import Audited
from audit.reports.visible import encodable

Point = Annotated[int, msgspec.Meta(ge=0)]  # a number of code points from the beginning
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class EvidenceRecord(msgspec.Struct, frozen=True):
    """One witness: where it comes from and what it says."""

    origin: str
    text: str


class FindingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A finding within its segment: `start`/`end` in the translation, `source_*` in the source, null where unknown."""

    id: str
    segment: Point
    start: Point
    end: Point
    source_start: Point | None
    source_end: Point | None
    code: str
    name: str
    category: Category
    kind: Kind
    severity: Severity
    confidence: Share
    message: str
    suggestion: str
    evidence: tuple[EvidenceRecord, ...]


class PlacedRecord(FindingRecord, frozen=True, kw_only=True):
    """A finding with its words and its place in the files as read."""

    text: str
    document_start: Point
    document_end: Point
    document_source_start: Point | None
    document_source_end: Point | None


class LanguagesRecord(msgspec.Struct, frozen=True):
    """BCP-47 tags; `source` is "" without a source."""

    source: str
    target: str


class ScoreRecord(msgspec.Struct, frozen=True):
    """`per_thousand` = 1,000 x `points` / `words`; `counted` names the text whose words were counted."""

    points: int
    words: int
    counted: str
    per_thousand: float
    unreliable: bool


class VerdictRecord(msgspec.Struct, frozen=True):
    """The decision and its reasons."""

    decision: Decision
    reasons: tuple[str, ...]


class SkipRecord(msgspec.Struct, frozen=True):
    """A check that could not run, and why."""

    name: str
    reason: str


class ReportRecord(msgspec.Struct, frozen=True, kw_only=True):
    """All that `mtaudit check --format json` says about one translation."""

    schema: Literal["mtaudit-report/1"]
    title: str
    languages: LanguagesRecord
    retranslations: tuple[str, ...]
    verdict: VerdictRecord
    score: ScoreRecord
    findings: tuple[PlacedRecord, ...]
    skips: tuple[SkipRecord, ...]
    notes: tuple[str, ...]
    signature: str


class BatchRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the output of `mtaudit batch`, for the line of the input with the same `id`."""

    id: str | int | None
    findings: tuple[FindingRecord, ...]
    points: int
    decision: Decision
    skips: tuple[SkipRecord, ...]


def render(audited: Audited) -> str:
    """Return the report as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(report_record(audited)), indent=2).decode() + "\n"


def report_record(audited: Audited) -> ReportRecord:
    """Return the report as the struct that the schema describes."""
    report, score = audited.report, audited.report.score
    return ReportRecord(
        schema="mtaudit-report/1",
        title=encodable(audited.title),
        languages=LanguagesRecord(encodable(audited.source_lang), encodable(audited.target_lang)),
        retranslations=_all(audited.retranslation_names),
        verdict=VerdictRecord(report.verdict.decision, _all(report.verdict.reasons)),
        score=ScoreRecord(score.points, score.words, score.counted, round(score.per_thousand, 4), score.unreliable),
        findings=tuple(placed_record(f) for f in report.findings),
        skips=_skips(report),
        notes=_all(report.notes),
        signature=encodable(report.signature),
    )


def finding_row(finding: Finding) -> FindingRecord:
    """Return a finding as `mtaudit batch` gives it: offsets within the segment only."""
    return FindingRecord(**_fields(finding))


def batch_row(ident: str | int | None, report: Report) -> BatchRow:
    """Return the output line for one input line. Encode it with `msgspec.json.encode`."""
    return BatchRow(
        id=encodable(ident) if isinstance(ident, str) else ident,
        findings=tuple(finding_row(f) for f in report.findings),
        points=report.score.points,
        decision=report.verdict.decision,
        skips=_skips(report),
    )


def schema() -> str:
    """Return the JSON Schema of the report: the text of `report.schema.json`."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ReportRecord)}
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"


def placed_record(finding: Finding) -> PlacedRecord:
    """Return a finding with its words and its place in the files as read."""
    start, source, beginning = finding.document_start, finding.source, finding.document_source_start
    return PlacedRecord(
        **_fields(finding),
        text=encodable(finding.text),
        document_start=start + finding.span.start,
        document_end=start + finding.span.end,
        document_source_start=None if source is None else beginning + source.start,
        document_source_end=None if source is None else beginning + source.end,
    )


def _fields(finding: Finding) -> dict[str, Any]:
    source = finding.source
    return {
        "id": encodable(finding.id),
        "segment": finding.segment,
        "start": finding.span.start,
        "end": finding.span.end,
        "source_start": None if source is None else source.start,
        "source_end": None if source is None else source.end,
        "code": encodable(finding.code),
        "name": encodable(finding.name),
        "category": finding.category,
        "kind": finding.kind,
        "severity": finding.severity,
        "confidence": round(finding.confidence, 4),
        "message": encodable(finding.message),
        "suggestion": encodable(finding.suggestion),
        "evidence": tuple(EvidenceRecord(encodable(e.origin), encodable(e.text)) for e in finding.evidence),
    }


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(encodable(t) for t in texts)


def _skips(report: Report) -> tuple[SkipRecord, ...]:
    return tuple(SkipRecord(encodable(s.name), encodable(s.reason)) for s in report.skips)
