"""The list of chats: a Qt model over `ChatRows`, the delegate that paints a row, and the view."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.types.chats import ChatSummary
from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import RADIUS_CONTROL, ROW_HEIGHT
from app.ui.widgets.focus import from_keyboard
from app.ui.widgets.paint import rounded, veil
from app.ui.widgets.text_field import TextField
from app.ui.window.shortcuts import Action, shortcuts
from app.ui.window.sidebar_model import ChatRows, Group, Row, clean_title

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_PADDING = 10
_ICON = 16
_NO_PARENT = QModelIndex()


class ChatListModel(QAbstractListModel):
    """Rows for the view; the order and the groups are decided by `ChatRows`. Lives in the GUI thread.

    Signals:
        renamed(chat_id: str, title: str): The inline editor was closed with another title.
    """

    renamed = Signal(str, str)

    def __init__(self, rows: ChatRows) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """All rows; a list has no children."""
        return 0 if parent.isValid() else len(self.rows.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text for the eye, the editor and the screen reader; the row itself for the delegate."""
        row = self.rows.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self.title(row)
            return self.tr("{0}, answering").format(title) if row.chat is not None and row.chat.answering else title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings can be neither chosen nor reached with the keyboard."""
        if self.rows.rows[index.row()].chat is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A new title from the editor; an empty or unchanged one is dropped."""
        chat = self.rows.rows[index.row()].chat
        title = clean_title(str(value))
        if role != Qt.ItemDataRole.EditRole or chat is None or not title or title == chat.title:
            return False
        self.renamed.emit(chat.id, title)
        return True

    def title(self, row: Row) -> str:
        """What a row reads."""
        if row.chat is not None:
            return " ".join(row.chat.title.split()) or self.tr("New chat")
        return {
            Group.TODAY: self.tr("Today"),
            Group.YESTERDAY: self.tr("Yesterday"),
            Group.WEEK: self.tr("Previous 7 days"),
            Group.OLDER: self.tr("Older"),
        }[row.group]

    def change(self, apply: Callable[[], object]) -> None:
        """Run something that moves rows, with the announcements that views need."""
        self.beginResetModel()
        apply()
        self.endResetModel()

    def touch(self, chat_id: str) -> None:
        """One row looks different now."""
        index = self.index(self.rows.row_of(chat_id))
        if index.isValid():
            self.dataChanged.emit(index, index)


