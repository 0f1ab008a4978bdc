"""The formats out: every finding in each of them under one id, and read back by others."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import format_readers as read
import openpyxl
import pytest
import report_fixture as fixture
from sarif_kit.validate import validation_errors

from audit.checks import CHECKS
from audit.finding import Severity, Span
from audit.reports import FORMATS, marot, pearmut, render, table, workbook
from audit.reports.dataset import dataset
from audit.reports.place import Lines, uri
from audit.reports.view import Audited
from audit.reports.visible import visible
from audit.terms import do_not_translate

# One id


@pytest.mark.parametrize(
    "audited", [fixture.placed(fixture.sample()), fixture.text_only(), fixture.arabic(), fixture.long(3)]
)
def test_a_finding_has_one_id_in_every_format(audited: Audited) -> None:
    assert set(read.READERS) == set(FORMATS) - {"terminal"}
    ids = {f.id for f in audited.report.findings}
    assert len(ids) > 1
    for style, reader in read.READERS.items():
        assert set(reader(render(style, audited))) == ids, style  # type: ignore[operator]


@pytest.mark.parametrize("style", ["json", "jsonl", "csv", "xlsx", "markdown", "sarif", "marot", "parquet"])
def test_the_marked_words_come_back(style: str) -> None:
    audited = fixture.placed(fixture.sample())
    words = {f.id: f.text for f in audited.report.findings}
    found = read.READERS[style](render(style, audited))  # type: ignore[operator]
    trimmed = {k: v.strip() for k, v in found.items()} if style == "markdown" else found
    assert trimmed == ({k: v.strip() for k, v in words.items()} if style == "markdown" else words)


# Each format


def test_sarif_fits_the_schema_of_oasis() -> None:
    for audited in (fixture.placed(fixture.sample()), fixture.text_only(), fixture.empty(), fixture.hostile()):
        assert validation_errors(json.loads(render("sarif", audited))) == []


def test_sarif_points_at_the_words_and_names_the_checks() -> None:
    audited = fixture.placed(fixture.sample())
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
    one = fixture.placed(fixture.sample())
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
    audited = fixture.placed(fixture.sample(), "news, new/a:b.txt")
    commands = read.github_commands(str(render("github", audited)))
    assert {name for name, _, _ in commands} <= {"error", "warning", "notice"}
    for (name, properties, said), finding in zip(commands, audited.report.findings, strict=True):
        assert properties["file"] == "news, new/a:b.txt"
        line = audited.text.split("\n")[int(properties["line"]) - 1]
        assert line[int(properties["col"]) - 1 : int(properties["endColumn"]) - 1] == finding.text
        assert said.startswith(visible(finding.message))
        assert (name == "error") == (finding.severity in {Severity.MAJOR, Severity.CRITICAL})


def test_csv_has_every_field() -> None:
    audited = fixture.placed(fixture.sample())
    rows = read.csv_rows(str(render("csv", audited)))
    assert tuple(rows[0]) == table.COLUMNS
    wanted = [json.loads(line) for line in str(render("jsonl", audited)).splitlines()]
    assert set(table.COLUMNS) == set(wanted[0])
    for row, line in zip(rows, wanted, strict=True):
        for name, value in line.items():
            shown = "\n".join(f"{e['origin']}: {e['text']}" for e in value) if name == "evidence" else value
            assert row[name] == ("" if shown is None else str(shown)), name


def test_the_workbook_reads_well() -> None:
    made = render("xlsx", fixture.placed(fixture.sample()))
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
    made = str(render("markdown", fixture.placed(fixture.sample())))
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
    audited = fixture.placed(fixture.sample())
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
    audited = fixture.placed(fixture.sample())
    words = {f.id: f.text for f in audited.report.findings}
    assert read.of_pearmut(str(render("pearmut", audited))) == words
    made = json.loads(str(render("pearmut", audited)))
    assert made["info"]["assignment"] == "task-based"
    (((*items,),),) = made["data"]
    assert all(set(item) == {"item_id", "tgt", "src", "error_spans"} for item in items)
    assert all(set(item["tgt"]) == set(item["error_spans"]) == {pearmut.MODEL} for item in items)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", made["campaign_id"])


def test_pearmut_counts_as_a_browser_does() -> None:
    audited = fixture.audit_of("\U0001f600 one\ntwo", "", "said", Span(6, 9))
    assert read.of_pearmut(str(render("pearmut", audited))) == {"0123456789ab": "two"}
    audited = fixture.audit_of("<img src=x> two", "<video a>", "../../etc", Span(12, 15))
    assert read.of_pearmut(str(render("pearmut", audited))) == {"0123456789ab": "two"}
    assert "/" not in json.loads(str(render("pearmut", audited)))["campaign_id"]


def test_a_data_set_has_the_findings(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    audited = fixture.placed(fixture.sample())
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
