"""Messages: the tree of a chat, read as branches. Runs on the database thread."""

from __future__ import annotations

import sqlite3

from app.errors import ChatNotFound
from app.store.journal import journalled_text
from app.store.records import SELECT_MESSAGE, UNFINISHED, Live, to_message
from app.types.chats import ChatMessage, MessageStatus
from app.types.messages import Role, clean_text

# UNION, not UNION ALL: it ends also where a damaged parent_id makes a circle.
PATH_TO_ROOT = """WITH RECURSIVE path (id, parent_id) AS (
        SELECT id, parent_id FROM messages WHERE id = ?
        UNION SELECT p.id, p.parent_id FROM messages p JOIN path ON p.id = path.parent_id)
    SELECT id FROM path"""
BRANCH = f"{SELECT_MESSAGE} WHERE m.id IN ({PATH_TO_ROOT}) AND m.deleted_at IS NULL ORDER BY m.seq"
NEWEST = "SELECT id FROM messages WHERE chat_id = ? AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1"


def newest_id(connection: sqlite3.Connection, chat_id: str) -> str | None:
    """The message that was added last, which is always a leaf; None in an empty chat."""
    row = connection.execute(NEWEST, (chat_id,)).fetchone()
    return None if row is None else str(row["id"])


def newest_branch(connection: sqlite3.Connection, live: Live, chat_id: str) -> tuple[ChatMessage, ...]:
    """The branch that ends at the newest message, oldest first."""
    newest = newest_id(connection, chat_id)
    return () if newest is None else branch(connection, live, newest)


def branch(connection: sqlite3.Connection, live: Live, message_id: str) -> tuple[ChatMessage, ...]:
    """The path from the root to this message, without deleted ones.

    Raises:
        ChatNotFound: There is no such message.
    """
    rows = connection.execute(BRANCH, (message_id,)).fetchall()
    if not any(row["id"] == message_id for row in rows):
        raise _not_found(message_id)
    return tuple(_message(connection, live, row) for row in rows)


def get(connection: sqlite3.Connection, live: Live, message_id: str) -> ChatMessage:
    """One message with all text that has arrived.

    Raises:
        ChatNotFound: There is none.
    """
    row = connection.execute(SELECT_MESSAGE + " WHERE m.id = ? AND m.deleted_at IS NULL", (message_id,)).fetchone()
    if row is None:
        raise _not_found(message_id)
    return _message(connection, live, row)


def add_prompt(
    connection: sqlite3.Connection, message_id: str, chat_id: str, parent_id: str | None, text: str, now: float
) -> None:
    """Store what a person said."""
    connection.execute(
        "INSERT INTO messages (id, chat_id, parent_id, role, text, status, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (message_id, chat_id, parent_id, Role.USER, clean_text(text), MessageStatus.COMPLETE, now),
    )


def add_answer(
    connection: sqlite3.Connection, message_id: str, chat_id: str, parent_id: str, model_id: str | None, now: float
) -> None:
    """Store the empty place of an answer that is to come."""
    connection.execute(
        """INSERT INTO messages (id, chat_id, parent_id, role, text, status, created_at, model_id)
        VALUES (?, ?, ?, ?, '', ?, ?, ?)""",
        (message_id, chat_id, parent_id, Role.ASSISTANT, MessageStatus.WAITING, now, model_id),
    )


def _message(connection: sqlite3.Connection, live: Live, row: sqlite3.Row) -> ChatMessage:
    unfinished = row["status"] in UNFINISHED
    return to_message(row, journalled_text(connection, row["id"]) if unfinished else "", live)


def _not_found(message_id: str) -> ChatNotFound:
    return ChatNotFound(
        "There is no such message.", hint="It may belong to another database.", params={"id": message_id}
    )
