"""How fast the bundled encoder is, and how near its vectors are to those of the plain model.

Plain is a loop of transformers in float32 over batches of 32 in the order of the text. All run in one process on the same
sentences of NTREX, in turns, and the ratio is that of each turn.
"""

import gzip
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np

LANGUAGES = ("eng", "ukr", "deu", "zho", "ara", "pol", "tur")
RATE, AGREEMENT = 2.5, 0.99  # aims: times the plain loop's sentences a second, and the least cosine
_TURNS = 3


@dataclass(frozen=True, slots=True)
class Way:
    """One way of encoding: seconds of each turn, to load it and to find all in the cache, the least and the mean cosine with
    the plain vectors, of sentences and of tokens, and the mean after the plain vectors' mean is taken from both."""

    name: str
    seconds: tuple[float, ...]
    load: float = 0.0
    again: float = 0.0
    least: float = 1.0
    mean: float = 1.0
    centred: float = 1.0
    tokens: tuple[float, float] = (1.0, 1.0)


def sentences(shared: Path, count: int) -> list[str]:
    """Return so many sentences of NTREX, spread over it, each in another language than the one before."""
    with gzip.open(shared / "data" / "ntrex" / "ntrex13.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    step = max(len(rows) // count, 1)
    return [row["text"][lang] for row, lang in zip(rows[::step], cycle(LANGUAGES), strict=False)][:count]


def in_words(shared: Path, count: int) -> str:
    """Measure and return the table, or a line that says what is lacking."""
    from audit.models.translator import ModelError  # noqa: PLC0415

    try:
        return shown(encoders(shared, count), count, os.environ.get("OMP_NUM_THREADS", "all"))
    except (FileNotFoundError, ModelError) as e:
        return f"encoders: not measured: {e}"


def encoders(shared: Path, count: int) -> list[Way]:
    """Measure the plain loop, float32 and int8 over so many sentences."""
    from audit.models.encoders import bundled, plain  # noqa: PLC0415

    texts = sentences(shared, count)
    began = perf_counter()
    loop = plain.load()
    loads = [perf_counter() - began]
    ours = []
    for precision in ("float32", "int8"):
        began = perf_counter()
        ours.append(bundled.load(precision))
        loads.append(perf_counter() - began)
    ways: list[Callable[[Sequence[str]], Any]] = [loop, *(x.sentences for x in ours)]
    for way in ways:
        way(texts[:32])
    seconds: list[list[float]] = [[] for _ in ways]
    found: list[Any] = [None for _ in ways]
    for _ in range(_TURNS):
        for k, way in enumerate(ways):
            began = perf_counter()
            found[k] = way(texts)
            seconds[k].append(perf_counter() - began)
    vectors, rows = found[0]
    made = [Way("plain float32", tuple(seconds[0]), loads[0])]
    for k, encoder in enumerate(ours, 1):
        near = (vectors * found[k]).sum(1)
        states = [t.vectors for t in encoder.tokens(texts[:64])]
        made.append(Way(
            encoder.name.rpartition("+")[2], tuple(seconds[k]), loads[k], _again(encoder, texts), float(near.min()),
            float(near.mean()), _centred(vectors, found[k]), _nearest(states, rows),
        ))  # fmt: skip
    return made


def _centred(a: Any, b: Any) -> float:
    middle = a.mean(0)
    x, y = a - middle, b - middle
    return float(((x * y).sum(1) / np.linalg.norm(x, axis=1) / np.linalg.norm(y, axis=1)).mean())


def _nearest(states: Sequence[Any], rows: Sequence[Any]) -> tuple[float, float]:
    """Return the least and the mean, over tokens, of the cosine with the nearest row of the same text."""
    near = []
    for ours, plain in zip(states, rows, strict=False):
        unit = plain / np.linalg.norm(plain, axis=1, keepdims=True)
        near.append((ours @ unit.T).max(1))
    every = np.concatenate(near)
    return float(every.min()), float(every.mean())


def _again(encoder: Any, texts: Sequence[str]) -> float:
    """Return the seconds of a run that finds all in the cache."""
    from audit.models.cache import Cache  # noqa: PLC0415
    from audit.models.encoders.cached import CachedEncoder  # noqa: PLC0415

    with TemporaryDirectory(prefix="mtaudit-speed-") as folder:
        path = Path(folder, "cache.sqlite")
        for _ in range(2):
            cache = Cache(path)
            began = perf_counter()
            CachedEncoder(encoder, cache).sentences(texts)
            seconds = perf_counter() - began
            cache.close()
    return seconds


def shown(ways: Sequence[Way], count: int, cores: str) -> str:
    """Return the table, with the aims."""
    head = (
        "encoder",
        "sentences/s",
        "times",
        "least cosine",
        "mean",
        "centred",
        "tokens, least",
        "mean",
        "load s",
        "cached s",
    )
    lines = [
        f"multilingual-e5-small, {count} NTREX sentences in {len(LANGUAGES)} languages on {cores} cores, median of {_TURNS} turns:"
    ]
    lines.append(f"  {head[0]:<14}" + "".join(f"{x:>14}" for x in head[1:]))
    plain = ways[0]
    for way in ways:
        times = ratio(plain, way)
        figures = [f"{count / median(way.seconds):,.1f}", f"{times:.2f}", f"{way.least:.4f}", f"{way.mean:.4f}"]
        figures += [f"{way.centred:.4f}", *(f"{x:.4f}" for x in way.tokens), f"{way.load:.1f}", f"{way.again:.3f}"]
        lines.append(f"  {way.name:<14}" + "".join(f"{x:>14}" for x in figures))
    best = ways[-1]
    times = ratio(plain, best)
    lines.append(
        f"  int8 and plain: {times:.2f} times as fast ({_met(times, RATE)}), cosine {best.least:.4f} ({_met(best.least, AGREEMENT)})"
    )
    return "\n".join(lines)


def ratio(plain: Way, way: Way) -> float:
    """Return how many times as fast a way is, the median over the turns."""
    return median(a / b for a, b in zip(plain.seconds, way.seconds, strict=True))


def _met(value: float, aim: float) -> str:
    return f"{'met' if value >= aim else 'MISSED'}: at least {aim:g}"
