"""Marot TSV: the ten columns of Google's viewer of MQM annotations, in which mtaudit is a rater beside human ones.

Columns and marks as in the README of https://github.com/google-research/google-research/tree/master/marot. A segment without a finding has
a row "no-error", as Marot averages over the segments that a rater has seen. Marot shows texts as HTML and splits lines at tabs, so white
space that controls becomes a space and "<" before what could be a tag becomes "‹", one for one; `metadata.id` is our id.
"""

import json
import re
from collections.abc import Iterator

from audit.finding import Finding, Span
from audit.reports.marked import excerpt
from audit.reports.view import Audited, Row
from audit.reports.visible import encodable

COLUMNS = ("system", "doc", "docSegId", "globalSegId", "rater", "source", "target", "category", "severity", "metadata")
HEAD = "\t".join(COLUMNS) + "\n"  # the header line, by which Marot knows the format
_WHITE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_AROUND = 10_000  # code points either side of a mark; longer segments are cut, since each row repeats them


def render(audited: Audited) -> str:
    """Return the header and the rows, in order of place."""
    return HEAD + "".join(lines(audited))


def lines(audited: Audited) -> Iterator[str]:
    """Yield a row for each finding and one for each segment without any, each with its end."""
    here: dict[int, list[Finding]] = {}
    for finding in audited.report.findings:
        here.setdefault(finding.segment, []).append(finding)
    for number, row in enumerate(audited.rows):
        if number in here:
            yield from (_line(audited, number, row, finding) for finding in here[number])
        elif row.target:
            nowhere = Span(0, 0)
            texts = ("".join(_cut(row.source, nowhere)), "".join(_cut(row.target, nowhere)))
            yield _joined(audited, number, row, (*texts, "no-error", "no-error"), {"segment": {}})


def _line(audited: Audited, number: int, row: Row, finding: Finding) -> str:
    source = _marked(row.source, finding.source) if finding.source else "".join(_cut(row.source, Span(0, 0)))
    note = finding.message + (f" Better: {finding.suggestion.strip()}" if finding.suggestion.strip() else "")
    metadata = {
        "id": finding.id,
        "note": _cell(note),
        "marked_text": _cell(finding.text),
        "confidence": finding.confidence,
        "check": f"{finding.code} {finding.name}",
        "evidence": [_cell(f"{e.origin}: {e.text}") for e in finding.evidence],
        "segment": {},
    }
    category = "/".join(part[:1].upper() + part[1:] for part in finding.category.value.split("/"))
    texts = (source, _marked(row.target, finding.span), category, finding.severity.value.capitalize())
    return _joined(audited, number, row, texts, metadata)


def _joined(audited: Audited, number: int, row: Row, texts: tuple[str, ...], metadata: dict[str, object]) -> str:
    pair = f"{row.source_lang or 'und'}-{row.target_lang}"
    doc = f"{_cell(audited.title)}:{_cell(pair)}"
    facts = encodable(json.dumps(metadata, ensure_ascii=False))
    return "\t".join(("translation", doc, str(number + 1), "0", "mtaudit", *texts, facts)) + "\n"


def _marked(text: str, span: Span) -> str:
    before, marked, after = _cut(text, span)
    return f"{before}<v>{marked}</v>{after}"


def _cut(text: str, span: Span) -> tuple[str, str, str]:
    before, marked, after = excerpt(text, span, _AROUND)
    return _cell(before), _cell(marked), _cell(after)


def _cell(text: str) -> str:
    return _TAG.sub("‹", _WHITE.sub(" ", encodable(text)))
