"""Version 4: the order of chats, their branches and options, tool calls, and what a person collects beside chats.

`chats.leaf_id` is the end of the branch that is shown; NULL is the newest. `options` are JSON of the types of the same
name in `app/types`. The draft of the new chat has the chat id "".
"""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE TABLE folders (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        position INTEGER NOT NULL
    )""",
    """CREATE TABLE assistants (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        picture TEXT NOT NULL DEFAULT '',
        system_prompt TEXT NOT NULL DEFAULT '',
        model_id TEXT,
        preset TEXT,
        sampling TEXT NOT NULL DEFAULT '{}'
    )""",
    """CREATE TABLE saved_prompts (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL
    )""",
    "CREATE TABLE model_options (model_id TEXT NOT NULL PRIMARY KEY, options TEXT NOT NULL)",
    "CREATE TABLE drafts (chat_id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE TABLE tool_grants (name TEXT NOT NULL PRIMARY KEY, granted_at REAL NOT NULL)",
    """CREATE TABLE tool_uses (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        at INTEGER NOT NULL,
        name TEXT NOT NULL,
        arguments TEXT NOT NULL,
        status TEXT NOT NULL,
        result TEXT NOT NULL DEFAULT '',
        UNIQUE (message_id, id)
    )""",
    "ALTER TABLE chats ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE chats ADD COLUMN folder_id TEXT REFERENCES folders (id) ON DELETE SET NULL",
    "ALTER TABLE chats ADD COLUMN archived_at REAL",
    "ALTER TABLE chats ADD COLUMN temporary INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE chats ADD COLUMN unread INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE chats ADD COLUMN title_source TEXT NOT NULL DEFAULT 'prompt'",
    "ALTER TABLE chats ADD COLUMN leaf_id TEXT",
    "ALTER TABLE chats ADD COLUMN options TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE chats ADD COLUMN imported_id TEXT",  # its id where it came from: an import twice adds it once
    "ALTER TABLE messages ADD COLUMN edited_at REAL",
    "CREATE INDEX messages_of_parent ON messages (parent_id)",
    "CREATE INDEX chats_of_folder ON chats (folder_id)",
    "CREATE INDEX chats_imported ON chats (imported_id)",
)


def apply(connection: sqlite3.Connection) -> None:
    """Create the tables and add the columns."""
    for statement in STATEMENTS:
        connection.execute(statement)
