"""Lexicon packs: what builds them, what cannot, how they are found, and what they say of words."""

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from audit.check import Article, Pair
from audit.checks import CHECKS
from audit.cli import main
from audit.lexicons.booked import booked
from audit.lexicons.kinship import apart, close
from audit.packs import installed
from audit.packs.glosses import renderings
from audit.packs.pack import Info, Pack, Phrase, Word, write
from audit.packs.wiktextract import read
from audit.run import audit_pairs

LINES = [
    {
        "word": "ключ",
        "lang_code": "uk",
        "pos": "noun",
        "senses": [{"glosses": ["key (for a lock)"]}, {"glosses": ["spring, source"]}],
    },
    {
        "word": "ключі",
        "lang_code": "uk",
        "pos": "noun",
        "senses": [{"glosses": ["plural of ключ"], "form_of": [{"word": "ключ"}]}],
    },
    {
        "word": "бити байдики",
        "lang_code": "uk",
        "pos": "verb",
        "senses": [{"glosses": ["to loaf, to idle"], "tags": ["idiomatic", "colloquial"]}],
    },
    {"word": "залізна дорога", "lang_code": "uk", "pos": "noun", "senses": [{"glosses": ["railway"]}]},
    {"word": "ключ", "lang_code": "ru", "pos": "noun", "senses": [{"glosses": ["wrench"]}]},
    {
        "word": "leaf",
        "lang_code": "en",
        "pos": "noun",
        "senses": [],
        "translations": [{"code": "uk", "word": "листок"}, {"code": "uk"}],
    },
]


def extract(path: Path) -> Path:
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in LINES) + "\n", "utf-8")
    return path


def test_an_extract_is_read_by_sense_and_language(tmp_path: Path) -> None:
    found = list(read(extract(tmp_path / "x.jsonl").read_bytes().splitlines(), "x.jsonl", "uk"))
    assert found == [
        Word("ключ", ("key",)),
        Word("ключ", ("spring", "source")),
        Phrase("бити байдики", ("loaf", "idle"), (), "colloquial"),
        Word("листок", ("leaf",)),
    ]


@pytest.mark.parametrize(
    ("gloss", "words"),
    [
        ("(transitive, of wind) to blow, to puff", ("blow", "puff")),
        ("the Speaker (of a parliament (or of Congress))", ("speaker",)),
        ("alternative form of годі", ()),
        ("a person who tells other people what they ought to think", ()),
        ("наклад", ()),
        ("EU; European Union", ("EU", "european union")),
    ],
)
def test_a_gloss_is_cut_to_plain_renderings(gloss: str, words: tuple[str, ...]) -> None:
    assert renderings(gloss) == words


