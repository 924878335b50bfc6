"""The chat pane: messages of the open chat, or the empty state. The window puts the composer below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.bridge.events import EventPayload
from app.bridge.names import EventName
from app.client.endings import failure_of
from app.errors import AppError
from app.types.chats import ChatMessage, ContextPolicy, MessageStatus
from app.types.models import ModelInfo
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.chat.announcer import Announcer
from app.ui.chat.answer_row import AnswerRow
from app.ui.chat.empty_state import EmptyState
from app.ui.chat.find_desk import FindDesk
from app.ui.chat.links import LinkQuestion
from app.ui.chat.message_list import SIDE, MessageList
from app.ui.chat.messages import ShownMessage
from app.ui.chat.pace import Pace
from app.ui.chat.prompt_row import PromptRow
from app.ui.chat.row import Row
from app.ui.chat.selection import Said, SelectionDesk
from app.ui.chat.state import ChatState
from app.ui.chat.waiting_line import WaitingLine
from app.ui.chat.warm_up import WarmUp
from app.ui.theme import theme
from app.ui.widgets.banner import Banner, BannerAction
from app.ui.widgets.labels import Tone

LINE_CHARS, LINE_PX, AROUND_PX, SHOWN_LINES = 90, 24, 94, 2_000


class ChatView(QWidget):
    """Shows one chat and runs its commands. Lives in the GUI thread.

    Signals:
        chat_opened(chat_id: str): A send created this chat; it is open now.
        send_refused(text: str, error: AppError): The prompt was not stored; the composer keeps it.
        answering_changed(answering: bool): An answer began or the last one ended; Send turns into Stop and back.
        answer_ended(message: ChatMessage): An answer ended, in whatever way.
        suggestion_chosen(text: str): An example prompt was picked, to be asked at once.
    """

    chat_opened = Signal(str)
    send_refused = Signal(str, object)
    answering_changed = Signal(bool)
    answer_ended = Signal(object)
    suggestion_chosen = Signal(str)

    def __init__(self, bridge: UiBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._warm_up: WarmUp | None = None
        self._dirty: set[int] = set()
        self._pace = Pace(self._refresh, self)
        self._links = LinkQuestion(self)
        self._list = MessageList(self._make_row, self)
        self.setFocusProxy(self._list)
        self._empty = EmptyState(self)
        self._empty.suggestion_chosen.connect(self.suggestion_chosen)
        self._problem = Banner(self)
        self._opening = WaitingLine(self)
        self._state = ChatState(bridge, self)
        self._state.on_link(connected=bridge.link is LinkState.CONNECTED)
        bridge.core_event.connect(self._on_event)
        bridge.link_changed.connect(self._on_link)
        theme().changed.connect(self._restyle)
        self.finder = FindDesk(self, self, self._list, bridge)
        self.announcer = Announcer(self)
        self.selection = SelectionDesk(self._list, self._said)
        self._show_page()

    @property
    def chat_id(self) -> str | None:
        """The open chat; None for a new one."""
        return self._state.chat_id

    @property
    def answering(self) -> bool:
        """True while a send is on its way or an answer of this chat is waiting or streaming."""
        return self._state.answering

    @property
    def messages(self) -> tuple[ShownMessage, ...]:
        """The messages as they are shown now."""
        return tuple(self._state.messages)

    @property
    def message_list(self) -> MessageList:
        """The list of the messages."""
        return self._list

    def open_chat(self, chat_id: str | None) -> None:
        """Show a chat, or with None the empty state of a new one."""
        self._state.open(chat_id)

    def ensure_loaded(self, message_id: str, then: Callable[[int], None]) -> None:
        """Call `then` with the index of a message of this chat, once it is in the list."""
        for index, shown in enumerate(self._state.messages):
            if shown.id == message_id:
                then(index)
                return

    def send(self, text: str, model_id: str | None = None) -> None:
        """Ask in the open chat, or in a new one."""
        self._list.go_to_end()
        self._state.send(text, model_id)

    def stop(self) -> None:
        """Stop the running answer; what had arrived is kept."""
        self._state.stop()

    def set_model(self, model: ModelInfo | None) -> None:
        """The model that the empty state names; None while none is known."""
        self._empty.set_model(model)

    # What the view model tells

    def on_chat_reset(self) -> None:
        """Another chat, none, or one that cannot be opened."""
        self._dirty.clear()
        self.finder.leave()
        self.selection.clear()
        self.announcer.leave()
        self._pace.stop()
        self._list.replace(0, ())
        self._list.go_to_end()
        self.on_messages_replaced(0)

    def on_messages_replaced(self, first: int) -> None:
        """Messages were added, or others took their place."""
        self._dirty = {index for index in self._dirty if index < first}
        self._show_page()
        self._list.replace(first, [estimate(shown) for shown in self._state.messages[first:]])
        if first:
            # It may have been the last one, which shows more than others.
            self.on_message_changed(first - 1)

    def on_message_changed(self, index: int) -> None:
        """One message has more text, or another state."""
        self._dirty.add(index)
        self._pace.ask()

    def on_answering_changed(self, *, answering: bool) -> None:
        """Something runs now, or nothing does any more."""
        self.answering_changed.emit(answering)

    def on_answer_ended(self, message: ChatMessage) -> None:
        """An answer that ran has ended; this is said once, here, however often its row is made again."""
        self._pace.flush()
        words = f"{self.announcer.finish(message.id, message.text)} {self._ended_words(message)}".strip()
        if words:
            self.announcer.announce(words)
        self.answer_ended.emit(message)

    def _ended_words(self, message: ChatMessage) -> str:
        if message.status is MessageStatus.FAILED:
            error = failure_of(message)
            return f"{error.message} {error.hint}".strip() if error is not None else ""
        return {
            MessageStatus.COMPLETE: self.tr("Reply finished"),
            MessageStatus.STOPPED: self.tr("Reply stopped"),
            MessageStatus.INTERRUPTED: self.tr("Reply interrupted"),
        }.get(message.status, "")

    def on_chat_created(self, chat_id: str) -> None:
        """The first prompt made a chat."""
        self.chat_opened.emit(chat_id)

    def on_send_refused(self, text: str, error: AppError) -> None:
        """A prompt was not stored."""
        self.send_refused.emit(text, error)

    def on_action_refused(self, error: AppError) -> None:
        """Trying again or going on was refused: the window says so."""
        self._bridge.unhandled.emit(error)

    # Pages

    def _show_page(self) -> None:
        state = self._state
        has_messages = bool(state.messages)
        opening = state.loading and not has_messages
        self._list.setVisible(has_messages)
        self._empty.setVisible(not has_messages and not opening and state.error is None and state.chat_id is None)
        self._opening.setVisible(opening)
        if opening:
            self._opening.wait_for(self.tr("Opening the chat…"))
        if state.error is None:
            self._problem.hide()
        else:
            again = BannerAction(self.tr("Try again"), self._open_again)
            self._problem.say(Tone.BAD, state.error.message, state.error.hint, (again,), state.error.detail)
        self._arrange()

    def _arrange(self) -> None:
        self._list.setGeometry(self.rect())
        self._empty.setGeometry(self.rect())
        width = min(theme().column, self.width() - 2 * SIDE)
        left = (self.width() - width) // 2
        self._problem.setGeometry(left, SIDE, width, self._problem.heightForWidth(width))
        self._opening.setGeometry(left, SIDE, width, LINE_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Every page fills the pane."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Import what the first message needs once the window stands."""
        super().showEvent(event)
        if self._warm_up is None:
            self._warm_up = WarmUp(self)

    @Slot()
    def _open_again(self) -> None:
        self._state.open(self._state.chat_id)

    # Rows

    def _said(self, index: int) -> Said:
        shown = self._state.messages[index]
        if shown.from_person:
            return Said(self.tr("You"), shown.text)
        return Said(shown.stored.model_name or self.tr("Answer"), shown.text)

    def _make_row(self, index: int, parent: QWidget) -> Row:
        shown = self._state.messages[index]
        row: Row = PromptRow(parent) if shown.from_person else AnswerRow(parent)
        row.link_chosen.connect(self._links.ask)
        row.retry.connect(self._retry)
        row.go_on.connect(self._go_on)
        row.shorten.connect(self._shorten)
        row.show_message(shown, last=index == len(self._state.messages) - 1)
        return row

    def _refresh(self) -> None:
        dirty, self._dirty = self._dirty, set()
        last = len(self._state.messages) - 1
        for index in dirty:
            row = self._list.realised.get(index)
            if row is not None and index <= last:
                row.show_message(self._state.messages[index], last=index == last)
            if index == last and self._state.messages[index].running:
                self.announcer.follow(self._state.messages[index].id, self._state.messages[index].text)
            self._list.measure_again(index)
        self._list.arrange()

    @Slot()
    def _restyle(self) -> None:
        self._list.restyle()
        self.update()

    @Slot(str)
    def _retry(self, message_id: str) -> None:
        self._list.go_to_end()
        self._state.retry(message_id)

    @Slot(str)
    def _go_on(self, message_id: str) -> None:
        self._list.go_to_end()
        self._state.go_on(message_id)

    @Slot(str, object)
    def _shorten(self, message_id: str, policy: ContextPolicy) -> None:
        self._list.go_to_end()
        self._state.shorten(message_id, policy)

    # The bridge

    @Slot(object, object)
    def _on_event(self, name: EventName, payload: EventPayload) -> None:
        self._state.on_event(name, payload)

    @Slot(object, object)
    def _on_link(self, state: LinkState, _error: AppError | None) -> None:
        self._state.on_link(connected=state is LinkState.CONNECTED)


def estimate(shown: ShownMessage) -> int:
    """A message's height before it was laid out."""
    lines = min(SHOWN_LINES, 1 + shown.text.count("\n") + len(shown.text) // LINE_CHARS)
    return AROUND_PX + LINE_PX * lines
