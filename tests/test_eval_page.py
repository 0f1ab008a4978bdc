"""The page of figures: cells, JSON, what comes first."""

import json

from audit.share import Interval, Share
from eval.benchmarks import BENCHMARKS
from eval.measures.rates import Rate
from eval.run import NAMES, Outcome, report
from eval.section import Section, Table, plain, show


def test_cells_show_what_they_count() -> None:
    assert show(Rate(3, 1500, Interval(0.5, 4.0))) == "2.00 (3) [0.50, 4.00]"
    assert show(Rate(0, 0, Interval(0.0, 0.0))) == "-"
    assert show(float("nan")) == "-"
    assert show(7) == "7"


def test_json_has_null_for_what_is_not_defined() -> None:
    made = Section("x", "t", (Table("T", ("a", "b"), ((Share(0, 0), Share(1, 2)),)),), "sig")
    (row,) = json.loads(json.dumps(plain(made)))["tables"][0]["rows"]
    assert row["a"] is None
    assert (row["b"]["value"], row["b"]["hits"], row["b"]["total"]) == (0.5, 1, 2)


def test_the_page_lists_what_was_skipped_and_what_comes_first() -> None:
    made = Section("x", "t", (), "sig", headline=(("recall", Share(1, 2)),))
    text = report(Outcome((made,), ("skipped: y (no y)",)), "cmd")
    assert text.endswith("skipped: y (no y)")
    assert "| x   | recall | 0.50 (1/2) [0.09, 0.91] |" in text
    assert set(NAMES) == {one.name for one in BENCHMARKS}
