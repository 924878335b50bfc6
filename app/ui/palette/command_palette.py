"""The command palette: chats and what stands in them, commands, models, assistants, settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QRect, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.bridge.signatures import assistant_list, chat_find_titles, chat_search
from app.errors import AppError, InvalidInput
from app.types.chats import ChatSummary, SearchHit
from app.types.library import Assistant
from app.types.models import ModelInfo
from app.ui.bridge.base import UiBridge
from app.ui.palette.box import PaletteBox
from app.ui.palette.entries import (
    ASSISTANT,
    CHAT,
    COMMAND,
    EJECT,
    LOAD,
    PANEL,
    USE,
    action_entries,
    assistant_entries,
    chat_entries,
    hit_entry,
    model_entries,
    panel_entries,
    setting_entries,
)
from app.ui.palette.model import Entry, Search, Section, rows
from app.ui.settings.client import SettingsClient
from app.ui.window.models import Models

DEBOUNCE_MS = 80
MAX_HITS = 30
CHATS, COMMANDS, MODELS, ASSISTANTS, FIELDS, SETTINGS = 8, 6, 5, 4, 5, 6
"""How many of each are shown."""
RECENT = 5
"""Chats before something was typed."""


@dataclass(frozen=True)
class Sources:
    """What the window offers; asked whenever the palette opens."""

    chats: Callable[[], tuple[ChatSummary, ...]]
    """The newest first."""
    commands: Callable[[], Mapping[str, Callable[[], None]]]
    """What can be run, by the name of its shortcut or by the key of one of `extra`."""
    extra: Callable[[], tuple[Entry, ...]]
    """Commands that have no shortcut."""
    current: Callable[[], ModelInfo | None]
    """The model in use."""


class CommandPalette(QObject):
    """See the module's docstring. Lives in the GUI thread.

    Signals:
        chat_wanted(chat_id: str, message_id: str | None): Open a chat, at the message where something was found.
        model_wanted(model_id: str): The next question is to go to this model.
        assistant_wanted(assistant_id: str): The next chat is to be with this assistant.
        field_wanted(name: str): Show this field of the panel.
        setting_wanted(entry: Entry): Show it in the settings.
    """

    chat_wanted = Signal(str, object)
    model_wanted = Signal(str)
    assistant_wanted = Signal(str)
    field_wanted = Signal(str)
    setting_wanted = Signal(object)

    def __init__(
        self, window: QWidget, bridge: UiBridge, settings: SettingsClient, models: Models, sources: Sources
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._settings = settings
        self._models = models
        self._sources = sources
        self._sections: tuple[Section, ...] = ()
        self._assistants: tuple[Assistant, ...] = ()
        self.search = Search()
        self._problem = ""
        """Why the core did not search for what is typed."""
        self.box = PaletteBox(window, self.tr("Search and commands"), self.tr("Search chats, commands and settings"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._search_now)
        self.box.asked.connect(self._asked)
        self.box.taken.connect(self._taken)
        self.box.closed.connect(self._timer.stop)

    def open(self, area: QRect, opener: QWidget) -> None:
        """Show it over a part of the window, with what is there now."""
        self.search.begin()
        self._collect()
        self._bridge.invoke(assistant_list).then(self._set_assistants, _leave)
        self.box.open_over(area, opener)
        self._show(keep=False)

    def _collect(self) -> None:
        today = datetime.now().astimezone().date()
        current = self._sources.current()
        commands = action_entries(self._settings, self._sources.commands())
        models = model_entries(self._models.all, current.id if current is not None else None)
        self._sections = (
            Section(self.tr("Chats"), chat_entries(self._sources.chats(), today), CHATS, RECENT, newest_first=True),
            Section(self.tr("Commands"), commands + self._sources.extra(), COMMANDS),
            Section(self.tr("Models"), models, MODELS, -1),
            Section(self.tr("Assistants"), assistant_entries(self._assistants), ASSISTANTS, -1),
            Section(self.tr("This chat"), panel_entries(), FIELDS, -1),
            Section(self.tr("Settings"), setting_entries(self._settings), SETTINGS, -1),
        )

    def _show(self, *, keep: bool) -> None:
        chats, *others = self._sections
        found = replace(chats, older=self.search.titles if self.search.query else (), found=self.search.hits)
        text = self.box.field.text()
        nothing = self._problem or self.tr("Nothing found for “{0}”").format(text.strip())
        self.box.show_rows(rows(text, (found, *others)), nothing, keep=keep)

    @Slot(str)
    def _asked(self, text: str) -> None:
        if not self.box.isVisible():
            return
        self.search.ask(text)
        self._problem = ""
        self._timer.stop()
        if self.search.worth:
            self._timer.start()
        self._show(keep=False)

    @Slot()
    def _search_now(self) -> None:
        take, failed = partial(self._take_hits, self.search.turn), partial(self._not_searched, self.search.turn)
        query = self.search.query
        self._bridge.invoke(chat_find_titles, query=query, limit=MAX_HITS).then(self._take_titles, _leave)
        self._bridge.invoke(chat_search, query=query, limit=MAX_HITS).then(take, failed)

    def _take_titles(self, chats: tuple[ChatSummary, ...]) -> None:
        self.search.take_titles(chat_entries(chats, datetime.now().astimezone().date()))
        if self.box.isVisible():
            self._show(keep=True)

    def _take_hits(self, turn: int, hits: tuple[SearchHit, ...]) -> None:
        today = datetime.now().astimezone().date()
        if self.search.take(turn, (hit_entry(hit, today) for hit in hits)) and self.box.isVisible():
            self._show(keep=True)

    def _not_searched(self, turn: int, error: AppError) -> None:
        """That the core is away is said by the window already."""
        if isinstance(error, InvalidInput) and turn == self.search.turn and self.box.isVisible():
            self._problem = f"{error.message} {error.hint}".strip()
            self._show(keep=True)

    def _set_assistants(self, assistants: tuple[Assistant, ...]) -> None:
        self._assistants = assistants
        if self.box.isVisible():
            self._collect()
            self._show(keep=True)

    @Slot(object)
    def _taken(self, entry: Entry) -> None:
        for begin, act in self._acts().items():
            if entry.key.startswith(begin):
                act(entry, entry.key.removeprefix(begin))
                return
        self.setting_wanted.emit(entry)

    def _acts(self) -> dict[str, Callable[[Entry, str], None]]:
        return {
            CHAT: lambda entry, name: self.chat_wanted.emit(name, entry.place or None),
            COMMAND: lambda _, name: self._run(name),
            USE: lambda _, name: self.model_wanted.emit(name),
            LOAD: lambda _, name: self._models.load(name),
            EJECT: lambda _, name: self._models.unload(name),
            ASSISTANT: lambda _, name: self.assistant_wanted.emit(name),
            PANEL: lambda _, name: self.field_wanted.emit(name),
        }

    def _run(self, name: str) -> None:
        command = self._sources.commands().get(name)
        if command is not None:
            command()


def _leave(error: AppError) -> None:
    """The rest of the palette works without; that the core is away is said by the window already."""
