"""Recorded re-translations: every format, the places of faults, and recordings that are split in another way."""

import json
from pathlib import Path
from unicodedata import normalize
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models.recorded import Recorded, load
from audit.models.translator import ModelError, Settings
from corpora.read import InputError

SETTINGS = Settings("uk", "en", hypotheses=4)
PAIRS = (
    ("Міст закрили на ремонт.", "The bridge was closed for repairs."),
    ("Потяг до Києва запізнився на дві години.", "The train to Kyiv was two hours late."),
    ("У лікарні № 3 відкрили нове відділення.", "A new ward has opened at hospital No. 3."),
)
SOURCES = [source for source, _ in PAIRS]
TARGETS = [target for _, target in PAIRS]


def wrote(path: Path, text: str | bytes) -> str:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def jsonl(path: Path, *rows: object) -> str:
    return wrote(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def tmx(path: Path, *units: str, head: str = "", encoding: str = "UTF-8") -> str:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{head}<tmx version="1.4"><header/><body>{"".join(units)}</body></tmx>'
    return wrote(path, text.encode(encoding))


def unit(**variants: str) -> str:
    texts = (f'<tuv xml:lang="{lang.replace("_", "-")}"><seg>{text}</seg></tuv>\n' for lang, text in variants.items())
    return f"<tu>{''.join(texts)}</tu>\n"


def said(recorded: Recorded, *sources: str) -> list[str]:
    return [hypotheses[0].text for hypotheses in recorded.translate(sources)]


def rows(path: Path) -> str:
    return jsonl(path / "rt.jsonl", *({"src": a, "rt": b} for a, b in PAIRS))


def table(path: Path) -> str:
    return wrote(path / "rt.tsv", "\ufeff" + "\r\n".join("\t".join(pair) for pair in PAIRS))


def table_with_head(path: Path) -> str:
    return wrote(
        path / "rt.tab", "id\ttarget\tsource\n" + "".join(f"{n}\t{b}\t{a}\n" for n, (a, b) in enumerate(PAIRS))
    )


def table_with_languages(path: Path) -> str:
    return wrote(path / "rt.tsv", "en\tuk\n" + "".join(f"{b}\t{a}\n" for a, b in PAIRS))


def memory(path: Path) -> str:
    return tmx(path / "rt.tmx", *(unit(uk=a, en=b) for a, b in PAIRS))


def memory_in_utf16(path: Path) -> str:
    return tmx(path / "rt.tmx", *(unit(uk_UA=a, en_GB=b) for a, b in PAIRS), encoding="UTF-16")


def lines(path: Path) -> str:
    source = wrote(path / "article.uk.txt", "\n".join(SOURCES) + "\n\n")
    return f"{source},{wrote(path / 'article.rt.en.txt', chr(10).join(TARGETS))}"


@pytest.mark.parametrize("write", [rows, table, table_with_head, table_with_languages, memory, memory_in_utf16, lines])
def test_every_format(tmp_path: Path, write: object) -> None:
    assert callable(write)
    recorded = load(write(tmp_path), SETTINGS)
    assert said(recorded, *SOURCES) == TARGETS
    assert said(recorded, SOURCES[2], "", f"  {SOURCES[0]}\n") == [TARGETS[2], "", TARGETS[0]]


def test_a_name_tells_contents_apart(tmp_path: Path) -> None:
    one = load(rows(tmp_path), SETTINGS).name
    assert one == load(rows(tmp_path), SETTINGS).name
    assert one.startswith("recorded:rt.jsonl@")
    assert one != load(jsonl(tmp_path / "rt.jsonl", {"src": SOURCES[0], "rt": "Something else."}), SETTINGS).name


def test_several_hypotheses_and_those_asked_for(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "rt.jsonl", {"pair": "uk-en", "segments": [{"src": SOURCES[0], "rt": ["One.", "Two.", ""]}]}
    )
    assert [h.text for h in load(path, SETTINGS).translate(SOURCES[:1])[0]] == ["One.", "Two."]
    assert [h.text for h in load(path, Settings("uk", "en")).translate(SOURCES[:1])[0]] == ["One."]


def test_rows_of_other_pairs_are_no_business_of_ours(tmp_path: Path) -> None:
    other = {"pair": "uk-pl", "src": SOURCES[0], "rt": "Most zamknięto."}
    mine = {"pair": "uk-UA-en", "src": SOURCES[0], "rt": TARGETS[0]}
    assert said(load(jsonl(tmp_path / "a.jsonl", other, mine), SETTINGS), SOURCES[0]) == TARGETS[:1]
    with pytest.raises(ModelError, match=r"b.jsonl: has no translation from 'uk' to 'en'"):
        load(jsonl(tmp_path / "b.jsonl", other), SETTINGS)


def test_no_probabilities(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no probabilities"):
        load(rows(tmp_path), SETTINGS).score(SOURCES, TARGETS)


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=r"rt.jsonl: has no translation of 1 of 2 sentences, the first: 'Такого тут немає.'"
    ):
        load(rows(tmp_path), SETTINGS).translate([SOURCES[0], "Такого тут немає."])


def test_two_translations_of_one_source_are_told_apart_by_their_place(tmp_path: Path) -> None:
    pairs = [("Так.", "Yes."), PAIRS[0], ("Так.", "So it is."), PAIRS[1]]
    path = jsonl(tmp_path / "rt.jsonl", *({"src": a, "rt": b} for a, b in pairs))
    recorded = load(path, SETTINGS)
    assert said(recorded, *(a for a, _ in pairs)) == [b for _, b in pairs]
    with pytest.raises(ModelError, match=r"several translations of 'Так\.' \(line 1, line 3"):
        recorded.translate([SOURCES[1], "Так."])


def test_the_same_translation_twice_is_no_trouble(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "rt.jsonl", *({"src": a, "rt": b} for a, b in (*PAIRS, PAIRS[0])))
    assert said(load(path, SETTINGS), SOURCES[1], SOURCES[0]) == [TARGETS[1], TARGETS[0]]


def test_units_smaller_than_the_sentences_are_joined(tmp_path: Path) -> None:
    recorded = load(rows(tmp_path), SETTINGS)
    assert said(recorded, f"{SOURCES[0]} {SOURCES[1]}", SOURCES[2]) == [f"{TARGETS[0]} {TARGETS[1]}", TARGETS[2]]


def test_units_larger_than_the_sentences_are_aligned(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "rt.jsonl", {"src": " ".join(SOURCES), "rt": " ".join(TARGETS)})
    assert said(load(path, SETTINGS), *SOURCES) == TARGETS


def test_units_across_the_sentences_are_aligned(tmp_path: Path) -> None:
    first = {"src": f"{SOURCES[0]} {SOURCES[1]}", "rt": f"{TARGETS[0]} {TARGETS[1]}"}
    path = jsonl(tmp_path / "rt.jsonl", first, {"src": SOURCES[2], "rt": TARGETS[2]})
    assert said(load(path, SETTINGS), f"{SOURCES[1]}\n{SOURCES[2]}") == [f"{TARGETS[1]} {TARGETS[2]}"]


def test_two_texts_with_other_lines_are_aligned(tmp_path: Path) -> None:
    source = wrote(tmp_path / "a.txt", "\n".join(SOURCES))
    target = wrote(tmp_path / "b.txt", f"{TARGETS[0]} {TARGETS[1]}\n{TARGETS[2]}")
    assert said(load(f"{source},{target}", SETTINGS), *SOURCES) == TARGETS


def test_accents_and_white_space_do_not_matter(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "rt.jsonl", {"src": "Й\u00a0 Ї.", "rt": "Y and Yi."})
    assert said(load(path, SETTINGS), "И\u0306 І\u0308.") == ["Y and Yi."]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"nonsense", r"rt.jsonl:2: JSON is malformed"),
        (b'{"src": "x", "rt": 3}', r"rt.jsonl:2: Expected .str . array"),
        (b'{"rt": "x"}', r"rt.jsonl:2: no source"),
        (b'{"src": "x", "rt": "y", "pair": "u"}', r"rt.jsonl:2: pair 'u' does not name two languages"),
        (b"\xff\xfe", r"rt.jsonl: line 2, byte \d+: 0xff"),
    ],
)
def test_faults_in_rows_have_a_line(tmp_path: Path, line: bytes, message: str) -> None:
    path = wrote(tmp_path / "rt.jsonl", b'{"src": "a", "rt": "b"}\n' + line)
    with pytest.raises(InputError, match=message) as e:
        load(path, SETTINGS)
    assert "\n" not in str(e.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\nc\n", r"rt.tsv:2: 1 columns, the first line has 2"),
        ("a\tb\tc\n", r"rt.tsv:1: 3 columns without names"),
        ("", r"rt.tsv:1: 1 columns without names"),
    ],
)
def test_faults_in_tables_have_a_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load(wrote(tmp_path / "rt.tsv", text), SETTINGS)


