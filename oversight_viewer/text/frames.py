"""How the application and its text worker speak: JSON objects, each after its length as four bytes, big end first."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">I")
LONGEST_FRAME = 128 * 1024 * 1024  # bytes


def write_frame(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Write one object and flush.

    Raises:
        ValueError: If the object is longer than a frame may be.
        OSError: If the other side is gone.
    """
    data = json.dumps(message).encode("ascii")
    if len(data) > LONGEST_FRAME:
        raise ValueError("the message is too long")
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def _read_exactly(stream: BinaryIO, length: int) -> bytes | None:
    parts = []
    while length:
        part = stream.read(length)
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def read_frame(stream: BinaryIO) -> dict[str, Any] | None:
    """Read one object; None when the other side is gone or does not speak this language."""
    head = _read_exactly(stream, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    data = _read_exactly(stream, length) if length <= LONGEST_FRAME else None
    if data is None:
        return None
    message = json.loads(data)
    return message if isinstance(message, dict) else None
