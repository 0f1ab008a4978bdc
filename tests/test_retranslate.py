"""The source translated again: one text or many, with fake models."""

import io
import json
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from fake_models import AGAIN, EN, GRAIN, ROW, UK, Fake, lines, of, token

from audit.batch import results
from audit.check import Article, Pair
from audit.checks import CHECKS
from audit.finding import Evidence, Span
from audit.models.translator import Hypothesis, ModelError, TokenScore
from audit.opinion import SAME_ENGINE, Opinion, beside, deaf, same_engine
from audit.probability import witnesses
from audit.progress import Progress
from audit.retranslate import Retranslator, as_document
from audit.run import audit_pairs
from audit.texts import audit_texts
from corpora.read import InputError, Text
from corpora.sentences import document


def heard(models: Retranslator, target: str = EN) -> Any:
    return audit_texts(Text("mt", target, "en"), Text("src", UK, "uk"), models=models)


def test_a_text_is_audited_against_every_model() -> None:
    one, two = Fake("one", AGAIN), Fake("two", {**AGAIN, "Переговори тривали дві години.": "The talks took two hours."})
    audited = heard(of(one, two))
    assert audited.retranslation_names == ("one", "two")
    assert [r.retranslations for r in audited.rows][1] == (
        "The talks went on for two hours.",
        "The talks took two hours.",
    )
    (finding,) = audited.report.findings
    assert (finding.code, finding.text) == ("A001", "500 million")
    assert {e.origin for e in finding.evidence} >= {"re-translation 1", "re-translation 2"}
    assert "|retranslations:2|models:one+two|" in audited.report.signature
    assert EN[finding.document_start + finding.span.start :].startswith("500 million")


def test_a_further_hypothesis_excuses_and_never_accuses() -> None:
    sentence = "Сі сказав, що Китай готовий купити 500 тисяч тонн зерна."
    same = {sentence: "Xi says China would buy 500,000 tonnes of grain."}
    alone = heard(of(Fake("m", AGAIN)))
    more = heard(of(Fake("m", AGAIN, same)))
    assert [f.confidence for f in more.report.findings] == [f.confidence for f in alone.report.findings]
    assert more.retranslation_names == ("m",)
    assert "|retranslations:1|" in more.report.signature
    excused = heard(of(Fake("m", AGAIN, {sentence: "Xi says that China will buy 500 million tonnes of grain."})))
    assert excused.report.findings == ()


def test_probabilities_stand_beside_findings() -> None:
    audited = heard(of(Fake("m", AGAIN, scores=True)))
    (finding,) = audited.report.findings
    assert finding.evidence[-1] == Evidence(
        "model of re-translation 1", "“million” 0.09%, its own choice “thousand” 90%"
    )
    assert "model-probability" not in [s.name for s in audited.report.skips]
    silent = heard(of(Fake("m", AGAIN)))
    assert [s.reason for s in silent.report.skips if s.name == "model-probability"] == [
        "m: does not tell probabilities"
    ]
    assert silent.report.findings[0].confidence == finding.confidence


def test_probabilities_are_those_of_the_re_translation_with_that_number() -> None:
    pair = Pair("five million", "en", "п'ять", "uk", ("five", "5"), scores=((), (token("five million", "million"),)))
    (witness,) = witnesses(pair, Span(0, 12))
    assert witness.origin == "model of re-translation 2"
    assert list(witnesses(pair, Span(0, 4))) == []


def test_a_part_of_a_word_is_shown_with_the_word() -> None:
    within = TokenScore(Span(15, 20), -12.0, 40, "en", -0.02)
    (witness,) = witnesses(Pair("prices rose by twelve per cent", "en", scores=((within,),)), Span(15, 21))
    assert witness.text == "“twelve” under 0.01%, its own choice “en” 98%"
    later = TokenScore(Span(16, 21), -12.0, 40, "en", -0.02)
    (witness,) = witnesses(Pair("prices rose by twelve per cent", "en", scores=((later,),)), Span(15, 21))
    assert witness.text == "“twelve” under 0.01%, its own choice “ten” 98%"


def test_the_same_engine_gets_no_weight() -> None:
    sentences = document("", EN, "en").segments
    same = dict(zip(AGAIN, (s.text for s in sentences), strict=True))
    audited = heard(of(Fake("same", same), Fake("other", AGAIN)))
    assert audited.report.notes[0] == f"same {SAME_ENGINE}"
    assert "|retranslations:1|" in audited.report.signature
    assert [f.text for f in audited.report.findings] == ["500 million"]
    assert audited.retranslation_names == ("same", "other")


def test_what_counts_as_the_same() -> None:
    texts = [f"The mayor opened school number {n} in the city on Friday." for n in range(8)]
    nearly = [t.replace("opened", "opens") if n % 3 == 0 else t for n, t in enumerate(texts)]
    other = [f"On Friday the city's mayor has opened the {n}th school." for n in range(8)]
    half = texts[:4] + other[4:]
    assert same_engine(texts, nearly)
    assert not same_engine(texts, other)
    assert not same_engine(texts, half)
    assert not same_engine(texts[:4], texts[:4])
    assert not same_engine(texts, [""] * 8)


def test_opinions_beside_pairs() -> None:
    pairs = [Pair("a", "en", "x", "uk"), Pair("b", "en", "y", "uk")]
    file = Opinion("f", ("", "b1"))
    model = Opinion("m", ("a2", "b2"), (("a3", ""),), (((token("million", "million"),)), ()))
    first, second = beside(pairs, [file, model])
    assert (first.retranslations, first.alternatives) == (("a2",), ("a3",))
    assert (second.retranslations, second.alternatives) == (("b1", "b2"), ())
    assert [len(s) for s in first.scores] == [1]
    assert [len(s) for s in second.scores] == [0, 0]
    assert deaf(pairs, [file, Opinion("r", ("q", "q"), repeats=True)]) == [1]


