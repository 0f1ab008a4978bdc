"""What a benchmark gives back: tables of figures with their intervals, as text and as JSON, and what plots draw."""

import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from math import isnan
from pathlib import Path

from audit.share import Share
from eval.judged import Told
from eval.measures.rates import Rate
from eval.measures.resample import ROUNDS, SEED, Figure
from eval.plots import Plot

Cell = str | int | float | Share | Rate | Figure
Row = tuple[Cell, ...]
Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under named columns; `note` says how to read it."""

    title: str
    columns: tuple[str, ...]
    rows: Rows
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The result of one benchmark. `failures` are checks that broke on a text, and why.

    `details` (false alarms, misses) hold text of the data: shown, never stored. `told` are our findings on annotated
    text with the truth about each, for the thresholds and the calibration over all sets. `headline` goes to the summary, (what, figure);
    `alarms` is each check's rate of findings on sound text.
    """

    name: str
    title: str
    tables: tuple[Table, ...]
    signature: str
    failures: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    plots: tuple[Plot, ...] = ()
    told: tuple[Told, ...] = ()
    headline: tuple[tuple[str, Cell], ...] = ()
    alarms: tuple[tuple[str, Rate], ...] = ()


def signature(audits: Iterable[str], files: Iterable[Path], quick: bool) -> str:
    """Return one line that tells what made the figures: the harness, the data read, the auditor's own signatures."""
    read = sorted(set(files))
    local = [path for path in read if path.is_file()]  # the others are sets of the hub, "hub:id@revision"
    digest = sha256(b"".join(sha256(path.read_bytes()).digest() for path in local)).hexdigest()[:10]
    parts = [
        "match:overlap",
        f"rounds:{ROUNDS}",
        f"seed:{SEED}",
        f"quick:{'yes' if quick else 'no'}",
        f"data:{digest}",
        *(str(path) for path in read if path not in local),
        f"python:{platform.python_version()}",
        f"numpy:{_version('numpy')}",
        f"sacrebleu:{_version('sacrebleu')}",
        *_shared_parts([one for one in audits if one]),
    ]
    return "|".join(parts)


def _shared_parts(signatures: Sequence[str]) -> Iterator[str]:
    """Yield what all audits have in common; the tables compare the rest (pair, what was given)."""
    split = [one.split("|") for one in dict.fromkeys(signatures)]
    yield from (part for part in (split[0] if split else ()) if all(part in other for other in split))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def markdown(section: Section) -> str:
    """Render a section with padded columns, to be read as it stands or as Markdown."""
    blocks = [f"## {section.name}: {section.title}", *map(table, section.tables)]
    blocks += [f"A check broke: {one}" for one in section.failures]
    return "\n\n".join([*blocks, f"Signature: `{section.signature}`"]) + "\n"


def table(made: Table, level: int = 3) -> str:
    """Render a table under a heading of the level."""
    heading = f"{'#' * level} {made.title}"
    if not made.rows:
        return f"{heading}\n\nNo finding."
    lines = [made.columns, *(tuple(map(show, row)) for row in made.rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(made.columns))]
    lines.insert(1, tuple("-" * width for width in widths))
    body = "\n".join("| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines)
    return "\n\n".join(filter(None, (heading, body, made.note)))


def show(cell: Cell) -> str:
    """Write a cell: `0.75 (3/4) [0.30, 0.95]`, a rate with its count, `-` for what is not defined.

    >>> show(Share(3, 4)), show(Share(0, 0)), show(0.5)
    ('0.75 (3/4) [0.30, 0.95]', '-', '0.50')
    """
    if isinstance(cell, str | int | Share):
        return str(cell)
    value = cell if isinstance(cell, float) else cell.value
    if isnan(value):
        return "-"
    if isinstance(cell, Rate):
        return f"{value:.2f} ({cell.count}) [{cell.interval.low:.2f}, {cell.interval.high:.2f}]"
    if isinstance(cell, float) or isnan(cell.interval.low):
        return f"{value:.2f}"
    return f"{value:.2f} [{cell.interval.low:.2f}, {cell.interval.high:.2f}]"


def plain(section: Section) -> dict[str, object]:
    """Return the section as JSON values: each row an object by column, a figure with its interval; NaN becomes null."""
    tables = [
        {"title": one.title, "rows": [dict(zip(one.columns, map(_plain_cell, row), strict=True)) for row in one.rows]}
        for one in section.tables
    ]
    return {
        "name": section.name,
        "title": section.title,
        "signature": section.signature,
        "failures": section.failures,
        "tables": tables,
    }


def _plain_cell(cell: Cell) -> object:
    if isinstance(cell, str | int):
        return cell
    if isinstance(cell, float):
        return None if isnan(cell) else cell
    if isnan(cell.value):
        return None
    low, high = (None if isnan(bound) else bound for bound in (cell.interval.low, cell.interval.high))
    figure: dict[str, object] = {"value": cell.value, "low": low, "high": high}
    if isinstance(cell, Share):
        figure |= {"hits": cell.hits, "total": cell.total}
    elif isinstance(cell, Rate):
        figure |= {"count": cell.count, "words": cell.words}
    return figure
