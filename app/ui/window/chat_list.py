"""The list of chats and folders: keyboard, mouse, drag and drop, and the dots that move."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QListView, QWidget

from app.ui.theme import theme
from app.ui.widgets.focus import from_keyboard
from app.ui.widgets.sides import sides_of
from app.ui.window.chat_delegate import PADDING, ChatDelegate
from app.ui.window.chat_list_model import CHAT_MIME, FOLDER_MIME, ROW, ChatListModel, Index
from app.ui.window.shortcuts import Action, shortcuts
from app.ui.window.sidebar_model import Drop, Row, folder_key

_BEAT_MS = 80
_BEATS = 16
"""So many steps until the dot looks as at the beginning."""


class ChatListView(QListView):
    """One tab stop: arrow keys, Enter opens or unfolds, F2 renames, Ctrl+Delete deletes. Lives in the GUI thread.

    The selected row is the open chat; the keyboard moves the current row without opening anything.

    Signals:
        open_requested(chat_id: str), delete_requested(chat_id: str)
        menu_requested(chat_id: str, where: QPoint): `where` is in screen coordinates.
        folder_toggled(folder_id: str, how: object): Fold or unfold it; None turns it round.
        folder_delete_requested(folder_id: str)
        folder_menu_requested(folder_id: str, where: QPoint)
        chat_dropped(chat_id: str, drop: Drop), folder_dropped(folder_id: str, position: int)
    """

    open_requested = Signal(str)
    delete_requested = Signal(str)
    menu_requested = Signal(str, QPoint)
    folder_toggled = Signal(str, object)
    folder_delete_requested = Signal(str)
    folder_menu_requested = Signal(str, QPoint)
    chat_dropped = Signal(str, object)
    folder_dropped = Signal(str, int)

    def __init__(self, model: ChatListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring = False
        self.target = -1
        """The row that a drag would go to."""
        self.phase = 0.0
        self._beat = 0
        self._open: str | None = None
        self._kept: tuple[str, int] = ("", 0)
        self._pressed: tuple[QPoint, Row] | None = None
        self._delegate = ChatDelegate(self)
        self._rows = model
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._step)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Chats"))
        self.viewport().setAutoFillBackground(False)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.dataChanged.connect(self.pulse)

    def show_open(self, chat_id: str | None) -> None:
        """Mark the open chat."""
        self._open = chat_id
        self.clearSelection()
        index = self._index(chat_id)
        if index.isValid():
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def rename(self, key: str) -> None:
        """Edit the title of a chat, or by `folder_key` the name of a folder, in place."""
        index = self._index(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.edit(index)

    @property
    def editing(self) -> bool:
        """Whether a title is being edited."""
        return self.state() is QListView.State.EditingState

    def box(self, row: QRect) -> QRect:
        """The part of a row that is painted: the same width with and without a scroll bar."""
        left = row.right() + 1 - (self.width() - PADDING) if sides_of(self).mirrored else row.left()
        return QRect(left, row.top(), self.width() - PADDING, row.height())

    def menu_spot(self, box: QRect) -> QRect:
        """Where the "…" of a row is."""
        inner = box.adjusted(4, 0, -4, 0)
        return QRect(sides_of(self).last(inner, 28), box.top() + 3, 28, 28)

    def pointed_at(self, spot: QRect) -> bool:
        """Whether the mouse is there."""
        return spot.contains(self.viewport().mapFromGlobal(self.cursor().pos()))

    def selectionCommand(self, index: Index, event: object = None) -> QItemSelectionModel.SelectionFlag:
        """Only `show_open` selects."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    # Mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on "…" opens the menu; elsewhere it may become a drag."""
        self.ring = False
        place = event.position().toPoint()
        row = self._row(self.indexAt(place))
        spot = self._spot_at(place)
        super().mousePressEvent(event)
        if row is None or not row.key or event.button() != Qt.MouseButton.LeftButton:
            return
        if spot.contains(place):
            self._open_menu(row, self.viewport().mapToGlobal(spot.bottomLeft()))
        else:
            self._pressed = (place, row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click elsewhere on the row opens the chat, or folds the folder."""
        super().mouseReleaseEvent(event)
        self._pressed = None
        place = event.position().toPoint()
        row = self._row(self.indexAt(place))
        if row is not None and event.button() == Qt.MouseButton.LeftButton and not self._spot_at(place).contains(place):
            self._activate(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Repaint the row under the mouse: its "…" lights up. A press that moved far enough is a drag."""
        place = event.position().toPoint()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start, row = self._pressed
            if (place - start).manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                self._carry(row)
            return
        super().mouseMoveEvent(event)
        self.update(self.indexAt(place))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row, from the mouse or from the keyboard."""
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        row = self._row(index)
        if row is not None:
            spot = self.menu_spot(self.box(self.visualRect(index)))
            self._open_menu(row, self.viewport().mapToGlobal(spot.bottomLeft()) if by_keyboard else event.globalPos())

    # Drag and drop.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Chats and folders of this list."""
        if event.source() is self and (
            event.mimeData().hasFormat(CHAT_MIME) or event.mimeData().hasFormat(FOLDER_MIME)
        ):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go."""
        drop = self._drop_of(event)
        self._show_target(drop.row if drop is not None else -1)
        if drop is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nowhere."""
        self._show_target(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand it on; the core decides, and its answer moves the row."""
        drop, data = self._drop_of(event), event.mimeData()
        self._show_target(-1)
        if drop is None:
            event.ignore()
            return
        event.acceptProposedAction()
        if data.hasFormat(CHAT_MIME):
            self.chat_dropped.emit(bytes(data.data(CHAT_MIME).data()).decode(), drop)
        else:
            folder_id = bytes(data.data(FOLDER_MIME).data()).decode()
            position = self._rows.rows.position_at(drop.row, folder_id)
            self.folder_dropped.emit(folder_id, position if position is not None else 0)

    # Keyboard.

    def event(self, event: QEvent) -> bool:
        """Its own row is meant by the keys for renaming and deleting, and not the open chat."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (Action.RENAME_CHAT, Action.DELETE_CHAT)
            if self.currentIndex().isValid() and any(shortcuts().hit(action, event) for action in own):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; renaming and deleting have keys of their own; the rest is Qt's."""
        row = self._row(self.currentIndex())
        self.ring = True
        if row is not None and not self.editing and self._key_of_row(row, event):
            return
        super().keyPressEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The current row wears the ring when the keyboard came here."""
        super().focusInEvent(event)
        self.ring = from_keyboard(event)
        if not self.currentIndex().isValid() and self._rows.rowCount() > 1:
            self.setCurrentIndex(self._rows.index(1))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring without focus."""
        super().focusOutEvent(event)
        self.ring = False
        self.viewport().update()

    # The dots.

    def showEvent(self, event: QShowEvent) -> None:
        """They move only where they are seen."""
        super().showEvent(event)
        self.pulse()

    def hideEvent(self, event: QHideEvent) -> None:
        """They rest."""
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def pulse(self) -> None:
        """Let the dots of answering chats move, or rest when there are none or motion is not wanted."""
        moves = self.isVisible() and not theme().still and bool(self._rows.rows.answering)
        if moves and not self._timer.isActive():
            self._timer.start()
        elif not moves:
            self._timer.stop()
            self.phase = 0.0

    @Slot()
    def _step(self) -> None:
        rows = self._rows.rows.answering
        if not rows or theme().still:
            self.pulse()
        self._beat = (self._beat + 1) % _BEATS
        self.phase = 0.0 if theme().still else self._beat / _BEATS
        for row in rows:
            self.update(self._rows.index(row))

    # Inside.

    def _key_of_row(self, row: Row, event: QKeyEvent) -> bool:
        onward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if sides_of(self).mirrored:
            onward, back = back, onward
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._activate(row)
        elif shortcuts().hit(Action.RENAME_CHAT, event):
            self.rename(row.key)
        elif shortcuts().hit(Action.DELETE_CHAT, event):
            self._delete(row)
        elif event.key() in (onward, back) and row.folder is not None:
            self.folder_toggled.emit(row.folder.id, event.key() == onward)
        elif event.key() == back and row.inside and row.chat is not None:
            self.setCurrentIndex(self._index(folder_key(row.chat.folder_id or "")))
        else:
            return False
        return True

    def _activate(self, row: Row) -> None:
        if row.chat is not None:
            self.open_requested.emit(row.chat.id)
        elif row.folder is not None:
            self.folder_toggled.emit(row.folder.id, None)

    def _delete(self, row: Row) -> None:
        if row.chat is not None:
            self.delete_requested.emit(row.chat.id)
        elif row.folder is not None:
            self.folder_delete_requested.emit(row.folder.id)

    def _open_menu(self, row: Row, where: QPoint) -> None:
        if row.chat is not None:
            self.menu_requested.emit(row.chat.id, where)
        elif row.folder is not None:
            self.folder_menu_requested.emit(row.folder.id, where)

    def _carry(self, row: Row) -> None:
        drag = QDrag(self)
        drag.setMimeData(self._rows.carried(row))
        box = self.box(self.visualRect(self._index(row.key)))
        drag.setPixmap(self.viewport().grab(box))
        drag.exec(Qt.DropAction.MoveAction)
        self._show_target(-1)

    def _drop_of(self, event: QDropEvent) -> Drop | None:
        at = self.indexAt(event.position().toPoint()).row()
        data = event.mimeData()
        if data.hasFormat(CHAT_MIME):
            return self._rows.rows.drop_at(at, bytes(data.data(CHAT_MIME).data()).decode())
        if data.hasFormat(FOLDER_MIME):
            position = self._rows.rows.position_at(at, bytes(data.data(FOLDER_MIME).data()).decode())
            return Drop(at) if position is not None else None
        return None

    def _show_target(self, row: int) -> None:
        if row != self.target:
            self.target = row
            self.viewport().update()

    def _spot_at(self, place: QPoint) -> QRect:
        return self.menu_spot(self.box(self.visualRect(self.indexAt(place))))

    @Slot()
    def _keep(self) -> None:
        row = self._row(self.currentIndex())
        self._kept = (row.key if row is not None else "", self.verticalScrollBar().value())

    @Slot()
    def _restore(self) -> None:
        key, scrolled = self._kept
        selected = self._index(self._open)
        if selected.isValid():
            self.selectionModel().select(selected, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        kept = self._index(key)
        if kept.isValid():
            self.selectionModel().setCurrentIndex(kept, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(scrolled)
        self.pulse()

    def _index(self, key: str | None) -> QModelIndex:
        row = self._rows.rows.row_of(key) if key else -1
        return self._rows.index(row) if row >= 0 else QModelIndex()

    def _row(self, index: Index) -> Row | None:
        return cast("Row", index.data(ROW)) if index.isValid() else None
