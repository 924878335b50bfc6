"""Version 3: what a model thought before its answer, what was left out of a long chat, and summaries of such chats.

A row of `journal` belongs to the answer's text, or with `thinking` to what was thought before it. A summary stands for
everything from the chat's root to `message_id`; it can be made again, so nothing is lost with it.
"""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    "ALTER TABLE messages ADD COLUMN thinking TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE messages ADD COLUMN thinking_s REAL",
    "ALTER TABLE messages ADD COLUMN context_policy TEXT",
    "ALTER TABLE messages ADD COLUMN kept_from TEXT",
    "ALTER TABLE messages ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE journal ADD COLUMN thinking INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE summaries (
        message_id TEXT NOT NULL PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
        text TEXT NOT NULL
    )""",
)


def apply(connection: sqlite3.Connection) -> None:
    """Add the columns and the table."""
    for statement in STATEMENTS:
        connection.execute(statement)
