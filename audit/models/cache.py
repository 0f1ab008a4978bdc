"""Answers of models kept in one SQLite file, so that no model is asked the same thing twice.

Key: model (backend, name, revision or content hash), language pair, decoding settings, text. Value: hypotheses with
their scores, or the token scores of a given translation. Trouble with the file is told in one line and ends only the
caching, never the work.
"""

import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from audit.models.answers import key, read, read_scores, write, write_scores
from audit.models.store import is_damage, opened, set_aside, user_folder
from audit.models.translator import Hypothesis, Settings, TokenScore, Translator
from corpora.read import InputError

DECODING = 1  # raised when the project itself comes to decode the same text in another way
_MOST = 500  # keys of one question; SQLite takes 999 in every build
_DAY = 86_400
_CHUNK = (16, 1024)  # fewest and most sentences between two savings
_SECONDS = 5.0  # work that an interruption may lose

Tell = Callable[[str], None]
Done = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What is kept of one model with one pair and one way of decoding. `used` is the day of its last use since 1970."""

    model: str
    pair: str
    decoding: str
    answers: int
    used: int


def default_path() -> Path:
    return user_folder() / "translations.sqlite"


class Cache:
    """One cache file, safe for several processes. No method raises for trouble with the file: `tell` gets one line."""

    def __init__(self, path: Path | None = None, tell: Tell = lambda _: None) -> None:
        """Open the file, by default the user's own. Raises InputError for a database of another program."""
        self.path = path or default_path()
        self._tell = tell
        self._jobs: dict[tuple[str, str, str], int] = {}
        self._writes = True
        self._connection: sqlite3.Connection | None = None
        self._open()

    def _open(self) -> None:
        try:
            self._connection, said = opened(self.path)
        except InputError:
            raise
        except (sqlite3.Error, OSError) as e:
            self._tell(f"{self.path}: no cache: {_reason(e)}; going on without it")
        else:
            if said:
                self._tell(said)

    def close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    def get(self, job: tuple[str, str, str], keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values that are there. A job is (model, pair, decoding)."""
        found: dict[bytes, bytes] = {}
        try:
            if self._connection and (number := self._job(job)) is not None:
                for first in range(0, len(keys), _MOST):
                    part = keys[first : first + _MOST]
                    marks = ",".join("?" * len(part))
                    asked = f"SELECT key, value FROM answers WHERE job = ? AND key IN ({marks})"
                    found.update(self._connection.execute(asked, (number, *part)))
        except sqlite3.Error as e:
            self._failed(e)
        return found

    def put(self, job: tuple[str, str, str], answers: Mapping[bytes, bytes]) -> None:
        """Keep the values in one transaction."""
        if not (self._connection and self._writes and answers):
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            number = self._job(job, make=True)
            rows = [(number, key, value) for key, value in answers.items()]
            self._connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)
            self._connection.execute("COMMIT")
        except BaseException as e:
            self._jobs.clear()  # a job made in a transaction that failed has no number
            if isinstance(e, sqlite3.Error):
                self._failed(e)
                return
            self._undo()
            raise

    def jobs(self) -> list[Job]:
        """What the file holds, by model and pair."""
        asked = (
            "SELECT model, pair, decoding, (SELECT count(*) FROM answers WHERE job = id), used FROM jobs"
            " ORDER BY model, pair, decoding"
        )
        try:
            return [Job(*row) for row in self._connection.execute(asked)] if self._connection else []
        except sqlite3.Error as e:
            self._failed(e)
            return []

    def prune(self, *, model: str = "", days: int | None = None) -> int:
        """Remove the answers of models whose name contains `model` that were last used over `days` days ago (None: any).

        Returns how many answers went; the file is made smaller.
        """
        if not self._connection:
            return 0
        latest = int(time.time()) // _DAY - days if days is not None else 2**40
        which = (
            "(SELECT id FROM jobs WHERE instr(model, ?) AND used < ?)"
            if model
            else "(SELECT id FROM jobs WHERE used < ?)"
        )
        values = (model, latest) if model else (latest,)
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            gone = self._connection.execute(f"DELETE FROM answers WHERE job IN {which}", values).rowcount
            self._connection.execute(f"DELETE FROM jobs WHERE id IN {which}", values)
            self._connection.execute("COMMIT")
            self._jobs.clear()
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as e:
            self._failed(e)
            return 0
        return gone

    def _job(self, job: tuple[str, str, str], *, make: bool = False) -> int | None:
        if job in self._jobs or not self._connection:
            return self._jobs.get(job)
        today = int(time.time()) // _DAY
        if make:
            made = (
                "INSERT INTO jobs (model, pair, decoding, used) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET used = ?"
            )
            self._connection.execute(made, (*job, today, today))
        asked = "SELECT id, used FROM jobs WHERE model = ? AND pair = ? AND decoding = ?"
        found = self._connection.execute(asked, job).fetchone()
        if not found:
            return None
        self._jobs[job] = found[0]
        if found[1] != today and self._writes:
            with suppress(sqlite3.Error):  # a file that may only be read is still worth reading
                self._connection.execute("UPDATE jobs SET used = ? WHERE id = ?", (today, found[0]))
        return int(found[0])

    def _failed(self, error: sqlite3.Error) -> None:
        """Tell it once. A damaged file makes room for a new one; one that takes no more is still read."""
        self._undo()
        self._jobs.clear()
        if is_damage(error):
            self.close()
            try:
                kept = set_aside(self.path)
                self._tell(f"{self.path}: is damaged; kept as {kept.name}, began a new cache")
                self._open()
            except OSError as e:
                self._tell(f"{self.path}: is damaged: {_reason(e)}; going on without it")
        elif self._writes:
            self._writes = False
            self._tell(f"{self.path}: {_reason(error)}; going on without keeping new translations")
        else:
            self.close()

    def _undo(self) -> None:
        try:
            if self._connection and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            self.close()


class Cached:
    """A translator whose answers are kept, and which asks the model in portions, the longest sentences first.

    What was answered before an interruption is there afterwards. `done` is told (sentences, characters) as they come.
    Equal sentences are asked once.
    """

    def __init__(self, translator: Translator, settings: Settings, cache: Cache, done: Done = lambda *_: None) -> None:
        self._translator = translator
        self._cache = cache
        self._done = done
        self._size = _CHUNK[0]
        self._pair = f"{settings.source_lang}-{settings.target_lang}"
        self._beam = f"beam={settings.beam} n={settings.hypotheses} {settings.precision} v{DECODING}"
        self._forced = f"forced {settings.precision} v{DECODING}"

    @property
    def name(self) -> str:
        return self._translator.name

    def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        job = (self.name, self._pair, self._beam)
        asked = {key(text): text for text in sources if text.strip()}
        known = {at: hypotheses for at, x in self._cache.get(job, list(asked)).items() if (hypotheses := read(x))}
        if known:
            self._done(len(known), sum(len(asked[at]) for at in known))

        def make(part: list[bytes]) -> None:
            answers = dict(zip(part, self._translator.translate([asked[at] for at in part]), strict=True))
            self._cache.put(job, {at: write(x) for at, x in answers.items()})
            known.update(answers)
            self._done(len(part), sum(len(asked[at]) for at in part))

        self._in_portions({at: len(text) for at, text in asked.items() if at not in known}, make)
        return [known[key(text)] if text.strip() else (Hypothesis(""),) for text in sources]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        job = (self.name, self._pair, self._forced)
        pairs = list(zip(sources, targets, strict=True))
        asked = {key(*pair): pair for pair in pairs if pair[0].strip() and pair[1].strip()}
        known: dict[bytes, tuple[TokenScore, ...]] = {}
        for at, value in self._cache.get(job, list(asked)).items():
            if (scores := read_scores(value)) is not None:
                known[at] = scores

        def make(part: list[bytes]) -> None:
            two = [asked[at] for at in part]
            answers = dict(zip(part, self._translator.score([a for a, _ in two], [b for _, b in two]), strict=True))
            self._cache.put(job, {at: write_scores(x) for at, x in answers.items()})
            known.update(answers)

        self._in_portions({at: len(a) + len(b) for at, (a, b) in asked.items() if at not in known}, make)
        return [known.get(key(*pair), ()) for pair in pairs]

    def _in_portions(self, sizes: dict[bytes, int], make: Callable[[list[bytes]], None]) -> None:
        """Texts of like length together, so that little is padded; portions that take about `_SECONDS`."""
        order = sorted(sizes, key=lambda at: (-sizes[at], at))
        first = 0
        while first < len(order):
            part = order[first : first + self._size]
            began = time.monotonic()
            make(part)
            spent = max(time.monotonic() - began, 1e-3)
            first += len(part)
            self._size = int(min(max(len(part) * _SECONDS / spent, _CHUNK[0]), _CHUNK[1], 4 * self._size))


def _reason(error: Exception) -> str:
    return str(error.strerror or error) if isinstance(error, OSError) else str(error)
