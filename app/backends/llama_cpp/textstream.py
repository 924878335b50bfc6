"""From the bytes of tokens to text for the person: whole characters, and nothing from a stop string on. Pure."""

from __future__ import annotations

import codecs

from app.backends.stop_strings import StopMatcher


class TextStream:
    """Collects the bytes of one answer's tokens."""

    def __init__(self, stops: tuple[str, ...]) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._matcher = StopMatcher(stops)

    @property
    def stopped(self) -> bool:
        """Whether a stop string has appeared."""
        return self._matcher.matched

    def feed(self, piece: bytes) -> str:
        """Text that is now certain. A character that came only in part waits for the next token."""
        return self._matcher.feed(self._decoder.decode(piece))

    def finish(self) -> str:
        """What was held back in case it became a stop string. Half a character at the very end is dropped."""
        return self._matcher.flush()
