"""What rows and shortcuts ask for, done: copying, quoting, editing, versions, deletion with Undo, menus, files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.types.chats import ChatSummary, ContextPolicy
from app.ui.chat.actions import Act, Decided, Do, Edited, MenuWanted, OpenFile, Request, ShowVersion
from app.ui.chat.answer_footer import copy_markdown
from app.ui.chat.copying import last_code, links, plain_text, quoted, with_thinking
from app.ui.chat.message_commands import MessageCommands, busy
from app.ui.chat.message_menu import add_links, message_menu
from app.ui.chat.messages import ShownMessage
from app.ui.chat.port import ChatPort
from app.ui.chat.row import Row
from app.ui.chat.row_list import RowList

if TYPE_CHECKING:
    from app.ui.bridge.base import UiBridge
    from app.ui.chat.state import ChatListener, ChatState


class Requests(QObject):
    """Does what is asked for. Lives in the GUI thread.

    Signals:
        link_wanted(address: str): A link of a message was chosen in its menu.
    """

    link_wanted = Signal(str)

    def __init__(
        self, window: QWidget, bridge: UiBridge, state: ChatState, rows: RowList, listener: ChatListener
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._state = state
        self._rows = rows
        self._listener = listener
        self.port = ChatPort(self)
        self.commands = MessageCommands(bridge, state, self)
        self._selected = ("", "")
        self.port.regenerate.connect(self.regenerate_last)
        self.port.go_on.connect(self.continue_last)
        self.port.copy_answer.connect(self.copy_last)
        self.port.copy_code.connect(self.copy_last_code)
        rows.menu_wanted.connect(self._menu_by_key)
        rows.undo_wanted.connect(self.undo_delete)
        self.port.undo_delete.connect(self.undo_delete)
        self.port.can_undo_delete = lambda: self.commands.can_undo_delete
        rows.jumped.connect(self.port.asked_anew)

    def connect_row(self, row: Row) -> None:
        """Listen to a row."""
        row.retry.connect(self._retry)
        row.go_on.connect(self._go_on)
        row.shorten.connect(self._shorten)
        row.asked.connect(self._asked)
        row.typed.connect(self.commands.keep)
        row.gave_up.connect(self._give_up)
        row.editor_left.connect(self._editor_left)

    # The last answer, by shortcut

    @property
    def _last(self) -> ShownMessage | None:
        """The newest answer."""
        return next((shown for shown in reversed(self._state.messages) if not shown.from_person), None)

    @Slot()
    def regenerate_last(self) -> None:
        """Answer the last prompt again."""
        if self._last is not None:
            self._retry(self._last.id)

    @Slot()
    def continue_last(self) -> None:
        """Go on with the last answer, where it can."""
        last = self._last
        if last is not None and last.text and not last.running:
            self._go_on(last.id)

    @Slot()
    def copy_last(self) -> None:
        """Put the last answer on the clipboard."""
        if self._last is not None and self._last.text:
            copy_markdown(self._last.text)
            self._tell(self.tr("The last answer is copied."))

    @Slot()
    def copy_last_code(self) -> None:
        """Put the newest code block on the clipboard."""
        for shown in reversed(self._state.messages):
            fenced = "```" in shown.text or "~~~" in shown.text
            code = last_code(shown.text) if fenced and not shown.from_person else ""
            if code:
                QGuiApplication.clipboard().setText(code)
                self._tell(self.tr("The last code block is copied."))
                return
        self._tell(self.tr("There is no code in this chat."))

    @Slot()
    def undo_delete(self) -> None:
        """Bring the message back that was deleted last."""
        self.commands.undo_delete()

    # What rows ask for

    @Slot(object)
    def _asked(self, request: Request) -> None:
        if isinstance(request, Do):
            self.do(request)
        elif isinstance(request, Edited):
            self._edited(request)
        elif isinstance(request, ShowVersion):
            self._show_version(request.message_id)
        elif isinstance(request, Decided):
            self.commands.decide(request)
        elif isinstance(request, OpenFile):
            self._open_file(request)
        elif isinstance(request, MenuWanted):
            self.open_menu(request.message_id, QPoint(request.x, request.y))

    def _show_version(self, message_id: str) -> None:
        """The arrows stay under the pointer, and keep the focus, however long the other version is."""
        self._rows.hold()
        shown = (index for index, each in enumerate(self._state.messages) if message_id in each.stored.versions)
        index = next(shown, -1)
        place, row = self._rows.arrows_at(index), self._rows.realised.get(index)
        pressed = row.arrows.pressed if row is not None else None
        self.commands.choose(message_id, partial(self._version_shown, message_id, place, pressed))

    def _version_shown(self, message_id: str, place: int | None, pressed: str | None) -> None:
        index = self._state.index(message_id)
        if index is None or place is None:
            return
        self._rows.put_arrows(index, place)
        row = self._rows.realised.get(index)
        if row is not None and pressed is not None:
            row.arrows.take_focus(pressed)

    def do(self, request: Do) -> None:
        """One entry of a message's actions."""
        index = self._state.index(request.message_id)
        if index is None:
            return
        shown = self._state.messages[index]
        if request.act in (Act.COPY, Act.COPY_TEXT, Act.COPY_THINKING, Act.QUOTE):
            self._copy(shown, request.act)
        elif request.act is Act.EDIT:
            self.commands.edit(shown.id)
            self._focus_editor(index)
        elif request.act is Act.REGENERATE:
            self._retry(shown.id, request.model_id)
        elif request.act is Act.CONTINUE:
            self._go_on(shown.id)
        elif request.act is Act.BRANCH:
            self.commands.branch(shown.id)
        elif request.act is Act.DELETE:
            self.commands.delete(shown.id)

    def open_menu(self, message_id: str, place: QPoint) -> None:
        """Show all that can be done with a message."""
        index = self._state.index(message_id)
        if index is None:
            return
        shown = self._state.messages[index]
        self._selected = (message_id, self._rows.area.chosen_in(index) if self._rows.area is not None else "")
        last = index == len(self._state.messages) - 1
        menu = message_menu(self._window, shown, self.do, self.port.models, last=last, busy=self._state.answering)
        if not shown.from_person:
            add_links(menu, links(shown.text), self.link_wanted.emit)
        row = self._rows.realised.get(index)
        if row is not None:
            row.keep_actions(menu)
        menu.popup(place)

    @Slot(int)
    def _menu_by_key(self, index: int) -> None:
        row = self._rows.realised.get(index)
        if row is not None:
            top = max(0, -row.y()) + 24
            self.open_menu(row.message_id, row.mapToGlobal(QPoint(24, top)))

    def _copy(self, shown: ShownMessage, act: Act) -> None:
        if act is Act.COPY:
            copy_markdown(shown.text)
        elif act is Act.COPY_TEXT:
            text = shown.text if shown.from_person else plain_text(shown.text)
            QGuiApplication.clipboard().setText(text)
        elif act is Act.COPY_THINKING:
            copy_markdown(with_thinking(shown.text, shown.thinking))
        else:
            chosen = self._selected[1] if self._selected[0] == shown.id else ""
            self.port.quoted.emit(quoted(chosen or shown.text))

    def _focus_editor(self, index: int) -> None:
        """The row shows the editor now, not with the next frame: the keyboard goes there."""
        row = self._rows.realised.get(index)
        shown = self._state.messages[index]
        if row is not None and shown.editing is not None:
            row.show_message(shown, last=index == len(self._state.messages) - 1)
            self._rows.measure_again(index)
            self._rows.arrange()
            if self._state.answering:
                self._rows.hold()  # what streams would push the editor out of sight
            row.focus_actions()

    def _edited(self, request: Edited) -> None:
        if request.again and not self._state.answering:
            self._rows.go_to_end()
            self._rows.setFocus()  # the editor goes; without this Qt gives the focus to whatever is next
            self.port.asked_anew.emit()
        self.commands.edited(request)

    @Slot()
    def _editor_left(self) -> None:
        self._rows.setFocus()

    @Slot(str)
    def _give_up(self, message_id: str) -> None:
        self.commands.cancel(message_id)
        self._rows.setFocus()

    @Slot(str)
    def _retry(self, message_id: str, model_id: str | None = None) -> None:
        if self._free():
            self._rows.go_to_end()
            self._state.retry(message_id, model_id)
            self.port.asked_anew.emit()

    @Slot(str)
    def _go_on(self, message_id: str) -> None:
        if self._free():
            self._rows.go_to_end()
            self._state.go_on(message_id)
            self.port.asked_anew.emit()

    @Slot(str, object)
    def _shorten(self, message_id: str, policy: ContextPolicy) -> None:
        self._rows.go_to_end()
        self._state.shorten(message_id, policy)
        self.port.asked_anew.emit()

    def _free(self) -> bool:
        if self._state.answering:
            self._tell_error(busy())
        return not self._state.answering

    def _open_file(self, request: OpenFile) -> None:
        from app.ui.chat.file_viewer import FileViewer

        viewer = FileViewer(self._window, self._bridge, request)
        viewer.told.connect(self._tell)
        viewer.open()

    # What the commands tell

    def on_message_changed(self, index: int) -> None:
        """A row has to be shown again."""
        self._listener.on_message_changed(index)

    def on_edits_changed(self) -> None:
        """Tell the window, which keeps them."""
        if self._state.temporary:
            self.port.private.update(shown.id for shown in self._state.messages if shown.editing is not None)
        self.port.edits_changed.emit()

    def on_branched(self, chat: ChatSummary) -> None:
        """The window opens the new chat."""
        self.port.branched.emit(chat)
        self._tell(self.tr("This is a new chat, with everything up to that message."))

    def on_deleted(self, message_id: str) -> None:
        """Nothing is lost: it can be brought back."""
        self.port.told.emit(self.tr("Message deleted"), self.tr("Undo"), partial(self.commands.restore, message_id))

    def on_restored(self) -> None:
        """It may stand far from what is seen."""
        self._tell(self.tr("The message is back."))

    def on_action_refused(self, error: AppError) -> None:
        """The window says so."""
        self._listener.on_action_refused(error)

    @Slot(str)
    def _tell(self, words: str) -> None:
        self.port.told.emit(words, "", None)

    def _tell_error(self, error: AppError) -> None:
        self._tell(f"{error.message} {error.hint}".strip())
