"""Deleting for good, in slices: a chat of any size never holds the database thread for long. Runs on that thread, each
slice inside a transaction of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from app.errors import Busy, InvalidInput
from app.store import chats
from app.store.connection import transaction
from app.store.records import Live
from app.store.traces import merge_all

SLICE_MESSAGES = 50
SLICE_BYTES = 128 * 1024
"""Taking a message's words out of the index costs with its length."""

SIZE = "length(CAST(text AS BLOB)) + length(CAST(thinking AS BLOB)) AS size"
OF_CHAT = f"""SELECT id, {SIZE} FROM messages
    WHERE chat_id = ? ORDER BY seq DESC LIMIT ?"""  # noqa: S608 - our own words, as in the next one
OLD = f"""SELECT id, chat_id, parent_id, {SIZE} FROM messages
    WHERE deleted_at > 0 AND deleted_at < ? ORDER BY seq DESC LIMIT ?"""  # noqa: S608
HAS_CHILD = "SELECT 1 FROM messages WHERE parent_id = ? LIMIT 1"
HAS_SIBLING = "SELECT 1 FROM messages WHERE parent_id IS ? AND chat_id = ? AND id <> ? LIMIT 1"
EMPTIED = 0.0
"""`deleted_at` of a message that is gone but for its place, which holds others apart."""


def hide(connection: sqlite3.Connection, live: Live, chat_id: str) -> None:
    """Begin to delete a chat: nobody sees it from now on, and what a kill leaves of it goes with the trash.

    Raises:
        ChatNotFound: There is no such chat.
        InvalidInput: It neither lies in the trash nor is a temporary one.
        Busy: An answer is being written in it.
    """
    summary = chats.get_summary(connection, live, chat_id)
    if summary.deleted_at is None and not summary.temporary:
        raise InvalidInput("This chat is not in the trash.", hint="Delete it first.", params={"id": chat_id})
    if chat_id in live.values():
        raise Busy("An answer is still being written in this chat.", hint="Stop it first.", params={"id": chat_id})
    connection.execute("UPDATE chats SET deleted_at = ? WHERE id = ?", (chats.HIDDEN, chat_id))


def delete_slice(connection: sqlite3.Connection, chat_id: str) -> bool:
    """Delete the newest messages of a hidden chat, and the chat itself when none is left; whether it is gone."""
    return delete_slice_of(connection, (chat_id,)) == 1


def delete_slice_of(connection: sqlite3.Connection, chat_ids: Iterable[str]) -> int:
    """The same for hidden chats, one after the other, until the slice is full; how many are gone from the first on."""
    gone = messages = size = 0
    for chat_id in chat_ids:
        rows = connection.execute(OF_CHAT, (chat_id, SLICE_MESSAGES)).fetchall()
        taken = _up_to_size(rows)
        _delete(connection, [row["id"] for row in taken])
        messages += len(taken) + 1
        size += sum(row["size"] for row in taken)
        if messages > SLICE_MESSAGES or size > SLICE_BYTES or len(taken) < len(rows):
            break
        connection.execute("DELETE FROM drafts WHERE chat_id = ?", (chat_id,))
        connection.execute("DELETE FROM chats WHERE id = ?", (chat_id,))
        gone += 1
    return gone


def left_over(connection: sqlite3.Connection, live: Live, before: float) -> tuple[str, ...]:
    """The chats that went into the trash before this time and are not being answered."""
    rows = connection.execute("SELECT id FROM chats WHERE deleted_at < ?", (before,))
    return tuple(row["id"] for row in rows if row["id"] not in live.values())


def in_trash(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Every chat in the trash."""
    rows = connection.execute("SELECT id FROM chats WHERE deleted_at > 0 AND temporary = 0")
    return tuple(row["id"] for row in rows)


def temporary(connection: sqlite3.Connection, live: Live) -> tuple[str, ...]:
    """The temporary chats that are not being answered."""
    rows = connection.execute("SELECT id FROM chats WHERE temporary <> 0")
    return tuple(row["id"] for row in rows if row["id"] not in live.values())


def forget_temporary(connection: sqlite3.Connection) -> None:
    """Delete all temporary chats at once, in a copy of the database that nobody else uses; nothing of them is left."""
    columns = {row["name"] for row in connection.execute("PRAGMA table_info(chats)")}
    if "temporary" not in columns or connection.execute("SELECT 1 FROM chats WHERE temporary <> 0").fetchone() is None:
        return
    connection.execute("PRAGMA secure_delete=ON")
    chat_ids = "SELECT id FROM chats WHERE temporary <> 0"
    with transaction(connection):
        for table in ("journal", "attachments", "tool_uses", "summaries"):
            ids = f"SELECT id FROM messages WHERE chat_id IN ({chat_ids})"  # noqa: S608 - our own words, as below
            connection.execute(f"DELETE FROM {table} WHERE message_id IN ({ids})")  # noqa: S608
        for table in ("messages", "drafts"):
            connection.execute(f"DELETE FROM {table} WHERE chat_id IN ({chat_ids})")  # noqa: S608
        connection.execute("DELETE FROM chats WHERE temporary <> 0")
        merge_all(connection)


def delete_old_messages(connection: sqlite3.Connection, live: Live, before: float) -> bool:
    """Delete some single messages that were deleted before this time; whether none is left.

    What follows one hangs on what was before it. Where that would put it beside other versions, the place stays, empty.
    """
    rows = [row for row in connection.execute(OLD, (before, SLICE_MESSAGES)) if row["id"] not in live]
    for row in _up_to_size(rows):
        message_id, parent_id = row["id"], row["parent_id"]
        if connection.execute(HAS_CHILD, (message_id,)).fetchone() is not None:
            if connection.execute(HAS_SIBLING, (parent_id, row["chat_id"], message_id)).fetchone() is not None:
                _empty(connection, message_id)
                continue
            connection.execute("UPDATE messages SET parent_id = ? WHERE parent_id = ?", (parent_id, message_id))
        leaf = (parent_id, row["chat_id"], message_id)
        connection.execute("UPDATE chats SET leaf_id = ? WHERE id = ? AND leaf_id = ?", leaf)
        _delete(connection, [message_id])
    return not rows


def _empty(connection: sqlite3.Connection, message_id: str) -> None:
    connection.execute(
        "UPDATE messages SET text = '', thinking = '', error = NULL, note = '', deleted_at = ? WHERE id = ?",
        (EMPTIED, message_id),
    )
    for table in ("attachments", "tool_uses", "summaries"):
        connection.execute(f"DELETE FROM {table} WHERE message_id = ?", (message_id,))  # noqa: S608 - our own names


def _delete(connection: sqlite3.Connection, message_ids: Sequence[str]) -> None:
    """What hangs on one that is not among them becomes a beginning of its own."""
    for message_id in message_ids:
        connection.execute("DELETE FROM journal WHERE message_id = ?", (message_id,))
        connection.execute("UPDATE messages SET parent_id = NULL WHERE parent_id = ?", (message_id,))
        connection.execute("DELETE FROM messages WHERE id = ?", (message_id,))


def _up_to_size(rows: Iterable[sqlite3.Row]) -> list[sqlite3.Row]:
    """At least one, and no more than fit into a slice."""
    taken: list[sqlite3.Row] = []
    size = 0
    for row in rows:
        size += row["size"]
        if taken and size > SLICE_BYTES:
            break
        taken.append(row)
    return taken
