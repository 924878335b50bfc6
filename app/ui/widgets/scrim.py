"""What lies over a page while a drawer is open: it dims the page, and a click on it closes the drawer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

SHADE = 0.4


class Scrim(QWidget):
    """Covers its parent as far as it is told to. Lives in the GUI thread.

    Signals:
        pressed(): Somebody wants to get at what is below.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing below is hit by it."""
        event.accept()
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dark in every theme."""
        color = QColor("black")
        color.setAlphaF(SHADE)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), color)
