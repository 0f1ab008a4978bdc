"""Runs an encoder's graph in ONNX Runtime, on all cores that the process may use."""

import os
from collections.abc import Callable
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audit.models.encoders.encoder import Vectors

Embed = Callable[[NDArray[np.int64]], Vectors]


def cores() -> int:
    """Return how many threads to use: OMP_NUM_THREADS, else the cores that this process may use."""
    given = os.environ.get("OMP_NUM_THREADS", "")
    if given.isdigit() and int(given):
        return int(given)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Session:
    """Graphs of audit.models.encoders.bert with the look-up of embeddings: a function from ids to (batch, length, hidden).

    `graph` makes the graph of so many layers; one that ends in the middle is made when it is first asked for. Each batch is
    computed by one thread, so that several go side by side: on two cores faster than the threads of one product.
    """

    def __init__(self, graph: Callable[[int], bytes], embed: Embed, layers: int) -> None:
        self._graph = graph
        self._embed = embed
        self._layers = layers
        self._runs: dict[int, Any] = {}
        self._lock = Lock()
        self._of(layers)

    def states(self, ids: NDArray[np.int64], mask: NDArray[np.int32], layer: int) -> Vectors:
        """Return the states (batch, length, hidden) of a layer, -1 for the last. May be called by several threads at once."""
        return self.embedded(self._embed(ids), mask, layer)

    def embedded(self, rows: Vectors, mask: NDArray[np.int32], layer: int = -1) -> Vectors:
        """As `states`, from embeddings (batch, length, hidden) that were looked up already."""
        given = {"embedded": rows, "mask": mask}
        found: Vectors = self._of(layer if layer >= 0 else self._layers)(["states"], given)[0]
        return found

    def _of(self, layers: int) -> Any:
        with self._lock:
            if layers not in self._runs:
                self._runs[layers] = _session(self._graph(layers))
            return self._runs[layers]


def _session(graph: bytes) -> Any:
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"]).run
