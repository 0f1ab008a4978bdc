"""The hand-written name tables: every row parses, keeps its alphabet, and contradicts no other cell."""

from collections import Counter
from importlib.resources import files

import pytest
import regex

HEADERS = {
    "people": ("name", "origin", "order", "also", "uk", "ru"),
    "given_names": ("uk", "ru", "be", "en_uk", "en_ru", "international"),
    "palladius": ("pinyin", "ru", "uk"),
    "titles": ("name", "kind", "also", "uk", "ru", "wrong", "lower"),
    "surnames_cjk": ("pinyin", "ru", "uk"),
}
KEYS = {"people": 1, "given_names": 2, "palladius": 1, "titles": 1, "surnames_cjk": 1}  # columns that name a row
LATIN = ("name", "also", "wrong", "en_uk", "en_ru", "international", "pinyin")
FOREIGN = {"uk": "ыэёъ", "ru": "іїєґ"}
EMPTY_ALLOWED = {"also", "wrong", "lower", "be", "international"}
KINDS = {"person", "organisation", "publication", "place", "product", "weapon", "event"}


def read(table: str) -> list[dict[str, str]]:
    text = files("audit.lexicons").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    header, *rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert tuple(header) == HEADERS[table]
    assert all(len(row) == len(header) for row in rows)
    return [dict(zip(header, row, strict=True)) for row in rows]


def cells(row: dict[str, str], *columns: str) -> list[str]:
    return [form for column in columns for form in row[column].split("|") if form]


def syllables(word: str, known: set[str]) -> bool:
    """True if `word` splits into known syllables."""
    ends = {0}
    for end in range(1, len(word) + 1):
        if any(word[start:end] in known for start in ends):
            ends.add(end)
    return len(word) in ends


@pytest.mark.parametrize("table", HEADERS)
def test_comments_name_origin_and_licence(table: str) -> None:
    text = files("audit.lexicons").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert text.splitlines()[: len(comments)] == comments
    assert any("written for mtaudit from public facts" in line for line in comments)
    assert any("CC0 1.0" in line for line in comments)


@pytest.mark.parametrize("table", HEADERS)
def test_rows_are_sorted_and_named_once(table: str) -> None:
    rows = [tuple(row.values()) for row in read(table)]
    assert rows == sorted(rows)
    assert [key for key, n in Counter(row[: KEYS[table]] for row in rows).items() if n > 1] == []


@pytest.mark.parametrize("table", HEADERS)
def test_cells_are_clean(table: str) -> None:
    for row in read(table):
        for column, cell in row.items():
            forms = cell.split("|")
            assert len(forms) == len(set(forms)), row
            assert all(form == form.strip() and "  " not in form for form in forms), row
            assert all(forms) or (cell == "" and column in EMPTY_ALLOWED), row
            assert "’" not in cell and "ʼ" not in cell, row


@pytest.mark.parametrize("table", HEADERS)
def test_alphabets(table: str) -> None:
    for row in read(table):
        assert not any(regex.search(r"\p{Cyrillic}", row[column]) for column in LATIN if column in row), row
        for column in FOREIGN.keys() & row.keys():
            assert not set(row[column].lower()) & set(FOREIGN[column]), row
        for word in regex.findall(r"\p{L}+", "|".join(row[c] for c in ("uk", "ru", "be") if c in row)):
            scripts = {bool(regex.match(r"\p{Cyrillic}", letter)) for letter in word}
            assert len(scripts) == 1, (word, row)


def test_people_have_both_forms_and_a_known_order() -> None:
    for row in read("people"):
        assert row["order"] in {"gs", "sg"}, row
        assert regex.fullmatch(r"[a-z]{2,3}(-[A-Za-z]+)*", row["origin"]), row
        assert row["name"] not in cells(row, "also"), row


def test_titles_do_not_call_an_accepted_name_wrong() -> None:
    for row in read("titles"):
        assert row["kind"] in KINDS and row["lower"] in {"", "yes"}, row
        accepted = {form.casefold() for form in cells(row, "name", "also")}
        assert not accepted & {form.casefold() for form in cells(row, "wrong")}, row


def test_the_faults_that_the_tables_exist_for() -> None:
    people = {row["name"]: row for row in read("people")}
    assert "Anthony Blinken" not in cells(people["Antony Blinken"], "name", "also")
    assert "Volodymyr Zelenskyy" in cells(people["Volodymyr Zelensky"], "also")
    titles = {row["name"]: row for row in read("titles")}
    assert "ATES" in cells(titles["APEC"], "wrong")
    assert "New Earth" in cells(titles["Novaya Zemlya"], "wrong")


def test_palladius_covers_the_surnames_and_the_people() -> None:
    known = {row["pinyin"] for row in read("palladius")}
    words = [row["pinyin"].lower() for row in read("surnames_cjk")]
    people = [row for row in read("people") if row["origin"] == "zh" and row["order"] == "sg"]
    words += [word.lower() for row in people for word in row["name"].split()]
    assert len(known) > 400 and len(people) > 30
    assert [word for word in words if not syllables(word, known)] == []
