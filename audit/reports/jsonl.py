"""One finding a line, as JSON: the flat record that the tables and the data set are made of too.

Offsets are half-open code points, as in the report of `mtaudit check --format json`, which has the same fields and names.
"""

from collections.abc import Iterator
from enum import Enum

import msgspec

from audit.finding import Span
from audit.reports.marked import excerpt
from audit.reports.record import PlacedRecord, placed_record
from audit.reports.view import Audited
from audit.reports.visible import encodable

_AROUND = 1_000  # code points either side of a mark: any sentence is whole, and a line of megabytes is not repeated for each mark
HEAD = ""  # what stands before the first line


class LineRecord(PlacedRecord, frozen=True, kw_only=True):
    """A finding and the texts of its segment.

    Where they go on for more than 1,000 code points before or behind the mark they are cut, with "…"; offsets are those of the
    whole texts.
    """

    document: str
    source_lang: str
    target_lang: str
    source_text: str
    target_text: str


def render(audited: Audited) -> str:
    """Return a JSON object a line, in order of place; "" without findings."""
    return HEAD + "".join(lines(audited))


def lines(audited: Audited) -> Iterator[str]:
    """Yield the lines, each with its end."""
    for record in records(audited):
        yield msgspec.json.encode(record).decode() + "\n"


def records(audited: Audited) -> Iterator[LineRecord]:
    """Yield a record for each finding, in order of place."""
    for finding in audited.report.findings:
        row = audited.rows[finding.segment]
        placed = placed_record(finding)
        source = finding.source or Span(0, 0)
        yield LineRecord(
            **{name: getattr(placed, name) for name in PlacedRecord.__struct_fields__},
            document=encodable(audited.title),
            source_lang=encodable(row.source_lang),
            target_lang=encodable(row.target_lang),
            source_text=encodable("".join(excerpt(row.source, source, _AROUND))),
            target_text=encodable("".join(excerpt(row.target, finding.span, _AROUND))),
        )


def flat(record: LineRecord, name: str) -> str | int | float | None:
    """Return a field of the record as one cell of a table; the witnesses one a line, None for what is not known."""
    if name == "evidence":
        return "\n".join(f"{e.origin}: {e.text}" for e in record.evidence)
    value: str | int | float | Enum | None = getattr(record, name)
    return str(value.value) if isinstance(value, Enum) else value
