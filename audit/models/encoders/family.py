"""How a model wants to be used as an encoder of sentences: from sentence-transformers' own files, else by its family."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.models.translator import ModelError

_POOLINGS = {"pooling_mode_cls_token": "cls", "pooling_mode_mean_tokens": "mean", "pooling_mode_max_tokens": "max"}
_CLS = ("labse", "bge", "gte", "arctic-embed")  # families that take the first token's state; the others take the mean
_TANH, _NONE = "Tanh", "Identity"
_LONGEST = 1 << 20  # tokenizers without a limit name an enormous one


@dataclass(frozen=True, slots=True)
class Use:
    """`pooling` is "cls", "mean" or "max"; `prefix` stands before every text; `limit` counts special tokens, 0 for unknown;
    `dense` are folders of layers after the pooling, each with whether tanh follows."""

    pooling: str
    prefix: str = ""
    limit: int = 0
    dense: tuple[tuple[Path, bool], ...] = ()


def use(folder: Path, name: str) -> Use:
    """Read how the model in the folder is used. Raises ModelError for parts that are unknown here."""
    pooling, dense = _family(name), []
    for module in _json(folder / "modules.json", []):
        kind, place = str(module.get("type", "")).rpartition(".")[2], folder / str(module.get("path", ""))
        if kind == "Pooling":
            pooling = _pooling(_json(place / "config.json", {}), name)
        elif kind == "Dense":
            dense.append((place, _tanh(_json(place / "config.json", {}), name)))
        elif kind not in ("Transformer", "Normalize", "Dropout"):
            raise ModelError(f"{name}: its part '{kind}' is unknown here; choose another encoder, such as e5")
    limit = _json(folder / "sentence_bert_config.json", {}).get("max_seq_length") or 0
    return Use(pooling, _prefix(folder, name), int(limit), tuple(dense))


def longest(config: Any, tokenizer: Any, asked: int) -> int:
    """Return the most tokens of a row, special tokens included: the least of what model, tokenizer and use allow."""
    positions = int(getattr(config, "max_position_embeddings", 0) or 0)
    if "roberta" in config.model_type or config.model_type in ("camembert", "mpnet"):
        positions -= (config.pad_token_id or 0) + 1  # their positions are counted from the padding's number on
    known = [n for n in (positions, asked, int(tokenizer.model_max_length)) if 0 < n < _LONGEST]
    return min(known, default=512)


def _family(name: str) -> str:
    return "cls" if any(x in name.lower() for x in _CLS) else "mean"


def _pooling(settings: dict[str, Any], name: str) -> str:
    chosen = [mode for key, mode in _POOLINGS.items() if settings.get(key)]
    if isinstance(mode := settings.get("pooling_mode"), str):
        chosen = [mode]
    others = [key for key, on in settings.items() if key.startswith("pooling_mode_") and on and key not in _POOLINGS]
    if len(chosen) != 1 or others or chosen[0] not in _POOLINGS.values():
        told = ", ".join((*chosen, *others)) or "none"
        raise ModelError(f"{name}: its pooling ({told}) is unknown here; choose another encoder, such as e5")
    return chosen[0]


def _tanh(settings: dict[str, Any], name: str) -> bool:
    function = str(settings.get("activation_function", _TANH)).rpartition(".")[2]
    if function not in (_TANH, _NONE):
        raise ModelError(f"{name}: its activation '{function}' is unknown here; choose another encoder, such as e5")
    return function == _TANH


def _prefix(folder: Path, name: str) -> str:
    settings = _json(folder / "config_sentence_transformers.json", {})
    prompts = settings.get("prompts") or {}
    if chosen := settings.get("default_prompt_name"):
        return str(prompts.get(chosen, ""))
    known = name.lower().rpartition("/")[2]
    if "e5-" in known and "instruct" not in known:  # both sides of a comparison of equals are queries
        return "query: "
    return ""


def _json(path: Path, empty: Any) -> Any:
    """The content of a file, `empty` where there is none. Raises ModelError for a damaged one."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return empty
    except (OSError, ValueError):
        raise ModelError(f"{path}: cannot be read; get the model's files again") from None
    if type(found) is not type(empty):
        raise ModelError(f"{path}: is not what sentence-transformers writes; get the model's files again")
    return found
