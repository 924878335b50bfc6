"""A thin bar that shows how far something is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from app.ui.theme import current
from app.ui.widgets.paint import rounded, smooth

HEIGHT = 4
STEPS = 1000
"""Qt counts in whole numbers of 32 bits; bytes are more."""


class Meter(QProgressBar):
    """A progress bar with the role of the real one. Lives in the GUI thread."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTextVisible(False)
        self.setRange(0, STEPS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Between 0 and 1."""
        self.setValue(round(min(1.0, max(0.0, share)) * STEPS))

    def sizeHint(self) -> QSize:
        """Thin."""
        return QSize(120, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Thin."""
        return QSize(24, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track and its filled part."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), HEIGHT / 2, tokens.selected, tokens.line_of_chosen)
            width = self.width() * self.value() / STEPS
            if width > 0:
                rounded(painter, QRectF(0, 0, max(width, HEIGHT), HEIGHT), HEIGHT / 2, tokens.accent)
