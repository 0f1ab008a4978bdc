"""Which model speaks for a language pair when the user names none, under which licence, and what is on this machine."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from audit.models.translator import ModelError
from corpora.language import primary

_WEIGHTS = ("*.safetensors", "*.bin")


@dataclass(frozen=True, slots=True)
class Model:
    """A row of models.tsv. `pair` is "uk-en", or "*" for a model of many languages; `spec` is what --retranslate takes."""

    pair: str
    spec: str
    licence: str
    commercial: bool
    megabytes: int


@cache
def models() -> tuple[Model, ...]:
    """Return the table, in its order."""
    lines = files("audit.models").joinpath("models.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return tuple(Model(pair, spec, licence, use == "any", int(size)) for pair, spec, licence, use, size in rows)


def default(source_lang: str, target_lang: str) -> Model:
    """Return the first model of the pair that is installed, else the first.

    Raises ModelError where the table has none, or none that may be used for every purpose: such a one is named with its
    licence, for the user to choose.
    """
    pair = f"{primary(source_lang)}-{primary(target_lang)}"
    usable = [m for m in models() if m.pair == pair and m.commercial]
    if not usable:
        other = next(m for m in models() if m.pair in (pair, "*"))
        raise ModelError(
            f"{pair}: no default model; {other.spec} knows about 200 languages, but its licence {other.licence} is for "
            f"non-commercial use only: if that suits you, choose it with --retranslate {other.spec}"
        )
    return next((m for m in usable if installed(m.spec)), usable[0])


def licence(spec: str) -> str:
    """Return the licence of a model of the table, "" for any other."""
    return next((m.licence for m in models() if m.spec == spec), "")


def installed(spec: str) -> Path | None:
    """Return where the model lies on this machine, without loading anything; None when it has to be fetched."""
    backend, _, model = spec.rpartition(":")
    if Path(model).exists():
        return Path(model)
    if backend == "firefox":
        from audit.models.firefox import installed as pairs  # noqa: PLC0415

        return pairs().get(model) if find_spec("fxtranslate") else None
    return next(_on_hub(model.partition("@")[0]), None)


def _on_hub(model: str) -> Iterator[Path]:
    """Snapshots of a hub model that hold weights."""
    for snapshot in sorted((hub_folder() / f"models--{model.replace('/', '--')}" / "snapshots").glob("*/")):
        if any(next(snapshot.glob(pattern), None) for pattern in _WEIGHTS):
            yield snapshot


def hub_folder() -> Path:
    """Return the folder in which Hugging Face's libraries keep what they fetched."""
    if folder := os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE"):
        return Path(folder)
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("HF_HOME") or caches / "huggingface") / "hub"
