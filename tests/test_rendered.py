"""Words that render the source, and names that the translation has in its own way; beside each kind a fault that stays."""

import pytest

from audit.check import Article, Check, Pair
from audit.checks import dropped_name, misspelled_name, wrong_name
from audit.finding import Severity
from audit.lexicons import romanise


def marks(check: Check, lang: str, source: str, target: str, *others: str) -> list[str]:
    found = check.run(Article((Pair(target, "en", source, lang, others),)))
    return [mark.suggestion or target[mark.span.start : mark.span.end] for _, mark in found]


@pytest.mark.parametrize(
    ("lang", "source", "target", "other"),
    [
        pytest.param("uk", "Вони відкрили архіви, як зробили німці зі штазі.", "They opened the archives, as the Germans did with the Stasi.",
                     "They opened the archives, as the Germans did with happiness.", id="a word written small"),
        pytest.param("uk", "У нашому готелі не працює вайфай вже тиждень.", "In our hotel the Wi-Fi has not worked for a week.",
                     "In our hotel the bath has not worked for a week.", id="a word in two parts"),
        pytest.param("uk", "Учора в Галинки була гарячка.", "Yesterday Galinka had a fever.", "Yesterday Halinky had a fever.",
                     id="another spelling"),
        pytest.param("uk", "Про це повідомила ВВС із посиланням на родину.", "This was reported by the BBC with reference to the family.",
                     "This was reported by the Air Force with reference to the family.", id="letters that look alike"),
        pytest.param("ru", "Премию получила забайкальская художница Анна Рогова.", "The prize went to the Trans-Baikal artist Anna Rogova.",
                     "The prize went to the striking artist Anna Rogova.", id="an adjective of the source"),
        pytest.param("uk", "Я щодня дякую Богородиці за поміч.", "Every day I thank the Theotokos for the help.",
                     "Every day I thank Our Lady for the help.", id="two words for one"),
        pytest.param("uk", "Рішення ухвалює генеральний директор заводу.", "The decision is made by the CEO of the plant.",
                     "The decision is made by the General Director of the plant.", id="an office"),
        pytest.param("uk", "Держпродспоживслужба перевірила кухню вчора.", "The State Service of Ukraine for Food Safety checked the kitchen yesterday.",
                     "The State Food Service checked the kitchen yesterday.", id="an office's country"),
        pytest.param("ru", "А \"Ромашка\" совсем не та.", "And \"Daisy\" is not the same at all.",
                     "And \"Romashka\" is not the same at all.", id="a title"),
    ],
)  # fmt: skip
def test_what_renders_the_source_is_no_other_name(lang: str, source: str, target: str, other: str) -> None:
    assert marks(wrong_name.check, lang, source, target, other) == []


@pytest.mark.parametrize(
    ("lang", "source", "target", "other", "wrong"),
    [
        pytest.param("uk", "Скоро повертаюсь на Україну працювати.", "I will return to Egypt soon to work.",
                     "I will return to Ukraine soon to work.", ["Ukraine"], id="a country"),
        pytest.param("ru", "На Kinogo можно посмотреть новинку.", "On Cinema you can watch the novelty.",
                     "On Kinogo you can watch the novelty.", ["Kinogo"], id="a name in Latin letters"),
        pytest.param("ru", "Премьер вчера прилетел в Стокгольм.", "The prime minister flew to Madrid yesterday.",
                     "The prime minister flew to Stockholm yesterday.", ["Stockholm"], id="a place"),
    ],
)  # fmt: skip
def test_another_name_is_still_wrong(lang: str, source: str, target: str, other: str, wrong: list[str]) -> None:
    assert marks(wrong_name.check, lang, source, target, other) == wrong


@pytest.mark.parametrize(
    ("lang", "source", "target", "other"),
    [
        pytest.param("uk", "Марто, краще Яна не бери з собою до нас.", "Marta, it is better not to take Jan with you to us.",
                     "Marta, it is better for John not to take with you to us.", id="a name of its own"),
        pytest.param("uk", "Біля міста працював \"Іскандер\" по складу.", "Near the city it worked \"Escander\" on the depot.",
                     "Near the city the \"Iskander\" was operating on the depot.", id="a misspelled name"),
        pytest.param("uk", "Диверсії тривають у рамках плану \"Перамога\" досі.", "Sabotage goes on within the framework of the \"Victory\" plan still.",
                     "Sabotage still goes on as part of the Peramog plan.", id="a title that was translated"),
        pytest.param("uk", "За адресою пишіть на вайбер або дзвоніть.", "For the address write on waber or call.",
                     "For the address write to Viber or call.", id="a name written small"),
        pytest.param("ru", "Тетке делать нечего, она смотрит в окно.", "The aunt has nothing to do, she looks out of the window.",
                     "Tetke has nothing to do, she looks out of the window.", id="a word that was only read"),
    ],
)  # fmt: skip
def test_what_the_translation_has_in_its_own_way_is_not_lost(lang: str, source: str, target: str, other: str) -> None:
    assert marks(dropped_name.check, lang, source, target, other) == []


@pytest.mark.parametrize(
    ("source", "target", "other", "lost"),
    [
        ("Соседняя Сербия получила вакцину.", "The neighbour received the vaccine.", "Neighbouring Serbia received the vaccine.", ["Serbia"]),
        ("Певцов о том же: о возрасте.", "Singers about the same: about the age.", "Pevtsov about the same: about the age.", ["Pevtsov"]),
    ],
)  # fmt: skip
def test_a_name_that_nothing_stands_for_is_lost(source: str, target: str, other: str, lost: list[str]) -> None:
    assert marks(dropped_name.check, "ru", source, target, other) == lost


def test_places_in_the_plural_have_a_nominative() -> None:
    assert {"осиповичі", "суми"} <= {f for n in ("Осиповичами", "Сумах") for f in romanise.nominatives(n, "uk")}
    assert "барановичи" in romanise.nominatives("Барановичами", "ru")
    assert "большая" in romanise.nominatives("Большой", "ru")


@pytest.mark.parametrize(
    ("lang", "source", "target", "other"),
    [
        ("uk", "Шафу знищили під Осиповичами вночі.", "The cabinet was destroyed near Osipovichi at night.", "The cabinet was destroyed near Osipovich at night."),
        ("uk", "Затримали працівника Барановицького відділення.", "A worker of the Baranovichi branch was detained.", "A worker of the Baranovytskyi branch was detained."),
        ("ru", "Он женился на Софье Толстой.", "He married Sophia Tolstoy.", "He married Sofya Tolstoy."),
        ("ru", "Жильцы дома на Большой Зелениной дружат.", "The tenants of the house on Bolshaya Zelenina are friends.", "The tenants of the house on the Big Zelenina are friends."),
    ],
)  # fmt: skip
def test_right_spellings_stand(lang: str, source: str, target: str, other: str) -> None:
    assert marks(misspelled_name.check, lang, source, target, other) == []


def test_another_standard_s_letters_are_minor_and_a_slip_is_not() -> None:
    def severities(target: str) -> list[Severity | None]:
        pair = Pair(
            target, "en", "Журналістка Нагорна показала запис.", "uk", ("The journalist Nahorna showed the record.",)
        )
        return [mark.severity for _, mark in misspelled_name.check.run(Article((pair,)))]

    assert severities("The journalist Nagorna showed the record.") == [Severity.MINOR]
    assert severities("The journalist Nahirna showed the record.") == [Severity.MAJOR]
