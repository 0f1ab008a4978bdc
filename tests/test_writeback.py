"""Findings written into bilingual files: nothing else changes, what was added comes out again, readers of others agree."""

import json
import re
from pathlib import Path

import polib
import pytest
from lxml import etree

from audit.check import Pair
from audit.cli import main
from audit.run import audit_pairs
from corpora import bilingual

HERE = Path(__file__).parent / "formats"
FILES = ("visit.12.xlf", "visit.21.xlf", "memory.tmx", "app.uk.po")
XLIFF1, XLIFF2 = "{urn:oasis:names:tc:xliff:document:1.2}", "{urn:oasis:names:tc:xliff:document:2.0}"
ITS = "{http://www.w3.org/2005/11/its}"


def annotate(source: Path, out: Path, *options: str) -> bytes:
    langs = ("--target-lang", "en") if source.suffix == ".tmx" else ()
    assert main(["annotate", str(source), "-o", str(out), *langs, *options]) == 0
    return out.read_bytes()


def encoded(name: str, encoding: str, line_end: str) -> bytes:
    text = (HERE / name).read_text("utf-8").replace("\n", line_end)
    if encoding == "cp1251":
        text = re.sub(r'(<\?xml version="1.0")[^?]*', r'\1 encoding="windows-1251"', text)
        text = text.replace("charset=UTF-8", "charset=windows-1251")
    if encoding == "utf-16":
        text = re.sub(r'(<\?xml version="1.0")[^?]*', r'\1 encoding="UTF-16"', text)
    return text.encode(encoding)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("options", [(), ("--marks",)])
