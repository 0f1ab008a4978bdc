"""XLSX for people: a summary, the findings with filters, and how many of each kind, severity and check. Needs nothing of Excel.

Every text is written as text, never as a number, a link or a formula; what would control or reorder other text is shown as a sign.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import xlsxwriter

from audit.finding import Finding, Kind
from audit.reports.jsonl import flat, records
from audit.reports.markup import WORST_FIRST
from audit.reports.view import Audited
from audit.reports.visible import visible
from corpora.read import InputError

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_767  # UTF-16 units that Excel keeps in a cell
_MOST = 1_048_575  # rows of a sheet below its header
_NO_CHARACTER = re.compile("[\ufffe\uffff]")  # XML has none of these
_MADE = datetime(2000, 1, 1)  # the same audit gives the same bytes, so the file does not tell the time

# Header, width in characters, attribute of the record.
_COLUMNS = (
    ("number", 8, ""),
    ("severity", 10, "severity"),
    ("kind", 10, "kind"),
    ("words", 28, "text"),
    ("better", 28, "suggestion"),
    ("why", 50, "message"),
    ("translation", 60, "target_text"),
    ("source", 60, "source_text"),
    ("evidence", 40, "evidence"),
    ("sure", 8, "confidence"),
    ("check", 20, "name"),
    ("code", 8, "code"),
    ("category", 28, "category"),
    ("segment", 9, "segment"),
    ("start", 8, "document_start"),
    ("end", 8, "document_end"),
    ("id", 16, "id"),
)


def render(audited: Audited) -> bytes:
    """Return the workbook. The same audit gives the same bytes. Raises InputError where a sheet cannot hold the findings."""
    if len(audited.report.findings) > _MOST:
        raise InputError(
            f"{audited.title}: {len(audited.report.findings)} findings are more than the {_MOST} rows of a sheet; write CSV"
        )
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": _text(audited.title)[:255], "created": _MADE})
    styles = _Styles(book)
    _summary(book.add_worksheet("summary"), styles, audited)
    _findings(book.add_worksheet("findings"), styles, audited)
    _breakdown(book.add_worksheet("breakdown"), styles, audited.report.findings)
    book.close()
    return out.getvalue()


class _Styles:
    """How cells look."""

    def __init__(self, book: "Workbook") -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        self.text: Format = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.number: Format = book.add_format({"valign": "top"})
        self.share: Format = book.add_format({"valign": "top", "num_format": "0%"})


def _text(text: str) -> str:
    """Return the text as a cell holds it: visible, and no longer than Excel keeps."""
    shown = _NO_CHARACTER.sub("\ufffd", "\n".join(visible(line) for line in text.split("\n")))
    units = shown.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return shown
    return units[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def _write(sheet: "Worksheet", row: int, column: int, value: str | float, styles: _Styles) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, _text(value), styles.text)
    else:
        sheet.write_number(row, column, value, styles.share if isinstance(value, float) else styles.number)


def _head(sheet: "Worksheet", row: int, names: Sequence[str], styles: _Styles) -> None:
    for column, name in enumerate(names):
        sheet.write_string(row, column, name, styles.head)


def _summary(sheet: "Worksheet", styles: _Styles, audited: Audited) -> None:
    report, score = audited.report, audited.report.score
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    pairs: list[tuple[str, str | int]] = [
        ("translation", audited.title),
        ("languages", f"{audited.source_lang} → {audited.target_lang}" if audited.source_lang else audited.target_lang),
        ("decision", report.verdict.decision.value),
        *(("reason", reason) for reason in report.verdict.reasons),
        (f"points per 1,000 words of the {score.counted}", f"{score.per_thousand:,.1f}"),
        ("formula", f"1,000 × {score.points:,} points / {score.words:,} words"),
        *([("note", "under 300 words this figure is unreliable")] if score.unreliable else []),
        ("findings", len(report.findings)),
        *((f"re-translation {number}", name) for number, name in enumerate(audited.retranslation_names, 1)),
        *(("note", note) for note in report.notes),
        *(("not checked", f"{skip.name}: {skip.reason}") for skip in report.skips),
        ("made by", report.signature),
    ]
    for row, (name, value) in enumerate(pairs):
        sheet.write_string(row, 0, name, styles.head)
        _write(sheet, row, 1, value, styles)


def _findings(sheet: "Worksheet", styles: _Styles, audited: Audited) -> None:
    _head(sheet, 0, [name for name, _, _ in _COLUMNS], styles)
    for column, (_, width, _) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    for number, record in enumerate(records(audited), 1):
        for column, (_, _, field) in enumerate(_COLUMNS):
            value = flat(record, field) if field else number
            if value is not None:
                _write(sheet, number, column, value, styles)
    sheet.autofilter(0, 0, len(audited.report.findings), len(_COLUMNS) - 1)


def _breakdown(sheet: "Worksheet", styles: _Styles, findings: Sequence[Finding]) -> None:
    sheet.set_column(0, 0, 30)
    row = 0
    tables: tuple[tuple[str, Iterable[str], list[str]], ...] = (
        ("kind", (kind.value for kind in Kind), [f.kind.value for f in findings]),
        ("check", sorted({f.name for f in findings}), [f.name for f in findings]),
        ("category", sorted({f.category.value for f in findings}), [f.category.value for f in findings]),
    )
    for title, names, found in tables:
        counted = Counter(zip(found, (f.severity for f in findings), strict=True))
        _head(sheet, row, [title, *(s.value for s in WORST_FIRST), "all", "points"], styles)
        for name in (n for n in names if n in found):
            row += 1
            _write(sheet, row, 0, name, styles)
            _counts(sheet, row, [counted[name, severity] for severity in WORST_FIRST], styles)
        row += 2


def _counts(sheet: "Worksheet", row: int, counts: list[int], styles: _Styles) -> None:
    points = sum(s.points * count for s, count in zip(WORST_FIRST, counts, strict=True))
    for column, value in enumerate([*counts, sum(counts), points], 1):
        _write(sheet, row, column, value, styles)
