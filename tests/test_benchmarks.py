"""The benchmarks on rows written here, in the form of the real sets, with an auditor that flags "wrong"."""

from collections.abc import Callable
from pathlib import Path

import pytest
from benchmark_rows import damaged, document, marked, measured, span, table, write

from audit.finding import Kind, Severity, Span
from audit.models.translator import ModelError
from audit.share import Share
from eval.annotated import annotated, kind
from eval.bench import Benchmark, Run
from eval.benchmarks import biomqm, ced, consistency, demetr, mlqe, qe23, references, ted, wmt22
from eval.measures.rates import Rate
from eval.measures.resample import Figure
from eval.modes import FOUR, ONE, SOURCE
from eval.rows import Data
from tests.test_eval_run import WordFinder


@pytest.fixture(autouse=True)
def no_peers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MTAUDIT_POFILTER", raising=False)


TALK = [
    marked("Alpha", "The wrong bridge.", span(4, 9, "major", "Accuracy/Mistranslation")),
    marked("Beta_run1", "The right bridge."),
    marked("Beta_run2", "A bridge that is right."),
    marked("refB", "The bridge is not wrong."),
    marked("Alpha", "It fell.", span(3, 7, "minor", "Style/Awkward"), seg=2),
    marked("refB", "It collapsed.", seg=2),
]


def test_marked_rows_become_documents_with_the_voices_of_other_engines() -> None:
    found = annotated([*TALK, {**TALK[0], "spans": []}], ("refB",))
    alpha, first, _, person = found.cases
    assert (alpha.id, [pair.target for pair in alpha.pairs]) == ("a by Alpha", ["The wrong bridge.", "It fell."])
    assert len(alpha.pairs[0].retranslations) == 1  # two runs of one team are one engine
    assert alpha.pairs[0].retranslations[0] in ("The right bridge.", "A bridge that is right.")
    assert [(one.segment, one.span, one.kind, one.message) for one in alpha.gold] == [
        (0, Span(4, 9), Kind.MEANING, "Accuracy/Mistranslation"),
        (1, Span(3, 7), Kind.LANGUAGE, "Style/Awkward"),
    ]
    assert first.pairs[0].retranslations == ("The wrong bridge.",)
    assert len(person.pairs[0].retranslations) == 2
    assert found.humans == (person,)
    assert found.references == {"桥 1": "The bridge is not wrong.", "桥 2": "It collapsed."}


@pytest.mark.parametrize(("label", "wanted"), [("", "meaning"), ("Wrong term", "meaning"), ("Grammar", "language")])
def test_kind_of_an_mqm_category(label: str, wanted: str) -> None:
    assert kind(label) == wanted


def test_talks(tmp_path: Path) -> None:
    write(tmp_path, ted.FILE, TALK)
    made = measured(tmp_path, ted.BENCHMARK)
    assert table(made, "Spans")[FOUR][:3] == (Share(1, 1), Share(1, 2), Share(1, 1))
    assert table(made, "Recall by category")["Style/Awkward"][0] == Share(0, 1)
    segments = table(made, "Segments")
    assert segments[SOURCE][2:] == (Share(1, 1), Share(0, 3))
    assert "100 - chrF to a human reference" in segments
    silent = table(made, "False alarms")[f"people's translations, {SOURCE}"]
    assert isinstance(silent[2], Rate)
    assert silent[2].count == 1
    assert made.headline[0] == (f"precision, {FOUR}", Share(1, 1))


def test_news_of_several_pairs(tmp_path: Path) -> None:
    write(tmp_path, qe23.TRAIN, [*TALK, marked("Alpha", "left out", doc="b")])
    for pair, file in qe23.DEV.items():
        write(tmp_path, file, [marked("only", "wrong", span(0, 5), lp=pair)])
    by_set = table(measured(tmp_path, qe23.BENCHMARK), "By set")
    assert by_set["en-de 2022"][1] == Share(1, 1)
    assert by_set["zh-en 2021, many systems"][1] == Share(1, 2)


def test_abstracts_translated_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for pair, file in biomqm.FILES.items():
        row = marked("A_run1", "wrong here", span(0, 5, "critical"), span(6, 10, "neutral"), lp=pair)
        write(tmp_path, file, [row])
    said = lambda spec, sources, *_: (tuple(f"again {one}" for one in sources), f"{spec}@1")  # noqa: E731
    monkeypatch.setattr(biomqm, "again", said)
    made = measured(tmp_path, biomqm.BENCHMARK)
    assert table(made, "Spans")[ONE][:3] == (Share(7, 7), Share(7, 7), Share(7, 7))  # what is neutral is no error
    assert "pt-en: firefox:pt-en@1." in made.tables[0].note
    assert "100 - chrF, source + 1 re-translation" in table(made, "Segments")


