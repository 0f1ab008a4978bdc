"""A campaign for Pearmut, pre-filled with our spans (ESA with AI, Zouhar et al. 2025): people confirm, change, add or remove them.

The layout is that of Pearmut 1.x, https://github.com/zouharvi/pearmut: `pearmut add FILE`. Its characters are UTF-16 units, line ends are
not counted, and ends are inclusive; the character behind the last one is its button "[missing]", which is where an omission stands.
"""

import json
import re
from hashlib import sha256
from typing import Any

from audit.finding import Finding
from audit.reports.view import Audited, Row
from audit.reports.visible import encodable

MODEL = "translation"  # Pearmut writes the name of a model into its page as it is, so it is never one that a text chose
_ESA = ("Neutral", "Minor", "Major", "Critical")
# Pearmut takes a text that begins like this for a player or a frame, and puts it into its page as HTML.
_MEDIA = re.compile(r"<(?:audio|video|img|iframe) ")
_OTHER = re.compile(r"[^A-Za-z0-9_-]+")


def render(audited: Audited) -> str:
    """Return the campaign: one annotator, one document, an item for each segment."""
    here: dict[int, list[Finding]] = {}
    for finding in audited.report.findings:
        here.setdefault(finding.segment, []).append(finding)
    name = campaign(audited)
    items = [_item(f"{name}_{n + 1}", row, here.get(n, [])) for n, row in enumerate(audited.rows) if row.target]
    made = {
        "info": {"assignment": "task-based", "protocol": "ESA", "mqm_severities": _ESA, "shuffle": False},
        "campaign_id": name,
        "data": [[items]],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def campaign(audited: Audited) -> str:
    """Return the campaign's name; it becomes a file name of the server, so only letters, digits, "_" and "-" stay."""
    whole = "\x1f".join((audited.title, *(row.target for row in audited.rows)))
    digest = sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"mtaudit_{_OTHER.sub('-', audited.title).strip('-')[:60] or 'text'}_{digest}"


def _item(name: str, row: Row, found: list[Finding]) -> dict[str, Any]:
    text = _harmless(row.target)
    moved = len(text) - len(row.target)
    made: dict[str, Any] = {"item_id": name, "tgt": {MODEL: text}}
    if row.source:
        made["src"] = _harmless(row.source)
    made["error_spans"] = {MODEL: [_span(text, finding, moved) for finding in found]}
    return made


def _harmless(text: str) -> str:
    """Return the text, a space before it where Pearmut would take it for HTML."""
    plain = encodable(text)
    return f" {plain}" if _MEDIA.match(plain) else plain


def _span(text: str, finding: Finding, moved: int) -> dict[str, Any]:
    """Return a span of Pearmut; keys that it does not know come back in the annotations, so our id does."""
    start, end = (units(text[: at + moved]) for at in (finding.span.start, finding.span.end))
    if start == end:
        start, end = units(text), units(text) + 1
    return {
        "start_i": start,
        "end_i": end - 1,
        "severity": finding.severity.value,
        "category": finding.category.value,
        "id": encodable(finding.id),
        "check": encodable(f"{finding.code} {finding.name}"),
        "message": encodable(finding.message),
        "suggestion": encodable(finding.suggestion),
        "confidence": finding.confidence,
    }


def units(text: str) -> int:
    """Return how many characters Pearmut counts in a text.

    >>> units("a\\nb"), units("\\U0001f600!")
    (2, 3)
    """
    return len(text.encode("utf-16-le")) // 2 - text.count("\n")
