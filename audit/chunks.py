"""A batch in several processes, and a batch that goes on where a killed one was."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from audit.batch import Job, read_jobs
from audit.pool import Broken, Engine, ordered
from corpora.read import InputError

_ITEMS, _CHARS = 32, 200_000  # of a chunk, whichever is reached first: little to lose, little to hold
_WINDOW = 512  # items with models: those that they would translate together in one process

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chunk(Generic[T]):
    """Some lines of a file, or some jobs; `first` is the number of the first one, `where` names them in messages."""

    where: str
    first: int
    items: tuple[T, ...]


Done = list[bytes | InputError]


def of_lines(lines: Iterable[bytes], name: str, first: int = 1, *, models: bool = False) -> Iterator[Chunk[bytes]]:
    """Cut lines, the first of which has the number `first`, into chunks; larger ones for `models`."""
    for start, cut in _cut(lines, len, models):
        begin, end = first + start, first + start + len(cut) - 1
        yield Chunk(f"{name}:{begin}: lines {begin} to {end}", begin, tuple(cut))


def of_jobs(jobs: Iterable[Job | InputError], name: str, *, models: bool = False) -> Iterator[Chunk[Job | InputError]]:
    """Cut jobs that were read from another format."""
    for start, cut in _cut(jobs, _weight, models):
        yield Chunk(f"{name}: units {start + 1} to {start + len(cut)}", start + 1, tuple(cut))


def _weight(job: Job | InputError) -> int:
    return 0 if isinstance(job, InputError) else sum(len(p.target) + len(p.source) for p in job.pairs)


def _cut(items: Iterable[T], weigh: Callable[[T], int], models: bool) -> Iterator[tuple[int, list[T]]]:
    """Yield the items in pieces, each with the number of items before it."""
    held: list[T] = []
    size = before = 0
    for item in items:
        held.append(item)
        size += weigh(item)
        if len(held) == (_WINDOW if models else _ITEMS) or size >= _CHARS:
            yield before, held
            before += len(held)
            held, size = [], 0
    if held:
        yield before, held


def in_processes(
    prepare: Callable[[], Callable[[Chunk[T]], Done]],
    chunks: Iterable[Chunk[T]],
    workers: int,
    engine: Engine | None = None,
) -> Iterator[bytes | InputError]:
    """Yield what `audit.batch.audited` yields for the chunks, in order, by several processes. `prepare` is called once in each.

    What is one chunk only is done here, unless there is an `engine`: to start processes would take longer.
    """
    flying: deque[str] = deque()
    chunks = iter(chunks)
    begin = list(islice(chunks, 2))

    def noted() -> Iterator[Chunk[T]]:
        for chunk in chain(begin, chunks):
            flying.append(chunk.where)
            yield chunk

    for done in ordered(prepare, noted(), workers if len(begin) > 1 else 1, engine):
        where = flying.popleft()
        if isinstance(done, Broken):
            yield InputError(f"{where} ended their process twice; audit them in smaller pieces")
        else:
            yield from done


class _Row(msgspec.Struct, frozen=True):
    id: str | int | None


def resumed(
    output: Path, lines: Iterator[bytes], name: str, first: int = 1, *, models: bool
) -> tuple[int, list[InputError]]:
    """Find where a killed batch was: cut a half line off its output and read over the lines, from number `first` on, that it has done.

    Returns the number of the next line of the input, and the rows before it that could not be audited: they have no line in the
    output, and are told again. With `models`, rows that no model could do have none either. Raises InputError for an output of
    another input.
    """
    number, failed = first - 1, []
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
