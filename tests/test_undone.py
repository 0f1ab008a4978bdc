"""Lost words put back and added words taken out: what the text as a whole gains."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from audit.check import Article, Pair
from audit.checks import omitted_words
from audit.finding import Severity, Span
from audit.lacking import lost
from audit.lexicons.english import torn
from audit.linking import Sides, gains
from audit.models.encoders.encoder import Tokens, Vectors
from audit.reading import Reading
from audit.undone import FEATURES, holes, surely_added, surely_lost, tried_added, tried_lost, with_word, without_word
from corpora.words import words

SOURCE = "Рада схвалила міст."
WHOLE = "The council approved a bridge."


class Bag:
    """An encoder whose texts are bags of words; a source means what its translation says."""

    name = "bag"
    dimension = 64

    def sentences(self, texts: Sequence[str]) -> Vectors:
        rows = [np.sum([_word(w.text) for w in words(_english(text))], 0) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        return self.words(texts)

    def words(self, texts: Sequence[str]) -> list[Tokens]:
        made = []
        for text in texts:
            own = words(text)
            rows = [_word(word.text) for word in own]
            made.append(Tokens(tuple(Span(w.start, w.end) for w in own), np.array(rows, np.float32).reshape(-1, 64)))
        return made


def _english(text: str) -> str:
    return WHOLE if text == SOURCE else text


def _word(text: str) -> Vectors:
    row = np.random.default_rng(sum(text.lower().encode())).normal(size=64)
    return np.asarray(row / np.linalg.norm(row), np.float32)


def pair(target: str) -> Pair:
    bare = Pair(target, "en", SOURCE, "uk", (WHOLE,))
    return Pair(target, "en", SOURCE, "uk", (WHOLE,), sides=Sides((bare,), Bag()))


def test_a_word_goes_back_to_its_gap_and_out_again() -> None:
    text = "The council approved a."
    assert with_word(text, Span(4, 22), "new") == "The council new approved a."
    assert with_word("", Span(0, 0), "new") == "new"
    assert without_word("The new council met.", Span(4, 7)) == "The council met."


def test_the_text_comes_nearer_with_the_word_back() -> None:
    one = pair("The council approved a.")
    right, wrong = gains(one, [WHOLE, "The council approved a wallet."])
    assert right[0] > 0
    assert right[1] > 0
    assert wrong[1] < right[1]
    assert gains(one, []) == []
    with pytest.raises(ValueError, match="needs an encoder"):
        Sides((one,)).whole([WHOLE])


def test_what_was_tried() -> None:
    found = tried_lost(pair("The council approved a."))
    assert all(len(one.features) == len(FEATURES) for one in found)
    assert {one.lack.heard[0] for one in found} <= {"bridge", "council", "approved"}
    assert [one.lack.word for one in found] == [one.word for one in surely_lost(pair("The council approved a."))]
    more = tried_added(pair("The council approved a bridge yesterday."))
    assert [one.lack.word for one in more] == [
        one.word for one in surely_added(pair("The council approved a bridge yesterday."))
    ]


def test_without_an_encoder_the_links_decide() -> None:
    bare = Pair("The council approved a.", "en", SOURCE, "uk", (WHOLE,))
    assert surely_lost(bare) == lost(bare)


@pytest.mark.parametrize(
    ("left", "between", "right", "broken"),
    [
        ("the", ", ", "it", True),
        ("that", " ", "and", True),
        ("of", " ", "for", True),
        ("could", " ", "to", True),
        ("of", " ", "the", False),
        ("the", " ", "city", False),
        ("and", " ", "was", False),
        ("in", ", ", "he", False),
    ],
)
def test_grammar_shows_a_gap(left: str, between: str, right: str, broken: bool) -> None:
    assert torn(left, between, right) is broken


def test_a_hole_that_only_the_reader_sees_is_told() -> None:
    target = "The bridge was opened."
    places = [word.start for word in words(target)]
    surplus = tuple((at, 0.1) for at in places)
    gaps = (*((at, 0.9 if at == places[2] else 0.05) for at in places), (len(target), 0.65))
    read = replace(pair(target), reading=Reading(gaps=gaps, surplus=surplus))
    assert [target[one.place.start : one.place.end] for one in holes(read)] == ["bridge was", "opened."]
    assert holes(pair(target)) == ()
    marks = [mark for _, mark in omitted_words.check.run(Article((read,)))]
    assert {mark.severity for mark in marks} >= {Severity.MAJOR}
    assert any(one.origin == "reader" for mark in marks for one in mark.evidence)
    calm = replace(read, reading=Reading(gaps=tuple((at, 0.05) for at in places), surplus=surplus))
    assert all(mark.severity is Severity.MINOR for _, mark in omitted_words.check.run(Article((calm,))))


def test_a_hole_without_a_word_for_it_is_minor_and_told_where_the_reader_is_sure() -> None:
    places = [word.start for word in words(WHOLE)]
    gaps = tuple((at, {places[1]: 0.8, places[3]: 0.95}.get(at, 0.05)) for at in places)
    bare = Pair(WHOLE, "en", SOURCE, "uk", (WHOLE,))
    read = replace(bare, reading=Reading(gaps=gaps, surplus=tuple((at, 0.1) for at in places)))
    marks = [mark for _, mark in omitted_words.check.run(Article((read,)))]
    assert [(mark.message, mark.severity) for mark in marks] == [("A word is missing here.", Severity.MINOR)]
    assert WHOLE[marks[0].span.start : marks[0].span.end] == "approved a"
