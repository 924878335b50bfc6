"""The bar of Find in chat: a field, the count, the way to the next and the last match."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme import current
from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import muted_label
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.text_field import TextField
from app.ui.widgets.words import number

WIDTH, HEIGHT = 460, 46
COUNT_WIDTH = 124


class FindBar(QWidget):
    """Where the words are typed. Lives in the GUI thread.

    Signals:
        words_changed(text: str): Other words are looked for.
        step(by: int): To the next match (1) or the one before it (-1).
        closed(): The person is done.
    """

    words_changed = Signal(str)
    step = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Find in chat"))
        self.field = TextField(parent=self, icon="search")
        self.field.setPlaceholderText(self.tr("Find in chat"))
        self.field.setAccessibleName(self.tr("Find in chat"))
        self.field.textChanged.connect(self.words_changed)
        self.count = muted_label()
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count.setMinimumWidth(COUNT_WIDTH)
        self.before = IconButton("chevron-up", self.tr("Previous match"), self)
        self.before.clicked.connect(self._back)
        self.after = IconButton("chevron-down", self.tr("Next match"), self)
        self.after.clicked.connect(self._on)
        self.close_button = IconButton("x", self.tr("Close the search"), self)
        self.close_button.clicked.connect(self.closed)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 6, 6, 6)
        line.setSpacing(2)
        line.addWidget(self.field, 1)
        for widget in (self.count, self.before, self.after, self.close_button):
            line.addWidget(widget)
        self.hide()

    def sizeHint(self) -> QSize:
        """A fixed size; the owner makes it narrower where there is no room."""
        return QSize(WIDTH, HEIGHT)

    def show_count(self, index: int, total: int, *, asked: bool) -> None:
        """Say "Message 3 of 12", or that there is none: a message may hold the words several times."""
        if not asked:
            words = ""
        elif total:
            words = self.tr("Message {0} of {1}").format(number(index + 1, 0), number(total, 0))
        else:
            words = self.tr("No match")
        self.count.setText(words)
        self.field.setAccessibleDescription(words)
        self.field.set_wrong(wrong=asked and not total)
        for button in (self.before, self.after):
            button.setEnabled(total > 0)

    def show_problem(self, words: str) -> None:
        """Say why nothing can be found."""
        self.count.setText(self.tr("Not possible now"))
        self.count.setToolTip(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F3 go on, with Shift back; Esc closes."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3) or event.matches(
            QKeySequence.StandardKey.FindNext
        ):
            self.step.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card over the messages."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CODE, tokens.surface, tokens.border_strong)

    @Slot()
    def _back(self) -> None:
        self.step.emit(-1)

    @Slot()
    def _on(self) -> None:
        self.step.emit(1)
