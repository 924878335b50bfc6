"""The archive and the trash."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot

from app.bridge.events import ChatEvent, EventPayload
from app.bridge.names import EventName
from app.bridge.signatures import chat_empty_trash, chat_list, chat_purge
from app.types.chats import ChatSummary
from app.ui.library.library_model import Entry, days_left
from app.ui.library.page import LibraryPage, Surroundings
from app.ui.widgets.buttons import TextButton
from app.ui.widgets.words import day


class _ChatsPage(LibraryPage):
    """A list of chats that the sidebar does not show."""

    def __init__(self, around: Surroundings, title: str, subtitle: str, empty: str) -> None:
        super().__init__(around, title, subtitle, empty)
        self._chats: dict[str, ChatSummary] = {}
        for told in (around.chats.changed, around.chats.left, around.chats.came_back):
            told.connect(self.put)

    def take(self, chats: tuple[ChatSummary, ...]) -> None:
        """All of them."""
        self._chats = {chat.id: chat for chat in chats}
        self.show_chats()

    def on_event(self, name: EventName, payload: EventPayload) -> None:
        """Something changed, here or in another window."""
        if name is EventName.CHATS_CHANGED:
            self.refresh()
        elif isinstance(payload, ChatEvent):
            if name is EventName.CHAT_PURGED:
                self.forget(payload.chat.id)
            else:
                self.put(payload.chat)

    @Slot(object)
    def put(self, chat: ChatSummary) -> None:
        """A chat's new state: it comes to this page, stays, or leaves it."""
        if self.belongs(chat):
            self._chats = {chat.id: chat, **{key: kept for key, kept in self._chats.items() if key != chat.id}}
            self.show_chats()
        else:
            self.forget(chat.id)

    def forget(self, chat_id: str) -> None:
        """It is not on this page any more."""
        if self._chats.pop(chat_id, None) is not None:
            self.show_chats()

    def belongs(self, chat: ChatSummary) -> bool:
        """Whether a chat is one of this page."""
        raise NotImplementedError

    def entry(self, chat: ChatSummary) -> Entry:
        """A chat's row."""
        raise NotImplementedError

    def show_chats(self) -> None:
        """What is known now."""
        self.show_entries(tuple(self.entry(chat) for chat in self._chats.values()))

    def title_of(self, chat: ChatSummary) -> str:
        """A chat's title on one line."""
        return " ".join(chat.title.split()) or self.tr("New chat")

    def count_words(self, chat: ChatSummary) -> str:
        """How long it is."""
        return self.tr("%n message(s)", "", chat.message_count)


class ArchivePage(_ChatsPage):
    """Chats that are out of the way. Lives in the GUI thread.

    Signals:
        chat_chosen(chat_id: str): A chat is to be opened.
        export_requested(chat_ids: tuple[str, ...]): Chats are to be exported.
    """

    chat_chosen = Signal(str)
    export_requested = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            self.tr("Archive"),
            self.tr("Chats that are out of the way. The search finds them, and nothing deletes them."),
            self.tr("No chat is archived. “Archive this chat” in its menu brings it here."),
        )
        self.open_button = self.add_action(self.tr("Open"), self._open)
        self.out_button = self.add_action(self.tr("Take out of the archive"), self._take_out)
        self.export_button = self.add_action(self.tr("Export…"), self._export)
        self.delete_button = self.add_action(self.tr("Delete"), self._delete)
        self.list.opened.connect(self.chat_chosen)
        self.list.delete_requested.connect(self.around.chats.delete)
        self.update_actions()

    def refresh(self) -> None:
        """Ask for the archive."""
        self.around.bridge.invoke(chat_list, archived=True).then(self.take, self.fail)

    def belongs(self, chat: ChatSummary) -> bool:
        """Archived, and not in the trash."""
        return chat.archived_at is not None and chat.deleted_at is None

    def entry(self, chat: ChatSummary) -> Entry:
        """Title, how long it is, and since when it is here."""
        since = self.tr("archived on {0}").format(day(chat.archived_at or 0.0))
        return Entry(chat.id, self.title_of(chat), f"{self.count_words(chat)} · {since}")

    @Slot()
    def _open(self) -> None:
        self._with(self.chat_chosen.emit)

    @Slot()
    def _take_out(self) -> None:
        self._with(self.around.chats.take_out)

    @Slot()
    def _delete(self) -> None:
        self._with(self.around.chats.delete)

    @Slot()
    def _export(self) -> None:
        self._with(lambda chat_id: self.export_requested.emit((chat_id,)))

    def _with(self, run: Callable[[str], object]) -> None:
        if self.list.current is not None:
            run(self.list.current)


