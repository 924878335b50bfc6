"""Reads little-endian values from an untrusted file within limits.

Lengths in the file are compared with what the file still holds before anything is read, so nothing is ever allocated
because the file says so. The header is buffered in chunks as far as it was parsed, and at most `MAX_HEADER_BYTES`.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

MAX_HEADER_BYTES = 32 * 1024 * 1024
"""The largest vocabularies known take about half of this."""

_CHUNK = 256 * 1024
_U64 = struct.Struct("<Q")


class BadHeader(ValueError):
    """The header breaks the format; the text says how, in words."""


class Truncated(BadHeader):
    """The file ends too early; `needed` is the size that it should have at least."""

    def __init__(self, needed: int) -> None:
        super().__init__("the file ends too early")
        self.needed = needed


class HeaderReader:
    """A cursor over the beginning of a file. Not thread-safe."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._size = size
        self._data = bytearray()
        self.position = 0

    def unpack(self, form: struct.Struct) -> int | float:
        """The next number."""
        start = self._advance(form.size)
        value: int | float = form.unpack_from(self._data, start)[0]
        return value

    def u64(self) -> int:
        """The next count or length."""
        start = self._advance(8)
        return int(_U64.unpack_from(self._data, start)[0])

    def text(self, limit: int) -> str:
        """The next string; one longer than `limit` bytes is an error, bytes that are no UTF-8 are replaced."""
        length = self.u64()
        if length > limit:
            raise BadHeader(f"a name of {length} bytes, more than {limit}")
        start = self._advance(length)
        return self._data[start : start + length].decode("utf-8", "replace")

    def short_text(self, limit: int) -> str:
        """The next string; "" where it is longer than `limit` bytes."""
        length = self.u64()
        start = self._advance(length)
        if length > limit:
            return ""
        return self._data[start : start + length].decode("utf-8", "replace")

    def skip(self, count: int) -> None:
        """Pass over bytes."""
        self._advance(count)

    def skip_texts(self, count: int) -> None:
        """Pass over so many strings; the one loop that runs a million times, so it is written for speed."""
        data, position, unpack = self._data, self.position, _U64.unpack_from
        for _ in range(count):
            end = position + 8
            if end > len(data):
                self._fill(end)
            position = end + unpack(data, position)[0]
        self._fill(position)
        self.position = position

    def expect(self, count: int, each: int) -> None:
        """Check that the file can hold `count` items of at least `each` bytes from here.

        Raises:
            Truncated: It cannot.
        """
        if count * each > self._size - self.position:
            raise Truncated(self.position + count * each)

    def _advance(self, count: int) -> int:
        start = self.position
        self._fill(start + count)
        self.position = start + count
        return start

    def _fill(self, end: int) -> None:
        if end > self._size:
            raise Truncated(end)
        if end > MAX_HEADER_BYTES:
            raise BadHeader(f"more than {MAX_HEADER_BYTES // 1024**2} MiB")
        while len(self._data) < end:
            chunk = self._stream.read(_CHUNK)
            if not chunk:  # the file shrank while it was read
                raise Truncated(end)
            self._data += chunk
