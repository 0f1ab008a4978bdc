"""The witnesses for names: sound across scripts, fit of letters, what is attested, what the other side has."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.check import Article, Pair
from audit.checks import dropped_name, misspelled_name, wrong_name
from audit.lexicons.attested import is_international, seen
from audit.lexicons.countries import beginnings, by_english
from audit.lexicons.people import by_reading
from audit.naming.counterpart import has_counterpart
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.retold_names import holes
from audit.naming.slips import attested_near
from audit.naming.sound import alike, heard_in
from audit.naming.tabled import is_said, named
from audit.naming.territories import countries, countries_in


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Biden", "Байдена"),
        ("Scholz", "Шольц"),
        ("Houston", "Х'юстон"),
        ("Zhou", "Чжоу"),
        ("Kyiv", "Київ"),
        ("Vienna", "Wien"),
    ],
)
def test_one_name_sounds_alike_in_two_scripts(name: str, other: str) -> None:
    assert alike(name, other)
    assert alike(other, name)


@pytest.mark.parametrize(("name", "other"), [("Trump", "Байден"), ("Madrid", "Лондон"), ("Merkel", "Макрон")])
def test_two_names_do_not(name: str, other: str) -> None:
    assert not alike(name, other)


def test_names_are_heard_in_scripts_without_capitals() -> None:
    assert heard_in("Biden", "拜登会见了朔尔茨")
    assert heard_in("Zuckerberg", "マーク・ザッカーバーグは語った")
    assert heard_in("Washington", "وصل الوزير إلى واشنطن")
    assert not heard_in("Stoltenberg", "拜登会见了朔尔茨")


@pytest.mark.parametrize(
    ("right", "wrong", "source"),
    [("Washington", "Wahsington", "Вашингтон"), ("Macron", "Marcon", "Макрон"), ("Biden", "Boden", "Байден")],
)
def test_a_right_spelling_fits_the_letters_better(right: str, wrong: str, source: str) -> None:
    assert misfit(right, source) < misfit(wrong, source)


def test_case_forms_lead_to_the_dictionary_form() -> None:
    assert "Байден" in nominatives("Байденом", "uk")
    assert "Szymon" in nominatives("Szymonem", "pl")
    assert "Zeman" in nominatives("Zemanovi", "cs")
    assert nominatives("Erdoğan'ın", "tr")[1] == "Erdoğan"


def test_what_is_attested() -> None:
    assert seen("Washington", "en") > 4 > seen("Wahsington", "en")
    assert attested_near("Wahsington", "en")[0][0] == "washington"
    assert is_international("Phoenix")
    assert not is_international("Congress")


def test_countries_are_known_by_people_and_adjectives() -> None:
    assert by_english()["dutch"] == frozenset({"NL"})
    assert "DE" in countries("німецького", "uk")
    assert "DE" in countries_in("德国总理抵达北京", "zh")
    assert "ZZ" not in beginnings("en")


def test_an_exonym_is_a_counterpart() -> None:
    assert has_counterpart("Vienna", "en", "Er lebt in Wien.", "de")
    assert has_counterpart("Antwerp", "en", "Il vit à Anvers.", "fr")
    assert has_counterpart("Germans", "en", "Німці проголосували.", "uk")
    assert not has_counterpart("Madrid", "en", "Er lebt in Wien.", "de")


def test_tables_find_case_forms() -> None:
    entries = [entry for entry, _ in named("Поїзд прибув до Чернівців.", "uk")]
    assert any(is_said(entry, "The train came to Chernivtsi.") for entry in entries)


def test_a_hole_in_the_sentence() -> None:
    assert holes("The president of , said so.")
    assert not holes("The president of France said so.")


def marks(check: object, *pairs: Pair) -> list[str]:
    run = check.run  # type: ignore[attr-defined]
    return [pairs[i].target[m.span.start : m.span.end] for i, m in run(Article(pairs))]


def test_a_name_that_the_article_keeps_to_is_left_alone() -> None:
    once = Pair("The minister flew to Madrid.", "en", "Der Minister flog nach Lissabon.", "de")
    again = Pair("In Madrid he met the press.", "en", "In Lissabon traf er die Presse.", "de")
    assert marks(wrong_name.check, once) == ["Madrid"]
    assert marks(wrong_name.check, once, again) == []


def test_a_slip_in_a_name_of_the_source() -> None:
    pair = Pair("The summit in Wahsington ended.", "en", "Саміт у Вашингтоні завершився.", "uk")
    assert marks(misspelled_name.check, pair) == ["Wahsington"]


def test_a_pronoun_may_stand_for_a_name() -> None:
    told = ("Merkel met Macron in Paris.",)
    assert (
        marks(dropped_name.check, Pair("She met Macron in Paris.", "en", "Merkel traf Macron in Paris.", "de", told))
        == []
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12), st.text(max_size=12))
def test_any_two_words_can_be_compared(a: str, b: str) -> None:
    assert alike(a, b) in (True, False)
    assert misfit(a, b) >= 0


REPLACED = [
    # an unknown first word, and the source has the other's
    ("Hoffenheim spoke first.", "Merkel sprach zuerst.", "de", "Merkel spoke first.", ["Hoffenheim"]),
    # a name that neither the source nor the re-translation has
    (
        "The court refused, but Yamaguchi took up the appeal.",
        "Das Gericht lehnte ab, doch das Landgericht nahm die Berufung an.",
        "de",
        "The court refused, but the regional court took up the appeal.",
        ["Yamaguchi"],
    ),
    # what an abbreviation stands for, and another spelling of the same name
    ("The Ukrainska Pravda wrote so.", "Про це пише УП.", "uk", "UP wrote about it.", []),
    ("Zelenskiy came to Lviv.", "Зеленський приїхав до Львова.", "uk", "Zelensky came to Lviv.", []),
]


@pytest.mark.parametrize(("text", "source", "lang", "told", "wrong"), REPLACED)
def test_a_name_in_the_stead_of_another_is_shown_twice(
    text: str, source: str, lang: str, told: str, wrong: list[str]
) -> None:
    assert marks(wrong_name.check, Pair(text, "en", source, lang, (told,))) == wrong


LEFT_OVER = [
    ("He thanked Stoltenberg for the help.", "Він подякував Макрону за допомогу.", "uk", ["Stoltenberg"]),
    ("The speech of Olaf Merkel was short.", "Промова Олафа Шольца була коротка.", "uk", ["Merkel"]),
    ("Il met Phoenix in the evening.", "Il a rencontré Macron dans la soirée.", "fr", ["Phoenix"]),
    # a capital may speak for its country; an adjective of a place stands for the place
    ("The referendum was illegal for Madrid.", "Референдум был незаконным для Испании.", "ru", []),
    ("It was in the Transnistrian region.", "Це було в Придністровському регіоні.", "uk", []),
    # a name in the case of the source
    ("He was paired with Alex Noren.", "Grał w parze z Aleksem Norenem.", "pl", []),
]


@pytest.mark.parametrize(("text", "source", "lang", "wrong"), LEFT_OVER)
def test_a_name_is_left_over_on_either_side(text: str, source: str, lang: str, wrong: list[str]) -> None:
    assert marks(wrong_name.check, Pair(text, "en", source, lang)) == wrong


def test_of_a_dropped_name_the_possessive_may_be_left() -> None:
    told = ("The minister read Macron's letter aloud.",)
    pair = Pair("The minister read 's letter aloud.", "en", "Der Minister las Macrons Brief vor.", "de", told)
    assert marks(dropped_name.check, pair) == ["'s"]


def test_readings_are_found_by_their_first_letter() -> None:
    assert ("Joe Biden", 1) in [(person.name, i) for person, i in by_reading("Baiden")]
    assert by_reading("Biden") == ()
