"""A part of a graph: only what leads to one of its outputs.

The runtime computes all nodes of a graph whatever is asked of it, so a part that is wanted alone is opened alone. The
package that edits graphs is not needed for that: a graph is a list of fields in the format of protocol buffers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_GRAPH = 7
"""Field of a model that holds its graph."""

_NODE, _CONSTANT, _OUTPUT, _VALUE = 1, 5, 12, 13
"""Fields of a graph; inputs and names stay as they are."""

_NODE_INPUT, _NODE_OUTPUT, _VALUE_NAME, _CONSTANT_NAME = 1, 2, 1, 8
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a message: its number, all of its bytes, and those of its value where it is no number."""

    number: int
    whole: bytes
    value: bytes

    def strings(self, number: int) -> list[str]:
        """Return the strings that the message in this field has under a number."""
        return [field.value.decode() for field in _fields(self.value) if field.number == number]


def leading_to(model: bytes, output: str) -> bytes:
    """Return the model with only the nodes and constants that one output of its graph needs, and that output alone.

    Raises ValueError if the graph has no such output, or the bytes are no model.
    """
    return b"".join(
        _framed(field, _part(field.value, output)) if field.number == _GRAPH else field.whole
        for field in _fields(model)
    )


def _part(graph: bytes, output: str) -> bytes:
    fields = list(_fields(graph))
    if not any(f.number == _OUTPUT and output in f.strings(_VALUE_NAME) for f in fields):
        raise ValueError(f"the graph has no output {output!r}")
    needed, kept = {output}, set[int]()
    # Nodes stand behind those that they read from.
    for n, field in reversed(list(enumerate(fields))):
        if field.number == _NODE and not needed.isdisjoint(field.strings(_NODE_OUTPUT)):
            needed.update(field.strings(_NODE_INPUT))
            kept.add(n)
    names = {_CONSTANT: _CONSTANT_NAME, _VALUE: _VALUE_NAME}
    parts = []
    for n, field in enumerate(fields):
        if field.number == _NODE:
            stays = n in kept
        elif field.number == _OUTPUT:
            stays = output in field.strings(_VALUE_NAME)
        else:
            stays = field.number not in names or not needed.isdisjoint(field.strings(names[field.number]))
        if stays:
            parts.append(field.whole)
    return b"".join(parts)


def _fields(message: bytes) -> Iterator[_Field]:
    at = 0
    while at < len(message):
        start = at
        tag, at = _varint(message, at)
        kind, begin = tag & 7, at
        if kind == _VARINT:
            _, at = _varint(message, at)
        elif kind == _BYTES:
            length, begin = _varint(message, at)
            at = begin + length
        elif kind in (_FIXED64, _FIXED32):
            at += 8 if kind == _FIXED64 else 4
        else:
            raise ValueError(f"no model: a field of kind {kind} at byte {start}")
        if at > len(message):
            raise ValueError(f"no model: the field at byte {start} is cut off")
        yield _Field(tag >> 3, message[start:at], message[begin:at] if kind == _BYTES else b"")


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """Return a number and where it ends: seven bits a byte, the lowest first, the eighth says that more follow."""
    found = shift = 0
    while True:
        if at >= len(message):
            raise ValueError("no model: a number is cut off")
        byte = message[at]
        found |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return found, at


def _framed(field: _Field, value: bytes) -> bytes:
    length, rest = b"", len(value)
    while rest >= 0x80:
        length, rest = length + bytes([rest & 0x7F | 0x80]), rest >> 7
    # A field under 16 has a tag of one byte.
    return field.whole[:1] + length + bytes([rest]) + value
