"""Version 1: chats, their trees of messages, and the journal of answers that stream.

`seq` is the order in which messages were added, whatever the clock did. Only `text` of a message plus its rows in
`journal` is what had arrived. Times are seconds since the epoch.
"""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE TABLE chats (
        id TEXT NOT NULL PRIMARY KEY,
        title TEXT NOT NULL DEFAULT '',
        model_id TEXT,
        created_at REAL NOT NULL,
        updated_at REAL NOT NULL,
        deleted_at REAL
    )""",
    """CREATE TABLE messages (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        chat_id TEXT NOT NULL REFERENCES chats (id),
        parent_id TEXT REFERENCES messages (id),
        role TEXT NOT NULL,
        text TEXT NOT NULL,
        status TEXT NOT NULL,
        created_at REAL NOT NULL,
        deleted_at REAL,
        model_id TEXT,
        model_name TEXT NOT NULL DEFAULT '',
        backend TEXT,
        prompt_tokens INTEGER,
        reused_tokens INTEGER,
        completion_tokens INTEGER,
        first_token_s REAL,
        tokens_per_s REAL,
        stop_reason TEXT,
        error TEXT
    )""",
    """CREATE TABLE journal (
        seq INTEGER PRIMARY KEY,
        message_id TEXT NOT NULL REFERENCES messages (id),
        text TEXT NOT NULL
    )""",
    "CREATE INDEX chats_listed ON chats (updated_at) WHERE deleted_at IS NULL",
    "CREATE INDEX messages_of_chat ON messages (chat_id, deleted_at)",
    "CREATE INDEX messages_unfinished ON messages (status) WHERE status IN ('waiting', 'streaming')",
    "CREATE INDEX journal_of_message ON journal (message_id)",
)


def apply(connection: sqlite3.Connection) -> None:
    """Create the tables and their indexes."""
    for statement in STATEMENTS:
        connection.execute(statement)
