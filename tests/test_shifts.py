"""Typed shifts: words beside a re-translation, opposites, roles, and the checks that name them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.check import Article, Check, Pair
from audit.checks import (
    changed_gender,
    changed_modality,
    changed_negation,
    changed_quantifier,
    changed_tense,
    changed_time,
    lost_restriction,
    opposite_word,
    question_or_statement,
    swapped_roles,
    turned_comparison,
)
from audit.finding import Severity
from audit.lexicons.cues import cues
from audit.lexicons.opposites import denies
from audit.shifts.neighbours import besides
from audit.shifts.roles import acts

ALL = (
    changed_gender.check,
    changed_modality.check,
    changed_quantifier.check,
    changed_tense.check,
    changed_time.check,
    lost_restriction.check,
    opposite_word.check,
    question_or_statement.check,
    swapped_roles.check,
    turned_comparison.check,
)


def flagged(check: Check, target: str, *retold: str, source: str = "", lang: str = "uk") -> list[str]:
    article = Article((Pair(target, "en", source, lang, retold),))
    return [target[m.span.start : m.span.end] for _, m in check.run(article)]


@pytest.mark.parametrize(
    ("target", "retold", "wrong"),
    [
        ("The river rose after the storm.", "The river fell after the storm.", ["rose"]),
        ("The gate was opened at noon.", "The gate was closed at noon.", ["opened"]),
        ("It is an unimportant rule.", "It is an important rule.", ["unimportant"]),
        ("It is a harmless plant.", "It is a harmful plant.", ["harmless"]),
        ("The gate was not opened at noon.", "The gate was closed at noon.", []),
        ("The tide rose and fell twice a day.", "The tide fell and rose twice a day.", []),
        ("The farmer sold the mill to the town.", "The town bought the mill from the farmer.", []),
        ("The farmer sold the mill in spring.", "The farmer bought the mill in spring.", ["sold"]),
        ("The parcel is big.", "The parcel is large.", []),
        ("The winner was given a silver cup.", "The winner received a silver cup.", []),
        ("The winner gave a silver cup.", "The winner received a silver cup.", ["gave"]),
        ("The acrobat was off balance on the rope.", "The acrobat was unbalanced on the rope.", []),
        ("The bread is left at the bakery.", "The bread remains at the bakery.", []),
        ("The chapel was demolished by monks.", "The chapel was founded by monks.", ["demolished"]),
    ],
)
def test_opposites(target: str, retold: str, wrong: list[str]) -> None:
    assert flagged(opposite_word.check, target, retold) == wrong


def test_a_prefix_that_stands_by_itself_denies_too() -> None:
    assert flagged(opposite_word.check, "They sent non -lethal aid.", "They sent non-lethal aid.") == []
    assert flagged(opposite_word.check, "They sent lethal aid.", "They sent non-lethal aid.") == ["lethal"]


def test_every_retranslation_must_say_the_opposite() -> None:
    target = "The river rose after the storm."
    assert flagged(opposite_word.check, target, "The river fell after the storm.", "The river rose.") == []


@pytest.mark.parametrize(
    ("word", "other", "yes"),
    [
        ("unstable", "stable", True),
        ("harmless", "harmful", True),
        ("discover", "cover", False),
        ("overestimate", "underestimate", True),
    ],
)
def test_denials(word: str, other: str, yes: bool) -> None:
    assert denies(word, other) is yes


def test_comparison_time_quantity() -> None:
    assert flagged(turned_comparison.check, "Fewer than 90 ships came.", "More than 90 ships came.") == ["Fewer than"]
    assert flagged(turned_comparison.check, "At most 90 ships came.", "No more than 90 ships came.") == []
    assert flagged(changed_time.check, "The fire began after dawn.", "The fire began before dawn.") == ["after"]
    assert flagged(changed_quantifier.check, "Few farmers came to the fair.", "Many farmers came to the fair.") == [
        "Few"
    ]


def test_gender() -> None:
    assert flagged(changed_gender.check, "The nurse lost his keys.", "The nurse lost her keys.") == ["his"]
    both = "She told him that his car was gone."
    assert flagged(changed_gender.check, both, "She told him his car had gone.") == []


def test_one_person_of_two_genders() -> None:
    check = changed_gender.check
    text = "He opened the shop that she had built in his yard."
    assert flagged(check, text, "He opened the shop from a shed in his yard.") == ["she"]
    assert flagged(check, text, "He opened the shop. His wife had built it.") == []
    assert flagged(check, text, "The shop stood in a yard.") == []


def test_questions() -> None:
    check = question_or_statement.check
    assert flagged(check, "Did it rain?", source="Йшов дощ.") == ["rain?"]
    assert flagged(check, "Did it rain?", source="Йшов дощ") == []
    assert flagged(check, "It rained, didn't it?", "It rained.", source="Йшов дощ.") == []
    several = Pair(
        "Did it rain? The road is wet. We stayed.", "en", "Йшов дощ. Дорога мокра.", "uk", ("It rained. Wet.",)
    )
    ((_, mark),) = check.run(Article((several,)))
    assert mark.severity is Severity.MINOR
    assert flagged(check, "He asked: “Did it rain?”", source="Він спитав, чи йшов дощ.") == []
    assert flagged(check, "Tell me if it rained.", "Tell me, did it rain?", source="Скажи, чи йшов дощ?") == []


def test_roles() -> None:
    check = swapped_roles.check
    assert flagged(check, "The club was criticised by the coach.", "The club criticised the coach.") == [
        "The club was criticised by the coach"
    ]
    assert flagged(check, "Peru gave Chile two ships.", "Peru received two ships from Chile.") == [
        "Peru gave Chile two ships"
    ]
    assert flagged(check, "Peru gave Chile two ships.", "Chile received two ships from Peru.") == []
    assert flagged(check, "The club praised the coach.", "The club praised its coach.") == []


def test_acts_of_a_passive() -> None:
    (beside,) = besides(Pair("The bus was hit by a tram.", "en", "", "", ("x",)))
    (act,) = acts(beside.ours)
    words = beside.ours.words
    assert [words[k].text for k in act.agent] == ["tram"]
    assert [words[k].text for k in act.patient] == ["bus"]


def test_restrictions() -> None:
    check = lost_restriction.check
    retold = ("The baker allegedly lied.", "Allegedly, the baker lied.")
    assert flagged(check, "The baker lied.", *retold, source="Der Bäcker hat angeblich gelogen.", lang="de") == ["lied"]
    assert (
        flagged(check, "The baker is said to have lied.", *retold, source="Der Bäcker log angeblich.", lang="de") == []
    )
    assert flagged(check, "Both bread and milk.", "Not only bread but milk.", source="Nicht nur Brot.", lang="de") == []


def test_modality() -> None:
    check = changed_modality.check
    retold = ("The mill may close.", "The mill might close.")
    assert flagged(check, "The mill will close.", *retold, source="Die Mühle könnte schließen.", lang="de") == ["will"]
    assert (
        flagged(check, "The mill will probably close.", *retold, source="Die Mühle könnte schließen.", lang="de") == []
    )


@pytest.mark.parametrize(
    ("sort", "lang", "text", "count"),
    [
        ("possible", "pl", "Most może zostać zamknięty.", 1),
        ("condition", "it", "Se piove, restiamo a casa.", 1),
        ("only", "fr", "Il n'ouvre que le lundi.", 1),
        ("only", "ja", "教会だけが残った。", 1),
        ("reported", "cs", "Lékař údajně lhal.", 1),
        ("only", "uk", "Церква вціліла.", 0),
    ],
)
def test_cues(sort: str, lang: str, text: str, count: int) -> None:
    found = cues(sort, text, lang)
    assert found is not None
    assert len(found) == count


def test_unknown_language_has_no_cues() -> None:
    assert cues("only", "Vain kirkko säilyi.", "fi") is None


PIECES = [
    "the",
    "club",
    "was",
    "hit",
    "by",
    "a",
    "bus",
    "will",
    "rise",
    "fell",
    "she",
    "his",
    "more",
    "than",
    "9",
    "?",
    ",",
    "“",
    "only",
    "if",
]
TEXTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join))


@settings(deadline=None)  # the first alignment loads its tables
@given(TEXTS, TEXTS, TEXTS)
def test_no_check_fails(target: str, retold: str, source: str) -> None:
    for others in ((), (retold,), (retold, source)):
        article = Article((Pair(target, "en", source, "de", others),))
        for check in ALL:
            for _, mark in check.run(article):
                assert 0 <= mark.span.start <= mark.span.end <= len(target)
                assert 0 <= mark.confidence <= 1


@settings(deadline=None)
@given(TEXTS)
def test_a_text_agrees_with_itself(text: str) -> None:
    article = Article((Pair(text, "en", text, "en", (text,)),))
    assert not [mark for check in ALL for mark in check.run(article)]


@pytest.mark.parametrize(
    ("check", "target", "retold", "source", "wrong"),
    [
        (
            lost_restriction.check,
            "Please lend me a ladder for the roof.",
            "If you can lend me a ladder for the roof, please do.",
            "Якщо можеш, позич мені драбину для даху.",
            [],
        ),
        (
            changed_modality.check,
            "I fear that the well might dry up.",
            "I fear that the well will dry up.",
            "Боюся, що криниця висохне.",
            [],
        ),
        (question_or_statement.check, "Did you see the bridge?", "You saw the bridge.", "Ти бачив міст.", []),
        (
            question_or_statement.check,
            "Did they see the bridge?",
            "They saw the bridge.",
            "Вони бачили міст.",
            ["bridge?"],
        ),
        (changed_negation.check, "The mill does not work now.", "The mill is idle now.", "Млин тепер простоює.", []),
        (
            changed_time.check,
            "Fog filled the valley, after which the ferry left.",
            "Fog filled the valley before the ferry left.",
            "Долину вкрив туман, а тоді пором відплив.",
            [],
        ),
        (
            changed_quantifier.check,
            "The boats, many of which leaked, came home.",
            "The boats, quite a few of which leaked, came home.",
            "Човни, чимало з яких протікали, повернулися.",
            [],
        ),
        (
            changed_negation.check,
            "Wouldn't it be easier to wait for the boat.",
            "It would be easier to wait for the boat.",
            "Чи легше було б чекати на човен.",
            [],
        ),
    ],
)
def test_what_may_be_told_otherwise(check: Check, target: str, retold: str, source: str, wrong: list[str]) -> None:
    assert flagged(check, target, retold, retold, source=source) == wrong
