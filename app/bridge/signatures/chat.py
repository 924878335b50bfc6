"""Chats and their answers."""

from __future__ import annotations

from app.bridge.signatures.declare import command
from app.bridge.signatures.replies import AnswerStarted
from app.types.attachments import Attachment
from app.types.chats import Chat, ChatMessage, ChatOptions, ChatSummary, ContextPolicy, ContextUse, EffectiveOptions
from app.types.embeddings import StateInfo


@command("chat.list")
async def chat_list(*, deleted: bool = False, archived: bool = False) -> tuple[ChatSummary, ...]:
    """The chats, newest first; with `deleted` those in the trash instead, with `archived` those in the archive.
    Temporary ones are in none of these lists.
    """
    raise NotImplementedError


@command("chat.open")
async def chat_open(*, chat_id: str, limit: int | None = None) -> Chat:
    """One chat with the messages of the branch that is chosen in it, the newest `limit` of them, or fewer where
    they are very long. A message that streams names its channel.
    """
    raise NotImplementedError


@command("chat.page")
async def chat_page(*, message_id: str, limit: int) -> tuple[ChatMessage, ...]:
    """Up to `limit` messages that stand right before this one in its branch, oldest first; at least one where there is
    one, and fewer where they are very long.
    """
    raise NotImplementedError


@command("chat.find")
async def chat_find(*, chat_id: str, text: str) -> tuple[str, ...]:
    """The ids of the messages of the chosen branch whose text contains this, whatever its case, oldest first."""
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
    options: ChatOptions | None = None,
    folder_id: str | None = None,
    temporary: bool = False,
) -> AnswerStarted:
    """Store a prompt, with what goes with it, and start its answer; without `chat_id` in a new chat, which gets
    `options`, `folder_id` and `temporary`. `preset` and `context_policy` go over the chat's for this answer and those
    that follow it. Streams `AnswerItem`.
    """
    raise NotImplementedError


@command("chat.draft")
async def chat_draft(
    *, text: str, chat_id: str | None = None, model_id: str | None = None, options: ChatOptions | None = None
) -> None:
    """What is being typed: the loaded model reads it ahead, if the settings allow it. The next draft of a chat replaces
    the last one, "" ends it. `options` are those of a new chat. Nothing leaves this machine; `chat.keep_draft` stores.
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
    """Go on from where an answer ended, in the same message: early, or where the model found it complete.
    `context_policy` as in `chat.retry`. Streams `AnswerItem`.
    """
    raise NotImplementedError


@command("chat.keep_draft")
async def chat_keep_draft(*, text: str, chat_id: str | None = None) -> None:
    """Store what is being typed in a chat, or in the new one; "" forgets it. `chat.open` brings it back."""
    raise NotImplementedError


@command("chat.new_draft")
async def chat_new_draft() -> str:
    """What was being typed in the new chat."""
    raise NotImplementedError


@command("chat.measure")
async def chat_measure(
    *,
    text: str,
    chat_id: str | None = None,
    model_id: str | None = None,
    options: ChatOptions | None = None,
    attachments: tuple[Attachment, ...] = (),
    asker: str = "",
) -> ContextUse:
    """How much of the window the next question of a chat would take with this draft. Loads no model. Of drafts that one
    `asker` (any word, one for each window) asks for while one is measured, the newest answers for all.
    """
    raise NotImplementedError


@command("chat.options")
async def chat_options(
    *, chat_id: str | None = None, model_id: str | None = None, options: ChatOptions | None = None
) -> EffectiveOptions:
    """What is in force for the next answer of a chat, or with these options of a new one, and from where."""
    raise NotImplementedError


@command("chat.set_options")
async def chat_set_options(*, chat_id: str, options: ChatOptions) -> EffectiveOptions:
    """Set what a chat says of its answers; it holds from the next answer on."""
    raise NotImplementedError


@command("chat.set_model")
async def chat_set_model(*, chat_id: str, model_id: str | None) -> ChatSummary:
    """Set the model of a chat's next answers."""
    raise NotImplementedError
