"""Right translations must stay silent: numbers, quotes, names, idioms and free wording as good translators have them."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from audit.check import Pair
from audit.lexicons import expressions, numerals, people, polarity, senses, titles
from audit.run import audit_pairs
from corpora.language import parse_pair

ROWS = [
    json.loads(x) for x in Path(__file__).with_name("clean").joinpath("pairs.jsonl").read_text("utf-8").splitlines()
]


def said(row: dict[str, str], told: int, *, source: bool = True) -> list[str]:
    source_lang, target_lang = parse_pair(row["pair"], "row")
    pair = Pair(row["mt"], target_lang, row["src"] if source else "", source_lang, tuple(row["rt"][:told]))
    report = audit_pairs([pair])
    assert not [s for s in report.skips if "failed" in s.reason]
    return [f"{f.code} {f.text!r}: {f.message}" for f in report.findings]


@pytest.mark.parametrize("row", ROWS, ids=[f"{i}-{r['pair']}" for i, r in enumerate(ROWS)])
def test_silent(row: dict[str, str]) -> None:
    assert said(row, 0, source=False) == []
    assert said(row, 0) == []
    assert said(row, len(row["rt"])) == []


def test_every_table_loads() -> None:
    """A table that cannot be read would turn its checks into skips."""
    assert len(people.people()) > 1000
    assert len(expressions.table()) > 200
    assert len(senses.table()) > 100
    assert len(titles.titles("uk")) > 100
    assert numerals.numbers("forty-two", "en")[0].values == (42.0,)
    assert polarity.polarity("He did not come.", "en") is not None
    for table in files("audit.lexicons").iterdir():
        if table.name.endswith(".tsv"):
            head = table.read_text(encoding="utf-8")[:600].lower()
            assert "written for" in head, f"{table.name}: no origin"
            assert "cc0" in head or "apache" in head, f"{table.name}: no licence"
