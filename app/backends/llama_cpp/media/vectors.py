"""What was encoded, kept within a memory budget: the least recently used goes first. Pure."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Something that takes memory."""

    @property
    def nbytes(self) -> int:
        """How much."""
        ...


V = TypeVar("V", bound=Sized)


class VectorCache(Generic[V]):
    """Values by key, together at most `max_bytes`; a value that is larger than that is not kept."""

    def __init__(self, max_bytes: int) -> None:
        self._max = max_bytes
        self._values: OrderedDict[str, V] = OrderedDict()
        self.used_bytes = 0

    def get(self, key: str) -> V | None:
        """The value, which is now the most recently used; None when it is not there (any more)."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: str, value: V) -> None:
        """Keep a value, at the cost of older ones."""
        if (old := self._values.pop(key, None)) is not None:
            self.used_bytes -= old.nbytes
        if value.nbytes > self._max:
            return
        self._values[key] = value
        self.used_bytes += value.nbytes
        while self.used_bytes > self._max:
            _, oldest = self._values.popitem(last=False)
            self.used_bytes -= oldest.nbytes

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()
        self.used_bytes = 0
