"""List the surest name findings on real machine translations, to be judged by reading: `python -m eval.name_findings`.

WMT22 and WMT23, Ukrainian into English. The worst and the best system are those of the human scores of WMT22 (means of
z) and, as WMT23 has none, of chrF against its reference. Each document is audited with its source and with two other
systems as re-translations. One line a finding, tab-separated, with its judgement where name_judgements.tsv, a table made
by reading, has one; the shares at the end count only those.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from audit.check import Pair
from audit.finding import Finding, Kind
from audit.share import Share
from eval.run import shared_folder
from eval.section import show
from eval.system import Auditor, System

WMT22, WMT23 = "data/wmt22-uken/uk-en.jsonl.gz", "data/wmt23-uken/uk-en.docs-half1.jsonl.gz"
SYSTEMS = {"worst": ("ALMAnaCH-Inria", "NLLB_Greedy"), "best": ("Lan-Bridge", "GTCOM_Peter")}  # of WMT22, of WMT23
OTHERS22, OTHERS23 = ("Online-A", "HuaweiTSC"), ("ONLINE-A", "GPT4-5shot")
SURE = 50
COLUMNS = (
    "side",
    "system",
    "segment",
    "judgement",
    "confidence",
    "check",
    "flagged",
    "message",
    "translation",
    "source",
)
JUDGEMENTS = Path(__file__).with_name("name_judgements.tsv")
UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a document with all translations of it."""

    id: str
    source: str
    systems: dict[str, str]

    def pair(self, system: str, others: Sequence[str]) -> Pair:
        again = tuple(self.systems[name] for name in others)
        return Pair(self.systems[system], "en", self.source, "uk", again)


@dataclass(frozen=True, slots=True)
class Found:
    """A name finding, the system and the segment that it was found in."""

    system: str
    id: str
    pair: Pair
    finding: Finding

    @property
    def flagged(self) -> str:
        """The words marked, or "+" and the name that is said to be missing."""
        return " ".join((self.finding.text or f"+{self.finding.suggestion}").split())

    @property
    def judgement(self) -> str:
        """ "right", "wrong" or "unread"."""
        return _judgements().get((self.system, self.id, self.flagged), UNREAD)


@cache
def _judgements() -> dict[tuple[str, str, str], str]:
    lines = [one for one in JUDGEMENTS.read_text(encoding="utf-8").splitlines() if not one.startswith("#")]
    rows = [one.split("\t") for one in lines[1:]]
    return {(system, segment, flagged): judged for _, system, segment, flagged, _, judged, _ in rows}


def surest(shared: Path, side: str, system: System, count: int = SURE) -> list[Found]:
    """Return the `count` surest name findings of the "worst" or the "best" system; a tie goes to the first in the data."""
    of22, of23 = SYSTEMS[side]
    found = [
        *_found(_wmt22(shared), of22, OTHERS22, system),
        *_found(_wmt23(shared), of23, OTHERS23, system),
    ]
    return sorted(found, key=lambda one: -one.finding.confidence)[:count]


def _found(documents: Iterator[list[Segment]], name: str, others: Sequence[str], system: System) -> Iterator[Found]:
    for document in documents:
        pairs = [segment.pair(name, others) for segment in document]
        for finding in system.pairs(pairs).findings:
            if finding.kind is Kind.NAME:
                yield Found(name, document[finding.segment].id, pairs[finding.segment], finding)


def _wmt22(shared: Path) -> Iterator[list[Segment]]:
    documents: dict[str, list[Segment]] = {}
    for row in _rows(shared / WMT22):
        documents.setdefault(row["doc"], []).append(Segment(row["id"], row["src"], row["mt"]))
    yield from documents.values()


def _wmt23(shared: Path) -> Iterator[list[Segment]]:
    for row in _rows(shared / WMT23):
        yield [Segment(f"{row['id']}-{one['n']}", one["src"], one["mt"]) for one in row["segments"]]


def _rows(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def line(side: str, one: Found) -> str:
    """Write a finding in the order of `COLUMNS`."""
    shown = one.finding
    cells = (side, one.system, one.id, one.judgement, f"{shown.confidence:.2f}", shown.name, one.flagged, shown.message)
    return "\t".join(" ".join(cell.split()) for cell in (*cells, one.pair.target, one.pair.source))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the surest findings of both systems; return 0, or 2 without the data."""
    parser = argparse.ArgumentParser(prog="python -m eval.name_findings", description="List name findings to judge.")
    parser.add_argument("--shared", default="", metavar="DIR", help="data folder (else MTAUDIT_SHARED, else ../shared)")
    shared = shared_folder(parser.parse_args(arguments).shared)
    if missing := [one for one in (WMT22, WMT23) if not (shared / one).is_file()]:
        print(f"eval: no {missing[0]} in the data folder; name it with --shared", file=sys.stderr)
        return 2
    print(*COLUMNS, sep="\t")
    counts = []
    for side in SYSTEMS:
        found = surest(shared, side, Auditor())
        print(*(line(side, one) for one in found), sep="\n")
        counts.append((side, Counter(one.judgement for one in found)))
    for side, count in counts:
        share = Share(count["right"], count["right"] + count["wrong"])
        print(f"# {side}: right {show(share)}, unread {count[UNREAD]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
