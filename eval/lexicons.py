"""The tables of the data folder's `lexicons` made into packs, for measuring what packs add. Nothing of them is kept."""

import csv
import gzip
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.packs.glosses import PHRASE, renderings
from audit.packs.installed import ENDING, FOLDER, every
from audit.packs.pack import Entry, Info, Phrase, Word, write

WORDS = "lexicons/enwiktionary-bilingual"
IDIOMS = "lexicons/enwiktionary-idioms/idioms.tsv.gz"
FRIENDS = "lexicons/languagetool-false-friends/false-friends.tsv.gz"
PETCI = "lexicons/petci-zh-idioms/petci.jsonl.gz"
_NO_WORDS = frozenset({"suffix", "prefix", "character", "symbol", "name", "prop", "letter"})
_WHOLE = frozenset(
    "v verb adv adj phrase proverb prep_phrase interj intj idiom".split()
)  # nouns of two words are terms
_LICENCE, _DATE = "CC BY-SA 3.0", "2023-05-19"


def build(shared: Path, into: Path) -> list[Info]:
    """Write one pack for each language of the tables into a folder; return what they hold."""
    made = []
    for path in sorted((shared / WORDS).glob("*-en.tsv.gz")):
        lang = path.name.partition("-")[0]
        info = Info(f"{lang}-en.wiktionary", lang, "English Wiktionary extracts", _LICENCE, _DATE)
        made.append(write(into / f"{info.name}{ENDING}", info, _entries(shared, path, lang)))
    return made


def _entries(shared: Path, path: Path, lang: str) -> Iterator[Entry]:
    yield from _words(path)
    yield from _idioms(shared / IDIOMS, lang)
    yield from _friends(shared / FRIENDS, lang)
    if lang == "zh":
        yield from _petci(shared / PETCI)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _words(path: Path) -> Iterator[Entry]:
    for row in _rows(path):
        word = row["source"]
        if row["pos"] in _NO_WORDS or not word:
            continue
        for part in row["english"].split(" | "):
            if " " in word and row["pos"] in _WHOLE and (right := renderings(part, PHRASE)):
                yield Phrase(word, right)
            elif " " not in word and (english := renderings(part)):
                yield Word(word.lower(), english)


def _idioms(path: Path, lang: str) -> Iterator[Entry]:
    for row in _rows(path):
        if row["lang"] == lang and row["kind"] != "phrasebook" and (right := renderings(row["english"], PHRASE)):
            yield Phrase(row["phrase"], right, renderings(row["literal"] or "", PHRASE))


def _friends(path: Path, lang: str) -> Iterator[Entry]:
    """The right English of a false friend; its lookalike is a rendering of other words."""
    for row in _rows(path):
        if row["lang"] == lang and row["is_regexp"] == "0" and " " not in row["word"]:
            yield Word(
                row["word"].lower(), tuple(w for part in row["right_english"].split("|") for w in renderings(part))
            )


def _petci(path: Path) -> Iterator[Entry]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            right = tuple(text for part in (row["gold"], *row["human"]) for text in renderings(part, 12))
            if right:
                yield Phrase(row["zh"].replace("，", ""), right)


@contextmanager
def packs(shared: Path) -> Iterator[tuple[str, ...]]:
    """Install the packs of the data folder's tables for the time being; yield their languages, () without tables.

    MTAUDIT_PACKS may name a folder of packs that `build` made before: building all of them takes minutes.
    """
    before = os.environ.get(FOLDER)
    with TemporaryDirectory() as made:
        ready = Path(os.environ.get("MTAUDIT_PACKS", "") or made)
        if ready == Path(made) and (shared / WORDS).is_dir():
            build(shared, ready)
        os.environ[FOLDER] = str(ready)
        try:
            yield tuple(pack.info.lang for pack in every())
        finally:
            os.environ.pop(FOLDER) if before is None else os.environ.update({FOLDER: before})
