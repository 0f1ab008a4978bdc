"""The quick look at figures says “nothing to compare” only where a comparison of all numbers finds nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.check import Pair
from audit.lexicons.bare import same_figures
from audit.lexicons.pairing import read
from audit.lexicons.tally import _differences

_EN = "about and a half per cent percentage points in m km Km/h miles May may hundred five-year score dollars I II second % $ x".split()
_UK = "близько і з половиною відсотків пунктів у м км миль травня сто роки року гривень століття вечора ч тис % $ перший".split()
_FIGURES = [
    *"0 1 2 5 12 30 80 1923 45670".split(),
    "3,5",
    "5.",
    "(7)",
    "10:30",
    "1 000",
    "24/7",
    "007",
    "3-4",
    "№5",
    "5,",
    "80-х",
    "F-16",
]


def _texts(words: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words + _FIGURES[:9] * 2 + _FIGURES), max_size=7).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(_texts(_EN), _texts(_UK))
def test_what_it_lets_pass_has_no_difference(text: str, source: str) -> None:
    if same_figures(text, "en", source, "uk"):
        assert not tuple(_differences(read(Pair(text, "en", source, "uk"))))
        assert not tuple(_differences(read(Pair(source, "uk", text, "en"))))


@pytest.mark.parametrize(
    ("text", "source", "same"),
    [
        ("The road of 1923 has 45 bends.", "Дорога 1923 року має 45 поворотів.", True),
        ("The coat costs 900 hryvnias.", "Пальто коштує 900 гривень.", True),
        ("The coat costs 900 dollars.", "Пальто коштує 900 гривень.", False),
        ("The road of 1923 has 46 bends.", "Дорога 1923 року має 45 поворотів.", False),
        ("Five roads.", "П'ять доріг.", False),
        ("It may rain.", "Може піти дощ.", True),
        ("It rains in May.", "У травні дощить.", False),
        ("He has 5 and a half.", "Він має 5 років.", False),
        ("The train leaves at 10 h 30 today.", "Потяг іде о 10 і 30 вагонів.", False),
    ],
)
def test_it_lets_pass_what_is_plain_only(text: str, source: str, same: bool) -> None:
    assert same_figures(text, "en", source, "uk") is same
