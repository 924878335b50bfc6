"""Chats: the sidebar's rows and what changes them. Runs on the database thread, inside the caller's transaction."""

from __future__ import annotations

import sqlite3

from app.errors import ChatNotFound, InvalidInput
from app.store.ids import new_id
from app.store.records import SELECT_SUMMARY, Live, to_summary
from app.store.titles import clean_title
from app.types.chats import ChatSummary, TitleSource

LISTED = (
    SELECT_SUMMARY
    + " WHERE c.deleted_at IS NULL AND c.archived_at IS NULL AND c.temporary = 0 ORDER BY c.updated_at DESC"
)
ARCHIVED = (
    SELECT_SUMMARY
    + " WHERE c.deleted_at IS NULL AND c.archived_at IS NOT NULL AND c.temporary = 0 ORDER BY c.updated_at DESC"
)
IN_TRASH = SELECT_SUMMARY + " WHERE c.deleted_at > 0 AND c.temporary = 0 ORDER BY c.deleted_at DESC"
HIDDEN = 0.0
"""`deleted_at` of a chat that is being made or taken away in slices: nobody sees it, and what a kill leaves of it goes
with the trash.
"""


def list_chats(
    connection: sqlite3.Connection, live: Live, *, deleted: bool, archived: bool = False
) -> tuple[ChatSummary, ...]:
    """Newest first; with `deleted` the trash instead, with `archived` the archive."""
    answering = set(live.values())
    rows = connection.execute(IN_TRASH if deleted else ARCHIVED if archived else LISTED)
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
    set_title(connection, chat_id, cleaned, TitleSource.PERSON)


def set_title(connection: sqlite3.Connection, chat_id: str, title: str, source: TitleSource) -> None:
    """Set a title that is clean already, and who made it."""
    _update(connection, chat_id, "title = ?", title)
    _update(connection, chat_id, "title_source = ?", source)


def set_model(connection: sqlite3.Connection, chat_id: str, model_id: str | None) -> None:
    """Set the model of the chat's next prompts; None for the default one."""
    _update(connection, chat_id, "model_id = ?", model_id)


def delete(connection: sqlite3.Connection, chat_id: str, now: float) -> None:
    """Move to the trash; twice keeps the first time."""
    _update(connection, chat_id, "deleted_at = coalesce(deleted_at, ?)", now)


def restore(connection: sqlite3.Connection, chat_id: str) -> None:
    """Take out of the trash; one that is not there stays as it is."""
    row = connection.execute("SELECT deleted_at FROM chats WHERE id = ?", (chat_id,)).fetchone()
    if row is None or row["deleted_at"] == HIDDEN:
        raise _not_found(chat_id)
    _update(connection, chat_id, "deleted_at = ?", None)


def pin(connection: sqlite3.Connection, chat_id: str, *, pinned: bool) -> None:
    """Keep at the top of the list, or no longer."""
    _update(connection, chat_id, "pinned = ?", pinned)


def archive(connection: sqlite3.Connection, chat_id: str, now: float, *, archived: bool) -> None:
    """Put into the archive, or back; twice keeps the first time."""
    value = "archived_at = coalesce(archived_at, ?)" if archived else "archived_at = ?"
    _update(connection, chat_id, value, now if archived else None)


def move(connection: sqlite3.Connection, chat_id: str, folder_id: str | None) -> None:
    """Put into a folder that is there, or into none."""
    _update(connection, chat_id, "folder_id = ?", folder_id)


def keep(connection: sqlite3.Connection, chat_id: str) -> None:
    """Make a temporary chat an ordinary one."""
    _update(connection, chat_id, "temporary = ?", 0)


def mark_unread(connection: sqlite3.Connection, chat_id: str, *, unread: bool) -> None:
    """An answer ended in it, or a person has seen it."""
    _update(connection, chat_id, "unread = ?", unread)


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
