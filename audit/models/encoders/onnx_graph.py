"""Writes an ONNX model as bytes: the few messages of the format that an encoder needs, so that no package is needed for it.

ONNX is protobuf; the field numbers are those of onnx.proto (ONNX IR version 8, operator set 17).
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

_IR, _OPSET = 8, 17
_MICROSOFT = "com.microsoft"  # the domain of ONNX Runtime's own operators
_TYPES = {"float32": 1, "uint8": 2, "int8": 3, "int32": 6, "int64": 7}
_VARINT, _BYTES, _FIXED32 = 0, 2, 5
_FLOAT, _INT, _STRING, _INTS = 1, 2, 3, 7  # kinds of attributes

Attribute = float | int | str | Sequence[int]


class Graph:
    """A model under construction. Values are known by name; `node` and `constant` return the names that they make."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: list[bytes] = []
        self._inputs: list[bytes] = []
        self._outputs: list[bytes] = []
        self._names = 0

    def input(self, name: str, kind: str, shape: Sequence[int | str]) -> str:
        """Declare an input; a dimension that varies has a name."""
        self._inputs.append(_value(name, kind, shape))
        return name

    def output(self, name: str, kind: str, shape: Sequence[int | str]) -> None:
        self._outputs.append(_value(name, kind, shape))

    def constant(self, array: NDArray[np.generic]) -> str:
        name = self._new()
        dims = b"".join(_number(1, size) for size in array.shape)
        data = np.ascontiguousarray(array).tobytes()
        self._constants.append(dims + _number(2, _TYPES[array.dtype.name]) + _text(8, name) + _field(9, data))
        return name

    def node(self, operator: str, *inputs: str, name: str = "", own: bool = False, **attributes: Attribute) -> str:
        """Add an operator with one output, called `name` if given; `own` is for ONNX Runtime's own operators."""
        return self.nodes(operator, inputs, [name or self._new()], own=own, **attributes)[0]

    def nodes(
        self, operator: str, inputs: Iterable[str], outputs: list[str], *, own: bool = False, **attributes: Attribute
    ) -> list[str]:
        """Add an operator with outputs of these names."""
        body = b"".join(_text(1, x) for x in inputs) + b"".join(_text(2, x) for x in outputs) + _text(4, operator)
        body += b"".join(_field(5, _attribute(key, x)) for key, x in attributes.items())
        self._nodes.append(body + (_text(7, _MICROSOFT) if own else b""))
        return outputs

    def serialized(self) -> bytes:
        """Return the model, as ONNX Runtime's InferenceSession takes it (under 2 GB)."""
        graph = b"".join(
            _field(number, item)
            for number, items in ((1, self._nodes), (5, self._constants), (11, self._inputs), (12, self._outputs))
            for item in items
        )
        sets = _field(8, _text(1, "") + _number(2, _OPSET)) + _field(8, _text(1, _MICROSOFT) + _number(2, 1))
        return _number(1, _IR) + _field(7, graph + _text(2, "encoder")) + sets

    def _new(self) -> str:
        self._names += 1
        return f"v{self._names}"


def _value(name: str, kind: str, shape: Sequence[int | str]) -> bytes:
    dims = b"".join(_field(1, _number(1, x) if isinstance(x, int) else _text(2, x)) for x in shape)
    tensor = _number(1, _TYPES[kind]) + _field(2, dims)
    return _text(1, name) + _field(2, _field(1, tensor))


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, str):
        return _text(1, name) + _text(4, value) + _number(20, _STRING)
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, _INT)
    if isinstance(value, float):
        return _text(1, name) + _key(2, _FIXED32) + np.float32(value).tobytes() + _number(20, _FLOAT)
    return _text(1, name) + b"".join(_number(8, x) for x in value) + _number(20, _INTS)


def _varint(number: int) -> bytes:
    number &= (1 << 64) - 1  # negative numbers stand as two's complement of 64 bits
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def _key(number: int, wire: int) -> bytes:
    return _varint(number << 3 | wire)


def _number(number: int, value: int) -> bytes:
    return _key(number, _VARINT) + _varint(value)


def _field(number: int, data: bytes) -> bytes:
    return _key(number, _BYTES) + _varint(len(data)) + data


def _text(number: int, text: str) -> bytes:
    return _field(number, text.encode())
