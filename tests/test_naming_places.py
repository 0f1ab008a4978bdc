"""Names beside a re-translation: what faces a name, and where one is missing."""

import pytest

from audit.check import Article, Check, Pair
from audit.checks import dropped_name, misspelled_name, wrong_name


def marks(check: Check, *pairs: Pair) -> list[str]:
    return [pairs[i].target[m.span.start : m.span.end] for i, m in check.run(Article(pairs))]


FACED = [
    # between the same words, whatever the tables know of either
    (
        "The concert was moved from Tbilisi to the Rhine yesterday.",
        "Le concert a été déplacé hier de Tbilissi à Strasbourg.",
        "fr",
        "The concert was moved from Tbilisi to Strasbourg yesterday.",
        ["Rhine"],
    ),
    # an abbreviation and its long form, a country in other words
    (
        "The results were checked by the World Health Organization in May.",
        "Les résultats ont été vérifiés par l'OMS en mai.",
        "fr",
        "The results were checked by the WHO in May.",
        [],
    ),
    # an abbreviation of another language, written out
    (
        "The plan was backed by the Austrian Federation of Unions in May.",
        "Der Plan wurde im Mai vom ÖGB unterstützt.",
        "de",
        "The plan was backed by the ÖGB in May.",
        [],
    ),
    # an abbreviation that the re-translation could only copy; one that English keeps
    (
        "The loan was granted by the EIB in May.",
        "O empréstimo foi concedido pelo BXQ em maio.",
        "pt",
        "The loan was granted by the BXQ in May.",
        [],
    ),
    (
        "The report was published by the OECD in May.",
        "O relatório foi publicado pela UNESCO em maio.",
        "pt",
        "The report was published by UNESCO in May.",
        ["OECD"],
    ),
    # another part of a person's name, and a compound of plain words
    (
        "Merkel answered the letter in May.",
        "Em maio, Angela respondeu à carta.",
        "pt",
        "In May, Angela answered the letter.",
        [],
    ),
    (
        "They signed the Fish-Quota Treaty in Oslo.",
        "Assinaram o Tratado das Pescas em Oslo.",
        "pt",
        "They signed the Fisheries Treaty in Oslo.",
        [],
    ),
    # a name that begins a compound
    ("The Malta-based choir sang.", "O coro de Malta cantou.", "pt", "The choir from Malta sang.", []),
    # a cry, and a slip, that only begin a sentence
    (
        "Yuck, the whole kitchen still smells of burnt fish.",
        "Bah, toute la cuisine sent encore le poisson brûlé.",
        "fr",
        "Bah, the whole kitchen still smells of burnt fish.",
        [],
    ),
    (
        "Abd the bridge was closed again on Monday morning.",
        "І міст знову закрили в понеділок уранці.",
        "uk",
        "And the bridge was closed again on Monday morning.",
        [],
    ),
    (
        "The ship left the United Kingdom in May.",
        "Корабль покинул Великобританию в мае.",
        "ru",
        "The ship left Great Britain in May.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "source", "lang", "told", "wrong"), FACED)
def test_a_name_that_faces_another_between_the_same_words(
    text: str, source: str, lang: str, told: str, wrong: list[str]
) -> None:
    assert marks(wrong_name.check, Pair(text, "en", source, lang, (told,))) == wrong


LEFT_OUT = [
    # the verb has no subject, though a pronoun stands farther on
    (
        "In 1931 moved to Paris, where she opened a small school.",
        "En 1931, Callas se mudó a París, donde abrió una pequeña escuela.",
        "es",
        "In 1931 Callas moved to Paris, where she opened a little school.",
        len("In 1931"),
    ),
    # said elsewhere, and missing between words that have closed up
    (
        "The treaty between and France pleased nobody in Poland before the war.",
        "Le traité entre la Pologne et la France ne plaisait à personne en Pologne avant la guerre.",
        "fr",
        "The treaty between Poland and France pleased nobody in Poland before the war.",
        len("The treaty between"),
    ),
    # the name stands elsewhere, misspelled
    (
        "The UN Secretary-General from 2007 to 2016 was Pan Gi Mun.",
        "Генеральным секретарём ООН с 2007 по 2016 год был Пан Ги Мун.",
        "ru",
        "From 2007 to 2016 Ban Ki-moon was Secretary-General of the United Nations.",
        None,
    ),
    # a pronoun, or first letters, for a name that the text has elsewhere
    (
        "Poland waited, and then it signed the treaty with France.",
        "La Pologne attendit, puis la Pologne signa le traité avec la France.",
        "fr",
        "Poland waited, and then Poland signed the treaty with France.",
        None,
    ),
    (
        "Readers of the NYT criticized the long article about Brazil.",
        "Les lecteurs du New York Times ont critiqué le long article sur le Brésil.",
        "fr",
        "Readers of New York Times criticized the long article about Brazil.",
        None,
    ),
]


@pytest.mark.parametrize(("text", "source", "lang", "told", "place"), LEFT_OUT)
def test_a_name_is_missing_where_the_place_shows_it(
    text: str, source: str, lang: str, told: str, place: int | None
) -> None:
    found = [mark.span for _, mark in dropped_name.check.run(Article((Pair(text, "en", source, lang, (told,)),)))]
    assert [(span.start, span.end) for span in found] == ([] if place is None else [(place, place)])


def test_a_name_from_nowhere_where_the_source_loses_one() -> None:
    lost = Pair(
        "The film was shot near Yekaterinburg in spring.",
        "en",
        "Le film a été tourné près de Toulouse au printemps.",
        "fr",
    )
    explained = Pair(
        "The film was shot near Toulouse in the south of France.", "en", "Le film a été tourné près de Toulouse.", "fr"
    )
    assert marks(wrong_name.check, lost) == ["Yekaterinburg"]
    assert marks(wrong_name.check, explained) == []


def test_a_translation_may_mend_a_slip_of_its_source() -> None:
    told = ("Він говорив про Зарустру.", "Вона говорила про Зарустру.")
    mended = Pair("Він говорив про Заратустру.", "uk", "He spoke of Zaratushtr.", "en", told)
    slip = Pair(
        "Він говорив про Вашинтгон.", "uk", "He spoke of Washington.", "en", ("Він говорив про Вашингтон.",) * 2
    )
    assert marks(misspelled_name.check, mended) == []
    assert "Вашинтгон" in marks(misspelled_name.check, slip)
