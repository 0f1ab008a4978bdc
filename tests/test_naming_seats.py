"""Names in the seat of another, read letter by letter, unheard of in the source, and the words that are none."""

import pytest

from audit.check import Article, Check, Pair
from audit.checks import dropped_name, misspelled_name, wrong_name


def marks(check: Check, pair: Pair) -> list[str]:
    return [pair.target[m.span.start : m.span.end] for _, m in check.run(Article((pair,)))]


SEATED = [
    # beside a name that both texts share, a word of the dictionary is enough
    ("The speech of Olaf Winter was short.", "La conferencia de Olaf Scholz fue breve.", "es", ["Winter"]),
    ("Their shops compete with Carrefour and Helmet.", "Ich laden konkurują z Carrefourem i Tesco.", "pl", ["Helmet"]),
    ("The match between Liverpool and Helmet was postponed.", "Матч між Ліверпулем і Челсі перенесли.", "uk", ["Helmet"]),
    # the only ones that are left, at one place
    ("The tour of Johannesburg lasts two hours.", "La visita de Montevideo dura dos horas.", "es", ["Johannesburg"]),
    ("In Stockholm it rained all that summer.", "À Reykjavík, il a plu tout cet été-là.", "fr", ["Stockholm"]),
    # other words for one thing: an office, an exonym, an adjective, a first name left out
    ("A vote for Judge Keller is a vote for the law.", "Eine Stimme für Richter Keller ist eine für das Recht.", "de", []),
    ("The mayor of Cologne spoke to Judge Weber.", "Le maire de Cologne a parlé au juge Weber.", "fr", []),
    ("It rained in northern Mexico all day.", "In Nordmexiko regnete es den ganzen Tag.", "de", []),
    ("In the film Kit is a spy.", "W filmie Kit Harington jest szpiegiem.", "pl", []),
    ("Casted aluminium is used for the frame.", "Литой алюминий идёт на раму.", "ru", []),
    ("The people of Northern Cyprus do not vote.", "Жителі Північного Кіпру не голосують.", "uk", []),
    ("Geez, what a day that was for all of us.", "Боже, що це був за день для всіх нас.", "uk", []),
    ("They prayed in Saint Barbara on the hill.", "Вони молилися з Кучмою на пагорбі.", "uk", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "lang", "wrong"), SEATED)
def test_a_name_sits_where_the_source_has_another(text: str, source: str, lang: str, wrong: list[str]) -> None:
    assert marks(wrong_name.check, Pair(text, "en", source, lang)) == wrong


UNSPOKEN = [
    ("The minister flew to Portugal on Tuesday.", "部长周二乘飞机抵达机场。", "zh", ["Portugal"]),
    ("The ship crossed the Mediterranean in a week.", "船は一週間で太平洋を渡った。", "ja", ["Mediterranean"]),
    ("Erdogan opened the school yesterday.", "स्कूल का उद्घाटन कल मोदी ने किया।", "hi", ["Erdogan"]),
    ("Modi opened the school yesterday.", "स्कूल का उद्घाटन कल मोदी ने किया।", "hi", []),
    # a city for a country that the source names; a name that is written in signs
    ("Beijing answered in kind.", "中国以同样的方式回应。", "zh", []),
    ("Erdogan flew home.", "总统乘飞机回国。", "zh", []),
]


@pytest.mark.parametrize(("text", "source", "lang", "wrong"), UNSPOKEN)
def test_a_known_name_is_not_heard_in_a_source_without_capitals(
    text: str, source: str, lang: str, wrong: list[str]
) -> None:
    assert marks(wrong_name.check, Pair(text, "en", source, lang)) == wrong


READ = [
    ("The actor Dzhastin came late.", "Актор Джастін запізнився.", "uk", ["Dzhastin"]),
    ("A letter by Flitwud was found.", "Нашли письмо Флитвуда.", "ru", ["Flitwud"]),
    ("Professor Hrehori spoke first.", "Первым выступил профессор Грегори.", "ru", ["Hrehori"]),
    ("The Tramp administration agreed.", "Адміністрація Трампа погодилася.", "uk", ["Tramp"]),
    # a spelling that the source's own standard gives of a name of its own, and one that somebody bears
    ("I asked Halya about it.", "Я запитала про це Галю.", "uk", []),
    ("The speaker Tomas Novak agreed.", "Речник Томас Новак погодився.", "uk", []),
]


@pytest.mark.parametrize(("text", "source", "lang", "wrong"), READ)
def test_a_foreign_name_is_read_letter_by_letter(text: str, source: str, lang: str, wrong: list[str]) -> None:
    assert marks(misspelled_name.check, Pair(text, "en", source, lang)) == wrong


KEPT_SILENT = [
    # an abbreviation of its own, one in brackets behind the long form, the beginning of a name
    ("The leaders of the CCP agreed with the plan yesterday.", "The leaders of the PCC agreed with the plan yesterday.",
     "Os líderes do PCC concordaram ontem com o plano."),
    ("The Swiss National Bank raised its rates on Monday.", "The Swiss National Bank (BNS) raised its rates on Monday.",
     "O Banco Nacional Suíço (BNS) subiu as taxas na segunda-feira."),
    ("The decision of the Fed surprised all markets.", "The decision of the Federal Reserve surprised all markets.",
     "A decisão da Reserva Federal surpreendeu todos os mercados."),
    # several of a kind, for which there are words, the words of an abbreviation, and a name that one letter makes another
    ("The members of parliament voted against the budget.", "The MPs voted against the budget yesterday evening.",
     "Os deputados votaram ontem à noite contra o orçamento."),
    ("The economy of the Czech Republic grew again last year.", "The economy of the CR grew again last year.",
     "A economia da RC voltou a crescer no ano passado."),
    ("They opened the portal Dia for all citizens.", "They opened the portal Diia for all citizens.",
     "Abriram o portal Diia a todos os cidadãos."),
    # a country that only the re-translation names
    ("He joined the ranks of the Armed Forces in spring.", "He joined the ranks of the Armed Forces of Ukraine in spring.",
     "Ele alistou-se nas Forças Armadas na primavera."),
    # what one machine begins a sentence with may be no word at all
    ("Critics of the plan say that it costs too much.", "Cyberplanners of the plan say that it costs too much.",
     "Os críticos do plano dizem que custa demasiado."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told", "source"), KEPT_SILENT)
def test_what_is_said_in_another_way_is_not_dropped(text: str, told: str, source: str) -> None:
    assert marks(dropped_name.check, Pair(text, "en", source, "pt", (told,))) == []


def test_a_country_that_the_source_names_is_dropped() -> None:
    text, told = "He fought on the side of in spring.", "He fought on the side of Ukraine in spring."
    assert (
        marks(dropped_name.check, Pair(text, "en", "Ele lutou ao lado da Ucrânia na primavera.", "pt", (told,))) != []
    )
