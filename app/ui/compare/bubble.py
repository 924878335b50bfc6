"""What was asked: a bubble at the right, as in a chat."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.chat.prompt_row import bubble_path
from app.ui.theme import current
from app.ui.widgets.labels import Paragraph
from app.ui.widgets.paint import smooth

SHARE = 0.84
SHOWN = 2_000
"""Characters; of a longer question the beginning."""
_X, _Y = 14, 10


class PromptBubble(QWidget):
    """The question. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Paragraph("", 15, 24)
        self._text.setParent(self)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setAccessibleName(self.tr("Your question"))

    def say(self, text: str) -> None:
        """Show a question."""
        self._text.say(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as the text, up to most of the page."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bubble."""
        with smooth(self) as painter:
            box = self._text.geometry().adjusted(-_X, -_Y, _X, _Y)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current().bubble))
            painter.drawPath(bubble_path(QRectF(box)))

    def _fit(self) -> None:
        metrics = QFontMetrics(self._text.font())
        ideal = max((metrics.horizontalAdvance(line) for line in self._text.plain.split("\n")), default=0) + 4
        width = min(ideal, int(self.width() * SHARE) - 2 * _X)
        height = self._text.heightForWidth(width)
        self._text.setGeometry(self.width() - _X - width, _Y, width, height)
        self.setFixedHeight(height + 2 * _Y)
        self.update()
