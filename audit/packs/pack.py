"""One lexicon pack: an SQLite file with the words and phrases of a language in English, read where it lies.

Words are kept by lemma, one row for each English rendering and sense; phrases under the lemmas of their least common
word, so that a sentence finds them by its own words. English is kept in small letters.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from corpora.read import InputError

VERSION = 1  # of the tables below; a file with a higher one was made by a newer mtaudit
_OURS = 0x6D746C31  # SQLite's application_id: "mtl1"
_TABLES = (
    "CREATE TABLE info (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE words (word TEXT, sense INTEGER, english TEXT, PRIMARY KEY (word, sense, english)) WITHOUT ROWID",
    "CREATE TABLE phrases (key TEXT, phrase TEXT, rendered TEXT, literal TEXT, register TEXT,"
    " PRIMARY KEY (key, phrase)) WITHOUT ROWID",
    "CREATE TABLE english (key TEXT, phrase TEXT, PRIMARY KEY (key, phrase)) WITHOUT ROWID",
)
_BAR = " | "


@dataclass(frozen=True, slots=True)
class Info:
    """What a pack is: `origin` and `licence` as its maker gave them, `date` of the data (ISO 8601)."""

    name: str
    lang: str
    origin: str
    licence: str
    date: str
    words: int = 0
    phrases: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """One sense of a source word: English renderings that mean the same."""

    word: str
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed expression, in the notation of `audit.lexicons.phrase`.

    `right` are English renderings of the whole, `literal` word-by-word English that is known.
    """

    phrase: str
    right: tuple[str, ...]
    literal: tuple[str, ...] = ()
    register: str = ""


Entry = Word | Phrase


class Pack:
    """An open pack. Only reads; its methods raise sqlite3.Error where the file is damaged."""

    def __init__(self, path: Path) -> None:
        """Open a pack. Raises InputError for what is no pack of this version."""
        self.path = path
        try:
            # One process reads a pack at a time in several threads at most; nobody writes it.
            self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            owner, version = (
                self._connection.execute(f"PRAGMA {x}").fetchone()[0] for x in ("application_id", "user_version")
            )
        except sqlite3.Error as e:
            raise InputError(f"{path}: is no lexicon pack ({e}); make one with 'mtaudit lexicon build'") from None
        if owner != _OURS or version > VERSION:
            self._connection.close()
            newer = f"was made by a newer mtaudit (version {version}, this one knows {VERSION})"
            reason = newer if owner == _OURS else "is a database of another program, no lexicon pack"
            raise InputError(f"{path}: {reason}; make one with 'mtaudit lexicon build'")
        self.info = _info(dict(self._rows("SELECT name, value FROM info")))

    def close(self) -> None:
        self._connection.close()

    def senses(self, word: str) -> Iterator[tuple[int, str]]:
        """Yield (number of the sense, English) for a lemma; numbers tell the senses of this pack apart."""
        yield from self._rows("SELECT sense, english FROM words WHERE word = ?", word)

    def sources(self, english: str) -> Iterator[str]:
        """Yield the source words that an English word renders."""
        yield from (word for (word,) in self._rows("SELECT DISTINCT word FROM words WHERE english = ?", english))

    def company(self, english: str) -> Iterator[tuple[str, str]]:
        """Yield (source word, English) for all renderings of the source words that an English word renders."""
        yield from self._rows(
            "SELECT DISTINCT b.word, b.english FROM words AS a JOIN words AS b ON b.word = a.word WHERE a.english = ?",
            english,
        )

    def phrases(self, key: str) -> Iterator[Phrase]:
        """Yield the phrases that are kept under a lemma."""
        for phrase, right, literal, register in self._rows(
            "SELECT phrase, rendered, literal, register FROM phrases WHERE key = ?", key
        ):
            yield Phrase(phrase, _parts(right), _parts(literal), register)

    def english(self, key: str) -> Iterator[str]:
        """Yield the English phrases in which a word stands."""
        yield from (phrase for (phrase,) in self._rows("SELECT phrase FROM english WHERE key = ?", key))

    def _rows(self, asked: str, *values: str) -> "sqlite3.Cursor":
        return self._connection.execute(asked, values)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(_BAR) if part)


