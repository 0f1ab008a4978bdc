"""What a person marked, as a finding: people and machines share one type, so that they can be compared."""

from collections.abc import Mapping
from typing import Any

from audit.finding import Category, Finding, Kind, Severity, Span

HUMAN = "human"  # the code and the check name of an annotation

# The annotators gave a kind and no MQM type; these are the types that their guidelines describe.
_CATEGORY = {
    Kind.NAME: Category.MISTRANSLATION,
    Kind.IDIOM: Category.MISTRANSLATION,
    Kind.SENSE: Category.MISTRANSLATION,
    Kind.MEANING: Category.MISTRANSLATION,
    Kind.LANGUAGE: Category.GRAMMAR,
}


def annotation(row: Mapping[str, Any], segment: int = 0, kind: str = "") -> Finding:
    """Make a finding of an annotation row: start, end, severity, and where given kind, text, correction, note."""
    named = Kind(row.get("kind", kind))
    return Finding(
        id=f"{segment}:{row['start']}",
        segment=segment,
        span=Span(row["start"], row["end"]),
        source=None,
        code=HUMAN,
        name=HUMAN,
        category=_CATEGORY[named],
        kind=named,
        severity=Severity(row["severity"]),
        confidence=1.0,
        message=row.get("note", ""),
        suggestion=row.get("correction", ""),
        evidence=(),
        text=row.get("text", ""),
    )
