"""The families of translation models in transformers: what stands before a source, and how each is told the languages."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from audit.models.codes import find, same_language
from audit.models.scoring import Subwords, subwords
from audit.models.translator import ModelError, Settings

_NLLB = regex.compile(r"[a-z]{3}_[A-Z][a-z]{3}")
_MBART = regex.compile(r"[a-z]{2}_[A-Z]{2}")
_TAG = regex.compile(r"<2[\w-]+>")
_TOKENIZERS = {
    "marian": ("MarianTokenizer",),
    "m2m_100": ("NllbTokenizer", "NllbTokenizerFast", "M2M100Tokenizer", "M2M100TokenizerFast"),
    "nllb-moe": ("NllbTokenizer", "NllbTokenizerFast"),
    "mbart": ("MBart50Tokenizer", "MBart50TokenizerFast"),
    "t5": ("T5Tokenizer", "T5TokenizerFast", "TokenizersBackend", "PreTrainedTokenizerFast"),
}
_ENOUGH = (
    0.75  # share of a SentencePiece model's pieces that its own vocabulary has: nearly all, of another language few
)


@dataclass(frozen=True, slots=True)
class Route:
    """How a model is told what to translate into what.

    `prefix` is text before every source (`>>ukr<< `, `<2uk> `), `source` the tokenizer's name of the source language,
    `first` the token that begins every translation; each is "" where the family has none.
    """

    prefix: str = ""
    source: str = ""
    first: str = ""


class Reader:
    """A tokenizer set for one pair: texts to the ids that the model reads, and ids to text."""

    def __init__(self, config: Any, tokenizer: Any, settings: Settings, model: str) -> None:
        """Raises ModelError for a family that is not known, a tokenizer of another model, and a language it lacks."""
        tokenizer = _exact(config, tokenizer)
        _belongs(config, tokenizer, model)
        self.tokenizer = tokenizer
        self.route = route(config, tokenizer, settings, model)
        if self.route.source:
            tokenizer.src_lang = self.route.source
        self.first: int | None = tokenizer.convert_tokens_to_ids(self.route.first) if self.route.first else None
        self.end: int = tokenizer.eos_token_id
        languages = getattr(tokenizer, "lang_token_to_id", {})  # which M2M100 does not count as special
        self.silent = {*tokenizer.all_special_ids, *languages.values()} - {tokenizer.unk_token_id}
        self._marian = config.model_type == "marian"
        self._plain = config.model_type != "t5"  # elsewhere the languages are no part of the text

    def source(self, text: str) -> list[int]:
        """The ids of a source, with all that the model wants around it; never cut."""
        # A Marian tokenizer would take a ">>" that begins the text for a language.
        shield = " " if self._marian and not self.route.prefix and text.startswith(">>") else ""
        found = self.tokenizer(self.route.prefix + shield + text, split_special_tokens=self._plain, verbose=False)
        return list(found["input_ids"])

    def target(self, text: str) -> Subwords:
        return subwords(self.tokenizer, text)

    def text(self, ids: list[int]) -> str:
        """The text of a translation's ids."""
        words = [i for i in ids if i not in self.silent]
        return str(self.tokenizer.decode(words, skip_special_tokens=True, clean_up_tokenization_spaces=False)).strip()

    def piece(self, number: int) -> str:
        """The piece of an id, "" for the end of the sentence and the like."""
        return "" if number in self.silent else str(self.tokenizer.convert_ids_to_tokens(number))

    def limit(self, config: Any) -> int:
        """The most tokens that the model was made for, of a source or of a translation."""
        made = getattr(config, "max_position_embeddings", None) or getattr(config, "n_positions", None) or 512
        return int(min(made, self.tokenizer.model_max_length))


def route(config: Any, tokenizer: Any, settings: Settings, model: str) -> Route:
    """Find the model's own codes of the settings' pair. Raises ModelError that lists near codes for what it lacks."""
    if config.model_type == "marian":
        return _marian(tokenizer, settings, model)
    if config.model_type == "t5":
        return _t5(config, tokenizer, settings, model)
    if hasattr(tokenizer, "lang_code_to_token"):  # M2M100
        codes = {token: code for code, token in tokenizer.lang_code_to_token.items()}
    else:
        pattern = _MBART if config.model_type == "mbart" else _NLLB
        codes = {token: token for token in sorted(tokenizer.get_vocab()) if pattern.fullmatch(token)}
    source = find(settings.source_lang, codes, model, "source")
    return Route(source=codes[source], first=find(settings.target_lang, codes, model, "target"))


