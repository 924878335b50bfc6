"""The rows of the panel: a dial, a field, a text of several lines, each with where its value comes from."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFont, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.types.chats import OptionSource
from app.ui.panel.panel_model import Dial, Entry
from app.ui.panel.words import source_words
from app.ui.theme import current, ui_font
from app.ui.theme.tokens import RADIUS_CONTROL
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import ElidedLabel, text_label
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.slider import Slider
from app.ui.widgets.text_field import TextField
from app.ui.widgets.words import number

_FIELD = 68
_TEXT_PAUSE_MS = 400


class Head(QWidget):
    """A label, where the value comes from, and the way back. Lives in the GUI thread.

    Signals:
        reset_requested(): The value is to come from elsewhere again.
    """

    reset_requested = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self._source = ElidedLabel()
        self._source.setFont(ui_font(11))
        self._source.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._source.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.reset = IconButton("rotate-ccw", self.tr("Reset {0}").format(label), size=24)
        self.reset.clicked.connect(self.reset_requested)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.label = text_label(label, 13, QFont.Weight.DemiBold)
        self.row.addWidget(self.label)
        self.row.addWidget(self._source, 1)
        self.row.addWidget(self.reset)

    @property
    def source(self) -> str:
        """Where the value comes from, in words."""
        return self._source.text()

    def show_source(self, source: OptionSource) -> None:
        """Where the value comes from."""
        self._source.setText(source_words(source))
        self.reset.setVisible(source is OptionSource.CHAT)


class DialRow(QWidget):
    """A number with a slider and a field. Lives in the GUI thread.

    Signals:
        chosen(name: str, value: object): Another value; None gives it back.
    """

    chosen = Signal(str, object)

    def __init__(self, dial: Dial, label: str, explained: str) -> None:
        super().__init__()
        self.dial = dial
        self._showing = False
        self.head = Head(label)
        self.field = TextField()
        self.field.setFixedWidth(_FIELD)
        self.field.setMinimumHeight(28)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName(label)
        self.head.row.addWidget(self.field)
        self.slider = Slider(label)
        self.slider.setRange(0, dial.steps)
        self.slider.setPageStep(max(1, dial.steps // 10))
        self.setToolTip(explained)
        self.slider.setAccessibleDescription(explained)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.slider)
        self.slider.valueChanged.connect(self._moved)
        self.field.editingFinished.connect(self._typed)
        self.head.reset_requested.connect(self._reset)

    def show_entry(self, entry: Entry) -> None:
        """The value in force."""
        self._showing = True
        self.slider.setValue(self.dial.position(entry.value))
        self._showing = False
        if not self.field.hasFocus():
            self.field.setText(number(entry.value, self.dial.decimals))
            self.field.set_wrong(wrong=False)
        self.head.show_source(entry.source)

    @Slot(int)
    def _moved(self, position: int) -> None:
        if not self._showing:
            value = self.dial.value(position)
            self.field.setText(number(value, self.dial.decimals))
            self.field.set_wrong(wrong=False)
            self.chosen.emit(self.dial.name, value)

    @Slot()
    def _typed(self) -> None:
        if not self.field.isModified():
            return
        value = self.dial.parse(self.field.text())
        self.field.set_wrong(wrong=value is None)
        limits = self.tr("A number from {0} to {1}").format(
            number(self.dial.low, self.dial.decimals), number(self.dial.high, self.dial.decimals)
        )
        self.field.setToolTip(limits if value is None else "")
        if value is not None:
            self.field.setModified(False)
            self.chosen.emit(self.dial.name, value)

    @Slot()
    def _reset(self) -> None:
        self.field.set_wrong(wrong=False)
        self.chosen.emit(self.dial.name, None)


class FieldRow(QWidget):
    """A short text. Lives in the GUI thread.

    Signals:
        typed(text: str): Another one.
        reset_requested(): It is to come from elsewhere again.
    """

    typed = Signal(str)
    reset_requested = Signal()

    def __init__(self, label: str, hint: str, explained: str) -> None:
        super().__init__()
        self.head = Head(label)
        self.field = TextField()
        self.field.setAccessibleName(label)
        self.field.setPlaceholderText(hint)
        self.setToolTip(explained)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.field)
        self.field.editingFinished.connect(self._finished)
        self.head.reset_requested.connect(self.reset_requested)

    def show_text(self, text: str, source: OptionSource) -> None:
        """The value in force."""
        if not self.field.hasFocus():
            self.field.setText(text)
            self.field.set_wrong(wrong=False)
        self.head.show_source(source)

    @Slot()
    def _finished(self) -> None:
        if self.field.isModified():
            self.field.setModified(False)
            self.typed.emit(self.field.text())


class TextBox(QPlainTextEdit):
    """A text of several lines in a rounded box. Lives in the GUI thread.

    Signals:
        focused(): It has the focus, or has it no more.
    """

    focused = Signal()

    def __init__(self, name: str, height: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(ui_font(13))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedHeight(height)
        self.setViewportMargins(8, 6, 4, 6)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QPlainTextEdit { background: transparent; }")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The box takes the colour of the focus."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And loses it."""
        super().focusOutEvent(event)
        self.focused.emit()


class TextFrame(QWidget):
    """The box around a text, which a scroll area cannot paint itself. Lives in the GUI thread."""

    def __init__(self, text: TextBox) -> None:
        super().__init__()
        self._text = text
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(text)
        text.focused.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and border."""
        tokens = current()
        focused = self._text.hasFocus()
        with smooth(self) as painter:
            border = tokens.focus if focused else tokens.border_strong
            rounded(painter, self.rect(), RADIUS_CONTROL, tokens.surface, border)
            if focused:
                rounded(painter, self.rect().adjusted(1, 1, -1, -1), RADIUS_CONTROL - 1, None, border)


class LongTextRow(QWidget):
    """A text of several lines that is stored while it is written. Lives in the GUI thread.

    Signals:
        written(text: str): Another one, after a pause or when it is left.
        reset_requested(): It is to come from elsewhere again.
    """

    written = Signal(str)
    reset_requested = Signal()

    def __init__(self, label: str, hint: str, height: int) -> None:
        super().__init__()
        self.head = Head(label)
        self.text = TextBox(label, height)
        self.text.setPlaceholderText(hint)
        self._dirty = False
        self._showing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TEXT_PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(TextFrame(self.text))
        self.text.textChanged.connect(self._changed)
        self.head.reset_requested.connect(self._reset)

    def show_text(self, text: str, source: OptionSource) -> None:
        """The value in force; what is being written stays."""
        if not self._dirty and text != self.text.toPlainText():
            self._showing = True
            self.text.setPlainText(text)
            self._showing = False
        self.head.show_source(source)

    @Slot()
    def flush(self) -> None:
        """Tell what is written, now."""
        self._timer.stop()
        if self._dirty:
            self._dirty = False
            self.written.emit(self.text.toPlainText())

    @Slot()
    def _changed(self) -> None:
        if not self._showing:
            self._dirty = True
            self._timer.start()

    @Slot()
    def _reset(self) -> None:
        self._timer.stop()
        self._dirty = False
        self.reset_requested.emit()
