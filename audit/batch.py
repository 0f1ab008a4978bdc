"""JSONL in, JSONL out: one audit a line, in order, with memory that does not grow with the file."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from audit.check import Pair
from audit.finding import Report
from audit.reports.record import batch_row
from audit.run import audit_pairs
from audit.texts import SAME_ENGINE, same_engine
from corpora.language import parse_pair
from corpora.read import InputError


class SegmentRow(msgspec.Struct, frozen=True):
    """One segment of a document: translation, and where there are any, source and re-translations."""

    mt: str
    src: str | None = None
    rt: list[str] | None = None


class InputRow(msgspec.Struct, frozen=True):
    """A line of the input: a single pair (`mt`) or a document (`segments`)."""

    id: str | int
    pair: str
    mt: str | None = None
    src: str | None = None
    rt: list[str] | None = None
    segments: list[SegmentRow] | None = None


_DECODER = msgspec.json.Decoder(InputRow)


def results(lines: BinaryIO, name: str) -> Iterator[bytes | InputError]:
    """Yield, for each line that is not blank, its output line (JSON, with line end) or the InputError that names it.

    The order is that of the input. One line is held at a time.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = _decoded(line.lstrip(b"\xef\xbb\xbf") if number == 1 else line, f"{name}:{number}")
            yield msgspec.json.encode(batch_row(row.id, _report(row, f"{name}:{number}"))) + b"\n"
        except InputError as e:
            yield e


def _decoded(line: bytes, where: str) -> InputRow:
    try:
        return _DECODER.decode(line)
    except UnicodeDecodeError as e:
        raise InputError(
            f"{where}: byte {e.start}: 0x{line[e.start]:02x} is not UTF-8; write the row as UTF-8"
        ) from None
    except msgspec.ValidationError as e:
        raise InputError(f"{where}: {_plain(e)}; a row is {{'id', 'pair', 'mt', 'src', 'rt': [...]}}") from None
    except (msgspec.DecodeError, RecursionError) as e:
        raise InputError(f"{where}: not JSON ({_plain(e)}): {line[:40]!r}; write one object a line") from None


def _plain(error: Exception) -> str:
    return str(error).replace("\n", " ").replace("`", "'")


def _report(row: InputRow, where: str) -> Report:
    source_lang, target_lang = parse_pair(row.pair, where)
    if (row.mt is None) == (row.segments is None):
        raise InputError(
            f"{where}: give 'mt' for one pair or 'segments' for a document, not {'both' if row.mt else 'neither'}"
        )
    segments = row.segments if row.segments is not None else [SegmentRow(row.mt or "", row.src, row.rt)]
    if not any(s.mt.strip() for s in segments):
        raise InputError(f"{where}: the translation is empty; give 'mt' with words in it")
    columns = _columns(segments)
    targets = [s.mt for s in segments]
    deaf = {k for k, column in enumerate(columns) if same_engine(targets, column)}
    pairs = [
        Pair(
            s.mt,
            target_lang,
            s.src or "",
            source_lang,
            tuple(t for k, t in enumerate(s.rt or ()) if t and k not in deaf),
        )
        for s in segments
    ]
    return audit_pairs(pairs, notes=[f"re-translation {k + 1} {SAME_ENGINE}" for k in sorted(deaf)])


def _columns(segments: list[SegmentRow]) -> list[list[str]]:
    """Texts of each re-translation over the segments, "" where one is missing."""
    width = max(len(s.rt or ()) for s in segments)
    return [[(s.rt or [])[k] if k < len(s.rt or ()) else "" for s in segments] for k in range(width)]
