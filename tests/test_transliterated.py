"""Names in Chinese and Arabic: found whole, nearly right spellings and other names told from the right ones."""

import pytest

from audit.check import Pair
from audit.checks import misspelled_name, wrong_name
from audit.lexicons.gazetteer import transliterated
from audit.naming.tabled import named
from audit.run import audit_pairs

CHECKS = [misspelled_name.check, wrong_name.check]


def _found(source: str, target: str, lang: str) -> list[tuple[str, str]]:
    return [(f.text, f.suggestion) for f in audit_pairs([Pair(target, "en", source, lang)], checks=CHECKS).findings]


def test_every_row_has_a_form_in_both_scripts() -> None:
    table = transliterated()
    for lang, first, last in (("zh", "一", "鿿"), ("ar", "؀", "ۿ")):
        forms = table.all(lang)
        assert len(forms) > 250
        assert all(any(first <= c <= last for c in form.text) for form in forms)


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("约翰逊昨天到达。", "zh", {"Johnson"}),
        ("约翰·史密斯", "zh", {"John", "Smith"}),
        ("وصل ترامب أمس", "ar", {"Trump"}),
    ],
)
def test_a_name_is_found_whole(text: str, lang: str, wanted: set[str]) -> None:
    assert {entry.name for entry, _ in named(text, lang)} == wanted


@pytest.mark.parametrize(
    ("source", "target", "lang", "wanted"),
    [
        ("特朗普昨天抵达弗吉尼亚。", "Trump arrived in Wirginia yesterday.", "zh", [("Wirginia", "Virginia")]),
        ("وصل زيلينسكي أمس إلى كيبيك", "Yesterday Zelenksy arrived in Quebec.", "ar", [("Zelenksy", "Zelensky")]),
        ("朔尔茨昨天抵达柏林。", "Thatcher arrived in Berlin yesterday.", "zh", []),
        ("马克龙昨天会见了肖恩。", "Macron met Shawn yesterday.", "zh", []),
        ("الرئيس ماكرون في باريس", "President Macron is in Paris.", "ar", []),
    ],
)
def test_what_is_marked(source: str, target: str, lang: str, wanted: list[tuple[str, str]]) -> None:
    assert _found(source, target, lang) == wanted
