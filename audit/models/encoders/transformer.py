"""Any sentence-embedding model of the Hugging Face hub, or of a local folder: LaBSE, multilingual-e5, bge, paraphrase-multilingual."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audit.models.devices import device_of
from audit.models.encoders.bert import Shape, encoder
from audit.models.encoders.encoder import Vectors
from audit.models.encoders.family import longest, use
from audit.models.encoders.neural import Dense, Model, Neural
from audit.models.encoders.pieces import Reader
from audit.models.encoders.session import Session, cores
from audit.models.hub import one_line, place
from audit.models.pretrained import quiet, read
from audit.models.translator import ModelError, Settings

INSTALL = "pip install 'mtaudit[mt]'"
FAMILY = ("bert", "roberta", "xlm-roberta", "camembert")  # one encoder, see audit.models.encoders.bert
_BATCH = {"cpu": 1024, "cuda": 32_768}  # tokens of a batch, padding included
_PRECISIONS = ("auto", "float32", "float16", "bfloat16", "int8")


def load(
    model: str, *, device: str = "auto", precision: str = "auto", offline: bool = False, layer: int = -1
) -> Neural:
    """Load an encoder from a folder or the hub's cache; download it if it is not there.

    `precision` is "float32", "float16", "bfloat16" or "int8" (on a CPU, for the family of BERT); "auto" is float32 on
    a CPU and float16 on a GPU.
    Raises ModelError in one line for what is not installed, not there, incomplete or no encoder.
    """
    try:
        import torch  # noqa: PLC0415
        import transformers  # noqa: PLC0415
    except ImportError as e:
        raise ModelError(f"hf:{model}: needs {e.name}, which is not installed; run {INSTALL}") from None
    if precision not in _PRECISIONS:
        raise ModelError(f"precision '{precision}': not one of {', '.join(_PRECISIONS)}")
    settings = Settings("", "", device=device, offline=offline)
    device = device_of(torch, settings)
    where = place(model, settings)
    with quiet():
        config = read(where, "configuration", transformers.AutoConfig)
        if getattr(config, "is_encoder_decoder", False) or not getattr(config, "num_hidden_layers", 0):
            raise ModelError(
                f"hf:{model}: a model of type {config.model_type} is no encoder of sentences; choose another"
            )
        tokenizer = read(where, "tokenizer", transformers.AutoTokenizer)
        net = read(where, "model", transformers.AutoModel, dtype=torch.float32).eval()
    if not getattr(tokenizer, "is_fast", False):
        raise ModelError(f"hf:{model}: its tokenizer does not say where its tokens lie; choose another encoder")
    way = use(where.folder, where.name.partition("@")[0])
    reader = Reader(tokenizer.backend_tokenizer, way.prefix, longest(config, tokenizer, way.limit))
    name = f"hf:{where.name}+{precision if precision != 'auto' else 'float16' if device == 'cuda' else 'float32'}"
    if precision == "int8":
        states, workers = _int8(net, config, device, model), cores()
    else:
        states, workers = Torch(net.to(device, getattr(torch, name.rpartition("+")[2]))).states, 1
    dense = tuple(_dense(folder, tanh, model) for folder, tanh in way.dense)
    made = Model(name, reader, states, config.num_hidden_layers, config.hidden_size, tokenizer.pad_token_id or 0)
    return Neural(
        replace(made, pooling=way.pooling, dense=dense, layer=layer, batch_tokens=_BATCH[device], workers=workers)
    )


class Torch:
    """A network of transformers as a function from ids to states."""

    def __init__(self, net: Any) -> None:
        self._net = net

    def states(self, ids: NDArray[np.int64], mask: NDArray[np.int32], layer: int) -> Vectors:
        """Return the states (batch, length, hidden) of a layer, -1 for the last."""
        import torch  # noqa: PLC0415

        given = [torch.from_numpy(x.astype(np.int64)).to(self._net.device) for x in (ids, mask)]
        with torch.inference_mode(), quiet():
            found = self._net(input_ids=given[0], attention_mask=given[1], output_hidden_states=layer >= 0)
            states = found.hidden_states[layer] if layer >= 0 else found.last_hidden_state
            return np.asarray(states.float().cpu().numpy())


class Words:
    """The look-up of embeddings of a model of BERT's family; RoBERTa counts positions from the number of its padding on."""

    def __init__(self, weights: dict[str, NDArray[np.float32]], first: int) -> None:
        self._words = weights["embeddings.word_embeddings.weight"]
        kinds = weights["embeddings.token_type_embeddings.weight"]
        self._positions = weights["embeddings.position_embeddings.weight"][first:] + kinds[0]

    def __call__(self, ids: NDArray[np.int64]) -> Vectors:
        return np.asarray(self._words[ids] + self._positions[: ids.shape[1]], np.float32)


def _int8(net: Any, config: Any, device: str, model: str) -> Any:
    """The states of the same network in int8 by ONNX Runtime."""
    if device != "cpu" or config.model_type not in FAMILY or config.hidden_act != "gelu":
        raise ModelError(
            f"hf:{model}: int8 runs on a CPU with models of BERT's family, this is {config.model_type} on {device}; "
            "give float32"
        )
    weights = {name: tensor.numpy() for name, tensor in net.state_dict().items()}
    shape = Shape(config.num_hidden_layers, config.hidden_size, config.num_attention_heads, config.layer_norm_eps)
    words = Words(weights, 0 if config.model_type == "bert" else config.pad_token_id + 1)
    try:
        return Session(lambda count: encoder(weights, replace(shape, layers=count), "int8"), words, shape.layers).states
    except ImportError as e:
        raise ModelError(f"hf:{model}: int8 needs {e.name}, which is not installed; run {INSTALL}") from None


def _dense(folder: Path, tanh: bool, model: str) -> Dense:
    """A layer of sentence-transformers after the pooling."""
    import torch  # noqa: PLC0415
    from safetensors.torch import load_file  # noqa: PLC0415

    try:
        safe, pickled = folder / "model.safetensors", folder / "pytorch_model.bin"
        parts = load_file(safe) if safe.is_file() else torch.load(pickled, map_location="cpu", weights_only=True)
        return parts["linear.weight"].float().numpy(), parts["linear.bias"].float().numpy(), tanh
    except Exception as e:  # of the disk, of pickles, of safetensors, of other contents
        raise ModelError(
            f"hf:{model}: {folder.name} cannot be read: {one_line(e)}; get the model's files again"
        ) from None
