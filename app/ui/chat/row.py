"""What the list of messages needs of a row, whoever speaks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.ui.chat.actions import Edited, MenuWanted, Request
from app.ui.chat.editor import MessageEditor
from app.ui.chat.messages import ShownMessage
from app.ui.chat.version_arrows import VersionArrows
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.words import number

NOTE = 20
"""The height of the line under a shortened text."""


class Row(QWidget):
    """What the list needs of a row. Lives in the GUI thread.

    Signals:
        height_changed(): The row has to be measured again.
        link_chosen(address: str, text: str): A link was activated.
        retry(message_id: str): Answer the prompt again.
        go_on(message_id: str): Continue this answer.
        shorten(message_id: str, policy: ContextPolicy): The chat was too long: answer without its oldest messages.
        asked(request: Request): The person wants something done with the message.
        typed(message_id: str, text: str): An edit that is not saved yet.
        gave_up(message_id: str): An edit was dropped.
        editor_left(): The editor that had the focus goes.
    """

    height_changed = Signal()
    link_chosen = Signal(str, str)
    retry = Signal(str)
    go_on = Signal(str)
    shorten = Signal(str, object)
    asked = Signal(object)
    typed = Signal(str, str)
    gave_up = Signal(str)
    editor_left = Signal()

    room_below = 0
    """The part of its height that only keeps it apart from the next one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current: bool | None = None
        self.editor: MessageEditor | None = None
        self.has_keyboard = False
        """Whether something in it has the focus."""
        self._menus = 0

    @property
    def in_use(self) -> bool:
        """Whether its actions stay without the pointer: the keyboard is there, or their menu is open."""
        return self.has_keyboard or self._menus > 0

    def keep_actions(self, menu: QMenu) -> None:
        """Show what can be done with the message for as long as a menu is open."""
        self._menus += 1
        menu.aboutToHide.connect(self._menu_closed)
        self.show_keyboard()

    @property
    def message_id(self) -> str:
        """The message that it shows."""
        raise NotImplementedError

    @property
    def arrows(self) -> VersionArrows:
        """Those that lead to its other versions."""
        raise NotImplementedError

    def row_height(self, width: int) -> int:
        """Lay out at a width; returns the height."""
        raise NotImplementedError

    def show_message(self, shown: ShownMessage, *, last: bool) -> None:
        """Show the present state of the message; `last` is the one at the end of the chat."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Take over today's theme."""
        raise NotImplementedError

    def focus_actions(self) -> None:
        """Bring the keyboard to what can be done with the message."""
        raise NotImplementedError

    def show_keyboard(self) -> None:
        """The focus came into it, or went, or a menu did."""
        raise NotImplementedError

    def set_current(self, *, current: bool) -> None:
        """Only the current message's controls can be reached with Tab, so that the list is one stop."""
        if current == self._current:
            return
        self._current = current
        # A click leaves the focus where it is, so that a selection in the text stays for Quote.
        policy = Qt.FocusPolicy.TabFocus if current else Qt.FocusPolicy.NoFocus
        for button in self.findChildren(BaseButton):
            button.setFocusPolicy(policy)

    def ask(self, request: Request) -> None:
        """Hand a request on."""
        self.asked.emit(request)

    def open_menu_at(self, place: QPoint) -> None:
        """Ask for the menu of all actions; the place is in screen coordinates."""
        self.asked.emit(MenuWanted(self.message_id, place.x(), place.y()))

    def show_editor(self, shown: ShownMessage, *, prompt: bool) -> None:
        """The field while the message is edited, and none otherwise."""
        if shown.editing is None:
            if self.editor is not None:
                self._drop_editor(self.editor)
                self.editor = None
            return
        if self.editor is None:
            self.editor = self._make_editor(prompt=prompt)
        self.editor.begin(shown.text, shown.editing)

    def _make_editor(self, *, prompt: bool) -> MessageEditor:
        """A field in the row's place; what happens in it goes on as the row's requests."""
        editor = MessageEditor(self, prompt=prompt)
        editor.height_changed.connect(self.height_changed)
        editor.typed.connect(self._edit_typed)
        editor.saved.connect(self._edit_saved)
        editor.asked_again.connect(self._edit_asked)
        editor.cancelled.connect(self._edit_left)
        editor.show()
        return editor

    def _drop_editor(self, editor: MessageEditor) -> None:
        """Put an editor away; its focus must not fall to whatever comes next in the window."""
        focused = QApplication.focusWidget()
        if focused is not None and editor.isAncestorOf(focused):
            self.editor_left.emit()
        editor.hide()
        editor.deleteLater()

    @Slot(str)
    def _edit_typed(self, text: str) -> None:
        self.typed.emit(self.message_id, text)

    @Slot(str)
    def _edit_saved(self, text: str) -> None:
        self.asked.emit(Edited(self.message_id, text))

    @Slot(str)
    def _edit_asked(self, text: str) -> None:
        self.asked.emit(Edited(self.message_id, text, again=True))

    @Slot()
    def _edit_left(self) -> None:
        self.gave_up.emit(self.message_id)

    @Slot()
    def _menu_closed(self) -> None:
        self._menus -= 1
        self.show_keyboard()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the message, beside its text."""
        self.open_menu_at(event.globalPos())
        event.accept()


def shortened_words(shown: int, total: int) -> str:
    """Said under a text that is too long to be shown."""
    words = QCoreApplication.translate("Row", "The first {0} of {1} characters are shown. Copying takes all of them.")
    return words.format(number(shown, 0), number(total, 0))
