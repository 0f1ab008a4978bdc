"""What a single re-translation says in other words, or gets wrong, is no shift; the same words with the meaning turned are one."""

import pytest

from audit.check import Article, Check, Pair
from audit.checks import changed_gender, changed_negation, changed_tense, opposite_word, until_for_while, wrong_sense
from audit.finding import Mark, Severity


def marks(check: Check, lang: str, source: str, target: str, *others: str) -> list[Mark]:
    return [mark for _, mark in check.run(Article((Pair(target, "en", source, lang, others),)))]


@pytest.mark.parametrize(
    ("check", "lang", "source", "target", "other"),
    [
        (changed_negation, "ru", "В городе это выгодно, а в деревне невыгодно.",
         "In the city it is profitable, but in the village it is not profitable.",
         "In the city it is profitable, but in the village it is unprofitable."),
        (changed_negation, "ru", "Заседание прошло в режиме без видео.", "The meeting was held in no video mode.",
         "The meeting was held in video-free mode."),
        (changed_negation, "uk", "Хор погано вивчив нову пісню.", "The choir didn't learn the new song well.",
         "The choir learned the new song badly."),
        (changed_negation, "ru", "Он уже вне каких-либо союзов.", "He is no longer in any unions.",
         "He is already outside of any unions."),
        (changed_negation, "uk", "Звідкись раптом з'явився човен.", "Out of nowhere a boat suddenly appeared.",
         "A boat suddenly appeared from somewhere."),
        (opposite_word, "uk", "Дякуємо за поміч у такий непростий час, не простий для міста.",
         "Thank you for the help at such a difficult time for the city.",
         "Thank you for the help at such an easy time for the city."),
        (opposite_word, "uk", "Суд призначив два роки позбавлення волі.", "The court ordered two years of imprisonment.",
         "The court ordered two years of deprivation of liberty."),
        (opposite_word, "ru", "Порт быстро развивался.", "The port developed rapidly.", "The port was developing rapidly."),
        (opposite_word, "de", "Wir waren in Paris im Museum.", "We were inParis at the museum.", "We were in Paris at the museum."),
        (opposite_word, "uk", "Там заборонено купатися.", "Without a lifeguard you are prohibited from swimming there.",
         "Without a lifeguard you are not allowed to swim there."),
        (opposite_word, "de", "Das Tischbein hat einen Abdruck.", "The table leg has a print.", "The table leg has an imprint."),
        (opposite_word, "de", "Die Loks kamen im Mai und erhielten neue Nummern.",
         "The engines were delivered in May, which were given new numbers.",
         "The engines were delivered in May, which received new numbers."),
        (changed_tense, "de", "Die Anlage kennt 14 Fahrstufen für Züge.", "The layout needs 14 speeds for trains.",
         "The layout needs 14 speed steps for trains."),
        (changed_tense, "uk", "Новий цех дозволить пекарні працювати вночі.",
         "The new shop will allow the bakery to work at night.", "The new shop allows the bakery to work at night."),
        (changed_tense, "ru", "Как сообщает газета, мост закрыт.", "As the newspaper reports, the bridge is closed.",
         "As the newspaper reported, the bridge is closed."),
        (changed_tense, "uk", "Увечері ми весело гуляли містом.", "In the evening we had fun walking around the city.",
         "In the evening we would have fun walking around the city."),
        (changed_tense, "uk", "Кажуть, що старий човен відремонтують і продадуть на аукціоні.",
         "They say that the old boat will be repaired and sold at the auction.",
         "They say that they will repair the old boat and will sell it at the auction."),
        (changed_tense, "zh", "重新开放的影院为居民提供了新的选择。",
         "The reopened cinemas also provide residents with a new choice.",
         "The reopened cinemas also provided residents with a new choice."),
        (changed_negation, "es", "La fábrica lleva parada desde mayo.", "The factory has not worked since May.",
         "The factory has been shut since May."),
        (changed_negation, "pt", "As fábricas estão paradas desde maio.", "The factories have not worked since May.",
         "The factories have been idle since May."),
        (changed_negation, "zh", "起初该市准备不足。", "At first the city was not prepared enough.",
         "At first the city was underprepared."),
        (changed_gender, "ru", "Художница взяла с собой чемодан, а режиссёр остался, и он скучал.",
         "The director stayed, and he was bored; the painter took a suitcase with her.",
         "The director stayed, and he was bored; the painter took a suitcase."),
        (changed_gender, "ru", "Если человек болел, то он получил иммунитет.",
         "If a person has been ill, he or she is immune.", "If a person was ill, then he is immune."),
        (until_for_while, "uk", "Допоможіть нам, поки ми познайомимося з містом.", "Help us until we get to know the city.",
         "Help us while we get to know the city."),
    ],
)  # fmt: skip
def test_other_words_are_silent(check: object, lang: str, source: str, target: str, other: str) -> None:
    assert marks(check.check, lang, source, target, other) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("check", "lang", "source", "target", "other", "said"),
    [
        (changed_negation, "ru", "В городе это выгодно, и в деревне выгодно.",
         "In the city it is profitable, and in the village it is not profitable.",
         "In the city it is profitable, and in the village it is profitable.", "is not"),
        (opposite_word, "uk", "Дякуємо за поміч у такий простий для міста час.",
         "Thank you for the help at such a difficult time for the city.",
         "Thank you for the help at such an easy time for the city.", "difficult"),
        (opposite_word, "de", "Die Hilfe geht an Entwicklungsländer in Afrika.", "The aid goes to developed countries in Africa.",
         "The aid goes to developing countries in Africa.", "developed countries"),
        (changed_tense, "ru", "Новый цех позволил пекарне работать ночью.",
         "The new shop will allow the bakery to work at night.", "The new shop allowed the bakery to work at night.",
         "will allow"),
        (changed_tense, "zh", "大桥昨天重新开放了。", "The bridge will reopen to traffic.", "The bridge reopened to traffic.",
         "will reopen"),
        (until_for_while, "uk", "Птах співає, поки цвіте сад.", "The bird sings until the garden blooms.",
         "The bird sings as long as the garden blooms.", "until"),
    ],
)  # fmt: skip
def test_the_meaning_turned_is_told(check: object, lang: str, source: str, target: str, other: str, said: str) -> None:
    found = marks(check.check, lang, source, target, other)  # type: ignore[attr-defined]
    assert [target[mark.span.start : mark.span.end] for mark in found] == [said]


def test_either_of_two_texts_may_have_the_wrong_sense() -> None:
    source, target = "Потяг веде полігон повз станцію.", "The train goes past the landfill at the station."
    one = marks(wrong_sense.check, "uk", source, target, "The train goes past the test site at the station.")
    two = marks(wrong_sense.check, "uk", source, target, *["The train passes the test site at the station."] * 2)
    assert [mark.severity for mark in one] == [Severity.MINOR]
    assert [mark.severity for mark in two] == [None]
