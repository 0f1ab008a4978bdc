"""Tiny translation models of each transformers class, saved as real folders: real tokenizer class, language codes and weights.

This module needs torch, transformers and sentencepiece; the fixture `tiny` imports it only where they are.

`marian` is trained for some seconds until it translates its own lines; the others keep random weights.
"""

import json
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
from transformers import (
    M2M100Config,
    M2M100ForConditionalGeneration,
    M2M100Tokenizer,
    MarianConfig,
    MarianMTModel,
    MarianTokenizer,
    MBart50Tokenizer,
    MBartConfig,
    MBartForConditionalGeneration,
    NllbTokenizer,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
    T5Tokenizer,
)
from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

# Sentences written for these tests.
LINES = (
    ("Міст через річку закрили на ремонт.", "The bridge over the river was closed for repairs."),
    ("Школа відкриється восени.", "The school will open in the autumn."),
    ("У місті випав перший сніг.", "The first snow fell in the city."),
    ("Поїзд запізнився на дві години.", "The train was two hours late."),
    ("Лікарня отримала нове обладнання.", "The hospital received new equipment."),
    ("Ціни на хліб зросли на десять відсотків.", "Bread prices rose by ten per cent."),
    ("Мер відповів на запитання журналістів.", "The mayor answered the journalists' questions."),
    ("Завтра очікують сильний вітер.", "Strong wind is expected tomorrow."),
    ("Музей працює щодня, крім понеділка.", "The museum is open every day except Monday."),
    ("Фермери зібрали добрий урожай.", "The farmers brought in a good harvest."),
    ("Студенти вивчають історію міста.", "The students study the history of the city."),
    ("Дорогу до села відремонтували.", "The road to the village was repaired."),
    ("Команда виграла останній матч.", "The team won the last match."),
    ("Уряд змінив правила торгівлі.", "The government changed the trade rules."),
    ("Книга вийшла друком у травні.", "The book was published in May."),
    ("Вода в озері дуже холодна.", "The water in the lake is very cold."),
    ("Пожежу загасили за годину.", "The fire was put out within an hour."),
    ("Бібліотека купила триста нових книжок.", "The library bought three hundred new books."),
    ("Експорт зерна знову зріс.", "Grain exports rose again."),
    ("Вчені знайшли давню монету.", "Scientists found an ancient coin."),
)


def marian(folder: Path, tags: tuple[str, ...] = (), steps: int = 400) -> Path:
    """Build, train and save a Ukrainian-English Marian model in the folder, as opus-mt has them.

    With tags such as (">>eng<<", ">>fra<<") the model has several targets, as opus-mt-tc-big; it is trained on the first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pieces = _sentencepiece(folder / "source.spm", [a for a, _ in LINES])
    pieces += _sentencepiece(folder / "target.spm", [b for _, b in LINES])
    order = dict.fromkeys(["</s>", "<unk>", *tags, *(p for p in pieces if p not in {"<s>", "</s>", "<unk>"}), "<pad>"])
    vocab = {piece: i for i, piece in enumerate(order)}
    (folder / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False), "utf-8")
    tokenizer = MarianTokenizer(
        **{key: str(folder / name) for key, name in _MARIAN_FILES.items()}, source_lang="uk", target_lang="en"
    )
    torch.manual_seed(1)
    config = MarianConfig(
        vocab_size=len(vocab), d_model=64, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
        decoder_attention_heads=4, encoder_ffn_dim=128, decoder_ffn_dim=128, max_position_embeddings=128, dropout=0.0,
        activation_function="swish", scale_embedding=True, static_position_embeddings=True, eos_token_id=0,
        forced_eos_token_id=None, pad_token_id=vocab["<pad>"], decoder_start_token_id=vocab["<pad>"],
    )  # fmt: skip
    model = MarianMTModel(config)
    prefix = f"{tags[0]} " if tags else ""
    _train(model, tokenizer, [(prefix + a, b) for a, b in LINES], steps)
    model.generation_config.bad_words_ids = [[vocab["<pad>"]]]
    model.generation_config.max_length = 128
    model.generation_config.num_beams = 4
    return _save(folder, model, tokenizer)


_MARIAN_FILES = {"source_spm": "source.spm", "target_spm": "target.spm", "vocab": "vocab.json"}


def _train(model: Any, tokenizer: Any, lines: list[tuple[str, str]], steps: int) -> None:
    """Teach the model its lines by heart; the row of <pad> stays zero, as Marian starts decoding from zeros."""
    batch = tokenizer([a for a, _ in lines], text_target=[b for _, b in lines], padding=True, return_tensors="pt")
    batch["labels"][batch["labels"] == tokenizer.pad_token_id] = -100
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    model.train()
    for _ in range(steps):
        loss = model(**batch).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            model.get_input_embeddings().weight[tokenizer.pad_token_id] = 0.0
        if loss.item() < 0.01:
            break
    model.eval()


def _sentencepiece(path: Path, lines: list[str], **options: Any) -> list[str]:
    """Train a SentencePiece model on the lines and save it; returns its pieces."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_prefix=str(path.with_suffix("")), vocab_size=300, hard_vocab_limit=False,
        minloglevel=2, num_threads=1, **options,
    )  # fmt: skip
    path.with_suffix(".vocab").unlink()
    if path.suffix == ".spm":
        path.with_suffix(".model").rename(path)
    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [model.id_to_piece(i) for i in range(model.get_piece_size())]


