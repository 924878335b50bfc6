"""The one codec of length-prefixed frames, for the local socket and for worker pipes.

A frame is two big-endian 32-bit lengths, a JSON object (the header) and a binary payload. No I/O here: bytes in, frames
out. Malformed and oversized frames raise `FrameError`; after that a decoder is unusable, because nothing says where the
next frame starts.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.errors import FrameError

PROTOCOL_VERSION = 2
"""Raised when the meaning of a frame changes; both sides say theirs in the hello."""
MAX_HEADER_BYTES = 32 * 1024 * 1024
MAX_PAYLOAD_BYTES = 256 * 1024 * 1024

_LENGTHS = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: a JSON object and a binary payload, which is usually empty."""

    header: dict[str, Any]
    payload: bytes = b""


def encode_frame(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """The bytes of one frame.

    Raises:
        FrameError: The header or the payload exceeds its limit, or the header is not JSON-able.
    """
    try:
        head = json.dumps(header, separators=(",", ":")).encode("ascii")
    except (TypeError, ValueError) as exc:
        raise FrameError("A message could not be encoded.", detail=str(exc)) from exc
    _check_lengths(len(head), len(payload))
    return _LENGTHS.pack(len(head), len(payload)) + head + payload


class FrameDecoder:
    """Collects bytes and yields whole frames. Not thread-safe: one reader owns it."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Add bytes that arrived and yield every frame that is now complete.

        Raises:
            FrameError: The lengths exceed the limits or the header is not a JSON object.
        """
        self._buffer += data
        while len(self._buffer) >= _LENGTHS.size:
            head_len, payload_len = _LENGTHS.unpack_from(self._buffer)
            _check_lengths(head_len, payload_len)
            end = _LENGTHS.size + head_len + payload_len
            if len(self._buffer) < end:
                return
            head = bytes(self._buffer[_LENGTHS.size : _LENGTHS.size + head_len])
            payload = bytes(self._buffer[_LENGTHS.size + head_len : end])
            del self._buffer[:end]
            yield Frame(_parse_header(head), payload)

    @property
    def pending(self) -> int:
        """Bytes of an incomplete frame; more than 0 at end of stream means that it was cut off."""
        return len(self._buffer)


def _check_lengths(head: int, payload: int) -> None:
    if not 0 < head <= MAX_HEADER_BYTES or payload > MAX_PAYLOAD_BYTES:
        raise FrameError(
            "A message between Tektra's processes is too large or damaged.",
            hint="Send less text or a smaller file at once.",
            detail=f"header {head} bytes of {MAX_HEADER_BYTES}, payload {payload} bytes of {MAX_PAYLOAD_BYTES}",
        )


def _parse_header(head: bytes) -> dict[str, Any]:
    try:
        header = json.loads(head)
    except ValueError as exc:
        raise FrameError("A message between Tektra's processes is damaged.", detail=str(exc)) from exc
    if not isinstance(header, dict):
        raise FrameError("A message between Tektra's processes is damaged.", detail="the header is not a JSON object")
    return header
