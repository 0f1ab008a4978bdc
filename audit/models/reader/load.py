"""From what the user wrote to a reader: `auto`, `none`, or the file of one that was trained elsewhere."""

from collections.abc import Callable, Sequence
from functools import cache as once
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from audit.models.encoders import bundled
from audit.models.reader.team import Team
from audit.models.translator import ModelError
from audit.reading import Reader, Reading

if TYPE_CHECKING:
    from audit.check import Pair
    from audit.models.reader.judge import Judge

FILE, LACKS, MARKS = "reader.safetensors", "lacks.safetensors", "marks.safetensors"
"""The shipped reader of words, the one of what is missing or put in, and the one of whole sentences."""


def load(spec: str = "auto", *, offline: bool = False) -> Reader | None:
    """Return the reader that a spec names, beside the other shipped ones, to be opened when it is first asked; None for `none`, and for `auto` where
    the packages of mtaudit[offline] are not installed.

    Raises ModelError, in one line, for a file that is not there.
    """
    if spec == "none" or (spec == "auto" and lacking()):
        return None
    if spec != "auto" and not Path(spec).is_file():
        raise ModelError(
            f"--reader {spec}: no such file; write auto, none, or a file made by python -m eval.training.ship"
        )
    return _OnDemand(lambda: _opened(spec, offline))


def lacking() -> str:
    """Return the package that the shipped reader needs and that is not installed, "" where all are there."""
    from importlib.util import find_spec  # noqa: PLC0415

    return bundled.lacking() or ("" if find_spec("safetensors") else "safetensors")


def _opened(spec: str, offline: bool) -> Reader:
    from audit.models.reader.judge import load as opened  # noqa: PLC0415  (slow to import)

    judge = opened(Path(spec), offline=offline) if spec != "auto" else shipped(offline=offline)
    return Team(judge, *(shipped(name, offline=offline) for name in (LACKS, MARKS)))


def shipped(name: str = FILE, *, offline: bool = False) -> "Judge":
    """Return a reader that comes with mtaudit. Raises ModelError, in one line, where it cannot be opened."""
    from audit.models.reader.judge import load as opened  # noqa: PLC0415

    with as_file(files("audit.models.reader") / name) as path:
        return opened(path, offline=offline)


class _OnDemand:
    """A Reader that is opened when it is first asked for anything."""

    def __init__(self, opened: Callable[[], Reader]) -> None:
        self._opened = once(opened)

    @property
    def name(self) -> str:
        return self._opened().name

    def read(self, pairs: "Sequence[Pair]") -> list[Reading]:
        return self._opened().read(pairs)
