"""A part of a file of lines, so that several machines share a batch: `--shard 2/8`.

The parts are the bytes of the file in equal pieces, and a line belongs to the piece in which it begins. So the outputs of all parts, one
after another, are the output of the whole: `cat part.* > whole`.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from corpora.read import InputError

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number`, from 1, of `count`."""

    number: int = 1
    count: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a shard, the number of the first one in the file, and the bytes of the shard."""

    lines: Iterator[bytes]
    first: int
    size: int


def parse(text: str) -> Shard:
    """Read "K/N". Raises InputError."""
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise InputError(f"--shard {text}: give K/N, part K of N, such as 1/8 to 8/8")
    return Shard(int(found[1]), int(found[2]))


def part(file: BinaryIO, name: str, shard: Shard) -> Part:
    """Find the lines of a shard. The file stands at its beginning. Raises InputError for one in which no place can be looked up."""
    try:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
    except (OSError, ValueError):
        raise InputError(f"--shard: {name} is no file; only a file has parts") from None
    begin, end = size * (shard.number - 1) // shard.count, size * shard.number // shard.count
    lines_before = _begun(file, begin)
    at = file.tell()
    return Part(_until(file, at, end), lines_before + 1, max(end - at, 0))


def _begun(file: BinaryIO, begin: int) -> int:
    """Go to the first line that begins at a byte or behind it; return how many lines stand before."""
    if not begin:
        return 0
    count, left = 0, begin - 1
    while left and (block := file.read(min(left, _BLOCK))):
        count += block.count(b"\n")
        left -= len(block)
    return count + bool(file.readline())


def _until(file: BinaryIO, at: int, end: int) -> Iterator[bytes]:
    while at < end and (line := file.readline()):
        at += len(line)
        yield line
