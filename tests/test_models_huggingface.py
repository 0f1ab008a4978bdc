"""The transformers backend on tiny real models: every family, forced decoding, spans, memory, long texts, and bad input."""

import json
import shutil
import socket
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.finding import Span
from audit.models import huggingface
from audit.models.hub import content_hash
from audit.models.scoring import placed
from audit.models.translator import ModelError, Settings

MT = "pip install 'mtaudit[mt]'"
torch = pytest.importorskip("torch", reason=f"torch is not installed: {MT}")
tiny_models = pytest.importorskip(
    "tests.tiny_models", reason=f"transformers or sentencepiece is not installed: {MT}", exc_type=ImportError
)

Tiny = Callable[[str], Path]
FAMILIES = ("marian", "nllb", "m2m100", "mbart50", "t5", "madlad")
SOURCES = tuple(a for a, _ in tiny_models.LINES)
TARGETS = tuple(b for _, b in tiny_models.LINES)
ODD = "The ½ ﬁne… “bridge” 日本\u200b was </s> clo\u00adsed 👍🏽 e\u0301!"


def pair(**options: Any) -> Settings:
    return Settings(**{"source_lang": "uk", "target_lang": "en", "offline": True, **options})


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test of this file runs with the network forbidden."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a connection was opened")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@cache
def loaded(folder: Path, **options: Any) -> huggingface.HuggingFace:
    return huggingface.load(str(folder), pair(**options))


# Translating


def test_marian_translates_its_lines_in_the_order_given(tiny: Tiny) -> None:
    model = loaded(tiny("marian"))
    shuffled = [*SOURCES[10:], "", *SOURCES[:10], "  \n"]
    found = [h[0].text for h in model.translate(shuffled)]
    assert found == [*TARGETS[10:], "", *TARGETS[:10], ""]


def test_no_sources_and_empty_sources(tiny: Tiny) -> None:
    model = loaded(tiny("marian"))
    assert model.translate([]) == []
    assert [len(h) for h in model.translate(["", " "])] == [1, 1]
    assert model.score([], []) == []
    assert model.score(["", SOURCES[0]], [TARGETS[0], " "]) == [(), ()]


@pytest.mark.parametrize("batch_tokens", [1, 64, 100_000])
def test_the_size_of_batches_changes_nothing(tiny: Tiny, batch_tokens: int) -> None:
    model = loaded(tiny("marian"), batch_tokens=batch_tokens)
    assert [h[0].text for h in model.translate(SOURCES)] == list(TARGETS)


def test_n_best_are_different_and_best_first(tiny: Tiny) -> None:
    for hypotheses in loaded(tiny("marian"), hypotheses=3).translate(SOURCES[:4]):
        assert len({h.text for h in hypotheses}) == len(hypotheses) == 3
        assert [h.score for h in hypotheses] == sorted((h.score for h in hypotheses), reverse=True)
        assert all(h.score < 0 for h in hypotheses)


def test_one_beam_is_greedy(tiny: Tiny) -> None:
    assert [h[0].text for h in loaded(tiny("marian"), beam=1).translate(SOURCES[:3])] == list(TARGETS[:3])


def test_the_score_of_a_hypothesis_is_the_mean_of_its_tokens(tiny: Tiny) -> None:
    model = loaded(tiny("marian"))
    for (best,), tokens in zip(model.translate(SOURCES[:5]), model.score(SOURCES[:5], TARGETS[:5]), strict=True):
        assert best.score == pytest.approx(sum(t.logprob for t in tokens) / len(tokens), abs=1e-4)
        assert all(t.rank == 0 for t in tokens)


def test_a_text_longer_than_the_model_is_translated_whole_sentence_by_sentence(tiny: Tiny) -> None:
    model = loaded(tiny("marian"))
    found = model.translate([" ".join(SOURCES), SOURCES[0]])
    assert found[0][0].text == " ".join(TARGETS)
    assert found[1][0].text == TARGETS[0]


def test_a_sentence_longer_than_the_model_is_not_cut_off(tiny: Tiny) -> None:
    model = loaded(tiny("marian"))
    seen: list[list[int]] = []
    sentence = ", ".join(s.rstrip(".") for s in SOURCES) + "."
    for piece in model._pieces(sentence):
        assert len(piece) <= 128
        seen.append(piece)
    assert len(seen) > 1
    kept = "".join(model._reader.tokenizer.decode(p, skip_special_tokens=True, use_source_tokenizer=True) for p in seen)
    assert kept.replace(" ", "") == sentence.replace(" ", "")


