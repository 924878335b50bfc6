"""Recovery: what can still be read of a corrupt database, row by row, into a new one.

Indexes are not used, so a damaged one costs nothing. Where a page cannot be read, halving the range of row numbers
finds the rows on both sides of it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from app.store.connection import connect, transaction, user_version
from app.store.files import make_private, remove_database
from app.store.migrations import Migration, migrate

log = logging.getLogger(__name__)

TABLES = (
    "folders",
    "chats",
    "messages",
    "journal",
    "files",
    "attachments",
    "tool_uses",
    "summaries",
    "assistants",
    "saved_prompts",
    "model_options",
    "drafts",
    "tool_grants",
)
"""The index of words is not among them: triggers make it anew from the rows that are copied."""
RESCUED_TITLE = "Recovered chat"

_SMALLEST_ROW = 32
"""Bytes; bounds the number of rows in a file whose last page cannot be read."""
_MAX_FAILURES = 50_000
"""Unreadable ranges of one table after which the rest is given up."""


def salvage(damaged: sqlite3.Connection, size: int, target: Path, migrations: Sequence[Migration], now: float) -> int:
    """Write a new, sound database at `target` with every row that can be read; returns the number of chats.

    The target has the schema version of the damaged one, so that the ordinary migrations take it from there.

    Args:
        damaged: A read-only connection.
        size: The damaged file's bytes.
        target: Where to write; an earlier attempt there is removed.
        migrations: All that this program knows.
        now: The time that repaired rows get where theirs is lost.

    Raises:
        sqlite3.Error: The target cannot be written.
        OSError: The same, from the file system.
    """
    remove_database(target)
    make_private(target)
    known = migrations[: _version(damaged, len(migrations))]
    with closing(connect(target)) as fresh:
        fresh.execute("PRAGMA journal_mode=DELETE")
        migrate(fresh, known)
        fresh.execute("PRAGMA foreign_keys=OFF")
        with transaction(fresh):
            for table in TABLES:
                kept = _copy_table(damaged, fresh, table, size // _SMALLEST_ROW + 1)
                log.info("recovered %d rows of %s", kept, table)
            _repair_links(fresh, now)
        return int(fresh.execute("SELECT count(*) FROM chats").fetchone()[0])


def _version(damaged: sqlite3.Connection, newest: int) -> int:
    try:
        damaged.execute("PRAGMA writable_schema=ON")  # read on where a definition in the schema is garbled
        version = user_version(damaged)
    except sqlite3.Error:
        return newest
    return version if 0 < version <= newest else newest


def _copy_table(damaged: sqlite3.Connection, fresh: sqlite3.Connection, table: str, most_rows: int) -> int:
    try:
        found = _columns(damaged, table)
    except sqlite3.Error:
        return 0
    columns = [name for name in _columns(fresh, table) if name in found]
    if not columns:
        return 0
    names = ", ".join(columns)
    reading = f"SELECT rowid, {names} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"  # noqa: S608 - our own names
    writing = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - as above
    kept = 0
    for row in _readable_rows(damaged, reading, _last_row(damaged, table, most_rows)):
        try:
            fresh.execute(writing, tuple(row)[1:])
            kept += 1
        except sqlite3.IntegrityError:  # a garbled row: something required is missing, or an id appears twice
            continue
    return kept


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]


def _last_row(damaged: sqlite3.Connection, table: str, most_rows: int) -> int:
    try:
        last = damaged.execute(f"SELECT max(rowid) FROM {table} NOT INDEXED").fetchone()[0]  # noqa: S608 - as above
    except sqlite3.Error:
        return most_rows
    return int(last or 0)


def _readable_rows(damaged: sqlite3.Connection, query: str, last: int) -> Iterator[sqlite3.Row]:
    ranges = [(1, last)]
    failures = 0
    while ranges and failures < _MAX_FAILURES:
        low, high = ranges.pop()
        reached = low - 1
        try:
            for row in damaged.execute(query, (low, high)):
                if row[0] <= reached:
                    raise sqlite3.DatabaseError("pages refer to each other in a circle")
                reached = row[0]
                yield row
        except sqlite3.DatabaseError:
            failures += 1
            if low < high and reached < high:
                middle = (reached + 1 + high) // 2
                if middle < high:
                    ranges.append((middle + 1, high))
                ranges.append((reached + 1, middle))


def _repair_links(fresh: sqlite3.Connection, now: float) -> None:
    """Give messages without a chat a chat, hang those without their parent on the one before, drop journals and files
    that nothing belongs to.
    """
    fresh.execute(
        """INSERT INTO chats (id, title, created_at, updated_at)
        SELECT chat_id, ?, coalesce(min(created_at), ?), coalesce(max(created_at), ?) FROM messages
        WHERE chat_id NOT IN (SELECT id FROM chats) GROUP BY chat_id""",
        (RESCUED_TITLE, now, now),
    )
    fresh.execute(
        """UPDATE messages SET parent_id = (
            SELECT b.id FROM messages b WHERE b.chat_id = messages.chat_id AND b.seq < messages.seq
            ORDER BY b.seq DESC LIMIT 1)
        WHERE parent_id IS NOT NULL AND parent_id NOT IN (SELECT id FROM messages)"""
    )
    if _columns(fresh, "attachments"):
        fresh.execute(
            """DELETE FROM attachments WHERE message_id NOT IN (SELECT id FROM messages)
            OR sha256 NOT IN (SELECT sha256 FROM files)"""
        )
        fresh.execute("DELETE FROM files WHERE sha256 NOT IN (SELECT sha256 FROM attachments)")
    for table in ("tool_uses", "summaries"):
        if _columns(fresh, table):
            fresh.execute(f"DELETE FROM {table} WHERE message_id NOT IN (SELECT id FROM messages)")  # noqa: S608 - our own names
    if _columns(fresh, "folders"):
        fresh.execute("UPDATE chats SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folders)")
    fresh.execute("DELETE FROM journal WHERE message_id NOT IN (SELECT id FROM messages)")
    fresh.execute("UPDATE chats SET created_at = ? WHERE typeof(created_at) NOT IN ('real', 'integer')", (now,))
    fresh.execute("UPDATE chats SET updated_at = ? WHERE typeof(updated_at) NOT IN ('real', 'integer')", (now,))
    fresh.execute("UPDATE messages SET created_at = ? WHERE typeof(created_at) NOT IN ('real', 'integer')", (now,))
