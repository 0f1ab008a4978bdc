"""Relations that the source's own words settle: what excludes what, in nine languages, and what explains a difference away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.check import Article, Check, Pair
from audit.checks import (
    changed_condition,
    changed_gender,
    changed_modality,
    changed_negation,
    changed_quantifier,
    changed_tense,
    changed_time,
    opposite_word,
    turned_comparison,
)
from audit.finding import Severity
from audit.lexicons.markers import relations
from audit.shifts.marked import marked

SORTS = ("time", "comparison", "quantifier", "modality", "condition", "negation", "opposite", "gender", "tense")
LANGUAGES = ("uk", "ru", "de", "fr", "es", "pl", "pt", "zh")


def flagged(check: Check, lang: str, source: str, target: str, *told: str) -> list[str]:
    article = Article((Pair(target, "en", source, lang, told),))
    return [target[m.span.start : m.span.end] for _, m in check.run(article)]


@pytest.mark.parametrize(
    ("check", "lang", "source", "target", "wrong"),
    [
        (
            changed_time.check,
            "uk",
            "Раду обрали за два місяці до реформи.",
            "The council was elected two months after it.",
            "after",
        ),
        (
            changed_time.check,
            "de",
            "Der Zug hielt kurz vor dem Tunnel.",
            "The train stopped shortly after the tunnel.",
            "after",
        ),
        (changed_time.check, "fr", "L'usine ne fonctionne plus.", "The plant is still running.", "still"),
        (changed_time.check, "es", "La fábrica ya no funciona.", "The factory is still operating.", "still"),
        (changed_time.check, "pl", "Most otwarto dopiero w maju.", "The bridge was already opened in May.", "already"),
        (
            changed_time.check,
            "pt",
            "Enquanto houver chuva, a ponte fica fechada.",
            "Until it rains, the bridge is closed.",
            "Until",
        ),
        (changed_time.check, "zh", "选举之后，市长辞职了。", "The mayor resigned before the election.", "before"),
        (changed_time.check, "ru", "Договор еще не подписан.", "The treaty has already been signed.", "already"),
        (turned_comparison.check, "pt", "Pelo menos 30 casas arderam.", "At most 30 houses burned.", "At most"),
        (
            turned_comparison.check,
            "ru",
            "В деревне живет более 300 человек.",
            "Fewer than 300 people live there.",
            "Fewer than",
        ),
        (turned_comparison.check, "de", "Es gab doppelt so viele Brände.", "There were half as many fires.", "half"),
        (changed_quantifier.check, "uk", "Усі учні склали іспит.", "Some of the pupils passed the exam.", "Some"),
        (changed_quantifier.check, "zh", "大多数学生通过了考试。", "All the students passed the exam.", "All the"),
        (changed_modality.check, "pl", "Nie musi płacić.", "He must not pay.", "must not"),
        (
            changed_modality.check,
            "fr",
            "La banque pourrait relever ses taux.",
            "The bank will raise its rates.",
            "will",
        ),
        (changed_condition.check, "es", "Aunque llovía, jugaron.", "Because it rained, they played.", "Because"),
        (
            changed_condition.check,
            "de",
            "Das Fest findet statt, es sei denn, es regnet.",
            "The fair takes place if it rains.",
            "if",
        ),
        (
            changed_negation.check,
            "uk",
            "Президент не виключив переговорів.",
            "The president ruled out talks.",
            "ruled out",
        ),
        (changed_negation.check, "fr", "Le musée n'ouvre que le lundi.", "The museum does not open on Mondays.", "not"),
        (opposite_word.check, "pl", "Ceny spadły.", "Prices rose.", "rose"),
        (opposite_word.check, "uk", "Парламент відхилив законопроєкт.", "Parliament approved the bill.", "approved"),
        (changed_gender.check, "es", "Ella dirige el hospital.", "He runs the hospital.", "He"),
        (
            changed_tense.check,
            "de",
            "Die Schule wird im Herbst eröffnet.",
            "The school was opened in the autumn.",
            "was",
        ),
    ],
)
def test_the_source_settles_it(check: Check, lang: str, source: str, target: str, wrong: str) -> None:
    assert flagged(check, lang, source, target) == [wrong]


@pytest.mark.parametrize(
    ("lang", "source", "target"),
    [
        (
            "uk",
            "Раду обрали за два місяці до реформи.",
            "The reform came two months after the council was elected earlier.",
        ),
        ("de", "Er rief an, bevor er kam, und nach dem Essen ging er.", "He called first; after the meal he left."),
        ("ru", "Прибыв в город до рассвета, они уснули.", "After arriving in the city, they fell asleep."),
        ("de", "Solange er nicht zahlt, bleibt die Tür zu.", "The door stays shut until he pays."),
        (
            "fr",
            "Tant que le toit n'est pas réparé, l'école est fermée.",
            "The school is closed until the roof is repaired.",
        ),
        ("es", "Al menos 30 casas ardieron.", "No fewer than 30 houses burned."),
        ("pl", "Przyszło prawie 300 osób.", "Just under 300 people came, more than last year."),
        ("uk", "Не всі учні склали іспит.", "Some pupils did not pass the exam."),
        ("de", "Er muss nicht zahlen.", "He need not pay."),
        ("uk", "Банк може підвищити ставку.", "It is possible that the bank will raise the rate."),
        ("zh", "尽管下雨，比赛仍继续。", "It rained, but the match went on because nobody minded."),
        ("fr", "Le musée n'ouvre que le lundi.", "The museum does not open except on Mondays."),
        ("uk", "Ціни зросли, а попит знизився.", "Demand fell."),
        ("uk", "Вона (лікарня) працює.", "It is at work, he said."),
        ("pl", "Most będzie zamknięty, jak podano.", "The bridge is to be closed, it was said."),
        ("es", "Sin embargo, nadie vino.", "However, nobody came."),
    ],
)
def test_what_explains_it_keeps_it_silent(lang: str, source: str, target: str) -> None:
    assert list(marked(Pair(target, "en", source, lang), *SORTS)) == []


def test_retranslations_confirm_or_excuse() -> None:
    source, target = "Le chômage a augmenté.", "Unemployment has decreased."
    alone = next(marked(Pair(target, "en", source, "fr"), "opposite"))
    heard = next(marked(Pair(target, "en", source, "fr", ("Unemployment rose.",)), "opposite"))
    assert (alone.suggestion, alone.source and source[alone.source.start : alone.source.end]) == ("rose", "augmenté")
    assert heard.confidence > alone.confidence
    assert not list(marked(Pair(target, "en", source, "fr", ("Unemployment fell.",)), "opposite"))
    assert not list(marked(Pair(target, "en", source, "fr", ("There are jobs again.",)), "opposite"))


def test_severity_and_place_are_those_asked_for() -> None:
    target = "Yes. He resigned yesterday."
    mark = next(marked(Pair(target, "en", "是的。她昨天辞去了职务。", "zh"), "gender", severity=Severity.MINOR))
    assert (mark.severity, target[mark.span.start : mark.span.end], mark.suggestion) == (Severity.MINOR, "He", "She")


def test_other_languages_and_long_texts_are_left_alone() -> None:
    assert not list(marked(Pair("Ціни впали.", "uk", "Prices rose.", "en"), *SORTS))
    assert not list(marked(Pair("Prices rose. " * 40, "en", "Ceny spadły. " * 40, "pl"), *SORTS))
    assert not list(marked(Pair("Prices rose.", "en"), *SORTS))


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_has_relations_in_every_language(sort: str) -> None:
    few = {"negation": 1, "gender": 1, "tense": 1}.get(sort, 3)
    assert {lang for lang in LANGUAGES if len(relations(sort, lang)) < few} == set()
    assert relations(sort, "tlh") == ()


def test_what_is_excluded_is_no_rendering_of_the_set() -> None:
    for sort in SORTS:
        for lang in LANGUAGES:
            for relation in relations(sort, lang):
                for _, other in relation.others:
                    assert not relation.target.sure.whole & other.sure.whole, relation.right


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LANGUAGES), st.text(max_size=60), st.text(max_size=60))
def test_marks_lie_in_the_text(lang: str, source: str, target: str) -> None:
    for mark in marked(Pair(f"{target} still before", "en", f"{source} ya no 之后 nachdem", lang), *SORTS):
        assert 0 <= mark.span.start < mark.span.end <= len(target) + 13
