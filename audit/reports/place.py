"""Lines and columns of offsets, for formats that point into a file."""

from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import quote

from audit.finding import Finding, Span
from audit.reports.view import Audited
from audit.reports.visible import encodable

_MARK = "\ufeff"  # a byte order mark is no part of what editors and SARIF count


@dataclass(frozen=True, slots=True)
class Place:
    """A range in a file. Offsets count code points from 0, lines and columns from 1; `end_column` lies behind the range."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a text begin; a line ends with "\\n", as editors, git and GitHub count them."""

    text: str
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        object.__setattr__(self, "_starts", starts)

    def place(self, finding: Finding) -> Place:
        """Return where the finding stands in the file."""
        return self.of(Span(finding.document_start + finding.span.start, finding.document_start + finding.span.end))

    def of(self, span: Span) -> Place:
        """Return the place of a span of the text as read; a byte order mark is not counted.

        >>> Lines("one\\ntwo").of(Span(4, 7))
        Place(start=4, end=7, line=2, column=1, end_line=2, end_column=4)
        """
        skipped = int(self.text.startswith(_MARK))
        line, column = self._at(span.start, skipped)
        end_line, end_column = self._at(span.end, skipped)
        return Place(max(0, span.start - skipped), max(0, span.end - skipped), line, column, end_line, end_column)

    def _at(self, offset: int, skipped: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return line, max(1, column - skipped) if line == 1 else column


def uri(path: str) -> str:
    """Return the path as a URI reference: relative where the path is, percent-encoded; "" for no path."""
    if not path:
        return ""
    pure = PurePath(path)
    safe = quote(encodable(pure.as_posix()), safe="/~")
    return f"file://{safe}" if pure.is_absolute() else safe


def lines_of(audited: Audited) -> Lines | None:
    """Return the lines of the translation, None where it is not one text."""
    return Lines(audited.text) if audited.text else None
