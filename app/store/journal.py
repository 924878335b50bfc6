"""The journal: text of answers that stream, one row a delta, folded into the message when the answer ends.

A delta costs one small insert, however long the answer is. Runs on the database thread, inside the caller's
transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from app.errors import ChatNotFound
from app.store import chats, tools
from app.store.records import Journalled, encode_error
from app.types.chats import MessageStatus
from app.types.generation import StopReason, Usage
from app.types.messages import clean_text
from app.types.models import BackendName

ADD = "INSERT INTO journal (message_id, text, thinking) VALUES (?, ?, ?)"
UNFINISHED_IDS = "SELECT id FROM messages WHERE status IN ('waiting', 'streaming')"


@dataclass(frozen=True, slots=True)
class Ending:
    """How an answer ended. Without usage the figures of an earlier run stay."""

    status: MessageStatus
    stop_reason: StopReason | None = None
    usage: Usage | None = None
    error: Mapping[str, Any] | None = None
    thinking_s: float | None = None
    """How long the model thought; None keeps what an earlier run took."""
    at: float | None = None
    """When it ended; None does not move the chat in the list."""


UNSEEN = frozenset({MessageStatus.COMPLETE, MessageStatus.FAILED})
"""How an answer ends by itself; whoever stopped one was there."""
INTERRUPTED = Ending(MessageStatus.INTERRUPTED, StopReason.INTERRUPTED)


def mark_streaming(connection: sqlite3.Connection, answer_id: str, backend: BackendName, model_name: str) -> None:
    """The engine has begun; remember which one it is."""
    changed = connection.execute(
        "UPDATE messages SET status = ?, backend = ?, model_name = ? WHERE id = ?",
        (MessageStatus.STREAMING, backend, clean_text(model_name), answer_id),
    )
    if changed.rowcount == 0:
        raise _gone(answer_id)


def name_model(connection: sqlite3.Connection, answer_id: str, model_name: str) -> None:
    """Say who will answer, where nobody did yet."""
    connection.execute(
        "UPDATE messages SET model_name = ? WHERE id = ? AND model_name = ''", (clean_text(model_name), answer_id)
    )


def append(connection: sqlite3.Connection, answer_id: str, text: str, *, thinking: bool = False) -> None:
    """Keep one delta, of the answer or of what is thought before it.

    Raises:
        ChatNotFound: The message is not in this database.
    """
    try:
        connection.execute(ADD, (answer_id, clean_text(text), thinking))
    except sqlite3.IntegrityError as exc:
        raise _gone(answer_id) from exc


def journalled(connection: sqlite3.Connection, message_id: str) -> Journalled:
    """What the journal adds to the message's own text and thinking."""
    rows = connection.execute("SELECT text, thinking FROM journal WHERE message_id = ? ORDER BY seq", (message_id,))
    pieces = [(row["text"], bool(row["thinking"])) for row in rows]
    return Journalled(
        "".join(text for text, thinking in pieces if not thinking),
        "".join(text for text, thinking in pieces if thinking),
    )


def finish(connection: sqlite3.Connection, answer_id: str, ending: Ending) -> None:
    """Fold the journal into the message and say how it ended; a message that is gone is left at that."""
    row = connection.execute("SELECT chat_id, text, thinking FROM messages WHERE id = ?", (answer_id,)).fetchone()
    if row is None:
        return
    # Joined here, not by SQL: some of SQLite's text functions end at a NUL.
    added = journalled(connection, answer_id)
    connection.execute(
        """UPDATE messages SET text = ?, thinking = ?, thinking_s = coalesce(?, thinking_s), status = ?,
        stop_reason = ?, error = ? WHERE id = ?""",
        (
            row["text"] + added.text,
            row["thinking"] + added.thinking,
            ending.thinking_s,
            ending.status,
            ending.stop_reason,
            encode_error(ending.error),
            answer_id,
        ),
    )
    connection.execute("DELETE FROM journal WHERE message_id = ?", (answer_id,))
    tools.end_open(connection, answer_id, ending.status)
    if ending.at is not None:
        chats.touch(connection, row["chat_id"], ending.at)
        if ending.status in UNSEEN:
            chats.mark_unread(connection, row["chat_id"], unread=True)
    if ending.usage is not None:
        connection.execute(
            """UPDATE messages SET prompt_tokens = ?, reused_tokens = ?, completion_tokens = ?, first_token_s = ?,
            tokens_per_s = ? WHERE id = ?""",
            (*astuple(ending.usage), answer_id),
        )


def interrupt_unfinished(connection: sqlite3.Connection, live: Collection[str]) -> int:
    """Mark every unfinished answer that nobody writes any more as interrupted; returns how many."""
    left = [row["id"] for row in connection.execute(UNFINISHED_IDS) if row["id"] not in live]
    for message_id in left:
        finish(connection, message_id, INTERRUPTED)
    return len(left)


def _gone(answer_id: str) -> ChatNotFound:
    return ChatNotFound(
        "This answer is no longer in the chat database.", hint="Send the prompt again.", params={"id": answer_id}
    )
