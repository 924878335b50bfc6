"""Version 2: pictures and sounds that go with messages.

Their bytes are in the database, so that a message and its files are stored in one step, copied in one backup and found
by one recovery. Equal files are kept once, and go with the last message that has them.
"""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE TABLE files (
        sha256 TEXT NOT NULL PRIMARY KEY,
        bytes BLOB NOT NULL
    )""",
    """CREATE TABLE attachments (
        seq INTEGER PRIMARY KEY,
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        media_type TEXT NOT NULL,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL REFERENCES files (sha256),
        UNIQUE (message_id, position)
    )""",
    "CREATE INDEX attachments_of_file ON attachments (sha256)",
    """CREATE TRIGGER last_attachment_gone AFTER DELETE ON attachments
        WHEN NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = OLD.sha256)
        BEGIN DELETE FROM files WHERE sha256 = OLD.sha256; END""",
)


def apply(connection: sqlite3.Connection) -> None:
    """Create the tables."""
    for statement in STATEMENTS:
        connection.execute(statement)
