"""The questions that wait for the running answer, above the composer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.composer.queue_model import SendQueue, Waiting
from app.ui.composer.slash_model import preview
from app.ui.theme import current
from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.buttons import ButtonKind, IconButton, TextButton
from app.ui.widgets.labels import ElidedLabel, muted_label
from app.ui.widgets.paint import rounded, smooth

_SHOWN = 4
"""More are counted."""
_LENGTH = 200


class QueueRow(QFrame):
    """One question. Lives in the GUI thread.

    Signals:
        edit_requested(key: int), remove_requested(key: int): What its buttons ask for.
    """

    edit_requested = Signal(int)
    remove_requested = Signal(int)

    def __init__(self, item: Waiting) -> None:
        super().__init__()
        self.key = item.key
        words = preview(item.text, _LENGTH) or ", ".join(file.name for file in item.files)
        self.label = ElidedLabel(words)
        self.label.setMinimumWidth(40)
        edit = IconButton("pencil", self.tr("Edit before it is sent"), size=28)
        remove = IconButton("x", self.tr("Remove"), size=28)
        for button in (edit, remove):
            button.setAccessibleDescription(words)
        self.buttons = (edit, remove)
        edit.clicked.connect(self._edit)
        remove.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 6, 3)
        row.setSpacing(4)
        row.addWidget(self.label, 1)
        if item.files:
            row.addWidget(muted_label(self.tr("%n files", "", len(item.files)), 11))
        row.addWidget(edit)
        row.addWidget(remove)

    @Slot()
    def _edit(self) -> None:
        self.edit_requested.emit(self.key)

    @Slot()
    def _remove(self) -> None:
        self.remove_requested.emit(self.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CODE, tokens.bubble)


class QueueStrip(QWidget):
    """All of them, in the order in which they are sent. Lives in the GUI thread.

    Signals:
        edit_requested(key: int), remove_requested(key: int): As those of the rows.
        resume_requested(): They wait for the person, who wants them sent.
    """

    edit_requested = Signal(int)
    remove_requested = Signal(int)
    resume_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[QueueRow] = []
        self._title = muted_label("", 11)
        self.resume = TextButton(self.tr("Send now"), ButtonKind.SECONDARY, small=True)
        self.resume.clicked.connect(self.resume_requested)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.resume)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(top)
        self.hide()

    @property
    def words(self) -> str:
        """What stands above them; "" while there are none."""
        return "" if self.isHidden() else self._title.text()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab reaches, from above."""
        return (self.resume, *(button for row in self.rows for button in row.buttons))

    def show_queue(self, queue: SendQueue) -> None:
        """These and no others."""
        for row in self.rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [QueueRow(item) for item in list(queue)[:_SHOWN]]
        for row in self.rows:
            row.edit_requested.connect(self.edit_requested)
            row.remove_requested.connect(self.remove_requested)
            self._column.addWidget(row)
            row.setCursor(Qt.CursorShape.ArrowCursor)
            row.show()
        if queue.resting:
            words = self.tr("%n questions wait for you", "", len(queue))
        else:
            words = self.tr("%n questions are sent when this answer is there", "", len(queue))
        self._title.setText(words)
        self.resume.setVisible(queue.resting)
        self.setVisible(len(queue) > 0)
        self.updateGeometry()
