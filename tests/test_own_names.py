"""A team's own table of names, the house style, and the spellings that are trusted whatever anybody says."""

from pathlib import Path

import pytest

from audit.check import Pair
from audit.checks import CHECKS
from audit.cli import main
from audit.naming.famous import is_famous
from audit.naming.own import NAME, Own, read_names, with_names
from audit.naming.style import STYLES, with_style
from audit.naming.trusted import fits, is_right
from audit.run import audit_pairs
from corpora.read import InputError

TABLE = "source\ttarget\twrong\n# ours\nДзвінка Матіяш\tDzvinka Matiyash\tDzvinka Matjash | the Bell\n\tOgonyok\tLittle Light\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "names.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def found(pair: Pair, names: tuple[Own, ...]) -> list[tuple[str, str, str]]:
    report = audit_pairs([pair], checks=with_names(CHECKS, names))
    return [(one.name, one.text, one.suggestion) for one in report.findings if one.name == NAME]


def test_rows_are_read(table: Path) -> None:
    first, second = read_names(table)
    assert first == Own(("Дзвінка Матіяш",), ("Dzvinka Matiyash",), ("Dzvinka Matjash", "the Bell"))
    assert second == Own((), ("Ogonyok",), ("Little Light",))


def test_a_wrong_name_of_the_table_is_marked_where_the_source_has_it_in_any_case(table: Path) -> None:
    pair = Pair("We met Dzvinka Matjash there.", "en", "Ми зустріли Дзвінку Матіяш там.", "uk")
    assert found(pair, read_names(table)) == [(NAME, "Dzvinka Matjash", "Dzvinka Matiyash")]
    elsewhere = Pair("We met Dzvinka Matjash there.", "en", "Ми зустріли її там.", "uk")
    assert found(elsewhere, read_names(table)) == []


def test_without_a_source_the_wrong_name_is_enough(table: Path) -> None:
    assert found(Pair("The Little Light wrote so.", "en"), read_names(table)) == [(NAME, "Little Light", "Ogonyok")]


def test_what_nearly_is_the_right_name_is_marked(table: Path) -> None:
    pair = Pair("We met Dzvinka Matiyosh.", "en", "Ми зустріли Дзвінку Матіяш.", "uk")
    assert ("Matiyosh", "Dzvinka Matiyash") in [(text, right) for _, text, right in found(pair, read_names(table))]


def test_another_accepted_spelling_is_not_the_table_s() -> None:
    names = (Own(("Сидоренко",), ("Sydorenko",), ()),)
    pair = Pair("Yesterday Sidorenko arrived.", "en", "Учора приїхав Сидоренко.", "uk")
    assert found(pair, names) == [(NAME, "Sidorenko", "Sydorenko")]
    assert found(Pair("Yesterday Sydorenko arrived.", "en", pair.source, "uk"), names) == []


def test_a_batch_takes_the_table(tmp_path: Path) -> None:
    table, rows, out = tmp_path / "names.tsv", tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    table.write_text("source\ttarget\nСидоренко\tSydorenko\n", encoding="utf-8")
    rows.write_text(
        '{"id": 1, "pair": "uk-en", "src": "Сидоренко тут.", "mt": "Sidorenko is here."}\n', encoding="utf-8"
    )
    assert main(["batch", str(rows), "-o", str(out), "--names", str(table)]) == 0
    assert '"house-name"' in out.read_text("utf-8")


def test_optional_checks_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "house-name"]) == 0
    assert "--names" in capsys.readouterr().out
    assert main(["explain", "N009"]) == 0
    assert "KMU" in capsys.readouterr().out


def test_a_right_name_of_the_table_is_left_alone_by_every_check() -> None:
    pair = Pair("The talk with Ilon Musk was short.", "en", "Розмова з Ілоном Маском була короткою.", "uk")
    assert any(one.text == "Ilon Musk" for one in audit_pairs([pair]).findings)
    own = (Own(("Ілон Маск",), ("Ilon Musk",), ()),)
    assert audit_pairs([pair], checks=with_names(CHECKS, own)).findings == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name\tright\n", ":1: needs the header"),
        ("source\ttarget\nКиїв\n", ":2: 1 columns; the header has 2"),
        ("source\ttarget\nКиїв\t \n", ":2: no name in the column target"),
        ("source\ttarget\n\tKyiv\n", ":2: neither a source nor a wrong name"),
        ("", ":1: needs the header"),
    ],
)
def test_a_bad_table_is_refused_in_one_line(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "names.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_names(path)


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_bytes("source\ttarget\nКиїв\tKyiv\n".encode("cp1251"))
    with pytest.raises(InputError, match="not UTF-8 at byte"):
        read_names(path)


def test_the_command_takes_both_options(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "text.en.txt"
    text.write_text("The Little Light has its office in Kiev, as it had for many years.\n", encoding="utf-8")
    arguments = [
        "check",
        str(text),
        "--target-lang",
        "en",
        "--names",
        str(table),
        "--style",
        STYLES[0],
        "--format",
        "json",
    ]
    assert main(arguments) == 1
    shown = capsys.readouterr().out
    assert '"suggestion": "Ogonyok"' in shown and '"suggestion": "Kyiv"' in shown


def test_the_style_is_minor_and_off_by_default() -> None:
    pair = Pair("Zelensky arrived in Kiev.", "en", "Зеленський прибув до Києва.", "uk")
    assert [one for one in audit_pairs([pair]).findings if one.code == "N009"] == []
    styled = audit_pairs([pair], checks=with_style(CHECKS, "kmu")).findings
    assert [(one.text, one.suggestion, str(one.severity)) for one in styled] == [
        ("Zelensky", "Zelenskyi", "minor"),
        ("Kiev", "Kyiv", "minor"),
    ]


def test_spellings_of_the_standards_are_trusted() -> None:
    assert is_right("Oleksiy", "через Олексієвий телефон", "uk")
    assert is_right("Alexander", "про Олександра", "uk")
    assert not is_right("Alexander", "про Андрія", "uk")
    assert fits("Osteen", "письмо от Остина", "ru") and not fits("Ostin", "письмо от Остина", "ru")


def test_famous_names_are_heard_and_common_words_are_not() -> None:
    assert is_famous("Гейгером", "ru") and is_famous("Вирджинии", "ru")
    assert not is_famous("Комитетом", "ru") and not is_famous("Geiger", "de")
