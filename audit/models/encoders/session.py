"""Runs an encoder's graph in ONNX Runtime, on all cores that the process may use."""

import os
from collections.abc import Callable
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
    """A graph of audit.models.encoders.bert with the look-up of its embeddings: a function from ids to (batch, length, hidden)."""

    def __init__(self, graph: bytes, embed: Embed, layers: int) -> None:
        import onnxruntime  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = cores()
        options.log_severity_level = 3
        # Threads that wait in a loop for the next product take the other processes' time.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._run: Any = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"]).run
        self._options = onnxruntime.RunOptions()
        self._options.only_execute_path_to_fetches = True  # the layers over the one that is asked for are not computed
        self._embed = embed
        self._layers = layers

    def states(self, ids: NDArray[np.int64], mask: NDArray[np.int32], layer: int) -> Vectors:
        """Return the states (batch, length, hidden) of a layer, -1 for the last."""
        name = f"h{layer if layer >= 0 else self._layers}"
        found: Vectors = self._run([name], {"embedded": self._embed(ids), "mask": mask}, self._options)[0]
        return found
