"""Where each chat was left: the message at the top of the view and how much of it was hidden. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass

MAX_PLACES = 500
SAVED_PLACES = 50
"""So many, those that were left last, outlive the window."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that does not follow the end."""

    message_id: str
    hidden: int
    """Pixels of the message that were above the view."""
    from_end: int
    """How many messages stood from it to the end, so that as many are read at once when it is opened again."""


class ScrollPlaces:
    """The places of many chats; those that were left longest ago are forgotten."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}

    def put(self, chat_id: str, place: Place | None) -> None:
        """Remember a place; None is the end, which needs no place."""
        self._places.pop(chat_id, None)
        if place is None:
            return
        self._places[chat_id] = place
        if len(self._places) > MAX_PLACES:
            del self._places[next(iter(self._places))]

    def saved(self) -> tuple[tuple[str, str, int, int], ...]:
        """The newest places as plain values."""
        newest = list(self._places.items())[-SAVED_PLACES:]
        return tuple((chat_id, place.message_id, place.hidden, place.from_end) for chat_id, place in newest)

    def load(self, saved: tuple[tuple[str, str, int, int], ...]) -> None:
        """Take what was saved."""
        for chat_id, message_id, hidden, from_end in saved:
            self.put(chat_id, Place(message_id, hidden, max(0, from_end)))

    def get(self, chat_id: str | None) -> Place | None:
        """Where a chat was left; None: at its end."""
        return self._places.get(chat_id) if chat_id is not None else None
