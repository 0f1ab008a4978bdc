"""Batches by length, halving without memory, and long texts in pieces."""

import random

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from audit.models.batching import batches, halving, in_pieces


@given(st.lists(st.integers(0, 300), max_size=300), st.integers(1, 2048))
def test_every_text_is_in_one_batch_within_the_bounds(lengths: list[int], most: int) -> None:
    found = batches(lengths, most)
    assert sorted(i for b in found for i in b) == [i for i, n in enumerate(lengths) if n]
    for batch in found:
        longest = max(lengths[i] for i in batch)
        assert len(batch) == 1 or longest * len(batch) <= most
        assert sum(lengths[i] for i in batch) > 0.85 * longest * len(batch)
    flat = [lengths[i] for b in found for i in b]
    assert flat == sorted(flat, reverse=True)


def test_few_batches_for_texts_as_articles_have_them() -> None:
    draw = random.Random(7)
    lengths = [max(1, round(draw.lognormvariate(3.3, 0.6))) for _ in range(10_000)]
    found = batches(lengths, 2048)
    padded = sum(len(b) * max(lengths[i] for i in b) for b in found)
    assert sum(lengths) > 0.95 * padded
    assert len(found) < 1.2 * sum(lengths) / 2048


def test_what_does_not_fit_is_halved_and_stays_small() -> None:
    lengths = [8] * 32
    tried: list[int] = []

    def work(batch: list[int]) -> list[int]:
        tried.append(len(batch))
        if len(batch) > 6:
            raise RuntimeError("out of memory")
        return [i * i for i in batch]

    found = dict(halving(batches(lengths, 128), lengths, work, lambda e: "memory" in str(e)))
    assert found == {i: i * i for i in range(32)}
    assert tried[:3] == [16, 8, 4]
    assert max(tried[2:]) == 4


def test_short_texts_keep_large_batches_after_long_ones_failed() -> None:
    lengths = [100, 100, *[10] * 10]
    tried: list[int] = []

    def work(batch: list[int]) -> list[int]:
        tried.append(len(batch))
        if sum(lengths[i] for i in batch) > 100:
            raise MemoryError
        return batch

    assert sorted(i for i, _ in halving([[0, 1], list(range(2, 12))], lengths, work, lambda _: True)) == list(range(12))
    assert tried == [2, 1, 1, 10]


def test_a_text_that_does_not_fit_alone_and_other_errors_are_raised() -> None:
    def work(batch: list[int]) -> list[int]:
        raise RuntimeError("out of memory" if len(batch) == 1 else "wrong shape")

    with pytest.raises(RuntimeError, match="memory"):
        list(halving([[0]], [5], work, lambda e: "memory" in str(e)))
    with pytest.raises(RuntimeError, match="wrong shape"):
        list(halving([[0, 1]], [5, 5], work, lambda e: "memory" in str(e)))


LONG = (
    "The council met on Monday. It spoke of the bridge, which needs repairs, and of the school; the roof leaks in winter. "
    "Nobody voted against it."
)


def test_a_text_that_fits_is_whole() -> None:
    assert in_pieces(LONG, lambda t: len(t) < 500) == [LONG]


def test_a_long_text_is_cut_at_sentences() -> None:
    assert in_pieces(LONG, lambda t: len(t) <= 100) == [
        "The council met on Monday.",
        "It spoke of the bridge, which needs repairs, and of the school; the roof leaks in winter.",
        "Nobody voted against it.",
    ]


def test_a_long_sentence_is_cut_at_clauses_then_words_then_anywhere() -> None:
    assert in_pieces(LONG, lambda t: len(t) <= 60)[1:3] == [
        "It spoke of the bridge, which needs repairs,",
        "and of the school; the roof leaks in winter.",
    ]
    assert in_pieces("one two three four", lambda t: len(t) <= 9) == ["one two", "three", "four"]
    assert in_pieces("abcdefgh", lambda t: len(t) <= 3) == ["abc", "def", "gh"]
    assert in_pieces("1,000,000", lambda t: len(t) <= 9) == ["1,000,000"]


def test_a_letter_and_its_accent_stay_together() -> None:
    assert in_pieces("e\u0301" * 3, lambda t: len(t) <= 3) == ["e\u0301"] * 3


@given(st.text("ab. ,;!\n\u0301\u200b日。—\u00ad👍", min_size=1, max_size=120), st.integers(1, 40))
def test_pieces_keep_every_character_in_order(text: str, most: int) -> None:
    found = in_pieces(text, lambda t: len(t) <= most)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(p) <= most or regex.fullmatch(r"\X", p) for p in found)  # a letter is never parted from its marks


def test_a_very_long_text_takes_little_time() -> None:
    words = "word " * 20_000
    tokens = 0

    def fits(text: str) -> bool:
        nonlocal tokens
        tokens += len(text)
        return len(text) <= 500

    assert " ".join(in_pieces(words, fits)).split() == words.split()
    assert tokens < 40 * len(words)
