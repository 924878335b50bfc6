"""The window's shortcuts in one table: what each is called, its keys as shipped, and the keys that it has now.

The names are those of the settings `shortcuts.NAME`; their values are keys in Qt's portable form, "" for none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from app.config.shortcuts import is_editing

SECTION = "shortcuts."
_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class Action(StrEnum):
    """What a shortcut does; the value is its name in the settings."""

    NEW_CHAT = "new_chat"
    TEMPORARY_CHAT = "temporary_chat"
    RENAME_CHAT = "rename_chat"
    DELETE_CHAT = "delete_chat"
    FIND_IN_CHAT = "find_in_chat"
    STOP = "stop"
    REGENERATE = "regenerate"
    CONTINUE = "continue_answer"
    COPY_ANSWER = "copy_answer"
    COPY_CODE = "copy_code"
    PICK_MODEL = "pick_model"
    OPEN_FILE = "open_file"
    PALETTE = "palette"
    SHORTCUT_LIST = "shortcut_list"
    FOCUS_COMPOSER = "focus_composer"
    TOGGLE_SIDEBAR = "toggle_sidebar"
    TOGGLE_PANEL = "toggle_panel"
    COMPARE = "compare"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    ZOOM_RESET = "zoom_reset"
    NEXT_PANE = "next_pane"
    LIBRARY = "library"
    SETTINGS = "settings"


SHIPPED = {
    Action.NEW_CHAT: "Ctrl+N",
    Action.TEMPORARY_CHAT: "Ctrl+Shift+N",
    Action.RENAME_CHAT: "F2",
    Action.DELETE_CHAT: "Ctrl+Del",
    Action.FIND_IN_CHAT: "Ctrl+F",
    Action.STOP: "Esc",
    Action.REGENERATE: "Ctrl+R",
    Action.CONTINUE: "Alt+Return",
    Action.COPY_ANSWER: "Ctrl+Shift+C",
    Action.COPY_CODE: "Ctrl+Shift+;",
    Action.PICK_MODEL: "Ctrl+L",
    Action.OPEN_FILE: "Ctrl+O",
    Action.PALETTE: "Ctrl+K",
    Action.SHORTCUT_LIST: "Ctrl+/",
    Action.FOCUS_COMPOSER: "Shift+Esc",
    Action.TOGGLE_SIDEBAR: "Ctrl+B",
    Action.TOGGLE_PANEL: "Ctrl+Shift+B",
    Action.COMPARE: "Ctrl+Shift+D",
    Action.ZOOM_IN: "Ctrl++",
    Action.ZOOM_OUT: "Ctrl+-",
    Action.ZOOM_RESET: "Ctrl+0",
    Action.NEXT_PANE: "F6",
    Action.LIBRARY: "Ctrl+Shift+K",
    Action.SETTINGS: "Ctrl+,",
}


def is_text_field(widget: QWidget | None) -> bool:
    """Whether one writes in it; the texts of messages are only read."""
    return isinstance(widget, _TEXT_FIELDS) and not isinstance(widget, QTextBrowser)


class Shortcuts(QObject):
    """The keys as they are now. Lives in the GUI thread.

    Keys that edit text belong to the text field that has the focus: meanwhile they are no shortcut.

    Signals:
        changed(): Keys are others now: set tooltips and hints again.
        text_changed(): The focus came into a text field, or left it.
    """

    changed = Signal()
    text_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._keys = dict(SHIPPED)
        self._watched: QApplication | None = None
        self._in_text = False

    @property
    def keys(self) -> dict[str, str]:
        """Every shortcut's keys by its name in the settings."""
        return {action.value: keys for action, keys in self._keys.items()}

    def of(self, action: Action) -> QKeySequence:
        """The keys of one action; empty when it has none."""
        return QKeySequence(self._keys[action], QKeySequence.SequenceFormat.PortableText)

    def hit(self, action: Action, event: QKeyEvent) -> bool:
        """Whether a key press is this action's, for those who look at keys themselves."""
        pressed = QKeySequence(event.keyCombination())
        return not self.of(action).isEmpty() and pressed == self.of(action)

    def yields(self, action: Action) -> bool:
        """Whether a text field has the focus that needs the action's keys for itself."""
        return self._in_text and is_editing(self._keys[action])

    def bind(self, owner: QWidget, slots: Mapping[Action, Callable[[], None]]) -> None:
        """Let the actions happen in the owner's window, with today's keys and with those of tomorrow."""
        self._watch()
        for action, slot in slots.items():
            _Bound(owner, action, self).activated.connect(slot)

    def bound(self, window: QWidget) -> dict[Action, Callable[[], None]]:
        """What the actions of a window's shortcuts do, whatever their keys are."""
        found = window.findChildren(_Bound)
        return {shortcut.action: shortcut.activated.emit for shortcut in found if shortcut.offered}

    def take(self, keys: Mapping[str, str]) -> None:
        """Use these keys from now on; names that are not known are left out."""
        fresh = {action: keys.get(action.value, before) for action, before in self._keys.items()}
        if fresh == self._keys:
            return
        self._keys = fresh
        self.changed.emit()

    def _watch(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and app is not self._watched:
            self._watched = app
            app.focusChanged.connect(self._focus_moved)
            self._focus_moved(None, QApplication.focusWidget())

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        in_text = is_text_field(now)
        if in_text != self._in_text:
            self._in_text = in_text
            self.text_changed.emit()


class _Bound(QShortcut):
    """A shortcut of a window that changes its keys with the table, until the window goes."""

    def __init__(self, owner: QWidget, action: Action, table: Shortcuts) -> None:
        super().__init__(table.of(action), owner)
        self.action = action
        self._table = table
        table.changed.connect(self._rekey)
        table.text_changed.connect(self._give_way)
        self._give_way()

    @property
    def offered(self) -> bool:
        """Whether it can be done, by its keys or otherwise."""
        return self.isEnabled() or self._table.yields(self.action)

    @Slot()
    def _rekey(self) -> None:
        self.setKey(self._table.of(self.action))
        self._give_way()

    @Slot()
    def _give_way(self) -> None:
        self.setEnabled(not self._table.yields(self.action))


@cache
def shortcuts() -> Shortcuts:
    """The one table of this process."""
    return Shortcuts()
