"""What the window has for finding and moving things: palette, list of shortcuts, import and export.

Light on purpose: each of them is made when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from app.types.chats import ChatSummary
from app.ui.bridge.base import UiBridge
from app.ui.window.shortcuts import Action, shortcuts

if TYPE_CHECKING:
    from app.ui.palette.box import PaletteBox
    from app.ui.palette.command_palette import CommandPalette
    from app.ui.palette.model import Entry
    from app.ui.transfer.desk import TransferDesk
    from app.ui.window.main_window import MainWindow

MAX_CHATS = 1_000
"""Of the newest ones titles are compared letter by letter here; for older ones the core is asked."""
IMPORT, EXPORT, EXPORT_ALL, UNDO = "import_chats", "export_chat", "export_chats", "undo_delete"


class PaletteDesk(QObject):
    """See the module's docstring. Lives in the GUI thread.

    Signals:
        chat_requested(chat_id: str, message_id: str | None): A chat was chosen, perhaps at one of its messages.
        assistant_requested(assistant_id: str): An assistant was chosen for a new chat.
    """

    chat_requested = Signal(str, object)
    assistant_requested = Signal(str)

    def __init__(self, window: MainWindow, bridge: UiBridge) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self.palette: CommandPalette | None = None
        self.shortcut_list: PaletteBox | None = None
        self._transfer: TransferDesk | None = None
        keys = {
            Action.PALETTE: self.open_palette,
            Action.SHORTCUT_LIST: self.open_shortcuts,
            Action.FOCUS_COMPOSER: self.focus_composer,
        }
        shortcuts().bind(window, keys)
        self.chat_requested.connect(self._open_chat)
        self.assistant_requested.connect(self._begin_with)
        window.sidebar.search_requested.connect(self.open_palette)
        window.sidebar.export_requested.connect(self.export_chats)
        window.sidebar.import_requested.connect(self.import_chats)
        window.installEventFilter(self)

    @property
    def transfer(self) -> TransferDesk:
        """Import and export."""
        if self._transfer is None:
            from app.ui.transfer.desk import TransferDesk

            self._transfer = TransferDesk(self._window, self._bridge, self._window.toast.tell)
        return self._transfer

    @Slot()
    def open_palette(self) -> None:
        """Show the palette, or close it."""
        if self.palette is None:
            self.palette = self._make_palette()
        if self.palette.box.isVisible():
            self.palette.box.dismiss(keyboard=True)
            return
        self._close_all()
        self.palette.open(self._area(), self._opener())

    @Slot()
    def open_shortcuts(self) -> None:
        """Show the list of shortcuts, or close it."""
        if self.shortcut_list is None:
            self.shortcut_list = self._make_list()
        if self.shortcut_list.isVisible():
            self.shortcut_list.dismiss(keyboard=True)
            return
        self._close_all()
        self.shortcut_list.open_over(self._area(), self._opener())
        self._show_shortcuts("")

    @Slot()
    def focus_composer(self) -> None:
        """The keyboard to the question."""
        self._close_all()
        self._window.composer.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def import_chats(self) -> None:
        """Choose a file with chats and take them in."""
        self.transfer.choose_import()

    @Slot()
    def export_open_chat(self) -> None:
        """Write the open chat into a file."""
        chat_id = self._window.chat.chat_id
        if chat_id is not None:
            self.export_chats((chat_id,))

    @Slot(object)
    def export_chats(self, chat_ids: tuple[str, ...]) -> None:
        """Write some chats into a file."""
        chat = self._window.sidebar.get(chat_ids[0]) if len(chat_ids) == 1 else None
        self.transfer.export(chat_ids, chat.title if chat is not None else "")

    @Slot()
    def export_all(self) -> None:
        """Write all chats into a file."""
        self.transfer.export((), "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A single dropped file that may hold chats is looked into; where it holds none, the drop goes on."""
        if watched is self._window and isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            paths = [url.toLocalFile() for url in event.mimeData().urls()]
            if len(paths) == 1 and _may_hold_chats(paths[0]):
                again = _again(event)
                event.acceptProposedAction()
                self.transfer.look_into(paths[0], lambda: self._window.dropEvent(again()))
                return True
        elif watched is self._window and event.type() == QEvent.Type.Resize:
            self._close_all()
        elif watched is self._window and event.type() == QEvent.Type.Close and self._transfer is not None:
            self._transfer.close()
        return super().eventFilter(watched, event)

    # Putting it together.

    def _make_palette(self) -> CommandPalette:
        from app.ui.palette.command_palette import CommandPalette, Sources

        window = self._window
        sources = Sources(self._chats, self._commands, self._extra, lambda: window.model)
        palette = CommandPalette(window, self._bridge, window.settings.client, window.models, sources)
        palette.chat_wanted.connect(self.chat_requested)
        palette.model_wanted.connect(window.picker.picked)
        palette.assistant_wanted.connect(self.assistant_requested)
        palette.field_wanted.connect(window.panels.open_at)
        palette.setting_wanted.connect(self._open_setting)
        return palette

    def _make_list(self) -> PaletteBox:
        from app.ui.palette.box import PaletteBox

        foot = self.tr("Enter changes a shortcut. Keys marked “fixed” stay as they are.")
        box = PaletteBox(self._window, self.tr("Shortcuts"), self.tr("Find a shortcut"), foot)
        box.asked.connect(self._show_shortcuts)
        box.taken.connect(self._change_shortcut)
        return box

    def _chats(self) -> tuple[ChatSummary, ...]:
        return self._window.sidebar.rows.newest(MAX_CHATS)

    def _commands(self) -> Mapping[str, Callable[[], None]]:
        window = self._window
        commands: dict[str, Callable[[], None]] = {
            action.value: run for action, run in shortcuts().bound(window).items()
        }
        for action in (Action.PALETTE, Action.RENAME_CHAT, Action.DELETE_CHAT):  # no use, or only with a chat
            commands.pop(action, None)
        commands[IMPORT] = self.import_chats
        commands[EXPORT_ALL] = self.export_all
        chat_id = window.chat.chat_id
        if window.sidebar.get(chat_id) is not None and chat_id is not None:
            commands[EXPORT] = self.export_open_chat
            commands[Action.DELETE_CHAT] = lambda: window.sidebar.delete(chat_id)
            if not window.sidebar.isHidden():
                commands[Action.RENAME_CHAT] = lambda: window.sidebar.edit_title(chat_id)
        if window.chat.port.can_undo_delete():
            commands[UNDO] = window.chat.port.undo_delete.emit
        if window.chat.answering:
            commands[Action.STOP] = window.chat.stop
        return commands

    def _extra(self) -> tuple[Entry, ...]:
        from app.ui.palette.model import Entry

        able = self._commands()
        found = (
            Entry.of("command:" + IMPORT, self.tr("Import chats…"), "download", beside="chatgpt open webui json file"),
            Entry.of("command:" + EXPORT, self.tr("Export this chat…"), "upload", beside="markdown json html pdf save"),
            Entry.of("command:" + EXPORT_ALL, self.tr("Export all chats…"), "upload", beside="backup json zip save"),
        )
        undo = Entry.of("command:" + UNDO, self.tr("Undo delete"), "undo-2", beside="restore message bring back")
        return tuple(entry for entry in (undo, *found) if entry.key.removeprefix("command:") in able)

    def _area(self) -> QRect:
        """Right of the sidebar."""
        taken, whole = self._window.sides.taken, self._window.rect()
        right_to_left = self._window.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return whole.adjusted(0, 0, -taken, 0) if right_to_left else whole.adjusted(taken, 0, 0, 0)

    def _opener(self) -> QWidget:
        """What gets the keyboard back."""
        return next(filter(QWidget.isVisible, filter(None, (self._window.focusWidget(),))), self._window.composer.edit)

    def _close_all(self) -> None:
        for box in (self.palette.box if self.palette is not None else None, self.shortcut_list):
            if box is not None:
                box.dismiss()

    @Slot(str, object)
    def _open_chat(self, chat_id: str, message_id: str | None) -> None:
        self._window.open_chat(chat_id)
        if message_id is not None:
            self._window.chat.show_message(message_id)

    @Slot(str)
    def _begin_with(self, assistant_id: str) -> None:
        self._window.open_chat(None)
        self._window.panels.use_assistant(assistant_id)

    @Slot(object)
    def _open_setting(self, entry: Entry) -> None:
        from app.ui.palette.entries import hit_of

        self._window.settings.open_at(hit_of(self._window.settings.client, entry))

    @Slot(str)
    def _show_shortcuts(self, text: str) -> None:
        from app.ui.palette.entries import shortcut_rows

        if self.shortcut_list is not None:
            rows = shortcut_rows(self._window.settings.client, text)
            self.shortcut_list.show_rows(rows, self.tr("No shortcut has that name."), keep=False)

    @Slot(object)
    def _change_shortcut(self, entry: Entry) -> None:
        if entry.place:
            self._open_setting(entry)
        else:
            self._window.toast.tell(self.tr("{0} always does this: {1}").format(entry.keys, entry.title))


def _may_hold_chats(path: str) -> bool:
    return path.casefold().endswith((".json", ".zip"))


def _again(event: QDropEvent) -> Callable[[], QDropEvent]:
    """The same drop for later, when Qt's own is gone."""
    from PySide6.QtCore import QMimeData

    mime = QMimeData()
    mime.setUrls(event.mimeData().urls())
    place, actions, buttons, keys = event.position(), event.possibleActions(), event.buttons(), event.modifiers()
    return lambda: QDropEvent(place, actions, mime, buttons, keys)
