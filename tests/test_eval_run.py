"""The harness from end to end, on a small data folder written here and an auditor that flags one word."""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from small_sets import written
from word_finder import WordFinder

from audit.check import Pair
from audit.checks import CHECKS
from audit.finding import Report, Severity
from audit.packs.installed import FOLDER
from audit.share import Share
from corpora.read import InputError
from eval import run as harness
from eval.bench import Benchmark, Run
from eval.benchmarks import articles, clean, expressions, focus
from eval.gold import annotation
from eval.measures.rates import Rate
from eval.measures.resample import Figure
from eval.rows import Data
from eval.run import Outcome, main, report, run
from eval.section import Section, markdown

FOUR = (focus.BENCHMARK, clean.BENCHMARK, expressions.BENCHMARK, articles.BENCHMARK)
ALL = tuple(one.name for one in FOUR)
FINDER = WordFinder()


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return written(tmp_path)


def table(section: Section, title: str) -> dict[str, tuple[object, ...]]:
    (found,) = (one for one in section.tables if one.title.startswith(title))
    return {str(row[0]): row[1:] for row in found.rows}


def section(name: str, shared: Path, finder: WordFinder = FINDER, *, quick: bool = False) -> Section:
    (only,) = run([name], Run(Data(shared), finder, quick)).sections
    return only


