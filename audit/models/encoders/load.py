"""From what the user wrote to an encoder: `e5`, `hf:ID`, a hub id or a folder, `hashing`, or `auto`."""

from pathlib import Path

from audit.models.encoders import bundled
from audit.models.encoders.encoder import Encoder
from audit.models.translator import ModelError

_HINT = "write auto, e5, hashing, hf:ID, a hub id such as sentence-transformers/LaBSE, or a folder"


def load(spec: str = "auto", *, device: str = "auto", precision: str = "auto", offline: bool = False) -> Encoder:
    """Load an encoder. Raises ModelError, in one line with the cure, for a model or a library that is not there."""
    if spec in ("e5", "auto"):
        return bundled.load(precision)
    from audit.models.encoders import transformer  # noqa: PLC0415

    return transformer.load(spec.removeprefix("hf:"), device=device, precision=precision, offline=offline)
