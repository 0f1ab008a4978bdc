"""What people have said of findings: dismissed as wrong, or confirmed. Kept in one SQLite file, safe for several processes.

Key: the id of a finding, which holds when the text around it moves (`audit.identity`).
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from audit.finding import Finding
from audit.folders import user_data
from audit.identity import code_of
from audit.share import Share
from corpora.read import InputError

FILE = "MTAUDIT_JUDGEMENTS"  # the variable that names another file
_OURS = 0x6D746A31  # SQLite's application_id: "mtj1"
_WAIT = 20.0  # seconds to wait for another process that writes
_TABLE = (
    "CREATE TABLE IF NOT EXISTS judgements (id TEXT PRIMARY KEY, verdict TEXT NOT NULL, why TEXT NOT NULL,"
    " day TEXT NOT NULL) WITHOUT ROWID"
)
_HEAD = "id\tcheck\ttext"


class Verdict(StrEnum):
    """What a person says of a finding."""

    DISMISSED = "dismissed"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements about one check. `false_alarms` is the share of the judged findings that were dismissed."""

    code: str
    false_alarms: Share


def default_path() -> Path:
    """Return the user's own file: MTAUDIT_JUDGEMENTS, else judgements.sqlite in the user's data folder."""
    given = os.environ.get(FILE)
    return Path(given) if given else user_data(FILE) / "judgements.sqlite"


def judge(path: Path, ident: str, verdict: Verdict, why: str = "") -> None:
    """Keep a judgement; a later one about the same finding takes its place."""
    with _opened(path) as store, store:
        row = (ident, verdict.value, why, time.strftime("%Y-%m-%d"))
        store.execute("INSERT OR REPLACE INTO judgements VALUES (?, ?, ?, ?)", row)


def withdraw(path: Path, ident: str) -> None:
    """Take back what was said of a finding; nothing where nothing was."""
    if path.exists():
        with _opened(path) as store, store:
            store.execute("DELETE FROM judgements WHERE id = ?", (ident,))


def dismissed(path: Path) -> frozenset[str]:
    """Return the ids of dismissed findings; none where there is no file yet."""
    if not path.exists():
        return frozenset()
    with _opened(path) as store:
        rows = store.execute("SELECT id FROM judgements WHERE verdict = ?", (Verdict.DISMISSED.value,))
        return frozenset(ident for (ident,) in rows)


def by_check(path: Path) -> tuple[Judged, ...]:
    """Return what was judged of each check, in order of code; nothing where there is no file yet."""
    if not path.exists():
        return ()
    counts: dict[str, Share] = {}
    with _opened(path) as store:
        for ident, verdict in store.execute("SELECT id, verdict FROM judgements"):
            one = Share(int(verdict == Verdict.DISMISSED.value), 1)
            counts[code_of(ident)] = counts.get(code_of(ident), Share(0, 0)) + one
    return tuple(Judged(code, share) for code, share in sorted(counts.items()))


def read_baseline(path: Path) -> frozenset[str]:
    """Return the ids of a baseline. Raises InputError that names file and line."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as e:
        raise InputError(f"{path}: not UTF-8 at byte {e.start}; write it with --write-baseline") from None
    except OSError as e:
        raise InputError(f"{path}: cannot be read: {e.strerror}; write it with --write-baseline") from None
    if not lines or lines[0] != _HEAD:
        raise InputError(f"{path}:1: no baseline; write one with --write-baseline")
    ids = [line.partition("\t")[0] for line in lines[1:]]
    for number, ident in enumerate(ids, 2):
        if not code_of(ident):
            raise InputError(f"{path}:{number}: '{ident}' is no id of a finding; write the file with --write-baseline")
    return frozenset(ids)


def write_baseline(path: Path, findings: Iterable[Finding]) -> None:
    """Write the findings, in order of id: what `read_baseline` reads, with enough beside to be read by people."""
    rows = sorted({(f.id, f.name, " ".join(f.text.split())) for f in findings})
    path.write_text("\n".join([_HEAD, *("\t".join(row) for row in rows), ""]), "utf-8")


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, made when it is missing. Raises InputError for what is no file of judgements."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        store = sqlite3.connect(path, timeout=_WAIT)
    except (sqlite3.Error, OSError) as e:
        raise InputError(f"{path}: cannot be opened: {e}; name another file with --judgements") from None
    try:
        _prepare(store, path)
        yield store
    except sqlite3.Error as e:
        raise InputError(f"{path}: no file of judgements: {e}; name another with --judgements") from None
    finally:
        store.close()


def _prepare(store: sqlite3.Connection, path: Path) -> None:
    (owner,) = store.execute("PRAGMA application_id").fetchone()
    (tables,) = store.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if owner == _OURS:
        return
    if tables:
        raise InputError(f"{path}: is a database of another program; name another file with --judgements")
    with store:
        store.execute(_TABLE)
        store.execute(f"PRAGMA application_id = {_OURS}")
