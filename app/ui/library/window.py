"""The library's window: one of four pages, and a toast for Undo."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.bridge.events import EventPayload
from app.bridge.names import EventName
from app.errors import AppError
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.library.assistants_page import AssistantsPage
from app.ui.library.chats_page import ArchivePage, TrashPage
from app.ui.library.page import SIDE, LibraryPage, Surroundings
from app.ui.library.prompts_page import PromptsPage
from app.ui.widgets.choice import Segmented
from app.ui.widgets.focus import move_focus, tab_stops
from app.ui.widgets.toast import Toast
from app.ui.window.chat_actions import ChatActions
from app.ui.window.models import Models

SIZE = (760, 640)
MIN_SIZE = (480, 400)


class Shelf(StrEnum):
    """The pages."""

    ASSISTANTS = "assistants"
    PROMPTS = "prompts"
    ARCHIVE = "archive"
    TRASH = "trash"


class LibraryWindow(QWidget):
    """A window of its own beside the chats. Lives in the GUI thread.

    Signals:
        chat_chosen(chat_id: str): A chat of the archive is to be opened.
        assistant_chosen(assistant_id: str): A new chat with it is wanted.
        export_requested(chat_ids: tuple[str, ...]): Chats are to be exported.
    """

    chat_chosen = Signal(str)
    assistant_chosen = Signal(str)
    export_requested = Signal(object)

    def __init__(self, bridge: UiBridge, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Library"))
        self.setMinimumSize(*MIN_SIZE)
        self.resize(*SIZE)
        self.toast = Toast(self)
        around = Surroundings(bridge, models, ChatActions(bridge, self.toast.tell, self), self.toast.tell)
        self.assistants = AssistantsPage(around)
        self.prompts = PromptsPage(around)
        self.archive = ArchivePage(around)
        self.trash = TrashPage(around)
        self._lists: dict[Shelf, LibraryPage] = {
            Shelf.ASSISTANTS: self.assistants.page,
            Shelf.PROMPTS: self.prompts.page,
            Shelf.ARCHIVE: self.archive,
            Shelf.TRASH: self.trash,
        }
        self.shelves = Segmented(self.tr("What is shown"))
        self._stack = QStackedWidget()
        for widget in (self.assistants, self.prompts, self.archive, self.trash):
            self._stack.addWidget(widget)
        self._build()
        self.shelves.chosen.connect(self.show_shelf)
        self.assistants.page.assistant_chosen.connect(self.assistant_chosen)
        self.archive.chat_chosen.connect(self.chat_chosen)
        self.archive.export_requested.connect(self.export_requested)
        bridge.core_event.connect(self._event)
        bridge.link_changed.connect(self._link)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)

    def _build(self) -> None:
        self.shelves.set_options(self._options(), Shelf.ASSISTANTS)
        top = QHBoxLayout()
        top.setContentsMargins(SIDE, 16, SIDE, 0)
        top.addWidget(self.shelves)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    @property
    def shelf(self) -> Shelf:
        """The page at the front."""
        return list(self._lists)[self._stack.currentIndex()]

    @Slot(object)
    def show_shelf(self, shelf: Shelf) -> None:
        """Bring a page to the front, with what is there now."""
        self.shelves.set_options(self._options(), shelf)
        self._stack.setCurrentIndex(list(self._lists).index(shelf))
        self.trash.disarm()
        self._lists[shelf].refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """What is there may have changed meanwhile."""
        super().showEvent(event)
        self.show_shelf(self.shelf)
        self._lists[self.shelf].list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, where nobody else had a use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab goes through what is seen from top to bottom."""
        page = self._stack.currentWidget()
        inside = tab_stops(page) if page is not None else ()
        return move_focus((*tab_stops(self.shelves), *inside), self.focusWidget(), forward=next_)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the toast in its place."""
        super().resizeEvent(event)
        self.toast.place(QPoint(self.width() // 2, self.height() - 20), self.width() - 32)

    def _options(self) -> tuple[tuple[str, object], ...]:
        names = (self.tr("Assistants"), self.tr("Saved prompts"), self.tr("Archive"), self.tr("Trash"))
        return tuple(zip(names, self._lists, strict=True))

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if not self.isVisible():
            return
        if name is EventName.LIBRARY_CHANGED:
            self.assistants.page.refresh()
            self.prompts.page.refresh()
        self.archive.on_event(name, payload)
        self.trash.on_event(name, payload)

    @Slot(object, object)
    def _link(self, state: LinkState, error: AppError | None) -> None:
        if state is LinkState.CONNECTED and self.isVisible():
            self._lists[self.shelf].refresh()