@pytest.mark.parametrize(
    ("encoding", "line_end"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\r\n"), ("cp1251", "\n")]
)
def test_only_additions(tmp_path: Path, name: str, options: tuple[str, ...], encoding: str, line_end: str) -> None:
    if options and not name.endswith(".xlf"):
        options = ()
    before = encoded(name, encoding, line_end)
    source, once, twice, again = (tmp_path / f"{k}{Path(name).suffix}" for k in range(4))
    source.write_bytes(before)
    added = annotate(source, once, *options)
    assert len(added) > len(before) + 200
    assert annotate(once, twice, *options) == added
    assert annotate(twice, again, "--remove") == before
    if options:
        assert annotate(once, again) == annotate(source, twice)
    rest = iter(added)
    assert all(byte in rest for byte in before)  # what was there is there still, in order


@pytest.mark.parametrize("name", FILES)
def test_the_notes_carry_the_ids_that_check_reports(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    langs = ["--target-lang", "en"] if name.endswith(".tmx") else []
    added = annotate(HERE / name, tmp_path / name).decode()
    capsys.readouterr()
    main(["check", str(HERE / name), "--format", "json", *langs])
    report = json.loads(capsys.readouterr().out)
    ids = {f["id"] for f in report["findings"]}
    assert ids == set(re.findall(r"mtaudit: [^<\n]*\[([\w-]+)\]", added))
    assert len(ids) >= 2
    text = (HERE / name).read_text("utf-8")
    for f in report["findings"]:
        assert text[f["document_start"]] == f["text"][0]


def test_xliff_1_as_its_schema_wants_it(tmp_path: Path) -> None:
    """In a <trans-unit>: source, seg-source, target, then notes and alt-trans; `from`, `annotates` and `priority` are its words."""
    tree = etree.fromstring(annotate(HERE / "visit.12.xlf", tmp_path / "a.xlf"))
    order = {"source": 0, "seg-source": 1, "target": 2, "note": 3, "alt-trans": 3}
    units = list(tree.iter(f"{XLIFF1}trans-unit"))
    for unit in units:
        places = [order[etree.QName(child).localname] for child in unit]
        assert places == sorted(places)
    ours = [note for unit in units for note in unit.findall(f"{XLIFF1}note") if note.get("from") == "mtaudit"]
    assert [note.getparent().get("id") for note in ours] == ["1", "2", "6", "6"]
    assert {note.get("annotates") for note in ours} == {"target"}
    assert all(1 <= int(note.get("priority")) <= 10 for note in ours)


def test_xliff_2_as_its_schema_wants_it(tmp_path: Path) -> None:
    """In a <unit>: other namespaces, one <notes>, <originalData>, then segments; ids of notes differ."""
    tree = etree.fromstring(annotate(HERE / "visit.21.xlf", tmp_path / "a.xlf"))
    order = {"matches": 0, "notes": 1, "originalData": 2, "segment": 3, "ignorable": 3}
    for unit in tree.iter(f"{XLIFF2}unit"):
        names = [etree.QName(child).localname for child in unit]
        assert [order[n] for n in names] == sorted(order[n] for n in names)
        assert names.count("notes") <= 1
        ids = [note.get("id") for note in unit.iter(f"{XLIFF2}note")]
        assert len(ids) == len(set(ids))
    ours = [note for note in tree.iter(f"{XLIFF2}note") if note.get("category") == "mtaudit"]
    assert [note.getparent().getparent().get("id") for note in ours] == ["u1", "u1", "u2"]
    assert "in s2:" in (ours[1].text or "")


@pytest.mark.parametrize(
    ("name", "kind", "space", "ident"),
    [("visit.12.xlf", ("mtype", "x-its"), XLIFF1, "mid"), ("visit.21.xlf", ("type", "its:generic"), XLIFF2, "id")],
)
def test_its_marks(tmp_path: Path, name: str, kind: tuple[str, str], space: str, ident: str) -> None:
    before = etree.fromstring((HERE / name).read_bytes())
    tree = etree.fromstring(annotate(HERE / name, tmp_path / name, "--marks"))
    marks = [m for m in tree.iter(f"{space}mrk") if m.get(kind[0]) == kind[1]]
    assert ["".join(m.itertext()) for m in marks][:2] == ["Joe Baiden", "50"]
    assert [m.get(f"{ITS}locQualityIssueType") for m in marks][:2] == ["mistranslation", "mistranslation"]
    for m in marks:
        assert m.get(ident) in (
            f"mtaudit-{i}" for i in re.findall(r"\[([\w-]+)\]$", m.get(f"{ITS}locQualityIssueComment"))
        )
        assert 0 <= float(m.get(f"{ITS}locQualityIssueSeverity")) <= 100
    texts = [["".join(t.itertext()) for t in x.iter(f"{space}target")] for x in (before, tree)]
    assert texts[0] == texts[1]


def test_po_as_polib_reads_it(tmp_path: Path) -> None:
    added = annotate(HERE / "app.uk.po", tmp_path / "a.po")
    before, after = polib.pofile((HERE / "app.uk.po").read_text("utf-8")), polib.pofile(added.decode())
    assert after.metadata == before.metadata

    def all_of(po: polib.POFile) -> list[tuple[object, ...]]:
        return [(e.msgctxt, e.msgid, e.msgid_plural, e.msgstr, dict(e.msgstr_plural), e.flags, e.comment) for e in po]

    assert all_of(after) == all_of(before)
    notes = [e.tcomment for e in after if "mtaudit: " in e.tcomment]
    assert len(notes) == 4
    assert notes[0].splitlines()[0] == "A note of the translator"
    assert "in msgstr[1]:" in notes[-1]


def test_tmx_keeps_its_header_and_order(tmp_path: Path) -> None:
    tree = etree.fromstring(annotate(HERE / "memory.tmx", tmp_path / "a.tmx"), etree.XMLParser(load_dtd=False))
    assert tree.find("header").get("srclang") == "uk"  # type: ignore[union-attr]
    for tuv in tree.iter("tuv"):
        assert [child.tag for child in tuv][-1] == "seg"
    notes = [n for n in tree.iter("note") if (n.text or "").startswith("mtaudit: ")]
    assert [n.getparent().getparent().get("tuid") for n in notes] == ["a-1", None]  # type: ignore[union-attr]


def test_a_note_of_others_stays_and_a_file_without_findings_is_the_same(tmp_path: Path) -> None:
    quiet = (HERE / "visit.12.xlf").read_text("utf-8").replace("Baiden", "Biden").replace("50 percent", "15 percent")
    quiet = quiet.replace("was was ", "was ").replace("May .", "May.")
    (tmp_path / "q.xlf").write_text(quiet, "utf-8")
    assert annotate(tmp_path / "q.xlf", tmp_path / "o.xlf") == quiet.encode()


def test_batch_reads_them_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["batch", str(HERE / "visit.12.xlf"), "-o", str(out)]) == 0
    err = capsys.readouterr().err
    rows = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert [(r["id"], [f["code"] for f in r["findings"]]) for r in rows] == [
        ("1", ["N001"]),
        ("2", ["A001"]),
        ("6", ["L001", "L002"]),
    ]
    assert "visit.12.xlf: 2 units without a translation left out" in err
    (tmp_path / "t.txt").write_text("src,mt,id\nДжо Байден прибув.,Joe Baiden arrived.,x\none\n", "utf-8")
    options = ["--format-in", "csv", "--source-lang", "uk", "--target-lang", "en", "-o", str(out)]
    assert main(["batch", str(tmp_path / "t.txt"), *options]) == 2
    assert json.loads(out.read_bytes())["id"] == "x"
    assert "t.txt:3: 1 columns" in capsys.readouterr().err


def test_what_stands_before_damage_is_audited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (HERE / "visit.12.xlf").read_text("utf-8")
    (tmp_path / "cut.xlf").write_text(text[: text.index('<trans-unit id="3"')] + "<oops", "utf-8")
    assert main(["batch", str(tmp_path / "cut.xlf"), "-o", str(tmp_path / "out")]) == 2
    assert [json.loads(line)["id"] for line in (tmp_path / "out").read_bytes().splitlines()] == ["1", "2"]
    assert re.search(r"cut.xlf:20:\d+: not XML", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["annotate", "rows.csv", "-o", "out.csv"], "nothing can be written into csv; give XLIFF, TMX or PO"),
        (["annotate", "a.txt", "-o", "out.txt"], "the ending tells no format; name it with --format-in"),
        (["annotate", "app.uk.po", "-o", "out.po", "--marks"], "--marks: only XLIFF has marks; leave it out for po"),
        (["annotate", "app.uk.po", "-o", "app.uk.po"], "is one of the inputs"),
        (["check", "app.uk.po", "--source", "a.txt"], "app.uk.po has its own source and segments; give only that"),
        (["check", "memory.tmx"], "memory.tmx: has uk-en-GB, uk-de; choose one with --source-lang and --target-lang"),
        (["check", "none.po"], "none.po: no unit with a translation; give a file that has been translated"),
    ],
)
def test_refused(tmp_path: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes((HERE / name).read_bytes())
    (tmp_path / "a.txt").write_text("Text.", "utf-8")
    (tmp_path / "rows.csv").write_text("uk,en\nДім,House\n", "utf-8")
    (tmp_path / "none.po").write_text('msgid ""\nmsgstr "Language: uk\\n"\n\nmsgid "a"\nmsgstr ""\n', "utf-8")
    placed = [str(tmp_path / a) if "." in a else a for a in arguments]
    assert main(placed) == 2
    err = capsys.readouterr().err
    assert says in err.replace(f"{tmp_path}/", "")
    assert err.count("\n") == 1


def test_a_unit_alone_and_in_a_batch_say_the_same() -> None:
    (unit, *_) = bilingual.whole((HERE / "visit.12.xlf").read_bytes(), "in", "xliff")[0]
    report = audit_pairs([Pair(unit.target, unit.target_lang, unit.source, unit.source_lang)])
    assert [f.text for f in report.findings] == ["Joe Baiden"]
