"""CTranslate2: the same model as transformers run in another engine must say the same, and conversion must be safe."""

import errno
import json
import multiprocessing
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.finding import Span
from audit.models.translator import Hypothesis, ModelError, Settings, Translator

pytest.importorskip("ctranslate2", reason="ctranslate2 is not installed: pip install 'mtaudit[mt]'")
pytest.importorskip("torch", reason="torch is not installed: pip install 'mtaudit[mt]'")
pytest.importorskip("transformers", reason="transformers is not installed: pip install 'mtaudit[mt]'")

from audit.models import conversion, ctranslate, huggingface
from tests.tiny_models import LINES

SETTINGS = Settings("uk", "en")
EXACT = Settings("uk", "en", precision="float32", device="cpu")
SOURCES = [source for source, _ in LINES]
# Translations with a fault in each, and some without.
FAULTY = [target.replace("bridge", "road").replace("two", "nine").replace("mayor", "team") for _, target in LINES]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that tests which damage nothing share."""
    return tmp_path_factory.mktemp("ctranslate2")


@pytest.fixture(scope="module")
def marian(tiny: Callable[[str], Path]) -> str:
    return str(tiny("marian"))


def said(translator: Translator, *sources: str) -> list[str]:
    return [hypotheses[0].text for hypotheses in translator.translate(sources)]


def test_int8_translates_what_the_model_has_learned(marian: str, kept: Path) -> None:
    model = ctranslate.load(marian, Settings("uk", "en", device="cpu"), kept)
    again = said(model, *SOURCES)
    assert sum(a == b for a, (_, b) in zip(again, LINES, strict=True)) >= len(LINES) - 2
    assert model.name.endswith("/int8")


def test_it_says_what_transformers_says(marian: str, kept: Path) -> None:
    one, other = huggingface.load(marian, EXACT), ctranslate.load(marian, EXACT, kept)
    assert said(other, *SOURCES) == said(one, *SOURCES)
    for a, b in zip(one.translate(SOURCES), other.translate(SOURCES), strict=True):
        assert a[0].score == pytest.approx(b[0].score, abs=1e-4)


def test_order_empty_texts_and_hypotheses(marian: str, kept: Path) -> None:
    model = ctranslate.load(marian, Settings("uk", "en", hypotheses=3, precision="float32", device="cpu"), kept)
    found = model.translate([SOURCES[5], "", SOURCES[1], " \n"])
    assert [h[0].text for h in found] == [LINES[5][1], "", LINES[1][1], ""]
    assert found[1] == found[3] == (Hypothesis(""),)
    assert len({h.text for h in found[0]}) == 3
    assert list(found[0]) == sorted(found[0], key=lambda h: -h.score)
    assert model.translate([]) == []


def test_forced_decoding_is_that_of_transformers(marian: str, kept: Path) -> None:
    one, other = huggingface.load(marian, EXACT), ctranslate.load(marian, EXACT, kept)
    expected, found = one.score(SOURCES, FAULTY), other.score(SOURCES, FAULTY)
    assert sum(len(x) for x in found) > 300
    for a, b in zip(expected, found, strict=True):
        assert [(s.span, s.rank, s.best) for s in a] == [(s.span, s.rank, s.best) for s in b]
        assert [s.logprob for s in a] == pytest.approx([s.logprob for s in b], abs=1e-3)
        assert [s.best_logprob for s in a] == pytest.approx([s.best_logprob for s in b], abs=1e-3)


def test_int8_still_finds_the_wrong_word(marian: str, kept: Path) -> None:
    scores = ctranslate.load(marian, Settings("uk", "en", device="cpu"), kept).score(SOURCES[3:4], FAULTY[3:4])[0]
    assert FAULTY[3] == "The train was nine hours late."
    worst = min(scores, key=lambda s: s.logprob)
    assert 14 <= worst.span.start < worst.span.end <= 18
    assert worst.rank > 0
    assert scores[-1].span == Span(len(FAULTY[3]), len(FAULTY[3]))


def test_what_cannot_be_scored_has_no_scores(marian: str, kept: Path) -> None:
    model = ctranslate.load(marian, EXACT, kept)
    assert model.score(["", SOURCES[0], SOURCES[0]], ["x", "", "very long " * 400]) == [(), (), ()]
    assert model.score([], []) == []


def test_a_long_text_goes_in_pieces(marian: str, kept: Path) -> None:
    model = ctranslate.load(marian, EXACT, kept)
    long = " ".join(SOURCES * 2)
    assert said(model, long, SOURCES[0]) == [" ".join(b for _, b in LINES * 2), LINES[0][1]]


@pytest.mark.parametrize("name", ["nllb", "m2m100", "mbart50", "t5", "madlad"])
def test_the_other_families(tiny: Callable[[str], Path], kept: Path, name: str) -> None:
    """With random weights, through their real tokenizers and language codes: the same probabilities as transformers."""
    from tests import tiny_models  # noqa: PLC0415

    if not hasattr(tiny_models, name):
        pytest.skip(f"no tiny {name}")
    folder = str(tiny(name))
    one, other = huggingface.load(folder, EXACT), ctranslate.load(folder, EXACT, kept)
    expected, found = one.score(SOURCES[:4], FAULTY[:4]), other.score(SOURCES[:4], FAULTY[:4])
    for a, b in zip(expected, found, strict=True):
        assert [s.span for s in a] == [s.span for s in b]
        assert [s.logprob for s in a] == pytest.approx([s.logprob for s in b], abs=2e-3)
    assert len(other.translate(SOURCES[:4])) == 4


def test_it_is_converted_once(marian: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ctranslate.load(marian, SETTINGS, tmp_path)
    monkeypatch.setattr(conversion, "_weights", lambda *_: pytest.fail("converted again"))
    assert said(ctranslate.load(marian, SETTINGS, tmp_path), SOURCES[1]) == [LINES[1][1]]
    assert [p.suffix for p in tmp_path.iterdir() if p.is_file()] in ([], [".lock"])


def _load(folder: str, cache: Path, done: "multiprocessing.Queue[str]") -> None:
    done.put(said(ctranslate.load(folder, SETTINGS, cache), SOURCES[1])[0])


@pytest.mark.slow
def test_two_processes_at_once(marian: str, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    done: multiprocessing.Queue[str] = context.Queue()
    both = [context.Process(target=_load, args=(marian, tmp_path, done)) for _ in range(2)]
    for process in both:
        process.start()
    texts = [done.get(timeout=120) for _ in both]
    for process in both:
        process.join()
    assert texts == [LINES[1][1]] * 2
    assert len([p for p in tmp_path.iterdir() if p.is_dir()]) == 1


def test_a_converted_folder_is_all_that_is_needed(marian: str, tmp_path: Path) -> None:
    name = ctranslate.load(marian, SETTINGS, tmp_path / "cache").name
    made = next(p for p in (tmp_path / "cache").iterdir() if p.is_dir())
    moved = shutil.move(made, tmp_path / "elsewhere")
    assert said(ctranslate.load(str(moved), SETTINGS, tmp_path / "none"), SOURCES[1]) == [LINES[1][1]]
    assert name.startswith("ct2:marian@")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_an_interrupted_conversion_leaves_no_model(
    marian: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def interrupted(_: object, __: str, whole: Path) -> None:
        whole.mkdir()
        (whole / "model.bin").write_bytes(b"half")
        raise error

    with monkeypatch.context() as patch, pytest.raises((KeyboardInterrupt, ModelError)) as e:
        patch.setattr(conversion, "_weights", interrupted)
        ctranslate.load(marian, SETTINGS, tmp_path)
    assert [p for p in tmp_path.iterdir() if p.is_dir()] == []
    if isinstance(e.value, ModelError):
        assert "No space left on device; free space" in str(e.value)
    assert said(ctranslate.load(marian, SETTINGS, tmp_path), SOURCES[1]) == [LINES[1][1]]


def test_a_damaged_conversion_says_what_to_remove(marian: str, tmp_path: Path) -> None:
    ctranslate.load(marian, SETTINGS, tmp_path)
    made = next(p for p in tmp_path.iterdir() if p.is_dir())
    (made / "model.bin").write_bytes((made / "model.bin").read_bytes()[:5000])
    with pytest.raises(ModelError, match=r"cannot be loaded: .*; remove .* and run again"):
        ctranslate.load(marian, SETTINGS, tmp_path)


def test_bad_folders_and_settings_are_one_line(marian: str, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "config.json").write_text(json.dumps({"model_type": "marian"}), "utf-8")
    alien = tmp_path / "alien"
    alien.mkdir()
    (alien / "model.bin").write_bytes(b"x")
    cases = [
        (str(bare), SETTINGS, "has no weights"),
        (str(alien), SETTINGS, "converted without its tokenizer"),
        (marian, Settings("de", "fr"), "translates uk-en, not de-fr"),
        (marian, Settings("uk", "en", precision="int4"), "does not compute in 'int4'"),
        (marian, Settings("uk", "en", device="abacus"), "no device 'abacus'"),
        (marian, Settings("uk", "en", beam=2, hypotheses=3), "3 hypotheses of a beam of 2"),
    ]
    for model, settings, message in cases:
        with pytest.raises(ModelError, match=message) as e:
            ctranslate.load(model, settings, tmp_path / "cache")
        assert "\n" not in str(e.value)


def test_weights_that_cannot_be_read_are_one_line(marian: str, tmp_path: Path) -> None:
    half = shutil.copytree(marian, tmp_path / "half")
    weights = next(half.glob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelError) as e:
        ctranslate.load(str(half), SETTINGS, tmp_path / "cache")
    assert "\n" not in str(e.value)
    assert [p for p in (tmp_path / "cache").iterdir() if p.is_dir()] == []
