"""The self-test: its sentences, what it says, and its exit code."""

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from audit import cli
from audit.checks import CHECKS
from audit.finding import Kind
from audit.match import Matched, match
from audit.selftest import measure as measuring
from audit.selftest.items import RIGHT, Item, items
from audit.selftest.measure import AGAIN, SOURCE, TEXT, Difference, Result, compare, expectation, measure
from audit.selftest.report import lines
from audit.share import Share

ITEMS = items()


def test_the_sentences_are_many_and_mixed() -> None:
    assert 60 <= len(ITEMS) <= 80
    assert len({item.id for item in ITEMS}) == len(ITEMS)
    kinds = Counter(item.kind for item in ITEMS)
    assert set(kinds) == {*map(str, Kind), RIGHT}
    assert min(kinds.values()) >= 5
    assert kinds[RIGHT] >= len(ITEMS) // 4
    assert len({item.pair.source_lang for item in ITEMS}) >= 10


def test_marks_hold_their_text_and_leave_no_trace() -> None:
    for item in ITEMS:
        assert bool(item.gold) == (item.kind != RIGHT)
        assert "[[" not in item.pair.target
        assert "=>" not in item.pair.target
        for mark in item.gold:
            assert item.pair.target[mark.span.start : mark.span.end] == mark.text
            assert mark.suggestion.strip() not in ("", mark.text)


def test_an_omission_is_a_place() -> None:
    (gold,) = next(item.gold for item in ITEMS if item.id == "meaning-uk-4")
    assert (gold.span.start, gold.text, gold.suggestion) == (gold.span.end, "", "and Kharkiv")


def test_no_sentence_is_an_example_of_a_check() -> None:
    examples = {text for check in CHECKS for one in check.examples for text in (one.source, one.target) if text}
    plain = {text.replace("[[", "").replace("]]", "") for text in examples}
    assert [item.id for item in ITEMS if {item.pair.source, item.pair.target} & plain] == []


def test_the_retranslation_has_not_the_error() -> None:
    wrong = [
        item.id
        for item in ITEMS
        for mark in item.gold
        if len(mark.text) > 6 and any(mark.text in text for text in item.pair.retranslations)
    ]
    assert wrong == []


@pytest.mark.slow
def test_the_expectation_is_what_this_state_finds() -> None:
    """`python -m audit.selftest` writes it anew; a person reads the difference."""
    results = tuple(measure(ITEMS))
    shipped = files("audit.selftest").joinpath(measuring.EXPECTED).read_text("utf-8")
    assert json.loads(expectation(results)) == json.loads(shipped)
    assert not compare(results).worse
    text = "\n".join(lines(results, compare(results), ["firefox:pt-en"]))
    assert "as this release: the same errors found, no new false alarm" in text
    assert "firefox:pt-en" in text
    assert "until-for-while: has no tables for sources in ar, de" in text


def result(mode: str, *, finds: bool) -> Result:
    """The first two sentences, their errors all found or none."""
    chosen = tuple(item for item in ITEMS if item.gold)[:2]
    matches = tuple(match(item.gold if finds else (), item.gold) for item in chosen)
    return Result(mode, chosen, matches, (("some-check: has no tables for sources in 'xx'", 2),))


def expected(monkeypatch: pytest.MonkeyPatch, found: object, alarms: object = ()) -> None:
    """Ship this expectation of the text-only mode."""

    class Folder:
        def joinpath(self, _: str) -> "Folder":
            return self

        def read_text(self, _: str) -> str:
            return json.dumps({TEXT: {"found": found, "alarms": alarms}})

    monkeypatch.setattr(measuring, "files", lambda _: Folder())


def test_what_is_lost_is_worse_and_what_is_gained_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    found = result(TEXT, finds=True)
    expected(monkeypatch, [*found.found])
    assert compare([found]) == Difference((), (), ())
    lost = compare([result(TEXT, finds=False)])
    assert lost.lost == tuple(f"{TEXT}: {one}" for one in found.found)
    assert lost.worse
    expected(monkeypatch, [])
    gained = compare([found])
    assert gained.gained
    assert not gained.worse


def test_a_new_false_alarm_is_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    right = next(item for item in ITEMS if item.kind == RIGHT)
    finding = next(item.gold[0] for item in ITEMS if item.gold)
    alarmed = Result(TEXT, (right,), (Matched(wrong=(finding,)),), ())
    expected(monkeypatch, [])
    assert compare([alarmed]).new_alarms == (f"{TEXT}: {right.id} human",)
    assert alarmed.right_flagged == Share(1, 1)
    expected(monkeypatch, [], [f"{right.id} human"])
    assert not compare([alarmed]).worse


@pytest.mark.parametrize(("finds", "status"), [(True, 0), (False, 1)])
def test_the_exit_code_says_whether_it_is_worse(
    finds: bool, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    def fake(_: tuple[Item, ...], __: object = None) -> tuple[Result, ...]:
        return tuple(result(mode, finds=finds) for mode in (TEXT, SOURCE, AGAIN))

    expected(monkeypatch, result(TEXT, finds=True).found)
    monkeypatch.setattr(measuring, "measure", fake)
    assert cli.main(["selftest"]) == status
    shown = capsys.readouterr().out
    assert ("WORSE than this release" in shown) == bool(status)
    assert "some-check: has no tables for sources in xx (2 of 2 sentences)" in shown
    assert "1.00 (2/2)" in shown if finds else "0.00 (0/2)" in shown


def test_models_that_cannot_be_had_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["selftest", "--retranslate", "firefox:xx-yy", "--offline"]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("mtaudit: ")
    assert shown.err.count("\n") == 1


def test_the_readme_counts_the_sentences() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    pairs = {(item.pair.source_lang, item.pair.target_lang) for item in ITEMS}
    wrong = sum(item.kind != RIGHT for item in ITEMS)
    assert f"audits {len(ITEMS)} short sentences in {len(pairs)} language pairs" in readme
    assert f"{wrong} of them with one error" in readme
