"""The field in which a question is written."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from app.ui.theme import theme, ui_font
from app.ui.theme.tokens import RADIUS_BUBBLE
from app.ui.widgets.focus import from_keyboard, ring_of
from app.ui.window.prompt_model import LARGE_PASTE, TYPED, clean_prompt
from app.ui.window.shortcuts import Action, shortcuts


class PromptEdit(QPlainTextEdit):
    """The field. Enter sends, Shift+Enter breaks the line, pasted text comes in plain. Lives in the GUI thread.

    Signals:
        submitted(): Enter was pressed.
        large_pasted(text: str): More was pasted than the field takes; laying out a line of a megabyte takes seconds.
        pasted(): A text that nobody types was pasted, and is in the field.
    """

    submitted = Signal()
    large_pasted = Signal(str)
    pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self.setFont(ui_font(theme().text_px))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(self.tr("Message"))

    @property
    def composing(self) -> bool:
        """Whether an input method is composing a word."""
        return self._composing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends unless an input method is composing; with Shift it breaks the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._composing:
            if event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
                self.insertPlainText("\n")
                self.ensureCursorVisible()
            else:
                self.submitted.emit()
            return
        if shortcuts().hit(Action.STOP, event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The whole card wears the ring when the keyboard came here."""
        super().focusInEvent(event)
        card = self.parentWidget()
        if from_keyboard(event) and card is not None:
            ring_of(self).surround(card, RADIUS_BUBBLE)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        ring_of(self).leave()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a word is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text without what no engine can read; a large one is handed on as a whole."""
        text = clean_prompt(source.text())
        if len(text) > LARGE_PASTE:
            self.large_pasted.emit(text)
            return
        self.insertPlainText(text)
        self.ensureCursorVisible()
        if len(text) > TYPED:
            self.pasted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files belong to the window."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Files belong to the window."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragMoveEvent(event)

    def set_text(self, text: str) -> None:
        """Replace everything."""
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def lines(self) -> int:
        """How many lines are shown, wrapped ones counted."""
        return max(1, round(self.document().size().height()))
