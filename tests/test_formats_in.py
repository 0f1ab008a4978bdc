"""Bilingual files: what is read of each, where its characters stand, and one line for what cannot be read."""

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from lxml import etree

from corpora import bilingual, po
from corpora.read import InputError
from corpora.units import OBJECT, Unit, place, place_after

HERE = Path(__file__).parent / "formats"
FILES = ("visit.12.xlf", "visit.21.xlf", "memory.tmx", "app.uk.po")


def read(data: bytes | str, style: str, *langs: str) -> list[Unit]:
    file = io.BytesIO(data.encode() if isinstance(data, str) else data)
    units = []
    for unit in bilingual.read(file, "in", style, *langs):
        if isinstance(unit, InputError):
            raise unit
        units.append(unit)
    return units


def of(name: str, *langs: str) -> list[Unit]:
    return read((HERE / name).read_bytes(), bilingual.format_of(name), *langs)


def texts(units: list[Unit]) -> list[tuple[str | int, str, str]]:
    return [(u.id, u.source, u.target) for u in units]


def test_xliff_1() -> None:
    units = of("visit.12.xlf")
    assert {(u.source_lang, u.target_lang) for u in units} == {("uk", "en-US")}
    assert texts(units) == [
        ("1", "Президент Джо Байден прибув до Києва.", "President Joe Baiden arrived in Kyiv & stayed."),
        (
            "2",
            f"Бюджет зріс до {OBJECT} гривень, тобто на 15 відсотків.",
            f"The budget grew to {OBJECT} hryvnias, that is by 50 percent.",
        ),
        ("4", "Ще не перекладено.", ""),
        ("5", "Ще не перекладено знову.", ""),
        ("6", "Міст було відкрито у травні.", "The bridge was was opened in May ."),
    ]


def test_xliff_2() -> None:
    units = of("visit.21.xlf")
    assert texts(units) == [
        ("f1/u1/s1", "Президент Джо Байден прибув до Києва.", "President Joe Baiden arrived in Kyiv."),
        ("f1/u1/s2", f"Він сказав:{OBJECT}усього 15 осіб.", f"He said:{OBJECT}only 50 persons{OBJECT}."),
        ("f1/u2", "Міст відкрили у травні.", "The bridge the bridge was was opened in May."),
    ]


def test_tmx() -> None:
    units = of("memory.tmx")
    assert [(u.id, u.target_lang) for u in units] == [
        ("a-1", "en-GB"),
        ("2/en-GB", "en-GB"),
        ("2/de", "de"),
        ("empty", "en-GB"),
    ]
    assert units[0].target == "President Joe Baiden arrived."
    assert units[1].target == f"Price {OBJECT}, discount 50 %."
    assert [u.id for u in of("memory.tmx", "", "de")] == ["2/de"]
    assert [u.source_lang for u in of("memory.tmx", "en", "uk")] == ["en-GB"] * 3


def test_tmx_that_names_no_source() -> None:
    data = (HERE / "memory.tmx").read_text("utf-8").replace('srclang="uk"', 'srclang="*all*"')
    with pytest.raises(InputError, match="in:6: the memory does not say which language is the source"):
        read(data, "tmx")
    assert len(read(data, "tmx", "uk", "en")) == 3
    with pytest.raises(InputError, match="no unit with fr; has uk, en-GB, de"):
        read(data.replace("*all*", "uk"), "tmx", "", "fr")


def test_po() -> None:
    units = of("app.uk.po")
    assert {(u.source_lang, u.target_lang) for u in units} == {("en", "uk")}
    assert texts(units)[1:3] == [
        ("menu|File|_Open the <b>file</b>", "Open the file", "Відкрити відкрити файл"),
        ('A tab\tand "quotes" &amp; 30 things', 'A tab\tand "quotes" & 30 things', 'Табуляція\t"лапки" & 90 речей'),
    ]
    assert [u.source for u in units if "msgstr" in str(u.id)] == [f"{OBJECT} files"] * 3
    assert not any("Obsolete" in u.source for u in units)


def test_po_agrees_with_polib() -> None:
    """Without placeholders and tags both see the same strings."""
    catalogue = "\n".join(
        f'msgid "A {n}\\t\\"b\\" \\\\ c"\nmsgstr ""\n"Д{n} "\n"{"є" * (n % 5)}\\n"\n' for n in range(40)
    )
    theirs = [(e.msgid, e.msgstr) for e in polib.pofile(catalogue)]
    assert [(u.source, u.target) for u in read(catalogue, "po", "en", "uk")] == theirs


@pytest.mark.parametrize("size", [1, 2, 7, 64, 10_000])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_po_in_pieces_of_any_size(size: int, line_end: bytes) -> None:
    data = (HERE / "app.uk.po").read_bytes().replace(b"\n", line_end)
    pieces = [data[at : at + size] for at in range(0, len(data), size)] + [b""]
    units = [u for u in po.read([b"", *pieces], "in") if isinstance(u, Unit)]
    assert texts(units) == texts(of("app.uk.po"))


