"""Finds stop strings in streamed text, also across the borders of tokens. Pure: text in, text out."""

from __future__ import annotations


class StopMatcher:
    """Hands text on as soon as it cannot be part of a stop string any more; not thread-safe."""

    def __init__(self, stops: tuple[str, ...]) -> None:
        self._stops = tuple(stop for stop in stops if stop)
        self._firsts = frozenset(stop[0] for stop in self._stops)
        self._held = ""
        self.matched = False
        """Whether a stop string has appeared; nothing is handed on afterwards."""

    def passes(self, text: str) -> bool:
        """Whether a text would be handed on as it is, and leave no trace; spares most calls of `feed`."""
        return not self._held and not self.matched and self._firsts.isdisjoint(text)

    def feed(self, text: str) -> str:
        """Add text and return what is certain to belong to the answer; the stop string itself never does."""
        if self.matched:
            return ""
        text = self._held + text
        found = [position for position in (text.find(stop) for stop in self._stops) if position >= 0]
        if found:
            self.matched = True
            self._held = ""
            return text[: min(found)]
        keep = max((overlap(text, stop) for stop in self._stops), default=0)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def flush(self) -> str:
        """The stream is over: what was held back belongs to the answer after all."""
        held, self._held = self._held, ""
        return held


def overlap(text: str, stop: str) -> int:
    """Length of the longest end of `text` that is a beginning of `stop`, but not all of it."""
    for length in range(min(len(text), len(stop) - 1), 0, -1):
        if text.endswith(stop[:length]):
            return length
    return 0
