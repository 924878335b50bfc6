"""The chat pane: messages of the open chat, or the empty state. The window puts the composer below it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.bridge.events import EventPayload
from app.bridge.names import EventName
from app.client.endings import failure_of
from app.errors import AppError
from app.types.chats import ChatMessage, MessageStatus
from app.types.models import ModelInfo
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.chat.announcer import Announcer
from app.ui.chat.answer_row import AnswerRow
from app.ui.chat.empty_state import EmptyState
from app.ui.chat.extras import NOTHING, SendExtras
from app.ui.chat.find_desk import FindDesk
from app.ui.chat.links import LinkQuestion
from app.ui.chat.message_list import SIDE
from app.ui.chat.messages import ShownMessage
from app.ui.chat.pace import Pace
from app.ui.chat.paging import PAGE
from app.ui.chat.pictures import Pictures
from app.ui.chat.port import ChatPort
from app.ui.chat.prompt_row import PromptRow
from app.ui.chat.requests import Requests
from app.ui.chat.row import Row
from app.ui.chat.row_list import RowList
from app.ui.chat.scroll_places import Place
from app.ui.chat.selection import Said, SelectionDesk
from app.ui.chat.state import ChatState
from app.ui.chat.times import short_time
from app.ui.chat.version_note import GAP, HEIGHT, VersionNote
from app.ui.chat.waiting_line import WaitingLine
from app.ui.chat.warm_up import WarmUp
from app.ui.chat.way_back import Way, WayBack
from app.ui.spoken import spoken
from app.ui.theme import theme
from app.ui.widgets.banner import Banner, BannerAction
from app.ui.widgets.labels import Tone

SPOKEN_CHARS = 300
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
        self._pictures = Pictures(bridge, self)
        self._list = RowList(self._make_row, self)
        self._list.near_top.connect(self._read_older)
        self._list.current_changed.connect(self._say_current)
        self.setFocusProxy(self._list)
        self._empty = EmptyState(self)
        self._empty.suggestion_chosen.connect(self.suggestion_chosen)
        self._problem = Banner(self)
        self._opening = WaitingLine(self)
        self._way_back = WayBack()
        self.version_note = VersionNote(self)
        self.version_note.back_wanted.connect(self._go_way_back)
        self.version_note.closed.connect(self._stay_here)
        self._state = ChatState(bridge, self)
        self._requests = Requests(self, bridge, self._state, self._list, self)
        self._requests.port.edits = self._state.edits
        self._requests.link_wanted.connect(self._links.ask)
        self.port.begins.connect(self._empty.set_temporary)
        self.port.leaving.connect(self._remember_place)
        self._state.on_link(connected=bridge.link is LinkState.CONNECTED)
        bridge.core_event.connect(self._on_event)
        bridge.link_changed.connect(self._on_link)
        theme().changed.connect(self._restyle)
        self.finder = FindDesk(self, self, self._list, bridge)
        self.announcer = Announcer(self)
        self.selection = SelectionDesk(self._list, self._said)
        self.selection.quoted.connect(self.port.quoted)
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
    def message_list(self) -> RowList:
        """The list of the messages."""
        return self._list

    @property
    def port(self) -> ChatPort:
        """What the window and this view tell each other about messages."""
        return self._requests.port

    def open_chat(self, chat_id: str | None) -> None:
        """Show a chat where it was left, or with None the empty state of a new one."""
        self._remember_place()
        place = self.port.places.get(chat_id)
        self._list.forget_place()
        self._state.open(chat_id, PAGE if place is None else PAGE + place.from_end)
        if place is not None:
            self._state.pager.ensure(place.message_id, partial(self._go_back_to, place))

    def show_message(self, message_id: str) -> None:
        """Go to a message of the open chat, wherever it stands, and point it out."""
        self._list.hold()
        there = partial(self._point_out, message_id)
        self.ensure_loaded(message_id, there, partial(self._to_other_version, message_id))

    def ensure_loaded(
        self, message_id: str, then: Callable[[], None], missing: Callable[[], None] | None = None
    ) -> None:
        """Call `then` when a message is among those that are shown, however many have to be read for it; `missing` when
        it is not in this branch.
        """
        self._state.pager.ensure(message_id, then, missing)

    def index(self, message_id: str) -> int | None:
        """Where a message stands among those that are shown."""
        return self._state.index(message_id)

    @property
    def questions(self) -> tuple[str, ...]:
        """What the person asked in this chat, as far as it is read, oldest first."""
        return tuple(shown.text for shown in self._state.messages if shown.from_person)

    def send(self, text: str, model_id: str | None = None, extras: SendExtras = NOTHING) -> None:
        """Ask in the open chat, or in a new one."""
        self._stay_here()
        self._list.go_to_end()
        self._state.send(text, model_id, extras)

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
        self._list.forget_place()
        self._list.replace(0, ())
        self.on_messages_replaced(0)

    def on_messages_replaced(self, first: int) -> None:
        """Messages were added, or others took their place."""
        self._dirty = {index for index in self._dirty if index < first}
        came = len(self._list) == first
        self._list.replace(first, [estimate(shown) for shown in self._state.messages[first:]])
        self._show_page()
        if first:
            # It may have been the last one, which shows more than others.
            self.on_message_changed(first - 1)
        if came and first < len(self._state.messages):
            self._list.news()

    def on_messages_spliced(self, first: int, removed: int, added: int) -> None:
        """Messages came or went above others, which stay where they are."""
        moved, end = added - removed, first + removed
        kept = {index for index in self._dirty if not first <= index < end}
        self._dirty = {index + moved if index >= end else index for index in kept}
        fresh = self._state.messages[first : first + added]
        self._list.splice(first, removed, [estimate(shown) for shown in fresh])
        self._show_way_back()

    def on_message_changed(self, index: int) -> None:
        """One message has more text, or another state."""
        self._dirty.add(index)
        self._pace.ask()
        if index == len(self._state.messages) - 1 and self._state.messages[index].running:
            self._list.news()

    def on_answering_changed(self, *, answering: bool) -> None:
        """Something runs now, or nothing does any more."""
        self.answering_changed.emit(answering)

    def on_answer_ended(self, message: ChatMessage) -> None:
        """An answer that ran has ended; this is said once, here, however often its row is made again."""
        self._pace.flush()
        if self._state.index(message.id) == len(self._state.messages) - 1:
            self._list.news()  # a short one may have come as a whole
        words = f"{self.announcer.finish(message.id, message.text)} {self._ended_words(message)}".strip()
        if words:
            self.announcer.announce(words)
        self.answer_ended.emit(message)

    def _ended_words(self, message: ChatMessage) -> str:
        if message.status is MessageStatus.FAILED:
            error = spoken(failure_of(message))
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
        if state.error is None or has_messages:
            self._problem.hide()  # over messages it would cover the first of them
        else:
            again = BannerAction(self.tr("Try again"), self._open_again)
            self._problem.say(Tone.BAD, state.error.message, state.error.hint, (again,), state.error.detail)
        self._show_way_back()

    def _arrange(self) -> None:
        self._list.setGeometry(self.rect().adjusted(0, 0, 0, -self.version_note.taken))
        self._empty.setGeometry(self.rect())
        width = min(theme().column, self.width() - 2 * SIDE)
        left = (self.width() - width) // 2
        self._problem.setGeometry(left, SIDE, width, self._problem.heightForWidth(width))
        self._opening.setGeometry(left, SIDE, width, LINE_PX)
        self.version_note.setGeometry(left, self.height() - GAP - HEIGHT, width, HEIGHT)

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
        row: Row = PromptRow(self._pictures, parent) if shown.from_person else AnswerRow(parent)
        row.link_chosen.connect(self._links.ask)
        self._requests.connect_row(row)
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
                self.port.streamed.emit(self._state.messages[index].streamed)
                self.announcer.follow(self._state.messages[index].id, self._state.messages[index].text)
            self._list.measure_again(index)
        self._list.arrange()

    @Slot()
    def _restyle(self) -> None:
        self._list.restyle()
        self.update()

    @Slot(int)
    def _say_current(self, index: int) -> None:
        """The keyboard is at this message: who listens hears it."""
        if index >= len(self._state.messages):
            return  # the rows are just being changed
        shown = self._state.messages[index]
        who = self.tr("Your message") if shown.from_person else self.tr("Answer")
        text = " ".join(shown.text[:SPOKEN_CHARS].split())
        words = self.tr("{0}, {1}: {2}").format(who, short_time(shown.stored.created_at), text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # Places

    @Slot()
    def _read_older(self) -> None:
        if not self._state.loading:
            self._state.pager.more()

    @Slot()
    def _remember_place(self) -> None:
        chat_id, place = self._state.chat_id, self._list.place
        messages = self._state.messages
        if chat_id is None or not messages:
            return
        if place is None or not 0 <= place[0] < len(messages):
            self.port.places.put(chat_id, None)
        else:
            self.port.places.put(chat_id, Place(messages[place[0]].id, place[1], len(messages) - place[0]))

    def _go_back_to(self, place: Place) -> None:
        index = self._state.index(place.message_id)
        if index is not None:
            self._list.go_to(index, place.hidden)

    def _point_out(self, message_id: str) -> None:
        index = self._state.index(message_id)
        if index is not None:
            self._list.go_to(index)
            self._list.choose(index)
            self._list.flash(index)

    # Versions

    def _to_other_version(self, message_id: str) -> None:
        chat_id, messages = self._state.chat_id, self._state.messages
        if chat_id is not None and messages:
            self._way_back.leaves(Way(chat_id, messages[-1].id, self.port.places.get(chat_id)))
        self._requests.commands.choose(message_id, partial(self._arrived_in, message_id))

    def _arrived_in(self, message_id: str) -> None:
        self._way_back.arrived()
        self._show_way_back()
        self._point_out(message_id)
        self.finder.again()

    def _show_way_back(self) -> None:
        known = {shown.id for shown in self._state.messages} if self._way_back.way is not None else set[str]()
        if self._way_back.shown(self._state.chat_id, known):
            self.version_note.tell()
        else:
            self.version_note.hide()
        self._arrange()

    @Slot()
    def _go_way_back(self) -> None:
        way = self._way_back.way
        if way is not None:
            self._list.hold()
            self._requests.commands.choose(way.leaf, partial(self._back_again, way))

    def _back_again(self, way: Way) -> None:
        self._stay_here()
        if way.place is None:
            self._list.go_to_end()
        else:
            self._state.pager.ensure(way.place.message_id, partial(self._go_back_to, way.place))
        self.finder.again()

    @Slot()
    def _stay_here(self) -> None:
        self._way_back.forget()
        self._show_way_back()

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
