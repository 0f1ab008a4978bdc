"""What a course needs: the encoder, the crowds that may be learned from, batches, and the loop over them."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch

from audit.models.reader.features import NAMES
from audit.models.reader.layout import Library
from eval.training.course import Drill, Recipe, drills, lessons, usable
from eval.training.crowds import Crowd
from eval.training.net import GAPS, Net, batch, loss
from eval.training.placing import Stock
from eval.training.split import measured
from eval.training.stock import gathered

ADAPTERS, _HEADS = 8e-4, 2e-3  # rates
_WARM = 60  # steps until the full rate
_SAVE = 100  # steps between two states that a course can go on from
_TOKENS = 1800  # of a batch
_SUPPORT = NAMES.index("same beginning")


@dataclass(frozen=True, slots=True)
class School:
    """An encoder with its tokenizer, and what lessons are made of; `taboo` are marks of sentences of measuring sets."""

    encoder: Any
    tokenizer: Library
    data: Path
    crowd: Sequence[Crowd]
    taboo: set[bytes]
    stock: Stock

    def rows(self, recipe: Recipe) -> list[Drill]:
        """Draw the lessons of a recipe, as rows."""
        made = lessons(self.data, self.crowd, self.taboo, self.stock, recipe)
        found = list(drills(made, self.tokenizer, recipe))
        say(f"{len(found)} rows, {sum(len(r.laid.ids) for r in found)} tokens")
        return found

    @property
    def pad(self) -> int:
        """The id that fills up short rows."""
        return int(self.encoder.config.pad_token_id)


def school(base: str, shared: Path, layers: int = 0) -> School:
    """Open an encoder of the hub, or of a folder, by its first layers where a number is given, and gather what may be learned from."""
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415  (slow to import)

    less = {"num_hidden_layers": layers} if layers else {}
    encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager", **less)
    made = AutoTokenizer.from_pretrained(base)
    limit = min(512, encoder.config.max_position_embeddings)
    tokenizer = Library(made.backend_tokenizer, made.cls_token_id, made.sep_token_id, limit)
    taboo = measured(shared)
    crowd = usable(shared / "data", taboo)
    stock = gathered(crowd, tokenizer, encoder.embeddings.word_embeddings.weight.detach().numpy())
    say(f"{len(crowd)} sources; {len(taboo)} sentences of measuring sets are left out")
    return School(encoder, tokenizer, shared / "data", crowd, taboo, stock)


def chosen(drawn: Sequence[Drill], into: str = "", supported: float = 1.0) -> list[Drill]:
    """Return the rows into one language, where one is named, with words that a re-translation has weighed anew."""
    found = [r for r in drawn if not into or (r.lesson.pair.target_lang == into and (r.lesson.errors >= 0).any())]
    for row in found:
        row.lesson.weights[: len(row.features)][row.features[:, _SUPPORT] > 0] *= supported
    return found


def batches(drawn: Sequence[Drill], seed: int) -> list[list[Drill]]:
    """Return rows of like length together, the batches shuffled."""
    rng = Random(seed)
    order = sorted(drawn, key=lambda r: len(r.laid.ids) + rng.random() * 12)
    found: list[list[Drill]] = [[]]
    for row in order:
        if found[-1] and len(row.laid.ids) * (len(found[-1]) + 1) > _TOKENS:
            found.append([])
        found[-1].append(row)
    rng.shuffle(found)
    return found


def teach(
    net: Net,
    plan: Sequence[Sequence[Drill]],
    pad: int,
    rate: float = ADAPTERS,
    state: Path | None = None,
    gaps: float = GAPS,
) -> None:
    """Train a network on batches, once; with `state`, a file from which an interrupted course goes on."""
    heads = [p for n, p in net.named_parameters() if p.requires_grad and not n.startswith("base.")]
    adapters = [p for n, p in net.named_parameters() if p.requires_grad and n.startswith("base.")]
    groups = [{"params": part, "lr": top} for part, top in ((adapters, rate), (heads, _HEADS)) if part]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    tops = [group["lr"] for group in optimiser.param_groups]
    begin = _resumed(net, optimiser, state) if state and state.exists() else 0
    net.train()
    started, total = time.monotonic(), 0.0
    for step, rows in enumerate(plan[begin:], begin):
        for group, top in zip(optimiser.param_groups, tops, strict=True):
            group["lr"] = top * min(1, (step + 1) / _WARM) * max(0.03, 1 - step / len(plan))
        one = batch(list(rows), pad)
        words, sentences = net(one)
        value = loss(words, sentences, one, gaps)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*heads, *adapters], 1.0)
        optimiser.step()
        optimiser.zero_grad()
        total += value.item()
        if (step + 1) % _SAVE == 0:
            say(f"{step + 1}/{len(plan)} loss {total / _SAVE:.4f} {time.monotonic() - started:.0f} s")
            total = 0.0
            if state:
                _save(net, optimiser, step + 1, state)


def _resumed(net: Net, optimiser: torch.optim.Optimizer, state: Path) -> int:
    saved = torch.load(state, weights_only=True)
    net.load_state_dict(saved["net"], strict=False)
    optimiser.load_state_dict(saved["optimiser"])
    say(f"goes on at step {saved['step']}")
    return int(saved["step"])


def _save(net: Net, optimiser: torch.optim.Optimizer, step: int, state: Path) -> None:
    trained = {name: value.detach() for name, value in net.named_parameters() if value.requires_grad}
    torch.save({"net": trained, "optimiser": optimiser.state_dict(), "step": step}, state)


def say(text: str) -> None:
    """Tell how far a course is."""
    print(text, file=sys.stderr, flush=True)
