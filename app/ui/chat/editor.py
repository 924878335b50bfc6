"""A message being edited where it stands: a field, Save, Ask again, Cancel."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.chat.message_commands import MAX_EDIT
from app.ui.theme import current, theme, ui_font
from app.ui.theme.tokens import RADIUS_BUBBLE
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.mirror import mirror
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.two_way_edit import TwoWayEdit
from app.ui.window.prompt_model import clean_prompt

PADDING = 14
BUTTONS = 28
GAP = 10
MIN_LINES, MAX_LINES = 2, 18
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EditField(TwoWayEdit):
    """The text. Ctrl+Enter confirms, Esc leaves. Lives in the GUI thread.

    Signals:
        confirmed(): Ctrl+Enter was pressed.
        left(): Esc was pressed.
        focused(): It has the focus, or has it no more.
        refused(): More was pasted than can be edited; laying it out takes seconds.
    """

    refused = Signal()
    confirmed = Signal()
    left = Signal()
    focused = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(self.tr("Edit the message"))
        self.restyle()

    def restyle(self) -> None:
        """Take over today's text size."""
        self.setFont(ui_font(theme().text_px))

    def lines(self) -> int:
        """How many lines it has at its width."""
        return int(self.document().size().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Two keys are for the editor, the others for the text."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.confirmed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            event.accept()  # the list must not scroll at the ends of the text

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text without what no engine can read."""
        text = clean_prompt(source.text())
        if self.document().characterCount() + len(text) > MAX_EDIT:
            self.refused.emit()
            return
        self.insertPlainText(text)
        self.ensureCursorVisible()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The list scrolls when there is nothing to scroll here."""
        bar = self.verticalScrollBar()
        if bar.maximum() > 0 and bar.minimum() < bar.value() < bar.maximum():
            super().wheelEvent(event)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The box shows it."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The box shows it."""
        super().focusOutEvent(event)
        self.focused.emit()


class MessageEditor(QWidget):
    """The field in its box, and the buttons below. Lives in the GUI thread.

    Signals:
        typed(text: str): The text is another.
        saved(text: str): Keep it in the place of the old one.
        asked_again(text: str): Ask it beside the old one.
        cancelled(): Drop it.
        height_changed(): It needs more or less room.
    """

    typed = Signal(str)
    saved = Signal(str)
    asked_again = Signal(str)
    cancelled = Signal()
    height_changed = Signal()

    def __init__(self, parent: QWidget, *, prompt: bool) -> None:
        super().__init__(parent)
        self._before = ""
        self._warned = False
        self._lines = 0
        self._prompt = prompt
        self.field = EditField(self)
        self.field.confirmed.connect(self._confirm)
        self.field.left.connect(self._leave)
        self.field.focused.connect(self.update)
        self.field.textChanged.connect(self._typed)
        self.field.refused.connect(self._refused)
        self.again_button = TextButton(self.tr("Ask again"), ButtonKind.PRIMARY, self, small=True)
        self.again_button.explain(self.tr("Ask this beside the old question, and answer it (Ctrl+Enter)"))
        self.again_button.clicked.connect(self._ask_again)
        self.again_button.setVisible(prompt)
        kind = ButtonKind.SECONDARY if prompt else ButtonKind.PRIMARY
        self.save_button = TextButton(self.tr("Save"), kind, self, small=True)
        self.save_button.explain(
            self.tr("Change the text; no new answer") if prompt else self.tr("Change the text (Ctrl+Enter)")
        )
        self.save_button.clicked.connect(self._save)
        self.cancel_button = TextButton(self.tr("Cancel"), ButtonKind.GHOST, self, small=True)
        self.cancel_button.clicked.connect(self.cancelled)
        self.words = ElidedLabel("", self)
        self.words.setFont(ui_font(12))

    def begin(self, before: str, text: str) -> None:
        """Edit `before`, of which `text` was made so far."""
        self._before = before
        if self.field.toPlainText() != text:
            self.field.setPlainText(text)
            self.field.moveCursor(QTextCursor.MoveOperation.End)
        self._update()

    def editor_height(self, width: int) -> int:
        """Lay out at a width; returns the height."""
        inner = width - 2 * PADDING
        self.field.resize(inner, max(1, self.field.height()))
        self._lines = self.field.lines()
        lines = max(MIN_LINES, min(self._lines, MAX_LINES))
        height = lines * self.field.fontMetrics().lineSpacing() + 4
        self.field.setGeometry(PADDING, PADDING - 3, inner, height)
        top = height + 2 * PADDING - 6 + GAP
        right = width
        for button in (self.again_button, self.save_button, self.cancel_button):
            if not button.isHidden():
                size = button.sizeHint()
                right -= size.width()
                button.setGeometry(right, top, size.width(), BUTTONS)
                right -= 8
        self.words.setGeometry(2, top, max(0, right - 8), BUTTONS)
        mirror(self, (self.again_button, self.save_button, self.cancel_button, self.words), width)
        return top + BUTTONS

    def restyle(self) -> None:
        """Take over today's theme."""
        self.field.restyle()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box around the field."""
        tokens = current()
        box = self.rect().adjusted(0, 0, 0, -(BUTTONS + GAP))
        border = tokens.focus if self.field.hasFocus() else tokens.border_strong
        with smooth(self) as painter:
            rounded(painter, box, RADIUS_BUBBLE, tokens.surface, border)
            if self.field.hasFocus():
                rounded(painter, box.adjusted(1, 1, -1, -1), RADIUS_BUBBLE - 1, None, border)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The field is as wide as the box."""
        super().resizeEvent(event)
        self.update()

    @property
    def _text(self) -> str:
        return self.field.toPlainText()

    @property
    def _changed(self) -> bool:
        return self._text != self._before

    def _update(self) -> None:
        self._warned = False
        filled = bool(self._text.strip())
        self.save_button.setEnabled(filled)
        self.cancel_button.setText(self.tr("Cancel"))
        self.words.setText("" if filled or not self._prompt else self.tr("A message cannot be empty."))

    @Slot()
    def _typed(self) -> None:
        self._update()
        self.typed.emit(self._text)
        if self.field.lines() != self._lines:
            self.height_changed.emit()

    @Slot()
    def _refused(self) -> None:
        self.words.setText(self.tr("That is too long to be pasted here."))

    @Slot()
    def _confirm(self) -> None:
        if self._prompt:
            self._ask_again()
        else:
            self._save()

    @Slot()
    def _save(self) -> None:
        if self.save_button.isEnabled():
            self.saved.emit(self._text)

    @Slot()
    def _ask_again(self) -> None:
        if self.again_button.isEnabled() and self.save_button.isEnabled():
            self.asked_again.emit(self._text)

    @Slot()
    def _leave(self) -> None:
        """Esc: at once when nothing was changed, else only when it is meant."""
        if not self._changed or self._warned:
            self.cancelled.emit()
            return
        self._warned = True
        self.cancel_button.setText(self.tr("Discard"))
        self.words.setText(self.tr("Press Esc again to discard your changes."))
        self.editor_height(self.width())
