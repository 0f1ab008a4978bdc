"""Which sentences the reader may learn from: never those of a measuring set, never a held-out fifth of the sources."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import regex

from eval.rows import local

MEASURING = (
    "data/articles-dev",
    "data/biomqm-dev",
    "data/ced22",
    "data/demetr-dev",
    "data/expressions-dev",
    "data/ntrex",
    "seeds",
)
"""Folders that are for measuring only; of the others, the files `dev` and `test` are."""
_TEXTS = ("src", "source", "mt", "target", "ref", "reference", "text", "pert", "rt", "src_raw")
_LETTERS = regex.compile(r"[\p{L}\p{N}]+")
_SIZE = 8  # bytes of a mark: among a million sentences two meet by chance once in 10 million times
_SHORT = 4  # words below which sentences are alike by chance ("Thank you.")


def mark(text: str) -> bytes:
    """Return a mark of the text that case, spaces and punctuation do not change."""
    plain = " ".join(_LETTERS.findall(text.casefold()))
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()


def held_out(source: str) -> bool:
    """Whether a source belongs to the fifth that is kept for measuring."""
    return mark(source)[0] < 256 // 5


def calibrating(source: str) -> bool:
    """Whether a held-out source belongs to the half on which thresholds and calibration are fitted."""
    return held_out(source) and mark(source)[1] % 2 == 0


def measured(shared: Path) -> set[bytes]:
    """Return the marks of all sentences of the measuring sets below the data folder."""
    return {mark(text) for path in _files(shared) for text in _sentences(path) if len(_LETTERS.findall(text)) >= _SHORT}


def _files(shared: Path) -> Iterator[Path]:
    for folder in MEASURING:
        yield from sorted((shared / folder).rglob("*.jsonl*"))
        yield from sorted((shared / folder).rglob("*.txt"))
    for pattern in ("*.dev.jsonl.gz", "*.test*.jsonl.gz"):
        yield from sorted((shared / "data").glob(f"*/{pattern}"))


def _sentences(path: Path) -> Iterator[str]:
    if path.suffix == ".txt":
        yield from path.read_text("utf-8").splitlines()
    else:
        for row in local(path):
            yield from _of(row.items())


def _of(fields: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for name, value in fields:
        if isinstance(value, str) and name in _TEXTS:
            yield value
        elif isinstance(value, dict) and name in _TEXTS:
            yield from (text for text in value.values() if isinstance(text, str))


SOURCES = Path(__file__).with_name("sources.bin")
"""Marks of the sources that the shipped reader learned from, one after the other."""


def read_marks(path: Path) -> set[bytes]:
    """Return the marks in a file."""
    data = path.read_bytes()
    return {data[n : n + _SIZE] for n in range(0, len(data), _SIZE)}


def write_marks(path: Path, sources: Iterable[str]) -> None:
    """Write the marks of sources, each once, in order."""
    path.write_bytes(b"".join(sorted({mark(source) for source in sources})))
