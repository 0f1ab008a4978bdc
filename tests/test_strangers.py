"""Sources without capitals: another name in the stead of one that only sounds there, and slips in names that are heard there."""

import pytest

from audit.check import Article, Check, Pair
from audit.checks import misspelled_name, wrong_name
from audit.naming.hearing import hears
from audit.naming.stretches import stretches


def marks(check: Check, pair: Pair) -> list[str]:
    return [pair.target[m.span.start : m.span.end] for _, m in check.run(Article((pair,)))]


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("作家格雷琴·惠特默昨天抵达萨拉索塔。", "zh", ["格雷琴", "惠特默", "萨拉索塔"]),  # 达 belongs to 抵达
        ("他们马上就要开始比赛了。", "zh", []),
        ("昨日、シュミット・ハンセンさんが来ました。", "ja", ["シュミット", "ハンセン"]),
        ("قالت كورنيليا شيفيلد إن الكتاب جاهز", "ar", ["كورنيليا", "شيفيلد"]),
        ("قرأ الطالب كتابا عن زميله في المدرسة", "ar", []),  # زميل has relatives: الزميل, زميلة
    ],
)
def test_foreign_names_are_told_from_words(text: str, lang: str, wanted: list[str]) -> None:
    assert [stretch.text for stretch in stretches(text, lang) if stretch.sure] == wanted


def test_a_dot_joins_the_parts_of_a_name() -> None:
    assert [stretch.joined for stretch in stretches("格雷琴·惠特默和博尔顿", "zh")] == [True, False, False]


@pytest.mark.parametrize(
    ("name", "text", "heard"),
    [
        ("Hazeltine", "黑泽汀", True),  # Chinese leaves out an l before a consonant
        ("Worcestershire", "伍斯特", True),
        ("Reed", "凯瑟琳", False),
        ("Collins", "كولينز", True),
        ("Salvador", "مانديلا", False),
    ],
)
def test_hearing(name: str, text: str, heard: bool) -> None:
    assert (hears(name, text) is not None) == heard


STRANGE = [
    # the other part of the name stands beside both
    ("The judge heard Reed Whitaker on Monday.", "法官周一听取了凯瑟琳·惠特克的陈述。", "zh", ["Reed"]),
    ("We spoke with Ursula Winter about it.", "我们与乌苏拉·博尔顿谈了此事。", "zh", ["Winter"]),
    ("He met Justin Kennedy at noon.", "التقى جاستن فليتوود ظهرا", "ar", ["Kennedy"]),
    # the only ones that are left, at one place
    ("A reporter asked Francesco why he had left.", "一名记者问卡瓦诺为什么离开。", "zh", ["Francesco"]),
    ("The fire in Montevideo went on all night.", "استمر الحريق في برنستون طوال الليل", "ar", ["Montevideo"]),
    ("The painter Francesco lived here.", "画家のシュナイダーはここに住んでいた。", "ja", ["Francesco"]),
    # heard, in other words, left out, a title, a country, a name known by its signs
    ("Gretchen Whitmer spoke first.", "格雷琴·惠特默首先发言。", "zh", []),
    ("President Trump spoke first.", "唐纳德·特朗普总统首先发言。", "zh", []),
    ("German Whitmer fans cheered.", "格雷琴·惠特默的德国粉丝欢呼。", "zh", []),
    ("Whitmer spoke first, then he did.", "惠特默首先发言，然后博尔顿发言。", "zh", []),
    ("Oxford has asked Whitmer to come.", "牛津大学请惠特默过来。", "zh", []),
    ("The German team met Whitmer.", "德国队会见了惠特默。", "zh", []),
    ("Justin Fleetwood came at noon.", "جاء جاستن فليتوود ظهرا", "ar", []),
    ("He said that Fleetwood came at noon.", "وأردف قائلا إن فليتوود جاء ظهرا", "ar", []),
]


@pytest.mark.parametrize(("text", "source", "lang", "wrong"), STRANGE)
def test_a_stranger_stands_where_a_name_is_lost(text: str, source: str, lang: str, wrong: list[str]) -> None:
    assert marks(wrong_name.check, Pair(text, "en", source, lang)) == wrong


SLIPS = [
    ("A letter to Martinn was found.", "人们发现了一封给马丁的信。", "zh", ["Martinn"]),
    ("He lives in Nortoon with his son.", "他和儿子住在诺顿。", "zh", ["Nortoon"]),
    ("We met Simpsno in the hall.", "التقينا سيمبسون في القاعة", "ar", ["Simpsno"]),
    ("We met Buchanann in the hall.", "التقينا بوكانان في القاعة", "ar", ["Buchanann"]),
    ("We met Martin in the hall.", "我们在大厅遇见了马丁。", "zh", []),
    ("We met Colvine in the hall.", "التقينا كولفين في القاعة", "ar", []),  # a name of its own, with a mute e
    ("We met Martinn in the hall.", "我们在大厅遇见了他们。", "zh", []),  # nobody of that sound is there
]


@pytest.mark.parametrize(("text", "source", "lang", "wrong"), SLIPS)
def test_a_slip_in_a_name_that_is_heard(text: str, source: str, lang: str, wrong: list[str]) -> None:
    assert marks(misspelled_name.check, Pair(text, "en", source, lang)) == wrong
