"""Abbreviations that the translation leaves out: what counts as saying them."""

import pytest

from audit.check import Pair
from audit.naming.unsaid import unsaid

SOURCE = "Генеральний секретар НАТО прибув увечері до Вільнюса на важливу зустріч."
LOST = "The secretary general of arrived in Vilnius in the evening for an important meeting."


def _found(target: str, source: str = SOURCE, *told: str) -> list[str]:
    return [mark.suggestion for _, mark in unsaid([Pair(target, "en", source, "uk", told)])]


def test_a_lost_abbreviation_is_marked_at_the_hole() -> None:
    ((_, mark),) = unsaid([Pair(LOST, "en", SOURCE, "uk")])
    assert (mark.suggestion, mark.span.start, mark.span.end) == ("NATO", 24, 24)
    assert mark.source and SOURCE[mark.source.start : mark.source.end] == "НАТО"


@pytest.mark.parametrize("said", ["NATO", "the alliance", "the bloc", "the North Atlantic Alliance", "the NAA"])
def test_another_word_for_it_is_enough(said: str) -> None:
    assert _found(LOST.replace("general of", f"general of {said}")) == []


def test_a_neighbour_may_say_it() -> None:
    before = Pair("NATO has sent its secretary general.", "en", "Приїхав генеральний секретар.", "uk")
    assert [mark for _, mark in unsaid([before, Pair(LOST, "en", SOURCE, "uk")])] == []


def test_every_re_translation_must_have_it() -> None:
    told = "The NATO secretary general arrived in Vilnius in the evening for an important meeting."
    assert _found(LOST, SOURCE, told, told) == ["NATO"]
    assert _found(LOST, SOURCE, told, LOST) == []


def test_where_a_country_lies_goes_without_saying() -> None:
    source = "У південно-західних штатах США очікують сильних дощів до кінця цього тижня."
    target = "Heavy rain is expected in the desert of Arizona until the end of this week."
    assert _found(target, source) == []
