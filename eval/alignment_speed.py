"""How long sentence alignment takes, and how much memory, on vectors that are given: each run in a process of its own."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audit.align.sentences import align
from corpora.document import Segment
from eval.section import Row, Table

SIZES = (1_000, 5_000, 20_000)
_PEERS_MOST = 1_000  # sentences a peer is given: at 5,000 they take minutes
_DIMENSION = 384
_NOISE = 0.6  # length of what a translation's vector adds to its source's
_LONGEST = 600  # seconds


def speed(peers: Sequence[str]) -> Table:
    """Measure ourselves at all sizes, and the peers that are installed at the smallest."""
    jobs = [("mtaudit", size) for size in SIZES]
    jobs += [(name, size) for name in peers if find_spec(name) for size in SIZES if size <= _PEERS_MOST]
    columns = ("aligner", "sentences a side", "seconds", "sentences a second", "MB at most", "linked right")
    note = (
        "Random vectors of length 1 and 384 numbers, one in twenty sentences dropped; time without making them. The memory is that "
        "of the whole process, vectors, texts and Python included; the peers encode joined sentences as they ask for them."
    )
    return Table("speed on given vectors", columns, tuple(_line(*job) for job in jobs), note)


def _line(name: str, size: int) -> Row:
    command = [sys.executable, "-m", "eval.alignment_speed", name, str(size)]
    one_core = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }  # small products gain nothing by more
    ended = subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST, check=True, env=one_core)
    figures = json.loads(ended.stdout)
    seconds = float(figures["seconds"])
    return name, size, seconds, round(size / seconds), round(figures["megabytes"]), float(figures["right"])


class _Made:
    """Texts whose words are numbers, with a vector for each and, for joined ones, the sum of them."""

    def __init__(self, size: int) -> None:
        random = np.random.default_rng(size)
        self.vectors = random.standard_normal((size, _DIMENSION)).astype(np.float32)
        other = self.vectors + _NOISE * random.standard_normal(self.vectors.shape).astype(np.float32)
        self.both: dict[str, NDArray[np.float32]] = {"s": self.vectors, "t": other}
        kept = random.random((2, size)) > 0.05
        self.source = [f"s{i}" for i in range(size) if kept[0, i]]
        self.target = [f"t{i}" for i in range(size) if kept[1, i]]

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        made = np.zeros((len(texts), _DIMENSION), np.float32)
        for k, text in enumerate(texts):
            for word in text.split():
                if word[0] in self.both:  # a peer fills its table with a word of its own
                    made[k] += self.both[word[0]][int(word[1:])]
        length = np.linalg.norm(made, axis=1, keepdims=True)
        return np.asarray(made / np.where(length > 0, length, 1), np.float32)


def measure(name: str, size: int) -> dict[str, float]:
    """Align once; return seconds, megabytes of the process at most, and the share of right one-to-one links."""
    made = _Made(size)
    source, target = made.source, made.target
    if name == "mtaudit":
        segments = [[Segment(text, 0, 0) for text in side] for side in (source, target)]
        began = perf_counter()
        links = align(segments[0], segments[1], same_language=False, encode=made)
        seconds = perf_counter() - began
        said = {(source[x.source[0]], target[x.target[0]]) for x in links if _single(x.source) and _single(x.target)}
    else:
        module: Any = import_module(name)
        began = perf_counter()
        found = module.align(source, target, encoder=made, alignment_max_size=5)
        seconds = perf_counter() - began
        said = {(one.src_sentences[0], one.tgt_sentences[0]) for one in found.alignments if _pair(one)}
    right = sum(a[1:] == b[1:] for a, b in said) / max(len({a[1:] for a in source} & {b[1:] for b in target}), 1)
    most = _peak() / 1024
    return {"seconds": seconds, "megabytes": most, "right": right}


def _peak() -> float:
    """Kilobytes that this process held at most; `ru_maxrss` would count what its parent held before it began."""
    status = Path("/proc/self/status")
    if status.exists():
        return float(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1])
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _single(place: tuple[int, int]) -> bool:
    return place[1] - place[0] == 1


def _pair(one: Any) -> bool:
    return len(one.src_sentences) == len(one.tgt_sentences) == 1


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
