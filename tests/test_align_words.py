"""Word alignment: right on small sentences, exact in its places on any text, the same each time."""

import doctest
import random
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from audit.align import units as unit_module
from audit.align import weights
from audit.align.evidence import CONTEXT, LEXICAL, VECTORS
from audit.align.units import units
from audit.align.words import WordAlignment, align_words, side
from audit.finding import Span
from audit.models.encoders.encoder import Tokens, Vectors
from corpora.words import words
from eval import alignments
from eval.alignments import PAIRS, Score, owners, project, read
from eval.benchmarks.word_alignment import argmax, diagonal, measured, ours, same_words, section
from eval.section import markdown
from eval.word_weights import fit, sample

# Words that a good encoder puts near each other; every other word is near to itself alone.
_MEANINGS = (
    "pledged promised обіцяв versprach", "help aid допомогу hilfe", "minister міністр", "landfill полігон", "cut lowered",
    "taxes податки", "he він er", "site", "test", "government уряд", "verkehrsministerium transport", "ministry",
)  # fmt: skip


class Meanings:
    """A stand-in encoder: one token a word, one direction a meaning, and a little of its place."""

    name = "meanings"
    dimension = 256

    def sentences(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        return [self._tokens(text) for text in texts]

    def _tokens(self, text: str) -> Tokens:
        found = words(text)
        rows = np.array([_direction(word.text.lower()) for word in found], np.float32).reshape(
            len(found), self.dimension
        )
        return Tokens(tuple(Span(word.start, word.end) for word in found), rows)


@cache
def _direction(word: str) -> list[float]:
    meaning = next((line for line in _MEANINGS if word in line.split()), word)
    drawn = random.Random(meaning)
    row = np.array([drawn.gauss(0, 1) for _ in range(Meanings.dimension)]) + 0.5  # one direction common to all
    return list(row / np.linalg.norm(row))


def linked(source: str, target: str, langs: str, *, vectors: bool = True) -> set[tuple[str, str]]:
    found = aligned(source, target, langs, vectors=vectors)
    return {(found.source[x.source].text, found.target[x.target].text) for x in found.links}


def aligned(source: str, target: str, langs: str = "en-en", *, vectors: bool = True) -> WordAlignment:
    tokens = Meanings().tokens((source, target)) if vectors else (None, None)
    left, right = (side(*one) for one in zip((source, target), langs.split("-"), tokens, strict=True))
    return align_words(left, right)


def test_synonyms_in_another_order() -> None:
    found = linked("The minister pledged help.", "Aid was promised by the minister.", "en-en")
    assert {("minister", "minister"), ("pledged", "promised"), ("help", "Aid")} <= found
    assert not {("pledged", "was"), ("help", "minister"), ("minister", "promised")} & found


def test_across_scripts() -> None:
    assert {("Міністр", "minister"), ("обіцяв", "promised"), ("допомогу", "help")} <= linked(
        "Міністр обіцяв допомогу.", "The minister promised help.", "uk-en"
    )


def test_unrelated_sentences_have_no_links() -> None:
    assert linked("I agree with you entirely.", "Bananas ripen under the summer sun.", "en-en") == set()


def test_without_vectors_lemmas_names_and_numbers_link() -> None:
    found = linked(
        "Prices rose by 3,200 hryvnias.", "The price increased by 3.2 thousand hryvnias.", "en-en", vectors=False
    )
    assert {("Prices", "price"), ("3", "3.2"), ("200", "thousand"), ("hryvnias", "hryvnias")} <= found
    assert ("Гутерреш", "Guterres") in linked(
        "Гутерреш прибув до Києва.", "Guterres arrived in Kyiv.", "uk-en", vectors=False
    )


def test_place_alone_is_weak_evidence() -> None:
    found = aligned("Уряд мовчить.", "Nobody answered.", "uk-en", vectors=False)
    assert all(x.probability < 0.7 for x in found.links)
    assert (
        linked("Уряд поки що мовчить про це.", "Nobody has ever answered such a letter.", "uk-en", vectors=False)
        == set()
    )


def test_a_dictionary_links_what_letters_cannot() -> None:
    left, right = side("Ціни зросли.", "uk"), side("All prices have grown.", "en")
    table = {"Ціни": ("price",), "зросли": ("grow", "rise")}
    found = align_words(left, right, dictionary=lambda word: table.get(word, ()))
    assert [(x.source, x.target) for x in found.links] == [(0, 1), (1, 3)]
    assert align_words(left, right).links == ()


def test_from_a_span_to_the_other_text_and_back() -> None:
    found = aligned("He pledged help.", "Help was promised.")
    assert [word.text for word, _ in found.in_target(Span(3, 10))] == ["promised"]
    assert [word.text for word, _ in found.in_source(Span(0, 4))] == ["help"]
    assert found.in_target(Span(10, 11)) == ()


def test_chinese_is_cut_where_the_encoder_cuts() -> None:
    tokens = (Span(0, 2), Span(2, 4), Span(4, 5), Span(5, 7), Span(7, 8))
    assert [u.text for u in units("政府批准5.1%的", tokens)] == ["政府", "批准", "5.1", "的"]
    assert [u.text for u in units("去年12月，EU")] == ["去", "年", "12", "月", "EU"]
    assert units("The EU's plan-B") == words("The EU's plan-B")


def test_weights_fit_the_features() -> None:
    for models, first in ((weights.WITH_VECTORS, VECTORS + LEXICAL), (weights.WITHOUT_VECTORS, LEXICAL)):
        assert [len(model) for model in models] == [len(first) + 1, len(first) + len(CONTEXT) + 1]


_TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(["слово", "word", "字", "العربية", "😀", "\u202e", "\x00", "a\u0301", "12,5", "the", "the", " ", "-", "ไทย"]), max_size=30).map(" ".join),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    source=_TEXT,
    target=_TEXT,
    langs=st.sampled_from(["uk-en", "zh-en", "ar-en", "en-en", "xx-ja"]),
    vectors=st.booleans(),
)
@example(source="", target="", langs="uk-en", vectors=True)
@example(source="", target="word", langs="uk-en", vectors=True)
@example(source="слово", target="word " * 1000, langs="uk-en", vectors=True)
@example(source="the " * 40, target="the " * 55, langs="en-en", vectors=True)
@example(source="12 " * 30, target="12", langs="en-en", vectors=False)
def test_places_are_exact_on_any_text(source: str, target: str, langs: str, vectors: bool) -> None:
    found = aligned(source, target, langs, vectors=vectors)
    for text, listed in ((source, found.source), (target, found.target)):
        assert all(text[word.start : word.end] == word.text != "" for word in listed)
        assert all(one.end <= other.start for one, other in pairwise(listed))
    pairs = [(x.source, x.target) for x in found.links]
    assert pairs == sorted(set(pairs))
    assert all(0 <= x.probability <= 1 for x in found.links)
    assert all(0 <= i < len(found.source) and 0 <= j < len(found.target) for i, j in pairs)
    assert aligned(source, target, langs, vectors=vectors) == found


