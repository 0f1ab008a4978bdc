"""Paragraphs and sentences, every offset exact."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.sentences import document


def texts(text: str, lang: str) -> list[str]:
    return [s.text for s in document("t", text, lang).segments]


def test_sentences_split_inside_and_after_quotation() -> None:
    text = '"We are ready. They are not," he said. "Come back!" They left.'
    assert texts(text, "en") == ['"We are ready.', 'They are not," he said.', '"Come back!"', "They left."]


def test_an_unbalanced_quotation_mark_joins_nothing() -> None:
    assert texts('He called it a" decree ". Then he left. It rained.', "en") == [
        'He called it a" decree ".',
        "Then he left.",
        "It rained.",
    ]


def test_abbreviations_and_numbers() -> None:
    assert texts("Mr. Smith paid 3.5 million. He left.", "en") == ["Mr. Smith paid 3.5 million.", "He left."]
    assert texts("У 2023 р. ціна зросла на 2,5 %. Потім впала.", "uk") == [
        "У 2023 р. ціна зросла на 2,5 %.",
        "Потім впала.",
    ]


def test_lines_are_paragraphs_and_wrapped_lines_are_not() -> None:
    lines = document("t", "A headline\nThe first sentence. The second one.\n\nA new paragraph.", "en").segments
    assert [s.paragraph for s in lines] == [0, 1, 1, 2]
    wrapped = (
        "The committee met on Tuesday to consider the plan that had been\n"
        "put forward by the ports of the Danube and the railway company,\n"
        "which wants to double its capacity before the harvest and which\n"
        "has asked the ministry for help with the new terminal at once\n"
        "and without delay. It got none.\n\nThe next paragraph stands alone."
    )
    segments = document("t", wrapped, "en").segments
    assert [s.paragraph for s in segments] == [0, 0, 1]


def test_chinese() -> None:
    assert texts("他来了。她走了！", "zh") == ["他来了。", "她走了！"]


def test_a_long_line_without_an_end_is_cut_at_spaces() -> None:
    pieces = texts("word " * 4000, "en")
    assert max(map(len, pieces)) <= 5000
    assert sum(p.count("word") for p in pieces) == 4000


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(max_size=200) | st.text(alphabet='Ab.!? "“”«»\r\n\u2028\u0085;…。', max_size=80),
    lang=st.sampled_from(["en", "uk", "zh", "ar", "xx"]),
)
def test_offsets_and_coverage(text: str, lang: str) -> None:
    covered = 0
    for segment in document("t", text, lang).segments:
        assert text[segment.start : segment.end] == segment.text
        assert segment.text.strip() == segment.text != ""
        assert segment.start >= covered
        assert not text[covered : segment.start].strip(), "only white space lies between segments"
        covered = segment.end
    assert not text[covered:].strip()


@pytest.mark.parametrize("text", ["", " \n ", "\ufeff"])
def test_nothing_to_split(text: str) -> None:
    assert texts(text, "en") in ([], ["\ufeff"])
