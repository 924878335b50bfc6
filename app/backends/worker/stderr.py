"""What a worker prints: its last lines, for the folded part of an error, and the log at debug level."""

from __future__ import annotations

import asyncio
import logging
from collections import deque

_log = logging.getLogger(__name__)

MAX_LINES = 40
MAX_LINE = 500
_READ_BYTES = 16 * 1024


class LastLines:
    """Keeps the last lines of a stream, however long or broken they are. Lives on the event loop."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: deque[str] = deque(maxlen=MAX_LINES)
        self._open = b""

    async def read(self, stream: asyncio.StreamReader | None) -> None:
        """Take everything until the stream ends."""
        while stream and (data := await stream.read(_READ_BYTES)):
            *whole, rest = (self._open + data).split(b"\n")
            for line in whole:
                self._keep(line)
            # A line without an end must not fill the memory.
            self._open = rest[:MAX_LINE]
        self._keep(self._open)
        self._open = b""

    @property
    def text(self) -> str:
        """The lines, joined."""
        return "\n".join(self._lines)

    def _keep(self, line: bytes) -> None:
        text = line[:MAX_LINE].decode("utf-8", "replace").rstrip()
        if text:
            self._lines.append(text)
            _log.debug("%s: %s", self._name, text)
