"""Further tasks that people labelled: words that post-editors touched (mlqe-wordlevel), critical sentences (ced21)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audit.check import Pair
from corpora.words import words
from eval.rows import local
from eval.training.lesson import Lesson, blank

_EDITED = ("ru-en", "ro-en", "et-en", "en-de", "en-zh")
_CRITICAL = ("en-cs", "en-de", "en-ja", "en-zh")
_LABELS = 3  # annotators of a sentence; a vote above 1 says that the text cannot be understood


def lessons(data: Path) -> Iterator[Lesson]:
    """Yield the lessons of both sets' train files."""
    for langs in _EDITED:
        for row in local(data / "mlqe-wordlevel" / f"{langs}.train.jsonl.gz"):
            source, target = langs.split("-")
            made = blank(Pair(row["mt"], target, row["src"], source), "mlqe-wordlevel")
            spans = [(s["start"], s["end"]) for s in row["spans"]]
            for n, word in enumerate(words(row["mt"])):
                made.edits[n] = float(any(a < word.end and word.start < b for a, b in spans))
            yield made
    for langs in _CRITICAL:
        for row in local(data / "ced21" / f"{langs}.train.jsonl.gz"):
            source, target = langs.split("-")
            made = blank(Pair(row["mt"], target, row["src"], source), "ced21")
            yield replace(made, critical=sum(s == 1 for s in row["scores"]) / _LABELS)
