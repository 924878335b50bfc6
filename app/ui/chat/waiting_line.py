"""What a running answer waits for: a turning arc and words, after a moment, in room that is kept from the start."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QHideEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme import current, theme, ui_font
from app.ui.widgets.paint import smooth

DELAY_MS = 300
"""Waits that are shorter than this are not worth a word."""
TURN_MS = 60
ARC = 14


class WaitingLine(QWidget):
    """One line. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._figures = ""
        self._spins = False
        self._angle = 0
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._appear)
        self._turn = QTimer(self)
        self._turn.setInterval(TURN_MS)
        self._turn.timeout.connect(self._step)
        self._seen = False

    @property
    def shown_words(self) -> str:
        """What can be read now."""
        return self._whole if self._seen else ""

    def wait_for(self, words: str, figures: str = "") -> None:
        """Something is awaited: show it if it takes long. Who listens is told the words, and not each new figure."""
        self._set(words, figures)
        self._spins = True
        if not self._seen and not self._delay.isActive():
            self._delay.start()
        elif self._seen and not self._turn.isActive():
            self._go_round()

    def say(self, words: str) -> None:
        """A statement, at once and without a sign of work; "" for nothing."""
        self._stop()
        self._set(words)
        self._seen = bool(words)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing turns unseen."""
        super().hideEvent(event)
        self._stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The arc and the words."""
        if not self._seen:
            return
        tokens = current()
        with smooth(self) as painter:
            left = 0
            if self._spins:
                box = QRectF(1, (self.height() - ARC) / 2, ARC, ARC)
                painter.setPen(QPen(QColor(tokens.border_strong), 2))
                painter.drawEllipse(box)
                painter.setPen(QPen(QColor(tokens.accent), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawArc(box, -self._angle * 16, 90 * 16)
                left = ARC + 10
            painter.setFont(ui_font(13, tabular=True))
            painter.setPen(QColor(tokens.text_2))
            painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._whole)

    @property
    def _whole(self) -> str:
        joint = " " if self._words.endswith("…") else " · "
        return f"{self._words}{joint}{self._figures}" if self._figures else self._words

    def _set(self, words: str, figures: str = "") -> None:
        if (words, figures) == (self._words, self._figures):
            return
        self._figures = figures
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
        self.update()

    def _stop(self) -> None:
        self._delay.stop()
        self._turn.stop()
        self._seen = self._spins = False
        self.update()

    @Slot()
    def _appear(self) -> None:
        self._seen = True
        self._go_round()
        self.update()

    def _go_round(self) -> None:
        if not theme().still:
            self._turn.start()

    @Slot()
    def _step(self) -> None:
        self._angle = (self._angle + 24) % 360
        self.update(0, 0, ARC + 4, self.height())
