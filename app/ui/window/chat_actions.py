"""What a person does with a chat or a folder as a whole: each a command, many with Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.bridge.signatures import (
    chat_archive,
    chat_delete,
    chat_duplicate,
    chat_keep,
    chat_move,
    chat_pin,
    chat_restore,
    chat_retitle,
    folder_create,
    folder_delete,
    folder_list,
    folder_move,
    folder_rename,
)
from app.types.chats import ChatSummary
from app.types.library import Folder
from app.ui.bridge.base import UiBridge

Tell = Callable[..., None]


class ChatActions(QObject):
    """Calls the core and says what came of it. Lives in the GUI thread; errors go the bridge's way to a toast.

    Signals:
        changed(chat: ChatSummary): The core's new state of a chat.
        left(chat: ChatSummary): It went from the list by what was done here: to the trash or the archive.
        came_back(chat: ChatSummary): Undo.
        copied(chat: ChatSummary): A new one, made from another.
        folders(folders: tuple[Folder, ...]): They are others now.
        folder_made(folder: Folder): One more; it waits for its name.
    """

    changed = Signal(object)
    left = Signal(object)
    came_back = Signal(object)
    copied = Signal(object)
    folders = Signal(object)
    folder_made = Signal(object)

    def __init__(self, bridge: UiBridge, tell: Tell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._tell = tell

    def delete(self, chat_id: str) -> None:
        """Move a chat to the trash."""
        self._bridge.invoke(chat_delete, chat_id=chat_id).then(self._deleted)

    def pin(self, chat_id: str, *, pinned: bool) -> None:
        """To the top of the list, or no longer."""
        self._bridge.invoke(chat_pin, chat_id=chat_id, pinned=pinned).then(self.changed.emit)

    def archive(self, chat_id: str) -> None:
        """Out of the list, kept and found by search."""
        self._bridge.invoke(chat_archive, chat_id=chat_id, archived=True).then(self._archived)

    def take_out(self, chat_id: str) -> None:
        """Out of the archive."""
        self._bridge.invoke(chat_archive, chat_id=chat_id, archived=False).then(self._put_back)

    def move(self, chat: ChatSummary, folder: Folder | None) -> None:
        """Into a folder, or into none."""

        def undo() -> None:
            self._bridge.invoke(chat_move, chat_id=chat.id, folder_id=chat.folder_id).then(self.changed.emit)

        def done(moved: ChatSummary) -> None:
            self.changed.emit(moved)
            name = folder.name if folder is not None else ""
            words = self.tr("Chat moved to “{0}”").format(name) if name else self.tr("Chat taken out of its folder")
            self._tell(words, self.tr("Undo"), undo)

        folder_id = folder.id if folder is not None else None
        self._bridge.invoke(chat_move, chat_id=chat.id, folder_id=folder_id).then(done)

    def duplicate(self, chat_id: str) -> None:
        """A copy, which is opened."""
        self._bridge.invoke(chat_duplicate, chat_id=chat_id).then(self.copied.emit)

    def retitle(self, chat_id: str) -> None:
        """Let the chat's model find a title; it takes a while."""
        self._tell(self.tr("Looking for a title…"))
        self._bridge.invoke(chat_retitle, chat_id=chat_id).then(self._retitled)

    def keep(self, chat_id: str) -> None:
        """Make a temporary chat an ordinary one."""
        self._bridge.invoke(chat_keep, chat_id=chat_id).then(self._kept)

    def ask_folders(self) -> None:
        """Which there are."""
        self._bridge.invoke(folder_list).then(self.folders.emit)

    def make_folder(self, chat: ChatSummary | None = None) -> None:
        """One more, with a chat in it if one is given."""

        def made(folder: Folder) -> None:
            self.folder_made.emit(folder)
            if chat is not None:
                self._bridge.invoke(chat_move, chat_id=chat.id, folder_id=folder.id).then(self.changed.emit)

        self._bridge.invoke(folder_create, name=self.tr("New folder")).then(made)

    def rename_folder(self, folder_id: str, name: str) -> None:
        """Another name."""

        def renamed(_: Folder) -> None:
            self.ask_folders()

        self._bridge.invoke(folder_rename, folder_id=folder_id, name=name).then(renamed)

    def move_folder(self, folder_id: str, position: int) -> None:
        """Another place among the folders."""
        self._bridge.invoke(folder_move, folder_id=folder_id, position=position).then(self.folders.emit)

    def delete_folder(self, folder: Folder, chat_ids: tuple[str, ...]) -> None:
        """Take a folder away; its chats stay. Undo makes one like it and puts them back."""

        def undo() -> None:
            self._bridge.invoke(folder_create, name=folder.name).then(made)

        def made(again: Folder) -> None:
            self.move_folder(again.id, folder.position)
            for chat_id in chat_ids:
                self._bridge.invoke(chat_move, chat_id=chat_id, folder_id=again.id).then(self.changed.emit)

        def deleted(folders: tuple[Folder, ...]) -> None:
            self.folders.emit(folders)
            words = self.tr("Folder “{0}” deleted. Its chats are in the list.")
            self._tell(words.format(folder.name), self.tr("Undo"), undo)

        self._bridge.invoke(folder_delete, folder_id=folder.id).then(deleted)

    def put_back(self, chat_id: str) -> None:
        """Out of the trash, without opening it."""
        self._bridge.invoke(chat_restore, chat_id=chat_id).then(self._put_back)

    def restore(self, chat_id: str) -> None:
        """Out of the trash, to go on with it."""
        self._bridge.invoke(chat_restore, chat_id=chat_id).then(self.came_back.emit)

    def _deleted(self, chat: ChatSummary) -> None:
        self.left.emit(chat)
        self._tell(self.tr("Chat moved to the trash"), self.tr("Undo"), lambda: self.restore(chat.id))

    def _archived(self, chat: ChatSummary) -> None:
        def undo() -> None:
            reply = self._bridge.invoke(chat_archive, chat_id=chat.id, archived=False)
            reply.then(self.came_back.emit)

        self.left.emit(chat)
        self._tell(self.tr("Chat archived"), self.tr("Undo"), undo)

    def _put_back(self, chat: ChatSummary) -> None:
        self.changed.emit(chat)
        self._tell(self.tr("“{0}” is in the list again").format(" ".join(chat.title.split()) or self.tr("New chat")))

    def _retitled(self, chat: ChatSummary) -> None:
        self.changed.emit(chat)
        self._tell(self.tr("The chat is called “{0}” now").format(chat.title))

    def _kept(self, chat: ChatSummary) -> None:
        self.changed.emit(chat)
        self._tell(self.tr("This chat is kept now"))
