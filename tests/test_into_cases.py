"""English names in a Ukrainian, Russian or German translation: one name in all its cases, slips and other names told."""

import pytest

from audit.check import Pair
from audit.checks import misspelled_name, wrong_name
from audit.run import audit_pairs

CHECKS = [misspelled_name.check, wrong_name.check]


def _found(source: str, target: str, lang: str) -> list[tuple[str, str, str]]:
    found = audit_pairs([Pair(target, lang, source, "en")], checks=CHECKS).findings
    return [(f.name, f.text, f.suggestion) for f in found]


@pytest.mark.parametrize("form", ["Байден", "Байдена", "Байденом", "Байдену", "Байдені"])
def test_all_cases_are_one_name(form: str) -> None:
    assert _found("The council asked Biden again.", f"Рада знову питала, де {form} був.", "uk") == []


@pytest.mark.parametrize(
    ("source", "target", "lang", "wanted"),
    [
        ("The letter reached Merkel.", "Лист дійшов до Мердель.", "uk", [("misspelled-name", "Мердель", "Меркель")]),
        (
            "The train left for Warsaw.",
            "Поезд ушёл в сторону Варкавы.",
            "ru",
            [("misspelled-name", "Варкавы", "Варшава")],
        ),
        ("He returned from Warsaw.", "Он вернулся из Лиссабона.", "ru", [("wrong-name", "Лиссабона", "Варшава")]),
        ("He spoke with Henrik Stenson.", "Він говорив із Хенріком Стенсоном.", "uk", []),
        ("The Boston Globe said so.", "Про це пише The Boston Globe.", "uk", []),
        ("The German capital is quiet; Berlin sleeps.", "Німецька столиця тиха, місто спить.", "uk", []),
        (
            "The letter reached Chancellor Merkel.",
            "Der Brief erreichte Kanzlerin Mertel.",
            "de",
            [("misspelled-name", "Mertel", "Merkel")],
        ),
        ("The flight from Moscow was late.", "Der Flug aus Moskau kam zu spät.", "de", []),
    ],
)
def test_what_is_marked(source: str, target: str, lang: str, wanted: list[tuple[str, str, str]]) -> None:
    assert _found(source, target, lang) == wanted
