"""Branches: which one of a chat is shown, a page of it, and what else stands in the place of a message.

Runs on the database thread. A path may lead through deleted messages, which nobody sees: what follows one stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from unicodedata import normalize

from app.errors import InvalidInput
from app.store import chats, messages, options, places
from app.store.journal import journalled
from app.store.messages import UP
from app.store.records import SELECT_MESSAGE, UNFINISHED, Live
from app.types.chats import Chat, ChatMessage, ChatOptions, ChatSummary

PATH = UP + " SELECT seq FROM path WHERE deleted_at IS NULL LIMIT ?"  # noqa: S608 - our own words
LENGTH = UP + " SELECT count(*) AS length FROM path WHERE deleted_at IS NULL"  # noqa: S608 - as above
ON_PATH = UP + " SELECT 1 FROM path WHERE id = ?"  # noqa: S608 - as above
# UNION, not UNION ALL: it ends also in such a circle.
DOWN = """WITH RECURSIVE below (id) AS (
        SELECT ? UNION SELECT c.id FROM below JOIN messages c ON c.parent_id = below.id)"""
NEWEST_BELOW = f"""{DOWN} SELECT m.id FROM below JOIN messages m ON m.id = below.id
    WHERE m.deleted_at IS NULL ORDER BY m.seq DESC LIMIT 1"""  # noqa: S608 - as above
CHOSEN = "SELECT leaf_id, options FROM chats WHERE id = ?"
TEXT_AT_ONCE = 2 * 1024 * 1024
"""Bytes of text after which a page ends: more would keep a window busy with what it does not show yet."""
SIZES = """m.seq, length(CAST(m.text AS BLOB)) + coalesce(length(CAST(m.thinking AS BLOB)), 0)
    + (SELECT coalesce(sum(length(CAST(t.arguments AS BLOB)) + length(CAST(t.result AS BLOB))), 0)
        FROM tool_uses t WHERE t.message_id = m.id) AS size"""
AT_ONCE = 500
"""Rows that one statement asks for by number; SQLite takes a limited number of parameters."""


def shown_leaf(connection: sqlite3.Connection, chat_id: str) -> str | None:
    """The end of the branch that is shown: the newest message below the chosen one, or the chat's newest where none
    was chosen; None in an empty chat.

    It may be a deleted one, so that what is said next comes after it: brought back, it stands where it stood.
    """
    row = connection.execute(CHOSEN, (chat_id,)).fetchone()
    if row is not None and row["leaf_id"] is not None:
        below = connection.execute(NEWEST_BELOW, (row["leaf_id"],)).fetchone()
        if below is not None:
            return str(below["id"])
        if connection.execute("SELECT 1 FROM messages WHERE id = ?", (row["leaf_id"],)).fetchone():
            return str(row["leaf_id"])
    return messages.newest_id(connection, chat_id)


def choose(connection: sqlite3.Connection, chat_id: str, message_id: str | None) -> None:
    """Show the branch on which this message stands."""
    connection.execute("UPDATE chats SET leaf_id = ? WHERE id = ?", (message_id, chat_id))


def shows(connection: sqlite3.Connection, chat_id: str, message_id: str) -> bool:
    """Whether a message, deleted or not, is on the shown branch."""
    leaf = shown_leaf(connection, chat_id)
    return connection.execute(ON_PATH, (leaf, message_id)).fetchone() is not None


def opened(connection: sqlite3.Connection, live: Live, chat_id: str, limit: int | None = None) -> Chat:
    """A chat, in the trash or not, with the newest `limit` messages of the branch that is shown, or fewer where they
    are long.

    Raises:
        ChatNotFound: There is none.
        InvalidInput: The limit is none.
    """
    check_limit(limit)
    summary, path, said, draft = outline(connection, live, chat_id, limit)
    page = path if limit is None else fitting(connection, path)
    length = len(path)
    if length == limit:
        length = connection.execute(LENGTH, (shown_leaf(connection, chat_id),)).fetchone()["length"]
    shown = with_versions(connection, read(connection, live, page))
    return Chat(summary, shown, length - len(page), said, draft)


def outline(
    connection: sqlite3.Connection, live: Live, chat_id: str, limit: int | None = None
) -> tuple[ChatSummary, list[int], ChatOptions, str]:
    """A chat's row, the numbers (`seq`) of the newest `limit` messages that it shows, its options and its draft.

    Raises:
        ChatNotFound: There is none.
    """
    summary = chats.get_summary(connection, live, chat_id)
    path = path_to(connection, shown_leaf(connection, chat_id), limit)
    return summary, path, options.of_chat(connection, chat_id), places.draft(connection, chat_id)


def path_of(connection: sqlite3.Connection, message_id: str) -> list[int]:
    """The numbers (`seq`) of the messages from the root to this one, which is there.

    Raises:
        ChatNotFound: It is not.
    """
    messages.require(connection, message_id)
    return path_to(connection, message_id)


def page_before(connection: sqlite3.Connection, live: Live, message_id: str, limit: int) -> tuple[ChatMessage, ...]:
    """Up to `limit` messages that stand right before this one in its branch, oldest first; fewer where they are long.

    Raises:
        ChatNotFound: There is no such message.
        InvalidInput: The limit is none.
    """
    check_limit(limit)
    start = messages.require(connection, message_id)
    path = fitting(connection, path_to(connection, start["parent_id"], limit))
    return with_versions(connection, read(connection, live, path))


def shown_path(connection: sqlite3.Connection, live: Live, chat_id: str) -> list[int]:
    """The numbers (`seq`) of the messages that a chat shows.

    Raises:
        ChatNotFound: There is no such chat.
    """
    chats.get_summary(connection, live, chat_id)
    return path_to(connection, shown_leaf(connection, chat_id))


def find(connection: sqlite3.Connection, path: Sequence[int], wanted: str) -> tuple[str, ...]:
    """The ids of those messages whose text contains this text, which is `folded`, oldest first."""
    found: list[str] = []
    for row in _rows(connection, "m.id, m.text, m.status", path):
        arrived = journalled(connection, row["id"]).text if row["status"] in UNFINISHED else ""
        if wanted in folded(row["text"] + arrived):
            found.append(row["id"])
    return tuple(found)


def path_to(connection: sqlite3.Connection, message_id: str | None, limit: int | None = None) -> list[int]:
    """The numbers (`seq`) of the messages from the root to this one, without deleted ones, or the last `limit` of
    them.
    """
    most = -1 if limit is None else limit
    return sorted(row["seq"] for row in connection.execute(PATH, (message_id, most)))


def fitting(connection: sqlite3.Connection, path: Sequence[int]) -> list[int]:
    """The newest of these messages that have `TEXT_AT_ONCE` together, at least one."""
    sizes = {row["seq"]: row["size"] for row in _rows(connection, SIZES, path)}
    total, first = 0, len(path)
    while first > 0:
        total += sizes.get(path[first - 1], 0)
        if total > TEXT_AT_ONCE and first < len(path):
            break
        first -= 1
    return list(path[first:])


def read(connection: sqlite3.Connection, live: Live, seqs: Sequence[int]) -> tuple[ChatMessage, ...]:
    """The messages with these numbers."""
    columns = SELECT_MESSAGE.removeprefix("SELECT ").partition(" FROM messages m")[0].strip()
    return tuple(messages.of_row(connection, live, row) for row in _rows(connection, columns, seqs))


def with_versions(connection: sqlite3.Connection, found: Sequence[ChatMessage]) -> tuple[ChatMessage, ...]:
    """The same messages, each with all that stand in its place."""
    places = _places(connection, found)
    return tuple(
        replace(message, versions=place) if len(place := places.get(_place(message), ())) > 1 else message
        for message in found
    )


def earlier_answer(connection: sqlite3.Connection, prompt_id: str) -> str | None:
    """The newest answer to a prompt; None where it has none."""
    row = connection.execute(
        "SELECT id FROM messages WHERE parent_id = ? AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1", (prompt_id,)
    ).fetchone()
    return None if row is None else str(row["id"])


def summary_of(connection: sqlite3.Connection, live: Live, message_id: str) -> ChatSummary:
    """The chat in which a message stands, deleted or not."""
    return chats.get_summary(connection, live, messages.require(connection, message_id, deleted=True)["chat_id"])


def check_limit(limit: int | None) -> None:
    """Refuse a page without messages."""
    if limit is not None and limit < 1:
        raise InvalidInput("A page has at least one message.", hint="Ask for one or more.", params={"limit": limit})


def _rows(connection: sqlite3.Connection, columns: str, seqs: Sequence[int]) -> Iterable[sqlite3.Row]:
    for start in range(0, len(seqs), AT_ONCE):
        some = seqs[start : start + AT_ONCE]
        marks = ", ".join("?" * len(some))
        yield from connection.execute(
            f"SELECT {columns} FROM messages m WHERE m.seq IN ({marks}) ORDER BY m.seq",  # noqa: S608 - our own words
            tuple(some),
        )


def _place(message: ChatMessage) -> tuple[str, str]:
    return message.parent_id or "", message.role


def _places(connection: sqlite3.Connection, found: Sequence[ChatMessage]) -> dict[tuple[str, str], tuple[str, ...]]:
    places: dict[tuple[str, str], list[str]] = {}
    parents = sorted({message.parent_id for message in found if message.parent_id is not None})
    asked = [parents[start : start + AT_ONCE] for start in range(0, len(parents), AT_ONCE)]
    conditions: list[tuple[str, Sequence[str]]] = [
        (f"parent_id IN ({', '.join('?' * len(some))})", some) for some in asked
    ]
    roots = {message.chat_id for message in found if message.parent_id is None}
    conditions += [("chat_id = ? AND parent_id IS NULL", (chat_id,)) for chat_id in roots]
    for condition, values in conditions:
        for row in connection.execute(
            f"SELECT id, parent_id, role FROM messages WHERE {condition} AND deleted_at IS NULL ORDER BY seq",  # noqa: S608 - our own words
            tuple(values),
        ):
            places.setdefault((row["parent_id"] or "", row["role"]), []).append(row["id"])
    return {place: tuple(ids) for place, ids in places.items()}


def folded(text: str) -> str:
    """A text as it is compared, whatever its case."""
    return normalize("NFC", text).casefold() if not text.isascii() else text.lower()
