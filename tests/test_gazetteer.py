"""The tables of places, organisations and abbreviations: every row parses, keeps its alphabet, and contradicts no other."""

from collections import Counter
from collections.abc import Callable
from importlib.resources import files

import pytest
import regex

from audit.lexicons import abbreviations
from audit.lexicons.gazetteer import Gazetteer, key, organisations, places, read

TABLES = {"places": places, "organisations": organisations}
FOREIGN = {"uk": "ыэёъ", "ru": "іїєґ"}
OTHERS = {
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "pl",
    "cs",
    "tr",
    "zh",
    "ja",
    "ar",
    "be",
    "bg",
    "sr",
    "ro",
    "hu",
    "fi",
    "sv",
    "nl",
    "sl",
    "fa",
    "hy",
}


def rows(table: str) -> list[dict[str, str]]:
    text = files("audit.lexicons").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    header, *lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [dict(zip(header, line, strict=True)) for line in lines]


@pytest.mark.parametrize("table", [*TABLES, "abbreviations"])
def test_the_header_says_how_it_was_made_and_by_whom_read(table: str) -> None:
    head = files("audit.lexicons").joinpath(f"{table}.tsv").read_text(encoding="utf-8").split("\nid\t")[0]
    assert "written for mtaudit from public facts" in head
    assert "by a language model; no native speaker has read it" in head
    assert "CC0 1.0" in head


@pytest.mark.parametrize(("table", "count"), [("places", 800), ("organisations", 400), ("abbreviations", 150)])
def test_size_and_ids(table: str, count: int) -> None:
    ids = [row["short" if table == "abbreviations" else "id"] for row in rows(table)]
    assert len(ids) >= count
    assert [one for one, n in Counter(ids).items() if n > 1] == []


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_in_order_and_cells_are_clean(table: str) -> None:
    listed = rows(table)
    assert listed == sorted(listed, key=lambda row: (row["kind"], row["id"]))
    for row in listed:
        for cell in row.values():
            assert cell == cell.strip() and "  " not in cell and "||" not in cell and "’" not in cell, row
        assert set(regex.findall(r"(?:^|; )([a-z]{2}): ", row["others"])) <= OTHERS, row
        assert row["uk"] or row["ru"] or row["others"], row


@pytest.mark.parametrize("table", TABLES)
def test_alphabets(table: str) -> None:
    for row in rows(table):
        assert not regex.search(r"\p{Cyrillic}", row["name"] + row["also"] + row["literal"]), row
        for lang, letters in FOREIGN.items():
            assert not set(row[lang].lower()) & set(letters), row
            for word in regex.findall(r"\p{L}+", row[lang]):
                assert len({bool(regex.match(r"\p{Cyrillic}", letter)) for letter in word}) == 1, (word, row)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_literal_rendering_is_no_right_name_of_its_row(table: Callable[[], Gazetteer]) -> None:
    entries = table().entries
    assert [one.id for one in entries if one.accepted & {key(literal) for literal in one.literal}] == []


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_form_finds_its_row(table: Callable[[], Gazetteer]) -> None:
    for row in rows(table.__name__.rpartition(".")[2]):
        for lang in ("uk", "ru"):
            for form in filter(None, row[lang].split(" | ")):
                found = table().find(form.strip("«»").upper(), lang)
                assert row["id"] in [one.entry.id for one in found], (form, row)
                assert row["id"] in [one.entry.id for one in table().starting(form.strip("«»").split()[0], lang)]


@pytest.mark.parametrize(
    ("phrase", "lang", "english"),
    [
        ("Біла Церква", "uk", "Bila Tserkva"),
        ("минеральные воды", "ru", "Mineralnye Vody"),
        ("Слов’янськ", "uk", "Sloviansk"),
        ("Mailand", "de", "Milan"),
        ("Londres", "pt-BR", "London"),
        ("Monachium", "pl", "Munich"),
        ("旧金山", "zh", "San Francisco"),
        ("القدس", "ar", "Jerusalem"),
        ("Орел", "ru", "Oryol"),
        ("Belo Horizonte", "pt", "Belo Horizonte"),
        ("Bordeaux", "de", "Bordeaux"),
    ],
)
def test_places(phrase: str, lang: str, english: str) -> None:
    assert english in [form.entry.name for form in places().find(phrase, lang)]
    assert places().known(english)


def test_what_is_accepted_and_what_is_wrong() -> None:
    (kyiv,) = places().find("Киев", "ru")
    assert {"kyiv", "kiev"} <= kyiv.entry.accepted
    assert [one.name for one in places().wrong("Beautiful  horizon")] == ["Belo Horizonte"]
    assert places().wrong("Belo Horizonte") == () == places().find("nowhere", "xx")
    assert not places().known("Beautiful Horizon")


def test_a_country_with_the_name_of_its_capital_is_accepted() -> None:
    assert {"algiers", "algeria"} <= places().find("Алжир", "ru")[0].entry.accepted


def test_ordinary_words_need_quotation_marks() -> None:
    assert [form.quoted for form in organisations().find("Фокус", "uk")] == [True]
    assert [form.quoted for form in organisations().find("Le Monde", "fr")] == [True]
    assert [form.quoted for form in organisations().find("Євросоюз", "uk")] == [False]


def test_abbreviations() -> None:
    assert [one.short for one in abbreviations.find("ЄС", "uk")] == ["EU"]
    assert [one.short for one in abbreviations.find("ONU", "fr")] == ["UN"]
    assert [one.short for one in abbreviations.find("PIB", "pt-BR")] == ["GDP"]
    assert {one.short for one in abbreviations.find("МКС", "uk")} == {"ICC", "ISS"}
    assert abbreviations.find("єс", "uk") == () == abbreviations.find("EU", "ja")
    assert "ЗСУ" in abbreviations.forms("uk") and abbreviations.forms("ja") == ()
    assert "Ukrainian forces" in abbreviations.find("ЗСУ", "uk")[0].accepted


@pytest.mark.parametrize(
    ("line", "complaint"), [("a\tcity\tA", "3 columns"), ("a\tcity\tA\t\t\t\tMailand\t", "no language")]
)
def test_a_broken_row_is_named(line: str, complaint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    header = "id\tkind\tname\talso\tuk\tru\tothers\tliteral"

    class Folder:
        def joinpath(self, _: str) -> "Folder":
            return self

        def read_text(self, _: str) -> str:
            return f"# x\n{header}\n{line}\n"

    monkeypatch.setattr("audit.lexicons.gazetteer.files", lambda _: Folder())
    with pytest.raises(ValueError, match=rf"x\.tsv:3: .*{complaint}"):
        read("x.tsv")
