"""`python -m eval.training.ship FOLDER OUT`: makes the reader's file of a trained course: half precision, calibrated, with its card.

Probabilities are fitted (Platt 1999) on the calibrating half of held-out translations, for none, one, and two re-translations.
The threshold of possible-shift is the lowest at which marks of that half reach the wanted precision.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audit.models.reader import heads
from audit.models.reader.base_model import BUNDLED
from audit.models.reader.features import NAMES
from audit.models.reader.judge import Judge, load
from eval.training.held import Held, held

VERSION = "1"
GIVEN = (0, 1, 2)  # re-translations
_PLAIN = [1.0, 0.0]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """Held-out translations, and the reader's logits of an error for each of their words."""

    held: Sequence[Held]
    logits: Sequence[Numbers]

    def joined(self) -> tuple[Numbers, Numbers]:
        """Return the logits and the truth of all words."""
        truth = [np.array(one.wrong, float) for one in self.held]
        return np.concatenate(self.logits), np.concatenate(truth)


def scored(judge: Judge, held: Sequence[Held]) -> Scored:
    """Read translations."""
    found = judge.logits([one.pair for one in held])
    return Scored(held, [logits[:-1, heads.ERROR].astype(float) for logits, _ in found])


def platt(logits: Numbers, truth: Numbers) -> list[float]:
    """Fit sigmoid(a x + b) to the truth by Newton's method; return [a, b]."""
    share = truth.mean().clip(1e-6, 1 - 1e-6)
    theta = np.array([0.0, np.log(share / (1 - share))])  # from where Newton's steps do not overshoot
    x = np.stack([logits, np.ones_like(logits)], 1)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ theta, -30, 30)))
        gradient = x.T @ (p - truth)
        curvature = (x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        theta -= step
        if np.abs(step).max() < 1e-9:
            break
    return [round(float(v), 4) for v in theta]


def bare(trained: dict[str, Any], *, featured: bool) -> dict[str, NDArray[np.float32]]:
    """Return trained tensors as arrays; of a course without features, with what was never taught saying nothing."""
    tensors = {name: tensor.float().numpy() for name, tensor in trained.items()}
    if not featured:
        tensors["wide.weight"][:, -len(NAMES) :] = 0
    return tensors


def write(path: Path, tensors: dict[str, NDArray[np.float32]], about: dict[str, Any]) -> None:
    """Write a reader's file."""
    from safetensors.numpy import save_file  # noqa: PLC0415

    small = {name: np.ascontiguousarray(tensor, np.float16) for name, tensor in tensors.items()}
    save_file(small, path, {"reader": json.dumps(about, sort_keys=True)})


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.training.ship", description=__doc__)
    parser.add_argument("folder", type=Path, help="what eval.training wrote")
    parser.add_argument("out", type=Path, help="the file to write, reader.safetensors")
    parser.add_argument("--shared", type=Path, required=True, help="folder that has data/")
    parser.add_argument("--base", default=BUNDLED, help="hub id of the base, or folder (default: %(default)s)")
    given = parser.parse_args()
    recipe = given.folder / "recipe.json"
    tensors = bare(
        _saved(given.folder), featured=not recipe.exists() or json.loads(recipe.read_text("utf-8"))["features"]
    )
    about: dict[str, Any] = {
        "version": VERSION,
        "base": given.base,
        "features": list(NAMES),
        "calibration": [_PLAIN] * 3,
    }
    about["recipe"] = json.loads(recipe.read_text("utf-8")) if recipe.exists() else {}
    about["recipe"].pop("base", None)
    about["layers"] = about["recipe"].pop("layers", 0)
    write(given.out, tensors, about)
    judge = load(given.out)
    found = [scored(judge, [h for h in held(given.shared / "data", n) if h.calibrating]) for n in GIVEN]
    about["calibration"] = [platt(*one.joined()) for one in found]
    write(given.out, tensors, about)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB, calibration {about['calibration']}")
    return 0


def _saved(folder: Path) -> Any:
    import torch  # noqa: PLC0415

    done = folder / "reader.pt"
    if done.exists():
        return torch.load(done, weights_only=True)
    part = torch.load(folder / "state.pt", weights_only=True)["net"]
    return {name.removeprefix("base."): tensor for name, tensor in part.items()}


if __name__ == "__main__":
    sys.exit(main())
