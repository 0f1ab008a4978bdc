"""Names that one re-translation has and the translation need not have; the same with a name truly gone."""

import pytest

from audit.check import Article, Pair
from audit.checks import dropped_name, wrong_name
from audit.finding import Mark, Severity


def lost(lang: str, source: str, target: str, *others: str) -> list[str]:
    found = dropped_name.check.run(Article((Pair(target, "en", source, lang, others),)))
    return [mark.suggestion for _, mark in found]


def wrong(lang: str, source: str, target: str, *others: str) -> list[Mark]:
    return [mark for _, mark in wrong_name.check.run(Article((Pair(target, "en", source, lang, others),)))]


@pytest.mark.parametrize(
    ("lang", "source", "target", "others"),
    [
        pytest.param("zh", "据了解，华为公司克服了困难，建成了新的实验室。",
                     "It is understood that Huawei overcame the difficulties and built a new laboratory.",
                     ["It is understood that Huawei Company overcame the difficulties and built a new laboratory."] * 2,
                     id="a part that goes without saying"),
        pytest.param("zh", "广东省电影局支持这部影片。", "The Guangdong Film Bureau supports this film.",
                     ["The Guangdong Provincial Film Bureau supports this film."] * 2, id="a part inside a name"),
        pytest.param("ru", "Это территория развития XXI века для всей области.",
                     "This is a territory of development of the 21st century for the whole region.",
                     ["This is a territory of development of the XXI century for the whole region."], id="a numeral"),
        pytest.param("ru", "Страны Большой семерки обсудили это в субботу.", "The G7 countries discussed it on Saturday.",
                     ["The countries of the Group of Seven discussed it on Saturday."], id="a figure for a number"),
        pytest.param("ru", "Германия: четвертая прививка неизбежна уже летом", "Germany: the fourth vaccination is inevitable",
                     ["Germany: Fourth Vaccine Shot Imminent This Summer"], id="a heading"),
    ],
)  # fmt: skip
def test_what_need_not_be_there_is_not_missed(lang: str, source: str, target: str, others: list[str]) -> None:
    assert lost(lang, source, target, *others) == []


def test_what_is_gone_is_missed() -> None:
    assert lost("zh", "华为公司的代表周二抵达日内瓦。", "The representative of arrived in Geneva on Tuesday.",
                *["The representative of Huawei arrived in Geneva on Tuesday."] * 2) == ["Huawei"]  # fmt: skip


def test_a_word_may_say_what_one_re_translation_only_spells() -> None:
    source, target = "Договор подписал Госиздат в июне.", "In June the State Publishing House signed the contract."
    assert wrong("ru", source, target, "In June Gosizdat signed the contract.") == []
    known = wrong("uk", "Групи, не згодні із Зеленським, вийшли.", "The groups that disagree with Green left.",
                  "The groups that disagree with Zelensky left.")  # fmt: skip
    assert [(mark.suggestion, mark.severity) for mark in known] == [("Zelensky", None)]


def test_a_name_without_another_in_its_stead_is_minor_beside_one_re_translation() -> None:
    source, target = "В автобусе был интернет.", "There was internet from Madrid on the bus."
    other = "There was internet on the bus."
    one, two = (wrong("ru", source, target, *[other] * n) for n in (1, 2))
    assert [mark.severity for mark in one] == [Severity.MINOR]
    assert [mark.severity for mark in two] == [None]
