"""Where a question is written: a field that grows, Send that turns into Stop, and the note below."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import CONTROL_HEIGHT, RADIUS_BUBBLE
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.focus import from_keyboard, ring_of
from app.ui.widgets.paint import mix, rounded, smooth
from app.ui.window.prompt_model import MAX_PROMPT, clean_prompt, sendable

_MAX_LINES = 12
_WRAP_LIMIT = 20_000
"""Longer lines are not wrapped: laying out one wrapped line of a megabyte takes seconds."""


class PromptEdit(QPlainTextEdit):
    """The field. Enter sends, Shift+Enter breaks the line, pasted text comes in plain. Lives in the GUI thread.

    Signals:
        submitted(): Enter was pressed.
        refused(count: int): So many pasted characters were not taken, because they are too many.
    """

    submitted = Signal()
    refused = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self.setFont(ui_font(15))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(self.tr("Message"))
        self.textChanged.connect(self._adapt)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends unless an input method is composing; with Shift it breaks the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._composing:
            if event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
                self.insertPlainText("\n")
                self.ensureCursorVisible()
            else:
                self.submitted.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
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
        """Plain text without what no engine can read; too much of it is refused as a whole."""
        text = clean_prompt(source.text())
        if len(text) + self.document().characterCount() > MAX_PROMPT:
            self.refused.emit(len(text))
            return
        self._before_insert(text)
        self.insertPlainText(text)
        self.ensureCursorVisible()

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
        self._before_insert(text)
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def lines(self) -> int:
        """How many lines are shown, wrapped ones counted."""
        return max(1, round(self.document().size().height()))

    def _before_insert(self, text: str) -> None:
        if len(text) > _WRAP_LIMIT and max(map(len, text.split("\n"))) > _WRAP_LIMIT:
            self.setWordWrapMode(QTextOption.WrapMode.NoWrap)

    @Slot()
    def _adapt(self) -> None:
        if self.document().characterCount() <= _WRAP_LIMIT:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class SendButton(BaseButton):
    """An arrow that sends, or a square that stops. Lives in the GUI thread."""

    radius = 10

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._stops = False

    @property
    def stops(self) -> bool:
        """Whether it is the square now."""
        return self._stops

    def show_stop(self, *, stops: bool) -> None:
        """Arrow or square."""
        self._stops = stops
        self.update()

    def sizeHint(self) -> QSize:
        """A square control."""
        return QSize(CONTROL_HEIGHT, CONTROL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The filled box and its sign."""
        tokens = current()
        painter = self.start_painting()
        enabled = self.isEnabled()
        share = 0.16 if self.isDown() else 0.08 if self.underMouse() and enabled else 0.0
        rounded(painter, self.rect(), self.radius, mix(tokens.accent, "#FFFFFF" if tokens.dark else "#000000", share))
        if self._stops:
            side = 12
            box = self.rect().adjusted(0, 0, side - self.width(), side - self.height())
            box.moveCenter(self.rect().center() + QPoint(0, 0))
            rounded(painter, box, 2, tokens.on_accent)
        else:
            corner = QPoint((self.width() - 18) // 2, (self.height() - 18) // 2)
            painter.drawPixmap(corner, pixmap("arrow-up", tokens.on_accent, 18))


class Composer(QFrame):
    """The card with the field and the button. Lives in the GUI thread.

    Signals:
        send_requested(text: str): A question that is not empty.
        stop_requested(): Stop was pressed.
        refused(count: int): Too much text was pasted.
        resized(): The card grew or shrank.
    """

    send_requested = Signal(str)
    stop_requested = Signal()
    refused = Signal(int)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = PromptEdit()
        self.button = SendButton()
        self._answering = False
        self._held = False
        self._blocked = ""
        self._model_name = ""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 16, 11, 9)
        column.setSpacing(8)
        column.addWidget(self.edit)
        column.addLayout(row)
        self.setFocusProxy(self.edit)
        self.edit.submitted.connect(self._submit)
        self.edit.refused.connect(self.refused)
        self.edit.textChanged.connect(self._changed)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.button.clicked.connect(self._pressed)
        self._grow()
        self._update()

    @property
    def text(self) -> str:
        """The draft."""
        return clean_prompt(self.edit.toPlainText())

    @property
    def held(self) -> bool:
        """Whether the draft waits to be sent."""
        return self._held

    def set_text(self, text: str) -> None:
        """Replace the draft."""
        self.edit.set_text(text)

    def set_answering(self, answering: bool) -> None:  # noqa: FBT001 - a slot of answering_changed(bool)
        """Send or Stop."""
        self._answering = answering
        self._update()

    def set_blocked(self, reason: str) -> None:
        """Why nothing can be sent now; "" when it can."""
        self._blocked = reason
        self._update()

    def set_model_name(self, name: str) -> None:
        """Whom the placeholder names."""
        self._model_name = name
        self._update()

    def hold(self, *, held: bool) -> None:
        """Keep the draft, unchangeable, until it can be sent; Stop gives it back."""
        self._held = held
        self.edit.setReadOnly(held)
        self._update()

    def submit(self) -> None:
        """As if Enter was pressed."""
        self._submit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card."""
        tokens = current()
        rounded(smooth(self), self.rect(), RADIUS_BUBBLE, tokens.surface, tokens.border_strong)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell what stands above."""
        super().resizeEvent(event)
        self.resized.emit()

    @Slot()
    def _submit(self) -> None:
        text = sendable(self.edit.toPlainText())
        if text and not self._blocked and not self._held:
            self.send_requested.emit(text)

    @Slot()
    def _pressed(self) -> None:
        if self.button.stops:
            self.stop_requested.emit()
        else:
            self._submit()

    @Slot()
    def _changed(self) -> None:
        self._update()

    @Slot()
    def _grow(self) -> None:
        lines = self.edit.lines()
        spacing = self.edit.fontMetrics().lineSpacing()
        self.edit.setFixedHeight(min(lines, _MAX_LINES) * spacing + 2)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > _MAX_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.edit.setVerticalScrollBarPolicy(policy)

    def _update(self) -> None:
        stops = self._answering or self._held
        empty = self.edit.document().isEmpty()
        if stops:
            words, reason = self.tr("Stop"), self.tr("Stop (Esc)")
        else:
            words = self.tr("Send")
            reason = self._blocked or (self.tr("Write something first") if empty else self.tr("Send (Enter)"))
        self.button.show_stop(stops=stops)
        self.button.setEnabled(stops or not (empty or self._blocked))
        self.button.setAccessibleName(words)
        self.button.setToolTip(reason)
        if self._answering:
            hint = self.tr("Ask the next thing while it writes")
        elif self._model_name:
            hint = self.tr("Message {0}").format(self._model_name)
        else:
            hint = self.tr("Write a message")
        self.edit.setPlaceholderText(hint)
