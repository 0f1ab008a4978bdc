"""What is missing and what is added; loops, sentences left as they were, lone brackets."""

from random import Random

import pytest

from audit.align.missing import LACKS, seen, turned
from audit.align.words import WordAlignment, WordLink
from audit.check import Article, Pair
from audit.checks import looping_text, unbalanced_marks, untranslated_sentence
from audit.finding import Span
from audit.lacking import added, lost, together
from corpora.words import words
from eval.planted_losses import dropped, put_in


def links(source: str, target: str, *pairs: tuple[int, int, float]) -> WordAlignment:
    return WordAlignment(words(source), words(target), tuple(WordLink(*pair) for pair in pairs))


def marks(module: object, *pairs: Pair) -> list[str]:
    check = module.check  # type: ignore[attr-defined]
    return [pairs[n].target[m.span.start : m.span.end] for n, m in check.run(Article(pairs))]


def test_a_word_whose_neighbours_stand_together_is_lost() -> None:
    one = links("black cats sleep", "cats sleep", (1, 0, 0.99), (2, 1, 0.99))
    found = seen(one, ("en", "en"))
    assert found.places[0] == (0, 0)
    assert found.other == (-1, 0, 1)
    assert found.features[0, LACKS.index("stretch")] == -1  # one word less
    assert found.features[0, LACKS.index("link")] < 0 < found.features[1, LACKS.index("link")]
    other = seen(links("black cats sleep", "dark cats sleep", (1, 1, 0.99), (2, 2, 0.99)), ("en", "en"))
    assert other.features[0, LACKS.index("room")] == 1
    assert other.features[0, LACKS.index("stretch")] == 0


def test_a_link_that_another_word_has_better_is_worth_less() -> None:
    one = links("red red wine", "red wine", (0, 0, 0.9), (1, 0, 0.6), (2, 1, 0.9))
    net = seen(one, ("en", "en")).features[:, LACKS.index("net")]
    assert net[2] > net[0] > net[1]


def test_the_other_side() -> None:
    one = turned(links("black cats", "cats", (1, 0, 0.9)))
    assert [w.text for w in one.source] == ["cats"]
    assert one.links == (WordLink(0, 1, 0.9),)


def test_words_that_stand_together() -> None:
    text = "a park in the town and a lake"
    listed = [word for word in words(text) if word.text in ("park", "town", "lake")]
    assert [list(part) for part in together(listed, text)] == [[0], [1], [2]]
    assert [list(part) for part in together(listed[:2], "x park in town")] != [[0, 1]]


def test_what_only_one_text_says() -> None:
    told = Pair("The council met.", "en", retranslations=("The council met on Monday in the school.",))
    odds = {one.word.text: one.odds for one in lost(told)}
    assert odds["school"] > odds["council"]
    more = Pair("The council met on Monday in the school.", "en", retranslations=("The council met.",))
    odds = {one.word.text: one.odds for one in added(more)}
    assert odds["school"] > odds["council"]
    assert "the" not in odds
    assert lost(Pair("", "en", retranslations=("Something.",))) == ()
    assert added(Pair("Alone.", "en")) == ()


@pytest.mark.parametrize(
    ("text", "source", "wrong"),
    [
        ("Go home, go home, go home, go home.", "Іди додому.", ["Go home, go home, go home, go home"]),
        ("Go home, go home, go home, go home.", "Іди, іди, іди, іди.", []),
        ("Very, very far.", "Далеко.", []),
        ("1 1 1 1 1 1", "1", []),
    ],
)
def test_loops(text: str, source: str, wrong: list[str]) -> None:
    assert marks(looping_text, Pair(text, "en", source, "uk")) == wrong


def test_a_sentence_left_as_it_was() -> None:
    source = "Rada se sešla včera. Chce opravit starý most přes řeku."
    half = "The council met yesterday. Chce opravit starý most přes řeku."
    assert marks(untranslated_sentence, Pair(half, "en", source, "cs")) == ["Chce opravit starý most přes řeku"]
    kept = Pair(half, "en", source, "cs", ("Council met. Chce opravit starý most přes řeku.",))
    assert marks(untranslated_sentence, kept) == []
    name = Pair("He plays for Sport Lisboa e Benfica B.", "en", "Joga no Sport Lisboa e Benfica B.", "pt")
    assert marks(untranslated_sentence, name) == []


def test_lone_brackets() -> None:
    assert marks(unbalanced_marks, Pair("One (two.", "en", "Один (два).", "uk")) == ["("]
    assert marks(unbalanced_marks, Pair("One (two.", "en", "Один два.", "uk")) == []
    going_on = (Pair("He said: “Yes.", "en", "Він: «Так».", "uk"), Pair("And no.”", "en", "«І ні».", "uk"))
    assert marks(unbalanced_marks, *going_on) == []
    assert marks(unbalanced_marks, going_on[0]) == ["“"]


def test_damage_of_our_own() -> None:
    text = "The council approved a new bridge across the river."
    made = dropped(text, Random(1))
    assert made
    shorter, gone = made
    assert len(shorter) < len(text)
    assert text[gone.start : gone.end] not in ("", text)
    more = put_in(text, "Nobody expected a quiet winter there.", Random(2))
    assert more
    assert more[0][: more[1].start] + more[0][more[1].end + 1 :] == text
    assert isinstance(more[1], Span)
    assert dropped("Yes.", Random(1)) is None
