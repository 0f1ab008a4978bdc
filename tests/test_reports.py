"""The reports: what they say, where they point, and that no text breaks out of them.

Golden files are rewritten with `UPDATE_GOLDEN=1 pytest tests/test_reports.py`, and then read by a person.
"""

import json
import os
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
import report_fixture as fixture
from hypothesis import given
from hypothesis import strategies as st

from audit.finding import Kind, Severity, Span
from audit.reports import FORMATS, page, record, render, terminal
from audit.reports.marked import excerpt, pieces
from audit.reports.markup import language
from audit.reports.view import Audited
from audit.reports.visible import encodable, visible

GOLDEN = Path(__file__).parent / "golden"
AUDITS = {
    make.__name__: make
    for make in (fixture.sample, fixture.text_only, fixture.arabic, fixture.hostile, fixture.empty, fixture.long)
}
BATCH_KEYS = (
    "segment start end source_start source_end code name category kind severity confidence message suggestion evidence"
)
PLACES = "text document_start document_end document_source_start document_source_end"


class Page(HTMLParser):
    """Reads a page: its tags in order, its ids, and where links and descriptions point."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"meta", "input", "link"}:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.append((name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            elif name in {"aria-describedby", "aria-labelledby"} or (name == "href" and (value or "").startswith("#")):
                self.targets.append((value or "").removeprefix("#"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("name", AUDITS)
def test_every_audit_renders_the_same_twice_and_as_utf8(style: str, name: str) -> None:
    made = render(style, AUDITS[name]())
    assert made == render(style, AUDITS[name]())
    assert isinstance(made, bytes) == FORMATS[style].binary
    if isinstance(made, str):
        assert made.encode().decode() == made


@pytest.mark.parametrize(("style", "suffix"), [("terminal", "txt"), ("json", "json"), ("html", "html")])
def test_golden(style: str, suffix: str) -> None:
    golden = GOLDEN / f"report.{suffix}"
    text = str(render(style, fixture.sample()))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def test_schema_is_up_to_date() -> None:
    path = Path(record.__file__).with_name("report.schema.json")
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(record.schema(), encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == record.schema()


@pytest.mark.parametrize("name", AUDITS)
def test_json_fits_its_schema(name: str) -> None:
    audited = AUDITS[name]()
    text = record.render(audited)
    assert msgspec.json.decode(text, type=record.ReportRecord) == record.report_record(audited)
    defined = json.loads(record.schema())["$defs"]
    made = json.loads(text)
    assert list(made) == defined["ReportRecord"]["required"]
    assert made["schema"] == "mtaudit-report/1"
    for finding in made["findings"]:
        assert list(finding) == defined["PlacedRecord"]["required"] == ["id", *BATCH_KEYS.split(), *PLACES.split()]


def test_json_points_at_the_words_in_the_files() -> None:
    audited = fixture.sample()
    files = ["", ""]  # the files as read, rebuilt from the rows' places
    for row in audited.rows:
        files[0] = files[0].ljust(row.target_start) + row.target
        files[1] = files[1].ljust(row.source_start) + row.source
    for made, finding in zip(record.report_record(audited).findings, audited.report.findings, strict=True):
        row = audited.rows[made.segment]
        assert files[0][made.document_start : made.document_end] == row.target[made.start : made.end] == made.text
        if finding.source is None:
            assert (made.source_start, made.document_source_start) == (None, None)
        else:
            words = files[1][made.document_source_start : made.document_source_end]
            assert words == row.source[made.source_start : made.source_end] != ""


def test_batch_row() -> None:
    audited = fixture.sample()
    row = json.loads(msgspec.json.encode(record.batch_row("a\ud800", audited.report)))
    assert list(row) == ["id", "findings", "points", "decision", "skips"]
    assert (row["id"], row["points"], row["decision"]) == ("a\ufffd", 95, "retranslate")
    assert all(list(f) == ["id", *BATCH_KEYS.split()] for f in row["findings"])
    whole = record.report_record(audited).findings
    assert [f["start"] for f in row["findings"]] == [f.start for f in whole]
    assert row["skips"][0] == {"name": "possible-shift", "reason": "needs a sentence encoder"}


@pytest.mark.parametrize("name", AUDITS)
def test_page_is_well_formed_and_its_links_arrive(name: str) -> None:
    audited = AUDITS[name]()
    read = Page(page.render(audited))
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert set(read.targets) <= set(read.ids)
    for number in range(1, len(audited.report.findings) + 1):
        assert {f"m-{number}", f"n-{number}", f"f-{number}"} <= set(read.ids)
        assert {f"m-{number}", f"n-{number}", f"f-{number}"} <= set(read.targets)


def test_page_loads_nothing() -> None:
    text = page.render(fixture.sample())
    read = Page(text)
    assert not {"src", "srcset", "style", "onclick"} & {name for name, _ in read.attributes}
    assert not re.search(r"url\(|@import|https?:", text)
    assert "default-src 'none'; style-src 'sha256-" in text
    assert "unsafe-inline" not in text


def test_page_says_everything() -> None:
    audited = fixture.sample()
    text = page.render(audited)
    for finding in audited.report.findings:
        for said in (finding.message, finding.suggestion.strip(), finding.id, *(e.text for e in finding.evidence)):
            assert page.safe(said) in text
        assert f"{finding.confidence:.0%} sure" in text
    for skip in audited.report.skips:
        assert skip.reason in text
    assert "1,000 × 95 points ÷ 107 words = 887.9" in text
    assert "unreliable" in text
    for kind in Kind:
        assert f'value="{kind}" checked' in text
    for severity in Severity:
        assert f"line s-{severity}" in text


def test_page_tells_language_and_direction() -> None:
    assert language("ar") == 'lang="ar" dir="rtl"'
    assert language("az-Arab-IR") == 'lang="az-Arab-IR" dir="rtl"'
    assert language("he-Latn") == 'lang="he-Latn" dir="ltr"'
    assert language("uk") == 'lang="uk" dir="ltr"'
    text = page.render(fixture.arabic())
    assert text.count('<p lang="ar" dir="rtl">') == 6  # two rows of two columns, two quotes in the list


def test_page_marks_an_omission_with_a_caret() -> None:
    text = page.render(fixture.sample())
    assert 'A <span class="mark k-meaning s-minor" data-f="13"><span class="caret"></span><a' in text


def test_page_draws_overlapping_findings() -> None:
    text = page.render(fixture.sample())
    assert 'data-f="4"><u>took </u></span><span class="mark k-idiom s-major several" data-f="4 5"><u>himself' in text


def test_empty_report_is_no_promise() -> None:
    audited = fixture.empty()
    text = page.render(audited)
    assert "Nothing was found." in text
    assert "No check that ran found a fault." in text
    assert "needs a sentence encoder" in text
    assert '<form id="filters"' not in text
    assert "no findings" in terminal.render(audited)
    assert json.loads(record.render(audited))["findings"] == []


@pytest.mark.parametrize("style", ["terminal", "html"])
def test_hostile_text_is_harmless(style: str) -> None:
    text = str(render(style, fixture.hostile()))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert "‹ESC›[31m" in text
    assert "‹RLO›" in text
    assert "‹NUL›" in text
    assert "\ufffd" in text


def test_hostile_text_makes_no_element() -> None:
    read = Page(page.render(fixture.hostile()))
    assert read.tags.count("script") == 1
    assert "img" not in read.tags
    assert not {name for name, _ in read.attributes} & {"onerror", "onload"}


def test_terminal_reads_without_colour() -> None:
    text = terminal.render(fixture.sample(), width=60)
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 60
    assert "a bridge over the\n     [[Grouse River]] was opened." in text
    assert "A [[^]]bus was organized" in text
    assert "→ Teteriv River" in text
    assert text.index("RETRANSLATE") < text.index("[[Grouse River]]") < text.index("Not checked")


def test_terminal_colour_changes_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")  # the caller has decided
    monkeypatch.setenv("TERM", "dumb")
    plain, coloured = terminal.render(fixture.sample()), terminal.render(fixture.sample(), color=True)
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_visible_text_is_encodable_and_stays_so(text: str) -> None:
    shown = visible(text)
    shown.encode()
    assert visible(shown) == shown
    assert len(encodable(text)) == len(text)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=8))
def test_pieces_cover_the_text_and_every_span(pairs: list[tuple[int, int]]) -> None:
    spans = [Span(min(p), max(p)) for p in pairs]
    made = list(pieces(12, spans))
    assert "".join("abcdefghijkl"[p.start : p.end] for p in made) == "abcdefghijkl"
    for index, span in enumerate(spans):
        mine = [p for p in made if index in p.covering]
        assert (mine[0].start, mine[-1].end) == (span.start, span.end)
        assert [index in p.ending for p in mine] == [False] * (len(mine) - 1) + [True]


def test_excerpt_of_a_text_without_spaces() -> None:
    assert excerpt("字" * 500, Span(200, 202)) == ("…" + "字" * 70, "字字", "字" * 70 + "…")
    assert excerpt("one two three", Span(4, 7)) == ("one ", "two", " three")


def test_a_long_article_stays_light() -> None:
    audited: Audited = fixture.long()
    assert (len(audited.rows), len(audited.report.findings)) == (507, 624)
    began = time.perf_counter()
    text = page.render(audited)
    assert time.perf_counter() - began < 5  # takes 0.2 s; a slow machine may be busy
    assert len(text.encode()) < 2_500_000


def test_formats_are_imported_when_asked_for() -> None:
    code = "import sys, audit.reports; print(sorted({'rich', 'msgspec'} & set(sys.modules)))"
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
