"""Engines that just failed with a model: for a minute they come after the others, so that nobody waits for them twice.

What an engine's own crash teaches is in the notes and lasts; this is about servers that do not answer and loads that
failed, which the next minute may cure.
"""

from __future__ import annotations

from collections.abc import Callable

from app.types.models import BackendName

COUNTS_S = 60.0


class Troubles:
    """What failed lately, by model and engine. Runs on the core's event loop.

    `on_note` is told of each engine that failed.
    """

    def __init__(self, now: Callable[[], float], on_note: Callable[[BackendName], object]) -> None:
        self._now = now
        self._on_note = on_note
        self._known: dict[tuple[str, BackendName], tuple[float, str]] = {}

    def note(self, digest: str, engine: BackendName, cause: str) -> None:
        """An engine failed with a model."""
        self._known[digest, engine] = (self._now(), cause)
        self._on_note(engine)

    def forget(self, engine: BackendName) -> None:
        """Somebody tries this engine again."""
        self._known = {key: value for key, value in self._known.items() if key[1] is not engine}

    def recent(self, digest: str, engine: BackendName) -> str:
        """How it failed within the last minute, in words; "" for not at all."""
        return self._known.get((digest, engine), (0.0, ""))[1]

    def look(self) -> frozenset[tuple[str, BackendName, str]]:
        """All that still counts; what does not is dropped."""
        oldest = self._now() - COUNTS_S
        self._known = {key: value for key, value in self._known.items() if value[0] > oldest}
        return frozenset((*key, cause) for key, (_, cause) in self._known.items())