@pytest.fixture
def four(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the command know the benchmarks whose data are written here, and an auditor that flags one word."""
    monkeypatch.setattr(harness, "BENCHMARKS", FOUR)
    monkeypatch.setattr(harness, "NAMES", ALL)
    monkeypatch.setattr(harness, "WORKERS", 1)
    monkeypatch.setattr(harness, "JSON", tmp_path / "eval.json")
    monkeypatch.setattr(harness, "system", lambda *_: WordFinder())


@pytest.mark.usefixtures("four")
def test_absent_data_are_skipped_by_name_and_that_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*ALL, "--shared", str(tmp_path), "--quick"]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert lines[:4] == [
        "skipped: focus (no seeds/focus/translation.en.txt)",
        "skipped: clean (no data/ntrex/ntrex13.jsonl.gz)",
        "skipped: expressions (no data/expressions-dev/expressions.jsonl)",
        "skipped: articles (no data/articles-dev/triage.jsonl)",
    ]


def test_the_folder_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTAUDIT_SHARED", str(tmp_path))
    assert harness.shared_folder() == tmp_path
    assert harness.shared_folder("elsewhere") == Path("elsewhere")
    monkeypatch.delenv("MTAUDIT_SHARED")
    assert harness.shared_folder() == harness.ROOT.parent / "shared"


@pytest.mark.usefixtures("four")
def test_an_unknown_benchmark_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["nonsense"])
    assert stop.value.code == 2
    assert "no benchmark 'nonsense'; has focus, clean, expressions, articles" in capsys.readouterr().err


@pytest.mark.usefixtures("four")
def test_results_keep_the_sections_that_were_not_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "RESULTS.md"
    monkeypatch.setattr("eval.results.RESULTS", page)
    assert main(["--write-results", "--shared", str(shared), "--system", "nothing"]) == 2
    assert main(["--write-results", "--shared", str(tmp_path / "nowhere")]) == 2
    assert not page.exists()
    figures = tmp_path / "figures.json"
    assert main(["--write-results", "--shared", str(shared), "--json", str(figures), "--verbose"]) == 0
    text = page.read_text(encoding="utf-8")
    assert [name for name in ALL if f"\n## {name}: " in text] == list(ALL)
    assert "`python -m eval.run --write-results`" in text
    assert text.count("Signature: `match:overlap|") == 4
    assert str(tmp_path) not in text
    written = json.loads(figures.read_text(encoding="utf-8"))
    assert [one["name"] for one in written["sections"]] == [*ALL, "checks"]
    assert (written["system"], written["skipped"]) == ("rules", [])
    assert "false alarm" in capsys.readouterr().out
    monkeypatch.setattr(harness, "commit", lambda: "abc1234")
    assert main(["focus", "--write-results", "--shared", str(shared)]) == 0
    again = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+):.*?, at commit (\S+)$", again, re.MULTILINE)[0] == ("focus", "abc1234")
    assert again.partition("\n## clean: ")[2] == text.partition("\n## clean: ")[2]


@pytest.mark.usefixtures("four")
def test_a_run_goes_on_where_one_of_the_same_commit_and_options_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Path
) -> None:
    measured: list[str] = []

    def counting(one: Benchmark) -> Benchmark:
        def measure(context: Run) -> Section:
            measured.append(one.name)
            return one.measure(context)

        return replace(one, measure=measure)

    monkeypatch.setattr(harness, "BENCHMARKS", tuple(map(counting, FOUR)))
    monkeypatch.setattr(harness, "commit", lambda: "abc1234")
    asked = ["--shared", str(shared), "--state", str(tmp_path / "state")]
    assert main(["clean", *asked]) == 0
    assert main(["clean", "focus", *asked]) == 0
    assert measured == ["clean", "focus"]
    figures = json.loads((tmp_path / "eval.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in figures["sections"]] == ["focus", "clean", "checks"]
    assert main(["clean", "--quick", *asked]) == 0
    monkeypatch.setattr(harness, "commit", lambda: "abc1234+")
    assert main(["focus", *asked]) == 0
    assert main(["focus", *asked]) == 0
    assert measured == ["clean", "focus", "clean", "focus", "focus"]
    monkeypatch.setattr(harness, "commit", lambda: "def5678")
    assert main(["clean", *asked, "--earlier", "none", "--earlier", "abc1234"]) == 0
    assert measured == ["clean", "focus", "clean", "focus", "focus"]
    assert ', at commit abc1234"' in (tmp_path / "eval.json").read_text(encoding="utf-8")


@pytest.mark.usefixtures("four")
def test_packs_are_heard_only_where_they_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Path
) -> None:
    monkeypatch.setenv(FOLDER, "of this machine")
    assert main(["clean", "--shared", str(shared)]) == 0
    assert os.environ[FOLDER] == os.devnull
    assert main(["clean", "--shared", str(shared), "--packs", str(tmp_path)]) == 0
    assert os.environ[FOLDER] == str(tmp_path)
    assert main(["--write-results", "--shared", str(shared), "--packs", str(tmp_path)]) == 2


@pytest.mark.usefixtures("four")
def test_json_stands_beside_without_being_asked_for(tmp_path: Path, shared: Path) -> None:
    assert main(["articles", "--shared", str(shared)]) == 0
    written = json.loads((tmp_path / "eval.json").read_text(encoding="utf-8"))
    assert written["command"] == "python -m eval.run articles"


@pytest.mark.usefixtures("four")
def test_plots_are_drawn_and_equal_each_time(tmp_path: Path, shared: Path) -> None:
    pytest.importorskip("matplotlib")
    drawn = []
    for folder in ("first", "second"):
        assert main(["expressions", "--shared", str(shared), "--plots", str(tmp_path / folder)]) == 0
        drawn.append({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()})
    assert drawn[0] == drawn[1]
    assert sorted(drawn[0]) == ["confidence.svg", "expressions-checks.svg"]
    assert all(b"</svg>" in text for text in drawn[0].values())


def test_two_processes_say_what_one_says(shared: Path) -> None:
    """With the real auditor: the workers start by its name."""
    written = []
    for workers in ("1", "2"):
        path = shared / f"{workers}.json"
        asked = ["articles", "--shared", str(shared), "--workers", workers, "--json", str(path)]
        assert main(asked) == 0
        written.append(json.loads(path.read_text(encoding="utf-8"))["sections"])
    assert written[0] == written[1]


@pytest.mark.parametrize("name", ["nothing", "everything", "random", "unsupported-words", "rules:N001+A001"])
def test_every_system_runs_on_pairs_and_on_texts(name: str, shared: Path) -> None:
    path = shared / "figures.json"
    asked = ["focus", "articles", "--shared", str(shared), "--workers", "1", "--json", str(path), "--system", name]
    assert main(asked) == 0
    sections = json.loads(path.read_text(encoding="utf-8"))["sections"]
    assert [one["name"] for one in sections] == ["focus", "articles", "checks"]
    (row,) = (row for row in sections[1]["tables"][0]["rows"] if row["system"] == "source + 2 re-translations")
    assert (row["recall"]["hits"] == 1) == (name in ("everything", "unsupported-words"))


def test_an_unknown_system_is_named(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("magic", "rules:N001+X999"):
        assert main(["articles", "--shared", str(shared), "--system", name]) == 2
        assert f"--system {name}: no such system; there are rules" in capsys.readouterr().err


def test_focus_counts_only_the_annotated_part(shared: Path) -> None:
    measured = section("focus", shared)
    precision, recall, serious, *_ = table(measured, "All findings")["text only"]
    assert (precision, serious, recall) == (Share(1, 2), Share(1, 2), Share(1, 2))
    assert table(measured, "All findings")["flag nothing"][0] == Share(0, 0)
    assert table(measured, "All findings")["flag every word"][1] == Share(2, 2)
    assert table(measured, "All findings")["word not in reference"][1] == Share(2, 2)
    assert table(measured, "Catches")["SI (at 55)"] == ("no",) * 4
    assert table(measured, "By check")["wrong-word"][1] == Share(1, 2)


def test_signature_keeps_what_all_audits_share(shared: Path) -> None:
    parts = section("focus", shared).signature.split("|")
    assert parts[-1] == "fake:1"  # what was given differs by mode, and the tables say so
    assert "seed:20231024" in parts


def test_clean_counts_findings_per_thousand_words(shared: Path) -> None:
    alarms = table(section("clean", shared), "False alarms")
    documents, words, serious, *_ = alarms["seeds 000-003, text only"]
    assert (documents, words) == (4, 16)
    assert isinstance(serious, Rate)
    assert (serious.count, serious.value) == (2, 125.0)
    assert alarms["NTREX, source zh"][:2] == (2, 20)
    last = alarms["WMT23 references, source + 2 re-translations"]
    assert isinstance(last[2], Rate)
    assert isinstance(last[4], Rate)
    assert (last[2].count, last[4].count) == (0, 0)  # between them the two have all words


def test_expressions_by_kind_and_pair(shared: Path) -> None:
    measured = section("expressions", shared)
    precision, recall, *_ = table(measured, "All items")["source + 2 re-translations"]
    assert (precision, recall) == (Share(1, 2), Share(1, 2))
    assert table(measured, "Sound sentences")["source + 2 re-translations"] == (Share(1, 1), Share(0, 2))
    assert table(measured, "By kind, source + 1")["idiom"][:4] == (Share(1, 1), Share(0, 0), Share(0, 0), Share(1, 1))
    assert table(measured, "By kind, source + 1")["sense"][:4] == (Share(0, 0), Share(0, 0), Share(0, 1), Share(0, 1))
    assert "100 - chrF, source + 1 re-translation" in table(measured, "Segments")


def test_articles_by_span_and_decision(shared: Path) -> None:
    measured = section("articles", shared)
    assert table(measured, "Spans, both")["text only"][:2] == (Share(1, 1), Share(1, 1))
    assert table(measured, "By article")["a"][:2] == (Share(1, 1), Share(1, 1))
    assert table(measured, "Decisions")["a"] == ("review (borderline)", *["review"] * 4)
    area, *_ = table(measured, "Segments")["text only"]
    assert isinstance(area, Figure)
    assert area.value == 1.0


def test_a_check_that_broke_is_reported(shared: Path) -> None:
    only = section("articles", shared, WordFinder("failed on this text (KeyError: 'x')"))
    assert "A check broke: some-check: failed on this text (KeyError: 'x')" in markdown(only)
    assert "broke" not in markdown(section("articles", shared, WordFinder("needs a source")))


def test_quick_reads_less(shared: Path) -> None:
    quick = section("clean", shared, quick=True)
    assert "NTREX, source uk" in table(quick, "False alarms")
    assert "NTREX, source zh" not in table(quick, "False alarms")
    assert "quick:yes" in quick.signature


def test_the_annotations_are_findings(shared: Path) -> None:
    first, second = focus.read(shared / "seeds" / "focus").gold
    assert (first.span.start, first.suggestion, first.severity) == (5, "right", Severity.MAJOR)
    assert second.severity is Severity.CRITICAL


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"a": 1}\n{"a":\n')
    with pytest.raises(InputError, match=r"x\.jsonl:2: not JSON"):
        list(Data(tmp_path).rows("x.jsonl"))


def test_texts_come_back_in_order_whatever_their_language() -> None:
    texts = [[Pair(f"wrong {n}", "en", "x", lang)] for n, lang in enumerate(("uk", "de", "uk", "ar"))]
    reports = Run(Data(Path()), WordFinder()).audit(texts)
    assert len(reports) == 4
    told = [report.findings for report in Run(Data(Path()), _Echo()).audit(texts)]
    assert [one.text for (one,) in told] == ["wrong 0", "wrong 1", "wrong 2", "wrong 3"]


class _Echo(WordFinder):
    def pairs(self, pairs: Sequence[Pair]) -> Report:
        row = {"start": 0, "end": 1, "kind": "name", "severity": "major", "text": pairs[0].target}
        return self._report((annotation(row),), "echo")


def test_every_check_has_a_row_also_one_that_never_spoke(shared: Path) -> None:
    text = report(Outcome((section("articles", shared),), ()), "cmd")
    for check in CHECKS:
        assert text.count(f"| {check.name} ") >= 2
