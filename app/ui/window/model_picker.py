"""The popover with all models: find one, pick it, load it, take it out of memory, open a file."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.palette.ranking import MAX_QUERY
from app.ui.theme import current
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.labels import muted_label
from app.ui.widgets.popover import Popover
from app.ui.widgets.text_field import TextField
from app.ui.widgets.words import keys_text
from app.ui.window.model_picker_row import ROW, ModelRowButton, RowLine, row_height
from app.ui.window.model_words import state_words
from app.ui.window.models import Models
from app.ui.window.picker_model import PickerRow, RowAction, picker_rows
from app.ui.window.shortcuts import Action, shortcuts

WIDTH = 440
MAX_ROWS = 7
_PADDING = 6
_FIELD = 34 + 6


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class _Rows(QScrollArea):
    """Scrolls, but leaves the arrow keys to the picker."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class ModelPicker(Popover):
    """All models. What is typed narrows them; Up and Down move, Enter picks, Tab reaches Load and Eject, Esc closes.
    Lives in the GUI thread.

    Signals:
        picked(model_id: str): The next question is to go to this model.
        unavailable(reason: str): A model that cannot answer was picked.
        file_requested(): "Open a model file…" was pressed.
    """

    picked = Signal(str)
    unavailable = Signal(str)
    file_requested = Signal()

    def __init__(self, window: QWidget, models: Models) -> None:
        super().__init__(window)
        self._models = models
        self._current: str | None = None
        self._lines: list[RowLine] = []
        self.setAccessibleName(self.tr("Models"))
        self.field = TextField(icon="search")
        self.field.setPlaceholderText(self.tr("Find a model"))
        self.field.setAccessibleName(self.tr("Find a model"))
        self.field.setMaxLength(MAX_QUERY)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._take_first)
        self._none = muted_label()
        self._none.setContentsMargins(10, 8, 10, 8)
        self.open_button = TextButton(
            self.tr("Open a model file…"),
            ButtonKind.GHOST,
            icon="folder-open",
            keys=keys_text(shortcuts().of(Action.OPEN_FILE)),
        )
        self.open_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        shortcuts().changed.connect(self._explain)
        self._explain()
        self.open_button.clicked.connect(self._open_file)
        self._build()
        models.changed.connect(self._refresh)

    def open_at(self, opener: QWidget, current_id: str | None) -> None:
        """Show it below the button that opens it."""
        self._current = current_id
        self.field.clear()
        self._refresh()
        self._place(opener)
        self.open_for(opener)
        self._scroll.verticalScrollBar().setValue(0)
        (self.field if self._models.all else self.open_button).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk the field, the rows and the button below them; letters go into the field."""
        step = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}.get(event.key())
        if step is None:
            if event.text().isprintable() and event.text() and not event.modifiers() & _COMMANDS:
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)
                self.field.insert(event.text())
                return
            super().keyPressEvent(event)
            return
        stops: list[QWidget] = [self.field, *(line.button for line in self._lines), self.open_button]
        here = next((i for i, stop in enumerate(stops) if stop.hasFocus()), 0)
        target = stops[(here + step) % len(stops)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(target, 0, 4)

    def _build(self) -> None:
        self._content = QWidget()
        self._content.setAutoFillBackground(False)
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._scroll = _Rows()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addSpacing(6)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._none)
        self._gap = QWidget()
        column.addWidget(self._gap, 1)
        column.addSpacing(13)
        column.addWidget(self.open_button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card and the line over its last button."""
        super().paintEvent(event)
        top = self.open_button.y() - 7
        with QPainter(self) as painter:
            painter.fillRect(1, top, self.width() - 2, 1, QColor(current().border))

    @Slot()
    def _refresh(self) -> None:
        if not self._column.parentWidget():
            return
        rows = picker_rows(self._models.all, self._current, self.field.text())
        if self.isVisible():
            rows = self._in_place(rows)
        same = [line.button.row.model.id for line in self._lines] == [row.model.id for row in rows]
        if not same:
            self._rebuild(rows)
        for line, row in zip(self._lines, rows, strict=True):
            line.show_row(row)
        none = self.tr("No model has that name.") if self.field.text().strip() else self.tr("No model is installed.")
        self._none.setText(none)
        self._none.setVisible(not rows)
        self._gap.setVisible(not rows)
        self._scroll.setVisible(bool(rows))

    def _in_place(self, rows: tuple[PickerRow, ...]) -> tuple[PickerRow, ...]:
        """The rows in the order that is on the screen: nothing jumps away under the mouse."""
        known = [line.button.row.model.id for line in self._lines]
        return tuple(sorted(rows, key=lambda row: known.index(row.model.id) if row.model.id in known else len(known)))

    def _rebuild(self, rows: tuple[PickerRow, ...]) -> None:
        focused = next((line.button.row.model.id for line in self._lines if line.isAncestorOf(self.focusWidget())), "")
        for line in self._lines:
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [RowLine(row) for row in rows]
        for line in self._lines:
            line.button.clicked.connect(self._clicked)
            line.action.clicked.connect(self._acted)
            self._column.addWidget(line)
            line.show()
            if line.button.row.model.id == focused:
                line.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.isVisible() and self._opener is not None:
            self._place(self._opener)

    def _place(self, opener: QWidget) -> None:
        window = self.window()
        rows = picker_rows(self._models.all, self._current)[:MAX_ROWS]  # stays so while it is searched
        listed = sum(row_height(row) + 2 for row in rows) or ROW + 2
        height = _FIELD + listed - 2 + 13 + self.open_button.sizeHint().height() + 2 * _PADDING
        corner = opener.mapTo(window, QPoint(0, opener.height() + 4))
        width = min(WIDTH, window.width() - 16)
        left = max(8, min(corner.x(), window.width() - width - 8))
        self.setGeometry(left, corner.y(), width, min(height, window.height() - corner.y() - 8))

    @Slot(str)
    def _typed(self, _text: str) -> None:
        if self.isVisible():
            self._refresh()

    @Slot()
    def _take_first(self) -> None:
        """Enter in the field: the best one that was found."""
        if self.field.text().strip() and self._lines:
            self._take(self._lines[0].button.row)

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ModelRowButton):
            self._take(button.row)

    def _take(self, row: PickerRow) -> None:
        self.dismiss(keyboard=False)
        if self._opener is not None and self._opener.underMouse():
            # Picked with a key: a pointer that was left on the button points at nothing.
            self._opener.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
            self._opener.update()
        if row.pickable:
            self.picked.emit(row.model.id)
        else:
            self.unavailable.emit(state_words(row.model))

    @Slot()
    def _acted(self) -> None:
        pressed = self.sender()
        line = next((line for line in self._lines if line.action is pressed), None)
        if line is None:
            return
        row = line.button.row
        if row.action is RowAction.EJECT:
            self._models.unload(row.model.id)
        else:
            self._models.load(row.model.id)

    @Slot()
    def _explain(self) -> None:
        keys = shortcuts().of(Action.OPEN_FILE)
        self.open_button.set_keys(keys_text(keys))
        self.open_button.explain(self.tr("Use a GGUF file that is on this computer, where it lies"), keys)

    @Slot()
    def _open_file(self) -> None:
        self.dismiss()
        self.file_requested.emit()