def test_build_list_and_test_on_the_command_line(
    tmp_path: Path, no_packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = tmp_path / "kaikki.jsonl.gz"
    packed.write_bytes(gzip.compress(extract(tmp_path / "x.jsonl").read_bytes()))
    assert main(["lexicon", "list"]) == 0
    assert "no packs yet" in capsys.readouterr().out
    assert main(["lexicon", "build", str(packed), "--lang", "uk", "--date", "2026-10-01"]) == 0
    assert "2 words; 1 phrases; English Wiktionary by kaikki.org; CC BY-SA 4.0; 2026-10-01" in capsys.readouterr().out
    assert main(["lexicon", "list"]) == 0
    assert "uk-en.wiktionary  uk  2 words" in capsys.readouterr().out
    assert main(["lexicon", "test", "Він бив байдики біля ключа.", "--lang", "uk"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert {"бив байдики: бити байдики = loaf; idle", "ключа: key | source, spring"} <= set(said)
    assert [p.name for p in no_packs.iterdir()] == ["uk-en.wiktionary.lexicon"]


def test_a_pack_made_elsewhere_is_added(
    tmp_path: Path, no_packs: Path, packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lexicon", "add", str(packs / "uk-en.test.lexicon")]) == 0
    assert (no_packs / "uk-en.test.lexicon").exists()
    assert "installed as" in capsys.readouterr().out


BAD = [
    ("x.jsonl", b'{"word": 1}\n', "x.jsonl:1: no line of a wiktextract file"),
    ("x.jsonl", b'{"word": "a", "lang_code": "de"}\n', "no words or phrases of 'uk'"),
    ("x.tsv", b"a\tb\n", "x.tsv:1: columns are a, b"),
    ("x.tsv", "word\tenglish\nлист\n".encode(), "x.tsv:2: 1 columns; the first line has 2"),
    ("x.tsv", b"word\tenglish\n\xff\tx\n", "x.tsv:2: not UTF-8"),
    ("x.tsv.gz", b"no gzip", "is no whole gzip file"),
    ("x.csv", b"", "unknown ending '.csv'"),
]


@pytest.mark.parametrize(("name", "content", "line"), BAD)
def test_bad_input_is_one_line(
    name: str, content: bytes, line: str, tmp_path: Path, no_packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["lexicon", "build", str(path), "--lang", "uk"]) == 2
    said = capsys.readouterr().err
    assert line in said
    assert said.count("\n") == 1
    assert list(no_packs.iterdir()) == [], "nothing half made stays behind"


def test_what_is_no_pack_is_refused_and_passed_over(
    tmp_path: Path, no_packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = no_packs / "other.lexicon"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    assert main(["lexicon", "add", str(other)]) == 2
    assert "is a database of another program" in capsys.readouterr().err
    assert main(["lexicon", "list"]) == 0
    assert "is a database of another program" in capsys.readouterr().err
    assert installed.every() == ()


def test_senses_are_told_from_synonyms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for lang in ("uk", "de", "fr", "es"):
        entries = [Word("a", ("letter", "leaf"))] if lang == "uk" else []
        entries += [
            Word(f"b{lang}", ("letter",)),
            Word(f"c{lang}", ("leaf", "foliage")),
            Word(f"d{lang}", ("quick", "fast")),
        ]
        write(tmp_path / f"{lang}.lexicon", Info(lang, lang, "", "", ""), entries)
    monkeypatch.setenv(installed.FOLDER, str(tmp_path))
    assert apart("letter", "leaf")
    assert not apart("quick", "fast")
    assert close("quick", "fast")
    assert not close("letter", "leaf")
    assert not apart("letter", "unknown"), "of a word that no dictionary has nothing is known"


@pytest.mark.usefixtures("with_packs")
def test_an_expression_is_found_inflected_and_in_another_order() -> None:
    found = {one.phrase.phrase for one in booked("Локшину йому вішали на обидва вуха.", "uk")}
    assert "вішати локшину на вуха" in found
    assert booked("Локшину варять.", "uk") == ()


@pytest.mark.usefixtures("with_packs")
def test_one_retranslation_is_weak_and_two_are_strong() -> None:
    (check,) = [c for c in CHECKS if c.code == "S002"]
    told = ("He sent a letter.", "He has sent the letter.")
    sure = [
        [
            m.confidence
            for _, m in check.run(Article((Pair("He sent a leaf.", "en", "Він надіслав лист.", "uk", told[:n]),)))
        ]
        for n in (0, 1, 2)
    ]
    assert sure == [[], [0.5], [0.8]]


def test_packs_stand_in_the_signature_and_their_lack_among_the_skips(
    packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = Pair("He sent a letter.", "en", "Він надіслав лист.", "uk")
    report = audit_pairs([pair])
    assert {s.name for s in report.skips if "has no lexicon pack for sources in 'uk'" in s.reason} == {
        "word-by-word",
        "other-sense",
    }
    monkeypatch.setenv(installed.FOLDER, str(packs))
    report = audit_pairs([pair])
    assert "uk-en.test@2026-11-22 (tests, Apache-2.0)" in report.signature
    assert not {"word-by-word", "other-sense"} & {s.name for s in report.skips}


def test_a_pack_is_read_only(packs: Path) -> None:
    pack = Pack(packs / "uk-en.test.lexicon")
    with pytest.raises(sqlite3.OperationalError):
        pack._connection.execute("DELETE FROM words")
    pack.close()
