"""The formats out: every finding in each of them under one id, read back by others, and safe whatever the text says."""

import io
import json
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import format_readers as read
import openpyxl
import pytest
import report_fixture as fixture
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sarif_kit.validate import validation_errors

from audit.checks import CHECKS
from audit.cli import main
from audit.finding import Category, Evidence, Finding, Kind, Severity, Span
from audit.reports import FORMATS, by_ending, marot, pearmut, render, table, workbook
from audit.reports.dataset import dataset
from audit.reports.markdown import escaped
from audit.reports.place import Lines, uri
from audit.reports.view import Audited, Row
from audit.reports.visible import encodable, visible
from audit.terms import do_not_translate

PROPERTY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def placed(audited: Audited, path: str = "news/bridge.en.txt") -> Audited:
    """The audit with its text, rebuilt from the places of its rows; a line for each paragraph."""
    text = ""
    for row in audited.rows:
        text = text.ljust(row.target_start, "\n") + row.target
    return replace(audited, path=path, source_path="news/bridge.uk.txt", text=text)


def audit_of(target: str, source: str, said: str, span: Span, origin: str = "lexicon") -> Audited:
    """One segment with one finding whose every text is what is given."""
    finding = Finding(
        id="0123456789ab",
        segment=0,
        span=span,
        source=Span(0, min(2, len(source))) if source else None,
        code="X001",
        name="made-up",
        category=Category.MISTRANSLATION,
        kind=Kind.MEANING,
        severity=Severity.CRITICAL,
        confidence=0.5,
        message=said,
        suggestion=said,
        evidence=(Evidence(origin, said),),
        text=target[span.start : span.end],
    )
    row = Row(target, 0, "en", source, 0, "uk" if source else "", (), 0)
    base = fixture.empty()
    report = replace(base.report, findings=(finding,))
    return Audited(said or "title", (row,), (), report, path=said, text=target)


# One id


@pytest.mark.parametrize("audited", [placed(fixture.sample()), fixture.text_only(), fixture.arabic(), fixture.long(3)])
def test_a_finding_has_one_id_in_every_format(audited: Audited) -> None:
    assert set(read.READERS) == set(FORMATS) - {"terminal"}
    ids = {f.id for f in audited.report.findings}
    assert len(ids) > 1
    for style, reader in read.READERS.items():
        assert set(reader(render(style, audited))) == ids, style  # type: ignore[operator]


@pytest.mark.parametrize("style", ["json", "jsonl", "csv", "xlsx", "markdown", "sarif", "marot", "parquet"])
def test_the_marked_words_come_back(style: str) -> None:
    audited = placed(fixture.sample())
    words = {f.id: f.text for f in audited.report.findings}
    found = read.READERS[style](render(style, audited))  # type: ignore[operator]
    trimmed = {k: v.strip() for k, v in found.items()} if style == "markdown" else found
    assert trimmed == ({k: v.strip() for k, v in words.items()} if style == "markdown" else words)


# Each format


def test_sarif_fits_the_schema_of_oasis() -> None:
    for audited in (placed(fixture.sample()), fixture.text_only(), fixture.empty(), fixture.hostile()):
        assert validation_errors(json.loads(render("sarif", audited))) == []


