"""Numbers by value, and the check that compares them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.check import Article, Pair
from audit.checks import added_number, changed_date, changed_number, changed_unit, dropped_number
from audit.finding import Mark, Severity
from audit.lexicons.numerals import Number, Sort, numbers
from audit.lexicons.values import agree

CHECKS = (changed_number.check, changed_date.check, changed_unit.check, dropped_number.check, added_number.check)


def marks(pair: Pair) -> list[Mark]:
    return [mark for check in CHECKS for _, mark in check.run(Article((pair,)))]


def flagged(target: str, target_lang: str, source: str, source_lang: str, *retold: str) -> list[str]:
    found = marks(Pair(target, target_lang, source, source_lang, retold))
    return [target[m.span.start : m.span.end] for m in found]


def only(text: str, lang: str) -> Number:
    found = numbers(text, lang)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "1,500,000", 1_500_000),
        ("fr", "1 500 000", 1_500_000),
        ("fr", "1\u202f500\u202f000", 1_500_000),
        ("de", "1.500.000", 1_500_000),
        ("de", "1.500,25", 1500.25),
        ("en", "1,500.25", 1500.25),
        ("ja", "２０１８", 2018),
        ("en", "$3.2bn", 3.2e9),
        ("en", "5k", 5000),
        ("en", "forty-two", 42),
        ("en", "two dozen", 24),
        ("en", "one hundred and five", 105),
        ("en", "two and a half million", 2.5e6),
        ("en", "half a million", 5e5),
        ("en", "three hundred and twenty thousand five hundred", 320_500),
        ("uk", "сорок", 40),
        ("uk", "двадцять два", 22),
        ("uk", "п’ять", 5),
        ("uk", "пів мільйона", 5e5),
        ("uk", "двохсот сорока трьох", 243),
        ("uk", "100 тис.", 100_000),
        ("ru", "тридцати пяти тысяч", 35_000),
        ("ru", "полтора миллиона", 1.5e6),
        ("ru", "3,2 млрд", 3.2e9),
        ("de", "zweiundvierzig", 42),
        ("de", "dreihundertfünfzig", 350),
        ("de", "3,2 Mrd.", 3.2e9),
        ("de", "2,5 Billionen", 2.5e12),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "soixante et onze", 71),
        ("fr", "trois cent mille", 300_000),
        ("es", "tres mil millones", 3e9),
        ("es", "treinta y cinco", 35),
        ("pt", "mil e quinhentos", 1500),
        ("pt", "dois bilhões", 2e9),
        ("pl", "dwadzieścia dwa tysiące", 22_000),
        ("pl", "mniej niż dwa miliony", 2e6),
        ("pl", "poniżej dwóch milionów", 2e6),
        ("pl", "pomógł dwóm milionom", 2e6),
        ("pl", "przed dwoma milionami", 2e6),
        ("pl", "przed stoma tysiącami", 100_000),
        ("pl", "milionowi", 1e6),
        ("zh", "三百五十万", 3.5e6),
        ("zh", "7.3亿", 7.3e8),
        ("zh", "二〇二〇年", 2020),
    ],
)
def test_value(lang: str, text: str, value: float) -> None:
    assert value in only(text, lang).values


@pytest.mark.parametrize(
    ("lang", "text", "sort", "value"),
    [
        ("en", "2.5%", Sort.PERCENT, 2.5),
        ("uk", "2,5 %", Sort.PERCENT, 2.5),
        ("zh", "百分之六", Sort.PERCENT, 6),
        ("en", "17:00", Sort.CLOCK, 17),
        ("de", "halb acht", Sort.CLOCK, 7.5),
        ("pl", "wpół do ósmej", Sort.CLOCK, 7.5),
        ("en", "November", Sort.MONTH, 11),
        ("pt", "quarta-feira", Sort.WEEKDAY, 3),
    ],
)
def test_sort(lang: str, text: str, sort: Sort, value: float) -> None:
    assert any(n.sort is sort and value in n.values for n in numbers(text, lang))


def test_spans_are_exact() -> None:
    text = "Near 1 500 000 people, п’ять і 3,2 млрд."
    assert [text[n.start : n.end] for n in numbers(text, "uk")] == ["1 500 000", "п’ять", "3,2 млрд"]


@pytest.mark.parametrize(
    "text", ["F-16", "COVID-19", "G7", "S-300", "Siberia-2", "MH17", "5G", "one", "first", "a dozen"]
)
def test_codes_and_vague_words_are_not_firm(text: str) -> None:
    assert not any(n.firm for n in numbers(text, "en"))


@pytest.mark.parametrize(("text", "value"), [("May", 5), ("March", 3), ("may", None), ("march", None)])
def test_english_months_need_a_capital(text: str, value: float | None) -> None:
    assert [n.values[0] for n in numbers(text, "en")] == ([value] if value else [])


@pytest.mark.parametrize(
    ("target", "source", "lang"),
    [
        ("It has 1,500,000 inhabitants.", "Тут живе 1 500 000 людей.", "uk"),
        ("Prices rose by 2.5%.", "Ціни зросли на 2,5 %.", "uk"),
        ("There were 40 people.", "Було сорок людей.", "uk"),
        ("It starts at 5 p.m.", "Початок о 17:00.", "uk"),
        ("It starts at 5 o'clock in the evening.", "Початок о 17:00.", "uk"),
        ("It cost $3.2 billion.", "Це коштувало 3,2 млрд доларів.", "uk"),
        ("It cost 100,000.", "Це коштувало 100 тис.", "uk"),
        ("It was in the 1990s, on November 11.", "Це було в 90-х, 11 листопада.", "uk"),
        ("On March 5, 2019, it began.", "Началось 05.03.2019.", "ru"),
        ("Half past seven is late.", "Halb acht ist spät.", "de"),
        ("The road is about 62 miles long.", "Дорога має 100 км.", "uk"),
        ("It was 86 degrees.", "Було 30 градусів.", "uk"),
        ("Profit reached 1.5 million.", "Прибуток сягнув 1,47 млн.", "uk"),
        ("It lasted 90 minutes.", "Es dauerte 1,5 Stunden.", "de"),
        ("A 15-year-old came twice.", "П'ятнадцятирічний прийшов двічі.", "uk"),
        ("Between five million and six million people.", "От пяти до шести миллионов человек.", "ru"),
        ("In the 19th century it had two floors.", "В XIX веке у него было два этажа.", "ru"),
        ("Some three decades ago.", "Років тридцять тому.", "uk"),
        ("It began at 02:30.", "Cela a commencé à 2\u00a0h\u00a030.", "fr"),
        ("The F-16 and the Boeing 737 flew.", "Летіли F-16 та Боїнг-737.", "uk"),
        ("Twenty people came.", "Прийшло багато людей.", "uk"),
        ("Many people came.", "Прийшло двадцять людей.", "uk"),
        ("The deposit was 3.5 million.", "Záloha byla 3,5 milionu.", "cs"),
        ("The film has 12k views.", "У фильма 12к просмотров.", "ru"),
        ("The film has 12,000 views.", "У фільму 12к переглядів.", "uk"),
        ("A new 4K camera and a lamp of 5650 K.", "Eine neue 4K-Kamera und eine Lampe mit 5650 K.", "de"),
        ("The roof cost 90,000.", "Крыша обошлась в 90 тыщ.", "ru"),
        ("Some fifty villages.", "У п'яти десятках сіл.", "uk"),
        ("Debt of 1.2 billion lei.", "Datorii de 1.200 de milioane de lei.", "ro"),
        ("A loan of 3.456 billion euros.", "Laen on 3,456 miljardit eurot.", "et"),
        ("There are 300 schools.", "३ सय विद्यालय छन्।", "ne"),
        ("Some 81.9 million trips were made.", "共有 8, 190 万人次。", "zh"),
        ("It rained 2 inches.", "Napršelo 50 mm.", "cs"),
        ("Three boats sank in 1921.", "Kolm paati uppus 1921. aastal.", "et"),
        ("On April 3 410 seats were free.", "3 квітня було 410 вільних місць.", "uk"),
        ("Costs rose to 5.3 million.", "Costurile au ajuns la 5,25 de milioane.", "ro"),
        ("It sold 3 million cars, not five million.", "Было продано 3, а не 5 миллионов машин.", "ru"),
    ],
)
def test_correct_translations_stay_silent(target: str, source: str, lang: str) -> None:
    assert flagged(target, "en", source, lang) == []


@pytest.mark.parametrize(
    ("target", "source", "lang", "wrong"),
    [
        ("The loan is 40 million.", "Кредит становить 40 млрд.", "uk", ["40 million"]),
        ("They found 3 million coins and 5 cups.", "Нашли 3 монеты и 5 чашек.", "ru", ["3 million"]),
        ("The bridge is sixty-four years old.", "Le pont a soixante-quatorze ans.", "fr", ["sixty-four"]),
        ("It opened in 2009.", "Откры́лся в 2008 году.", "ru", ["2009"]),
        ("The fair opens on May 9.", "Ярмарок відкриють 9 березня.", "uk", ["May"]),
        ("The market closes on Friday.", "O mercado fecha na terça-feira.", "pt", ["Friday"]),
        ("The dam cost 7.3 billion yuan.", "大坝耗资7.3亿元。", "zh", ["7.3 billion"]),
        ("The film has 12k views.", "У фильма 17к просмотров.", "ru", ["12k"]),
        ("A loan of 5.9 billion euros.", "Laen on 3,456 miljardit eurot.", "et", ["5.9 billion"]),
        ("The shop shuts at half past six.", "Der Laden schließt um halb sechs.", "de", ["half past six"]),
    ],
)
def test_wrong_numbers_are_flagged(target: str, source: str, lang: str, wrong: list[str]) -> None:
    assert flagged(target, "en", source, lang) == wrong


def test_magnitude_is_critical_and_mended() -> None:
    (mark,) = marks(Pair("It lent 3.7 million dollars.", "en", "Він позичив 3,7 мільярда доларів.", "uk"))
    assert mark.severity is Severity.CRITICAL
    assert mark.suggestion == "3.7 billion"
    assert mark.source is not None
    assert "Він позичив 3,7 мільярда доларів."[mark.source.start : mark.source.end] == "3,7 мільярда"


def test_retranslations_decide() -> None:
    source, target = "Прийшло сорок людей.", "There came 14 people."
    assert flagged(target, "en", source, "uk", "Forty people came.", "40 people arrived.") == ["14"]
    assert flagged(target, "en", source, "uk", "Fourteen people came.", "40 people arrived.") == []
    assert flagged(target, "en", "", "uk", "Forty people came.", "40 people arrived.") == ["14"]
    assert flagged(target, "en", "", "uk", "Forty people came.") == []
    assert flagged(target, "en", "", "uk", "Forty people came.", "There were 50 people.") == []


def test_confidence_rises_with_agreement() -> None:
    source, target = "Прийшло сорок людей.", "There came 14 people."
    (alone,) = marks(Pair(target, "en", source, "uk"))
    (backed,) = marks(Pair(target, "en", source, "uk", ("Forty people came.",)))
    assert backed.confidence > alone.confidence
    assert backed.suggestion == "Forty"


PIECES = [
    *("12", "3.5", "1,000", "million", "two", "and", "hundred", "half", "past", "quatre", "vingt", "et", "сто"),
    *("двадцять", "млрд", "三百", "万", "zwei", "und", "%", "º", "May", "mil", "y", "F-", "5"),
]
LANGS = st.sampled_from(["en", "uk", "ru", "de", "fr", "es", "pt", "pl", "zh", "ja", "hi", "", "x-odd", "pt-BR"])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789.,: -–%'/abhм万百三十年月hundredоyetetund", max_size=40),
    st.lists(
        st.sampled_from(PIECES),
        max_size=9,
    ).map(" ".join),
)


@given(TEXTS, LANGS)
def test_spans_lie_in_the_text(text: str, lang: str) -> None:
    found = numbers(text, lang)
    assert all(0 <= n.start < n.end <= len(text) and n.values for n in found)
    assert [n.start for n in found] == sorted(n.start for n in found)
    assert all(agree(n, n) for n in found)


@given(TEXTS, TEXTS, TEXTS, LANGS, LANGS)
def test_the_check_never_fails(target: str, source: str, retold: str, target_lang: str, source_lang: str) -> None:
    for mark in marks(Pair(target, target_lang, source, source_lang, (retold, source))):
        assert 0 <= mark.span.start <= mark.span.end <= len(target)
        assert 0 <= mark.confidence <= 1


@given(TEXTS, LANGS)
def test_a_text_agrees_with_itself(text: str, lang: str) -> None:
    assert marks(Pair(text, lang, text, lang)) == []