def _save(folder: Path, model: Any, tokenizer: Any) -> Path:
    tokenizer.save_pretrained(str(folder))
    model.save_pretrained(str(folder))
    return folder


def nllb(folder: Path) -> Path:
    """An NLLB-200 model with random weights: BPE pieces, then the 202 language codes, then <mask>, as published."""
    folder.mkdir(parents=True, exist_ok=True)
    _sentencepiece(folder / "sentencepiece.bpe.model", _both(), model_type="bpe")
    tokenizer = NllbTokenizer.from_pretrained(str(folder))
    tokenizer.add_tokens(FAIRSEQ_LANGUAGE_CODES, special_tokens=True)
    torch.manual_seed(2)
    config = M2M100Config(
        vocab_size=len(tokenizer) + 2, max_position_embeddings=128, decoder_start_token_id=2, **_SMALL
    )
    return _save(folder, M2M100ForConditionalGeneration(config), tokenizer)


def m2m100(folder: Path) -> Path:
    """An M2M100 model with random weights."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "sentencepiece.bpe.model"
    pieces = _sentencepiece(path, _both(), model_type="bpe")
    vocab = {piece: i for i, piece in enumerate(["<s>", "<pad>", "</s>", "<unk>", *pieces[3:]])}
    (folder / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False), "utf-8")
    tokenizer = M2M100Tokenizer(str(folder / "vocab.json"), str(path))
    size = len(vocab) + len(tokenizer.lang_token_to_id) + tokenizer.num_madeup_words
    torch.manual_seed(3)
    config = M2M100Config(vocab_size=size, max_position_embeddings=128, decoder_start_token_id=2, **_SMALL)
    return _save(folder, M2M100ForConditionalGeneration(config), tokenizer)


def mbart50(folder: Path) -> Path:
    """An mBART-50 model with random weights."""
    folder.mkdir(parents=True, exist_ok=True)
    _sentencepiece(folder / "sentencepiece.bpe.model", _both())
    tokenizer = MBart50Tokenizer.from_pretrained(str(folder))
    torch.manual_seed(4)
    config = MBartConfig(vocab_size=len(tokenizer), max_position_embeddings=128, decoder_start_token_id=2, **_SMALL)
    return _save(folder, MBartForConditionalGeneration(config), tokenizer)


def t5(folder: Path) -> Path:
    """A T5 model of the first kind, with its prompt in its configuration, and random weights."""
    folder.mkdir(parents=True, exist_ok=True)
    _sentencepiece(folder / "spiece.model", _both(), pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    tokenizer = T5Tokenizer.from_pretrained(str(folder), extra_ids=10)
    torch.manual_seed(6)
    config = T5Config(
        vocab_size=len(tokenizer) + 4, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4, n_positions=128,
        decoder_start_token_id=0, task_specific_params={"translation_uk_to_en": {"prefix": "translate Ukrainian to English: "}},
    )  # fmt: skip
    return _save(folder, T5ForConditionalGeneration(config), tokenizer)


def madlad(folder: Path) -> Path:
    """A T5 model with the `<2xx>` pieces and the numbers of MADLAD-400 (<unk>, <s> for padding, </s>), and random weights."""
    folder.mkdir(parents=True, exist_ok=True)
    tags = ["<2en>", "<2uk>", "<2de>", "<2zh>", "<2zh_Latn>", "<2iw>"]
    pieces = _sentencepiece(folder / "spiece.model", _both(), user_defined_symbols=tags)
    model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "spiece.model"))
    plain = Tokenizer(models.Unigram([(p, model.get_score(i)) for i, p in enumerate(pieces)], unk_id=0))
    plain.pre_tokenizer = pre_tokenizers.Metaspace()
    plain.decoder = decoders.Metaspace()
    plain.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 2)])
    plain.add_special_tokens(["<unk>", "<s>", "</s>"])
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=plain, unk_token="<unk>", eos_token="</s>", pad_token="<s>", extra_ids=0
    )
    torch.manual_seed(5)
    config = T5Config(
        vocab_size=len(pieces), d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4, feed_forward_proj="gated-gelu",
        tie_word_embeddings=False, n_positions=128, decoder_start_token_id=0, pad_token_id=1, eos_token_id=2,
    )  # fmt: skip
    _save(folder, T5ForConditionalGeneration(config), tokenizer)
    settings = folder / "tokenizer_config.json"
    changed = json.loads(settings.read_text("utf-8")) | {"tokenizer_class": "T5Tokenizer"}
    settings.write_text(json.dumps(changed), "utf-8")
    return folder


_SMALL = {
    "d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4, "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "dropout": 0.0, "init_std": 0.3,
}  # fmt: skip


def _both() -> list[str]:
    return [text for line in LINES for text in line]
