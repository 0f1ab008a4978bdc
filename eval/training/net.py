"""The reader's network in torch: a frozen encoder with low-rank adapters, and heads over words, gaps and the sentence.

Adapters after Hu et al. 2021, "LoRA": W + B A, with A and B alone trained. The base is computed in bfloat16 where it is frozen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from audit.models.reader.features import NAMES
from audit.models.reader.layout import PARTS
from eval.training.course import Drill

RANK, WIDE = 16, 96
GAPS = 0.3  # weight of the task of gaps
OUTPUTS = ("error", "major", "gap", "edit")
SENTENCE = ("wrong", "critical")
_ADAPTED = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Adapted(nn.Module):
    """A frozen linear layer with a trained difference of low rank."""

    def __init__(self, frozen: nn.Linear, rank: int) -> None:
        super().__init__()
        self.frozen = frozen
        self.a = nn.Parameter(torch.randn(rank, frozen.in_features) / sqrt(frozen.in_features))
        self.b = nn.Parameter(torch.zeros(frozen.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        low = nn.functional.linear(x, self.a.to(x.dtype))
        found: Tensor = self.frozen(x) + nn.functional.linear(low, self.b.to(x.dtype))
        return found


class Net(nn.Module):
    """`base` is a BertModel or XLMRobertaModel of transformers; its first `frozen` layers get no adapters."""

    def __init__(self, base: Any, frozen: int, rank: int = RANK) -> None:
        super().__init__()
        self.base = base.to(torch.bfloat16)
        for module in base.modules():  # each lesson is seen once: dropout would only cost time
            if isinstance(module, nn.Dropout):
                module.p = 0.0
        for parameter in base.parameters():
            parameter.requires_grad = False
        if rank:
            for layer in base.encoder.layer[frozen:]:
                for path in _ADAPTED:
                    owner, _, last = path.rpartition(".")
                    holder = layer.get_submodule(owner)
                    setattr(holder, last, Adapted(getattr(holder, last), rank))
        size = base.config.hidden_size
        self.part = nn.Parameter(torch.zeros(PARTS, size))
        self.counted = nn.Parameter(torch.zeros(len(NAMES), size))
        self.wide = nn.Linear(size + len(NAMES), WIDE)
        self.out = nn.Linear(WIDE, len(OUTPUTS))
        self.sentence = nn.Linear(size + 2, len(SENTENCE))

    def forward(self, batch: "Batch") -> tuple[Tensor, Tensor]:
        """Return logits of the words and closing tokens (batch, slots, OUTPUTS), and of the sentences (batch, SENTENCE)."""
        table = self.base.embeddings.word_embeddings
        x = table(batch.ids).float() + self.part[batch.parts] + batch.spread @ (batch.features @ self.counted)
        states = self.base(inputs_embeds=x.to(torch.bfloat16), attention_mask=batch.mask).last_hidden_state.float()
        slots = batch.mean @ states
        words = self.out(nn.functional.gelu(self.wide(torch.cat([slots, batch.features], -1))))
        real = batch.slots.unsqueeze(-1)
        errors = torch.where(real > 0, words[..., :1], -9.0)
        summary = torch.cat([errors.amax(1), (errors.sigmoid() * real).sum(1) / real.sum(1).clamp(min=1)], -1)
        return words, self.sentence(torch.cat([states[:, 0], summary], -1))

    def take(self, tensors: dict[str, Tensor]) -> None:
        """Set what `trained` returned."""
        own = dict(self.named_parameters())
        with torch.no_grad():
            for name, value in tensors.items():
                own[name if name in own else f"base.{name}"].copy_(value)

    def trained(self) -> dict[str, Tensor]:
        """Return what is shipped: adapters by the names of the layers that they change, and the heads."""
        found = {k: v for k, v in self.named_parameters() if v.requires_grad}
        return {k.removeprefix("base."): v.detach().clone().contiguous() for k, v in found.items()}


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of like length. `mean` (batch, slots, length) averages the tokens of a slot: the words, then the closing token;
    `spread` (batch, length, slots) gives each token its word. Labels are (batch, slots), -1 where unknown."""

    ids: Tensor
    parts: Tensor
    mask: Tensor
    features: Tensor
    mean: Tensor
    spread: Tensor
    slots: Tensor
    errors: Tensor
    weights: Tensor
    majors: Tensor
    gaps: Tensor
    edits: Tensor
    wrong: Tensor
    critical: Tensor


def batch(rows: Sequence[Drill], pad: int) -> Batch:
    """Put rows together."""
    length, slots = max(len(r.laid.ids) for r in rows), max(len(r.laid.places) for r in rows) + 1
    ids = np.full((len(rows), length), pad, np.int64)
    parts, mask = np.zeros_like(ids), np.zeros_like(ids)
    counted = np.zeros((len(rows), slots, len(NAMES)), np.float32)
    mean, spread = np.zeros((len(rows), slots, length), np.float32), np.zeros((len(rows), length, slots), np.float32)
    labels = np.full((5, len(rows), slots), -1, np.float32)
    real = np.zeros((len(rows), slots), np.float32)
    for n, row in enumerate(rows):
        laid, one, count = row.laid, row.lesson, len(row.laid.places)
        ids[n, : len(laid.ids)], parts[n, : len(laid.ids)], mask[n, : len(laid.ids)] = laid.ids, laid.parts, 1
        counted[n, :count] = row.features
        for k, (a, b) in enumerate(laid.places):
            if a < b:
                mean[n, k, a:b], spread[n, a:b, k] = 1 / (b - a), 1
        mean[n, count, laid.close] = 1
        real[n, :count] = 1
        for to, values in zip(labels, (one.errors, one.weights, one.majors, one.edits), strict=False):
            to[n, :count] = values[:count]
        labels[4, n, : count + 1] = one.gaps[: count + 1]
    wrong, critical = (torch.tensor([getattr(r.lesson, name) for r in rows]) for name in SENTENCE)
    errors, weights, majors, edits, gaps = map(torch.from_numpy, labels)
    whole = [torch.from_numpy(x) for x in (ids, parts, mask, counted, mean, spread, real)]
    return Batch(*whole, errors, weights, majors, gaps, edits, wrong, critical)  # type: ignore[call-arg]  # seven of them


def loss(words: Tensor, sentences: Tensor, given: Batch, gaps: float = GAPS) -> Tensor:
    """Return the sum of the tasks' losses, each a mean over what is known of it; `gaps` weighs that of the gaps."""
    quiet = torch.where(given.gaps >= 0, 1.0, 0.1 * (given.errors >= 0))  # a place without a known gap has seldom one
    return (
        _mean(words[..., 0], given.errors, given.weights)
        + 0.3 * _mean(words[..., 1], given.majors)
        + gaps * _mean(words[..., 2], given.gaps.clamp(min=0), quiet)
        + 0.3 * _mean(words[..., 3], given.edits)
        + 0.2 * _mean(sentences[:, 0], given.wrong)
        + 0.2 * _mean(sentences[:, 1], given.critical)
    )


def _mean(logits: Tensor, labels: Tensor, weights: Tensor | None = None) -> Tensor:
    known = (labels >= 0).float() * (1.0 if weights is None else weights)
    each = nn.functional.binary_cross_entropy_with_logits(logits, labels.clamp(min=0), reduction="none")
    return (each * known).sum() / known.sum().clamp(min=1)
