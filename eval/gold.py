"""Human annotations, read into the type of our own findings. The data stay where they are: nothing is copied."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.check import Pair
from audit.finding import Category, Decision, Finding, Kind, Severity, Span

HUMAN = "human"  # the code and the check name of an annotation
FOCUS_ANNOTATED = 3500  # code points of the Focus article that its annotator read

# The annotators gave a kind and no MQM type; these are the types that their guidelines describe.
_CATEGORY = {
    Kind.NAME: Category.MISTRANSLATION,
    Kind.IDIOM: Category.MISTRANSLATION,
    Kind.SENSE: Category.MISTRANSLATION,
    Kind.MEANING: Category.MISTRANSLATION,
    Kind.LANGUAGE: Category.GRAMMAR,
}


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence written to hold one fault, or none: `kind` is that of the fault, or "clean".

    `pair.target` is the translation to audit, `right` a correct one close to it.
    """

    id: str
    kind: str
    pair: Pair
    right: str
    gold: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article annotated sentence by sentence; `segment` of a gold finding counts its pairs.

    `pairs` carry two re-translations each. `decision` is the annotator's; `borderline` when one step either way would
    have been reasonable.
    """

    id: str
    pairs: tuple[Pair, ...]
    gold: tuple[Finding, ...]
    decision: Decision
    borderline: bool


def read_focus(folder: Path) -> tuple[Finding, ...]:
    """Read the annotation of the Focus article: one segment, spans in code points of the file as read."""
    return tuple(annotation(row) for row in rows(folder / "gold.dev.jsonl"))


def read_expressions(folder: Path) -> tuple[Item, ...]:
    """Read expressions-dev, in file order."""
    return tuple(_item(row) for row in rows(folder / "expressions.jsonl"))


def read_articles(folder: Path) -> tuple[GoldArticle, ...]:
    """Read the articles that triage.jsonl of articles-dev lists, in its order."""
    return tuple(_article(folder, row) for row in rows(folder / "triage.jsonl"))


def rows(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a JSONL file. Raises ValueError that names file and line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"{path.name}:{number}: not JSON: {error.msg}") from None


def annotation(row: Mapping[str, Any], segment: int = 0, kind: str = "") -> Finding:
    """Make a finding of an annotation row: start, end, severity, and where given kind, text, correction, note."""
    named = Kind(row.get("kind", kind))
    return Finding(
        id=f"{segment}:{row['start']}",
        segment=segment,
        span=Span(row["start"], row["end"]),
        source=None,
        code=HUMAN,
        name=HUMAN,
        category=_CATEGORY[named],
        kind=named,
        severity=Severity(row["severity"]),
        confidence=1.0,
        message=row.get("note", ""),
        suggestion=row.get("correction", ""),
        evidence=(),
        text=row.get("text", ""),
    )


def _item(row: Mapping[str, Any]) -> Item:
    gold = tuple(annotation(span, kind=row["kind"]) for span in row["spans"])
    return Item(row["id"], row["kind"], _pair(row, tuple(row["rt"])), row["right"], gold)


def _article(folder: Path, row: Mapping[str, Any]) -> GoldArticle:
    sentences = tuple(rows(folder / row["file"]))
    return GoldArticle(
        id=row["id"],
        pairs=tuple(_pair(sentence, (sentence["rt"], sentence["reference"])) for sentence in sentences),
        gold=tuple(annotation(span, index) for index, one in enumerate(sentences) for span in one["spans"]),
        decision=Decision(row["decision"]),
        borderline=row["borderline"],
    )


def _pair(row: Mapping[str, Any], retranslations: tuple[str, ...]) -> Pair:
    source_lang, target_lang = row["pair"].split("-")
    return Pair(row["mt"], target_lang, row["src"], source_lang, retranslations)
