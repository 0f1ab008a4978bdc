"""Rows of a data set: from JSON lines on this machine, else, when it was allowed, from the Hugging Face hub.

Local files are read with `json`, since `datasets` would fit all rows of a file into one schema (a field that only some
rows have, such as the outputs of one system, would stand in all) and copy the file into its cache. What is here is
never asked of the hub, and nothing is downloaded unless `--hub` was given.
"""

import gzip
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora.read import InputError

Row = Mapping[str, Any]


NUMBER = "row number"  # a field that rows of the hub are given, counting from 0


def _as_it_is(row: Row) -> Row:
    return row


@dataclass(frozen=True, slots=True)
class Source:
    """Where a set's rows are.

    `file` lies below the data folder, `.jsonl` or `.jsonl.gz`. `hub` is the id of the same set on the Hugging Face hub, ""
    where it has none, with its configuration, split and revision; `adapt` gives its rows the fields of the local file, and finds the
    number of the row under `NUMBER`.
    """

    file: str
    hub: str = ""
    config: str = ""
    split: str = ""
    revision: str = ""
    adapt: Callable[[Row], Row] = _as_it_is


@dataclass(frozen=True, slots=True)
class Data:
    """The data folder, and whether sets that are not in it may be fetched from the hub."""

    folder: Path
    hub: bool = False

    def has(self, source: Source) -> bool:
        """Whether the rows can be had."""
        return (self.folder / source.file).is_file() or bool(source.hub and self.hub)

    def rows(self, source: Source | str) -> Iterator[Row]:
        """Yield the rows in file order. Raises InputError that says what is missing and where."""
        wanted = Source(source) if isinstance(source, str) else source
        path = self.folder / wanted.file
        if path.is_file():
            return local(path)
        if wanted.hub and self.hub:
            return remote(wanted)
        cure = f", or --hub to fetch {wanted.hub}" if wanted.hub else ""
        raise InputError(f"{wanted.file}: not in {self.folder}; give the data folder with --shared{cure}")


def local(path: Path) -> Iterator[Row]:
    """Yield the objects of a JSONL file, gzip or not. Raises InputError that names file and line."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"{path.name}:{number}: not JSON: {error.msg}") from None


def remote(source: Source) -> Iterator[Row]:
    """Yield the rows of a set on the hub, by `datasets`; a set in its cache needs no network.

    Raises InputError when `datasets` is not installed, or the set cannot be had.
    """
    try:
        from datasets import load_dataset  # noqa: PLC0415  (the extra "eval"; slow to import, and needed here alone)
    except ImportError:
        raise InputError(f"{source.hub}: needs Hugging Face datasets: pip install 'mtaudit[eval]'") from None
    try:
        rows = load_dataset(
            source.hub, source.config or None, split=source.split or "train", revision=source.revision or None
        )
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).split("\n", maxsplit=1)[0]
        raise InputError(f"{source.hub}: cannot be had from the hub: {reason}") from None
    return (source.adapt({**row, NUMBER: number}) for number, row in enumerate(rows))


def stay_offline() -> None:
    """Keep the hub's libraries from opening a connection; to be called before they are imported."""
    os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1")
