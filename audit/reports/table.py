"""CSV: one finding a row, for scripts and spreadsheets. RFC 4180, UTF-8 without byte order mark, a header line.

No cell is taken for a formula: where a text begins with `=`, `+`, `-`, `@`, a tab or a line end (or with apostrophes before one of these),
an apostrophe stands before it, which spreadsheets hide or show but never compute. Read it back with `plain`.
"""

import csv
import io
import re
from collections.abc import Iterator

from audit.reports.jsonl import flat, records
from audit.reports.view import Audited

# The full-width signs begin a formula too, in the Chinese, Japanese and Korean editions of Excel.
_SIGNS = r"=+\-@\t\r\n＝＋－＠"
_FORMULA = re.compile(rf"'*[{_SIGNS}]")
_GUARDED = re.compile(rf"'+[{_SIGNS}]")

COLUMNS = tuple(
    """
    id document source_lang target_lang segment start end source_start source_end document_start document_end
    document_source_start document_source_end code name category kind severity confidence text suggestion message evidence
    source_text target_text
    """.split()
)


def render(audited: Audited) -> str:
    """Return the header and a row for each finding, in order of place."""
    return HEAD + "".join(lines(audited))


def lines(audited: Audited) -> Iterator[str]:
    """Yield the rows, each with its end. A place that is not known is an empty cell."""
    for record in records(audited):
        yield _row([_cell(flat(record, column)) for column in COLUMNS])


def guarded(text: str) -> str:
    """Return the text as a cell that no spreadsheet computes.

    >>> guarded("=1+1"), guarded("'=1"), guarded("'Tis"), guarded("5")
    ("'=1+1", "''=1", "'Tis", '5')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """Return the text of a cell that `guarded` made."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _cell(value: str | float | None) -> str:
    return "" if value is None else guarded(value) if isinstance(value, str) else str(value)


def _row(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


HEAD = _row(list(COLUMNS))  # the header line
