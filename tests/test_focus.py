"""What mtaudit must show on real text: the Focus article and people's English. The data are read where they lie."""

from pathlib import Path

import pytest

from audit.finding import Finding
from audit.match import match
from corpora.read import read_text
from corpora.words import words
from eval.benchmarks.focus import CATCHES, FOLDER, REFERENCE, TEXT_ONLY, Catch, Focus, annotated, audit, catches, read
from eval.match import is_serious
from eval.run import shared_folder
from eval.section import show
from eval.system import Auditor

SEEDS = shared_folder() / "seeds"

needs_focus = pytest.mark.skipif(not (shared_folder() / FOLDER).is_dir(), reason="no shared/seeds/focus")
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="no shared/seeds")


def say(capsys: pytest.CaptureFixture[str], figures: str) -> None:
    """Print past pytest's capture: the figures are what these tests are for."""
    with capsys.disabled():
        print(f"\n{figures}")  # noqa: T201


@pytest.fixture(scope="module")
def focus() -> Focus:
    return read(shared_folder() / FOLDER)


@pytest.fixture(scope="module")
def text_only(focus: Focus) -> tuple[Finding, ...]:
    return annotated(audit(focus, Auditor(), TEXT_ONLY))


@needs_focus
def test_source_and_reference_find_much_and_are_mostly_right(focus: Focus, capsys: pytest.CaptureFixture[str]) -> None:
    matched = match(annotated(audit(focus, Auditor(), REFERENCE)), focus.gold)
    recall, precision = matched.recall_of(is_serious), matched.precision
    figures = f"recall of major and critical {show(recall)}, precision {show(precision)}"
    say(capsys, f"focus, {REFERENCE}: {figures}")
    assert recall.value >= 0.4
    assert precision.value >= 0.75


@needs_focus
@pytest.mark.parametrize("catch", CATCHES, ids=lambda catch: catch.wrong)
def test_text_alone_shows_the_faults_that_everyone_knows(
    focus: Focus, text_only: tuple[Finding, ...], catch: Catch, capsys: pytest.CaptureFixture[str]
) -> None:
    offers = [offer for one, _, offer in catches(focus, text_only) if one is catch]
    say(capsys, f"focus, {TEXT_ONLY}: {catch.wrong} -> {offers}")
    assert offers
    assert all(offers)


@needs_focus
def test_the_name_that_stands_twice_is_looked_for_twice(focus: Focus) -> None:
    assert [catch.wrong for catch, _, _ in catches(focus, ())].count("Joe Baiden") == 2


@needs_seeds
@pytest.mark.parametrize("number", ["000", "002", "003"])
def test_people_s_english_is_left_in_peace(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = Path(SEEDS).glob(f"{number}_*.txt")
    text = read_text(str(path))
    serious = [one for one in Auditor().texts(text, None, ()).findings if is_serious(one)]
    rate = 1000 * len(serious) / len(words(text.text))
    say(capsys, f"seed {number}, {TEXT_ONLY}: {rate:.2f} findings of major or worse per 1,000 words")
    assert rate <= 1
