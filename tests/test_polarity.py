"""Negations, and the check that compares them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.check import Article, Pair
from audit.checks.changed_negation import check
from audit.finding import Mark, Severity
from audit.lexicons.polarity import polarity


def marks(pair: Pair) -> list[Mark]:
    return [mark for _, mark in check.run(Article((pair,)))]


def flagged(target: str, target_lang: str, source: str, source_lang: str, *retold: str) -> list[str]:
    found = marks(Pair(target, target_lang, source, source_lang, retold))
    return [target[m.span.start : m.span.end] for m in found]


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("en", "He didn’t go and cannot swim.", 2),
        ("en", "Nobody came.", 1),
        ("en", "He not only came but stayed.", 0),
        ("uk", "Ніхто нічого не сказав.", 1),
        ("uk", "Він не лише співає.", 0),
        ("uk", "Він не раз казав це.", 0),
        ("uk", "Це сталося не вперше.", 0),
        ("ru", "Никто никогда не приходил.", 1),
        ("ru", "Не только он пришёл.", 0),
        ("de", "Er kommt nicht.", 1),
        ("de", "Nicht nur er kommt.", 0),
        ("fr", "Il n’a rien dit.", 1),
        ("fr", "Il ne vient pas.", 1),
        ("fr", "Il n'est ouvert que le lundi.", 0),
        ("es", "No vino nadie.", 1),
        ("es", "No solo vino él.", 0),
        ("pt", "Ele não veio.", 1),
        ("pl", "Nikt nie przyszedł.", 1),
        ("pl", "Nie tylko on przyszedł.", 0),
        ("zh", "他没有来。", 1),
        ("zh", "他不仅来了。", 0),
        ("be", "Ніхто нічога не сказаў.", 1),
        ("bg", "Никой не дойде.", 1),
        ("bg", "Той не само пее.", 0),
        ("sr", "Нико није дошао.", 1),
        ("sr", "Nije samo pevao.", 0),
        ("cs", "Nikdo nepřišel.", 1),
        ("cs", "Nejen zpívá, nebo tančí.", 0),
        ("it", "Non è venuto nessuno.", 1),
        ("it", "Non solo canta.", 0),
        ("ro", "N-a venit nimeni.", 1),
        ("ro", "Nu numai că a cântat.", 0),
        ("tr", "Hiç kimse gelmedi.", 1),
        ("tr", "Köprü yeni değil.", 1),
        ("ja", "彼は来なかった。", 1),
        ("ja", "行かなければならない。", 0),
        ("ar", "لم يحضر المدير.", 1),
        ("ar", "لا يزال في البيت.", 0),
        ("hi", "वह नहीं आया।", 1),
        ("hi", "वह न केवल गाता है।", 0),
    ],
)
def test_count(lang: str, text: str, count: int) -> None:
    found = polarity(text, lang)
    assert found is not None
    assert found.count == count


def test_spans_are_exact() -> None:
    text = "Він ніколи цього не казав."
    found = polarity(text, "uk")
    assert found is not None
    assert [text[n.start : n.end] for n in found.negators] == ["ніколи", "не"]


def test_a_language_without_a_table_has_no_polarity() -> None:
    assert polarity("Hän ei tullut.", "fi") is None


@pytest.mark.parametrize(
    ("target", "source", "lang"),
    [
        ("The talks failed.", "Переговори не вдалися.", "uk"),
        ("He left without paying.", "Він пішов і не заплатив.", "uk"),
        ("She refused to answer.", "Она не ответила.", "ru"),
        ("The bank denied the report.", "Банк сказав, що це не так.", "uk"),
        ("The village lacks teachers.", "У селі не вистачає вчителів.", "uk"),
        ("It is hardly true.", "Це навряд чи правда.", "uk"),
        ("It is impossible.", "Це не можна зробити.", "uk"),
        ("He is unable to walk.", "Er kann nicht gehen.", "de"),
        ("The shop is no longer open.", "Le magasin n'est plus ouvert.", "fr"),
        ("It will not open until Monday.", "Він відкриється лише в понеділок.", "uk"),
        ("He has often said so.", "Він не раз це казав.", "uk"),
        ("He asked whether it was true.", "Він запитав, чи не правда це.", "uk"),
        ("The mayor came and stayed.", "Мер не лише прийшов, а й залишився.", "uk"),
        ("Isn't it late?", "Уже пізно, правда?", "uk"),
        ("It is nothing but a game.", "Це лише гра.", "uk"),
        ("The court did not agree.", "Суд відмовився погодитися.", "uk"),
        ("Nobody said anything.", "Ніхто нічого не сказав.", "uk"),
        ("The answer is 'not known' here.", "Aquí la respuesta es desconocida.", "es"),
        ("The library lends books only.", "La bibliothèque ne prête que des livres.", "fr"),
        ("Permanent and non-permanent members voted.", "Голосували постійні та не постійні члени.", "uk"),
        ("The rope is unfit for climbing.", "Верёвка не годится для подъёма.", "ru"),
        ("The guests do not care about the weather.", "Hôtes et hôtesses se moquent du temps.", "fr"),
        ("The price does not matter.", "Der Preis ist egal.", "de"),
        ("They have no dog, and I didn't get one.", "Hund hab ich keins.", "de"),
        ("It has been ten years since the mill last worked.", "Le moulin n'a pas travaillé depuis dix ans.", "fr"),
        ("The referee hinted at a mistake.", "Sędzia nie wprost przyznał się do błędu.", "pl"),
        ("The farm was confiscated.", "农场被没收了。", "zh"),
        ("The outline stays vague.", "轮廓暧昧不清。", "zh"),
    ],
)
def test_negation_told_otherwise_stays_silent(target: str, source: str, lang: str) -> None:
    assert flagged(target, "en", source, lang) == []


def test_a_german_attribute_denies_no_verb() -> None:
    source = "The union admits member and observer states."
    assert flagged("Die Union nimmt auch nicht ständige Mitglieder auf.", "de", source, "en") == []


@pytest.mark.parametrize(
    ("target", "source", "lang", "wrong"),
    [
        ("The minister has resigned.", "Міністр не подав у відставку.", "uk", ["has resigned"]),
        ("The captain went to the harbour.", "Капітан до гавані не ходив.", "uk", ["went"]),
        ("The bridge was not repaired.", "Мост отремонтировали весной.", "ru", ["was not"]),
        ("The law didn't enter into force.", "Das Gesetz trat in Kraft.", "de", ["didn't"]),
        ("The team has won the match.", "这支球队没有赢得比赛。", "zh", ["has won"]),
    ],
)
def test_clear_cases_are_flagged(target: str, source: str, lang: str, wrong: list[str]) -> None:
    assert flagged(target, "en", source, lang) == wrong


def test_severity_and_suggestion() -> None:
    (lost,) = marks(Pair("The minister has resigned.", "en", "Міністр не подав у відставку.", "uk"))
    assert (lost.severity, lost.suggestion) == (Severity.MAJOR, "has not resigned")
    (added,) = marks(Pair("The bridge was not repaired.", "en", "Мост отремонтировали весной.", "ru"))
    assert added.suggestion == "was"
    (sure,) = marks(
        Pair("The bridge was repaired.", "en", "Мост не отремонтировали.", "ru", ("The bridge was not repaired.",))
    )
    assert sure.severity is None
    assert sure.suggestion == "was not repaired"
    assert sure.confidence > lost.confidence


def test_retranslations_decide() -> None:
    target, source = "The army entered the city.", "Армія не ввійшла до міста."
    assert flagged(target, "en", source, "uk", "The army did not enter the city.") == ["entered"]
    assert flagged(target, "en", source, "uk", "The army entered the town.") == []
    assert flagged(target, "en", "", "uk", "The army did not enter the city.") == []
    assert flagged(target, "en", "", "uk", "The army did not enter the city.", "The army never entered it.") == [
        "entered"
    ]
    ferry = "The ferry does not run in summer."
    only = ("The ferry runs only in summer.", "Only in summer does the ferry run.")
    assert flagged(ferry, "en", "Le ferry ne circule qu'en été. Il n'accoste que le soir.", "fr", *only) == ["does not"]


@pytest.mark.parametrize(
    ("target", "source", "lang", "retold", "wrong"),
    [
        (
            "The bus does not stop at the school.",
            "バスは学校に止まる。",
            "ja",
            "The bus stops at the school.",
            ["does not"],
        ),
        ("The mill was not built by monks.", "Mlýn postavili mniši.", "cs", "Monks built the mill.", ["was not"]),
        (
            "The mayor did attend the fair.",
            "मेयर मेले में नहीं आए।",
            "hi",
            "The mayor did not attend the fair.",
            ["did attend"],
        ),
        ("The baker refused to open.", "Fırıncı açmadı.", "tr", "The baker did not open.", []),
        ("The baker did not lose hope.", "Brutarul a păstrat speranța.", "ro", "The baker kept hope.", []),
        (
            "It is one of the oldest mills.",
            "È uno dei mulini più antichi.",
            "it",
            "It is not the youngest of the mills.",
            [],
        ),
    ],
)
def test_linked_words(target: str, source: str, lang: str, retold: str, wrong: list[str]) -> None:
    assert flagged(target, "en", source, lang, retold) == wrong


@pytest.mark.parametrize(
    ("target", "source", "lang", "retold", "wrong"),
    [
        ("The soup was not very salty.", "Суп був дуже солоний.", "uk", "The soup was very salty.", ["was not"]),
        ("The soup was not very salty.", "Суп був малосолоний.", "uk", "The soup was lightly salted.", []),
        ("The gates must never be painted.", "As portas devem ser pintadas.", "pt", "The gates must be painted.", ["must never"]),
        ("I'm not fond of the old choir.", "Eu adoro o velho coro.", "pt", "I adore the old choir.", ["not"]),
        ("But the fair was here.", "Mas a feira não decorreu aqui.", "pt", "But the market did not take place here.", ["was here"]),
        ("The ferry did not move all night.", "Prom stał przez całą noc.", "pl", "The ferry stood all night.", []),
        ("The dance is not easy.", "A dança é tudo menos fácil.", "pt", "The dance is anything but easy.", []),
    ],
)  # fmt: skip
def test_one_retranslation_and_the_source(target: str, source: str, lang: str, retold: str, wrong: list[str]) -> None:
    assert flagged(target, "en", source, lang, retold) == wrong


def test_the_source_wins_over_one_retranslation() -> None:
    source = "Лист не відправили, а посилку не знайшли."
    target = "The letter was not sent, and the parcel was not found."
    assert flagged(target, "en", source, "uk", "The letter was sent, and the parcel was not found.") == []
    assert flagged("The dog does not hear well.", "en", "Пес погано чує.", "uk", "The dog hears badly.") == []
    assert flagged("It is not far from the sea.", "en", "Це недалеко від моря.", "uk", "It is near the sea.") == []
    assert flagged("The dog does not hear the bell.", "en", "Пес чує дзвінок.", "uk", "The dog hears the bell.") == [
        "does not"
    ]


@pytest.mark.parametrize(
    ("target", "lang", "source"),
    [
        ("Ми давно не бачили снігу.", "uk", "It has been a while since we saw snow."),
        ("Їй не терпиться поїхати.", "uk", "She is anxious to leave."),
        ("洪水淹没了农田。", "zh", "The flood submerged the fields."),
        ("他们没有提到价格。", "zh", "They omitted the price."),
    ],
)
def test_a_source_alone_accuses_no_negation_in_other_languages_than_english(
    target: str, lang: str, source: str
) -> None:
    assert flagged(target, lang, source, "en") == []


LANGS = st.sampled_from(["en", "uk", "ru", "de", "fr", "es", "pt", "pl", "zh", "fi", "", "pt-BR"])
PIECES = [
    "not",
    "n't",
    "did",
    "he",
    "no",
    "only",
    "не",
    "лише",
    "ніхто",
    "ne",
    "pas",
    "que",
    "n'",
    "nicht",
    "不",
    "没有",
    ",",
    "went",
]
TEXTS = st.one_of(st.text(max_size=50), st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))


@given(TEXTS, LANGS)
def test_spans_lie_in_the_text(text: str, lang: str) -> None:
    found = polarity(text, lang)
    assert found is None or all(0 <= n.start < n.end <= len(text) for n in found.negators)


@settings(deadline=None)  # the first alignment loads its tables
@given(TEXTS, TEXTS, TEXTS, LANGS, LANGS)
def test_the_check_never_fails(target: str, source: str, retold: str, target_lang: str, source_lang: str) -> None:
    for others in ((), (retold,), (retold, source)):
        for mark in marks(Pair(target, target_lang, source, source_lang, others)):
            assert 0 <= mark.span.start < mark.span.end <= len(target)
            assert 0 <= mark.confidence <= 1


@given(TEXTS, LANGS)
def test_a_text_agrees_with_itself(text: str, lang: str) -> None:
    assert marks(Pair(text, lang, text, lang, (text,))) == []