class TrashPage(_ChatsPage):
    """Chats that go for good after a while. Lives in the GUI thread; what cannot be undone asks once more."""

    def __init__(self, around: Surroundings, clock: Callable[[], float] = time.time) -> None:
        super().__init__(
            around,
            self.tr("Trash"),
            self.tr("Deleted chats. Each goes for good when its days are over."),
            self.tr("The trash is empty."),
        )
        self._clock = clock
        self.restore_button = self.add_action(self.tr("Restore"), self._restore)
        self.purge_button = self.add_action(self.tr("Delete for good"), self._purge)
        self.empty_button = TextButton(self.tr("Empty the trash"))
        self.empty_button.clicked.connect(self._empty)
        self.head.addWidget(self.empty_button)
        self.list.opened.connect(self._restore)
        self.list.delete_requested.connect(self._purge)
        self.list.current_changed.connect(self.disarm)
        self._armed: TextButton | None = None
        self.update_actions()

    def refresh(self) -> None:
        """Ask for the trash."""
        self.around.bridge.invoke(chat_list, deleted=True).then(self.take, self.fail)

    def belongs(self, chat: ChatSummary) -> bool:
        """Deleted; temporary ones were never to be kept."""
        return chat.deleted_at is not None and not chat.temporary

    def entry(self, chat: ChatSummary) -> Entry:
        """Title, how long it is, when it was deleted, and how long it stays."""
        since = self.tr("deleted on {0}").format(day(chat.deleted_at or 0.0))
        left = days_left(chat.deleted_at or 0.0, self._clock())
        return Entry(
            chat.id, self.title_of(chat), f"{self.count_words(chat)} · {since}", self.tr("%n day(s) left", "", left)
        )

    def show_chats(self) -> None:
        """The list, and whether there is something to empty."""
        super().show_chats()
        self.empty_button.setVisible(bool(self._chats))
        self.disarm()

    @Slot()
    def disarm(self) -> None:
        """Another entry, or a look elsewhere: what was asked is asked anew."""
        self._armed = None
        self._say(self.purge_button, self.tr("Delete for good"))
        self._say(self.empty_button, self.tr("Empty the trash"))

    @Slot()
    def _restore(self) -> None:
        if self.list.current is not None:
            self.around.chats.put_back(self.list.current)

    @Slot()
    def _purge(self) -> None:
        chat_id = self.list.current
        if chat_id is not None and self._meant(self.purge_button, self.tr("Really delete for good")):
            self.around.bridge.invoke(chat_purge, chat_id=chat_id).then(lambda _: self.forget(chat_id), self.fail)

    @Slot()
    def _empty(self) -> None:
        words = self.tr("Really delete %n chat(s) for good", "", len(self._chats))
        if self._meant(self.empty_button, words):
            self.around.bridge.invoke(chat_empty_trash).then(self._emptied, self.fail)

    def _meant(self, button: TextButton, words: str) -> bool:
        """Whether a button was pressed twice; after the first time it asks."""
        sure = self._armed is button
        self.disarm()
        if not sure:
            self._armed = button
            self._say(button, words)
        return sure

    def _say(self, button: TextButton, words: str) -> None:
        if button.text() != words:
            button.setText(words)
            button.updateGeometry()

    def _emptied(self, count: int) -> None:
        self.refresh()
        self.around.tell(self.tr("%n chat(s) deleted for good", "", count))