def test_a_document_of_one_text_a_segment() -> None:
    original = document("src", "Один. Два.\n\nТри.", "uk")
    made = as_document(original, "m", "en", ["One.", "", "Three."])
    assert [made.text[s.start : s.end] for s in made.segments] == ["One.", "", "Three."]
    assert [s.paragraph for s in made.segments] == [s.paragraph for s in original.segments]
    assert made.slice(0, 3)[1] == made.text


def test_no_marks_without_further_hypotheses_means_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[Article] = []
    check = next(c for c in CHECKS if c.code == "A001")
    spy = replace(check, run=lambda a: runs.append(a) or check.run(a))  # type: ignore[func-returns-value]
    audit_pairs([Pair("It costs 5.", "en", "Коштує 6.", "uk", ("It costs 6.",))], checks=[spy])
    assert len(runs) == 1


# Batches


def run(data: io.BytesIO, models: Retranslator) -> list[Any]:
    return [r if isinstance(r, InputError) else json.loads(r) for r in results(data, "in", models)]


def test_rows_and_documents_in_order_and_bad_ones_named() -> None:
    whole = {"id": "d", "pair": "uk-en", "segments": [{"src": GRAIN, "mt": ROW["mt"]}, {"mt": "That is all."}]}
    data = lines(ROW, b"{bad", {**ROW, "id": "x", "pair": "pl-en"}, {"id": "t", "pair": "pl-en", "mt": "Hello."}, whole)
    model = Fake("m", AGAIN)
    first, bad, other, text, last = run(data, of(model))
    assert (first["id"], text["id"], last["id"]) == ("a", "t", "d")
    assert [e["origin"] for e in first["findings"][0]["evidence"]] == ["source", "re-translation 1"]
    assert [f["segment"] for f in last["findings"]] == [0]
    assert str(bad).startswith("in:2:")
    assert str(other) == "in:3: m: knows only uk-en; give another model"
    assert {"name": "re-translation", "reason": "needs a source"} in text["skips"]
    assert model.calls == 1


def test_given_re_translations_come_first() -> None:
    (row,) = run(lines({**ROW, "rt": ["Xi said China would buy half a million tonnes."]}), of(Fake("m", AGAIN)))
    assert [e["origin"] for e in row["findings"][0]["evidence"]] == ["source", "re-translation 1", "re-translation 2"]


def test_a_model_that_does_no_row_of_the_first_window_stops_the_run() -> None:
    with pytest.raises(ModelError, match="knows only pl-en"):
        run(lines(*[ROW] * 5), of(Fake("m", AGAIN), only="pl-en"))
    assert len(run(lines(b"{bad", b"{bad"), of(Fake("m", AGAIN)))) == 2


def test_one_sentence_that_a_model_refuses_is_one_row() -> None:
    class Picky(Fake):
        def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
            if any("?" in s for s in sources):
                raise ModelError("picky: no such sentence")
            return super().translate(sources)

    rows = [{**ROW, "id": n, "src": GRAIN + "?" * (n == 13)} for n in range(40)]
    found = run(lines(*rows), of(Picky("picky", AGAIN)))
    assert [n for n, r in enumerate(found) if isinstance(r, InputError)] == [13]
    assert str(found[13]) == "in:14: picky: no such sentence"
    assert [r["id"] for n, r in enumerate(found) if n != 13] == [n for n in range(40) if n != 13]


def test_single_rows_of_the_same_engine_get_no_weight() -> None:
    rows = [{"id": n, "pair": "uk-en", "src": f"Речення {n}.", "mt": f"<Речення {n}.>"} for n in range(9)]
    for row in run(lines(*rows), of(Fake("m", {}))):
        assert {"name": "m", "reason": SAME_ENGINE} in row["skips"]


def test_windows_bound_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.window._WINDOW", 64)

    class Endless(io.RawIOBase):
        def __init__(self, rows: int) -> None:
            self.rows = rows

        def __iter__(self) -> Iterator[bytes]:  # type: ignore[override]
            return (lines({**ROW, "id": k}).getvalue() for k in range(self.rows))

    def peak(rows: int) -> int:
        tracemalloc.start()
        assert sum(1 for _ in results(Endless(rows), "in", of(Fake("m", AGAIN)))) == rows
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(100)
    assert peak(700) < peak(140) + 500_000  # held rows would be 800,000 more; caches of texts are bounded


# Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_says_speed_and_time_left_on_a_terminal_only() -> None:
    now = [0.0]
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        now[0] = 0.0
        progress = Progress(stream, lambda: 0.5, lambda: now[0])
        progress.plan(1000)
        now[0] = 10.0
        progress.done(50, 500)
        assert progress.line() == "re-translated 50 sentences, 5 a second, 0:30 left"  # 1,500 more at 50 a second
        assert ("0:30 left" in stream.getvalue()) is shown
        progress.say("a line")
        progress.clear()
        assert stream.getvalue().endswith("a line\n")
        assert stream.getvalue().count("\n") == 1


def test_progress_knows_no_end_of_a_stream() -> None:
    now = [0.0]
    progress = Progress(Terminal(), lambda: 0.0, lambda: now[0])
    progress.plan(10)
    now[0] = 2.0
    progress.done(1, 5)
    assert progress.line() == "re-translated 1 sentences, 0 a second"
