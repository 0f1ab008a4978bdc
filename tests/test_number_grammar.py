"""The grammar of numbers: pairs written by hand, equal ones silent, different ones flagged at the place that differs."""

import re
from pathlib import Path

import pytest

from audit.check import Article, Pair
from audit.checks import added_number, changed_date, changed_number, changed_unit, dropped_number
from corpora.language import parse_pair

CHECKS = (changed_number.check, changed_date.check, changed_unit.check, dropped_number.check, added_number.check)
ROWS = [
    line.split("\t")
    for file in sorted(Path(__file__).with_name("numbers").glob("*.tsv"))
    for line in file.read_text("utf-8").splitlines()
    if not line.startswith("#")
]
_PLACE = re.compile(r"\[\[(.*?)\]\]")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[4]}-{i}" for i, row in enumerate(ROWS)])
def test_pair(row: list[str]) -> None:
    pair, source, marked, _, _ = row
    source_lang, target_lang = parse_pair(pair, "row")
    case = Article((Pair(_PLACE.sub(r"\1", marked), target_lang, source, source_lang),))
    target = case.pairs[0].target
    found = {target[mark.span.start : mark.span.end] for check in CHECKS for _, mark in check.run(case)}
    assert found == set(_PLACE.findall(marked))


def test_the_table_is_large_and_balanced() -> None:
    sources = [row[0].partition("-")[0] for row in ROWS]
    assert len(ROWS) >= 400
    assert len(set(sources)) >= 15
    for lang in set(sources):
        verdicts = [row[3] for row, its in zip(ROWS, sources, strict=True) if its == lang]
        assert verdicts.count("equal") >= 5
        assert verdicts.count("different") >= 5
    assert all((row[3] == "different") == ("[[" in row[2]) for row in ROWS)
    assert len({tuple(row[:3]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("text", ["\U000116d0 years", "12\U000116d0 km in \U000116d1,\U000116d2", "\U000116d3/4 of it"])
def test_digits_that_python_does_not_know_yet_are_no_figures(text: str) -> None:
    case = Article((Pair(text, "en", "5 років", "uk", ("6 years",)),))
    assert all(mark.message for check in CHECKS for _, mark in check.run(case))
