"""From what the user wrote to an encoder: `e5`, `hf:ID`, a hub id or a folder, `hashing`, or `auto`."""

from collections.abc import Callable, Sequence
from functools import cache as once
from pathlib import Path

from audit.models.cache import Cache, Done, Tell
from audit.models.encoders import bundled, transformer
from audit.models.encoders.cached import CachedEncoder
from audit.models.encoders.encoder import Encoder, Tokens, Vectors
from audit.models.encoders.hashing import Hashing
from audit.models.translator import ModelError

_HINT = "write auto, e5, hashing, hf:ID, a hub id such as sentence-transformers/LaBSE, or a folder"


def load(
    spec: str = "auto",
    *,
    cache: Cache | None = None,
    device: str = "auto",
    precision: str = "auto",
    offline: bool = False,
    layer: int = -1,
    done: Done = lambda *_: None,
    tell: Tell = lambda _: None,
) -> Encoder:
    """Load an encoder; with a cache, no sentence is encoded twice.

    `auto` is `e5`, the multilingual-e5-small of mtaudit[offline], where it is installed; else `hashing`, and `tell` gets a
    line that says why. `layer` is the layer of the token vectors (-1: the last). `e5` runs on the CPU whatever the device.
    Raises ModelError, in one line with the cure, for a model or a library that is not there.
    """
    parse(spec)
    if spec == "auto":
        spec = "hashing" if (lack := bundled.lacking()) else "e5"
        if lack:
            tell(f"no encoder: {lack} is not installed, so texts are compared by spelling; run {bundled.INSTALL}")
    if spec == "hashing":
        return Hashing()  # quicker than a look into the cache
    encoder = _loaded(spec, device, precision, offline, layer)
    return CachedEncoder(encoder, cache, done) if cache else encoder


class OnDemand:
    """An Encoder that is opened when it is first asked for anything: most texts that belong together never ask."""

    def __init__(self, opened: Callable[[], Encoder]) -> None:
        self._opened = once(opened)

    @property
    def name(self) -> str:
        return self._opened().name

    @property
    def dimension(self) -> int:
        return self._opened().dimension

    def sentences(self, texts: Sequence[str]) -> Vectors:
        return self._opened().sentences(texts)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        return self._opened().tokens(texts)

    def words(self, texts: Sequence[str]) -> list[Tokens]:
        return self._opened().words(texts)


def _loaded(spec: str, device: str, precision: str, offline: bool, layer: int) -> Encoder:
    if spec == "e5":
        return bundled.load(precision, layer=layer)
    return transformer.load(parse(spec), device=device, precision=precision, offline=offline, layer=layer)


def parse(spec: str) -> str:
    """Return the model that a spec names. Raises ModelError for one that names none."""
    backend, colon, model = spec.partition(":")
    if colon and backend != "hf" and not Path(spec).exists():
        raise ModelError(f"{spec}: no encoder '{backend}'; {_HINT}")
    found = model if colon and backend == "hf" else spec
    if not found.strip():
        raise ModelError(f"{spec or 'the empty name'}: names no encoder; {_HINT}")
    return found
