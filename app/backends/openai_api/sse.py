"""Server-sent events from the bytes of a response, within limits. Pure: bytes in, data out."""

from __future__ import annotations

from app.backends.openai_api.problems import bad_reply

MAX_EVENT = 16 * 1024 * 1024
"""Bytes of one event; a server that sends more is broken, or wants our memory."""
DONE = "[DONE]"
"""The data of OpenAI's last event."""


class EventReader:
    """Finds the data of events, whatever their names; comments, names, ids and empty events are passed over."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._data: list[bytes] = []
        self._held = 0
        """Bytes of the data so far, the ends of its lines included."""
        self._after_return = False

    def feed(self, data: bytes) -> list[str]:
        """More bytes; the data of the events that they complete.

        Raises:
            EngineUnavailable: An event is too large.
        """
        if self._after_return and data.startswith(b"\n"):
            data = data[1:]
        self._after_return = data.endswith(b"\r") if data else self._after_return
        self._line += data
        if len(self._line) + self._held > MAX_EVENT:
            raise bad_reply("an event of its answer is too large")
        found: list[str] = []
        if b"\n" not in data and b"\r" not in data:
            return found
        *lines, rest = bytes(self._line).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._line = bytearray(rest)
        for line in lines:
            self._take(line, found)
        return found

    def finish(self) -> list[str]:
        """The response is over: an event without its blank line counts as well."""
        found: list[str] = []
        self._take(bytes(self._line), found)
        self._take(b"", found)
        self._line.clear()
        return found

    def _take(self, line: bytes, found: list[str]) -> None:
        if not line:
            data = b"\n".join(self._data).decode("utf-8", "replace")
            self._data.clear()
            self._held = 0
            if data.strip():
                found.append(data)
            return
        name, _, value = line.partition(b":")
        if name == b"data":
            self._data.append(value.removeprefix(b" "))
            self._held += len(line) + 1
