"""The still parts of the sidebar: the mark, and the field that opens the search."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import CONTROL_HEIGHT
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.labels import KBD_HEIGHT, kbd_width, paint_kbd, text_label
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.sides import sides_of
from app.ui.widgets.words import keys_text
from app.ui.window.shortcuts import shortcuts

PALETTE = "palette"
"""The shortcut whose keys stand in the field."""
_ICON = 16


class Mark(QLabel):
    """Tektra's mark: a T in a rounded square."""

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(24, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The square and its letter."""
        tokens = current()
        with smooth(self) as painter:
            box = QRect(0, (self.height() - 24) // 2, 24, 24)
            rounded(painter, box, 6, tokens.accent)
            painter.setFont(ui_font(13, QFont.Weight.Bold))
            painter.setPen(QColor(tokens.on_accent))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "T")


def word_mark() -> QLabel:
    """The name beside it."""
    label = text_label("Tektra", 15, QFont.Weight.Bold)
    tight = label.font()
    tight.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 96)
    label.setFont(tight)
    return label


class SearchRow(BaseButton):
    """Looks like a field, and opens the search over chats and commands. Lives in the GUI thread."""

    def __init__(self) -> None:
        super().__init__(self.tr("Search"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        shortcuts().changed.connect(self._explain)
        self._explain()

    def sizeHint(self) -> QSize:
        """A control."""
        return QSize(120, CONTROL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, icon, word, keys."""
        tokens, sides = current(), sides_of(self)
        with self.start_painting() as painter:
            rounded(painter, self.rect(), self.radius, tokens.surface, tokens.border)
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step)
            room = self.rect().adjusted(11, 0, -11, 0)
            place = QPoint(sides.first(room, _ICON), (self.height() - _ICON) // 2)
            painter.drawPixmap(place, pixmap("search", tokens.text_3, _ICON))
            painter.setFont(ui_font(13))
            painter.setPen(QColor(tokens.text_3))
            painter.drawText(sides.shifted(room, _ICON + 8), Qt.AlignmentFlag.AlignVCenter, self.text())
            keys = keys_text(self._keys())
            if keys:
                width = kbd_width(keys)
                spot = QRect(sides.last(room, width), (self.height() - KBD_HEIGHT) // 2, width, KBD_HEIGHT)
                paint_kbd(painter, spot, keys, tokens)

    def _keys(self) -> QKeySequence:
        return QKeySequence(shortcuts().keys.get(PALETTE, ""), QKeySequence.SequenceFormat.PortableText)

    @Slot()
    def _explain(self) -> None:
        self.explain(self.tr("Search in all chats"), self._keys())
        self.update()
