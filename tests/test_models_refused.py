"""The transformers backend: names, places, and one line for what cannot be loaded."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hf_models import MT, SOURCES, TARGETS, Tiny, changed, copied, loaded, pair, refusal, torch

from audit.models import huggingface
from audit.models.hub import content_hash

pytestmark = pytest.mark.usefixtures("no_connections")


def test_the_name_of_a_folder_tells_its_content(tiny: Tiny, tmp_path: Path) -> None:
    name = loaded(tiny("marian")).name
    assert name == f"hf:marian@{content_hash(tiny('marian'))}"
    folder = copied(tiny("marian"), tmp_path)
    assert content_hash(folder) == content_hash(tiny("marian"))
    weights = bytearray((folder / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (folder / "model.safetensors").write_bytes(weights)
    assert content_hash(folder) != content_hash(tiny("marian"))


def test_a_hub_model_is_found_in_the_cache_with_its_revision(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = "0123456789abcdef0123456789abcdef01234567"
    kept = tmp_path / "models--some--opus-mt-uk-en"
    shutil.copytree(tiny("marian"), kept / "snapshots" / revision)
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text(revision, "utf-8")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    for offline in (True, False):  # what is here is not asked for again
        model = huggingface.load("some/opus-mt-uk-en", pair(offline=offline))
        assert model.name == "hf:some/opus-mt-uk-en@0123456789ab"
    assert model.translate(SOURCES[:1])[0][0].text == TARGETS[0]
    assert huggingface.load(f"some/opus-mt-uk-en@{revision}", pair()).name == model.name
    for weights in (kept / "snapshots" / revision).glob("*.safetensors"):
        weights.unlink()
    assert "has no weights" in refusal("some/opus-mt-uk-en")
    assert "run mtaudit models fetch some/opus-mt-uk-en" in refusal("some/opus-mt-uk-en")


def test_a_hub_model_that_is_not_here_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    text = refusal("Helsinki-NLP/opus-mt-uk-en")
    assert "is not on this machine" in text
    assert "run mtaudit models fetch Helsinki-NLP/opus-mt-uk-en" in text
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    assert "is not on this machine" in refusal("Helsinki-NLP/opus-mt-uk-en", offline=False)


def test_a_failed_download_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object, **__: object) -> NoReturn:
        raise OSError("cannot reach\nthe host")

    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.list_repo_files", down)
    assert "cannot be downloaded: cannot reach the host; check the id and the connection" in refusal(
        "a/b", offline=False
    )


@pytest.mark.parametrize("missing", ["torch", "transformers", "sentencepiece"])
def test_what_is_not_installed_is_named(tiny: Tiny, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    folder = tiny("marian")
    monkeypatch.setitem(sys.modules, missing, None)
    assert refusal(folder) == f"hf:{folder}: needs {missing}, which is not installed; run {MT}"


def test_folders_that_are_no_model(tiny: Tiny, tmp_path: Path) -> None:
    assert "no such folder" in refusal(tmp_path / "nowhere")
    assert "no such folder" in refusal("./nowhere")
    assert "no such folder" in refusal("some..where/model")
    assert "has no config.json" in refusal(tmp_path)
    folder = copied(tiny("marian"), tmp_path)
    (folder / "model.safetensors").unlink()
    assert "has no weights, or not all of them (model.safetensors or pytorch_model.bin)" in refusal(folder)
    (folder / "model.safetensors").write_bytes(b"no weights at all")
    assert "its model cannot be read" in refusal(folder)
    (folder / "config.json").write_text("{", "utf-8")
    assert "its configuration cannot be read" in refusal(folder)


def test_weights_that_lack_parts(tiny: Tiny, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file  # noqa: PLC0415

    folder = copied(tiny("marian"), tmp_path)
    parts = load_file(folder / "model.safetensors")
    parts.pop("model.encoder.layers.0.fc1.weight")
    save_file(parts, folder / "model.safetensors", metadata={"format": "pt"})
    assert "the weights lack 1 parts, such as model.encoder.layers.0.fc1.weight" in refusal(folder)


def test_a_pickled_model_is_read_too(tiny: Tiny, tmp_path: Path) -> None:
    from safetensors.torch import load_file  # noqa: PLC0415

    folder = copied(tiny("marian"), tmp_path)
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    assert loaded(folder).translate(SOURCES[:1])[0][0].text == TARGETS[0]


def test_weights_in_parts_of_which_one_is_missing(tiny: Tiny, tmp_path: Path) -> None:
    folder = copied(tiny("marian"), tmp_path)
    model = huggingface.load(str(folder), pair())
    (folder / "model.safetensors").unlink()
    model._net.save_pretrained(folder, max_shard_size="300KB")
    assert huggingface.load(str(folder), pair()).translate(SOURCES[:1])[0][0].text == TARGETS[0]
    next(folder.glob("model-00002-of-*.safetensors")).unlink()
    assert "has no weights, or not all of them" in refusal(folder)


def test_a_tokenizer_of_another_model(tiny: Tiny, tmp_path: Path) -> None:
    folder = copied(tiny("marian"), tmp_path / "a")
    vocab = json.loads((folder / "vocab.json").read_text("utf-8"))
    (folder / "vocab.json").write_text(json.dumps(vocab | {"another": len(vocab)}), "utf-8")
    assert "the tokenizer is of another model: it has" in refusal(folder)
    other = {p: i for i, p in enumerate(["</s>", "<unk>", *(f"▁p{k}" for k in range(len(vocab) - 3)), "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(other), "utf-8")
    assert "of the pieces in source.spm only" in refusal(folder)
    folder = copied(tiny("mbart50"), tmp_path / "b")
    shutil.copy(tiny("nllb") / "tokenizer.json", folder)
    shutil.copy(tiny("nllb") / "tokenizer_config.json", folder)
    assert "the tokenizer is of another model: it is a NllbTokenizer" in refusal(folder)
    folder = copied(tiny("marian"), tmp_path / "c")
    (folder / "source.spm").unlink()
    assert "its tokenizer cannot be read" in refusal(folder)


@pytest.mark.parametrize(
    ("family", "options", "said"),
    [
        ("marian", {"source_lang": "de"}, "translates uk-en, not de-en"),
        ("marian", {"target_lang": "fr"}, "translates uk-en, not uk-fr"),
        ("nllb", {"source_lang": "sr-Latn"}, "has no source language 'sr-Latn'; near codes: srp_Cyrl"),
        ("nllb", {"target_lang": "tlh"}, "has no target language 'tlh'; near codes: "),
        ("mbart50", {"target_lang": "be"}, "has no target language 'be'; near codes: "),
        ("m2m100", {"target_lang": "eu"}, "has no target language 'eu'; near codes: "),
        ("madlad", {"target_lang": "fr"}, "has no target language 'fr'; it has <2de>, <2en>"),
    ],
)
def test_a_pair_that_the_model_does_not_have(tiny: Tiny, family: str, options: dict[str, str], said: str) -> None:
    assert said in refusal(tiny(family), **options)


def test_a_model_that_does_not_translate(tiny: Tiny, tmp_path: Path) -> None:
    folder = copied(tiny("marian"), tmp_path)
    changed(folder / "config.json", model_type="bart", architectures=["BartForConditionalGeneration"])
    assert "is of the type 'bart', not one that translates here: marian, m2m_100" in refusal(folder)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"device": "tpu"}, "device 'tpu': not one of auto, cpu, cuda"),
        (
            {"precision": "int8"},
            "precision 'int8': not one of auto, float32, float16, bfloat16; int8 runs with ct2:MODEL",
        ),
        ({"hypotheses": 5}, "5 hypotheses of a beam of 4"),
        ({"hypotheses": 0}, "0 hypotheses of a beam of 4"),
    ],
)
def test_settings_that_cannot_be(tiny: Tiny, options: dict[str, Any], said: str) -> None:
    assert said in refusal(tiny("marian"), **options)


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a CUDA device")
def test_no_cuda_here(tiny: Tiny) -> None:
    assert "device 'cuda': no CUDA device on this machine" in refusal(tiny("marian"), device="cuda")
