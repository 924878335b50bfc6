"""A list of entries with two lines each: painted rows, so that ten thousand cost nothing."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.library.library_model import Entry
from app.ui.theme import current, ui_font
from app.ui.theme.tokens import RADIUS_CONTROL
from app.ui.widgets.focus import from_keyboard
from app.ui.widgets.paint import rounded, veil
from app.ui.widgets.sides import sides_of
from app.ui.window.shortcuts import Action, shortcuts

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
HEIGHT = 52
_PADDING = 12
_PICTURE = 32
_NO_PARENT = QModelIndex()


class EntryModel(QAbstractListModel):
    """The entries. Lives in the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """A list has no children."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, all of it in words for screen readers, and the entry for the delegate."""
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.line, entry.tail) if part)
        return None

    def take(self, entries: tuple[Entry, ...]) -> None:
        """Other entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()


class _Rows(QStyledItemDelegate):
    """Paints an entry."""

    def __init__(self, view: EntryList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(1, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, sides = current(), sides_of(self._view)
        entry = cast("Entry", index.data(ENTRY))
        area = option.rect.adjusted(4, 1, -4, -1)
        chosen = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        step = veil(tokens, hover=hover and not chosen, pressed=False)
        if chosen or step is not None:
            line = tokens.line_of_chosen if chosen else None
            rounded(painter, area, RADIUS_CONTROL, tokens.selected if chosen else step, line)
        if chosen and self._view.ring:
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        room = area.adjusted(_PADDING, 0, -_PADDING, 0)
        if entry.picture:
            place = QRect(sides.first(room, _PICTURE), area.center().y() - _PICTURE // 2 + 1, _PICTURE, _PICTURE)
            rounded(painter, place, RADIUS_CONTROL, tokens.accent_bg)
            painter.setFont(ui_font(15, QFont.Weight.DemiBold))
            painter.setPen(QColor(tokens.accent_text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, entry.picture)
            room = sides.shifted(room, _PICTURE + 12)
        if entry.tail:
            painter.setFont(ui_font(12, tabular=True))
            painter.setPen(QColor(tokens.text_3))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.tail)
            room = sides.cut(room, painter.fontMetrics().horizontalAdvance(entry.tail) + 12)
        self._paint_texts(painter, room, entry)
        painter.restore()

    def _paint_texts(self, painter: QPainter, room: QRect, entry: Entry) -> None:
        tokens = current()
        top = room.top() + (6 if entry.line else (room.height() - 20) // 2)
        lines = (
            (entry.title, ui_font(13, QFont.Weight.DemiBold), tokens.text, QRect(room.left(), top, room.width(), 20)),
            (entry.line, ui_font(12), tokens.text_3, QRect(room.left(), top + 20, room.width(), 18)),
        )
        for text, font, color, place in lines:
            painter.setFont(font)
            painter.setPen(QColor(color))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


class EntryList(QListView):
    """One tab stop; the arrow keys choose, Enter opens, the menu key asks for the menu. Lives in the GUI thread.

    Signals:
        opened(entry_id: str): Enter, or a double click.
        delete_requested(entry_id: str): The keys for deleting a chat.
        menu_requested(entry_id: str, where: QPoint): `where` is in screen coordinates.
        current_changed(): Another entry is chosen, or none.
    """

    opened = Signal(str)
    delete_requested = Signal(str)
    menu_requested = Signal(str, QPoint)
    current_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring = False
        self._model = EntryModel()
        self._rows = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(self._rows)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._told)
        self.doubleClicked.connect(self._open)

    @property
    def current(self) -> str | None:
        """The entry that is chosen."""
        index = self.currentIndex()
        return self._model.entries[index.row()].id if index.isValid() else None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self._model.entries

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Other entries; the chosen one stays chosen, or the one that takes its place is."""
        if entries == self._model.entries:
            return
        before, row = self.current, self.currentIndex().row()
        self._model.take(entries)
        ids = [entry.id for entry in entries]
        if before in ids:
            self.choose(before)
        elif entries:
            self.setCurrentIndex(self._model.index(min(max(row, 0), len(entries) - 1)))
        self.current_changed.emit()

    def choose(self, entry_id: str | None) -> None:
        """Choose an entry."""
        row = next((at for at, entry in enumerate(self._model.entries) if entry.id == entry_id), -1)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))
            self.scrollTo(self._model.index(row))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the entry, from the mouse or from the keyboard."""
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            place = self.viewport().mapToGlobal(self.visualRect(index).center()) if keyboard else event.globalPos()
            self.menu_requested.emit(self._model.entries[index.row()].id, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, the keys for deleting a chat delete; the rest is Qt's."""
        self.ring = True
        current_id = self.current
        if current_id is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(current_id)
        elif current_id is not None and shortcuts().hit(Action.DELETE_CHAT, event):
            self.delete_requested.emit(current_id)
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring, when the keyboard came here."""
        super().focusInEvent(event)
        self.ring = from_keyboard(event)
        if not self.currentIndex().isValid() and self._model.entries:
            self.setCurrentIndex(self._model.index(0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring without focus."""
        super().focusOutEvent(event)
        self.ring = False
        self.viewport().update()

    @Slot()
    def _told(self) -> None:
        self.viewport().update()
        self.current_changed.emit()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.entries[index.row()].id)
