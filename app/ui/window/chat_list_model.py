"""The rows of the sidebar as a Qt model: texts for eye, editor and screen reader, and what a drag carries."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.ui.widgets.words import month_name
from app.ui.window.sidebar_model import FOLDER_CHARS, TITLE_CHARS, ChatRows, Group, Row, clean_title

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
CHAT_MIME = "application/x-tektra-chat"
FOLDER_MIME = "application/x-tektra-folder"
_NO_PARENT = QModelIndex()


class ChatListModel(QAbstractListModel):
    """Rows for the view; the order and the groups are decided by `ChatRows`. Lives in the GUI thread.

    Signals:
        renamed(chat_id: str, title: str): The inline editor was closed with another title.
        folder_renamed(folder_id: str, name: str): The same for a folder.
    """

    renamed = Signal(str, str)
    folder_renamed = Signal(str, str)

    def __init__(self, rows: ChatRows) -> None:
        super().__init__()
        self.rows = rows
        self.year = 0
        """Months of this year are named without it."""

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
            return ", ".join((self.title(row), *self._marks(row)))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings can be neither chosen nor reached with the keyboard."""
        if not self.rows.rows[index.row()].key:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A new title from the editor; an empty or unchanged one is dropped."""
        row = self.rows.rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or not row.key:
            return False
        title = clean_title(str(value), TITLE_CHARS if row.chat is not None else FOLDER_CHARS)
        if not title or title == self.title(row):
            return False
        if row.chat is not None:
            self.renamed.emit(row.chat.id, title)
        elif row.folder is not None:
            self.folder_renamed.emit(row.folder.id, title)
        return True

    def title(self, row: Row) -> str:
        """What a row reads."""
        if row.chat is not None:
            return " ".join(row.chat.title.split()) or self.tr("New chat")
        if row.folder is not None:
            return row.folder.name
        if row.group is Group.MONTH:
            return month_name(*row.month, with_year=row.month[0] != self.year)
        return {
            Group.PINNED: self.tr("Pinned"),
            Group.FOLDERS: self.tr("Folders"),
            Group.TODAY: self.tr("Today"),
            Group.YESTERDAY: self.tr("Yesterday"),
            Group.WEEK: self.tr("Previous 7 days"),
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

    def carried(self, row: Row) -> QMimeData:
        """What a drag of this row carries; only this program knows the kinds."""
        data = QMimeData()
        if row.chat is not None:
            data.setData(CHAT_MIME, row.chat.id.encode())
        elif row.folder is not None:
            data.setData(FOLDER_MIME, row.folder.id.encode())
        return data

    def _marks(self, row: Row) -> list[str]:
        marks: list[str] = []
        if row.folder is not None:
            marks.append(self.tr("folder"))
            marks.append(self.tr("%n chat(s)", "", row.count))
            marks.append(self.tr("open") if row.unfolded else self.tr("folded"))
        if row.inside and row.chat is not None:
            folder = self.rows.folder(row.chat.folder_id)
            marks.append(self.tr("in {0}").format(folder.name if folder is not None else ""))
        if row.group is Group.PINNED and row.chat is not None:
            marks.append(self.tr("pinned"))
        if row.answering or (row.chat is not None and row.chat.answering):
            marks.append(self.tr("answering"))
        elif row.unread or (row.chat is not None and row.chat.unread):
            marks.append(self.tr("unread"))
        return marks
