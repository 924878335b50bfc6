"""Chats and their answers."""

from __future__ import annotations

from app.bridge.signatures.declare import command
from app.bridge.signatures.replies import AnswerStarted
from app.types.attachments import Attachment
from app.types.chats import Chat, ChatSummary, ContextPolicy
from app.types.embeddings import StateInfo


@command("chat.list")
async def chat_list(*, deleted: bool = False) -> tuple[ChatSummary, ...]:
    """The chats, newest first; with `deleted` those in the trash instead."""
    raise NotImplementedError


@command("chat.open")
async def chat_open(*, chat_id: str) -> Chat:
    """One chat with the messages of its newest branch. A message that streams names its channel."""
    raise NotImplementedError


@command("chat.rename")
async def chat_rename(*, chat_id: str, title: str) -> ChatSummary:
    """Give a chat a title of one line, 200 characters at most."""
    raise NotImplementedError


@command("chat.delete")
async def chat_delete(*, chat_id: str) -> ChatSummary:
    """Move a chat to the trash and stop its running answers."""
    raise NotImplementedError


@command("chat.restore")
async def chat_restore(*, chat_id: str) -> ChatSummary:
    """Take a chat out of the trash."""
    raise NotImplementedError


@command("chat.send")
async def chat_send(
    *,
    text: str,
    chat_id: str | None = None,
    model_id: str | None = None,
    preset: str | None = None,
    context_policy: ContextPolicy | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> AnswerStarted:
    """Store a prompt, with what goes with it, and start its answer; without `chat_id` in a new chat. `context_policy`
    goes over the setting, for this answer and those that follow it. Streams `AnswerItem`.
    """
    raise NotImplementedError


@command("chat.draft")
async def chat_draft(*, text: str, chat_id: str | None = None, model_id: str | None = None) -> None:
    """What is being typed: the loaded model reads it ahead, if the settings allow it. The next draft of a chat replaces
    the last one, "" ends it. Nothing is stored, and nothing leaves this machine.
    """
    raise NotImplementedError


@command("chat.save_state")
async def chat_save_state(*, chat_id: str, path: str) -> StateInfo:
    """Write what the model has read of a chat to a file; reads what is missing first."""
    raise NotImplementedError


@command("chat.load_state")
async def chat_load_state(*, chat_id: str, path: str) -> StateInfo:
    """Take back what `chat.save_state` wrote, so that the chat need not be read again."""
    raise NotImplementedError


@command("chat.stop")
async def chat_stop(*, message_id: str) -> None:
    """Stop an answer; what had arrived is kept. Stopping one that has ended does nothing."""
    raise NotImplementedError


@command("chat.retry")
async def chat_retry(
    *, message_id: str, model_id: str | None = None, context_policy: ContextPolicy | None = None
) -> AnswerStarted:
    """Answer the same prompt again, beside the given answer; `context_policy` goes over the setting, for this answer
    and those that follow it. Streams `AnswerItem`.
    """
    raise NotImplementedError


@command("chat.continue")
async def chat_continue(*, message_id: str, context_policy: ContextPolicy | None = None) -> AnswerStarted:
    """Go on from where an answer ended early, in the same message: interrupted, stopped, failed, cut off by a limit or
    for going round in circles. `context_policy` as in `chat.retry`. Streams `AnswerItem`.
    """
    raise NotImplementedError
