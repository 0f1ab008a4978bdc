"""Entries of a tab-separated table: words with `word` and `english` columns, or phrases with `phrase` and `right`.

Alternatives stand between " | ", senses of a word between " || ". Optional columns: `lang` (rows of other languages are
passed over), and for phrases `literal` and `register`. Other columns, and lines that begin with "#", are ignored.
"""

from collections.abc import Iterable, Iterator

from audit.packs.glosses import PHRASE, renderings
from audit.packs.pack import Entry, Phrase, Word
from corpora.read import InputError


def read(lines: Iterable[bytes], name: str, lang: str) -> Iterator[Entry]:
    """Yield the entries. Raises InputError that names the line for a table without these columns, or a short row."""
    columns: list[str] = []
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in _text(line, name, number).rstrip("\r\n").split("\t")]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if not columns:
            columns = _columns(cells, f"{name}:{number}")
        elif len(cells) != len(columns):
            raise InputError(f"{name}:{number}: {len(cells)} columns; the first line has {len(columns)}")
        else:
            yield from _entries(dict(zip(columns, cells, strict=True)), lang)


def _text(line: bytes, name: str, number: int) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as e:
        raise InputError(
            f"{name}:{number}: not UTF-8 ({e.reason} at byte {e.start}); save the table as UTF-8"
        ) from None


def _columns(cells: list[str], place: str) -> list[str]:
    names = [cell.lower() for cell in cells]
    if not ({"word", "english"} <= set(names) or {"phrase", "right"} <= set(names)):
        shown = ", ".join(names[:8])
        raise InputError(
            f"{place}: columns are {shown}; a table of words needs word and english, of phrases phrase and right"
        )
    return names


def _entries(row: dict[str, str], lang: str) -> Iterator[Entry]:
    if row.get("lang", lang) != lang:
        return
    if row.get("phrase"):
        right, literal = (_many(row.get(cell, "")) for cell in ("right", "literal"))
        if right:
            yield Phrase(row["phrase"], right, literal, row.get("register", ""))
    elif row.get("word"):
        for sense in row["english"].split(" || "):
            if english := tuple(text for part in sense.split(" | ") for text in renderings(part)):
                yield Word(row["word"].lower(), english)


def _many(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for part in cell.split(" | ") for text in renderings(part, PHRASE)))
