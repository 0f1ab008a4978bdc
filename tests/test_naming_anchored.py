"""The other half of a name: one word is the same in both texts, the one beside it is another."""

import pytest

from audit.check import Article, Check, Pair
from audit.checks import misspelled_name, wrong_name


def marks(check: Check, pair: Pair) -> list[str]:
    return [pair.target[m.span.start : m.span.end] for _, m in check.run(Article((pair,)))]


ANOTHER = [
    # a surname read as a word, small or with a capital
    ("Gertrude stone lived in Paris for years.", "Gertrude Stein lebte jahrelang in Paris.", "de", ["stone"]),
    ("The singer Giuseppe green was born near Parma.", "Il compositore Giuseppe Verdi nacque vicino a Parma.", "it", ["green"]),
    ("The film is by Steven Mountain, as everybody knows.", "Фільм зняв Стівен Спілберг, як усі знають.", "uk", ["Mountain"]),
    # another first name
    ("The speech of Leopold Merkel was short.", "La conferencia de Angela Merkel fue breve.", "es", ["Leopold"]),
    # what stands before a surname may be a title; a patronymic is left out; a possessive ends the name
    ("They heard Chancellor Merkel in Berlin.", "Escucharon a Angela Merkel en Berlín.", "es", []),
    ("Vladimir said nothing about it.", "Владимир Владимирович ничего об этом не сказал.", "ru", []),
    ("Angela's speech was short, as ever.", "Angelas Rede war kurz wie immer.", "de", []),
    # what only sounds a little like it is no shared name
    ("We go there on Christian holidays such as Easter.", "Ми йдемо туди, наприклад, на Великдень Різдвом.", "uk", []),
    # words of a title are translated, and German writes all nouns with capitals
    ("The Victoria cross is the highest award.", "Das Victoria Kreuz ist die höchste Auszeichnung.", "de", []),
    ("Radio Liberty reported it in the morning.", "Радіо Свобода повідомило про це вранці.", "uk", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "lang", "wrong"), ANOTHER)
def test_beside_a_shared_name_stands_another_word(text: str, source: str, lang: str, wrong: list[str]) -> None:
    assert marks(wrong_name.check, Pair(text, "en", source, lang)) == wrong


def test_what_a_re_translation_says_too_is_left_alone() -> None:
    source, text = "Gertrude Stein lebte in Paris.", "Gertrude stone lived in Paris."
    pair = Pair(text, "en", source, "de", ("Gertrude stone was living in Paris.",))
    assert marks(wrong_name.check, pair) == []


MISSPELLED = [
    ("The gold went to Simone Bills on Sunday.", "El oro fue el domingo para Simone Biles.", "es", ["Bills"]),
    ("He plays in the Super Ball again.", "Il joue de nouveau au Super Bowl.", "fr", ["Ball"]),
    # the source's language has a spelling of its own, or declines
    ("The minister Aleksandr Novak was there.", "Le ministre Alexandre Novak était là.", "fr", []),
    ("They spoke to Jessica Chastain.", "Rozmawiali o filmie Jessiki Chastain.", "pl", []),
    ("Pope Benedict XVI was there.", "Papst Benedikt XVI war da.", "de", []),
    ("Vladimir Putin was there.", "Wladimir Putin war da.", "de", []),
]


@pytest.mark.parametrize(("text", "source", "lang", "wrong"), MISSPELLED)
def test_beside_a_shared_name_stands_nearly_the_same(text: str, source: str, lang: str, wrong: list[str]) -> None:
    assert marks(misspelled_name.check, Pair(text, "en", source, lang)) == wrong


LANDS = [
    ("The talks were held in South Korea last week.", "Die Gespräche fanden vorige Woche in Deutschland statt.", "de", ["South Korea"]),
    ("People in Syria live longer than we do.", "La gente de Noruega vive más que nosotros.", "es", ["Syria"]),
    ("Ships waited off the Crimea for days.", "Statki czekały całymi dniami u brzegów Finlandii.", "pl", ["Crimea"]),
    # a country by its people, its capital, or another name
    ("The Germans left early.", "Die Delegation aus Deutschland reiste früh ab.", "de", []),
    ("Berlin left the talks early.", "Deutschland verließ die Gespräche früh.", "de", []),
    ("The Netherlands won twice.", "Holland hat zweimal gewonnen.", "de", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "lang", "wrong"), LANDS)
def test_a_lost_country_and_another_in_its_stead(text: str, source: str, lang: str, wrong: list[str]) -> None:
    assert marks(wrong_name.check, Pair(text, "en", source, lang)) == wrong


def test_a_capital_that_a_re_translation_writes_small_and_joined_is_no_strange_name() -> None:
    source = "У цій маленькій квартирі не ловить вайфай, але я відповідаю."
    others = (
        "There is no wifi in this small apartment, but I answer.",
        "This small apartment has no wifi, but I answer.",
    )
    same = Pair("There is no Wi-Fi in this small apartment, but I answer.", "en", source, "uk", others)
    assert marks(wrong_name.check, same) == []
    other = Pair("There is no Hai-Bo in this small apartment, but I answer.", "en", source, "uk", others)
    assert marks(wrong_name.check, other) == ["Hai-Bo"]
