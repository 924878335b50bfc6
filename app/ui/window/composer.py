"""Where a question is written: a field that grows, Send that turns into Stop, and the note below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import current, pixmap, theme, ui_font
from app.ui.theme.tokens import CONTROL_HEIGHT, RADIUS_BUBBLE
from app.ui.widgets.buttons import BaseButton, TextButton
from app.ui.widgets.paint import mix, rounded, smooth
from app.ui.widgets.words import keys_text, number
from app.ui.window.prompt_edit import PromptEdit
from app.ui.window.prompt_model import LARGE_PASTE, MAX_PROMPT, clean_prompt, sendable
from app.ui.window.shortcuts import Action, shortcuts

_MAX_LINES = 12


class SendButton(BaseButton):
    """An arrow that sends, or a square that stops. Lives in the GUI thread."""

    radius = 10

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret in the text
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
        with self.start_painting() as painter:
            enabled = self.isEnabled()
            share = 0.16 if self.isDown() else 0.08 if self.underMouse() and enabled else 0.0
            rounded(
                painter, self.rect(), self.radius, mix(tokens.accent, "#FFFFFF" if tokens.dark else "#000000", share)
            )
            if self._stops:
                side = 12
                box = self.rect().adjusted(0, 0, side - self.width(), side - self.height())
                box.moveCenter(self.rect().center() + QPoint(0, 0))
                rounded(painter, box, 2, tokens.on_accent)
            else:
                corner = QPoint((self.width() - 18) // 2, (self.height() - 18) // 2)
                painter.drawPixmap(corner, pixmap("arrow-up", tokens.on_accent, 18))


class PastedChip(TextButton):
    """Stands for a long pasted text, which the field could not lay out in time; a press removes it."""

    def __init__(self) -> None:
        super().__init__("", small=True, icon="x")
        self.content = ""
        self.hide()

    def put(self, text: str) -> None:
        """Stand for another text; "" hides it."""
        self.content = text
        self.setText(self.tr("Pasted text, {0} characters").format(number(len(text))))
        self.explain(self.tr("Remove the pasted text"))
        self.setAccessibleDescription(self.toolTip())
        self.setVisible(bool(text))
        self.updateGeometry()


class Composer(QFrame):
    """The card with the field and the button. Lives in the GUI thread.

    Signals:
        send_requested(text: str): A question that is not empty, or has files with it.
        send_otherwise_requested(text: str): The same with Ctrl+Enter.
        stop_requested(): Stop was pressed.
        refused(count: int): Too much text was pasted.
        resized(): The card grew or shrank.
        edited(): The draft is another.
        pasted(): The draft is another by a paste.
    """

    send_requested = Signal(str)
    send_otherwise_requested = Signal(str)
    stop_requested = Signal()
    refused = Signal(int)
    resized = Signal()
    edited = Signal()
    pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = PromptEdit()
        self.chip = PastedChip()
        self.button = SendButton()
        self._answering = False
        self._held = False
        self._blocked = ""
        self._model_name = ""
        self._has_files = False
        row = self._row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(15, 16, 11, 9)
        column.setSpacing(8)
        column.addWidget(self.chip)
        column.addWidget(self.edit)
        column.addLayout(row)
        self.setFocusProxy(self.edit)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.button.setCursor(Qt.CursorShape.ArrowCursor)
        self.chip.setCursor(Qt.CursorShape.ArrowCursor)
        self.edit.submitted.connect(self._submit)
        self.edit.submitted_otherwise.connect(self._submit_otherwise)
        self.edit.large_pasted.connect(self.add_paste)
        self.edit.pasted.connect(self.pasted)
        self.chip.clicked.connect(self._remove_paste)
        self.edit.textChanged.connect(self._changed)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.edit.rewrapped.connect(self._grow)
        self.button.clicked.connect(self._pressed)
        theme().changed.connect(self._restyle)
        shortcuts().changed.connect(self._update)
        self._grow()
        self._update()

    @property
    def text(self) -> str:
        """The draft: what was typed, then the long text that was pasted."""
        typed = clean_prompt(self.edit.toPlainText())
        return "\n\n".join(part for part in (typed, self.chip.content) if part)

    def equip(self, above: Sequence[QWidget], tools: Sequence[QWidget], figures: Sequence[QWidget]) -> None:
        """Parts of the main window's composer: above the field, below it before the room, and behind it."""
        for index, widget in enumerate(above):
            self._column.insertWidget(index, widget)
        for index, widget in enumerate(tools):
            self._row.insertWidget(index, widget)
        for widget in figures:
            self._row.insertWidget(self._row.count() - 1, widget)
        for widget in (*above, *tools, *figures):
            widget.setCursor(Qt.CursorShape.ArrowCursor)

    @property
    def answering(self) -> bool:
        """Whether the button stops an answer."""
        return self._answering

    @property
    def held(self) -> bool:
        """Whether the draft waits to be sent."""
        return self._held

    @property
    def blocked(self) -> str:
        """Why nothing can be sent now; "" when it can."""
        return self._blocked

    def set_text(self, text: str) -> None:
        """Replace the draft; a long one goes into the chip."""
        large = len(text) > LARGE_PASTE
        self.edit.set_text("" if large else text)
        self.chip.put(text if large else "")
        self._changed()

    def insert(self, text: str) -> None:
        """Put a text where the caret is; a very long one into the chip."""
        if len(text) > LARGE_PASTE:
            self.add_paste(text)
        else:
            self.edit.insertPlainText(text)
            self.edit.ensureCursorVisible()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_answering(self, answering: bool) -> None:  # noqa: FBT001 - a slot of answering_changed(bool)
        """Send or Stop."""
        self._answering = answering
        self._update()

    def set_has_files(self, *, has_files: bool) -> None:
        """Whether something goes with the question, which is enough for one."""
        self._has_files = has_files
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
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_BUBBLE, tokens.surface, tokens.border_strong)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The whole card is the field to a person who points at it."""
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell what stands above."""
        super().resizeEvent(event)
        self.resized.emit()

    @Slot()
    def _restyle(self) -> None:
        self.edit.setFont(ui_font(theme().text_px))
        self.edit.viewport().setFont(self.edit.font())  # the style sheet keeps it from coming down by itself
        self._grow()

    @Slot()
    def _submit(self) -> None:
        if self._may_send():
            self.send_requested.emit(sendable(self.text))

    @Slot()
    def _submit_otherwise(self) -> None:
        if self._may_send():
            self.send_otherwise_requested.emit(sendable(self.text))

    def _may_send(self) -> bool:
        return bool(sendable(self.text) or self._has_files) and not self._blocked and not self._held

    @Slot()
    def _pressed(self) -> None:
        if self.button.stops:
            self.stop_requested.emit()
        else:
            self._submit()

    @Slot(str)
    def add_paste(self, text: str) -> None:
        """A text that the field does not lay out: it stands in a chip, and is sent after what was typed."""
        whole = "\n".join(part for part in (self.chip.content, text) if part)
        if len(whole) > MAX_PROMPT:
            self.refused.emit(len(whole))
            return
        self.chip.put(whole)
        self._changed()
        self.pasted.emit()

    @Slot()
    def _remove_paste(self) -> None:
        if not self._held:
            self.chip.put("")
            self._changed()
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _changed(self) -> None:
        self._grow()
        self._update()
        self.edited.emit()

    @Slot()
    def _grow(self) -> None:
        lines = self.edit.lines(_MAX_LINES)
        spacing = self.edit.fontMetrics().lineSpacing()
        self.edit.setFixedHeight(min(lines, _MAX_LINES) * spacing + 2)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > _MAX_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.edit.setVerticalScrollBarPolicy(policy)

    @Slot()
    def _update(self) -> None:
        stops = self._answering or self._held
        empty = self.edit.document().isEmpty() and not self.chip.content and not self._has_files
        if stops:
            words = self.tr("Stop")
            keys = keys_text(shortcuts().of(Action.STOP))
            reason = f"{words} ({keys})" if keys else words
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
        if hint != self.edit.placeholderText():
            self.edit.setPlaceholderText(hint)
            self.edit.viewport().update()  # Qt repaints an empty field only when its text changes
