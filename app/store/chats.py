"""Chats: the sidebar's rows and what changes them. Runs on the database thread, inside the caller's transaction."""

from __future__ import annotations

import sqlite3

from app.errors import ChatNotFound, InvalidInput
from app.store.ids import new_id
from app.store.records import SELECT_SUMMARY, Live, to_summary
from app.store.titles import clean_title
from app.types.chats import ChatSummary

LISTED = SELECT_SUMMARY + " WHERE c.deleted_at IS NULL ORDER BY c.updated_at DESC"
IN_TRASH = SELECT_SUMMARY + " WHERE c.deleted_at IS NOT NULL ORDER BY c.deleted_at DESC"


def list_chats(connection: sqlite3.Connection, live: Live, *, deleted: bool) -> tuple[ChatSummary, ...]:
    """Newest first; with `deleted` the trash instead."""
    answering = set(live.values())
    rows = connection.execute(IN_TRASH if deleted else LISTED)
    return tuple(to_summary(row, answering=row["id"] in answering) for row in rows)


def get_summary(connection: sqlite3.Connection, live: Live, chat_id: str) -> ChatSummary:
    """One chat's row, in the trash or not.

    Raises:
        ChatNotFound: There is none.
    """
    row = connection.execute(SELECT_SUMMARY + " WHERE c.id = ?", (chat_id,)).fetchone()
    if row is None:
        raise _not_found(chat_id)
    return to_summary(row, answering=chat_id in live.values())


def create(connection: sqlite3.Connection, model_id: str | None, now: float) -> str:
    """Add a chat and return its id; it gets its title from its first prompt."""
    chat_id = new_id()
    connection.execute(
        "INSERT INTO chats (id, model_id, created_at, updated_at) VALUES (?, ?, ?, ?)",
        (chat_id, model_id, now, now),
    )
    return chat_id


def rename(connection: sqlite3.Connection, chat_id: str, title: str) -> None:
    """Set the title; the chat keeps its place in the list.

    Raises:
        InvalidInput: Nothing visible is left of the title.
        ChatNotFound: There is no such chat.
    """
    cleaned = clean_title(title)
    if not cleaned:
        raise InvalidInput("A chat needs a title.", hint="Type at least one visible character.")
    _update(connection, chat_id, "title = ?", cleaned)


def set_model(connection: sqlite3.Connection, chat_id: str, model_id: str | None) -> None:
    """Set the model of the chat's next prompts; None for the default one."""
    _update(connection, chat_id, "model_id = ?", model_id)


def delete(connection: sqlite3.Connection, chat_id: str, now: float) -> None:
    """Move to the trash; twice keeps the first time."""
    _update(connection, chat_id, "deleted_at = coalesce(deleted_at, ?)", now)


def restore(connection: sqlite3.Connection, chat_id: str) -> None:
    """Take out of the trash; one that is not there stays as it is."""
    _update(connection, chat_id, "deleted_at = ?", None)


def touch(connection: sqlite3.Connection, chat_id: str, now: float) -> None:
    """Something was said: the chat moves to the top of the list."""
    _update(connection, chat_id, "updated_at = max(updated_at, ?)", now)


def title_if_untitled(connection: sqlite3.Connection, chat_id: str, title: str) -> None:
    """Give a title to a chat that has none yet."""
    connection.execute("UPDATE chats SET title = ? WHERE id = ? AND title = ''", (title, chat_id))


def require_open(connection: sqlite3.Connection, chat_id: str) -> None:
    """Check that something can be said in the chat.

    Raises:
        ChatNotFound: It does not exist or lies in the trash.
    """
    row = connection.execute("SELECT deleted_at FROM chats WHERE id = ?", (chat_id,)).fetchone()
    if row is None:
        raise _not_found(chat_id)
    if row["deleted_at"] is not None:
        raise ChatNotFound("This chat was deleted.", hint="Restore it first.", params={"id": chat_id})


def _update(connection: sqlite3.Connection, chat_id: str, assignment: str, value: object) -> None:
    changed = connection.execute(f"UPDATE chats SET {assignment} WHERE id = ?", (value, chat_id))  # noqa: S608 - our own words
    if changed.rowcount == 0:
        raise _not_found(chat_id)


def _not_found(chat_id: str) -> ChatNotFound:
    return ChatNotFound("There is no such chat.", hint="It may belong to another database.", params={"id": chat_id})
