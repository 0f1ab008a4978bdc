"""`python -m eval.training.ablations --base BASE --shared FOLDER`: what each part of a course is worth, by short courses of one seed.

Each course learns from as many lessons into English, with one part left out; then it reads the items of expressions-dev into English,
and held-out translations whose words people have marked, none of which any course has seen. AUC over the words that no re-translation
has.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from copy import deepcopy
from dataclasses import replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from audit.models.reader.base_model import BUNDLED
from audit.models.reader.features import NAMES
from audit.models.reader.judge import Judge, load
from eval.measures.ranking import auc
from eval.readings import EXPRESSIONS, Words, by_words, candidates, expressions, flat
from eval.results import write_speed
from eval.rows import local
from eval.training.course import Recipe
from eval.training.held import held
from eval.training.net import RANK, Net
from eval.training.ship import bare, write
from eval.training.teach import School, batches, chosen, school, teach

_KINDS = ("sense", "name", "idiom", "meaning")
_EVERY = 8  # of the held-out translations
_PLAIN: dict[str, Any] = {"version": "0", "base": BUNDLED, "features": list(NAMES), "calibration": [[1.0, 0.0]] * 3}


def courses(lessons: int) -> Iterator[tuple[str, Recipe, int]]:
    """Yield (name, recipe, rank of the adapters)."""
    whole = Recipe(lessons, 7)
    yield "all of it", whole, RANK
    yield "half of the lessons", replace(whole, lessons=lessons // 2), RANK
    yield "a quarter of the lessons", replace(whole, lessons=lessons // 4), RANK
    yield "no features", replace(whole, features=False), RANK
    yield "crowds alone, no people's marks", replace(whole, people=False), RANK
    yield "people's marks alone, no crowds", replace(whole, crowd=False), RANK
    yield "no damage", replace(whole, damage=False), RANK
    yield "frozen base, heads alone", whole, 0


def taught(found: School, recipe: Recipe, rank: int, folder: Path) -> tuple[Judge, int]:
    """Return a reader after a course, and the number of its rows."""
    torch.manual_seed(recipe.seed)
    net = Net(deepcopy(found.encoder), 3, rank)
    rows = chosen(found.rows(recipe), "en")
    teach(net, batches(rows, recipe.seed), found.pad)
    tensors = bare(net.trained(), featured=recipe.features)
    write(folder / "reader.safetensors", tensors, _PLAIN)
    return load(folder / "reader.safetensors"), len(rows)


def figures(judge: Judge, shared: Path) -> Iterator[float]:
    """Yield the AUC of each kind of expressions-dev with two re-translations, and that of people's marks."""
    items = expressions(list(local(shared / EXPRESSIONS)), 2)
    said = by_words(judge, [(pair, places) for _, pair, places in items], only_candidates=True)
    for kind in _KINDS:
        yield auc(flat(words for (k, _, _), words in zip(items, said, strict=True) if k in (kind, "clean")))
    yield auc(flat(_marked(judge, shared)))


def _marked(judge: Judge, shared: Path) -> Iterator[Words]:
    rows = [one for one in held(shared / "data", 2) if one.pair.target_lang == "en"][::_EVERY]
    for one, (logits, _) in zip(rows, judge.logits([one.pair for one in rows]), strict=True):
        scored = zip(logits[:-1, 0], one.wrong, candidates(one.pair), strict=True)
        yield [(float(score), wrong) for score, wrong, alone in scored if alone]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.training.ablations", description=__doc__)
    parser.add_argument("--base", required=True, help="folder or hub id of the encoder")
    parser.add_argument("--shared", type=Path, required=True, help="folder that has data/")
    parser.add_argument("--lessons", type=int, default=6000)
    parser.add_argument("--write-results", action="store_true", help="write the table into eval/RESULTS.md")
    given = parser.parse_args()
    found, said = school(given.base, given.shared), StringIO()
    with redirect_stdout(said), TemporaryDirectory() as folder:
        print(f"{'course':34} {'rows':>5} " + " ".join(f"{k:>8}" for k in (*_KINDS, "people")))
        for name, recipe, rank in courses(given.lessons):
            judge, rows = taught(found, recipe, rank, Path(folder))
            line = f"{name:34} {rows:5} " + " ".join(f"{x:8.2f}" for x in figures(judge, given.shared))
            print(line)
            print(line, file=sys.stderr, flush=True)
    print(said.getvalue())
    if given.write_results:
        write_speed(
            "python -m eval.training.ablations --write-results", said.getvalue(), "of the reader's courses (AUC)"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