def _info(known: dict[str, str]) -> Info:
    texts = {f.name: known.get(f.name, "") for f in fields(Info)}
    return Info(**{**texts, "words": int(texts["words"] or 0), "phrases": int(texts["phrases"] or 0)})  # type: ignore[arg-type]


def write(path: Path, info: Info, entries: Iterable[Entry]) -> Info:
    """Write a pack of the entries, read once and in order; return what it holds. A file that is there is replaced.

    Raises InputError when there is nothing to keep. Nothing stays behind of a pack that was not finished.
    """
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    part.unlink(missing_ok=True)
    connection = sqlite3.connect(part)
    try:
        made = _fill(connection, info, entries)
        connection.close()
        part.replace(path)
    finally:
        connection.close()
        part.unlink(missing_ok=True)
    return made


def _fill(connection: sqlite3.Connection, info: Info, entries: Iterable[Entry]) -> Info:
    from audit.packs.keys import english_keys, keys_of  # noqa: PLC0415  (loads lemma tables: only a build needs them)

    for statement in (*_TABLES, f"PRAGMA application_id = {_OURS}", f"PRAGMA user_version = {VERSION}"):
        connection.execute(statement)
    connection.execute("CREATE TEMP TABLE told (phrase TEXT, rendered TEXT, literal TEXT, register TEXT)")
    common: Counter[str] = Counter()
    for sense, entry in enumerate(entries):
        rendered = entry.english if isinstance(entry, Word) else entry.right
        connection.executemany(
            "INSERT OR IGNORE INTO english VALUES (?, ?)",
            ((key, text) for text in rendered for key in english_keys(text)),
        )
        if isinstance(entry, Word):
            rows = ((entry.word, sense, text) for text in entry.english)
            connection.executemany("INSERT OR IGNORE INTO words VALUES (?, ?, ?)", rows)
        else:
            common.update({key for keys in keys_of(entry.phrase, info.lang) for key in keys})
            row = (entry.phrase, _BAR.join(entry.right), _BAR.join(entry.literal), entry.register)
            connection.execute("INSERT INTO told VALUES (?, ?, ?, ?)", row)
    _keyed(connection, info.lang, common)
    connection.execute("CREATE INDEX words_by_english ON words (english, word)")
    counts = [connection.execute(f"SELECT count(DISTINCT {x}) FROM {x}s").fetchone()[0] for x in ("word", "phrase")]
    if not any(counts):
        raise InputError(
            f"{info.name}: no words or phrases of '{info.lang}' in the input; check --lang and the columns"
        )
    made = Info(info.name, info.lang, info.origin, info.licence, info.date, *counts)
    names = [f.name for f in fields(Info)]
    connection.executemany("INSERT INTO info VALUES (?, ?)", zip(names, map(str, astuple(made)), strict=True))
    connection.commit()
    return made


def _keyed(connection: sqlite3.Connection, lang: str, common: "Counter[str]") -> None:
    """Put each phrase under the least common of its words, and join what several entries say of one phrase."""
    from audit.packs.keys import keys_of  # noqa: PLC0415

    told = connection.execute(
        "SELECT phrase, group_concat(rendered, ' | '), group_concat(literal, ' | '), max(register) FROM told"
        " GROUP BY phrase ORDER BY phrase"
    )
    for phrase, right, literal, register in told:
        words = keys_of(phrase, lang)
        if not words:
            continue
        rarest = min(words, key=lambda keys: (min(common[key] for key in keys), min(keys)))
        row = (phrase, *(_BAR.join(dict.fromkeys(_parts(cell))) for cell in (right, literal)), register)
        connection.executemany(
            "INSERT OR IGNORE INTO phrases VALUES (?, ?, ?, ?, ?)", ((key, *row) for key in sorted(rarest))
        )
    connection.execute("DROP TABLE told")
