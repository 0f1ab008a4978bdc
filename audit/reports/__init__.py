"""What a reader or a program is shown of an audit: one file per format, each with `render(audited) -> str`."""

from importlib import import_module

from audit.reports.view import Audited

# Format -> module, imported when it is asked for: `mtaudit --help` waits for none of them.
FORMATS = {
    "terminal": "audit.reports.terminal",
    "json": "audit.reports.record",
    "html": "audit.reports.page",
}


def render(style: str, audited: Audited) -> str:
    """Return the report in one of `FORMATS`, always encodable as UTF-8. Raises KeyError for any other."""
    text: str = import_module(FORMATS[style]).render(audited)
    return text