def _marian(tokenizer: Any, settings: Settings, model: str) -> Route:
    codes = [token for token in tokenizer.encoder if regex.fullmatch(r">>[\w-]+<<", token)]
    source, target = tokenizer.source_lang or "", tokenizer.target_lang or ""
    asked = f"{settings.source_lang}-{settings.target_lang}"
    if not same_language(settings.source_lang, source) or not (codes or same_language(settings.target_lang, target)):
        raise ModelError(f"{model}: translates {source}-{target}, not {asked}; give a model of this pair")
    if not codes:
        return Route()
    return Route(prefix=find(settings.target_lang, codes, model, "target") + " ")


def _t5(config: Any, tokenizer: Any, settings: Settings, model: str) -> Route:
    """MADLAD-400's `<2xx>`, or the prompt of the first T5, which the configuration lists for its three pairs."""
    codes = [token for token in sorted(tokenizer.get_vocab()) if _TAG.fullmatch(token)]
    if codes:
        code = find(settings.target_lang, codes, model, "target")
        if tokenizer.convert_tokens_to_ids(code) not in tokenizer(code + " a")["input_ids"]:
            raise ModelError(
                f"{model}: its tokenizer takes {code} apart, so it is of another model; give the model's own files"
            )
        return Route(prefix=code + " ")
    tasks = getattr(config, "task_specific_params", None) or {}
    pairs = {
        name.removeprefix("translation_").replace("_to_", "-"): task for name, task in tasks.items() if "_to_" in name
    }
    asked = f"{settings.source_lang}-{settings.target_lang}"
    if asked not in pairs:
        raise ModelError(f"{model}: has no {asked}; it has {', '.join(pairs) or 'no translation at all'}")
    return Route(prefix=pairs[asked]["prefix"])


def _exact(config: Any, tokenizer: Any) -> Any:
    """T5's tokenizer as its file says: transformers 5 rebuilds it with the unknown piece at number 2, MADLAD-400's end of a sentence."""
    folder = tokenizer.name_or_path
    if config.model_type != "t5" or not Path(folder, "tokenizer.json").is_file():
        return tokenizer
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415

    return PreTrainedTokenizerFast.from_pretrained(folder, local_files_only=True)


def _belongs(config: Any, tokenizer: Any, model: str) -> None:
    """Raise ModelError unless the tokenizer can be the model's own."""
    family, kind = config.model_type, type(tokenizer).__name__
    if family not in _TOKENIZERS:
        raise ModelError(f"{model}: is of the type '{family}', not one that translates here: {', '.join(_TOKENIZERS)}")
    size, known = int(config.vocab_size), len(tokenizer)
    end, pad = tokenizer.eos_token_id, tokenizer.pad_token_id
    marian = family == "marian"
    if kind not in _TOKENIZERS[family]:
        wrong = f"it is a {kind}"
    elif known > size:
        wrong = f"it has {known:,} tokens, the model {size:,}"
    elif end != config.eos_token_id:
        wrong = f"the end of a sentence is its token {end}, and {config.eos_token_id} for the model"
    elif marian and pad != config.pad_token_id:
        wrong = f"padding is its token {pad}, and {config.pad_token_id} for the model"
    else:
        wrong = _strange(tokenizer)
    if wrong:
        raise ModelError(f"{model}: the tokenizer is of another model: {wrong}; give the model's own tokenizer files")


def _strange(tokenizer: Any) -> str:
    """What is wrong with a slow tokenizer whose SentencePiece model is not that of its vocabulary; "" for a sound one."""
    vocabulary = getattr(tokenizer, "encoder", {})
    sides = {
        "source.spm": getattr(tokenizer, "spm_source", None),
        "sentencepiece.bpe.model": getattr(tokenizer, "sp_model", None),
    }
    for name, model in sides.items():
        if model is not None and not getattr(tokenizer, "separate_vocabs", False):
            pieces = [model.id_to_piece(i) for i in range(model.get_piece_size())]
            share = sum(p in vocabulary for p in pieces) / len(pieces)
            if share < _ENOUGH:
                return f"of the pieces in {name} only {share:.0%} stand in vocab.json"
    return ""
