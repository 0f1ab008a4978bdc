"""Rows in the form of the real sets, and how a benchmark is run on them."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from word_finder import WordFinder

from eval.bench import Benchmark, Run
from eval.rows import Data
from eval.section import Section


def write(folder: Path, file: str, rows: Sequence[object]) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def measured(folder: Path, benchmark: Benchmark, *, quick: bool = False) -> Section:
    assert benchmark.absent(Data(folder)) == ""
    return benchmark.measure(Run(Data(folder), WordFinder(), quick))


def table(section: Section, title: str) -> dict[str, tuple[object, ...]]:
    (found,) = (one for one in section.tables if title in (one.title, one.title.partition(",")[0]))
    return {str(row[0]): row[1:] for row in found.rows}


def span(start: int, end: int, severity: str = "major", category: str = "") -> dict[str, object]:
    return {"start": start, "end": end, "severity": severity} | ({"category": category} if category else {})


def marked(system: str, mt: str, *spans: object, seg: int = 1, doc: str = "a", lp: str = "zh-en") -> dict[str, object]:
    return {"system": system, "doc": doc, "seg": seg, "lp": lp, "src": f"桥 {seg}", "mt": mt, "spans": spans}


def damaged(pert: str, **fields: object) -> dict[str, object]:
    row = {
        "id": 1,
        "lang": "polish",
        "pert_name": "critical_id9_ne_replaced",
        "severity": "critical",
        "pert_check": True,
    }
    return {**row, "src": "Most.", "ref": "The span.", "mt": "The bridge is open.", "pert": pert, **fields}


def document(doc: str, lp: str) -> dict[str, object]:
    texts = {"Fine": "The bridge.", "Poor": "A wrong one.", "Poor2": "A wrong one."}
    segment = {"src": "Міст.", "ref": "The bridge is wrong.", "mt": texts}
    return {"doc": doc, "lp": lp, "segments": [segment]}
