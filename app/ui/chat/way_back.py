"""The way back to the version of a conversation that was left for a search hit. Without Qt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.ui.chat.scroll_places import Place


@dataclass(frozen=True, slots=True)
class Way:
    """Where the person was."""

    chat_id: str
    leaf: str
    """The last message of that version."""
    place: Place | None = None
    """What was in view; None is the end."""


class WayBack:
    """Knows at most one way: from one hit to the next it stays where the reading was left."""

    def __init__(self) -> None:
        self._from: Way | None = None
        self.way: Way | None = None
        """The way that is offered now."""

    def leaves(self, way: Way) -> None:
        """Another version is asked for; whether it comes is not known yet."""
        self._from = way

    def arrived(self) -> None:
        """It is shown."""
        self.way = self.way or self._from
        self._from = None

    def shown(self, chat_id: str | None, messages: Collection[str]) -> bool:
        """These messages are in view now: whether the way is still one."""
        if self.way is not None and (self.way.chat_id != chat_id or self.way.leaf in messages):
            self.forget()
        return self.way is not None

    def forget(self) -> None:
        """Nobody wants to go back any more."""
        self.way = self._from = None