def test_a_plural_form_stands_beside_the_source_with_as_many_placeholders() -> None:
    po = 'msgid "One file"\nmsgid_plural "%d files"\nmsgstr[0] "Ein Ding"\nmsgstr[1] "%d Dinge"\n'
    assert [(u.source, u.target) for u in read(po, "po", "en", "de")] == [
        ("One file", "Ein Ding"),
        (f"{OBJECT} files", f"{OBJECT} Dinge"),
    ]


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("%s of %(total)d", f"{OBJECT} of {OBJECT}"),
        ("{name} has {0}", f"{OBJECT} has {OBJECT}"),
        ("100% sure of it", "100% sure of it"),
        ("100 % des Wegs", "100 % des Wegs"),
        ("50%% off", "50% off"),
        ("Save &As, Q&&A, R&D", "Save As, Q&&A, R&D"),
        ("&lt;b&gt; &nbsp;x", "<b> \N{NO-BREAK SPACE}x"),
        ("a<br/>b <i>c</i>", f"a{OBJECT}b c"),
        ("_File snake_case_name", "_File snake_case_name"),
        ("Save _As", "Save As"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("costs $5", "costs $5"),
    ],
)
def test_placeholders(raw: str, seen: str) -> None:
    (unit,) = read(f'msgid "x"\nmsgstr "{raw}"\n', "po", "en", "uk")
    assert unit.target == seen


def test_tables() -> None:
    tsv = 'id\tsource\ttarget\trt1\trt2\tnote\n7\tДім.\t"Home" he said.\tHouse.\tA house.\tx\n\t"Два ""дім"""\tTwo.\t\t\t\n'
    units = read(tsv, "tsv", "uk", "en")
    assert texts(units) == [("7", "Дім.", '"Home" he said.'), (2, 'Два "дім"', "Two.")]
    assert units[0].retranslations == ("House.", "A house.")
    csv = '\ufeffmt,pair,src\r\n"One, ""two""\r\nthree",uk-en,Раз\r\n'
    (unit,) = read(csv, "csv")
    assert (unit.target, unit.source_lang, unit.target_lang, unit.where) == ('One, "two"\r\nthree', "uk", "en", "in:2")
    (unit,) = read("src;mt\nеє;a, b\n", "csv", "uk", "en")
    assert (unit.source, unit.target) == ("еє", "a, b")
    (unit,) = read("uk\ten-GB\nДім\tHouse\n", "tsv")
    assert (unit.source, unit.source_lang, unit.target_lang) == ("Дім", "uk", "en-GB")
    (unit,) = read("Дім\tHouse\n", "tsv", "uk", "en")
    assert (unit.source, unit.target) == ("Дім", "House")


def test_a_bad_row_is_named_and_the_others_are_read() -> None:
    rows = list(bilingual.read(io.BytesIO(b"src\tmt\na\tb\nonly one\nc\td\n"), "in", "tsv", "de", "en"))
    assert [str(r) for r in rows if isinstance(r, InputError)] == [
        "in:3: 1 columns, the first line has 2; mend the line"
    ]
    assert [r.target for r in rows if isinstance(r, Unit)] == ["b", "d"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encodings_and_places(name: str, encoding: str, line_end: str) -> None:
    """The same units whatever the encoding; each character of a text stands where its place says, escaped or not."""
    style = bilingual.format_of(name)
    text = (HERE / name).read_text("utf-8").replace("\n", line_end)
    if encoding == "cp1251":
        text = text.replace("charset=UTF-8", "charset=windows-1251")
        text = text.replace('version="1.0"?', 'version="1.0" encoding="windows-1251"?')
        text = text.replace('encoding="utf-8"', 'encoding="windows-1251"').replace("UTF-8", "windows-1251")
    elif encoding == "utf-16":
        text = text.replace('encoding="utf-8"', 'encoding="utf-16"').replace("UTF-8", "UTF-16")
    data = text.encode(encoding)
    units, file = bilingual.whole(data, "in", style)
    assert texts(units) == texts(of(name)) == texts(read(data, style))
    for unit in units:
        assert unit.spot is not None
        for runs, said in ((unit.spot.source, unit.source), (unit.spot.target, unit.target)):
            for k, c in enumerate(said):
                written = file.data[place(runs, k, file.data) : place_after(runs, k, file.data)].decode()
                assert written == c or written[0] in "&<\\%"


XML = {
    "tmx": '<tmx version="1.4"><header srclang="uk"/><body>{}</body></tmx>',
    "xliff": '<xliff version="1.2"><file original="a" source-language="uk" target-language="en"><body>{}</body></file></xliff>',
}
UNIT = {
    "tmx": '<tu><tuv xml:lang="uk"><seg>Так.</seg></tuv><tuv xml:lang="en"><seg>{}</seg></tuv></tu>',
    "xliff": '<trans-unit id="1"><source>Так.</source><target>{}</target></trans-unit>',
}
BOMB = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>]>"


