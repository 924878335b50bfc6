"""What a worker prints: its last lines, for the folded part of an error, and the log at debug level."""

from __future__ import annotations

import asyncio
import logging
from collections import deque

_log = logging.getLogger(__name__)

MAX_LINES = 40
MAX_LINE = 500


class LastLines(asyncio.Protocol):
    """Keeps the last lines that come out of a pipe, however long or broken they are. Lives on the event loop."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: deque[str] = deque(maxlen=MAX_LINES)
        self._open = b""
        self.closed = asyncio.Event()
        """Set when nothing more can come."""

    @property
    def text(self) -> str:
        """The lines, joined."""
        return "\n".join([*self._lines, *filter(None, [_readable(self._open)])])

    def data_received(self, data: bytes) -> None:
        """Bytes from the pipe."""
        *whole, rest = (self._open + data).split(b"\n")
        # A line without an end must not fill the memory.
        self._open = rest[:MAX_LINE]
        for line in whole:
            if text := _readable(line):
                self._lines.append(text)
                _log.debug("%s: %s", self._name, text)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio's signature)
        """The pipe is closed."""
        self.closed.set()


def _readable(line: bytes) -> str:
    return line[:MAX_LINE].decode("utf-8", "replace").rstrip()