@given(text=st.text(max_size=80), cuts=st.lists(st.integers(0, 80), max_size=20))
def test_units_cover_every_letter_once(text: str, cuts: list[int]) -> None:
    places = sorted({min(at, len(text)) for at in cuts})
    tokens = [Span(a, b) for a, b in pairwise(places)]
    covered = [at for unit in units(text, tokens) for at in range(unit.start, unit.end)]
    assert len(covered) == len(set(covered))
    assert {at for word in words(text) for at in range(word.start, word.end) if text[at].isalnum()} <= set(covered)


def test_long_texts_are_aligned_in_blocks() -> None:
    text = " ".join(f"word{n}" for n in range(1500))
    found = align_words(side(text, "en"), side(text, "en"))
    right = {(x.source, x.target) for x in found.links if x.source == x.target}
    assert len(right) > 1400


def test_gold_is_whole() -> None:
    for pair in PAIRS:
        listed = read(pair)
        assert len(listed) == 30
        assert sum(one.dev for one in listed) == 15
        for one in listed:
            assert one.sure <= one.possible
            assert all(
                text[w.start : w.end] == w.text for text, side_ in zip(one.texts, one.words, strict=True) for w in side_
            )


def test_gold_names_its_mistakes(tmp_path: Path) -> None:
    for links, message in (
        ("Кіт=dog", "'dog' stands there 0 times"),
        ("Кіт", "is no link"),
        ("Кіт=a", "'a' stands there 2 times"),
    ):
        (tmp_path / "uk-en.txt").write_text(f"Кіт спить.\na cat, a nap\n{links}\n", "utf-8")
        with pytest.raises(ValueError, match=message):
            read("uk-en", tmp_path)


def test_scores() -> None:
    total = Score(3, 2, 1, 2) + Score(1, 1, 1, 1)
    assert (total.precision.value, total.recall.value) == (0.75, 2 / 3)
    assert total.aer == pytest.approx(1 - (2 + 3) / (4 + 3))
    assert project([(0, 1)], [[0, 1]], [[], [2]]) == {(0, 2), (1, 2)}
    assert owners(words("ab cd"), words("ab cd")) == [[0], [1]]


def test_better_than_its_baselines_even_without_a_model() -> None:
    gold = read("en-en")
    made = {name: sum((measured(method, one) for one in gold), Score()) for name, method in
            (("ours", ours), ("diagonal", diagonal), ("same", same_words))}  # fmt: skip
    assert made["ours"].aer < min(made["diagonal"].aer, made["same"].aer)


def test_the_table_has_every_method() -> None:
    shown = section(Meanings(), {"layer 8": Meanings()})
    methods = [row[0] for row in shown.tables[0].rows]
    assert {"mtaudit", "mutual argmax, same vectors", "mutual argmax, layer 8", "diagonal", "same words"} <= set(
        methods
    )
    assert "Test half (60 sentence pairs)" in markdown(shown)


def test_argmax_links_only_mutual_neighbours() -> None:
    gold = read("en-en")[0]
    once, twice = argmax(gold, Meanings()), argmax(gold, Meanings(), rounds=2)
    assert once <= twice
    assert (1, 1) in once


def test_weights_can_be_fitted_again() -> None:
    drawn = [sample(one, None, None) for one in read("en-en") if one.dev]
    first, second = fit(drawn, vectors=False)
    assert [len(first), len(second)] == [len(model) for model in weights.WITHOUT_VECTORS]
    assert first[LEXICAL.index("alike")] > 0 >= first[LEXICAL.index("distance")]


@pytest.mark.parametrize("module", [alignments, unit_module])
def test_worked_examples(module: ModuleType) -> None:
    outcome = doctest.testmod(module)
    assert outcome.attempted > 0
    assert outcome.failed == 0