def test_sarif_points_at_the_words_and_names_the_checks() -> None:
    audited = placed(fixture.sample())
    run = json.loads(render("sarif", audited))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert {check.code for check in CHECKS} <= {rule["id"] for rule in rules}
    assert all(check.doc in [rule["help"]["text"] for rule in rules if "help" in rule] for check in CHECKS)
    assert run["columnKind"] == "unicodeCodePoints"
    lines = audited.text.split("\n")
    for result, finding in zip(run["results"], audited.report.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        where = result["locations"][0]["physicalLocation"]
        region = where["region"]
        assert where["artifactLocation"]["uri"] == "news/bridge.en.txt"
        assert audited.text[region["charOffset"] : region["charOffset"] + region["charLength"]] == finding.text
        assert region.get("snippet", {"text": ""})["text"] == finding.text
        line = lines[region["startLine"] - 1]
        assert region["endLine"] == region["startLine"]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == finding.text


def test_sarif_explains_the_checks_of_a_teams_own_tables() -> None:
    one = placed(fixture.sample())
    first, *rest = one.report.findings
    named = replace(first, code="T002", name="do-not-translate")
    gone = replace(first, code="Z999", name="of-a-package-that-is-gone")
    run = json.loads(render("sarif", replace(one, report=replace(one.report, findings=(named, gone, *rest)))))["runs"][
        0
    ]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["T002"]["help"]["text"] == do_not_translate.OFFERED.doc
    assert "help" not in rules["Z999"]
    assert [result["ruleId"] for result in run["results"][:2]] == ["T002", "Z999"]


def test_without_one_text_sarif_and_github_name_the_segment() -> None:
    audited = fixture.sample()
    results = json.loads(str(render("sarif", audited)))["runs"][0]["results"]
    commands = read.github_commands(str(render("github", audited)))
    for result, (_, properties, said), finding in zip(results, commands, audited.report.findings, strict=True):
        (location,) = result["locations"]
        assert "region" not in location["physicalLocation"]
        assert "fixes" not in result
        (segment,) = location["logicalLocations"]
        assert segment["fullyQualifiedName"] == f"segment {finding.segment + 1}"
        assert f"In segment {finding.segment + 1}: " in said
        assert set(properties) == {"title"}


def test_a_place_has_line_and_column_and_no_byte_order_mark() -> None:
    lines = Lines("\ufeffone\r\ntwo \U0001f600 three\n")
    assert (lines.of(Span(1, 4)).column, lines.of(Span(1, 4)).start, lines.of(Span(1, 4)).end_column) == (1, 0, 4)
    place = lines.of(Span(12, 17))
    assert (place.line, place.column, place.end_line, place.end_column, place.start) == (2, 7, 2, 12, 11)
    assert lines.of(Span(1, 8)).end_line == 2


def test_a_path_becomes_a_uri() -> None:
    assert uri("a b/ü%.txt") == "a%20b/%C3%BC%25.txt"
    assert uri("/x/y.txt") == "file:///x/y.txt"
    assert uri("") == ""


def test_github_annotations_stand_at_the_lines() -> None:
    audited = placed(fixture.sample(), "news, new/a:b.txt")
    commands = read.github_commands(str(render("github", audited)))
    assert {name for name, _, _ in commands} <= {"error", "warning", "notice"}
    for (name, properties, said), finding in zip(commands, audited.report.findings, strict=True):
        assert properties["file"] == "news, new/a:b.txt"
        line = audited.text.split("\n")[int(properties["line"]) - 1]
        assert line[int(properties["col"]) - 1 : int(properties["endColumn"]) - 1] == finding.text
        assert said.startswith(visible(finding.message))
        assert (name == "error") == (finding.severity in {Severity.MAJOR, Severity.CRITICAL})


def test_csv_has_every_field() -> None:
    audited = placed(fixture.sample())
    rows = read.csv_rows(str(render("csv", audited)))
    assert tuple(rows[0]) == table.COLUMNS
    wanted = [json.loads(line) for line in str(render("jsonl", audited)).splitlines()]
    assert set(table.COLUMNS) == set(wanted[0])
    for row, line in zip(rows, wanted, strict=True):
        for name, value in line.items():
            shown = "\n".join(f"{e['origin']}: {e['text']}" for e in value) if name == "evidence" else value
            assert row[name] == ("" if shown is None else str(shown)), name


def test_the_workbook_reads_well() -> None:
    made = render("xlsx", placed(fixture.sample()))
    assert isinstance(made, bytes)
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["summary", "findings", "breakdown"]
    findings = book["findings"]
    count = len(fixture.sample().report.findings)
    assert findings.freeze_panes == "A2"
    assert findings.auto_filter.ref == f"A1:Q{count + 1}"
    assert findings["F2"].alignment.wrap_text
    summary = {str(name): value for name, value, *_ in read.sheet(made, "summary")}
    assert summary["decision"] == "retranslate"
    assert summary["findings"] == count
    rows = read.sheet(made, "breakdown")
    heads = [n for n, row in enumerate(rows) if row[1] == "critical"]
    assert [rows[n][0] for n in heads] == ["kind", "check", "category"]
    for first, end in zip(heads, [*heads[1:], len(rows)], strict=True):
        assert sum(row[5] for row in rows[first + 1 : end]) == count
        assert sum(row[6] for row in rows[first + 1 : end]) == fixture.sample().report.score.points


def test_a_sheet_that_is_too_small_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST", 2)
    with pytest.raises(ValueError, match="rows of a sheet; write CSV"):
        render("xlsx", fixture.sample())


def test_markdown_shows_each_finding_in_its_sentence() -> None:
    made = str(render("markdown", placed(fixture.sample())))
    tokens = read.markdown_tokens(made)
    numbers = [t.info for t in tokens if t.type == "list_item_open" and t.info]
    assert numbers == [str(n) for n in range(1, len(fixture.sample().report.findings) + 1)]
    assert [t.content for t in tokens if t.type == "html_block"] == [
        "<details><summary>Not checked</summary>\n",
        "</details>\n",
        "<details><summary>Notes</summary>\n",
        "</details>\n",
    ]
    assert not [t for t in tokens if t.type in {"code_block", "fence", "link_open", "image"}]
    assert "Better" in made


def test_marot_marks_and_counts_every_segment() -> None:
    audited = placed(fixture.sample())
    rows = read.marot_rows(str(render("marot", audited)))
    assert str(render("marot", audited)).split("\n")[0] == "\t".join(marot.COLUMNS)
    assert {int(parts[2]) for parts, _ in rows} == set(range(1, len(audited.rows) + 1))
    for parts, _ in rows:
        row = audited.rows[int(parts[2]) - 1]
        assert re.sub(r"</?v>", "", parts[6]) == row.target
        assert re.sub(r"</?v>", "", parts[5]) == row.source
        assert (parts[7] == "no-error") == (parts[8] == "no-error")
    assert {parts[8] for parts, _ in rows} == {"no-error", "Neutral", "Minor", "Major", "Critical"}
    assert {parts[4] for parts, _ in rows} == {"mtaudit"}


def test_pearmut_gets_our_spans() -> None:
    audited = placed(fixture.sample())
    words = {f.id: f.text for f in audited.report.findings}
    assert read.of_pearmut(str(render("pearmut", audited))) == words
    made = json.loads(str(render("pearmut", audited)))
    assert made["info"]["assignment"] == "task-based"
    (((*items,),),) = made["data"]
    assert all(set(item) == {"item_id", "tgt", "src", "error_spans"} for item in items)
    assert all(set(item["tgt"]) == set(item["error_spans"]) == {pearmut.MODEL} for item in items)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", made["campaign_id"])


def test_pearmut_counts_as_a_browser_does() -> None:
    audited = audit_of("\U0001f600 one\ntwo", "", "said", Span(6, 9))
    assert read.of_pearmut(str(render("pearmut", audited))) == {"0123456789ab": "two"}
    audited = audit_of("<img src=x> two", "<video a>", "../../etc", Span(12, 15))
    assert read.of_pearmut(str(render("pearmut", audited))) == {"0123456789ab": "two"}
    assert "/" not in json.loads(str(render("pearmut", audited)))["campaign_id"]


def test_a_data_set_has_the_findings(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    audited = placed(fixture.sample())
    capfd.readouterr()
    found = dataset(audited, fixture.text_only())
    assert found.num_rows == len(audited.report.findings) + len(fixture.text_only().report.findings)
    lines = [json.loads(line) for line in str(render("jsonl", audited)).splitlines()]
    assert found.to_list()[: len(lines)] == lines
    assert found.features == dataset(fixture.empty()).features
    made = render("parquet", audited)
    assert isinstance(made, bytes)
    assert capfd.readouterr().err == ""
    (tmp_path / "x.parquet").write_bytes(made)
    again = type(found).from_parquet(str(tmp_path / "x.parquet"), cache_dir=str(tmp_path / "cache"))
    assert again.to_list() == lines


# Hostile text

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
    return audit_of(target, draw(st.one_of(st.just(""), TEXTS)), draw(TEXTS), Span(*ends))


def only(audited: Audited) -> Finding:
    (finding,) = audited.report.findings
    return finding


def each_hostile(test: Any) -> Any:
    for text in HOSTILE:
        test = example(audit_of(text, text, text, Span(0, len(text)), text))(test)
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
    audited = audit_of(long, long, "said", Span(2_500_000, 2_500_004))
    many = tuple(replace(only(audited), id=f"{n:012x}", span=Span(5 * n, 5 * n + 4)) for n in range(100))
    audited = replace(audited, report=replace(audited.report, findings=many))
    began = time.perf_counter()
    for style in sorted(set(FORMATS) - {"terminal", "html", "parquet"}):
        assert len(render(style, audited)) < (12_000_000 if style == "pearmut" else 5_000_000), style
    assert time.perf_counter() - began < 60  # takes 4 s; a slow machine may be busy


# The command line

EN = "Xi Jinping met US President Joe Baiden in Beijing. The talks lasted two hours.\n\nSI said that the talks went well.\n"


@pytest.fixture
def mt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("mt.txt").write_text(EN, encoding="utf-8")
    return "mt.txt"


def test_check_writes_every_format_by_its_ending(mt: str, capsys: pytest.CaptureFixture[str]) -> None:
    ids: dict[str, set[str]] = {}
    for style, kind in FORMATS.items():
        for ending in kind.endings:
            assert main(["check", mt, "--target-lang", "en", "-o", f"report{ending}"]) == 1
            made = Path(f"report{ending}").read_bytes()
            ids[ending] = set(read.READERS[style](made if kind.binary else made.decode()))  # type: ignore[operator]
    assert main(["check", mt, "--target-lang", "en", "--format", "github"]) == 1
    ids["github"] = read.of_github(capsys.readouterr().out)
    assert len(ids["github"]) == 2
    assert set(map(frozenset, ids.values())) == {frozenset(ids["github"])}
    log = json.loads(Path("report.sarif").read_text("utf-8"))
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in log["runs"][0]["results"]]
    assert [(r["startLine"], r["startColumn"]) for r in regions] == [(1, 29), (3, 1)]


@pytest.mark.parametrize("style", ["xlsx", "parquet"])
def test_bytes_are_not_printed(mt: str, style: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", mt, "--format", style]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"-o report.{style}" in shown.err
    assert shown.err.count("\n") == 1


def test_the_longest_ending_decides() -> None:
    assert by_ending("a.pearmut.json") == "pearmut"
    assert by_ending("A.JSON") == by_ending("dir.csv/a.json") == "json"
    assert by_ending("a.sarif.json") == by_ending("a.sarif") == "sarif"
    assert by_ending("a.txt") == by_ending("csv") == ""


def rows(path: str) -> None:
    made = [
        {"id": n, "pair": "uk-en", "mt": f"=On day {n} Joe Baiden came.", "src": "Прибув Джо Байден."} for n in (1, 2)
    ]
    quiet = {"id": "q", "pair": "uk-en", "mt": "He came."}
    Path(path).write_text("".join(json.dumps(row) + "\n" for row in [*made, quiet]), encoding="utf-8")


def test_a_batch_streams_csv_and_marot(mt: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows("in.jsonl")
    assert main(["batch", "in.jsonl", "-o", "out.jsonl"]) == 0
    lines = [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    ids = {f["id"] for line in lines for f in line["findings"]}
    assert len(ids) == 2
    assert main(["batch", "in.jsonl", "-o", "out.csv"]) == 0
    found = read.csv_rows(Path("out.csv").read_bytes().decode())
    assert {row["id"] for row in found} == ids
    assert [row["document"] for row in found] == ["1", "2"]
    assert {row["text"] for row in found} == {"Joe Baiden"}
    assert main(["batch", "in.jsonl", "--format", "marot"]) == 0
    made = capsys.readouterr().out
    assert set(read.of_marot(made)) == ids
    assert [parts[8] for parts, _ in read.marot_rows(made)] == ["Major", "Major", "no-error"]


@pytest.mark.parametrize("ending", [".xlsx", ".sarif", ".md", ".html", ".parquet", ".json", ".pearmut.json"])
def test_a_batch_refuses_what_it_cannot_stream(mt: str, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows("in.jsonl")
    assert main(["batch", "in.jsonl", "-o", f"out{ending}"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"mtaudit: out{ending}: ")
    assert "jsonl, csv, marot" in said
    assert said.count("\n") == 1
    assert not Path(f"out{ending}").exists()


def test_the_readme_lists_the_formats() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    part = readme.partition("## Formats out\n")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `([a-z]+)` \| ([^|]*) \| ([^|]*) \|", part, re.M)
    wanted = [(style, " ".join(f"`{end}`" for end in k.endings), k.purpose) for style, k in FORMATS.items()]
    assert listed == wanted
