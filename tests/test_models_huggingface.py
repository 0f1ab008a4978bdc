"""The transformers backend on tiny real models: every family, long texts, memory, precision."""

from pathlib import Path
from typing import Any, NoReturn

import pytest
from hf_models import FAMILIES, SOURCES, TARGETS, Tiny, changed, copied, loaded, pair, refusal, tiny_models, torch

from audit.models import huggingface
from audit.models.translator import ModelError

pytestmark = pytest.mark.usefixtures("no_connections")


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
