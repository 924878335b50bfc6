"""Beginning and end of a painted row: left and right, or the other way round in languages from right to left."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Sides:
    """Which side comes first."""

    mirrored: bool = False

    def shifted(self, room: QRect, by: int) -> QRect:
        """Without so much at its beginning."""
        return room.adjusted(0, 0, -by, 0) if self.mirrored else room.adjusted(by, 0, 0, 0)

    def cut(self, room: QRect, by: int) -> QRect:
        """Without so much at its end."""
        return room.adjusted(by, 0, 0, 0) if self.mirrored else room.adjusted(0, 0, -by, 0)

    def before(self, room: QRect, thing: QRect, gap: int) -> QRect:
        """What lies before a thing at its end."""
        taken = thing.right() + 1 - room.left() if self.mirrored else room.right() + 1 - thing.left()
        return self.cut(room, taken + gap)

    def first(self, room: QRect, width: int, shift: int = 0) -> int:
        """The left edge of something that stands at the beginning."""
        return room.right() + 1 - shift - width if self.mirrored else room.left() + shift

    def last(self, room: QRect, width: int) -> int:
        """The left edge of something that stands at the end."""
        return room.left() if self.mirrored else room.right() + 1 - width

    @property
    def onward(self) -> str:
        """The icon that points to where something opens."""
        return "chevron-left" if self.mirrored else "chevron-right"


def sides_of(widget: QWidget) -> Sides:
    """Those of a widget's language."""
    return Sides(widget.layoutDirection() is Qt.LayoutDirection.RightToLeft)
