"""The reader's file, and what it adds to its base: adapters, embeddings of parts and features, heads."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audit.models.encoders.encoder import Vectors
from audit.models.reader.features import NAMES
from audit.models.translator import ModelError

Array = NDArray[np.float32]
ERROR, MAJOR, GAP, EDIT = range(4)
WRONG, CRITICAL = range(2)
MOST = 2
"""Re-translations from which on calibration is the same."""
_MASKED = -9.0


@dataclass(frozen=True, slots=True)
class Trained:
    """`tensors` by name; `about` is the card of the file: version, base, how many of its layers (all without it), calibration."""

    tensors: Mapping[str, Array]
    about: Mapping[str, Any]
    digest: str

    def calibrated(self, logits: Array, given: int) -> Array:
        """Return probabilities of error from logits, for so many re-translations: sigmoid(a x + b), Platt 1999."""
        slope, offset = self.about["calibration"][min(given, MOST)]
        return sigmoid(slope * logits + offset)


def open_file(path: Path) -> Trained:
    """Read a reader's file. Raises ModelError, in one line, for what is not there, damaged or of other features."""
    from safetensors import SafetensorError, safe_open  # noqa: PLC0415  (of the extras)

    try:
        digest = sha256(path.read_bytes()).hexdigest()
        with safe_open(path, "np") as file:
            tensors = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118
            about = json.loads((file.metadata() or {}).get("reader", "{}"))
    except (OSError, SafetensorError, ValueError) as e:
        raise ModelError(f"{path}: cannot be read: {e}; install mtaudit again, or name another reader") from None
    if about.get("features") != list(NAMES) or not {"counted", "part", "out.weight"} <= tensors.keys():
        raise ModelError(
            f"{path}: is no reader of this version of mtaudit; train it again with python -m eval.training"
        )
    return Trained(tensors, about, digest)


def merged(weights: Mapping[str, Array], tensors: Mapping[str, Array]) -> dict[str, Array]:
    """Return the base's weights with the adapters: W + B A."""
    found = dict(weights)
    for name, low in tensors.items():
        if name.startswith("encoder.") and name.endswith(".a"):
            place = name.removesuffix(".a")
            found[f"{place}.weight"] = found[f"{place}.weight"] + tensors[f"{place}.b"] @ low
    return found


def words(tensors: Mapping[str, Array], slots: Vectors, counted: Array) -> Array:
    """Return the logits (slots, 4) of states (slots, hidden) with their features (slots, features)."""
    wide = np.concatenate([slots, counted], -1) @ tensors["wide.weight"].T + tensors["wide.bias"]
    return np.asarray(_gelu(wide) @ tensors["out.weight"].T + tensors["out.bias"], np.float32)


def sentence(tensors: Mapping[str, Array], first: Array, errors: Array) -> Array:
    """Return the logits (2,) of a sentence from its first state and the logits of its words' errors."""
    summary = [errors.max(), sigmoid(errors).mean()] if errors.size else [_MASKED, 0.0]
    return np.asarray(
        np.concatenate([first, summary]) @ tensors["sentence.weight"].T + tensors["sentence.bias"], np.float32
    )


def sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def _gelu(x: Array) -> Array:
    """x times the normal distribution function, by Abramowitz and Stegun 1964, 7.1.26 (error below 2e-7)."""
    z = np.abs(x) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), np.float32)
