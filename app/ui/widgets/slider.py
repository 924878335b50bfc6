"""A slider: a thin track and a ring."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QWidget

from app.ui.theme import current
from app.ui.widgets.focus import show_ring
from app.ui.widgets.paint import rounded, smooth

HEIGHT = 22
_TRACK = 4
_KNOB = 14


class Slider(QSlider):
    """Qt's slider in Tektra's form; the wheel goes to the page below it. Lives in the GUI thread."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        show_ring(self, HEIGHT // 2)

    def sizeHint(self) -> QSize:
        """As tall as the ring with some room."""
        return QSize(120, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """It may get narrow."""
        return QSize(60, HEIGHT)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where it is pressed, and follow."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(event)
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow."""
        if self.isSliderDown():
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay."""
        self.setSliderDown(False)

    def _go(self, event: QMouseEvent) -> None:
        span = self.width() - _KNOB
        left = round(event.position().x() - _KNOB / 2)
        flipped = self.isRightToLeft()
        self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), left, span, flipped))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, filled part, ring."""
        tokens = current()
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        with smooth(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(current().faint)
            if self.isRightToLeft():
                painter.translate(self.width(), 0)
                painter.scale(-1, 1)
            middle = self.height() / 2
            track = QRectF(0, middle - _TRACK / 2, self.width(), _TRACK)
            rounded(painter, track, _TRACK / 2, tokens.selected, tokens.line_of_chosen)
            at = _KNOB / 2 + share * (self.width() - _KNOB)
            rounded(painter, QRectF(0, middle - _TRACK / 2, at, _TRACK), _TRACK / 2, tokens.accent)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(QColor(tokens.surface))
            painter.drawEllipse(QPointF(at, middle), _KNOB / 2 - 1, _KNOB / 2 - 1)
