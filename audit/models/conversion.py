"""Transformers models -> CTranslate2 folders in the cache: each once, by one process, whole or not at all."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from audit.models.devices import out_of_memory
from audit.models.hub import Place, one_line
from audit.models.pretrained import quiet
from audit.models.translator import ModelError

TOKENIZER = "tokenizer"  # the folder, beside the weights, of what transformers needs to make and read tokens
_FORMAT = 1  # raised when the folders themselves change
_TOKENIZER_FILES = ("*.json", "*.txt", "*.spm", "*.model")
_INDEX = "model.safetensors.index.json"


def converted(origin: Place, precision: str, cache_folder: Path) -> Path:
    """Return the folder of the converted model; make it when it is not there.

    A process that comes while another converts the same model waits for it. An interrupted conversion leaves nothing
    that would be taken for a model. Raises ModelError for models that CTranslate2 does not know, and for a full disk.
    """
    folder = cache_folder / f"{origin.name.replace('/', '--')}-{precision}-v{_FORMAT}"
    if folder.is_dir():
        return folder
    from filelock import FileLock  # noqa: PLC0415  (comes with transformers)

    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{folder}.lock"):
            if not folder.is_dir():
                _convert(origin, precision, folder)
    except OSError as e:
        place = e.filename or cache_folder
        raise ModelError(
            f"{place}: the converted model cannot be kept: {e.strerror or e}; free space or give another cache"
        ) from None
    return folder


def _convert(origin: Place, precision: str, folder: Path) -> None:
    """Make the folder under another name beside its place and move it there when it is whole."""
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}.", dir=folder.parent, ignore_cleanup_errors=True) as made:
        whole = Path(made, "model")
        _weights(origin, precision, whole)
        (whole / TOKENIZER).mkdir()
        for pattern in _TOKENIZER_FILES:
            for path in origin.folder.glob(pattern):
                if path.name != _INDEX:
                    shutil.copyfile(path, whole / TOKENIZER / path.name)
        whole.rename(folder)


def _weights(origin: Place, precision: str, whole: Path) -> None:
    try:
        with quiet():
            _converter(origin.folder).convert(str(whole), quantization=precision)
    except OSError as e:
        if e.errno is not None:
            raise
        raise ModelError(f"ct2:{origin.name}: cannot be read: {one_line(e)}; get the model's files again") from None
    except Exception as e:  # of transformers, torch and CTranslate2, each with its own families
        if isinstance(e, MemoryError) or out_of_memory(e):
            raise ModelError(
                f"ct2:{origin.name}: not enough memory to convert it; convert it on a larger machine"
            ) from None
        raise ModelError(f"ct2:{origin.name}: cannot be converted: {one_line(e)}; run it with hf: instead") from None


def _converter(folder: Path) -> Any:
    """CTranslate2's converter, told what it misses in transformers 5 (each found by comparing probabilities)."""
    from ctranslate2.converters import TransformersConverter  # noqa: PLC0415

    class Converter(TransformersConverter):  # type: ignore[misc, unused-ignore]
        def load_model(self, *arguments: Any, **options: Any) -> Any:
            model = super().load_model(*arguments, **options)
            config = model.config
            if (
                config.model_type == "t5"
            ):  # asks whether outputs are scaled; transformers 5 always says that weights are tied
                config.tie_word_embeddings = getattr(config, "scale_decoder_outputs", config.tie_word_embeddings)
            if (
                config.model_type == "mbart"
            ):  # attributes of old checkpoints, true of every one; and mBART-50, not mBART-25
                config.normalize_before = config.normalize_embedding = True
                config.tokenizer_class = "MBart50Tokenizer"
            return model

        def load_tokenizer(self, *arguments: Any, **options: Any) -> Any:
            tokenizer = super().load_tokenizer(*arguments, **options)
            if languages := getattr(tokenizer, "lang_token_to_id", None):  # M2M100: no longer among the special tokens
                tokens = {**tokenizer.get_vocab(), **languages}
                tokenizer.get_vocab = lambda: tokens
            if (
                tokenizer.bos_token is None and "<s>" in tokenizer.get_vocab()
            ):  # mBART-50: must be named, though not used
                tokenizer.bos_token = "<s>"
            return tokenizer

    return Converter(str(folder), low_cpu_mem_usage=True)