class ChatDelegate(QStyledItemDelegate):
    """Paints headings and chats, and edits a title in place."""

    def __init__(self, view: ChatListView) -> None:
        super().__init__(view)
        self._view = view
        self._normal = ui_font(13)
        self._strong = ui_font(13, QFont.Weight.Medium)
        self._heading = ui_font(11, QFont.Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally high, so that 10,000 of them cost nothing."""
        return QSize(1, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        row = cast("Row", index.data(ROW))
        area = self._view.box(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.chat is None:
            painter.setFont(self._heading)
            painter.setPen(QColor(current().text_3))
            text_area = area.adjusted(_PADDING, 10, -_PADDING, 0)
            painter.drawText(text_area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, index.data())
        else:
            self._paint_chat(painter, area, option.state, index, row.chat)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The field for a new title."""
        field = TextField(parent=parent)
        field.setMaxLength(200)
        field.setAccessibleName(self.tr("Title of the chat"))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start with the present title, all of it selected."""
        if isinstance(editor, TextField):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the title on."""
        if isinstance(editor, TextField):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the row's box."""
        editor.setGeometry(self._view.box(option.rect))

    def _paint_chat(
        self, painter: QPainter, area: QRect, state: QStyle.StateFlag, index: Index, chat: ChatSummary
    ) -> None:
        tokens = current()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        ring = self._view.ring and index.row() == self._view.currentIndex().row()
        step = veil(tokens, hover=hover and not selected, pressed=False)
        if selected or step is not None:
            rounded(painter, area, RADIUS_CONTROL, tokens.selected if selected else step)
        if ring:
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)
        text_area = area.adjusted(_PADDING, 0, -_PADDING, 0)
        if selected or hover or ring:
            spot = self._view.menu_spot(area)
            if self._view.pointed_at(spot):
                rounded(painter, spot, 6, veil(tokens, hover=True, pressed=False))
            painter.drawPixmap(spot.topLeft() + QPoint(6, 6), pixmap("ellipsis", tokens.text, _ICON))
            text_area.setRight(spot.left() - 4)
        elif chat.answering:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(QRect(text_area.right() - 11, area.center().y() - 3, 8, 8))
            text_area.setRight(text_area.right() - 20)
        font = self._strong if selected else self._normal
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        shown = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, text_area.width())
        painter.drawText(text_area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class ChatListView(QListView):
    """The list itself: one tab stop, arrow keys, Enter opens, F2 renames, Ctrl+Delete deletes. Lives in the GUI thread.

    The selected row is the open chat; the keyboard moves the current row without opening anything.

    Signals:
        open_requested(chat_id: str), delete_requested(chat_id: str)
        menu_requested(chat_id: str, where: QPoint): `where` is in screen coordinates.
    """

    open_requested = Signal(str)
    delete_requested = Signal(str)
    menu_requested = Signal(str, QPoint)

    def __init__(self, model: ChatListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring = False
        self._open: str | None = None
        self._kept: tuple[str, int] = ("", 0)
        self._delegate = ChatDelegate(self)
        self._rows = model
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Chats"))
        self.viewport().setAutoFillBackground(False)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)

    def show_open(self, chat_id: str | None) -> None:
        """Mark the open chat."""
        self._open = chat_id
        self.clearSelection()
        index = self._index(chat_id)
        if index.isValid():
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def rename(self, chat_id: str) -> None:
        """Edit a title in place."""
        index = self._index(chat_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.edit(index)

    @property
    def editing(self) -> bool:
        """Whether a title is being edited."""
        return self.state() is QListView.State.EditingState

    def box(self, row: QRect) -> QRect:
        """The part of a row that is painted: the same width with and without a scroll bar."""
        return QRect(row.left(), row.top(), self.width() - _PADDING, row.height())

    def menu_spot(self, box: QRect) -> QRect:
        """Where the "…" of a row is."""
        return QRect(box.right() + 1 - 32, box.top() + 3, 28, 28)

    def pointed_at(self, spot: QRect) -> bool:
        """Whether the mouse is there."""
        return spot.contains(self.viewport().mapFromGlobal(self.cursor().pos()))

    def selectionCommand(self, index: Index, event: object = None) -> QItemSelectionModel.SelectionFlag:
        """Only `show_open` selects."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on "…" opens the menu."""
        self.ring = False
        place = event.position().toPoint()
        chat = self._chat(self.indexAt(place))
        spot = self.menu_spot(self.box(self.visualRect(self.indexAt(place))))
        super().mousePressEvent(event)
        if chat is not None and event.button() == Qt.MouseButton.LeftButton and spot.contains(place):
            self.menu_requested.emit(chat.id, self.viewport().mapToGlobal(spot.bottomLeft()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click elsewhere on the row opens the chat."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        chat = self._chat(index)
        on_spot = self.menu_spot(self.box(self.visualRect(index))).contains(place)
        if chat is not None and event.button() == Qt.MouseButton.LeftButton and not on_spot:
            self.open_requested.emit(chat.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Repaint the row under the mouse: its "…" lights up."""
        super().mouseMoveEvent(event)
        self.update(self.indexAt(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row, from the mouse or from the keyboard."""
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        chat = self._chat(index)
        if chat is not None:
            spot = self.menu_spot(self.box(self.visualRect(index)))
            where = self.viewport().mapToGlobal(spot.bottomLeft()) if by_keyboard else event.globalPos()
            self.menu_requested.emit(chat.id, where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; renaming and deleting have keys of their own; the rest is Qt's."""
        chat = self._chat(self.currentIndex())
        self.ring = True
        if chat is not None and not self.editing:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self.open_requested.emit(chat.id)
                return
            if shortcuts().hit(Action.RENAME_CHAT, event):
                self.rename(chat.id)
                return
            if shortcuts().hit(Action.DELETE_CHAT, event):
                self.delete_requested.emit(chat.id)
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

    @Slot()
    def _keep(self) -> None:
        chat = self._chat(self.currentIndex())
        self._kept = (chat.id if chat is not None else "", self.verticalScrollBar().value())

    @Slot()
    def _restore(self) -> None:
        chat_id, scrolled = self._kept
        selected = self._index(self._open)
        if selected.isValid():
            self.selectionModel().select(selected, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        kept = self._index(chat_id)
        if kept.isValid():
            self.selectionModel().setCurrentIndex(kept, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(scrolled)

    def _index(self, chat_id: str | None) -> QModelIndex:
        row = self._rows.rows.row_of(chat_id) if chat_id else -1
        return self._rows.index(row) if row >= 0 else QModelIndex()

    def _chat(self, index: Index) -> ChatSummary | None:
        return cast("Row", index.data(ROW)).chat if index.isValid() else None
