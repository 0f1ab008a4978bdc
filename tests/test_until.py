"""Until for while: aspect decides, re-translations confirm, doubt is silent."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.check import Article, Pair
from audit.checks.until_for_while import check
from audit.finding import Mark


def look(lang: str, source: str, target: str, *told: str) -> list[Mark]:
    return [mark for _, mark in check.run(Article((Pair(target, "en", source, lang, told),)))]


def flagged(lang: str, source: str, target: str, *told: str) -> list[tuple[str, str]]:
    return [(target[m.span.start : m.span.end], m.suggestion) for m in look(lang, source, target, *told)]


@pytest.mark.parametrize(
    ("lang", "source", "target"),
    [
        ("uk", "Ліки діятимуть, доки вода тече.", "The medicine will act until the water flows."),
        ("uk", "Ми співали, поки горіло багаття.", "We sang till the fire burned."),
        ("ru", "Пока идёт дождь, поле закрыто.", "Until it rains, the pitch is closed."),
        ("ru", "Она помнит это, покуда живёт.", "She remembers it until she lives."),
        ("pl", "Póki pada i trwa burza, siedzimy w domu.", "Until the storm lasts, we stay at home."),
    ],
)
def test_a_lasting_state_is_not_until(lang: str, source: str, target: str) -> None:
    ((words, right),) = flagged(lang, source, target)
    assert words.lower() in {"until", "till"}
    assert right.lower() == "as long as"
    assert right[0].isupper() == words[0].isupper()


@pytest.mark.parametrize(
    ("lang", "source", "target"),
    [
        ("uk", "Стійте тут, поки вчителька повернеться.", "Stand here until the teacher returns."),
        ("uk", "Він чекав, поки йшов дощ.", "He waited until the rain passed."),
        ("uk", "Поки триває ремонт, музей зачинено до літа.", "During repairs the museum is closed until summer."),
        ("uk", "Поки що школа працює.", "Until now the school works."),
        ("uk", "Поки немає світла, пишемо від руки.", "Until there is power we write by hand."),
        ("ru", "Жди, пока вода закипит.", "Wait until the water boils."),
        ("ru", "Пока!", "Until we meet again!"),
        ("pl", "Dopóki nie przestanie padać, zostajemy.", "Until it stops raining, we stay."),
        ("pl", "Dopóki trwa mecz, ulica jest zamknięta.", "As long as the match lasts, the street is closed."),
    ],
)
def test_silent(lang: str, source: str, target: str) -> None:
    assert flagged(lang, source, target) == []


def test_retranslations_decide_where_the_verb_is_unknown() -> None:
    source, target = "Пташка співає, поки цвіте сад.", "The bird sings until the garden blooms."
    good, bad = "The bird sings as long as the garden blooms.", "The bird sings until the garden has bloomed."
    assert flagged("uk", source, target) == []
    assert flagged("uk", source, target, good) == [("until", "as long as")]
    assert flagged("uk", source, target, good, bad) == []
    assert flagged("uk", source, target, good, "The bird sings in the garden.") == []


def test_more_witnesses_make_it_surer() -> None:
    source, target = "Світло горить, поки працює двигун.", "The light is on until the engine runs."
    told = "The light is on while the engine runs."
    sure = [look("uk", source, target, *[told] * n)[0].confidence for n in (0, 1, 2)]
    assert sure == sorted(set(sure))
    assert [e.origin for e in look("uk", source, target, told)[0].evidence] == ["source", "re-translation 1"]
    assert look("uk", source, target)[0].evidence[0].text == "поки працює двигун"


def test_the_reverse() -> None:
    source = "Не відчиняйте, поки не охолоне піч."
    assert flagged("uk", source, "Keep it shut as long as the oven cools down.") == [("as long as", "until")]
    assert flagged("uk", source, "Keep it shut while the oven cools down.") == []
    told = "Keep it shut until the oven cools down."
    assert flagged("uk", source, "Keep it shut while the oven cools down.", told) == [("while", "until")]
    assert flagged("uk", source, "Keep it shut as long as the oven has not cooled.", told) == []
    assert flagged("uk", source, "Keep it shut as long as the oven cools down.", told, "Shut while it cools.") == []


TEXT = st.lists(
    st.sampled_from([*"поки доки пока не триває є dopóki nie trwa , . — until Until while as long as not the \ud800 \0".split(" "), "\n"])
).map(" ".join) | st.text(max_size=40)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(lang=st.sampled_from(["uk", "ru", "pl", "de"]), source=TEXT, target=TEXT, told=st.lists(TEXT, max_size=2))
def test_any_text(lang: str, source: str, target: str, told: list[str]) -> None:
    marks = look(lang, source, target, *told)
    assert len(marks) <= 1
    for mark in marks:
        assert target[mark.span.start : mark.span.end].lower() in {"until", "till", "while", "as long as"}
        assert mark.source is not None
        assert mark.source.end <= len(source)
        assert 0 < mark.confidence <= 0.97
