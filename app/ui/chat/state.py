"""The open chat as the view shows it: messages, what runs, and the commands that change it. Without Qt.

Three sources feed it: replies to its own commands, events of the core (another window may use the same chat), and the
channels of running answers. They overlap on purpose: every message has one id and every channel is numbered, so that
whatever comes twice, late or from an abandoned subscription changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from app.bridge.events import ChatEvent, EventPayload, MessageEvent
from app.bridge.names import EventName
from app.bridge.signatures import AnswerStarted, chat_continue, chat_open, chat_retry, chat_send, chat_stop
from app.errors import AppError, CoreUnavailable
from app.types.chats import Chat, ChatMessage, ContextPolicy
from app.types.streams import AnswerEnded, AnswerProgress, AnswerText, AnswerThinking, AnswerTool
from app.ui.chat.extras import NOTHING, SendExtras
from app.ui.chat.line_up import kept_before, splice_of
from app.ui.chat.messages import RUNNING, Follow, ShownMessage
from app.ui.chat.paging import PAGE, Pager

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from typing import ParamSpec, TypeVar

    from app.ui.bridge.base import Reply

    P = ParamSpec("P")
    R = TypeVar("R")

MAX_RELOADS = 3
"""How often in a row a channel that is gone is answered by opening the chat again."""


class ChatCalls(Protocol):
    """The part of `UiBridge` that is needed here."""

    def invoke(self, signature: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> Reply[R]:
        """Call a command."""
        ...

    def follow(
        self, channel: str, after: int, on_item: Callable[[Any], None], on_end: Callable[[AppError | None], None]
    ) -> Callable[[], None]:
        """Receive a channel's items after a number; call the result to leave."""
        ...


class ChatListener(Protocol):
    """Who is told what changed. Calls come from the GUI thread's event loop."""

    def on_chat_reset(self) -> None:
        """Another chat, none, or one that cannot be opened: everything is different."""
        ...

    def on_messages_replaced(self, first: int) -> None:
        """The messages from index `first` on are others now."""
        ...

    def on_messages_spliced(self, first: int, removed: int, added: int) -> None:
        """So many messages from `first` on gave way to others; those behind them stay."""
        ...

    def on_message_changed(self, index: int) -> None:
        """One message has more text, or another state."""
        ...

    def on_answering_changed(self, *, answering: bool) -> None:
        """Something runs now, or nothing does any more."""
        ...

    def on_answer_ended(self, message: ChatMessage) -> None:
        """An answer that ran has ended."""
        ...

    def on_chat_created(self, chat_id: str) -> None:
        """The first prompt made a chat."""
        ...

    def on_send_refused(self, text: str, error: AppError) -> None:
        """A prompt was not stored."""
        ...

    def on_action_refused(self, error: AppError) -> None:
        """Trying again or going on was refused."""
        ...


