"""The sidebar: New chat, Search, the list of chats and folders with their menus, and the lines at its foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.bridge.events import ChatEvent, EventPayload, MessageEvent
from app.bridge.names import EventName
from app.bridge.signatures import chat_list, chat_mark_read, chat_open, chat_rename
from app.errors import AppError, ChatNotFound
from app.types.chats import Chat, ChatSummary
from app.types.library import Folder
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.settings.client import SettingsClient
from app.ui.theme import current
from app.ui.theme.tokens import SIDEBAR_WIDTH
from app.ui.widgets.buttons import IconButton, TextButton
from app.ui.widgets.labels import Paragraph
from app.ui.widgets.sides import sides_of
from app.ui.widgets.words import keys_text
from app.ui.window.chat_actions import ChatActions, Tell
from app.ui.window.chat_list import ChatListView
from app.ui.window.chat_list_model import ChatListModel
from app.ui.window.chat_menu import Around, FolderAround, chat_menu, folder_menu, new_menu
from app.ui.window.engine_line import EngineFooter
from app.ui.window.footer_rows import FooterRows
from app.ui.window.shortcuts import Action, shortcuts
from app.ui.window.sidebar_model import ChatRows, Drop, folder_key, is_listed
from app.ui.window.sidebar_parts import Mark, SearchRow, word_mark


def local_today() -> date:
    """Today where the person is."""
    return datetime.now().astimezone().date()


class Sidebar(QWidget):
    """Chats to choose from. Lives in the GUI thread; listens to `chat.*`, `message.*` and `folders.changed`.

    Signals:
        new_chat_requested(): The button was pressed.
        begin_requested(folder_id: str | None, temporary: bool): A new chat, in a folder or temporary.
        search_requested(): The search is to be shown.
        library_requested(): The library is to be shown.
        export_requested(chat_ids: tuple[str, ...]): These chats are to be exported.
        import_requested(): Chats of a file are to be taken in.
        open_shown(chat_id: str | None): This chat is open in the window, and marked.
        chat_chosen(chat_id: str): A row was opened.
        chat_removed(chat_id: str): A chat was deleted, here or elsewhere, or archived here.
        chat_updated(chat: ChatSummary): A chat's title, model or place changed.
        loaded(): The whole list came.
        collapse_requested(): The sidebar is to fold away.
        settings_requested(): The settings are to be shown.
    """

    new_chat_requested = Signal()
    begin_requested = Signal(object, bool)
    search_requested = Signal()
    library_requested = Signal()
    export_requested = Signal(object)
    import_requested = Signal()
    open_shown = Signal(object)
    chat_chosen = Signal(str)
    chat_removed = Signal(str)
    chat_updated = Signal(object)
    loaded = Signal()
    collapse_requested = Signal()
    settings_requested = Signal()

    def __init__(
        self, bridge: UiBridge, settings: SettingsClient, tell: Tell, today: Callable[[], date] = local_today
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._tell = tell
        self._today = today
        self._shown_day = today()
        self._open: str | None = None
        self._known = False
        self._late: list[Callable[[], None]] = []
        self.commands = ChatActions(bridge, tell, self)
        self.rows = ChatRows()
        self._model = ChatListModel(self.rows)
        self._model.year = self._shown_day.year
        self.list = ChatListView(self._model)
        self._empty = Paragraph(self.tr("No chats yet. What you ask is kept here."), 12, 18, muted=True)
        self.new_button = TextButton(self.tr("New chat"), icon="square-pen", keys="-")
        self.more_button = IconButton("plus", self.tr("More to begin"), size=34)
        self.search_row = SearchRow()
        self.fold_button = IconButton("panel-left", self.tr("Hide the sidebar"))
        self.footer = EngineFooter(bridge)
        self.footer_rows = FooterRows(settings, tell)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        if bridge.link is LinkState.CONNECTED:
            self.reload()

    def show_open(self, chat_id: str | None) -> None:
        """Mark the open chat, and find out about one that is not in the list."""
        if chat_id != self._open:
            self._open = chat_id
            if chat_id is not None and self.rows.row_of(chat_id) < 0:
                self._model.change(lambda: self.rows.reveal(chat_id, self._today()))
            if chat_id is not None and self._known and self.rows.get(chat_id) is None:
                self._look_up(chat_id)
        self.list.show_open(chat_id)
        self.open_shown.emit(chat_id)
        self._mark_read()

    def get(self, chat_id: str | None) -> ChatSummary | None:
        """A chat of the list, or one that was opened from elsewhere."""
        return self.rows.get(chat_id) if chat_id else None

    def reload(self) -> None:
        """Ask for the chats and folders again."""
        self.commands.ask_folders()
        self._bridge.invoke(chat_list).then(self._set_all)

    def day_changed(self) -> None:
        """Group again when it is another day than at the last look."""
        if self._shown_day != self._today():
            self._shown_day = self._today()
            self._model.year = self._shown_day.year
            self._model.change(lambda: self.rows.regroup(self._shown_day))

    def delete(self, chat_id: str) -> None:
        """Move a chat to the trash, with Undo."""
        self.commands.delete(chat_id)

    def edit_title(self, chat_id: str) -> None:
        """Let the person rename a chat in its row, which is brought in sight."""
        self._model.change(lambda: self.rows.reveal(chat_id, self._today()))
        self.list.rename(chat_id)

    def rename(self, chat_id: str, title: str) -> None:
        """Give a chat another title; it is shown at once, and goes back where the core refuses it."""
        before = self.rows.get(chat_id)
        if before is None:
            return
        self._put(replace(before, title=title))

        def failed(error: AppError) -> None:
            self._put(before)
            self._tell(f"{error.message} {error.hint}".strip())

        self._bridge.invoke(chat_rename, chat_id=chat_id, title=title).then(self._put, failed)

    def menu_of(self, chat: ChatSummary, rename: Callable[[], None], parent: QWidget, where: QPoint) -> None:
        """Show everything that can be done with a chat."""
        around = Around(self.commands, self.rows.folders, rename, lambda: self.export_requested.emit((chat.id,)))
        chat_menu(parent, chat, around).popup(where)

    def event(self, event: QEvent) -> bool:
        """Another day may have begun, and the open chat is seen, when the window comes to the front."""
        if event.type() == QEvent.Type.WindowActivate:
            self.day_changed()
            self._mark_read()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and the line at its end."""
        tokens = current()
        edge = sides_of(self).last(self.rect(), 1)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.sidebar))
            painter.fillRect(edge, 0, 1, self.height(), QColor(tokens.border))

    def _build(self) -> None:
        self.setFixedWidth(SIDEBAR_WIDTH)
        self.setAccessibleName(self.tr("Sidebar"))
        self.new_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        top_box = QWidget()
        top_box.setFixedHeight(50)
        top = QHBoxLayout(top_box)
        top.setContentsMargins(16, 2, 10, 0)
        top.setSpacing(8)
        top.addWidget(Mark())
        top.addWidget(word_mark())
        top.addStretch(1)
        top.addWidget(self.fold_button)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(10, 0, 10, 0)
        buttons.setSpacing(4)
        buttons.addWidget(self.new_button)
        buttons.addWidget(self.more_button)
        search = QHBoxLayout()
        search.setContentsMargins(10, 8, 10, 0)
        search.addWidget(self.search_row)
        list_page = QWidget()
        list_row = QHBoxLayout(list_page)
        mirrored = sides_of(self).mirrored  # layouts turn round, their margins do not
        list_row.setContentsMargins(0 if mirrored else 10, 0, 10 if mirrored else 0, 0)
        list_row.addWidget(self.list)
        empty_page = QWidget()
        empty_column = QVBoxLayout(empty_page)
        empty_column.setContentsMargins(20, 16, 20, 0)
        empty_column.addWidget(self._empty)
        empty_column.addStretch(1)
        for page in (QWidget(), list_page, empty_page):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(1 if mirrored else 0, 0, 0 if mirrored else 1, 0)
        column.setSpacing(0)
        column.addWidget(top_box)
        column.addLayout(buttons)
        column.addLayout(search)
        column.addWidget(self._pages, 1)
        column.addWidget(self.footer)
        column.addWidget(self.footer_rows)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_chat_requested)
        self.more_button.clicked.connect(self._more)
        self.search_row.clicked.connect(self.search_requested)
        self.fold_button.clicked.connect(self.collapse_requested)
        self.list.open_requested.connect(self.chat_chosen)
        self.list.delete_requested.connect(self.delete)
        self.list.menu_requested.connect(self._menu)
        self.list.folder_toggled.connect(self._fold)
        self.list.folder_menu_requested.connect(self._folder_menu)
        self.list.folder_delete_requested.connect(self._delete_folder)
        self.list.chat_dropped.connect(self._chat_dropped)
        self.list.folder_dropped.connect(self.commands.move_folder)
        self.list.itemDelegate().closeEditor.connect(self._editor_closed)
        self._model.renamed.connect(self.rename)
        self._model.folder_renamed.connect(self._rename_folder)
        self.footer_rows.settings_requested.connect(self.settings_requested)
        self.footer_rows.library_requested.connect(self.library_requested)
        self.commands.changed.connect(self._put)
        self.commands.left.connect(self._left)
        self.commands.came_back.connect(self._came_back)
        self.commands.copied.connect(self._came_back)
        self.commands.folders.connect(self._set_folders)
        self.commands.folder_made.connect(self._folder_made)
        shortcuts().changed.connect(self._explain)
        self._explain()
        self._bridge.core_event.connect(self._event)
        self._bridge.link_changed.connect(self._link)

    @Slot()
    def _explain(self) -> None:
        keys = shortcuts().of(Action.NEW_CHAT)
        self.new_button.set_keys(keys_text(keys))
        self.new_button.explain(self.tr("Start a new chat"), keys)
        self.more_button.explain(self.tr("New temporary chat or folder"))
        self.fold_button.explain(self.fold_button.accessibleName(), shortcuts().of(Action.TOGGLE_SIDEBAR))

    @Slot(object, object)
    def _link(self, state: LinkState, error: AppError | None) -> None:
        if state is LinkState.CONNECTED:
            self.reload()

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if name is EventName.CHATS_CHANGED:
            self.reload()
        elif name is EventName.FOLDERS_CHANGED:
            self.commands.ask_folders()
        elif isinstance(payload, ChatEvent):
            if name in (EventName.CHAT_DELETED, EventName.CHAT_PURGED):
                self._drop(payload.chat)
            else:
                self._put(payload.chat)
        elif isinstance(payload, MessageEvent):
            chat = self.rows.get(payload.message.chat_id)
            answering = name is EventName.MESSAGE_STARTED
            if chat is not None and chat.answering != answering:
                self._put(replace(chat, answering=answering))

    # Menus, drops.

    @Slot()
    def _more(self) -> None:
        menu = new_menu(
            self,
            self.new_chat_requested.emit,
            lambda: self.begin_requested.emit(None, True),  # noqa: FBT003 - a signal has no names
            self.commands.make_folder,
            self.import_requested.emit,
        )
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft() + QPoint(0, 4)))

    @Slot(str, QPoint)
    def _menu(self, chat_id: str, where: QPoint) -> None:
        chat = self.rows.get(chat_id)
        if chat is not None:
            self.menu_of(chat, lambda: self.list.rename(chat_id), self, where)

    @Slot(str, QPoint)
    def _folder_menu(self, folder_id: str, where: QPoint) -> None:
        folder = self.rows.folder(folder_id)
        if folder is None:
            return
        chat_ids = self.rows.inside(folder_id)
        around = FolderAround(
            self.commands,
            len(self.rows.folders),
            chat_ids,
            lambda: self.list.rename(folder_key(folder_id)),
            lambda: self.begin_requested.emit(folder_id, False),  # noqa: FBT003 - a signal has no names
            lambda: self.export_requested.emit(chat_ids),
        )
        folder_menu(self, folder, around).popup(where)

    @Slot(str, object)
    def _fold(self, folder_id: str, how: bool | None) -> None:  # noqa: FBT001 - a slot
        self._model.change(lambda: self.rows.fold(folder_id, self._today(), unfolded=how))

    @Slot(str)
    def _delete_folder(self, folder_id: str) -> None:
        folder = self.rows.folder(folder_id)
        if folder is not None:
            self.commands.delete_folder(folder, self.rows.inside(folder_id))

    @Slot(str, str)
    def _rename_folder(self, folder_id: str, name: str) -> None:
        folders = (replace(item, name=name) if item.id == folder_id else item for item in self.rows.folders)
        self._set_folders(tuple(folders))
        self.commands.rename_folder(folder_id, name)

    @Slot(str, object)
    def _chat_dropped(self, chat_id: str, drop: Drop) -> None:
        chat = self.rows.get(chat_id)
        if chat is None:
            return
        if drop.folder_id != chat.folder_id:
            self.commands.move(chat, self.rows.folder(drop.folder_id))
        if drop.pin is not None and drop.pin != chat.pinned:
            self.commands.pin(chat_id, pinned=drop.pin)

    # What the core says.

    @Slot()
    def _editor_closed(self) -> None:
        late, self._late = self._late, []
        for take in late:
            take()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _left(self, chat: ChatSummary) -> None:
        self._drop(chat)

    @Slot(object)
    def _came_back(self, chat: ChatSummary) -> None:
        self._put(chat)
        self.chat_chosen.emit(chat.id)

    @Slot(object)
    def _folder_made(self, folder: Folder) -> None:
        known = tuple(item for item in self.rows.folders if item.id != folder.id)
        self._set_folders((*known, folder))
        if self.isVisible():
            self.list.rename(folder_key(folder.id))

    @Slot(object)
    def _set_folders(self, folders: tuple[Folder, ...]) -> None:
        if self.list.editing:
            self._late.append(partial(self._set_folders, folders))
            return
        self._model.change(lambda: self.rows.set_folders(folders, self._today()))
        self._show_page()

    def _replace_all(self, chats: tuple[ChatSummary, ...]) -> None:
        """Only while the view knows that rows move: it asks for rows that it knew before."""
        known = self.rows.get(self._open) if self._open else None
        if known is not None and is_listed(known):
            self.rows.drop(known.id, self._shown_day)  # where it is gone, it is not to be kept for its place
        self.rows.set_all(chats, self._shown_day)

    def _set_all(self, chats: tuple[ChatSummary, ...]) -> None:
        if self.list.editing:
            self._late.append(partial(self._set_all, chats))
            return
        self._known = True
        self._shown_day = self._today()
        self._model.change(partial(self._replace_all, chats))
        self._show_page()
        if self._open is not None and self.rows.row_of(self._open) < 0 and not self._reveal(self._open):
            self._look_up(self._open)
        else:
            self.loaded.emit()
        self._mark_read()

    def _reveal(self, chat_id: str) -> bool:
        chat = self.rows.get(chat_id)
        return chat is not None and is_listed(chat)

    def _look_up(self, chat_id: str) -> None:
        """A chat that is not in the list may be archived, temporary, or gone."""

        def found(chat: Chat) -> None:
            self._put(chat.summary)
            self.loaded.emit()

        def failed(error: AppError) -> None:
            if isinstance(error, ChatNotFound) and self.rows.row_of(chat_id) < 0:
                self._model.change(partial(self.rows.drop, chat_id, self._today()))
                self.loaded.emit()

        self._bridge.invoke(chat_open, chat_id=chat_id, limit=1).then(found, failed)

    @Slot(object)
    def _put(self, chat: ChatSummary) -> None:
        """Take a change in; while a title is being edited it waits, since moving rows would close the editor."""
        if self.list.editing:
            self._late.append(partial(self._put, chat))
            return
        if chat.deleted_at is not None:
            self._drop(chat)
            return
        if self.rows.stays(chat):
            self.rows.put(chat, self._today())
            self._model.touch(chat.id)
        else:
            self._model.change(lambda: self.rows.put(chat, self._today()))
        self._show_page()
        self.chat_updated.emit(chat)
        if chat.id == self._open:
            self._mark_read()

    def _drop(self, chat: ChatSummary) -> None:
        if self.rows.get(chat.id) is None:
            return
        self._model.change(lambda: self.rows.drop(chat.id, self._today()))
        self._show_page()
        self.chat_removed.emit(chat.id)

    def _mark_read(self) -> None:
        """The person sees the open chat: it has nothing unread."""
        chat = self.get(self._open)
        seen = self.isActiveWindow() and self._bridge.link is LinkState.CONNECTED
        if chat is not None and chat.unread and seen:
            self._put(replace(chat, unread=False))
            self._bridge.invoke(chat_mark_read, chat_id=chat.id).then(self._put)

    def _show_page(self) -> None:
        self._pages.setCurrentIndex(1 if self.rows.rows else 2)
