"""The table of fixed expressions, its notation, and the check that uses it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.check import Article, Pair
from audit.checks.calqued_expression import check
from audit.finding import Mark
from audit.lexicons.expressions import LANGUAGES, in_source, literals, table
from audit.lexicons.phrase import english, find_source, needed, occurrences, render
from audit.lexicons.word_forms import forms
from audit.lexicons.wordwise import strangeness


def marks(target: str, source: str = "", lang: str = "uk", again: tuple[str, ...] = ()) -> list[Mark]:
    pair = Pair(target=target, target_lang="en", source=source, source_lang=lang, retranslations=again)
    return [mark for _, mark in check.run(Article((pair,)))]


def words(found: list[Mark], text: str) -> list[str]:
    return [text[m.span.start : m.span.end] for m in found]


def test_ids_are_unique_and_every_phrase_compiles() -> None:
    rows = table()
    assert len({row.id for row in rows}) == len(rows) >= 1150
    assert all(english(phrase).pattern and english(phrase).starts for row in rows for phrase in row.literal)


def test_every_language_has_its_rows() -> None:
    assert {lang: sum(row.covers(lang) for row in table()) >= 20 for lang in LANGUAGES} == dict.fromkeys(
        LANGUAGES, True
    )


@pytest.mark.parametrize("row", table(), ids=lambda row: row.id)
def test_a_right_rendering_is_never_found_as_a_literal_one(row: object) -> None:
    assert row in table()
    own = [(right, text) for right in row.right for text in row.literal if [*occurrences(english(text), render(right))]]  # type: ignore[attr-defined]
    assert own == []


@pytest.mark.parametrize("row", table(), ids=lambda row: row.id)
def test_plain_source_forms_find_themselves(row: object) -> None:
    plain = [(lang, form) for lang, fs in row.sources for form in fs if not set(form) & set("+~(*?=")]  # type: ignore[attr-defined]
    assert [pair for pair in plain if find_source(pair[1], pair[1], pair[0]) is None] == []


FLAGGED = [
    (
        "uk",
        "Перші особи держави прибули на церемонію.",
        "The first persons of the state came.",
        "first persons",
        "top officials",
    ),
    (
        "uk",
        "Він просто водив виборців за ніс.",
        "He drove the voters by the nose.",
        "drove the voters by the nose",
        "strung someone along",
    ),
    (
        "uk",
        "Комендантська година триватиме до ранку.",
        "Commandant's hour lasts until morning.",
        "Commandant's hour",
        "Curfew",
    ),
    (
        "ru",
        "В сухом остатке у города нет денег.",
        "In dry residue, the city has no money.",
        "In dry residue",
        "In the end",
    ),
    ("ru", "Ей оказали медвежью услугу.", "They did her a bear service.", "bear service", "disservice"),
    ("ru", "Он снова сел в лужу.", "He sat in a puddle again.", "sat in a puddle", "made a fool of oneself"),
    (
        "de",
        "Das ist eine Milchmädchenrechnung.",
        "That is a milkmaid calculation.",
        "milkmaid calculation",
        "naive calculation",
    ),
    ("fr", "Elle est tombée dans les pommes.", "She fell into the apples.", "fell into the apples", "passed out"),
    (
        "es",
        "Dio en el clavo con su respuesta.",
        "She gave in the nail with her answer.",
        "gave in the nail",
        "hit the nail on the head",
    ),
    ("pl", "W kraju obowiązuje godzina policyjna.", "A police hour is in force.", "police hour", "curfew"),
    ("pt", "Ela teve de engolir sapos.", "She had to swallow frogs.", "swallow frogs", "put up with it"),
    ("zh", "政府发表了白皮书。", "The government published a white book.", "white book", "white paper"),
]


@pytest.mark.parametrize(("lang", "source", "target", "place", "right"), FLAGGED, ids=[f[3] for f in FLAGGED])
def test_a_literal_rendering_is_marked_with_its_correction(
    lang: str, source: str, target: str, place: str, right: str
) -> None:
    found = marks(target, source, lang)
    assert words(found, target) == [place]
    assert found[0].suggestion == right
    assert found[0].source is not None


SILENT = [
    ("uk", "Перші пасажири прибули зранку.", "The first persons to arrive were passengers."),
    ("uk", "Він обвів виборців навколо пальця.", "He strung the voters along."),
    ("ru", "Мальчик упал в лужу.", "The boy sat in a puddle."),
    ("ru", "Дети построили новую землю из песка.", "The children built a new land of sand."),
    ("de", "Das Milchmädchen rechnete lange.", "The milkmaid reckoned for a long time."),
    ("fr", "Elle a mis les poires dans le panier.", "She fell into the apples."),
    ("es", "La media naranja es dulce.", "Half an orange is sweet."),
    ("pl", "Policja ma godzinę.", "The police have an hour."),
    ("pt", "Ela viu um sapo.", "She saw a snake swallow frogs."),
    ("zh", "他买了一本白色的书。", "He bought a white book."),
]


@pytest.mark.parametrize(("lang", "source", "target"), SILENT, ids=[s[2] for s in SILENT])
def test_words_that_are_meant_literally_are_left_alone(lang: str, source: str, target: str) -> None:
    assert marks(target, source, lang) == []


def test_without_a_source_only_what_is_never_english_is_marked() -> None:
    text = "They made an elephant out of a fly. The first persons got an ambulance, a quick help."
    assert words(marks(text), text) == ["made an elephant out of a fly"]


def test_a_retranslation_with_the_same_words_keeps_the_check_silent() -> None:
    text, source = "The first persons of the state came.", "Перші особи держави прибули."
    assert marks(text, source, again=("The first persons arrived.",)) == []
    assert marks(text, source, again=("The top officials arrived.",))[0].confidence > marks(text, source)[0].confidence


def test_no_correction_is_offered_that_cannot_replace_the_words() -> None:
    found = marks("He was like cheese in butter.")
    assert [m.suggestion for m in found] == [""]
    assert "live in clover" in found[0].message


def test_hyphens_case_quotes_and_articles_do_not_matter() -> None:
    source = "Це була цар-бомба."
    for text in ("It was the King-Bomb.", 'It was "king" bomb.', "It was king bomb."):
        assert len(marks(text, source)) == 1


def test_irregular_and_regular_forms() -> None:
    assert forms("hang") == ("hang", "hangs", "hung", "hung", "hanging")
    assert forms("carry") == ("carry", "carries", "carried", "carried", "carrying")
    assert forms("lie")[4] == "lying"


def test_a_phrase_without_a_firm_first_word_is_refused() -> None:
    with pytest.raises(ValueError, match="optional"):
        english("very? good")
    with pytest.raises(ValueError, match="no word"):
        english("~")


PIECES = [
    "hang",
    "noodles",
    "on",
    "our",
    "ears",
    "one",
    "belt",
    "way",
    "the",
    ",",
    '"',
    "-",
    "’",
    "\n",
    "вішати",
    "一带一路",
    "🙂",
    "e\u0301",
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from([*LANGUAGES, "en", "", "zh-Hant"]))
def test_odd_text_never_raises_and_spans_lie_in_the_text(target: str, source: str, lang: str) -> None:
    for mark in marks(target, source, lang, again=(source,)):
        assert 0 <= mark.span.start < mark.span.end <= len(target)
        assert mark.source is None or 0 <= mark.source.start < mark.source.end <= len(source)
    assert all(target[span.start : span.end].strip() for _, span, _ in literals(target))


@pytest.mark.parametrize("lang", ["uk", "zh"])
def test_the_index_finds_what_a_search_row_by_row_finds(lang: str) -> None:
    phrases = [phrase for row in table() for known, phrases in row.sources if known == lang for phrase in phrases]
    assert len(phrases) > 20
    for phrase in phrases[::25]:
        text = re.sub(r"[=*?~+]", "", re.sub(r"\(([^|)]*)[^)]*\)", r"\1", phrase))
        every = {row.id for row in table() if row.covers(lang) and row.in_source(text, lang)}
        assert {row.id for row, _ in in_source(text, lang)} == every, text


def test_several_rare_calques_in_a_text_without_source_are_marked_and_one_is_not() -> None:
    rare = [row for row in table() if row.kind in ("idiom", "proverb") and not row.alone]
    texts = [render(row.literal[0]) for row in rare if strangeness(render(row.literal[0])) >= 2.5][:3]
    assert len(texts) == 3
    pairs = tuple(Pair(f"They said: {text}.", "en") for text in texts)
    assert {place for place, _ in check.run(Article(pairs))} == {0, 1, 2}
    assert list(check.run(Article(pairs[:1]))) == []


def test_only_phrases_whose_words_a_text_has_are_tried() -> None:
    assert needed("hang+ (noodles|pasta) on ~ ears?") == {"on"}
    assert needed("closest (environment|surroundings)") == {"environment", "surroundings"}
    assert needed("king-bomb") == frozenset()
    assert [row.id for row, *_ in literals("They still don't know.")] == []  # "don't" is no river
