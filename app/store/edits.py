"""What a person changes in a tree of messages: text, versions, deletion. Runs on the database thread, inside
the caller's transaction.

Whoever changes what was summed up takes the summaries away; they are made again.
"""

from __future__ import annotations

import sqlite3

from app.errors import Busy, InvalidInput
from app.store import branches, chats, messages
from app.store.branches import DOWN, NEWEST_BELOW
from app.store.records import Live
from app.types.messages import Role, clean_text

FORGET_SUMMARIES = f"DELETE FROM summaries WHERE message_id IN ({DOWN} SELECT id FROM below)"  # noqa: S608 - our own words
SIBLING = """SELECT id FROM messages WHERE chat_id = ? AND parent_id IS ? AND role = ? AND id <> ?
    AND deleted_at IS NULL ORDER BY abs(seq - ?), seq LIMIT 1"""
ANSWERS = "SELECT id FROM messages WHERE parent_id = ?"
KEPT_S = 30 * 24 * 60 * 60
"""How long a deleted message can be brought back."""
COPY_FILES = """INSERT INTO attachments (message_id, position, kind, media_type, name, size, sha256)
    SELECT ?, position, kind, media_type, name, size, sha256 FROM attachments WHERE message_id = ? ORDER BY position"""


def edit(connection: sqlite3.Connection, live: Live, message_id: str, text: str, now: float) -> None:
    """Change a message's text in place.

    Raises:
        ChatNotFound: There is no such message, or its chat lies in the trash.
        Busy: It is being written, or being answered.
    """
    row = _changeable(connection, live, message_id)
    cleaned = clean_text(text)
    if cleaned == row["text"]:
        return
    connection.execute("UPDATE messages SET text = ?, edited_at = ? WHERE id = ?", (cleaned, now, message_id))
    connection.execute("UPDATE tool_uses SET at = min(at, ?) WHERE message_id = ?", (len(cleaned), message_id))
    connection.execute(FORGET_SUMMARIES, (message_id,))
    chats.touch(connection, row["chat_id"], now)


def delete(connection: sqlite3.Connection, live: Live, message_id: str, now: float) -> None:
    """Delete one message; what follows it stays. Where other versions of it are left, the nearest one is shown.

    Raises:
        ChatNotFound: There is no such message, or its chat lies in the trash.
        Busy: It is being written, or being answered.
    """
    row = _changeable(connection, live, message_id)
    chat_id = row["chat_id"]
    shown = branches.shows(connection, chat_id, message_id)
    leaf = branches.shown_leaf(connection, chat_id)
    connection.execute("UPDATE messages SET deleted_at = ? WHERE id = ?", (now, message_id))
    connection.execute(FORGET_SUMMARIES, (message_id,))
    place = (chat_id, row["parent_id"], row["role"], message_id, row["seq"])
    sibling = connection.execute(SIBLING, place).fetchone() if shown else None
    branches.choose(connection, chat_id, newest_below(connection, sibling["id"]) if sibling else leaf)


def restore(connection: sqlite3.Connection, message_id: str, now: float) -> None:
    """Bring a deleted message back to its place, and show it there; one that is not deleted stays as it is.

    Raises:
        ChatNotFound: There is no such message, or its chat lies in the trash.
        InvalidInput: It was deleted too long ago.
    """
    row = messages.require(connection, message_id, deleted=True)
    chats.require_open(connection, row["chat_id"])
    if row["deleted_at"] is None:
        return
    if row["deleted_at"] < now - KEPT_S:
        raise InvalidInput("This message was deleted more than 30 days ago.", hint="A backup may still have it.")
    connection.execute("UPDATE messages SET deleted_at = NULL WHERE id = ?", (message_id,))
    connection.execute(FORGET_SUMMARIES, (message_id,))
    if not branches.shows(connection, row["chat_id"], message_id):
        choose(connection, message_id)


def choose(connection: sqlite3.Connection, message_id: str) -> str:
    """Show the branch on which a message stands, down to its newest leaf; returns the chat's id.

    Raises:
        ChatNotFound: There is no such message.
    """
    chat_id = str(messages.require(connection, message_id)["chat_id"])
    branches.choose(connection, chat_id, newest_below(connection, message_id))
    return chat_id


def add_version(connection: sqlite3.Connection, prompt_id: str, beside_id: str, text: str, now: float) -> str:
    """Store another version of a prompt beside it, with the same attachments; returns the chat's id.

    Raises:
        ChatNotFound: There is no such message, or its chat lies in the trash.
        InvalidInput: It is no prompt.
    """
    row = messages.require(connection, beside_id)
    if row["role"] != Role.USER:
        raise InvalidInput("Only a question can be asked again.", hint="Try the answer again instead.")
    chats.require_open(connection, row["chat_id"])
    messages.add_prompt(connection, prompt_id, row["chat_id"], row["parent_id"], text, now)
    connection.execute(COPY_FILES, (prompt_id, beside_id))
    return str(row["chat_id"])


def newest_below(connection: sqlite3.Connection, message_id: str) -> str:
    """The newest message at or below this one, which is there."""
    return str(connection.execute(NEWEST_BELOW, (message_id,)).fetchone()["id"])


def _changeable(connection: sqlite3.Connection, live: Live, message_id: str) -> sqlite3.Row:
    row = messages.require(connection, message_id)
    chats.require_open(connection, row["chat_id"])
    if message_id in live:
        raise busy("This answer is still being written.")
    if any(answer["id"] in live for answer in connection.execute(ANSWERS, (message_id,))):
        raise busy("The answer to this message is still being written.")
    return row


def busy(message: str) -> Busy:
    """Nothing can be changed yet."""
    return Busy(message, hint="Wait for its end, or stop it.")
