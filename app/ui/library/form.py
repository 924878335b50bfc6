"""A form in place of a page: named fields, what is wrong with them, Save and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.ui.library.page import SIDE
from app.ui.theme import current, ui_font
from app.ui.theme.tokens import RADIUS_CONTROL
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.labels import Paragraph, text_label
from app.ui.widgets.paint import rounded, smooth

_TEXT_HEIGHT = 120


class TextArea(QFrame):
    """A text of several lines in Tektra's box; Tab leaves it. Lives in the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self.edit = QPlainTextEdit()
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.edit.setTabChangesFocus(True)
        self.edit.setFont(ui_font(13))
        self.edit.viewport().setAutoFillBackground(False)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self.setMinimumHeight(_TEXT_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(7, 5, 3, 5)
        column.addWidget(self.edit)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.edit.toPlainText()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The border follows the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box."""
        tokens = current()
        with smooth(self) as painter:
            focused = self.edit.hasFocus()
            rounded(
                painter, self.rect(), RADIUS_CONTROL, tokens.surface, tokens.focus if focused else tokens.border_strong
            )
            if focused:
                rounded(painter, self.rect().adjusted(1, 1, -1, -1), RADIUS_CONTROL - 1, None, tokens.focus)


class Form(QWidget):
    """Lives in the GUI thread. Subclasses add fields, and save when `save_requested` comes.

    Signals:
        save_requested(): Save was pressed, or Ctrl+Enter.
        left(): Cancel was pressed, or Esc.
    """

    save_requested = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = text_label("", 24, QFont.Weight.DemiBold)
        self._title.setFixedHeight(32)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(6)
        self.wrong = Paragraph("", 12, 18)
        self.save_button = TextButton(self.tr("Save"), ButtonKind.PRIMARY)
        self.cancel_button = TextButton(self.tr("Cancel"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.wrong, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 16, SIDE, 20)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addLayout(self._fields, 1)
        column.addLayout(buttons)
        self.save_button.clicked.connect(self.save_requested)
        self.cancel_button.clicked.connect(self.left)
        self._filled: list[str] = []
        self._warned = False
        self._lost: list[str] = []
        """What stood there when Esc was pressed for the first time."""

    def begin(self, title: str) -> None:
        """Start anew."""
        self._title.setText(title)
        self.say("")
        self.save_button.setEnabled(True)

    def settle(self) -> None:
        """All is filled in: what differs from now on was typed."""
        self._filled = self._typed()
        self._warned = False

    def _typed(self) -> list[str]:
        lines = [field.text() for field in self.findChildren(QLineEdit)]
        return [*lines, *(area.text for area in self.findChildren(TextArea))]

    def add_field(self, words: str, field: QWidget, *, stretch: int = 0) -> QLabel:
        """A name over a field; they belong together for the ear too."""
        label = text_label(words, 13, QFont.Weight.Medium)
        label.setBuddy(field)
        field.setAccessibleName(words)
        if isinstance(field, TextArea):
            field.edit.setAccessibleName(words)
        self._fields.addWidget(label)
        self._fields.addWidget(field, stretch)
        self._fields.addSpacing(6)
        return label

    def add_line(self, widget: QWidget) -> None:
        """Something without a name below the last field."""
        self._fields.addWidget(widget)

    def say(self, words: str) -> None:
        """What is wrong."""
        self.wrong.say(words)

    def refused(self, error: AppError) -> None:
        """The core did not take it; what was typed stays."""
        self.save_button.setEnabled(True)
        self.say(f"{error.message} {error.hint}".strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, but what was typed only when it is meant; Ctrl+Enter saves."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.save_button.isEnabled():
            self._save()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        typed = self._typed()
        if typed == self._filled or (self._warned and typed == self._lost):
            self.left.emit()
            return
        self._warned, self._lost = True, typed
        self.say(self.tr("Press Esc again to discard your changes."))

    @Slot()
    def _save(self) -> None:
        self.save_requested.emit()