@pytest.mark.parametrize("style", ["tmx", "xliff"])
@pytest.mark.parametrize(
    ("head", "text", "says"),
    [
        (BOMB, "&c;", r"in:1: uses an XML entity of its own"),
        ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>", "&a;", r"in:1: uses an XML entity of its own"),
        ("<!DOCTYPE x [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'>%p;]>", "", r"in:1: uses an XML entity of its own"),
        ("<!DOCTYPE x SYSTEM 'x.dtd'>", "&eacute;", r"in:1: uses an XML entity of its own"),
        ("", "&eacute;", r"in:1:\d+: not XML: undefined entity"),
        ("\n", "<b>", r"in:2:\d+: not XML: mismatched tag"),
        ("", "\x01", r"in:1:\d+: not XML: not well-formed"),
        ("<?xml version='1.0' encoding='zip'?>", "", r"in:1: declares the encoding 'zip', which is none of texts"),
        ("<?xml version='1.0' encoding='utf-16'?>", "", r"in:1: declares 'utf-16' but is written in single bytes"),
    ],
)
def test_hostile_xml_is_refused_in_one_line(style: str, head: str, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as e:
        read(head + XML[style].format(UNIT[style].format(text)), style)
    assert "\n" not in str(e.value)


def test_a_dtd_that_is_only_named_is_not_fetched() -> None:
    (unit,) = read(
        "<!DOCTYPE tmx SYSTEM 'http://127.0.0.1:9/x.dtd'>" + XML["tmx"].format(UNIT["tmx"].format("Yes.")), "tmx"
    )
    assert unit.target == "Yes."


@pytest.mark.parametrize(
    ("style", "data", "says"),
    [
        ("tmx", "<xliff/>", r"in:1: not TMX but <xliff>"),
        ("xliff", "<html/>", r"in:1:1: not XLIFF but <html>; give XLIFF 1.2 or 2.x"),
        ("xliff", "<xliff version='9'/>", r"in:1:1: XLIFF of version '9'; give 1.2 or 2.x"),
        ("xliff", XML["xliff"].format(UNIT["xliff"].format("a")).replace(' target-language="en"', ""), "--target-lang"),
        ("po", 'msgid "a"\nmsgstr "b\n', r"in:2:1: not PO: 'msgstr \"b'"),
        ("po", 'msgstr "b"\n', r"in:1:1: msgstr without msgid"),
        ("po", 'msgid "a"\nmsgid "b"\nmsgstr ""\n', r"in:2:1: a second msgid"),
        ("po", '"a"\n', r"in:1:1: a string without keyword"),
        ("po", "", r"in: no entries"),
        ("po", b'msgid ""\nmsgstr "Language: uk\\n\xff"\n', r"in:1: 0xff is not UTF-8 as the file says"),
        ("po", 'msgid "a"\nmsgstr "b"\n', r"in: the header names no Language; give it with --target-lang"),
        ("csv", "", r"in: the file is empty"),
        ("csv", "a,b,c\n1,2,3\n", r"in:1: no column for the translation among 3"),
        ("csv", 'src,mt\na,"b\n', r"in:2: not CSV: unexpected end of data"),
        ("tsv", b"src\tmt\na\t\xff\n", r"in:2:3: byte 0xff is not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_named(style: str, data: bytes | str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(data, style)


@pytest.mark.parametrize("style", ["tmx", "xliff", "po", "tsv", "csv"])
def test_memory_does_not_grow_with_the_file(style: str) -> None:
    def parts(count: int) -> Iterator[bytes]:
        if style in XML:
            yield XML[style].split("{}")[0].encode()
        elif style == "po":
            yield b'msgid ""\nmsgstr "Language: en\\n"\n\n'
        else:
            yield b"src\tmt\n" if style == "tsv" else b"src,mt\n"
        for k in range(count):
            one = UNIT[style].format(f"Yes {k}.") if style in XML else f'msgid "Так {k}"\nmsgstr "Yes"\n\n'
            if style in ("tsv", "csv"):
                one = f"Так {k},Yes\n" if style == "csv" else f"Так {k}\tYes\n"
            yield one.encode()
        if style in XML:
            yield XML[style].split("{}")[1].encode()

    def peak(count: int) -> int:
        reader, _ = bilingual._READERS[style]
        tracemalloc.start()
        assert sum(1 for _ in reader(parts(count), "in", "uk", "en")) == count
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(10)
    assert peak(4000) < peak(400) + 300_000


def test_lxml_sees_the_same_texts_in_tmx() -> None:
    tree = etree.parse(str(HERE / "memory.tmx"), etree.XMLParser(resolve_entities=False, no_network=True))
    for code in tree.iter("bpt", "ept", "ph"):
        code.text = OBJECT if code.tag == "ph" else ""
        for sub in list(code):
            code.remove(sub)
    theirs = ["".join(seg.itertext()) for seg in tree.iter("seg")]
    ours = {u.source for u in of("memory.tmx")} | {u.target for u in of("memory.tmx")}
    assert ours == set(theirs) | {""}