@pytest.mark.parametrize(
    ("family", "before", "after", "first"),
    [("nllb", ["ukr_Cyrl"], ["</s>"], "eng_Latn"), ("m2m100", ["__uk__"], ["</s>"], "__en__"),
     ("mbart50", ["uk_UA"], ["</s>"], "en_XX"), ("madlad", ["▁", "<2en>"], ["</s>"], ""), ("marian", [], ["</s>"], "")],
)  # fmt: skip
def test_each_family_is_told_its_languages(
    tiny: Tiny, family: str, before: list[str], after: list[str], first: str
) -> None:
    model = loaded(tiny(family), hypotheses=2)
    reader = model._reader
    pieces = reader.tokenizer.convert_ids_to_tokens(reader.source(SOURCES[0]))
    assert pieces[: len(before)] == before
    assert pieces[-len(after) :] == after
    begun: list[int] = []
    inner = model._labels
    model._labels = lambda ids: begun.append(ids[1]) or inner(ids)  # type: ignore[method-assign,func-returns-value]
    try:
        found = model.translate(SOURCES[:3])
    finally:
        del model._labels
    assert len(found) == 3
    assert all(1 <= len(h) <= 2 for h in found)
    codes = {"eng_Latn", "__en__", "en_XX", "<2en>", "</s>", "<pad>"}
    assert not any(code in h.text for hypotheses in found for h in hypotheses for code in codes)
    if first:
        assert set(reader.tokenizer.convert_ids_to_tokens(begun)) == {first}


def test_a_marian_model_of_several_targets_gets_its_code(tmp_path: Path) -> None:
    folder = tiny_models.marian(tmp_path / "zle", tags=(">>eng<<", ">>fra<<"), steps=1)
    model = loaded(folder)
    assert model._reader.tokenizer.convert_ids_to_tokens(model._reader.source("Міст"))[0] == ">>eng<<"
    assert len(model.translate(SOURCES[:3])) == 3
    with pytest.raises(ModelError, match=r"has no target language 'de'; it has >>eng<<, >>fra<<"):
        loaded(folder, target_lang="de")


def test_a_text_that_looks_like_a_code_is_only_text(tiny: Tiny) -> None:
    reader = loaded(tiny("marian"))._reader
    assert reader.tokenizer.unk_token_id != reader.source(">>Міст<< закрили")[0]
    assert len(reader.source(">>Міст<< закрили")) > 8


def test_madlad_keeps_an_unknown_character_from_ending_the_sentence(tiny: Tiny) -> None:
    reader = loaded(tiny("madlad"))._reader
    ids = reader.source("Міст 日本 закрили")
    assert ids.count(reader.end) == 1
    assert ids[-1] == reader.end


def test_t5_takes_its_prompt_from_its_configuration(tiny: Tiny, tmp_path: Path) -> None:
    reader = loaded(tiny("t5"))._reader
    prompt = "translate Ukrainian to English: "
    assert reader.route.prefix == prompt
    assert len(reader.source(SOURCES[0])) > len(reader.tokenizer(SOURCES[0])["input_ids"])
    assert "has no de-en; it has uk-en" in refusal(tiny("t5"), source_lang="de")
    folder = copied(tiny("t5"), tmp_path)
    changed(folder / "config.json", task_specific_params={})
    assert "has no uk-en; it has no translation at all" in refusal(folder)


# The probability of a given translation


def reference(model: huggingface.HuggingFace, source: str, target: str) -> list[tuple[float, int, int, float]]:
    """(log-probability, rank, best, its log-probability) of each label, one step and one whole pass of the model at a time."""
    net, reader = model._net, model._reader
    labels = [*reader.target(target).ids, reader.end]
    given = [net.config.decoder_start_token_id] + ([reader.first] if reader.first is not None else [])
    ids = torch.tensor([reader.source(source)])
    facts = []
    for label in labels:
        with torch.no_grad():
            logits = net(input_ids=ids, decoder_input_ids=torch.tensor([given])).logits[0, -1]
        logits[model._forbidden] = -torch.inf
        logprobs = torch.log_softmax(logits.double(), 0)
        order = logprobs.argsort(descending=True).tolist()
        facts.append((logprobs[label].item(), order.index(label), order[0], logprobs[order[0]].item()))
        given.append(label)
    return facts


