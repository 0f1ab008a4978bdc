"""Where a model lies: a folder, or the Hugging Face hub's cache on this machine; downloading is done here and nowhere else."""

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import regex

from audit.models.translator import ModelError, Settings

_ID = regex.compile(r"[\w.-]+(?:/[\w.-]+)?(?:@[\w./-]+)?", regex.ASCII)
_NEITHER = "no such folder, and no id of the Hugging Face hub; check the path"
_TEXTS = (
    "*.json",
    "*.txt",
    "*.spm",
    "*.model",
    "[0-9]_Dense/*",
)  # configuration, tokenizers, and what sentence encoders add
_SAFE, _PICKLED = "model*.safetensors", "pytorch_model*.bin"
_PART = regex.compile(r"-\d+-of-\d+\.")
_BLOCKS, _BLOCK = 64, 1 << 16  # of each file of weights, so much is read for the hash


@dataclass(frozen=True, slots=True)
class Place:
    """A model's folder, and its name with what tells versions apart: "Helsinki-NLP/opus-mt-uk-en@2d5ff6b9d8a1"."""

    folder: Path
    name: str


def place(model: str, settings: Settings) -> Place:
    """Find a model by folder or hub id ("owner/name" or "owner/name@revision"); download it only when it is not here.

    With `offline` no connection is made. Raises ModelError for a model that cannot be had or is incomplete.
    """
    if Path(model).is_dir():
        folder = Path(model)
        _complete(folder, model, "give a folder that holds a whole model")
        return Place(folder, f"{folder.resolve().name}@{content_hash(folder)}")
    if not _ID.fullmatch(model) or model.startswith("."):
        raise ModelError(f"{model}: {_NEITHER}")
    folder = _cached(model, settings.offline) or downloaded(model, offline=settings.offline)
    _complete(folder, model, f"run mtaudit models fetch {model} where there is a connection")
    return Place(folder, f"{model.partition('@')[0]}@{folder.name[:12]}")


def downloaded(model: str, *, offline: bool = False) -> Path:
    """Download what is not here yet of a hub model, and return its folder; of the weights in several formats only one.

    Raises ModelError when it cannot be had, and with `offline`, before any connection is made.
    """
    from huggingface_hub import constants, list_repo_files, snapshot_download  # noqa: PLC0415

    ahead = f"run mtaudit models fetch {model} where there is a connection"
    if offline or constants.HF_HUB_OFFLINE:
        raise ModelError(f"{model}: is not on this machine, and offline nothing is downloaded; {ahead}")
    name, _, revision = model.partition("@")
    try:
        files = list_repo_files(name, revision=revision or None)
        safe = any(regex.fullmatch(r"model[^/]*\.safetensors", file) for file in files)
        wanted = [*_TEXTS, (_SAFE if safe else _PICKLED) + "*"]
        return Path(snapshot_download(name, revision=revision or None, allow_patterns=wanted))
    except Exception as e:  # of the hub, of the connection, of the disk: every one ends here
        raise ModelError(
            f"{model}: cannot be downloaded: {one_line(e)}; check the id and the connection, or {ahead}"
        ) from None


def content_hash(folder: Path) -> str:
    """Return 12 hex digits of a model folder's content: small files whole, of the weights the size and blocks spread over them."""
    whole = blake2b(digest_size=6)
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        size = path.stat().st_size
        whole.update(f"{path.name}\0{size}\0".encode())
        with path.open("rb") as file:
            if size <= _BLOCKS * _BLOCK:
                whole.update(file.read())
                continue
            for k in range(_BLOCKS):
                file.seek(k * (size - _BLOCK) // (_BLOCKS - 1))
                whole.update(file.read(_BLOCK))
    return whole.hexdigest()


def _cached(model: str, offline: bool) -> Path | None:
    """The hub's snapshot on this machine, without any connection; None for one that is not whole and can be downloaded."""
    from huggingface_hub import snapshot_download  # noqa: PLC0415
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError  # noqa: PLC0415

    name, _, revision = model.partition("@")
    try:
        folder = Path(snapshot_download(name, revision=revision or None, local_files_only=True))
    except LocalEntryNotFoundError:
        return None
    except HFValidationError:
        raise ModelError(f"{model}: {_NEITHER}") from None
    return folder if offline or _weights(folder) else None


def _complete(folder: Path, model: str, cure: str) -> None:
    if not (folder / "config.json").is_file():
        raise ModelError(f"{model}: has no config.json, so it is no transformers model; {cure}")
    if not _weights(folder):
        raise ModelError(
            f"{model}: has no weights, or not all of them (model.safetensors or pytorch_model.bin); {cure}"
        )


def _weights(folder: Path) -> bool:
    """Whether the folder holds weights, and all parts where they come in parts."""
    found = {path.name for pattern in (_SAFE, _PICKLED) for path in folder.glob(pattern)}
    for index in folder.glob("*.index.json"):
        try:
            parts = set(json.loads(index.read_text("utf-8"))["weight_map"].values())
        except (ValueError, KeyError, AttributeError):
            return False
        if index.name.startswith(("model", "pytorch_model")) and parts <= found:
            return True
    return any(not _PART.search(name) for name in found)


def one_line(e: BaseException) -> str:
    """The first words of an error, on one line."""
    text = " ".join(str(e).split())
    return (text[:160] + "..." if len(text) > 160 else text) or type(e).__name__
