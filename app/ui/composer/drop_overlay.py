"""What lies over the window while files are dragged over it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import RADIUS_CARD
from app.ui.widgets.paint import smooth

_MARGIN = 12
_ICON = 24


class DropOverlay(QWidget):
    """Says that what is dragged can be dropped anywhere. Lives in the GUI thread."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words = ""
        self.hide()

    def say(self, words: str) -> None:
        """Cover the window with these words."""
        self.words = words
        self.setAccessibleName(words)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil, a dashed frame, the words in the middle."""
        tokens = current()
        with smooth(self) as painter:
            veil = QColor(tokens.canvas)
            veil.setAlphaF(0.9)
            painter.fillRect(self.rect(), veil)
            painter.setPen(QPen(QColor(tokens.accent), 2, Qt.PenStyle.DashLine))
            box = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)
            middle = self.rect().center()
            painter.drawPixmap(middle - QPoint(_ICON // 2, _ICON + 8), pixmap("plus", tokens.accent_text, _ICON))
            painter.setFont(ui_font(17, QFont.Weight.DemiBold))
            painter.setPen(QColor(tokens.text))
            painter.drawText(self.rect().translated(0, 24), Qt.AlignmentFlag.AlignCenter, self.words)