def test_memories_leave_out_codes_and_keep_text(tmp_path: Path) -> None:
    seg = '<bpt i="1">&lt;b&gt;</bpt>The <hi>bridge</hi><ept i="1">&lt;/b&gt;</ept> was closed &amp; repaired<ph>x<sub>y</sub></ph>.'
    path = tmx(tmp_path / "rt.tmx", unit(uk=SOURCES[0], en=seg), head='<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
    assert said(load(path, SETTINGS), SOURCES[0]) == ["The bridge was closed & repaired."]


def test_the_very_variety_comes_first_and_two_others_are_ambiguous(tmp_path: Path) -> None:
    path = tmx(tmp_path / "rt.tmx", unit(uk=SOURCES[0], en_GB="In autumn.", en_US="In fall."))
    assert said(load(path, Settings("uk", "en-US")), SOURCES[0]) == ["In fall."]
    with pytest.raises(ModelError, match=r"rt.tmx:1: 'en' may be en-GB or en-US"):
        load(path, SETTINGS)


def test_a_memory_of_other_languages_lists_them(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"rt.tmx: no unit with 'uk' and 'en'; has de, uk"):
        load(tmx(tmp_path / "rt.tmx", unit(uk=SOURCES[0], de="Die Brücke.")), SETTINGS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<tmx><body>\n<tu></body></tmx>", r"rt.tmx:2:7: not XML: mismatched tag"),
        ("<xliff/>", r"rt.tmx:1: not TMX but <xliff>"),
        ("", r"rt.tmx:1:1: not XML: no element found"),
        ('<!DOCTYPE tmx [<!ENTITY a "aaaa">]>\n<tmx/>', r"rt.tmx:1: uses an XML entity of its own"),
        ('<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n<tmx/>', r"rt.tmx:1: uses an XML entity"),
        (
            '<!DOCTYPE tmx SYSTEM "x.dtd">\n<tmx><body><tu><tuv><seg>&a;</seg></tuv></tu></body></tmx>',
            r"rt.tmx:2: uses an XML",
        ),
    ],
)
def test_faults_in_memories_have_a_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as e:
        load(wrote(tmp_path / "rt.tmx", text), SETTINGS)
    assert "\n" not in str(e.value)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("whole.txt", "a whole text goes with --retranslation"),
        ("no.jsonl", "cannot be read: No such file"),
        ("a,b", "a: cannot"),
    ],
)
def test_what_is_no_recording(tmp_path: Path, name: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrote(tmp_path / "whole.txt", "The bridge was closed.")
    with pytest.raises(ModelError, match=message):
        load(name, SETTINGS)


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), min_size=1, max_size=8))
def test_what_is_written_is_found(tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]) -> None:
    kept = [(a, b) for a, b in {" ".join(a.split()): b for a, b in pairs}.items() if a and b.strip()]
    found = {"".join(normalize("NFC", a).split()): b for a, b in kept}
    path = tmp_path_factory.mktemp("rt") / "rt.jsonl"
    path.write_bytes(b"".join(json.dumps({"src": a, "rt": b}).encode("ascii", "replace") + b"\n" for a, b in kept))
    if kept and len(found) == len(kept):
        assert said(load(str(path), SETTINGS), *(a for a, _ in kept)) == [b for _, b in kept]


def test_escaped_text_comes_back(tmp_path: Path) -> None:
    text = 'a < b & "c"'
    assert said(load(tmx(tmp_path / "rt.tmx", unit(uk=SOURCES[0], en=escape(text))), SETTINGS), SOURCES[0]) == [text]
