"""The field in which a question is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.composer.attach_model import is_large
from app.ui.theme import theme, ui_font
from app.ui.theme.tokens import RADIUS_BUBBLE
from app.ui.widgets.focus import from_keyboard, leave_ring, ring_of
from app.ui.widgets.two_way_edit import TwoWayEdit
from app.ui.window.prompt_model import LARGE_PASTE, TYPED, clean_prompt
from app.ui.window.shortcuts import Action, shortcuts


class PromptEdit(TwoWayEdit):
    """The field. Enter sends, Shift+Enter breaks the line, pasted text comes in plain. Lives in the GUI thread.

    Signals:
        submitted(): Enter was pressed.
        submitted_otherwise(): Ctrl+Enter was pressed.
        large_pasted(text: str): More was pasted than the field takes; laying out a line of a megabyte takes seconds.
        pasted(): A text that nobody types was pasted, and is in the field.
        files_pasted(paths: list[str]), picture_pasted(picture: QImage), document_pasted(text: str): Where the field
            `takes_files`, what is better attached than written.
        rewrapped(): The field is wider or narrower, and its lines are others.
    """

    submitted = Signal()
    submitted_otherwise = Signal()
    files_pasted = Signal(object)
    picture_pasted = Signal(object)
    document_pasted = Signal(str)
    large_pasted = Signal(str)
    pasted = Signal()
    rewrapped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self.takes_files = False
        self.keys_first: Callable[[QKeyEvent], bool] | None = None
        """Who is asked before a key does what it does here; True when it is done with."""
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
        if not self._composing and self.keys_first is not None and self.keys_first(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._composing:
            if event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
                self.insertPlainText("\n")
                self.ensureCursorVisible()
            elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submitted_otherwise.emit()
            else:
                self.submitted.emit()
            return
        if shortcuts().hit(Action.STOP, event) and not shortcuts().yields(Action.STOP):
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
        leave_ring(self)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a word is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text; where files are taken, also those and pictures."""
        return source.hasText() or (self.takes_files and (source.hasImage() or source.hasUrls()))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text without what no engine can read; a large one is handed on as a whole."""
        if self.takes_files and self._attach(source):
            return
        text = clean_prompt(source.text())
        if len(text) > LARGE_PASTE:
            self.large_pasted.emit(text)
            return
        self.insertPlainText(text)
        self.ensureCursorVisible()
        if len(text) > TYPED:
            self.pasted.emit()

    def _attach(self, source: QMimeData) -> bool:
        """Hand on what is no text, or too much of it. What has both a picture and a text is text with a look."""
        paths = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if paths:
            self.files_pasted.emit(paths)
        elif source.hasImage() and not source.hasText():
            self.picture_pasted.emit(source.imageData())
        elif is_large(source.text()):
            self.document_pasted.emit(clean_prompt(source.text()))
        else:
            return False
        return True

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

    def lines(self, enough: int) -> int:
        """How many lines there are, wrapped ones counted; beyond `enough` only about."""
        layout, block, counted = self.document().documentLayout(), self.document().firstBlock(), 0
        # Qt counts a paragraph as one line until it is laid out, and a field that is too low never lays out the first.
        while block.isValid() and counted <= enough:
            layout.blockBoundingRect(block)
            counted += block.lineCount()
            block = block.next()
        return max(1, counted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was scrolled away while the field was too low comes back, and the caret's line stays in sight."""
        super().resizeEvent(event)
        if event.size().height() > event.oldSize().height():
            self.verticalScrollBar().setValue(0)
            self.ensureCursorVisible()
        if event.size().width() != event.oldSize().width():
            self.rewrapped.emit()
