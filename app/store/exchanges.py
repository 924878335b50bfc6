"""Exchanges: a prompt and its answer, begun in one transaction. Runs on the database thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.errors import Busy, InvalidInput
from app.store import attachments, branches, chats, documents, edits, messages, options
from app.store.ids import new_id
from app.store.options import ChatSetup
from app.store.records import Live
from app.store.titles import title_from_prompt
from app.types.attachments import Attachment
from app.types.chats import ChatMessage, ChatSummary, ContextPolicy, MessageStatus
from app.types.messages import Role

NO_TEXTS: Mapping[str, str] = {}


class Exchange(NamedTuple):
    """A prompt, the place of its answer, and their chat, as they are stored now."""

    chat: ChatSummary
    prompt: ChatMessage
    answer: ChatMessage


def begin(
    connection: sqlite3.Connection,
    answer_id: str,
    chat_id: str | None,
    text: str,
    model_id: str | None,
    now: float,
    policy: ContextPolicy | None = None,
    attached: Sequence[Attachment] = (),
    setup: ChatSetup | None = None,
    texts: Mapping[str, str] = NO_TEXTS,
) -> None:
    """Store a prompt, with what goes with it, at the end of the branch that is shown, and the place of its answer;
    without `chat_id` in a new chat. `texts` are those of attached documents, by their checksums.

    Raises:
        ChatNotFound: The chat does not exist or lies in the trash, or the folder of a new one does not exist.
    """
    new = chat_id is None
    if chat_id is None:
        chat_id = chats.create(connection, model_id, now)
    else:
        chats.require_open(connection, chat_id)
        chats.set_model(connection, chat_id, model_id)
    if setup is not None:
        options.apply_setup(connection, chat_id, setup, new=new)
    prompt_id, leaf_id = new_id(), branches.shown_leaf(connection, chat_id)
    messages.add_prompt(connection, prompt_id, chat_id, leaf_id, text, now)
    attachments.add(connection, prompt_id, attached)
    documents.keep(connection, texts)
    messages.add_answer(connection, answer_id, chat_id, prompt_id, model_id, now)
    messages.choose_policy(connection, answer_id, policy, leaf_id)
    branches.choose(connection, chat_id, answer_id)
    chats.title_if_untitled(connection, chat_id, title_from_prompt(text or (attached[0].name if attached else "")))
    chats.touch(connection, chat_id, now)


def begin_retry(
    connection: sqlite3.Connection,
    answer_id: str,
    beside_id: str,
    model_id: str | None,
    now: float,
    policy: ContextPolicy | None = None,
) -> None:
    """Store the place of another answer to the same prompt.

    Raises:
        ChatNotFound: The answer does not exist, or its chat lies in the trash.
        InvalidInput: The message is not an answer.
    """
    beside = _answer(connection, beside_id)
    chats.require_open(connection, beside.chat_id)
    messages.add_answer(connection, answer_id, beside.chat_id, str(beside.parent_id), model_id, now)
    messages.choose_policy(connection, answer_id, policy, beside_id)
    branches.choose(connection, beside.chat_id, answer_id)
    chats.touch(connection, beside.chat_id, now)


def begin_version(
    connection: sqlite3.Connection, answer_id: str, beside_id: str, text: str, model_id: str | None, now: float
) -> None:
    """Store another version of a prompt beside it, and the place of its answer.

    Raises:
        ChatNotFound: The prompt does not exist, or its chat lies in the trash.
        InvalidInput: The message is no prompt.
    """
    prompt_id = new_id()
    chat_id = edits.add_version(connection, prompt_id, beside_id, text, now)
    messages.add_answer(connection, answer_id, chat_id, prompt_id, model_id, now)
    messages.choose_policy(connection, answer_id, None, branches.earlier_answer(connection, beside_id))
    branches.choose(connection, chat_id, answer_id)
    chats.touch(connection, chat_id, now)


def reopen(
    connection: sqlite3.Connection, live: Live, answer_id: str, now: float, policy: ContextPolicy | None = None
) -> None:
    """Let an answer that ended go on in the same message; its text stays. One that has none begins anew, without what
    was thought before.

    Raises:
        ChatNotFound: The answer does not exist, or its chat lies in the trash.
        InvalidInput: The message is not an answer.
        Busy: It is being written.
    """
    if answer_id in live:
        raise Busy("This answer is still being written.", hint="Wait for its end, or stop it.")
    answer = _answer(connection, answer_id)
    chats.require_open(connection, answer.chat_id)
    connection.execute(
        """UPDATE messages SET status = ?, stop_reason = NULL, error = NULL,
        thinking = CASE WHEN text = '' THEN '' ELSE thinking END,
        thinking_s = CASE WHEN text = '' THEN NULL ELSE thinking_s END WHERE id = ?""",
        (MessageStatus.WAITING, answer_id),
    )
    messages.choose_policy(connection, answer_id, policy, answer_id)
    chats.touch(connection, answer.chat_id, now)


def load(connection: sqlite3.Connection, live: Live, answer_id: str) -> Exchange:
    """The exchange that this answer belongs to, while it is being written."""
    answer = messages.get(connection, {**live, answer_id: ""}, answer_id)
    now_live = {**live, answer_id: answer.chat_id}
    prompt = messages.get(connection, now_live, str(answer.parent_id))
    prompt, answer = branches.with_versions(connection, (prompt, answer))
    return Exchange(chats.get_summary(connection, now_live, answer.chat_id), prompt, answer)


def _answer(connection: sqlite3.Connection, message_id: str) -> ChatMessage:
    message = messages.get(connection, {}, message_id)
    if message.role is not Role.ASSISTANT or message.parent_id is None:
        raise InvalidInput("Only an answer can be tried again or continued.", params={"id": message_id})
    if messages.require(connection, message.parent_id, deleted=True)["deleted_at"] is not None:
        raise InvalidInput(
            "The message that it answers was deleted.",
            hint="Bring that back first, or ask again.",
            params={"id": message_id},
        )
    return message
