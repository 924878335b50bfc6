"""The popover with all models: pick one, load it, take it out of memory, open a file."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import DISABLED_OPACITY
from app.ui.widgets.buttons import BaseButton, ButtonKind, IconButton, TextButton
from app.ui.widgets.labels import TAG_HEIGHT, Tone, muted_label, paint_dot, paint_tag, tag_width
from app.ui.widgets.paint import rounded
from app.ui.widgets.popover import Popover
from app.ui.widgets.words import keys_text
from app.ui.window.model_words import DOTS, facts_words, state_words
from app.ui.window.models import Models
from app.ui.window.picker_model import PickerRow, RowAction, picker_rows
from app.ui.window.shortcuts import Action, shortcuts

WIDTH = 440
ROW = 52
MAX_ROWS = 7
_PADDING = 6


class ModelRowButton(BaseButton):
    """One model: its state's dot, name, engine, and a line of facts or the reason why it cannot answer."""

    arrows = False

    def __init__(self, row: PickerRow) -> None:
        super().__init__()
        self.row = row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_row(row)

    def show_row(self, row: PickerRow) -> None:
        """Another state of the same model."""
        self.row = row
        parts = [row.model.name, row.engine, state_words(row.model), facts_words(row.model)]
        if row.current:
            parts.insert(1, self.tr("in use"))
        self.setAccessibleName(", ".join(dict.fromkeys(part for part in parts if part)))
        self.setToolTip(state_words(row.model))
        self.update()

    def sizeHint(self) -> QSize:
        """The row's height; the popover gives the width."""
        return QSize(200, ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two lines."""
        tokens = current()
        with self.start_painting() as painter:
            model = self.row.model
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step)
            paint_dot(painter, QRectF(10, 15, 8, 8), DOTS[model.state], tokens)
            if not self.row.pickable:
                painter.setOpacity(1 - (1 - DISABLED_OPACITY) / 3)
            name_font = ui_font(13, QFont.Weight.DemiBold if self.row.current else QFont.Weight.Medium)
            metrics = QFontMetrics(name_font)
            tags = tag_width(self.row.engine) + 8 if self.row.engine else 0
            room = self.width() - 28 - 8 - tags - (24 if self.row.current else 0)
            name = metrics.elidedText(model.name, Qt.TextElideMode.ElideRight, room)
            painter.setFont(name_font)
            painter.setPen(QColor(tokens.text))
            painter.drawText(QRect(28, 8, room, 22), Qt.AlignmentFlag.AlignVCenter, name)
            left = 28 + metrics.horizontalAdvance(name) + 8
            if self.row.engine:
                tag = QRect(left, 9, tag_width(self.row.engine), TAG_HEIGHT)
                paint_tag(painter, tag, self.row.engine, Tone.NEUTRAL, tokens)
                left = tag.right() + 9
            if self.row.current:
                painter.drawPixmap(QPoint(left, 11), pixmap("check", tokens.accent, 16))
            self._paint_facts(painter)

    def _paint_facts(self, painter: QPainter) -> None:
        font = ui_font(12, tabular=True)
        facts = facts_words(self.row.model) or state_words(self.row.model)
        painter.setFont(font)
        painter.setPen(QColor(current().text_3))
        area = QRect(28, 27, self.width() - 36, 18)
        shown = QFontMetrics(font).elidedText(facts, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)


class _RowLine(QWidget):
    """A model's row and its small button."""

    def __init__(self, row: PickerRow) -> None:
        super().__init__()
        self.button = ModelRowButton(row)
        self.action = IconButton("play", "")
        self.action.arrows = False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.button, 1)
        line.addWidget(self.action)
        self.show_row(row)

    def show_row(self, row: PickerRow) -> None:
        """Another state of the same model."""
        self.button.show_row(row)
        eject = row.action is RowAction.EJECT
        name = self.tr("Take {0} out of memory") if eject else self.tr("Load {0} now")
        self.action.set_icon("eject" if eject else "play", name.format(row.model.name))
        self.action.explain(self.action.accessibleName())
        self.action.setVisible(row.action is not RowAction.NONE)


class _Rows(QScrollArea):
    """Scrolls, but leaves the arrow keys to the picker."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class ModelPicker(Popover):
    """All models. Up and Down move, Enter picks, Tab reaches Load and Eject, Esc closes. Lives in the GUI thread.

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
        self._lines: list[_RowLine] = []
        self.setAccessibleName(self.tr("Models"))
        self._none = muted_label(self.tr("No model is installed."))
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
        self._refresh()
        self._place(opener)
        self.open_for(opener)
        chosen = next((line for line in self._lines if line.button.row.current), None)
        target: QWidget = chosen.button if chosen else self._lines[0].button if self._lines else self.open_button
        target.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk the rows and the button below them."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        stops: list[QWidget] = [*(line.button for line in self._lines), self.open_button]
        here = next((i for i, stop in enumerate(stops) if stop.hasFocus()), -1 if step > 0 else 0)
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
        column.addWidget(self._scroll, 1)
        column.addWidget(self._none)
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
        rows = picker_rows(self._models.all, self._current)
        if self.isVisible():
            rows = self._in_place(rows)
        same = [line.button.row.model.id for line in self._lines] == [row.model.id for row in rows]
        if not same:
            self._rebuild(rows)
        for line, row in zip(self._lines, rows, strict=True):
            line.show_row(row)
        self._none.setVisible(not rows)
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
        self._lines = [_RowLine(row) for row in rows]
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
        rows = min(MAX_ROWS, max(1, len(self._lines)))
        height = rows * (ROW + 2) - 2 + 13 + self.open_button.sizeHint().height() + 2 * _PADDING
        corner = opener.mapTo(window, QPoint(0, opener.height() + 4))
        width = min(WIDTH, window.width() - 16)
        left = max(8, min(corner.x(), window.width() - width - 8))
        self.setGeometry(left, corner.y(), width, min(height, window.height() - corner.y() - 8))

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ModelRowButton):
            row = button.row
            self.dismiss(keyboard=False)
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
