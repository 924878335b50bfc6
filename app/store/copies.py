"""Copies of chats, made in slices like their end: hidden until they are whole. Runs on the database thread, each slice
inside a transaction of its own.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.store import branches, chats, edits, messages
from app.store.ids import new_id
from app.store.journal import INTERRUPTED, journalled
from app.store.purge import SLICE_BYTES
from app.store.records import UNFINISHED, Live
from app.store.titles import numbered
from app.types.chats import TitleSource

SLICE = 100
"""Messages."""
HANGING = ("attachments", "tool_uses", "summaries")
"""Tables with rows of messages."""
ROWS = "SELECT seq, id, parent_id, kept_from, status, length(text) + length(thinking) AS size FROM messages WHERE "
NEXT = "chat_id = ? AND seq > ? ORDER BY seq LIMIT ?"
TWINS = """WITH twins (seq, source, id, parent_id, kept_from) AS MATERIALIZED (SELECT json_extract(value, '$[0]'),
    json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]'), json_extract(value, '$[4]')
    FROM json_each(?))"""
ENDED = "UPDATE messages SET text = text || ?, thinking = thinking || ?, status = ?, stop_reason = ? WHERE id = ?"
NOT_COPIED = {"imported_id", "unread"}


@dataclass(slots=True)
class Copying:
    """A copy on its way."""

    source: str
    copy: str
    path: list[int] | None = None
    """The messages of one branch, by their numbers (`seq`); None: of all branches."""
    ids: dict[str, str] = field(default_factory=dict)
    """The copy's messages by those of the source."""
    reached: int = -1
    """The last `seq` that was copied."""


def begin(connection: sqlite3.Connection, live: Live, chat_id: str, now: float) -> Copying:
    """Add a hidden chat with everything of another one but its messages.

    Raises:
        ChatNotFound: There is no such chat, or it lies in the trash.
    """
    chats.require_open(connection, chat_id)
    titles = {row["title"] for row in connection.execute("SELECT title FROM chats WHERE deleted_at IS NULL")}
    summary = chats.get_summary(connection, live, chat_id)
    source = TitleSource.MODEL if summary.title_source is TitleSource.PROMPT else summary.title_source
    row = dict(connection.execute("SELECT * FROM chats WHERE id = ?", (chat_id,)).fetchone())
    copying = Copying(chat_id, new_id())
    row |= {"id": copying.copy, "title": numbered(row["title"], titles), "title_source": source}
    row |= {"created_at": now, "updated_at": now, "deleted_at": chats.HIDDEN, "archived_at": None}
    _insert(connection, "chats", {name: value for name, value in row.items() if name not in NOT_COPIED})
    return copying


def begin_branch(connection: sqlite3.Connection, live: Live, message_id: str, now: float) -> Copying:
    """The same for what stands on the way from the root to a message.

    Raises:
        ChatNotFound: There is no such message, or its chat lies in the trash.
        Busy: It is being written.
    """
    row = messages.require(connection, message_id)
    if message_id in live:
        raise edits.busy("This answer is still being written.")
    copying = begin(connection, live, row["chat_id"], now)
    connection.execute("UPDATE chats SET pinned = 0 WHERE id = ?", (copying.copy,))
    copying.path = branches.path_to(connection, message_id)
    return copying


def copy_slice(connection: sqlite3.Connection, copying: Copying) -> bool:
    """Copy the next messages, oldest first; whether the copy is whole and to be seen now.

    An answer that is being written is copied as far as it came.

    Raises:
        ChatNotFound: The source went away meanwhile; the copy stays hidden.
    """
    chats.require_open(connection, copying.source)
    rows = _next(connection, copying)
    if rows:
        _copy_messages(connection, copying, rows)
        copying.reached = rows[-1]["seq"]
    else:
        shown = _shown(connection, copying)
        connection.execute("UPDATE chats SET leaf_id = ?, deleted_at = NULL WHERE id = ?", (shown, copying.copy))
    return not rows


def _next(connection: sqlite3.Connection, copying: Copying) -> list[sqlite3.Row]:
    """At least one, and no more than are copied quickly; none at the end."""
    if copying.path is None:
        rows = connection.execute(ROWS + NEXT, (copying.source, copying.reached, SLICE))
    else:
        begin = bisect_right(copying.path, copying.reached)
        some = copying.path[begin : begin + SLICE]
        marks = ", ".join("?" * len(some))
        rows = connection.execute(f"{ROWS} seq IN ({marks}) ORDER BY seq", tuple(some))
    taken: list[sqlite3.Row] = []
    size = 0
    for row in rows:  # one that is not looked at is not read
        taken.append(row)
        size += row["size"]
        if size > SLICE_BYTES:
            break
    rows.close()
    return taken


def _shown(connection: sqlite3.Connection, copying: Copying) -> str | None:
    if copying.path is not None:
        return next(reversed(copying.ids.values()), None)
    leaf = connection.execute("SELECT leaf_id FROM chats WHERE id = ?", (copying.source,)).fetchone()["leaf_id"]
    return copying.ids.get(leaf)


def _copy_messages(connection: sqlite3.Connection, copying: Copying, rows: Sequence[sqlite3.Row]) -> None:
    """All of them at once: the index of words is brought up to date after each statement."""
    twins: list[tuple[int, str, str, str | None, str | None]] = []
    for row in rows:
        before = next(reversed(copying.ids.values()), None)
        parent = copying.ids.get(row["parent_id"]) if copying.path is None else before
        copying.ids[row["id"]] = new_id()
        kept_from = copying.ids.get(row["kept_from"])
        twins.append((row["seq"], row["id"], copying.ids[row["id"]], parent, kept_from))
    given = {"id": "t.id", "chat_id": "?", "parent_id": "t.parent_id", "kept_from": "t.kept_from"}
    told = json.dumps(twins)
    _insert_twins(connection, "messages", "seq", given, (told, copying.copy))
    for table in HANGING:
        _insert_twins(connection, table, "message_id", {"message_id": "t.id"}, (told,))
    for row in rows:
        if row["status"] in UNFINISHED:
            added = journalled(connection, row["id"])
            values = (added.text, added.thinking, INTERRUPTED.status, INTERRUPTED.stop_reason, copying.ids[row["id"]])
            connection.execute(ENDED, values)


def _insert_twins(
    connection: sqlite3.Connection, table: str, link: str, given: dict[str, str], values: tuple[str, ...]
) -> None:
    """Rows of a table again, for the twins of their messages."""
    columns = [row["name"] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    names = [name for name in columns if name != "seq"]
    taken = ", ".join(given.get(name, f"o.{name}") for name in names)
    connection.execute(
        f"""{TWINS} INSERT INTO {table} ({", ".join(names)})
        SELECT {taken} FROM twins t CROSS JOIN {table} o ON o.{link} = t.{"seq" if link == "seq" else "source"}
        ORDER BY t.seq, o.rowid""",  # noqa: S608 - our own names
        values,
    )


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, object]) -> None:
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608 - our own names
