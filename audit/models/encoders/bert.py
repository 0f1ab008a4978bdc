"""BERT's encoder as an ONNX graph, from its weights: BERT, RoBERTa and XLM-RoBERTa differ only in what comes before it.

Embeddings are looked up outside the graph, so that the largest table of a multilingual model can stay where and as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.models.encoders.onnx_graph import Graph

Array = NDArray[np.float32]
_LEAST = 1e-9  # no row is divided by nothing
_STEPS = 127.0  # of int8 on either side of zero; the activations' uint8 has its zero at 128


@dataclass(frozen=True, slots=True)
class Shape:
    layers: int
    hidden: int
    heads: int
    epsilon: float


def encoder(weights: Mapping[str, Array], shape: Shape, precision: str) -> bytes:
    """Return the model: inputs "embedded" (batch, length, hidden) and "mask" (batch, length; int32, 1 for a token), output
    "states" (batch, length, hidden) of the last layer; without layers, the normalised embeddings.

    `weights` has the names of transformers' BertModel. With "int8" each weight matrix has a scale for each output, each token's
    activations a scale of their own at every product: a vector then does not depend on the other texts of its batch.
    """
    graph = Graph()
    dims = ("batch", "length", shape.hidden)
    graph.input("embedded", "float32", dims)
    graph.input("mask", "int32", dims[:2])
    product = _int8 if precision == "int8" else _float32

    def linear(x: str, *names: str) -> str:
        matrix = np.concatenate([weights[f"{name}.weight"] for name in names])
        return product(graph, x, matrix, np.concatenate([weights[f"{name}.bias"] for name in names]))

    def norm(x: str, name: str) -> str:
        constants = [graph.constant(weights[f"{name}.{part}"]) for part in ("weight", "bias")]
        return graph.node("LayerNormalization", x, *constants, axis=-1, epsilon=shape.epsilon)

    thirds = graph.constant(np.array([shape.hidden] * 3, np.int64))
    given = graph.node("Shape", "embedded")
    rows = graph.node("Reshape", "embedded", graph.constant(np.array([-1, shape.hidden], np.int64)))
    x = norm(rows, "embeddings.LayerNorm")
    for i in range(shape.layers):
        layer = f"encoder.layer.{i}"
        joined = linear(x, *(f"{layer}.attention.self.{part}" for part in ("query", "key", "value")))
        query, key, value = graph.nodes("Split", [joined, thirds], [f"{part}{i}" for part in ("q", "k", "w")], axis=-1)
        query, key, value = (graph.node("Reshape", part, given) for part in (query, key, value))
        seen = graph.node("MultiHeadAttention", query, key, value, "", "mask", own=True, num_heads=shape.heads)
        seen = graph.node("Reshape", seen, graph.constant(np.array([-1, shape.hidden], np.int64)))
        x = norm(
            graph.node("Add", linear(seen, f"{layer}.attention.output.dense"), x), f"{layer}.attention.output.LayerNorm"
        )
        wide = graph.node("Gelu", linear(x, f"{layer}.intermediate.dense"), own=True)
        x = norm(graph.node("Add", linear(wide, f"{layer}.output.dense"), x), f"{layer}.output.LayerNorm")
    graph.node("Reshape", x, given, name="states")
    graph.output("states", "float32", dims)
    return graph.serialized()


def _float32(graph: Graph, x: str, matrix: Array, bias: Array) -> str:
    return graph.node("Add", graph.node("MatMul", x, graph.constant(matrix.T)), graph.constant(bias))


def _int8(graph: Graph, x: str, matrix: Array, bias: Array) -> str:
    zero = graph.constant(np.array(128, np.uint8))
    scale = np.maximum(np.abs(matrix).max(1), _LEAST) / np.float32(_STEPS)
    whole = np.rint(matrix / scale[:, None]).astype(np.int8)
    high = graph.node("ReduceMax", x, axes=[-1], keepdims=1)
    low = graph.node("Neg", graph.node("ReduceMin", x, axes=[-1], keepdims=1))
    largest = graph.node("Max", high, low, graph.constant(np.array(_LEAST, np.float32)))
    step = graph.node("Mul", largest, graph.constant(np.array(1 / _STEPS, np.float32)))
    steps = graph.node("Reshape", step, graph.constant(np.array([-1], np.int64)))
    zeros = graph.node("Expand", zero, graph.node("Shape", steps))
    coarse = graph.node("QuantizeLinear", x, steps, zeros, axis=0)
    one = graph.constant(np.array(1, np.float32))
    found = graph.node(
        "MatMulIntegerToFloat", coarse, graph.constant(whole.T), one, graph.constant(scale), zero, own=True
    )
    return graph.node("Add", graph.node("Mul", found, step), graph.constant(bias))
