"""The sentences of the self-test. In `items.jsonl` a translation marks its error as `[[wrong => right]]`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from audit.annotation import annotation
from audit.check import Pair
from audit.finding import Finding

RIGHT = "right"  # the kind of a translation without an error
_MARK = re.compile(r"\[\[(.*?) => (.*?)\]\]")


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence with its source and one re-translation. `kind` is that of its error, or "right"; `gold` marks it."""

    id: str
    kind: str
    pair: Pair
    gold: tuple[Finding, ...]


def items() -> tuple[Item, ...]:
    """Read the sentences, in file order."""
    text = files("audit.selftest").joinpath("items.jsonl").read_text("utf-8")
    return tuple(_item(line) for line in text.splitlines())


def _item(line: str) -> Item:
    row = json.loads(line)
    source_lang, target_lang = row["pair"].split("-")
    kind = row.get("kind", RIGHT)
    gold = tuple(annotation({**mark, "severity": row["severity"]}, kind=kind) for mark in _marks(row["mt"]))
    target = _MARK.sub(r"\1", row["mt"])
    return Item(row["id"], kind, Pair(target, target_lang, row["src"], source_lang, tuple(row["rt"])), gold)


def _marks(text: str) -> Iterator[dict[str, str | int]]:
    """Yield the marks with their places in the text without marks."""
    removed = 0
    for found in _MARK.finditer(text):
        wrong, right = found.groups()
        start = found.start() - removed
        yield {"start": start, "end": start + len(wrong), "text": wrong, "correction": right}
        removed += len(found.group()) - len(wrong)
