"""A few fields over the composer: the variables of a saved prompt, or the name of a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.labels import Paragraph, text_label
from app.ui.widgets.popover import Popover
from app.ui.widgets.text_field import TextField

_WIDTH = 420
_MAX_LENGTH = 20_000


@dataclass(frozen=True, slots=True)
class Field:
    """One line to fill in."""

    label: str
    value: str = ""


class SmallForm(Popover):
    """Enter goes to the next field, and from the last one on; Esc leaves, twice where something was typed. Lives in the
    GUI thread.

    Signals:
        accepted(values: list[str]): What stands in the fields.
    """

    accepted = Signal(object)

    def __init__(self, window: QWidget, title: str, fields: Sequence[Field], done: str, note: str = "") -> None:
        super().__init__(window)
        self.setAccessibleName(title)
        self.fields = [TextField(field.value) for field in fields]
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(6)
        column.addWidget(text_label(title, 13, QFont.Weight.DemiBold))
        if note:
            column.addWidget(Paragraph(note, 12, 18, muted=True))
        for spec, field in zip(fields, self.fields, strict=True):
            label = text_label(spec.label, 12)
            label.setBuddy(field)
            field.setAccessibleName(spec.label)
            field.setMaxLength(_MAX_LENGTH)
            column.addWidget(label)
            column.addWidget(field)
        self.warning = Paragraph("", 12, 18)
        self.warning.hide()
        column.addWidget(self.warning)
        self._before = self._values
        self._warned: list[str] | None = None
        """What stood there when Esc was pressed."""
        self._asked: list[str] | None = None
        """What stood there when it was asked whether that is meant."""
        self._done_words = done
        for field in self.fields:
            field.textChanged.connect(self._typed)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.addStretch(1)
        cancel = TextButton(self.tr("Cancel"), ButtonKind.GHOST, small=True)
        self.done = TextButton(done, ButtonKind.PRIMARY, small=True)
        row.addWidget(cancel)
        row.addWidget(self.done)
        column.addLayout(row)
        cancel.clicked.connect(self._cancel)
        self.done.clicked.connect(self._accept)

    def open_over(self, anchor: QWidget, opener: QWidget) -> None:
        """Above a widget of the window; the focus returns to the opener."""
        self.adjustSize()
        width = min(_WIDTH, self.window().width() - 16)
        height = min(max(self.sizeHint().height(), self.heightForWidth(width)), self.window().height() - 16)
        corner = anchor.mapTo(self.window(), QPoint(0, 0)) - QPoint(0, height + 6)
        corner.setX(min(corner.x(), self.window().width() - width - 8))
        corner.setY(max(8, corner.y()))
        self.setGeometry(QRect(corner, self.size().expandedTo(self.minimumSizeHint())))
        self.resize(width, height)
        self.open_for(opener)
        self.fields[0].setFocus(Qt.FocusReason.PopupFocusReason)
        self.fields[0].selectAll()

    @property
    def _values(self) -> list[str]:
        return [field.text() for field in self.fields]

    def refuse(self, index: int) -> None:
        """Something is wrong with a field."""
        self.fields[index].set_wrong(wrong=True)
        self.fields[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def confirmed(self, question: str, done: str) -> bool:
        """Ask whether what stands here is meant, and let the button say so; True when it was asked before."""
        if self._asked == self._values:
            return True
        self._asked = self._values
        self.done.setText(done)
        self._warn(question)
        return False

    def _warn(self, words: str) -> None:
        """Below the fields; the form grows to the top."""
        self.warning.say(words)
        self.warning.show()
        bottom = self.geometry().bottom()
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        self.move(self.x(), max(8, bottom - self.height() + 1))

    @Slot()
    def _typed(self) -> None:
        """Another text is another question."""
        if self._asked is not None and self._asked != self._values:
            self._asked = None
            self.done.setText(self._done_words)
            self.warning.say("")
            self.warning.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here = next((i for i, field in enumerate(self.fields) if field.hasFocus()), None)
            if here is not None and here + 1 < len(self.fields):
                self.fields[here + 1].setFocus(Qt.FocusReason.TabFocusReason)
                self.fields[here + 1].selectAll()
            else:
                self._accept()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Escape and self._values not in (self._before, self._warned):
            self._warned = self._values
            self._warn(self.tr("Press Esc again to discard what you typed."))
            event.accept()
            return
        super().keyPressEvent(event)

    @Slot()
    def _accept(self) -> None:
        self.accepted.emit(self._values)

    @Slot()
    def _cancel(self) -> None:
        self.dismiss(keyboard=True)


class FormPlace(QObject):
    """One small form at a time: another one takes its place. Lives in the GUI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.form: SmallForm | None = None

    def open(self, form: SmallForm, anchor: QWidget, opener: QWidget, accepted: Callable[[list[str]], None]) -> None:
        """Show it above a widget; `accepted` gets what stands in its fields."""
        self.close()
        self.form = form
        form.accepted.connect(accepted)
        form.closed.connect(self._closed)
        form.open_over(anchor, opener)

    def close(self) -> None:
        """Put it away."""
        if self.form is not None:
            self.form.dismiss(keyboard=True)

    def confirmed(self, question: str, done: str) -> bool:
        """Whether the person meant it; asks where that was not asked yet."""
        return self.form is None or self.form.confirmed(question, done)

    def refuse(self) -> None:
        """Something is wrong with what stands in its first field."""
        if self.form is not None:
            self.form.refuse(0)

    @Slot()
    def _closed(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.deleteLater()
