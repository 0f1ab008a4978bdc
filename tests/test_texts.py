"""Whole texts: rows cover everything, offsets are those of the file, and the same engine is no second opinion."""

import pytest

from audit.check import Pair
from audit.finding import Category, Finding, Kind, Score, Severity, Span
from audit.opinion import same_engine
from audit.score import count_words, score
from audit.texts import audit_texts
from audit.triage import decide
from corpora.read import InputError, Text

UK = """Порт Ізмаїл прийняв 12 суден. Про це повідомила адміністрація. Роботу почали в понеділок.

Президент США Джо Байден привітав Румунію. Констанца відкрила термінал. Він прийматиме 300 вагонів."""
EN = """\ufeffThe port of Izmail received 12 ships.\r\nThis was reported by the administration, work began on Monday.\r\n\r\nUS President Joe Baiden congratulated Romania. Constanta opened a terminal, which will take 300 wagons."""
RT = """Izmail port took in 12 vessels. The administration said so. Work started on Monday.

Joe Biden, the US president, congratulated Romania. Constanta opened a terminal. It will handle 300 wagons."""


def test_rows_cover_both_texts_and_offsets_are_those_of_the_file() -> None:
    audited = audit_texts(Text("mt", EN), Text("src", UK), [Text("rt", RT)])
    assert "".join(r.target for r in audited.rows).count("Romania") == 1
    for row in audited.rows:
        assert EN[row.target_start : row.target_start + len(row.target)] == row.target
        assert UK[row.source_start : row.source_start + len(row.source)] == row.source
    sources = "".join(r.source for r in audited.rows)
    assert sum(c.isalpha() for c in sources) == sum(c.isalpha() for c in UK)
    (finding,) = audited.report.findings
    start = finding.document_start + finding.span.start
    assert EN[start : start + len(finding.text)] == finding.text == "Joe Baiden"
    row = audited.rows[finding.segment]
    assert "Байден" in row.source
    assert "Biden" in row.retranslations[0]


def test_a_re_translation_of_the_same_engine_has_no_weight() -> None:
    body = " ".join(f"The committee met on day {k} and agreed on step {k}." for k in range(8))
    audited = audit_texts(Text("mt", body, "en"), None, [Text("copy", body, "en")])
    assert "same engine" in audited.report.notes[0]
    assert "retranslations:0" in audited.report.signature
    assert not same_engine(["One."] * 8, ["Two."] * 8)


def test_unrelated_texts_are_refused() -> None:
    other = "Врожай яблук цього року менший. Навесні були заморозки. Улітку не було дощу. Ціна зросла. Садівники радять чекати."
    with pytest.raises(InputError, match="src: has almost nothing in common"):
        audit_texts(Text("mt", EN + " It is over. They left."), Text("src", other))


def finding(segment: int, severity: Severity, confidence: float = 0.9) -> Finding:
    place = Span(0, 3)
    kind, category = Kind.MEANING, Category.MISTRANSLATION
    return Finding(
        "x", segment, place, None, "A001", "changed-number", category, kind, severity, confidence, "m", "s", (), "ten"
    )


def figures(points: int) -> Score:
    return Score(points, 1000, "source", float(points), unreliable=False)


@pytest.mark.parametrize(
    ("severities", "segments", "decision"),
    [
        ([], 20, "publish"),
        ([Severity.MINOR], 20, "publish"),
        ([Severity.MINOR] * 15, 20, "review"),
        ([Severity.MAJOR], 20, "review"),
        ([Severity.CRITICAL], 20, "review"),
        ([Severity.CRITICAL] * 2, 20, "retranslate"),
        ([Severity.CRITICAL], 1, "retranslate"),
        ([Severity.MAJOR] * 5, 20, "retranslate"),
        ([Severity.MAJOR] * 5, 60, "review"),
    ],
)
def test_decisions(severities: list[Severity], segments: int, decision: str) -> None:
    found = [finding(i, s) for i, s in enumerate(severities)]
    verdict = decide(found, figures(sum(s.points for s in severities)), segments)
    assert verdict.decision == decision
    assert verdict.reasons


def test_an_unsure_finding_does_not_decide() -> None:
    unsure = [finding(i, Severity.CRITICAL, 0.5) for i in range(3)]
    assert decide(unsure, figures(75), 20).decision == "review"


def test_score_by_hand() -> None:
    """2 minor + 1 major = 7 points over 350 source words: 1000 * 7 / 350 = 20."""
    found = [finding(0, Severity.MINOR), finding(0, Severity.MINOR), finding(1, Severity.MAJOR)]
    result = score(found, [Pair("a", "en", "слово " * 350, "uk")])
    assert (result.points, result.words, result.per_thousand, result.counted) == (7, 350, 20.0, "source")
    assert not result.unreliable
    assert result.by_kind == ((Kind.MEANING, 7),)
    assert score([], [Pair("one two", "en")]).unreliable
    assert count_words("他在北京 today") == 3
