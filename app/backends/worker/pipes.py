"""The worker's end of the two pipes: blocking reads and writes of frames, and deltas that wait for a slow core."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Iterator
from typing import Any

from app.errors import FrameError
from app.framing import Frame, FrameDecoder, encode_frame
from app.types.generation import Delta, TextDelta, ThinkingDelta
from app.wire import to_wire

_READ_BYTES = 256 * 1024


def read_frames(fd: int) -> Iterator[Frame]:
    """Every frame that arrives until the other end closes.

    Raises:
        FrameError: The bytes are not frames, or the stream was cut off in the middle of one.
    """
    decoder = FrameDecoder()
    while data := os.read(fd, _READ_BYTES):
        yield from decoder.feed(data)
    if decoder.pending:
        raise FrameError("A message between Tektra's processes was cut off.")


class FrameWriter:
    """Writes whole frames from any thread."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._lock = threading.Lock()
        self._poll = select.poll()
        self._poll.register(fd, select.POLLOUT)

    def send(self, header: dict[str, Any]) -> None:
        """Write one frame; waits while the pipe is full.

        Raises:
            OSError: The other end is gone.
        """
        data = memoryview(encode_frame(header))
        with self._lock:
            while data:
                data = data[os.write(self._fd, data) :]

    def ready(self) -> bool:
        """Whether a small frame would go out at once."""
        return bool(self._poll.poll(0))


class DeltaSender:
    """Sends the deltas of one request. Belongs to the engine's thread.

    While the pipe is full they wait and texts are joined, so that the engine goes on and the core, once it reads again,
    is not flooded.
    """

    def __init__(self, writer: FrameWriter, request_id: int) -> None:
        self._writer = writer
        self._id = request_id
        self._waiting: list[Delta] = []

    def emit(self, delta: Delta) -> None:
        """Send a delta now if the pipe takes it, otherwise with a later one."""
        if self._waiting and (joined := _joined(self._waiting[-1], delta)):
            self._waiting[-1] = joined
        else:
            self._waiting.append(delta)
        if self._writer.ready():
            self.flush()

    def flush(self) -> None:
        """Send what waits, however long it takes."""
        if self._waiting:
            deltas, self._waiting = self._waiting, []  # what cannot be sent is not tried again
            self._writer.send({"id": self._id, "deltas": [to_wire(delta, Delta) for delta in deltas]})


def _joined(last: Delta, delta: Delta) -> Delta | None:
    """Two texts of one answer as one; None for what does not belong together."""
    if isinstance(last, TextDelta) and isinstance(delta, TextDelta) and last.choice == delta.choice:
        logprobs = last.logprobs + delta.logprobs
        return TextDelta(last.text + delta.text, last.tokens + delta.tokens, last.choice, logprobs)
    if isinstance(last, ThinkingDelta) and isinstance(delta, ThinkingDelta) and last.choice == delta.choice:
        return ThinkingDelta(last.text + delta.text, last.tokens + delta.tokens, last.choice)
    return None