@pytest.mark.parametrize("family", FAMILIES)
def test_forced_decoding_equals_decoding_step_by_step(tiny: Tiny, family: str) -> None:
    model = loaded(tiny(family))
    sources = [SOURCES[0], SOURCES[1], SOURCES[2], SOURCES[16]]
    targets = [TARGETS[0], "The school is closed.", ODD, TARGETS[16]]
    for source, target, scores in zip(sources, targets, model.score(sources, targets), strict=True):
        expected = reference(model, source, target)
        assert len(scores) == len(expected)
        for token, (logprob, rank, best, best_logprob) in zip(scores, expected, strict=True):
            assert token.logprob == pytest.approx(logprob, abs=2e-4)
            assert token.best_logprob == pytest.approx(best_logprob, abs=2e-4)
            assert token.best_logprob >= token.logprob - 1e-6
            assert (token.rank == rank) or token.best_logprob - token.logprob < 1e-4 or abs(token.rank - rank) <= 1
            assert token.best == model._reader.piece(best).replace("▁", " ")


def test_forcing_few_rows_at_a_time_changes_nothing(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    model = loaded(tiny("marian"))
    at_once = model.score(SOURCES, TARGETS)
    monkeypatch.setattr(huggingface, "_LOGITS", 1)
    for a, b in zip(at_once, model.score(SOURCES, TARGETS), strict=True):
        assert [t.logprob for t in a] == pytest.approx([t.logprob for t in b], abs=1e-4)
        assert [t.rank for t in a] == [t.rank for t in b]


def test_a_wrong_word_is_found_improbable_where_it_stands(tiny: Tiny) -> None:
    target = "The school will close in the autumn."
    (scores,) = loaded(tiny("marian")).score([SOURCES[1]], [target])
    worst = min(scores, key=lambda t: t.logprob)
    wrong = Span(16, 21)
    assert target[wrong.start : wrong.end] == "close"
    assert worst.span.overlaps(wrong)
    assert worst.rank > 0
    assert worst.best_logprob > worst.logprob + 3


def test_the_end_says_that_something_is_missing(tiny: Tiny) -> None:
    short, whole = loaded(tiny("marian")).score([SOURCES[2]] * 2, ["The first snow fell", TARGETS[2]])
    assert short[-1].span == Span(19, 19)
    assert short[-1].best != ""
    assert short[-1].logprob < -3
    assert whole[-1].best == ""
    assert whole[-1].rank == 0


def test_what_is_too_long_to_force_has_no_scores(tiny: Tiny) -> None:
    found = loaded(tiny("marian")).score([SOURCES[0], SOURCES[0]], [" ".join(TARGETS), TARGETS[0]])
    assert found[0] == ()
    assert found[1] != ()


def check_spans(text: str, spans: tuple[Span, ...]) -> None:
    assert all(0 <= s.start <= s.end <= len(text) for s in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    assert [s.end for s in spans] == sorted(s.end for s in spans)
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert not spans or {i for i, c in enumerate(text) if not c.isspace()} <= covered
    assert all(s.start < s.end and not text[s.start].isspace() for s in spans if text.strip())


@pytest.mark.parametrize("family", FAMILIES)
def test_spans_of_odd_text(tiny: Tiny, family: str) -> None:
    parts = loaded(tiny(family))._reader.target(ODD)
    check_spans(ODD, parts.spans)
    assert len(parts.ids) == len(parts.pieces) == len(parts.spans)
    assert ODD[parts.spans[0].start :].startswith("T")
    for char in ("½", "日", "👍"):
        assert any(s.start <= ODD.index(char) < s.end for s in parts.spans)


@pytest.mark.parametrize("family", FAMILIES)
def test_spans_of_any_text(tiny: Tiny, family: str) -> None:
    reader = loaded(tiny(family))._reader

    @settings(max_examples=150, deadline=None)
    @given(
        st.text(
            st.one_of(
                st.sampled_from("The bridge… ½ﬁ①ﷺé\u0301\u200b\u00ad\u3000\n\t日👍🏽<>/s▁"),
                st.characters(exclude_categories=["Cs"]),
            ),
            max_size=40,
        )
    )
    def spans_are_sound(text: str) -> None:
        check_spans(text, reader.target(text).spans)

    spans_are_sound()


@given(st.text("ab \u200b", max_size=12), st.lists(st.tuples(st.integers(-2, 14), st.integers(-2, 14)), max_size=12))
def test_any_places_are_settled(text: str, rough: list[tuple[int, int]]) -> None:
    spans = placed(text, sorted(rough))
    assert len(spans) == len(rough)
    assert all(0 <= s.start <= s.end <= len(text) for s in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    assert [s.end for s in spans] == sorted(s.end for s in spans)


def test_places_left_open_by_tokenizers() -> None:
    assert placed("a … b", [(0, 1), (1, 1), (1, 1), (1, 3), (3, 5)]) == (Span(0, 1), *[Span(2, 3)] * 3, Span(4, 5))
    assert placed("\u200ba b\u200b", [(1, 2), (2, 3), (3, 4)]) == (Span(0, 2), Span(3, 5), Span(3, 5))
    assert placed("a\u00adb", [(0, 1), (2, 3)]) == (Span(0, 2), Span(2, 3))
    assert placed("", []) == ()
    assert placed(" ab ", [(0, 0), (3, 4)]) == (Span(1, 3), Span(1, 3))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_byte_order_mark_shifts_nothing(tiny: Tiny, family: str) -> None:
    parts = loaded(tiny(family))._reader.target("\ufeff The bridge")
    shown = ["\ufeff The bridge"[s.start : s.end] for s in parts.spans]
    assert shown[-1].endswith("e")
    assert shown[0].strip("\ufeff ") in {"T", "The", "Th"}


# Memory


def test_out_of_memory_halves_the_batch_and_goes_on(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    model = huggingface.load(str(tiny("marian")), pair(batch_tokens=100_000))
    whole = type(model)._generate
    sizes: list[int] = []

    def small(self: huggingface.HuggingFace, rows: list[list[int]]) -> Any:
        sizes.append(len(rows))
        if len(rows) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return whole(self, rows)

    monkeypatch.setattr(huggingface.HuggingFace, "_generate", small)
    assert [h[0].text for h in model.translate(SOURCES)] == list(TARGETS)
    assert max(sizes) > 2
    assert sizes.count(max(sizes)) == 1


def test_a_single_text_out_of_memory_says_what_to_change(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> NoReturn:
        raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes")

    monkeypatch.setattr(huggingface.HuggingFace, "_scored", never)
    with pytest.raises(ModelError, match=r"does not fit in the memory of cpu with beam 4; take a smaller beam"):
        loaded(tiny("marian")).score(SOURCES[:2], TARGETS[:2])


def test_other_errors_are_not_hidden(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> NoReturn:
        raise RuntimeError("shapes differ")

    monkeypatch.setattr(huggingface.HuggingFace, "_generate", broken)
    with pytest.raises(RuntimeError, match="shapes differ"):
        loaded(tiny("marian")).translate(SOURCES)


# Names, places and bad input


def copied(folder: Path, into: Path) -> Path:
    return Path(shutil.copytree(folder, into / "model"))


def changed(path: Path, **values: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | values), "utf-8")


def refusal(folder: Path | str, **options: Any) -> str:
    with pytest.raises(ModelError) as e:
        huggingface.load(str(folder), pair(**options))
    text = str(e.value)
    assert "\n" not in text
    assert len(text) < 400
    return text


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


@pytest.mark.parametrize("precision", ["bfloat16", "float16"])
def test_half_precision_comes_close(tiny: Tiny, precision: str) -> None:
    exact, half = (loaded(tiny("marian"), precision=p).score(SOURCES[:3], TARGETS[:3]) for p in ("auto", precision))
    for a, b in zip(exact, half, strict=True):
        assert [t.span for t in a] == [t.span for t in b]
        assert max(abs(x.logprob - y.logprob) for x, y in zip(a, b, strict=True)) < 0.1


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device on this machine")
@pytest.mark.parametrize("family", FAMILIES)
def test_cuda_gives_what_the_cpu_gives(tiny: Tiny, family: str) -> None:
    cpu, cuda = (loaded(tiny(family), device=d, precision="float32") for d in ("cpu", "cuda"))
    for a, b in zip(cpu.score(SOURCES, TARGETS), cuda.score(SOURCES, TARGETS), strict=True):
        assert max(abs(x.logprob - y.logprob) for x, y in zip(a, b, strict=True)) < 0.05
    auto = loaded(tiny(family), device="auto")
    assert next(auto._net.parameters()).dtype == (torch.bfloat16 if family in ("t5", "madlad") else torch.float16)
    found = [h[0].text for h in auto.translate(SOURCES)]
    assert family != "marian" or sum(a == b for a, b in zip(found, TARGETS, strict=True)) >= 19
