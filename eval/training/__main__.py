"""`python -m eval.training OUT`: trains the reader; `--help` lists the settings. An interrupted course goes on where it was."""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import torch

from audit.models.reader.features import NAMES
from audit.models.reader.layout import Library
from eval.training.course import Drill, Recipe, drills, lessons, usable
from eval.training.net import RANK, Net, batch, loss
from eval.training.split import measured, write_marks
from eval.training.stock import gathered

_WARM = 60  # steps until the full rate
_SAVE = 100  # steps between two states that a course can go on from
_TOKENS = 1800  # of a batch
_RATES = 8e-4, 2e-3  # adapters, heads
SUPPORT = NAMES.index("same beginning")


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
    parser.add_argument("--start", type=Path, help="reader.pt of an earlier course to go on from")
    parser.add_argument(
        "--into", default="", help="only crowds and marks of translations into this language, no further tasks"
    )
    parser.add_argument(
        "--supported", type=float, default=1.0, help="factor of the weight of words that a re-translation has"
    )
    parser.add_argument("--rate", type=float, default=_RATES[0], help="of the adapters (default: %(default)s)")
    parser.add_argument(
        "--average", action="store_true", help="keep the mean of the weights of --start and those at the end"
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
    recipe = Recipe(given.lessons, given.seed, given.crowd, given.people, given.damage, given.features)
    torch.manual_seed(given.seed)
    base, tokenizer = _base(given.base)
    rows = _rows(given.shared, base, tokenizer, recipe, given.out)
    net = Net(base, given.frozen, given.rank).to(given.device)
    if given.start:
        net.take(torch.load(given.start, weights_only=True))
    batches = _batches(_chosen(rows, given.into, given.supported), given.seed)[: given.steps or None]
    (given.out / "recipe.json").write_text(json.dumps(asdict(recipe) | {"base": given.base, "rank": given.rank}))
    _train(net, batches, base.config.pad_token_id, given)
    torch.save(_kept(net.trained(), given), given.out / "reader.pt")
    return 0


def _kept(ended: dict[str, Any], given: argparse.Namespace) -> dict[str, Any]:
    """The mean of where the course began and where it ended doubts people's translations less than either (Wortsman et al. 2022)."""
    if not (given.average and given.start):
        return ended
    began = torch.load(given.start, weights_only=True)
    return {name: (began[name].float() + ended[name].float()) / 2 for name in ended}


def _base(name: str) -> tuple[Any, Library]:
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415  (slow to import)

    base = AutoModel.from_pretrained(name, add_pooling_layer=False, attn_implementation="eager")
    made = AutoTokenizer.from_pretrained(name)
    limit = min(512, base.config.max_position_embeddings)
    return base, Library(made.backend_tokenizer, made.cls_token_id, made.sep_token_id, limit)


def _rows(shared: Path, base: Any, tokenizer: Library, recipe: Recipe, out: Path) -> list[Drill]:
    taboo = measured(shared)
    crowd = usable(shared / "data", taboo)
    stock = gathered(crowd, tokenizer, base.embeddings.word_embeddings.weight.detach().numpy())
    _say(f"{len(crowd)} sources; {len(taboo)} sentences of measuring sets are left out")
    made = lessons(shared / "data", crowd, taboo, stock, recipe)
    learned = (one.pair.source for one in made if one.pair.source)
    write_marks(out / "sources.bin", (*learned, *(one.source for one in crowd)))
    found = list(drills(made, tokenizer, recipe))
    _say(f"{len(found)} rows, {sum(len(r.laid.ids) for r in found)} tokens")
    return found


def _chosen(rows: list[Drill], into: str, supported: float) -> list[Drill]:
    """The rows into one language, where one is named, with words that a re-translation has weighed anew."""
    found = [r for r in rows if not into or (r.lesson.pair.target_lang == into and (r.lesson.errors >= 0).any())]
    for row in found:
        row.lesson.weights[: len(row.features)][row.features[:, SUPPORT] > 0] *= supported
    return found


def _batches(rows: list[Drill], seed: int) -> list[list[Drill]]:
    """Rows of like length together, the batches shuffled."""
    rng = Random(seed)
    order = sorted(rows, key=lambda r: len(r.laid.ids) + rng.random() * 12)
    found: list[list[Drill]] = [[]]
    for row in order:
        if found[-1] and len(row.laid.ids) * (len(found[-1]) + 1) > _TOKENS:
            found.append([])
        found[-1].append(row)
    rng.shuffle(found)
    return found


def _train(net: Net, batches: list[list[Drill]], pad: int, given: argparse.Namespace) -> None:
    heads = [p for n, p in net.named_parameters() if p.requires_grad and not n.startswith("base.")]
    adapters = [p for n, p in net.named_parameters() if p.requires_grad and n.startswith("base.")]
    groups: list[dict[str, Any]] = [{"params": heads, "lr": _RATES[1]}]
    if adapters:
        groups.insert(0, {"params": adapters, "lr": given.rate})
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    tops = [g["lr"] for g in groups]
    state = given.out / "state.pt"
    begin = 0
    if state.exists():
        saved = torch.load(state, weights_only=True)
        net.load_state_dict(saved["net"], strict=False)
        optimiser.load_state_dict(saved["optimiser"])
        begin = saved["step"]
        _say(f"goes on at step {begin}")
    net.train()
    started, total = time.monotonic(), 0.0
    for step, rows in enumerate(batches[begin:], begin):
        for group, top in zip(optimiser.param_groups, tops, strict=True):
            group["lr"] = top * min(1, (step + 1) / _WARM) * max(0.03, 1 - step / len(batches))
        one = batch(rows, pad)
        words, sentences = net(one)
        value = loss(words, sentences, one)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*heads, *adapters], 1.0)
        optimiser.step()
        optimiser.zero_grad()
        total += value.item()
        if (step + 1) % _SAVE == 0:
            _say(f"{step + 1}/{len(batches)} loss {total / _SAVE:.4f} {time.monotonic() - started:.0f} s")
            total = 0.0
            trained = {name: value.detach() for name, value in net.named_parameters() if value.requires_grad}
            torch.save({"net": trained, "optimiser": optimiser.state_dict(), "step": step + 1}, state)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
