"""Messages: the tree of a chat, read as branches. Runs on the database thread."""

from __future__ import annotations

import sqlite3

from app.errors import ChatNotFound
from app.store import attachments, tools
from app.store.journal import journalled
from app.store.records import SELECT_MESSAGE, UNFINISHED, Journalled, Live, to_message
from app.types.attachments import Attachment, AttachmentInfo
from app.types.chats import ChatMessage, ContextPolicy, MessageStatus
from app.types.messages import Role, clean_text

# A parent is always older than its child; asking for that ends a circle that damage made, and nothing need be compared.
UP = """WITH RECURSIVE path (id, parent_id, seq, deleted_at) AS (
        SELECT id, parent_id, seq, deleted_at FROM messages WHERE id = ?
        UNION ALL SELECT p.id, p.parent_id, p.seq, p.deleted_at
        FROM path CROSS JOIN messages p ON p.id = path.parent_id WHERE p.seq < path.seq)"""
PATH_TO_ROOT = f"{UP} SELECT id FROM path"  # noqa: S608 - our own words
SUMMARIES = f"SELECT message_id, text FROM summaries WHERE message_id IN ({PATH_TO_ROOT})"  # noqa: S608 - the same
ATTACHED = f"SELECT DISTINCT message_id FROM attachments WHERE message_id IN ({PATH_TO_ROOT})"  # noqa: S608 - the same
FILES = f"{attachments.INFO} WHERE message_id IN ({UP} SELECT id FROM path WHERE deleted_at IS NULL)"  # noqa: S608
PLACE = "SELECT seq, id, chat_id, parent_id, role, text, deleted_at FROM messages WHERE id = ?"
NEWEST = "SELECT id FROM messages WHERE chat_id = ? AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1"


def newest_id(connection: sqlite3.Connection, chat_id: str) -> str | None:
    """The message that was added last, which is always a leaf; None in an empty chat."""
    row = connection.execute(NEWEST, (chat_id,)).fetchone()
    return None if row is None else str(row["id"])


def attached(connection: sqlite3.Connection, message_id: str) -> dict[str, tuple[Attachment, ...]]:
    """The files on the path from the root to this message, by the message that they go with."""
    rows = connection.execute(ATTACHED, (message_id,)).fetchall()
    return {row["message_id"]: attachments.read(connection, row["message_id"]) for row in rows}


def files(connection: sqlite3.Connection, message_id: str | None) -> tuple[AttachmentInfo, ...]:
    """What goes with the messages from the root to this one, without the bytes."""
    return attachments.infos(connection.execute(FILES, (message_id,)))


def get(connection: sqlite3.Connection, live: Live, message_id: str) -> ChatMessage:
    """One message with all text that has arrived.

    Raises:
        ChatNotFound: There is none.
    """
    row = connection.execute(SELECT_MESSAGE + " WHERE m.id = ? AND m.deleted_at IS NULL", (message_id,)).fetchone()
    if row is None:
        raise _not_found(message_id)
    return of_row(connection, live, row)


def require(connection: sqlite3.Connection, message_id: str, *, deleted: bool = False) -> sqlite3.Row:
    """Where a message stands; with `deleted` also one that was deleted.

    Raises:
        ChatNotFound: There is none.
    """
    row: sqlite3.Row | None = connection.execute(PLACE, (message_id,)).fetchone()
    if row is None or (row["deleted_at"] is not None and not deleted):
        raise _not_found(message_id)
    return row


def of_row(connection: sqlite3.Connection, live: Live, row: sqlite3.Row) -> ChatMessage:
    """A row of `SELECT_MESSAGE` with what belongs to it in other tables."""
    journal = journalled(connection, row["id"]) if row["status"] in UNFINISHED else Journalled()
    attached = attachments.of_message(connection, row["id"]) if row["has_attachments"] else ()
    used = tools.of_message(connection, live, row["id"]) if row["has_tools"] else ()
    return to_message(row, journal, live, attached, used)


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


def choose_policy(
    connection: sqlite3.Connection, answer_id: str, policy: ContextPolicy | None, like_id: str | None
) -> None:
    """Set what an answer does about a chat that is too long; None takes what was chosen for the message `like_id`."""
    connection.execute(
        """UPDATE messages SET context_policy = coalesce(?, (SELECT context_policy FROM messages WHERE id = ?))
        WHERE id = ?""",
        (policy, like_id, answer_id),
    )


def mark_read(connection: sqlite3.Connection, answer_id: str, kept_from: str | None, note: str) -> None:
    """Remember what was read for an answer."""
    connection.execute(
        "UPDATE messages SET kept_from = ?, note = ? WHERE id = ?", (kept_from, clean_text(note), answer_id)
    )


def summaries(connection: sqlite3.Connection, message_id: str) -> dict[str, str]:
    """The summaries on the path from the root to this message, by the message at which each ends."""
    rows = connection.execute(SUMMARIES, (message_id,))
    return {row["message_id"]: row["text"] for row in rows}


def keep_summary(connection: sqlite3.Connection, message_id: str, text: str) -> None:
    """Store what sums up everything from the root to this message."""
    connection.execute(
        "INSERT OR REPLACE INTO summaries (message_id, text) VALUES (?, ?)", (message_id, clean_text(text))
    )


def _not_found(message_id: str) -> ChatNotFound:
    return ChatNotFound(
        "There is no such message.", hint="It may belong to another database.", params={"id": message_id}
    )
