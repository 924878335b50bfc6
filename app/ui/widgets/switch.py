"""A switch: on or off, at once."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from app.ui.theme import current
from app.ui.widgets.focus import show_ring
from app.ui.widgets.paint import rounded, smooth

WIDTH, HEIGHT = 36, 20
_KNOB = 16


class Switch(QCheckBox):
    """A check box that looks like a switch, with the role and keys of the real one. Lives in the GUI thread.

    Use `clicked` for what the person does; `toggled` comes also when a program sets it.
    """

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        show_ring(self, HEIGHT // 2)

    def sizeHint(self) -> QSize:
        """Always the same."""
        return QSize(WIDTH, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Always the same."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter turns it as Space does; Up and Down are left to a list around it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track and the knob, whose place says the state as its colour does."""
        tokens = current()
        on = self.isChecked()
        with smooth(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(current().faint)
            track = QRect(0, (self.height() - HEIGHT) // 2, WIDTH, HEIGHT)
            rounded(painter, track, HEIGHT / 2, tokens.accent if on else tokens.border_strong)
            if self.underMouse() and self.isEnabled():
                veil = QColor(tokens.text)
                veil.setAlphaF(0.08)
                rounded(painter, track, HEIGHT / 2, veil)
            inset = (HEIGHT - _KNOB) / 2
            left = WIDTH - _KNOB - inset if on else inset
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.on_accent if on or not tokens.dark else tokens.canvas))
            painter.drawEllipse(QRectF(left, track.top() + inset, _KNOB, _KNOB))