def missing(*_: object) -> tuple[tuple[str, ...], str]:
    raise ModelError("firefox:pt-en: the package fxtranslate is not installed")


def test_a_model_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in biomqm.FILES.values():
        write(tmp_path, file, [marked("A_run1", "wrong")])
    monkeypatch.setattr(biomqm, "again", missing)
    note = measured(tmp_path, biomqm.BENCHMARK).tables[0].note
    assert "pt-en without re-translation: firefox:pt-en: the package fxtranslate is not installed." in note


def test_damage_is_sought_at_the_changed_words(tmp_path: Path) -> None:
    rows = [
        damaged("The wrong bridge is open."),
        damaged("The bridge is shut.", pert_name="critical_id7_antonym"),
        damaged("Whatever wrong.", severity="base"),
        damaged("The bridge is wrong.", pert_check=False),
        damaged("The span. wrong", mt="The span."),
    ]
    write(tmp_path, demetr.FILE, rows)
    made = measured(tmp_path, demetr.BENCHMARK)
    overview = table(made, "All sentences")
    assert overview[SOURCE] == (Share(1, 1), Share(1, 2), Share(0, 1))
    assert overview["flag nothing"][1:] == (Share(0, 2), Share(0, 1))
    assert overview["flag every word"][1:] == (Share(2, 2), Share(1, 1))
    types = table(made, "Flagged at the damage")
    assert types == {"critical: ne replaced": (Share(1, 1),) * 2, "critical: antonym": (Share(0, 1),) * 2}


@pytest.mark.parametrize(
    ("after", "places"),
    [
        ("One grey cat sat.", ["grey"]),
        ("One black black cat sat.", [" black black"]),
        ("One cat sat.", [""]),
        ("One black cat sat", [""]),
        ("One black cat sat.", []),
    ],
)
def test_changed_words(after: str, places: list[str]) -> None:
    assert [after[one.start : one.end] for one in demetr.changed("One black cat sat.", after)] == places


def edited(pair: str, raw: str, tags: str, mean: float) -> dict[str, object]:
    mt = " ".join(raw.removesuffix(".").split()) + " ."
    row = {"id": f"{pair}-{mean}", "lp": pair, "mt": mt, "mt_raw": raw, "mt_tags": tags, "src_raw": "Мост."}
    return {**row, "da_mean": mean, "da_z": mean / 50 - 1}


def test_words_of_the_post_editor(tmp_path: Path) -> None:
    for pair in mlqe.PAIRS:
        for part in mlqe.PARTS:
            rows = [edited(pair, "A wrong bridge.", "0110", 20), edited(pair, "A bridge.", "000", 90)]
            without = {"id": "x", "lp": pair, "mt": "a", "mt_tags": "0"}
            write(tmp_path, f"data/mlqe-wordlevel/{pair}.{part}.jsonl.gz", [*rows, without])
    made = measured(tmp_path, mlqe.BENCHMARK)
    ours, touched, annotated_words = table(made, "Words")["ru-en"]
    assert isinstance(ours, Figure)
    assert ours.value == pytest.approx((2 * 10 - 0) / (2 * 12 * 10 * 4) ** 0.5)  # 2 hits, 2 misses, 10 rests
    assert (touched, annotated_words) == (Share(2, 14), Share(4, 14))
    assert table(made, "Segments")[SOURCE][2:] == (Share(14, 14), Share(0, 14))
    assert table(made, "Texts")["ru-en"][0] == 4


def test_a_token_that_is_not_in_the_text_is_named() -> None:
    with pytest.raises(ValueError, match="token 'cat' does not follow in ' black cat'"):
        mlqe.places(["a", "cat"], "a black cat")


def judged_row(pair: str, mt: str, label: str) -> dict[str, object]:
    return {"id": f"{pair}{label}", "lp": pair, "mt": mt, "src": "A ponte.", "label": label}


def test_critical_errors_by_people(tmp_path: Path) -> None:
    for pair, file in ced.CED21.items():
        write(tmp_path, file, [judged_row(pair, "wrong , no ?", "ERR"), judged_row(pair, "So .", "NOT")])
    made = measured(tmp_path, ced.BENCHMARK21)
    segments = table(made, "Segments")
    assert segments[SOURCE][2:] == (Share(4, 4), Share(0, 4))
    assert segments[f"en-ja, {SOURCE}"][2:] == (Share(1, 1), Share(0, 1))
    assert table(made, "By check")["wrong-word"] == (Share(4, 4), Share(4, 4))


