"""What a person does to messages of the open chat: edits, versions, branches, deletion, tool calls. Without Qt."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from app.bridge.signatures import (
    message_ask_again,
    message_branch,
    message_choose,
    message_delete,
    message_edit,
    message_restore,
    tool_decide,
)
from app.errors import AppError, Busy
from app.types.chats import Chat, ChatMessage, ChatSummary
from app.ui.chat.actions import Decided, Edited

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.chat.state import ChatCalls, ChatState
from app.ui.spoken import spoken

MAX_EDIT = 200_000
"""Characters; laying out more in one field takes seconds."""


class CommandListener(Protocol):
    """Who is told what came of it. Calls come from the GUI thread's event loop."""

    def on_message_changed(self, index: int) -> None:
        """A message looks different now."""
        ...

    def on_edits_changed(self) -> None:
        """An edit that is not saved began, has another text, or ended."""
        ...

    def on_branched(self, chat: ChatSummary) -> None:
        """A chat was made of what stands above a message, and of the message."""
        ...

    def on_deleted(self, message_id: str) -> None:
        """A message is gone; `restore` brings it back."""
        ...

    def on_restored(self) -> None:
        """The last one that was deleted is back."""
        ...

    def on_action_refused(self, error: AppError) -> None:
        """Something was refused."""
        ...


class MessageCommands:
    """Commands on single messages. Lives in the GUI thread."""

    def __init__(self, bridge: ChatCalls, state: ChatState, listener: CommandListener) -> None:
        self._bridge = bridge
        self._state = state
        self._listener = listener
        self._gone: dict[str, list[str]] = {}
        """By chat, the messages that were deleted in this window and are not back."""

    # Editing

    def edit(self, message_id: str) -> None:
        """Begin to edit a message where it stands."""
        index = self._state.index(message_id)
        if index is None or self._state.messages[index].running:
            return
        shown = self._state.messages[index]
        if len(shown.text) > MAX_EDIT:
            self._listener.on_action_refused(
                spoken(
                    AppError(
                        "This message is too long to be edited here.", hint="Copy it, and send it again as you want it."
                    )
                )
            )
        elif shown.editing is None:
            self.keep(message_id, shown.text)
            self._listener.on_message_changed(index)

    def keep(self, message_id: str, text: str | None) -> None:
        """What an edit is now, though nothing is saved; None ends it."""
        index = self._state.index(message_id)
        if index is not None:
            self._state.messages[index].editing = text
        if text is None:
            self._state.edits.pop(message_id, None)
        else:
            self._state.edits[message_id] = text
        self._listener.on_edits_changed()

    def cancel(self, message_id: str) -> None:
        """Drop an edit."""
        self.keep(message_id, None)
        self._changed(message_id)

    def edited(self, request: Edited) -> None:
        """Save an edit, or ask the prompt anew. A refused one stays open with its text."""
        index = self._state.index(request.message_id)
        if index is None:
            return
        if request.again:
            if self._state.answering:
                self._listener.on_action_refused(busy())
                return
            reply = self._bridge.invoke(message_ask_again, message_id=request.message_id, text=request.text)
            self.keep(request.message_id, None)
            self._state.start(reply, partial(self._ask_refused, request))
        elif request.text == self._state.messages[index].text:
            self.cancel(request.message_id)
        else:
            reply_edit = self._bridge.invoke(message_edit, message_id=request.message_id, text=request.text)
            reply_edit.then(partial(self._saved, self._state.visit), self._listener.on_action_refused)

    def _saved(self, visit: int, message: ChatMessage) -> None:
        self.keep(message.id, None)
        if visit == self._state.visit:
            self._state.show(message)
            self._changed(message.id)

    def _ask_refused(self, request: Edited, _error: AppError) -> None:
        self.keep(request.message_id, request.text)
        self._changed(request.message_id)

    # Branches

    def choose(self, message_id: str, then: Callable[[], None] | None = None) -> None:
        """Show the branch of another version; `then` is called when it is there."""
        limit = max(self._state.pager.limit, len(self._state.messages))
        reply = self._bridge.invoke(message_choose, message_id=message_id, limit=limit)
        reply.then(partial(self._chosen, self._state.visit, message_id, then), self._listener.on_action_refused)

    def _chosen(self, visit: int, message_id: str, then: Callable[[], None] | None, chat: Chat) -> None:
        if visit != self._state.visit:
            return
        self._state.take_branch(chat)
        self._state.pager.settle()
        if then is not None:
            self._state.pager.ensure(message_id, then)

    def branch(self, message_id: str) -> None:
        """Go on from this message in a new chat."""
        reply = self._bridge.invoke(message_branch, message_id=message_id)
        reply.then(self._listener.on_branched, self._listener.on_action_refused)

    # Deletion

    def delete(self, message_id: str) -> None:
        """Delete one message; what follows stays."""
        reply = self._bridge.invoke(message_delete, message_id=message_id)
        reply.then(partial(self._deleted, self._state.visit, message_id), self._listener.on_action_refused)

    def restore(self, message_id: str) -> None:
        """Bring a deleted message back."""
        for gone in self._gone.values():
            if message_id in gone:
                gone.remove(message_id)
        reply = self._bridge.invoke(message_restore, message_id=message_id)
        reply.then(partial(self._rewritten, self._state.visit), self._listener.on_action_refused)

    @property
    def can_undo_delete(self) -> bool:
        """Whether a message of the open chat was deleted in this window."""
        return bool(self._gone.get(self._state.chat_id or ""))

    def undo_delete(self) -> None:
        """Bring back the one of the open chat that was deleted last; once more, and the one before it comes back."""
        if self.can_undo_delete:
            self.restore(self._gone[self._state.chat_id or ""][-1])
            self._listener.on_restored()

    def _deleted(self, visit: int, message_id: str, chat: ChatSummary) -> None:
        self._gone.setdefault(chat.id, []).append(message_id)
        self._rewritten(visit, chat)
        self._listener.on_deleted(message_id)

    def _rewritten(self, visit: int, _chat: ChatSummary) -> None:
        if visit == self._state.visit:
            self._state.reload()

    # Tools

    def decide(self, decided: Decided) -> None:
        """Let a tool call go on, or refuse it."""
        reply = self._bridge.invoke(
            tool_decide, message_id=decided.message_id, tool_id=decided.tool_id, decision=decided.decision
        )
        reply.then(_nothing, self._listener.on_action_refused)

    def _changed(self, message_id: str) -> None:
        index = self._state.index(message_id)
        if index is not None:
            self._listener.on_message_changed(index)


def busy() -> AppError:
    """Said when something has to wait for the end of an answer."""
    return spoken(Busy("An answer is running in this chat.", hint="Stop it, or wait until it has ended."))


def _nothing(_result: None) -> None:
    """The channel brings what came of it."""
