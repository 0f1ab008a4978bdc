"""Files that commands read and write: found out before the work, and whole when they stand under their names."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO


def writable(output: Path, inputs: Sequence[str | None]) -> None:
    """Find out before the work that the report can be written; leave nothing behind."""
    from corpora.read import InputError

    if output.is_dir():
        raise InputError(f"{output}: is a folder; name a file for the report")
    if any(p and p != "-" and Path(p).exists() and output.exists() and output.samefile(p) for p in inputs):
        raise InputError(f"{output}: is one of the inputs; name another file for the report")
    existed = output.exists()
    try:
        with output.open("ab"):
            pass
        if not existed:
            output.unlink()
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) else e
        raise InputError(f"{output}: cannot be written: {reason}; choose another place for the report") from None


def opened(path: str) -> BinaryIO:
    from corpora.read import InputError

    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) else e
        raise InputError(f"{path}: cannot be read: {reason}; check the path") from None


def target(path: str) -> AbstractContextManager[BinaryIO]:
    """Open a file to write; standard output for "-", which stays open."""
    return nullcontext(sys.stdout.buffer) if path == "-" else Path(path).open("wb")


@contextmanager
def written(path: str, source: str) -> Iterator[BinaryIO]:
    """Open the output: a file stands under its name only when it is whole."""
    from corpora.read import InputError

    output = Path(path)
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif output.exists() and Path(source).exists() and output.samefile(source):
        raise InputError(f"{path}: is the source itself; name another file")
    elif output.exists() and not output.is_file():
        with output.open("wb") as out:
            yield out
    else:
        part = output.with_name(output.name + ".part")
        try:
            with part.open("wb") as out:
                yield out
            part.replace(output.resolve())
        finally:
            part.unlink(missing_ok=True)


def one_line(text: str) -> str:
    """No line end or control character of a file name or text may break the message."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