@pytest.mark.parametrize(
    ("again", "row", "said"),
    [
        (lambda _, sources, *__: (("The bridge.",) * len(sources), "firefox:pt-en@1"), True, "pt-en: firefox:pt-en@1."),
        (missing, False, "pt-en without re-translation"),
    ],
)
def test_critical_errors_by_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: Callable[..., object], row: bool, said: str
) -> None:
    for pair, file in ced.CED22.items():
        write(tmp_path, file, [judged_row(pair, "wrong", "BAD"), judged_row(pair, "wrong", "OK")])
    monkeypatch.setattr(ced, "again", again)
    made = measured(tmp_path, ced.BENCHMARK22)
    segments = table(made, "Segments")
    assert (f"pt-en, {ONE}" in segments) is row
    assert (f"100 - chrF, pt-en, {ONE}" in segments) is row
    assert said in made.tables[0].note
    assert table(made, "By check")["wrong-word"] == (Share(2, 4), Share(2, 2))


SYSTEMS = ("Fine", "Poor", "Third")


def wmt22_row(n: int, doc: str) -> dict[str, object]:
    texts = {"Fine": f"The bridge {n} opened.", "Poor": f"The wrong bridge {n}.", "Third": f"Bridge {n}."}
    da = {"Fine": {"z": 1.0 + n / 10}, "Poor": {"z": -1.0}}
    return {
        "id": str(n),
        "lp": "uk-en",
        "doc": doc,
        "src": "Міст.",
        "refs": {"A": f"Bridge {n} opened."},
        "mt": texts,
        "da": da,
    }


@pytest.mark.parametrize("benchmark", [wmt22.UKEN, wmt22.RUEN], ids=lambda one: one.name)
def test_systems_against_direct_assessment(tmp_path: Path, benchmark: Benchmark) -> None:
    write(tmp_path, wmt22.FILES[benchmark.name], [wmt22_row(n, f"d{n // 2}") for n in range(6)])
    made = measured(tmp_path, benchmark)
    systems = table(made, "Systems")
    assert list(systems) == ["Fine", "Poor", "Third"]  # the one that nobody rated comes last
    assert systems["Poor"][0] == -1.0
    ranked = table(made, "Translation systems")
    assert {"BLEU", "chrF", "TER", f"{SOURCE}, all words together"} <= set(ranked)
    assert ranked["chrF"][:2] == (2, 1.0)
    assert table(made, "Texts")[SOURCE][0] == 2  # one document (every third of three) by two rated systems
    assert "chrF: `case:mixed" in made.tables[0].note


@pytest.mark.parametrize("benchmark", [consistency.UKEN, consistency.ENUK], ids=lambda one: one.name)
def test_the_same_from_every_system(tmp_path: Path, benchmark: Benchmark) -> None:
    write(tmp_path, consistency.FILES[benchmark.name], [document(f"d{n}", "uk-en") for n in range(2)])
    made = measured(tmp_path, benchmark)
    checks = table(made, f"By check, {SOURCE}")
    assert checks["wrong-word"] == (4, Share(4, 4), Share(4, 4), Share(4, 4), Share(4, 4))
    assert table(made, "The same text by several systems")[SOURCE] == (2, 2, Share(2, 2))
    amounts = table(made, "Findings")[f"human reference, {SOURCE}"]
    assert isinstance(amounts[2], Rate)
    assert amounts[2].count == 2
    assert [row[0] for row in next(one for one in made.tables if one.title == "Speed").rows] == list(consistency.MODES)


def test_references_of_what_is_there(tmp_path: Path) -> None:
    write(tmp_path, references.WMT22["uk-en"], [wmt22_row(n, f"d{n}") for n in range(2)])
    write(tmp_path, references.WMT24, [document("e", "en-uk")])
    groups = references.wmt(Run(Data(tmp_path), WordFinder()))
    names = [
        f"{name}, {mode}"
        for name in ("WMT22 references, uk-en", "WMT24 references, en-uk")
        for mode in references.MODES
    ]
    assert list(groups) == names
    shares = dict(row[:2] for row in references.flagged(groups).rows)
    assert shares[f"auditor, {names[0]}"] == Share(0, 2)
    assert shares[f"auditor, {names[2]}"] == Share(1, 1)
    assert shares[f"word in no re-translation, {names[1]}"] == Share(2, 2)  # "opened"


def test_quick_reads_less(tmp_path: Path) -> None:
    write(
        tmp_path,
        ted.FILE,
        [*TALK, marked("Alpha", "wrong", doc=ted.QUICK_TALK), marked("MiSS", "wrong", span(0, 5), doc=ted.QUICK_TALK)],
    )
    made = measured(tmp_path, ted.BENCHMARK, quick=True)
    assert table(made, "Spans")[SOURCE][:2] == (Share(1, 1), Share(1, 1))


def test_severities_are_those_of_the_annotators() -> None:
    (case,) = annotated([marked("A", "wrong", span(0, 5, "critical"))]).cases
    assert case.gold[0].severity is Severity.CRITICAL
