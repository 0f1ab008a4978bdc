"""NTREX: an English text and human translations of it, which stand in as its sources; and the halves of its documents."""

import gzip
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from audit.check import Pair
from corpora.words import words
from eval.rough_sound import plain

NTREX = "data/ntrex/ntrex13.jsonl.gz"
# The columns that stand in as the source, with their tags.
SOURCES = {
    "ukr": "uk", "rus": "ru", "deu": "de", "fra": "fr", "spa": "es", "pol": "pl", "ces": "cs", "por": "pt",
    "por_BR": "pt-BR", "tur": "tr", "zho": "zh", "ara": "ar",
}  # fmt: skip
LATIN = frozenset({"deu", "fra", "spa", "pol", "ces", "por", "por_BR", "tur"})
LOOK, REPORT = HALVES = ("look", "report")


@dataclass(frozen=True, slots=True, eq=False)
class Ntrex:
    """The rows of NTREX and what is known of its English words; equal to itself only, so that results are cached."""

    shared: Path
    rows: tuple[Mapping[str, str], ...]
    docs: tuple[str, ...]
    small: frozenset[str]
    vocabulary: frozenset[str]

    def pair(self, row: int, column: str) -> Pair:
        text = self.rows[row]
        return Pair(text["eng"], "en", text[column], SOURCES[column])


def half(key: str) -> str:
    """Return which half a document belongs to: authors of checks look at one, the other is only counted."""
    return HALVES[sha256(key.encode()).digest()[0] % 2]


def read_ntrex(shared: Path) -> Ntrex:
    """Read NTREX; `small` are the words that its English writes in lower case at least as often as with a capital."""
    with gzip.open(shared / NTREX, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    listed = [word.text for row in rows for word in words(row["text"]["eng"])]
    counts = Counter(listed)
    small = frozenset(word for word in counts if counts[word.lower()] >= counts[word.capitalize()])
    return Ntrex(
        shared, tuple(row["text"] for row in rows), tuple(row["doc"] for row in rows), small,
        frozenset(plain(word) for word in listed),
    )  # fmt: skip
