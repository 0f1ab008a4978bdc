"""The formats out with hostile text: it comes back from data, and is no formula, command or markup anywhere."""

import io
import json
import re
import time
from dataclasses import replace
from typing import Any

import format_readers as read
import openpyxl
import report_fixture as fixture
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audit.finding import Finding, Span
from audit.reports import FORMATS, render, table
from audit.reports.markdown import escaped
from audit.reports.view import Audited
from audit.reports.visible import encodable, visible

PROPERTY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1+2",
    "@SUM(1)",
    "\t=1",
    "'=1",
    "＝1+1",
    "\u202egnp.exe\u2066",
    "\x00\x1b[31m\x9b2J\ufeff",
    "\ud800 lone \udfff",
    "a\nb\r\nc\rd\u2028e\x85f",
    "</v><v>\tx</v>",
    "<img src=x onerror=alert(1)> <b>",
    "::error file=x::y",
    "%0A%25 ##[error]x",
    "| a | b |\n| --- | --- |",
    "# h\n- [l](javascript:x) `c` ``` @mayor #12 https://x.example",
    "1. one",
    "1234567890. one",
    "&lt;b&gt; $x$ ~~y~~ \\_",
    "    indented",
    "\ufffe\uffff",
    '"quoted", and, "more"',
    "_x000D_ _x0041_",
    "https://example.org/" + "x" * 300,
    "{=cmd|'/C calc'!A0}",
    "x" * 40_000,
    "\U0001f600" * 20_000,
    "true",
    "12345",
    "#N/A",
]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=()), max_size=30))


@st.composite
def audits(draw: st.DrawFn) -> Audited:
    target = draw(TEXTS.filter(bool))
    ends = sorted((draw(st.integers(0, len(target))), draw(st.integers(0, len(target)))))
    return fixture.audit_of(target, draw(st.one_of(st.just(""), TEXTS)), draw(TEXTS), Span(*ends))


def only(audited: Audited) -> Finding:
    (finding,) = audited.report.findings
    return finding


def each_hostile(test: Any) -> Any:
    for text in HOSTILE:
        test = example(fixture.audit_of(text, text, text, Span(0, len(text)), text))(test)
    return test


@each_hostile
@given(audits())
@PROPERTY
def test_hostile_text_comes_back_from_data_formats(audited: Audited) -> None:
    finding = only(audited)
    words, said = encodable(finding.text), encodable(finding.message)
    for style in ("json", "jsonl", "csv", "sarif"):
        made = render(style, audited)
        assert isinstance(made, str)
        made.encode()
        assert read.READERS[style](made) == {finding.id: words}, style  # type: ignore[operator]
    line = json.loads(str(render("jsonl", audited)))
    (row,) = read.csv_rows(str(render("csv", audited)))
    assert line["message"] == row["message"] == line["suggestion"] == row["suggestion"] == said
    assert row["evidence"] == f"{encodable(finding.evidence[0].origin)}: {said}"
    assert row["target_text"] == line["target_text"]
    assert words in line["target_text"]


@each_hostile
@given(audits())
@PROPERTY
def test_hostile_text_is_no_formula(audited: Audited) -> None:
    for cell in str(render("csv", audited)).replace('"', "").split("\r\n")[1].split(","):
        assert not cell or cell[0] not in "=+-@"
    made = render("xlsx", audited)
    assert isinstance(made, bytes)
    for sheet in openpyxl.load_workbook(io.BytesIO(made)):
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n", "inlineStr"}
            assert not any(cell.hyperlink for cell in row)
            assert all(len(str(cell.value)) <= 32_767 for cell in row)


@each_hostile
@given(audits())
@PROPERTY
def test_hostile_text_is_visible_in_the_workbook(audited: Audited) -> None:
    made = render("xlsx", audited)
    assert isinstance(made, bytes)
    head, row = read.sheet(made, "findings")
    shown = dict(zip(head, row, strict=True))
    for name, text in (("words", only(audited).text), ("why", only(audited).message)):
        cell = shown[name] or ""
        wanted = "\n".join(map(visible, text.split("\n"))).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
        assert cell == wanted or (cell.endswith("…") and wanted.startswith(cell[:-1]) and len(cell) > 16_000)


@each_hostile
@given(audits())
@PROPERTY
def test_hostile_text_stays_inside_marot_and_pearmut(audited: Audited) -> None:
    finding = only(audited)
    ((parts, metadata),) = read.marot_rows(str(render("marot", audited)))
    marked = read.of_marot(str(render("marot", audited)))[finding.id]
    assert len(marked) == len(finding.text)
    assert parts[6].count("<v>") == parts[6].count("</v>") == 1
    assert not re.search(r"<(?!/?v>)[A-Za-z/!?]", parts[5] + parts[6] + metadata["note"] + parts[1])
    made = str(render("pearmut", audited))
    made.encode()
    assert read.of_pearmut(made) == {finding.id: encodable(finding.text).replace("\n", "")}


@each_hostile
@given(audits())
@PROPERTY
def test_hostile_text_is_one_command_of_github(audited: Audited) -> None:
    made = str(render("github", audited))
    made.encode()
    ((name, properties, said),) = read.github_commands(made)
    assert name == "error"
    assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
    assert said.split("\n")[0] == visible(only(audited).message)
    assert "\x1b" not in made


@each_hostile
@given(audits())
@PROPERTY
def test_hostile_text_is_no_markdown(audited: Audited) -> None:
    made = str(render("markdown", audited))
    made.encode()
    tokens = read.markdown_tokens(made)
    assert not {t.type for t in tokens} & {"link_open", "image", "em_open", "s_open", "code_block", "fence"}
    assert {t.content for t in tokens if t.type == "html_inline"} <= {"<b>", "</b>", "<sub>", "</sub>"}
    assert [t.markup for t in tokens if t.type == "heading_open"] == ["##", "###"]
    assert sum(t.type == "table_open" for t in tokens) == 1
    assert sum(t.type == "ordered_list_open" for t in tokens) == 1
    shown = "".join(t.content for t in tokens if t.type == "text").replace("\u200b", "")
    assert visible(only(audited).message).strip() in shown


@given(TEXTS)
@PROPERTY
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    tokens = read.markdown_tokens(f"word {escaped(text)}")
    assert {t.type for t in tokens} <= {"paragraph_open", "paragraph_close", "text", "text_special"}
    shown = "".join(t.content for t in tokens).removeprefix("word").strip()
    assert shown.replace("\u200b", "") == visible(text).strip().replace("\u200b", "")


@given(st.text(st.characters(exclude_categories=()), max_size=12))
def test_a_guarded_cell_is_no_formula_and_comes_back(text: str) -> None:
    cell = table.guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert table.plain(cell) == text


def test_a_line_of_megabytes_is_not_repeated() -> None:
    long = "word " * 1_000_000
    audited = fixture.audit_of(long, long, "said", Span(2_500_000, 2_500_004))
    many = tuple(replace(only(audited), id=f"{n:012x}", span=Span(5 * n, 5 * n + 4)) for n in range(100))
    audited = replace(audited, report=replace(audited.report, findings=many))
    began = time.perf_counter()
    for style in sorted(set(FORMATS) - {"terminal", "html", "parquet"}):
        assert len(render(style, audited)) < (12_000_000 if style == "pearmut" else 5_000_000), style
    assert time.perf_counter() - began < 60  # takes 4 s; a slow machine may be busy
