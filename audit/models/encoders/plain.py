"""The bundled encoder as a program of a few lines would run it: transformers, float32, batches of 32 in the order of the text.

It is what the fast path is measured against, in speed and in vectors.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from audit.models.encoders import bundled
from audit.models.encoders.encoder import Vectors
from audit.models.encoders.session import cores

_BATCH = 32


def load() -> Callable[[Sequence[str]], tuple[Vectors, list[Vectors]]]:
    """Return a function from texts to sentence vectors (len(texts), dimension) and the states of each text's own row.

    The states are those of the last layer, of special tokens and prefix too. Raises ModelError where the model is not installed.
    """
    import torch  # noqa: PLC0415
    import transformers  # noqa: PLC0415

    file = bundled.content()
    special = dict(
        zip(("bos_token", "eos_token", "pad_token", "unk_token"), ("<s>", "</s>", "<pad>", "<unk>"), strict=True)
    )
    kind: Any = transformers.PreTrainedTokenizerFast
    tokenizer = kind(tokenizer_object=bundled.tokenizer(file), model_max_length=512, **special)
    net = _net(file)
    torch.set_num_threads(cores())

    def encode(texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        vectors: list[Vectors] = []
        rows: list[Vectors] = []
        for first in range(0, len(texts), _BATCH):
            given = [f"query: {text}" for text in texts[first : first + _BATCH]]
            batch = tokenizer(given, padding=True, truncation=True, return_tensors="pt")
            with torch.inference_mode():
                states = net(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state
                mask = batch["attention_mask"][..., None].float()
                mean = (states * mask).sum(1) / mask.sum(1)
            vectors.append(torch.nn.functional.normalize(mean).numpy())
            counts = batch["attention_mask"].sum(1).tolist()
            rows += [row[:count] for row, count in zip(states.numpy(), counts, strict=True)]
        return np.concatenate(vectors), rows

    return encode


def _net(file: bundled.File) -> Any:
    """The weights in transformers' BertModel."""
    import torch  # noqa: PLC0415
    from transformers import BertConfig, BertModel  # noqa: PLC0415

    shape, tensors = file.shape, file.tensors
    hidden = shape.hidden
    words = tensors["emb.word"].reshape(-1, hidden // 32)
    parts = {
        **bundled.weights(file),
        "embeddings.word_embeddings.weight": bundled.unpacked(words),
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, hidden),
    }
    config = BertConfig(
        vocab_size=len(words), hidden_size=hidden, num_hidden_layers=shape.layers, num_attention_heads=shape.heads,
        intermediate_size=len(tensors["l0.fi.b"]), max_position_embeddings=len(tensors["emb.pos"]) // hidden,
        type_vocab_size=len(tensors["emb.type"]) // hidden, layer_norm_eps=shape.epsilon, pad_token_id=file.special[2],
    )  # fmt: skip
    net: Any = BertModel(config, add_pooling_layer=False)
    net.load_state_dict({name: torch.from_numpy(np.array(part, np.float32)) for name, part in parts.items()})
    return net.eval()
