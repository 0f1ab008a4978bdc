"""The article that ships with the project: its annotation fits its text."""

import itertools
import json
from importlib.resources import files

import pytest

from audit.finding import Kind, Severity, Span

SAMPLE = files("audit.sample")
TEXTS = ("article.uk.txt", "article.mt.en.txt", "article.rt.en.txt")


def read(name: str) -> str:
    return SAMPLE.joinpath(name).read_bytes().decode("utf-8")


GOLD = [json.loads(line) for line in read("gold.jsonl").splitlines()]


def test_gold_spans_hold_their_text() -> None:
    text = read("article.mt.en.txt")
    assert len(GOLD) >= 12
    for row in GOLD:
        assert set(row) == {"start", "end", "text", "kind", "severity", "correction", "note"}
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["correction"] != row["text"]


def test_gold_words_are_ours() -> None:
    assert {Kind(row["kind"]) for row in GOLD} == set(Kind)
    assert {Severity(row["severity"]) for row in GOLD} == {Severity.MINOR, Severity.MAJOR, Severity.CRITICAL}


def test_gold_spans_are_in_order_and_do_not_overlap() -> None:
    spans = [Span(row["start"], row["end"]) for row in GOLD]
    for before, after in itertools.pairwise(spans):
        assert before.end <= after.start


@pytest.mark.parametrize("name", TEXTS)
def test_texts_have_the_same_paragraphs(name: str) -> None:
    text = read(name)
    assert "\r" not in text
    assert text.endswith(".\n")
    paragraphs = text.strip().split("\n\n")
    assert len(paragraphs) == 11
    assert all(paragraph == paragraph.strip() and "\n" not in paragraph for paragraph in paragraphs)


def test_retranslation_has_none_of_the_errors() -> None:
    words = f" {read('article.rt.en.txt')} "
    assert [row["text"] for row in GOLD if f" {row['text']} " in words] == []
