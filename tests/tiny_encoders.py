"""Tiny encoders of each family with random weights, saved as real folders; see tests/tiny_models.py."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertModel,
    DistilBertConfig,
    DistilBertModel,
    PreTrainedTokenizerFast,
    RobertaConfig,
    RobertaModel,
    XLMRobertaConfig,
    XLMRobertaModel,
)

from tests.tiny_models import LINES

_SIZES: dict[str, Any] = {
    "hidden_size": 32,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "initializer_range": 0.2,
}
_SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]


def bert(folder: Path) -> Path:
    """WordPieces that keep case and accents, as LaBSE's; its own pooling, a dense layer with tanh, a limit of 24 tokens."""
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    made.train_from_iterator(_lines(), trainers.WordPieceTrainer(vocab_size=300, special_tokens=special))
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    torch.manual_seed(1)
    config = BertConfig(vocab_size=made.get_vocab_size(), max_position_embeddings=40, pad_token_id=0, **_SIZES)
    _save(folder, BertModel(config), made, names)
    dense = folder / "2_Dense"
    dense.mkdir()
    torch.save({"linear.weight": torch.randn(16, 32), "linear.bias": torch.randn(16)}, dense / "pytorch_model.bin")
    _json(dense / "config.json", {"activation_function": "torch.nn.modules.activation.Tanh"})
    (folder / "1_Pooling").mkdir()
    _json(folder / "1_Pooling" / "config.json", {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False})
    parts = (("Transformer", ""), ("Pooling", "1_Pooling"), ("Dense", "2_Dense"), ("Normalize", "3_Normalize"))
    _json(folder / "modules.json", [{"type": f"sentence_transformers.models.{a}", "path": b} for a, b in parts])
    _json(folder / "sentence_bert_config.json", {"max_seq_length": 24})
    return folder


def xlmr(folder: Path) -> Path:
    """Unigram pieces after NFKC, as multilingual-e5-large; a prompt of its own."""
    made = Tokenizer(models.Unigram())
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Strip()])
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=300, special_tokens=_SPECIAL, unk_token="<unk>")
    made.train_from_iterator(_lines(), trainer)
    torch.manual_seed(2)
    config = XLMRobertaConfig(
        vocab_size=made.get_vocab_size(), max_position_embeddings=66, type_vocab_size=1, pad_token_id=1, **_SIZES
    )
    _save(folder, XLMRobertaModel(config), _roberta(made), _ROBERTA)
    _json(
        folder / "config_sentence_transformers.json",
        {"prompts": {"query": "query: ", "passage": "passage: "}, "default_prompt_name": "query"},
    )
    return folder


def roberta(folder: Path) -> Path:
    """Pieces of bytes: one character may be several tokens."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    made.train_from_iterator(
        _lines(), trainers.BpeTrainer(vocab_size=400, special_tokens=_SPECIAL, initial_alphabet=alphabet)
    )
    torch.manual_seed(3)
    config = RobertaConfig(
        vocab_size=made.get_vocab_size(), max_position_embeddings=66, type_vocab_size=1, pad_token_id=1, **_SIZES
    )
    return _save(folder, RobertaModel(config), _roberta(made), _ROBERTA)


def distilbert(folder: Path) -> Path:
    """An encoder that is none of BERT's own family."""
    bert(folder)
    torch.manual_seed(4)
    size = json.loads((folder / "config.json").read_text("utf-8"))["vocab_size"]
    config = DistilBertConfig(
        vocab_size=size, dim=32, n_layers=2, n_heads=4, hidden_dim=64, max_position_embeddings=40, pad_token_id=0
    )
    DistilBertModel(config).save_pretrained(str(folder))
    return folder


_ROBERTA = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>", "cls_token": "<s>", "sep_token": "</s>"}  # fmt: skip


def _roberta(made: Tokenizer) -> Tokenizer:
    made.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return made


def _lines() -> Iterable[str]:
    return [text for line in LINES for text in line]


def _save(folder: Path, net: Any, made: Tokenizer, names: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    net.save_pretrained(str(folder))
    PreTrainedTokenizerFast(tokenizer_object=made, **names).save_pretrained(str(folder))
    return folder


def _json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), "utf-8")
