"""Where the user's cache lies, and the SQLite file in it: opened, or set aside when it is damaged or of a newer version."""

import os
import sqlite3
import sys
import time
from contextlib import suppress
from pathlib import Path

from corpora.read import InputError

VERSION = 1  # of the tables below; a file with a higher one was written by a newer mtaudit
_OURS = 0x6D746131  # SQLite's application_id: "mta1"
_WAIT = 20.0  # seconds to wait for another process that writes
_MAGIC = b"SQLite format 3\0"
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_TABLES = (
    "CREATE TABLE IF NOT EXISTS jobs (id INTEGER PRIMARY KEY, model TEXT NOT NULL, pair TEXT NOT NULL,"
    " decoding TEXT NOT NULL, used INTEGER NOT NULL, UNIQUE (model, pair, decoding))",
    "CREATE TABLE IF NOT EXISTS answers (job INTEGER NOT NULL REFERENCES jobs (id), key BLOB NOT NULL,"
    " value BLOB NOT NULL, PRIMARY KEY (job, key)) WITHOUT ROWID",
)


def user_folder() -> Path:
    """Return mtaudit's folder under the user's cache folder (XDG_CACHE_HOME or the platform's), which may not exist yet.

    Raises InputError for a user without a home.
    """
    given = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else "")
    if given and Path(given).is_absolute():
        return Path(given) / "mtaudit"
    try:
        home = Path.home()
    except RuntimeError:
        raise InputError("no home folder for the cache; set XDG_CACHE_HOME, or name a file with --cache") from None
    caches = {"win32": home / "AppData" / "Local", "darwin": home / "Library" / "Caches"}
    return caches.get(sys.platform, home / ".cache") / "mtaudit"


def opened(path: Path) -> tuple[sqlite3.Connection, str]:
    """Open the cache file, made when it is missing; also return what was set aside, in words, or "".

    Raises InputError for a database of another program, sqlite3.Error or OSError where the file cannot be had.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    reason = ""
    try:
        return _prepared(path), ""
    except sqlite3.DatabaseError as e:
        if not is_damage(e):
            raise
        reason = "is damaged"
    except _NewerError as e:
        reason = str(e)
    kept = set_aside(path)
    return _prepared(path), f"{path}: {reason}; kept as {kept.name}, began a new cache"


def is_damage(error: Exception) -> bool:
    """Whether SQLite says that the file itself is at fault."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def set_aside(path: Path) -> Path:
    """Rename the file, and its journal, so that nothing is lost; return the new path."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    kept = path.with_name(f"{path.name}.aside-{stamp}-{os.getpid()}")
    path.replace(kept)
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).replace(kept.with_name(kept.name + ending))
    return kept


class _NewerError(Exception):
    """A file with tables that this version does not know."""


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        _check(connection, path)
        connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may lose the last answers, never the file
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            _create(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN")  # one view of the file: another process may just be making it
    owner, version = (connection.execute(f"PRAGMA {x}").fetchone()[0] for x in ("application_id", "user_version"))
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.execute("COMMIT")
    if owner != _OURS and tables:
        raise InputError(f"{path}: is a database of another program; name another file for the cache")
    if owner == _OURS and version > VERSION:
        raise _NewerError(f"was written by a newer mtaudit (version {version}, this one knows {VERSION})")
    if owner == _OURS and version and not {"jobs", "answers"} <= tables:
        raise _NewerError("lacks its tables")


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")  # readers and one writer at a time, from several processes
    connection.execute("BEGIN IMMEDIATE")
    for statement in (*_TABLES, f"PRAGMA application_id = {_OURS}", f"PRAGMA user_version = {VERSION}"):
        connection.execute(statement)
    connection.execute("COMMIT")
