"""What a deleted chat leaves in the database's files, taken away: words in the index, and pages in the log.

SQLite overwrites what it deletes (`connection.prepare`), but the index only notes that words are gone until its parts
are merged, and the log keeps older pages until it is emptied. Runs on the database thread.
"""

from __future__ import annotations

import sqlite3

INDEXES = ("message_words", "title_words")
SLICE_PAGES = 16
"""Of the index, in one transaction."""


def merge_slice(connection: sqlite3.Connection, index: str, *, first: bool) -> bool:
    """Merge some of an index, from the beginning with `first`; whether all of it is one, without what was deleted."""
    before = connection.total_changes
    pages = -SLICE_PAGES if first else SLICE_PAGES
    connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)", (pages,))  # noqa: S608 - our names
    return connection.total_changes - before < 2


def merge_all(connection: sqlite3.Connection) -> None:
    """Merge every index that is there at once, in a copy that nobody waits for."""
    there = {row["name"] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for index in INDEXES:
        if index in there:
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608 - our names


def empty_log(connection: sqlite3.Connection) -> None:
    """Put the log into the file and cut it; whoever reads just now keeps it until the next time."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
