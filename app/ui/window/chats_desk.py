"""What the window does for chats as wholes: the title in the header, chats that begin in a folder, and the library."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.bridge.signatures import chat_purge
from app.errors import AppError
from app.types.chats import ChatSummary
from app.ui.bridge.base import UiBridge
from app.ui.composer.writing_desk import WritingDesk
from app.ui.window.header import Header
from app.ui.window.models import Models
from app.ui.window.shortcuts import Action, shortcuts
from app.ui.window.sidebar import Sidebar

if TYPE_CHECKING:
    from app.ui.library.window import LibraryWindow

log = logging.getLogger(__name__)

OpenChat = Callable[[str | None], None]


class ChatsDesk(QObject):
    """Connects sidebar, header and library. Lives in the GUI thread; the library is made when it is first wanted.

    Signals:
        assistant_wanted(assistant_id: str): A new chat is open that is to have this assistant.
    """

    assistant_wanted = Signal(str)

    def __init__(
        self,
        window: QWidget,
        bridge: UiBridge,
        sidebar: Sidebar,
        header: Header,
        models: Models,
        writing: WritingDesk,
        open_chat: OpenChat,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._sidebar = sidebar
        self._title = header.title
        self._models = models
        self._writing = writing
        self._open_chat = open_chat
        self._shown: str | None = None
        self.library: LibraryWindow | None = None
        sidebar.open_shown.connect(self._opened)
        sidebar.chat_updated.connect(self._updated)
        sidebar.loaded.connect(self._loaded)
        sidebar.begin_requested.connect(self.begin)
        sidebar.library_requested.connect(self.open_library)
        writing.slash.manage_requested.connect(self._open_prompts)
        shortcuts().bind(
            window,
            {
                Action.TEMPORARY_CHAT: self._begin_temporary,
                Action.LIBRARY: self.open_library,
                Action.RENAME_CHAT: self._edit_title,
                Action.DELETE_CHAT: self._delete,
            },
        )
        header.title.menu_requested.connect(self._menu)
        header.title.renamed.connect(self._rename)
        header.title.keep_requested.connect(self._keep)

    @Slot(object, bool)
    def begin(self, folder_id: str | None, temporary: bool) -> None:  # noqa: FBT001 - a slot
        """Open a new chat that will lie in a folder, or will be temporary."""
        self._open_chat(None)
        folder = self._sidebar.rows.folder(folder_id)
        self._title.show_new(folder.name if folder is not None else "", temporary=temporary)
        self._writing.begin_with(folder_id=folder_id, temporary=temporary)

    @Slot()
    def _begin_temporary(self) -> None:
        self.begin(None, True)  # noqa: FBT003 - a slot

    @Slot()
    def open_library(self) -> None:
        """Bring the library to the front."""
        if self.library is None:
            from app.ui.library.window import LibraryWindow  # not wanted before the first paint

            self.library = LibraryWindow(self._bridge, self._models, self._window)
            self.library.chat_chosen.connect(self._chosen)
            self.library.assistant_chosen.connect(self._with_assistant)
            self.library.export_requested.connect(self._sidebar.export_requested)
        self.library.show()
        self.library.raise_()
        self.library.activateWindow()

    @Slot()
    def _open_prompts(self) -> None:
        from app.ui.library.window import Shelf

        self.open_library()
        if self.library is not None:
            self.library.show_shelf(Shelf.PROMPTS)

    def close(self) -> None:
        """Close the library with the window."""
        if self.library is not None:
            self.library.close()

    @Slot(object)
    def _opened(self, chat_id: str | None) -> None:
        left = self._sidebar.get(self._shown) if chat_id != self._shown else None
        self._shown = chat_id
        if left is not None and left.temporary:
            self._bridge.invoke(chat_purge, chat_id=left.id).then(_gone, _left_to_the_core)
        self._title.show_chat(self._sidebar.get(chat_id))

    @Slot()
    def _loaded(self) -> None:
        """The chats come later than the chat that is open from the start."""
        chat = self._sidebar.get(self._shown)
        if chat is not None:
            self._updated(chat)

    @Slot(object)
    def _updated(self, chat: ChatSummary) -> None:
        self._writing.kept(chat.id, temporary=chat.temporary)
        if chat.id == self._shown and self._title.field.isHidden():
            self._title.show_chat(chat)

    @Slot(QPoint)
    def _menu(self, where: QPoint) -> None:
        chat = self._sidebar.get(self._shown)
        if chat is not None:
            self._sidebar.menu_of(chat, self._title.edit, self._title, where)

    @Slot(str)
    def _rename(self, title: str) -> None:
        if self._shown is not None:
            self._sidebar.rename(self._shown, title)

    @Slot()
    def _edit_title(self) -> None:
        if self._sidebar.get(self._shown) is not None:
            self._title.edit()

    @Slot()
    def _delete(self) -> None:
        if self._shown is not None and self._sidebar.get(self._shown) is not None:
            self._sidebar.delete(self._shown)

    @Slot()
    def _keep(self) -> None:
        if self._shown is not None:
            self._sidebar.commands.keep(self._shown)

    @Slot(str)
    def _chosen(self, chat_id: str) -> None:
        self._open_chat(chat_id)
        self._window.raise_()
        self._window.activateWindow()

    @Slot(str)
    def _with_assistant(self, assistant_id: str) -> None:
        self._open_chat(None)
        self._window.raise_()
        self._window.activateWindow()
        self.assistant_wanted.emit(assistant_id)


def _gone(_: object) -> None:
    """The event that tells it comes to every window."""


def _left_to_the_core(error: AppError) -> None:
    """It goes when the core ends, or begins."""
    log.info("a temporary chat was not deleted when it was left: %s", error.code)
