"""Wrong senses: the table reads, each row can be found, and the check asks for enough evidence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.check import Article, Pair
from audit.checks.wrong_sense import check
from audit.finding import Mark, Span
from audit.lexicons import senses
from audit.lexicons.phrase import english
from audit.lexicons.senses import Sense, correction, languages, misreadings, table
from audit.lexicons.word_forms import forms


def look(source: str, target: str, *told: str, lang: str = "uk") -> list[Mark]:
    return [mark for _, mark in check.run(Article((Pair(target, "en", source, lang, told),)))]


def flagged(source: str, target: str, *told: str, lang: str = "uk") -> list[tuple[str, str]]:
    return [(target[m.span.start : m.span.end], m.suggestion) for m in look(source, target, *told, lang=lang)]


def test_table_is_large_enough_and_has_no_row_twice() -> None:
    rows = table()
    count = {lang: sum(row.lang == lang for row in rows) for lang in languages()}
    assert len(rows) >= 900
    assert count["uk"] + count["ru"] >= 400
    assert all(count[lang] >= 70 for lang in ("de", "fr", "es", "pl", "pt", "zh"))
    assert len({(row.lang, row.source, row.right) for row in rows}) == len(rows)


@pytest.mark.parametrize("row", table(), ids=lambda r: f"{r.lang}-{r.source[0]}-{r.wrong[0]}")
def test_row(row: Sense) -> None:
    plain = row.source[0].lstrip("=").replace("*", "").partition(" (")[0]
    text = f"{'Отже, ' if row.named else ''}{plain}"
    assert " (" in row.source[0] or row.in_source(text), "the source word finds itself"
    rights = {start for right in row.right for start in (right, english(right).pattern.pattern)}
    assert not rights & set(row.wrong), "no English is both right and wrong"
    assert all(english(w) for w in row.wrong)
    assert not any(row.explained(w, text) for w in row.wrong), "the word does not explain itself away"


def test_each_form_of_the_wrong_word_is_corrected_in_the_same_form() -> None:
    source, told = "Вона курирує політику.", "She supervises policy."
    seen = [flagged(source, f"She {form} policy.", told) for form in forms("smoke")]
    assert seen == [[pair] for pair in zip(forms("smoke"), forms("supervise"), strict=True)]
    assert flagged(source, "She smokes policy.") == [("smokes", "oversees")]


def test_the_article_changes_with_the_word() -> None:
    assert flagged("Це актуальна тема.", "This is the actual topic.") == [("actual", "relevant")]
    assert flagged("Цей закон актуальний.", "It is an actual law.") == [("an actual", "a relevant")]


@pytest.mark.parametrize(
    ("source", "target", "lang"),
    [
        ("Вона курує політику, він курить люльку.", "She runs policy, he smokes a pipe.", "uk"),
        ("Актуальні ціни й фактичний попит.", "Prices and actual demand.", "uk"),
        ("Eventuell kommt er, schließlich zahlt er.", "He may come and eventually pays.", "de"),
        ("Der Chef lobte den Koch.", "The chef was praised.", "de"),
    ],
)
def test_english_that_another_word_explains_is_silent(source: str, target: str, lang: str) -> None:
    assert flagged(source, target, lang=lang) == []


def test_where_both_senses_are_real_a_retranslation_must_tell() -> None:
    source, target = "Захід відбувся у парку.", "The West took place in the park."
    assert flagged(source, target) == []
    assert flagged(source, target, "It happened in the park.") == []
    assert flagged(source, target, "The event took place in the park.") == [("West", "event")]
    assert flagged(source, target, "The event was in the park.", "The West was in the park.") == []


def test_more_witnesses_make_it_surer() -> None:
    source, target, told = "Він отримав лист.", "He received a leaf.", "He received a letter."
    one, two = look(source, target, told)[0], look(source, target, told, "He got a letter.")[0]
    assert one.confidence < two.confidence <= 0.95
    assert [e.origin for e in two.evidence] == ["source", "re-translation 1", "re-translation 2", "lexicon"]


def test_names_are_not_words_of_the_table() -> None:
    assert flagged("Учора гравець Проспект забив гол.", "Prospect scored yesterday.") == []
    assert flagged("Він живе на проспекті.", "He met Ann Prospect there.") == []
    assert flagged("Ми говорили про Захід.", "We talked about the event.", "We talked about the West.") == [
        ("event", "West")
    ]


@pytest.mark.parametrize(
    ("lang", "source", "target", "words", "right"),
    [
        ("ru", "Он перенёс инсульт.", "He survived an insult.", "an insult", "a stroke"),
        ("de", "Eventuell regnet es.", "Eventually it rains.", "Eventually", "Possibly"),
        ("fr", "Elle travaille dans une librairie.", "She works in a library.", "library", "bookshop"),
        ("es", "La actriz está embarazada.", "The actress is embarrassed.", "embarrassed", "pregnant"),
        ("pl", "Nasz szef jest surowy.", "Our chef is strict.", "chef", "boss"),
        ("pt", "Ela pretende viajar.", "She pretends to travel.", "pretends", "intends"),
    ],
)
def test_false_friends(lang: str, source: str, target: str, words: str, right: str) -> None:
    assert flagged(source, target, lang=lang) == [(words, right)]


def test_a_bad_row_is_named() -> None:
    with pytest.raises(ValueError, match=r"senses\.tsv:7: 2 columns; needs 6"):
        senses._row(7, "uk\tслово")
    with pytest.raises(ValueError, match="never is 'maybe'"):
        senses._row(7, "uk\ta\tb\tc\tmaybe\t")


def test_an_adverb_is_not_corrected_by_an_adjective() -> None:
    row, wrong, span = next(misreadings("It is actually small.", "de"))
    assert correction(row, wrong, "It is actually small.", span) == "currently"


WORDS = st.lists(
    st.sampled_from(
        [
            *"курує Курує лист Захід полігон aktuell Rat, .".split(),
            *"an actual Smokes leaf rat West test site".split(),
            "\ud800",
            "\0",
        ]
    )
)


@settings(max_examples=30, deadline=None)
@given(target=WORDS.map(" ".join), source=WORDS.map(" ".join), told=st.lists(WORDS.map(" ".join), max_size=2))
@pytest.mark.parametrize("lang", sorted(languages()))
def test_any_text(target: str, source: str, told: list[str], lang: str) -> None:
    for mark in look(source, target, *told, lang=lang):
        assert Span(0, len(target)).overlaps(mark.span)
        assert mark.span.end <= len(target)
        assert mark.source is not None
        assert mark.source.end <= len(source)
        assert 0 < mark.confidence <= 0.95
