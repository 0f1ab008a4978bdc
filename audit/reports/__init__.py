"""What a reader or a program is shown of an audit: one file per format, each with `render(audited)`."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from types import ModuleType

from audit.reports.view import Audited


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that renders it, the endings of its files, and what it is for.

    `binary`: `render` returns bytes. `streams`: the module has `HEAD` and `lines(audited)`, so that a batch can write it row by
    row.
    """

    module: str
    endings: tuple[str, ...]
    purpose: str
    binary: bool = False
    streams: bool = False

    def load(self) -> ModuleType:
        """Import the module: only when it is asked for, so that `mtaudit --help` waits for none of them."""
        return import_module(f"audit.reports.{self.module}")


FORMATS: dict[str, Format] = {
    "terminal": Format("terminal", (), "reading in a terminal"),
    "html": Format(
        "page", (".html", ".htm"), "reading: the article with its marks, one page without anything beside it"
    ),
    "json": Format("record", (".json",), "programs: everything the audit says, with a schema"),
    "jsonl": Format("jsonl", (".jsonl", ".ndjson"), "programs: one finding a line", streams=True),
    "csv": Format("table", (".csv",), "scripts and spreadsheets: one finding a row", streams=True),
    "xlsx": Format(
        "workbook", (".xlsx",), "people with Excel or LibreOffice: summary, findings, breakdown", binary=True
    ),
    "markdown": Format("markdown", (".md", ".markdown"), "a merge request, an issue, a job summary"),
    "sarif": Format("sarif", (".sarif", ".sarif.json"), "code scanning, editors and dashboards"),
    "github": Format("github", (), "a GitHub workflow: annotations beside the lines"),
    "marot": Format("marot", (".tsv",), "Marot, Google's viewer of MQM annotations", streams=True),
    "pearmut": Format("pearmut", (".pearmut.json",), "Pearmut: an annotation campaign that begins with our marks"),
    "parquet": Format("dataset", (".parquet",), "Hugging Face data sets, pandas, Polars", binary=True),
}


def render(style: str, audited: Audited) -> str | bytes:
    """Return the report in one of `FORMATS`; text is always encodable as UTF-8. Raises KeyError for any other."""
    made: str | bytes = FORMATS[style].load().render(audited)
    return made


def by_ending(name: str) -> str:
    """Return the format of a file by the longest ending that fits, "" for none."""
    lower = PurePath(name).name.lower()
    fitting = [(len(end), style) for style, kind in FORMATS.items() for end in kind.endings if lower.endswith(end)]
    return max(fitting, default=(0, ""))[1]


def streaming() -> Iterator[str]:
    """Yield the formats that a batch can write."""
    yield from (style for style, kind in FORMATS.items() if kind.streams)
