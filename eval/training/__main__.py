"""`python -m eval.training OUT`: trains the reader; `--help` lists the settings. An interrupted course goes on where it was."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from eval.training.course import Recipe
from eval.training.net import GAPS, RANK, Net
from eval.training.split import write_marks
from eval.training.teach import ADAPTERS, batches, chosen, school, teach


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.training", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for reader.pt, the state to go on from, and the log")
    parser.add_argument("--base", required=True, help="folder or hub id of a BERT or XLM-R encoder")
    parser.add_argument("--shared", type=Path, required=True, help="folder that has data/ and seeds/")
    parser.add_argument("--lessons", type=int, default=30_000)
    parser.add_argument("--steps", type=int, default=0, help="end after so many (default: 0, all lessons once)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rank", type=int, default=RANK, help="of the adapters; 0 trains the heads alone")
    parser.add_argument("--frozen", type=int, default=3, help="first layers without adapters")
    parser.add_argument("--layers", type=int, default=0, help="of the base, the first so many (default: all)")
    parser.add_argument("--start", type=Path, help="reader.pt of an earlier course to go on from")
    parser.add_argument(
        "--into", default="", help="only crowds and marks of translations into this language, no further tasks"
    )
    parser.add_argument(
        "--supported", type=float, default=1.0, help="factor of the weight of words that a re-translation has"
    )
    parser.add_argument("--rate", type=float, default=ADAPTERS, help="of the adapters (default: %(default)s)")
    parser.add_argument(
        "--average", action="store_true", help="keep the mean of the weights of --start and those at the end"
    )
    parser.add_argument("--lacks", type=float, default=0.0, help="share of damage that leaves out or puts in a word")
    parser.add_argument("--gaps", type=float, default=GAPS, help="weight of the task of gaps (default: %(default)s)")
    parser.add_argument(
        "--tasks", type=float, default=1.0, help="factor of the share of post-edited and of critical sentences"
    )
    parser.add_argument("--device", default="cpu")
    for part in ("crowd", "people", "damage", "features"):
        parser.add_argument(f"--no-{part}", dest=part, action="store_false", help="ablation")
    found = parser.parse_args()
    if found.average and not found.start:
        parser.error("--average: needs --start, the reader.pt to average with")
    return found


def main() -> int:
    given = _arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    parts = (given.crowd, given.people, given.damage, given.features)
    recipe = Recipe(given.lessons, given.seed, *parts, given.lacks, given.tasks)
    torch.manual_seed(given.seed)
    found = school(given.base, given.shared, given.layers)
    rows = found.rows(recipe)
    learned = (one.lesson.pair.source for one in rows if one.lesson.pair.source)
    write_marks(given.out / "sources.bin", (*learned, *(one.source for one in found.crowd)))
    net = Net(found.encoder, given.frozen, given.rank).to(given.device)
    if given.start:
        net.take(torch.load(given.start, weights_only=True))
    plan = batches(chosen(rows, given.into, given.supported), given.seed)[: given.steps or None]
    (given.out / "recipe.json").write_text(
        json.dumps(asdict(recipe) | {"base": given.base, "rank": given.rank, "layers": given.layers})
    )
    teach(net, plan, found.pad, given.rate, given.out / "state.pt", given.gaps)
    torch.save(_kept(net.trained(), given), given.out / "reader.pt")
    return 0


def _kept(ended: dict[str, Any], given: argparse.Namespace) -> dict[str, Any]:
    """The mean of where the course began and where it ended doubts people's translations less than either (Wortsman et al. 2022)."""
    if not (given.average and given.start):
        return ended
    began = torch.load(given.start, weights_only=True)
    return {name: (began[name].float() + ended[name].float()) / 2 for name in ended}


if __name__ == "__main__":
    sys.exit(main())
