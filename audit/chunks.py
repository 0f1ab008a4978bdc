"""A batch in several processes, and a batch that goes on where a killed one was."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import msgspec

from audit.batch import read_jobs
from audit.pool import Broken, ordered
from corpora.read import InputError

_LINES, _BYTES = 32, 200_000  # of a chunk, whichever is reached first: little to lose, little to hold


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of a file; `first` is the number of the first one."""

    first: int
    lines: tuple[bytes, ...]


Done = list[bytes | InputError]


def chunked(lines: Iterable[bytes], first: int = 1) -> Iterator[Chunk]:
    """Cut lines, the first of which has the number `first`, into chunks."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if len(held) == _LINES or size >= _BYTES:
            yield Chunk(first, tuple(held))
            first += len(held)
            held, size = [], 0
    if held:
        yield Chunk(first, tuple(held))


def in_processes(
    prepare: Callable[[], Callable[[Chunk], Done]], lines: Iterable[bytes], name: str, workers: int, first: int = 1
) -> Iterator[bytes | InputError]:
    """Yield what `audit.batch.results` yields, in the same order, by several processes. `prepare` is called once in each.

    What is one chunk only is done here: to start processes would take longer.
    """
    flying: deque[tuple[int, int]] = deque()
    chunks = chunked(lines, first)
    begin = list(islice(chunks, 2))

    def noted() -> Iterator[Chunk]:
        for chunk in chain(begin, chunks):
            flying.append((chunk.first, chunk.first + len(chunk.lines) - 1))
            yield chunk

    for done in ordered(prepare, noted(), workers if len(begin) > 1 else 1):
        start, end = flying.popleft()
        if isinstance(done, Broken):
            yield InputError(
                f"{name}:{start}: lines {start} to {end} ended their process twice; audit them in smaller pieces"
            )
        else:
            yield from done


class _Row(msgspec.Struct, frozen=True):
    id: str | int | None


def resumed(output: Path, lines: Iterator[bytes], name: str, *, models: bool) -> tuple[int, list[InputError]]:
    """Find where a killed batch was: cut a half line off its output and read over the lines of the input that it has done.

    Returns the number of the next line of the input, and the rows before it that could not be audited: they have no line in the
    output, and are told again. With `models`, rows that no model could do have none either. Raises InputError for an output of
    another input.
    """
    number, failed = 0, []
    for ident, row in _rows(output):
        for line in lines:
            number += 1
            found = next(read_jobs([line], name, number), None)
            if isinstance(found, InputError):
                failed.append(found)
            elif found is not None and found.id == ident:
                break
            elif found is not None and not models:
                raise InputError(_other(output, row, ident, f"{name}:{number} has {found.id!r}"))
        else:
            raise InputError(_other(output, row, ident, f"{name} has no such row any more"))
    return number + 1, failed


def _other(output: Path, row: int, ident: str | int | None, why: str) -> str:
    return f"{output}:{row}: the id is {ident!r}, but {why}; --resume needs the input that the output was begun with"


def _rows(output: Path) -> Iterator[tuple[str | int | None, int]]:
    """Yield the ids of the whole lines of an output, and cut off what stands behind them."""
    whole = 0
    with output.open("r+b") as file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                break
            try:
                ident = msgspec.json.decode(line, type=_Row).id
            except msgspec.MsgspecError as e:
                raise InputError(
                    f"{output}:{number}: no row of a batch: {e}; --resume goes on with an output of batch"
                ) from None
            yield ident, number
            whole += len(line)
        file.truncate(whole)
