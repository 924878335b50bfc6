"""A selection that spans messages: where it begins and ends, and what of each text lies in it. Without Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place between two characters."""

    row: int
    part: int
    """Which text of the row, from top to bottom."""
    position: int


@dataclass(frozen=True, slots=True)
class Selection:
    """From where it was begun to where the person is now, in either direction."""

    anchor: Place
    head: Place

    @property
    def first(self) -> Place:
        """The end that stands further up."""
        return min(self.anchor, self.head)

    @property
    def last(self) -> Place:
        """The other one."""
        return max(self.anchor, self.head)

    @property
    def one_text(self) -> bool:
        """Whether it lies within one text, which knows how to show it by itself."""
        return (self.anchor.row, self.anchor.part) == (self.head.row, self.head.part)

    @property
    def rows(self) -> range:
        """The rows that it touches."""
        return range(self.first.row, self.last.row + 1)

    def within(self, row: int, part: int, length: int) -> tuple[int, int] | None:
        """What of a text so long lies in it, from where to where; None for nothing of it."""
        first, last = self.first, self.last
        if not (first.row, first.part) <= (row, part) <= (last.row, last.part):
            return None
        start = first.position if (row, part) == (first.row, first.part) else 0
        end = last.position if (row, part) == (last.row, last.part) else length
        return min(start, length), min(end, length)

    def whole_row(self, row: int, parts: int, last_length: int) -> bool:
        """Whether all of a row lies in it, which has so many texts, the last of them so long."""
        from_start = self.first <= Place(row, 0, 0)
        to_end = self.last >= Place(row, max(0, parts - 1), last_length)
        return from_start and to_end


def joined(said: Iterable[tuple[str, str]]) -> str:
    """What is copied of several messages: each under the name of who said it. One alone needs no name."""
    messages = [(who, text) for who, text in said if text]
    if len(messages) == 1:
        return messages[0][1]
    return "\n\n".join(f"{who}:\n\n{text}" for who, text in messages)
