"""Messages of a chat: versions, edits, deletion, tool calls."""

from __future__ import annotations

from app.bridge.signatures.declare import command
from app.bridge.signatures.replies import AnswerStarted
from app.types.attachments import Attachment
from app.types.chats import Chat, ChatMessage, ChatSummary, ToolDecision, ToolInfo


@command("message.edit")
async def message_edit(*, message_id: str, text: str) -> ChatMessage:
    """Change the text of a message of either role in place."""
    raise NotImplementedError


@command("message.ask_again")
async def message_ask_again(*, message_id: str, text: str, model_id: str | None = None) -> AnswerStarted:
    """Ask another version of a prompt beside it, with the same attachments, and start its answer. Streams
    `AnswerItem`.
    """
    raise NotImplementedError


@command("message.choose")
async def message_choose(*, message_id: str, limit: int | None = None) -> Chat:
    """Show the branch on which this message stands, down to its newest leaf; as `chat.open` otherwise."""
    raise NotImplementedError


@command("message.branch")
async def message_branch(*, message_id: str) -> ChatSummary:
    """A new chat with copies of everything from the chat's beginning to this message."""
    raise NotImplementedError


@command("message.delete")
async def message_delete(*, message_id: str) -> ChatSummary:
    """Delete one message; what follows it stays. `message.restore` brings it back, for 30 days."""
    raise NotImplementedError


@command("message.restore")
async def message_restore(*, message_id: str) -> ChatSummary:
    """Bring a deleted message back to its place."""
    raise NotImplementedError


@command("message.attachment")
async def message_attachment(*, message_id: str, position: int) -> Attachment:
    """One of the files that go with a message, with its bytes; the first has position 0."""
    raise NotImplementedError


@command("tool.decide")
async def tool_decide(*, message_id: str, tool_id: str, decision: ToolDecision) -> None:
    """Let a tool call of a running answer go on, or refuse it; what is decided already stays."""
    raise NotImplementedError


@command("tool.list")
async def tool_list() -> tuple[ToolInfo, ...]:
    """The tools that chats may use."""
    raise NotImplementedError


@command("tool.allow")
async def tool_allow(*, name: str, always: bool) -> tuple[ToolInfo, ...]:
    """Allow a tool once and for all, or take that back."""
    raise NotImplementedError
