"""Times of verbs: what time a verb stands in, and which other times of the re-translations are told."""

import pytest

from audit.check import Article, Pair
from audit.checks import changed_tense
from audit.finding import Severity
from audit.shifts.neighbours import besides
from audit.shifts.tense import Time, time_of


def flagged(target: str, retold: str, source: str = "") -> list[str]:
    article = Article((Pair(target, "en", source, "uk", (retold,)),))
    return [target[m.span.start : m.span.end] for _, m in changed_tense.check.run(article)]


@pytest.mark.parametrize(
    ("text", "verb", "time"),
    [
        ("He will surely come.", "come", Time.FUTURE),
        ("It will be built here.", "built", Time.FUTURE),
        ("It was built here.", "built", Time.PAST),
        ("It is being built here.", "built", None),
        ("He could come.", "come", None),
        ("They have left town.", "left", Time.PERFECT),
        ("They will have left town.", "left", Time.FUTURE),
        ("The vote raised fears.", "fears", None),
        ("The choir sang well.", "sang", Time.PAST),
        ("She opens the door.", "opens", Time.PRESENT),
    ],
)
def test_times(text: str, verb: str, time: Time | None) -> None:
    (beside,) = besides(Pair(text, "en", "", "", (text,)))
    (k,) = [k for k, w in enumerate(beside.ours.words) if w.text == verb]
    found = time_of(beside.ours, k)
    assert (found[0] if found else None) is time


def test_tense() -> None:
    pair = Pair("The ferry is repaired in Split.", "en", "", "", ("The ferry was repaired in Split.",))
    (mark,) = [m for _, m in changed_tense.check.run(Article((pair,)))]
    assert mark.severity is Severity.MINOR
    assert flagged("The ferry will sail on Friday.", "The ferry sails on Friday.") == []
    assert flagged("He said the ferry would sail.", "He said the ferry will sail.") == []


@pytest.mark.parametrize(
    ("target", "retold", "source", "wrong"),
    [
        ("The fishermen returned to the harbour.", "The fishermen are returning to the harbour.", "Рибалки повертаються до гавані.", ["returned"]),
        ("The fishermen returned to the harbour.", "The fishermen are returning to the harbour.", "Рибалки повернулися до гавані.", []),
        ("Fishermen returned to the harbour", "Fishermen return to the harbour", "Рибалки повертаються до гавані", []),
        ("The guard said the fishermen returned home.", "The guard said the fishermen return home.", "", []),
        ("The engine had been repaired by two mechanics.", "The engine has been repaired by two mechanics.", "", ["had been repaired"]),
        ("The dye will contain iron and salt.", "The dye contains iron and salt.", "", ["will contain"]),
        ("The dye will contain iron from next year.", "The dye contains iron from next year.", "", []),
        ("The lakes were deep and full of fish.", "The lakes are deep and full of fish.", "Озера глибокі й повні риби.", ["were"]),
        ("The lakes were deep and full of fish.", "The lakes are deep and full of fish.", "", []),
    ],
)  # fmt: skip
def test_times_that_translators_choose(target: str, retold: str, source: str, wrong: list[str]) -> None:
    assert flagged(target, retold, source) == wrong