class ChatState:
    """One open chat at a time. Lives in the GUI thread."""

    def __init__(self, bridge: ChatCalls, listener: ChatListener) -> None:
        self._bridge = bridge
        self._listener = listener
        self.chat_id: str | None = None
        self.temporary = False
        """Whether nothing of the open chat is to be kept."""
        self.messages: list[ShownMessage] = []
        self.loading = False
        self.error: AppError | None = None
        """Why the chat cannot be opened."""
        self._visit = 0
        self._follows: dict[str, Follow] = {}
        self._pending = 0
        self._held_sends: list[tuple[str, str | None, SendExtras]] = []
        self._held_events: list[ChatMessage] = []
        self._stop_wanted = False
        self._answering = False
        self._reloads = 0
        self._connected = True
        self._again = False
        self.pager = Pager(bridge, self)
        self.edits: dict[str, str] = {}
        """Unsaved edits by message, also of chats that are not open."""

    @property
    def answering(self) -> bool:
        """True while a command that starts an answer is on its way, or an answer runs."""
        return self._answering

    @property
    def visit(self) -> int:
        """Another number each time that another chat is opened."""
        return self._visit

    def open(self, chat_id: str | None, limit: int = PAGE) -> None:
        """Show another chat, or none; of its messages the newest ones at first."""
        self._visit += 1
        self.pager.reset(limit)
        self._leave_all()
        self.chat_id, self.messages, self.error, self.temporary = chat_id, [], None, False
        self._pending, self._held_sends, self._held_events = 0, [], []
        self._stop_wanted, self._reloads, self.loading = False, 0, False
        self._tell_answering()
        self.reload()
        self._listener.on_chat_reset()

    def reload(self) -> None:
        """Read the chat again; what is shown stays until it is there."""
        if self.chat_id is None or self.loading:
            self._again = self.loading
            return
        self.loading = True
        limit = max(self.pager.limit, len(self.messages))
        reply = self._bridge.invoke(chat_open, chat_id=self.chat_id, limit=limit)
        reply.then(partial(self._loaded, self._visit), partial(self._not_loaded, self._visit))

    # Commands

    def send(self, text: str, model_id: str | None = None, extras: SendExtras = NOTHING) -> None:
        """Ask in this chat; without one a new chat begins."""
        if self.chat_id is None and self._pending:
            self._held_sends.append((text, model_id, extras))
            return
        more = extras.arguments()
        reply = self._bridge.invoke(chat_send, text=text, chat_id=self.chat_id, model_id=model_id, **more)
        reply.then(partial(self._started, self._visit), partial(self._send_refused, self._visit, text))
        self._add_pending(1)

    def stop(self) -> None:
        """Stop the oldest answer that runs, or the one that a command on its way starts."""
        running = next((shown for shown in self.messages if shown.running), None)
        if running is not None:
            self._bridge.invoke(chat_stop, message_id=running.id)
        elif self._pending:
            self._stop_wanted = True

    def retry(self, message_id: str, model_id: str | None = None) -> None:
        """Answer the same prompt again."""
        if not self._answering:
            self.start(self._bridge.invoke(chat_retry, message_id=message_id, model_id=model_id))

    def go_on(self, message_id: str) -> None:
        """Continue an answer that was cut off."""
        if not self._answering:
            self.start(self._bridge.invoke(chat_continue, message_id=message_id))

    def shorten(self, message_id: str, policy: ContextPolicy) -> None:
        """Answer a prompt whose chat was too long in another way; what had arrived of the answer goes on."""
        index = self.index(message_id)
        if self._answering or index is None:
            return
        command = chat_continue if self.messages[index].can_continue else chat_retry
        self.start(self._bridge.invoke(command, message_id=message_id, context_policy=policy))

    # What the core says

    def on_event(self, name: EventName, payload: EventPayload) -> None:
        """An event of the core."""
        if name is EventName.CHATS_CHANGED:
            self._reloads = 0
            self.reload()
        if isinstance(payload, ChatEvent) and name is EventName.CHAT_REWRITTEN and payload.chat.id == self.chat_id:
            self.reload()
        if not isinstance(payload, MessageEvent) or payload.message.chat_id != self.chat_id:
            return
        if name is EventName.MESSAGE_ENDED:
            self._ended(payload.message)
        elif self._pending:
            # Our own command's reply brings the prompt that this answer hangs on.
            self._held_events.append(payload.message)
        else:
            self._place(payload.message)

    def on_link(self, *, connected: bool) -> None:
        """The connection to the core was lost, or is back."""
        was, self._connected = self._connected, connected
        for index, shown in enumerate(self.messages):
            if shown.running and shown.stalled is connected:
                shown.stalled = not connected
                self._listener.on_message_changed(index)
        if connected and not was:
            self._reloads = 0
            self.reload()

    def start(self, reply: Reply[AnswerStarted], on_refused: Callable[[AppError], None] | None = None) -> None:
        """Take what a command that starts an answer replies; `on_refused` hears of a refusal first."""
        reply.then(partial(self._started, self._visit), partial(self._start_refused, self._visit, on_refused))
        self._add_pending(1)

    def show(self, message: ChatMessage) -> None:
        """A later state of a message came as a reply."""
        index = self.index(message.id)
        if index is not None:
            self._update(index, self._with_versions(index, message))

    def _started(self, visit: int, result: AnswerStarted) -> None:
        if visit != self._visit:
            return
        if self.chat_id is None:
            self.chat_id, self.temporary = result.chat.id, result.chat.temporary
            self._listener.on_chat_created(result.chat.id)
        known = self._place(result.prompt) and self._place(result.answer)
        if self._stop_wanted:
            self._stop_wanted = False
            self._bridge.invoke(chat_stop, message_id=result.answer.id)
        self._add_pending(-1)
        if not known:
            self.reload()
        self._release_held()

    def _send_refused(self, visit: int, text: str, error: AppError) -> None:
        self._listener.on_send_refused(text, error)
        if visit == self._visit:
            self._stop_wanted = False
            held, self._held_sends = self._held_sends, []
            for later, *_ in held:
                self._listener.on_send_refused(later, error)
            self._add_pending(-1)
            self._release_held()

    def _start_refused(self, visit: int, on_refused: Callable[[AppError], None] | None, error: AppError) -> None:
        if on_refused is not None:
            on_refused(error)
        self._listener.on_action_refused(error)
        if visit == self._visit:
            self._stop_wanted = False
            self._add_pending(-1)
            self._release_held()

    def _release_held(self) -> None:
        if self._pending:
            return
        events, self._held_events = self._held_events, []
        for message in events:
            self._place(message)
        sends, self._held_sends = self._held_sends, []
        for text, model_id, extras in sends:
            self.send(text, model_id, extras)

    def _loaded(self, visit: int, chat: Chat) -> None:
        if visit != self._visit:
            return
        self.loading, self.error, self.temporary = False, None, chat.summary.temporary
        self.take_branch(chat)
        if self._again:
            self._again = False
            self.reload()
        self.pager.settle()

    def take_branch(self, chat: Chat) -> None:
        """Show the messages that were read; rows that are there already stay what they are."""
        known = [shown.id for shown in self.messages]
        kept = kept_before(known, chat.messages)
        if not kept:
            self.pager.older = chat.older
        splice = splice_of(known, [*known[:kept], *(message.id for message in chat.messages)])
        end = splice.first + splice.added
        fresh = chat.messages[splice.first - kept : end - kept] if splice.added else ()
        if splice.changes or not chat.messages:
            self._splice(splice.first, splice.removed, fresh)
        for index, message in enumerate(chat.messages, kept):
            if not splice.first <= index < end:
                self._update(index, message)
            elif message.status in RUNNING:
                self._follow(message)
        self._tell_answering()

    def refuse(self, error: AppError) -> None:
        """Say that something that was asked for did not happen."""
        self._listener.on_action_refused(error)

    def prepend(self, older: Sequence[ChatMessage]) -> None:
        """Older messages of the branch were read."""
        self._splice(0, 0, older)

    def _splice(self, first: int, removed: int, fresh: Sequence[ChatMessage]) -> None:
        """Let messages give way to others, and tell it."""
        tail = first + removed == len(self.messages)
        for shown in self.messages[first : first + removed]:
            self._leave(shown.id)
        self.messages[first : first + removed] = [self._shown(message) for message in fresh]
        if tail:
            self._listener.on_messages_replaced(first)
        else:
            self._listener.on_messages_spliced(first, removed, len(fresh))

    def _shown(self, message: ChatMessage) -> ShownMessage:
        shown = ShownMessage(message)
        shown.editing = self.edits.get(message.id)
        return shown

    def _not_loaded(self, visit: int, error: AppError) -> None:
        if visit != self._visit:
            return
        self.loading = self._again = False
        if isinstance(error, CoreUnavailable) or self.messages:
            # The window shows the state of the link; the chat is read when it is back.
            return
        self.error = error
        self._listener.on_chat_reset()

    # Messages

    def index(self, message_id: str | None) -> int | None:
        """Where a message stands among those that are shown."""
        # Almost always one of the last.
        for index in range(len(self.messages) - 1, -1, -1):
            if self.messages[index].id == message_id:
                return index
        return None

    def _place(self, message: ChatMessage) -> bool:
        """Show a message where it belongs. False when what it hangs on is unknown here; then the chat is read again."""
        index = self.index(message.id)
        if index is not None:
            self._update(index, message)
            return True
        parent = self.index(message.parent_id) if message.parent_id is not None else -1
        if parent is None:
            self.reload()
            return False
        if message.parent_id is None:
            self.pager.older = 0
        self._splice(parent + 1, len(self.messages) - parent - 1, (message,))
        self._follow(message)
        return True

    def _update(self, index: int, message: ChatMessage) -> None:
        """A later state of a message that is shown."""
        if message.status not in RUNNING:
            self._settle(index, message)
        elif not self._is_ahead(message):
            self.messages[index].take(message)
            self._listener.on_message_changed(index)
            self._follow(message)

    def _is_ahead(self, message: ChatMessage) -> bool:
        """Whether the subscription of a message has brought at least what the given state of it contains."""
        follow = self._follows.get(message.id)
        return follow is not None and follow.channel == message.channel and follow.seq >= message.channel_seq

    def _ended(self, message: ChatMessage) -> None:
        index = self.index(message.id)
        if index is not None:
            self._settle(index, self._with_versions(index, message))

    def _with_versions(self, index: int, message: ChatMessage) -> ChatMessage:
        """An answer's own news know nothing of its other versions; what was read of the branch does."""
        return message if message.versions else replace(message, versions=self.messages[index].stored.versions)

    def _settle(self, index: int, message: ChatMessage) -> None:
        self._leave(message.id)
        shown = self.messages[index]
        ran = shown.running
        if shown.take(message):
            self._listener.on_message_changed(index)
        self._tell_answering()
        if ran:
            self._listener.on_answer_ended(message)

    # Channels

    def _follow(self, message: ChatMessage) -> None:
        self._leave(message.id)
        if message.status in RUNNING and message.channel is not None:
            follow = Follow(message.id, message.channel, message.channel_seq, self._item, self._channel_ended)
            self._follows[message.id] = follow
            follow.leave = self._bridge.follow(message.channel, message.channel_seq, follow.on_item, follow.on_end)
        self._tell_answering()

    def _leave(self, message_id: str) -> None:
        follow = self._follows.pop(message_id, None)
        if follow is not None:
            follow.close()

    def _leave_all(self) -> None:
        for message_id in list(self._follows):
            self._leave(message_id)

    def _item(self, message_id: str, item: Any) -> None:
        index = self.index(message_id)
        if index is None:
            return
        self._reloads = 0
        shown = self.messages[index]
        if isinstance(item, AnswerText):
            shown.add_text(item)
            self._listener.on_message_changed(index)
        elif isinstance(item, AnswerProgress):
            shown.wait(item)
            self._listener.on_message_changed(index)
        elif isinstance(item, AnswerThinking):
            shown.add_thinking(item)
            self._listener.on_message_changed(index)
        elif isinstance(item, AnswerTool):
            shown.add_tool(item.use)
            self._listener.on_message_changed(index)
        elif isinstance(item, AnswerEnded):
            self._ended(item.message)

    def _channel_ended(self, message_id: str, error: AppError | None) -> None:
        """No more comes, though the answer has not ended as far as we know: the store knows more."""
        self._follows.pop(message_id, None)
        index = self.index(message_id)
        if index is None or not self.messages[index].running:
            return
        self._reloads += 1
        if self._reloads <= MAX_RELOADS:
            self.reload()
        else:
            self.messages[index].give_up(error)
            self._listener.on_message_changed(index)
            self._tell_answering()

    # What runs

    def _add_pending(self, count: int) -> None:
        self._pending += count
        self._tell_answering()

    def _tell_answering(self) -> None:
        answering = self._pending > 0 or any(shown.running for shown in self.messages)
        if answering != self._answering:
            self._answering = answering
            self._listener.on_answering_changed(answering=answering)
