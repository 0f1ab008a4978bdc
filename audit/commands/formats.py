"""Which format a report is written in, and where to."""

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audit.reports import FORMATS, by_ending, render, streaming

if TYPE_CHECKING:
    from audit.reports.view import Audited


def add_format(parser: argparse.ArgumentParser, styles: tuple[str, ...], default: str) -> None:
    """Add --format."""
    parser.add_argument(
        "--format",
        metavar="NAME",
        choices=styles,
        default=None,
        help=f"{', '.join(styles)} (default: by the ending of the output, else {default})",
    )


def format_of(name: str | None, output: Path | None) -> str:
    """Return the format that --format names, or that of the output's ending. Raises InputError for bytes without a file."""
    from corpora.read import InputError

    style = name or (by_ending(output.name) if output else "") or "terminal"
    if FORMATS[style].binary and not output:
        raise InputError(f"--format {style}: is no text; name the file to write with -o, as in -o report.{style}")
    return style


def batch_format(name: str | None, output: str) -> str:
    """Return the format of a batch. Raises InputError for one that would have to be held in memory as a whole."""
    from corpora.read import InputError

    style = name or ("" if output == "-" else by_ending(output)) or "jsonl"
    if not FORMATS[style].streams:
        able = ", ".join(streaming())
        raise InputError(
            f"{output}: {style} cannot be written row by row; give an ending or a --format of these: {able}"
        )
    return style


def write(style: str, audited: "Audited", output: Path | None) -> None:
    """Write a report to a file, or print it."""
    if output:
        made = render(style, audited)
        output.write_bytes(made if isinstance(made, bytes) else made.encode())
    elif style == "terminal":
        from audit.reports.terminal import render as on_terminal

        width = shutil.get_terminal_size((100, 24)).columns
        sys.stdout.write(on_terminal(audited, width=min(width, 120), color=sys.stdout.isatty()))
    else:
        made = render(style, audited)
        assert isinstance(made, str), "bytes are never printed"
        sys.stdout.write(made)
