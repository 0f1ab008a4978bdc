"""A Marian model of any size without training data: for measuring speed and memory where no real model can be had.

Its network is random; only the last layer is fitted, so that it translates the given sentences as given and ends there.
It has the arithmetic of a real model of its size, and none of the knowledge.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_NOISE = 0.1  # of the states in fitting, so that the rounding of int8 changes no word
_STEPS = 200
_SILENT = -1e4  # the logit of tokens that no given translation has


@dataclass(frozen=True, slots=True)
class Size:
    """Layers of encoder and of decoder, width, and tokens of the vocabulary, as opus-mt has them by default."""

    layers: int = 6
    width: int = 512
    vocabulary: int = 58_101


def marian(
    folder: Path,
    sentencepiece_model: Path,
    sources: Sequence[str],
    targets: Sequence[str],
    pair: tuple[str, str],
    size: Size,
) -> Path:
    """Make and save the model; both languages share one SentencePiece model. Takes some seconds. Returns the folder."""
    import torch  # noqa: PLC0415
    from transformers import MarianMTModel  # noqa: PLC0415

    tokenizer = _tokenizer(folder, sentencepiece_model, pair, size.vocabulary)
    torch.manual_seed(1)
    make: Any = MarianMTModel
    net = make(_config(size, len(tokenizer), tokenizer.pad_token_id)).eval()
    _fit(net, tokenizer, sources, targets)
    net.generation_config.bad_words_ids = [[tokenizer.pad_token_id]]
    tokenizer.save_pretrained(str(folder))
    net.save_pretrained(str(folder))
    return folder


def lengths_of(folder: Path, texts: Sequence[str]) -> list[int]:
    """Return the lengths of source texts in tokens of a model."""
    from transformers import AutoTokenizer  # noqa: PLC0415

    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    return [len(tokenizer(text)["input_ids"]) for text in texts]


def _tokenizer(folder: Path, sentencepiece_model: Path, pair: tuple[str, str], size: int) -> Any:
    from sentencepiece import SentencePieceProcessor  # noqa: PLC0415
    from transformers import MarianTokenizer  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    files = {"source_spm": "source.spm", "target_spm": "target.spm", "vocab": "vocab.json"}
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(sentencepiece_model, folder / name)
    model = SentencePieceProcessor(model_file=str(sentencepiece_model))
    known = [model.id_to_piece(i) for i in range(model.get_piece_size())]
    tokens = dict.fromkeys(["</s>", "<unk>", *(p for p in known if p not in {"<s>", "<pad>"})])
    tokens.update(dict.fromkeys(f"<{i}>" for i in range(size - 1 - len(tokens))))
    tokens["<pad>"] = None
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(tokens)}), "utf-8")
    paths: dict[str, Any] = {key: str(folder / name) for key, name in files.items()}
    return MarianTokenizer(**paths, source_lang=pair[0], target_lang=pair[1])


def _config(size: Size, vocabulary: int, pad: int) -> Any:
    from transformers import MarianConfig  # noqa: PLC0415

    make: Any = MarianConfig
    return make(
        vocab_size=vocabulary, d_model=size.width, encoder_layers=size.layers, decoder_layers=size.layers,
        encoder_attention_heads=size.width // 64, decoder_attention_heads=size.width // 64,
        encoder_ffn_dim=4 * size.width, decoder_ffn_dim=4 * size.width, max_position_embeddings=512, dropout=0.0,
        activation_function="swish", scale_embedding=True, static_position_embeddings=True, eos_token_id=0,
        forced_eos_token_id=None, pad_token_id=pad, decoder_start_token_id=pad, tie_word_embeddings=False,
    )  # fmt: skip


def _fit(net: Any, tokenizer: Any, sources: Sequence[str], targets: Sequence[str]) -> None:
    """Fit the rows of the last layer: logistic regression from the decoder's states to the next token."""
    import torch  # noqa: PLC0415

    batch = tokenizer(list(sources), text_target=list(targets), padding=True, return_tensors="pt")
    labels = batch.pop("labels")
    start = torch.full((len(labels), 1), net.config.decoder_start_token_id)
    with torch.no_grad():
        states = net.model(**batch, decoder_input_ids=torch.cat([start, labels[:, :-1]], 1)).last_hidden_state
    said = labels != tokenizer.pad_token_id
    states, (used, given) = states[said], labels[said].unique(return_inverse=True)
    rows = torch.zeros(len(used), states.shape[1], requires_grad=True)
    optimizer = torch.optim.Adam([rows], lr=0.03)
    for _ in range(_STEPS):
        loss = torch.nn.functional.cross_entropy((states + _NOISE * torch.randn_like(states)) @ rows.T, given)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
    with torch.no_grad():
        net.lm_head.weight[used] = rows
        net.final_logits_bias[:] = _SILENT
        net.final_logits_bias[0, used] = 0.0
