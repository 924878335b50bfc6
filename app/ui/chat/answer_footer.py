"""Under an answer: what can be done with it, and its figures."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import ui_font
from app.ui.widgets.buttons import ButtonKind, IconButton, TextButton
from app.ui.widgets.labels import ElidedLabel

SIDE = 28
COPIED_MS = 2_000
TRACE = 0.5
"""How much of an answer's buttons is seen while nobody points at it."""


class QuietButton(IconButton):
    """An icon button that is seen only when its message is pointed at, or when it has the focus. GUI thread.

    With `trace` it stays faintly visible, so that the figures beside it never stand alone with a hole before them.
    """

    def __init__(self, icon: str, name: str, parent: QWidget | None = None, *, trace: float = 0.0) -> None:
        super().__init__(icon, name, parent, size=SIDE)
        self._trace = trace
        self._revealed = False

    def reveal(self, *, on: bool) -> None:
        """Let it be seen, or not."""
        if on != self._revealed:
            self._revealed = on
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Little or nothing while it is quiet; its room stays."""
        if self._trace or self._revealed or self.hasFocus():
            super().paintEvent(event)

    def start_painting(self) -> QPainter:
        """Fainter while it is quiet."""
        painter = super().start_painting()
        if self._trace and not (self._revealed or self.hasFocus()):
            painter.setOpacity(self._trace)
        return painter


class CopyButton(QuietButton):
    """Copies a text as it was written, and shows for a moment that it did. GUI thread."""

    def __init__(self, name: str, parent: QWidget | None = None, *, trace: float = 0.0) -> None:
        super().__init__("copy", name, parent, trace=trace)
        self._name = name
        self._text = ""
        self.clicked.connect(self._copy)
        self._done = QTimer(self)
        self._done.setSingleShot(True)
        self._done.timeout.connect(self._reset)

    def set_text(self, text: str) -> None:
        """What a click copies."""
        self._text = text

    @Slot()
    def _copy(self) -> None:
        data = QMimeData()
        data.setText(self._text)
        data.setData("text/markdown", self._text.encode("utf-8", "replace"))
        QGuiApplication.clipboard().setMimeData(data)
        self.set_icon("check", self.tr("Copied"))
        self._done.start(COPIED_MS)

    @Slot()
    def _reset(self) -> None:
        self.set_icon("copy", self._name)


class AnswerFooter(QWidget):
    """Copy, Try again, Continue, figures. Lives in the GUI thread.

    Signals:
        retry(): Answer the prompt again.
        go_on(): Continue this answer.
    """

    retry = Signal()
    go_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.copy_button = CopyButton(self.tr("Copy the answer"), self, trace=TRACE)
        self.retry_button = QuietButton("refresh-cw", self.tr("Try again"), self, trace=TRACE)
        self.retry_button.clicked.connect(self.retry)
        self.continue_button = TextButton(self.tr("Continue"), ButtonKind.GHOST, self, small=True, icon="play")
        self.continue_button.explain(self.tr("Go on from where the answer ends"))
        self.continue_button.clicked.connect(self.go_on)
        self.figures = ElidedLabel("", self)  # beside Continue a narrow window has no room for all of it
        self.figures.setFont(ui_font(12, tabular=True))
        self.figures.setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def set_state(self, text: str, figures: str, *, retry: bool, go_on: bool) -> None:
        """Offer what fits the answer."""
        self.copy_button.set_text(text)
        self.copy_button.setVisible(bool(text))
        self.retry_button.setVisible(retry)
        self.continue_button.setVisible(go_on)
        self.figures.setText(figures)
        self._arrange()

    def reveal(self, *, on: bool) -> None:
        """Show the buttons, or only the figures."""
        self.copy_button.reveal(on=on)
        self.retry_button.reveal(on=on)

    def _arrange(self) -> None:
        left = 0
        for button in (self.copy_button, self.retry_button, self.continue_button):
            if not button.isHidden():
                size = button.sizeHint()
                button.setGeometry(left, 0, size.width(), SIDE)
                left += size.width()
        if left:
            # The first icon, not the edge of its button, stands under the text: the row places this widget so.
            left += 10
        self.figures.setGeometry(left, 0, max(0, self.width() - left), SIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the figures what is left."""
        super().resizeEvent(event)
        self._arrange()
