"""What one run of the command line shares between its commands: settings, models, cache, progress."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from typing import BinaryIO, Generic, TextIO, TypeVar

from audit.models.cache import Cache
from audit.models.catalogue import installed, models
from audit.models.load import load
from audit.models.translator import Settings, Translator
from audit.progress import Progress
from audit.retranslate import Retranslator
from corpora.read import InputError

T = TypeVar("T")
_MOST = 64  # hypotheses a beam may hold; beyond it only the time grows


@dataclass(frozen=True, slots=True)
class Session:
    """`models` speak; `say` writes a line on standard error beside the progress."""

    models: Retranslator
    say: Callable[[str], None]


class Counted(Generic[T]):
    """Items, and the share of them that was taken: 0 where the total is unknown."""

    def __init__(self, items: Iterable[T], total: int, weigh: Callable[[T], int] = lambda _: 1) -> None:
        self._items = items
        self._total = total
        self._weigh = weigh
        self._taken = 0

    def __iter__(self) -> Iterator[T]:
        for item in self._items:
            self._taken += self._weigh(item)
            yield item

    def share(self) -> float:
        return min(self._taken / self._total, 1.0) if self._total else 0.0


def of_lines(file: BinaryIO) -> Counted[bytes]:
    """Count the lines of a file by their bytes."""
    return Counted(file, _size(file), len)


def share_of(file: BinaryIO) -> Callable[[], float]:
    """Return what tells the share of a file that was read, 0 where that cannot be known."""
    size = _size(file)
    return lambda: min(file.tell() / size, 1.0) if size else 0.0


def _size(file: BinaryIO) -> int:
    try:
        return os.fstat(file.fileno()).st_size
    except (OSError, ValueError, AttributeError):
        return 0


def settings(beam: int, hypotheses: int, device: str, precision: str, *, offline: bool) -> Settings:
    """Return the settings without languages. Raises InputError for numbers that make no sense."""
    if not 1 <= beam <= _MOST:
        raise InputError(f"--beam {beam}: give a number from 1 to {_MOST}")
    if not 1 <= hypotheses <= beam:
        raise InputError(f"--hypotheses {hypotheses}: give a number from 1 to the beam's size, {beam}")
    return Settings("", "", beam, hypotheses, device, precision, offline=offline)


@contextmanager
def session(
    specs: list[str],
    chosen: Settings,
    stream: TextIO,
    *,
    cache: Path | None = None,
    share: Callable[[], float] = lambda: 1.0,
    scoring: bool = True,
) -> Iterator[Session]:
    """Open cache and progress for one run; the models are loaded when they are needed."""
    if chosen.offline:
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")  # read when these libraries are first imported
    progress = Progress(stream, share, shows=parent_process() is None)  # of several workers none knows how far all are
    kept = Cache(cache, lambda line: progress.say(f"mtaudit: {line}"))

    def load_one(spec: str, filled: Settings) -> Translator:
        row = next((m for m in models() if m.spec == spec), None)
        if row and not chosen.offline and not installed(spec):
            progress.say(f"mtaudit: downloading {spec} ({row.megabytes} MB, {row.licence})")
        return load(spec, filled, kept, progress.done)

    try:
        yield Session(Retranslator(specs, chosen, load_one, plan=progress.plan, scoring=scoring), progress.say)
    finally:
        progress.clear()
        kept.close()
