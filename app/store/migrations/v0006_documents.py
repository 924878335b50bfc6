"""Version 6: the text of documents, taken out of them once and kept beside their bytes.

It goes with the last message that has the document, as the file itself. And what was chosen for the newest answer of a
chat that is too long, and held for those that followed it, is said by the chat itself from now on.
"""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE TABLE document_texts (
        sha256 TEXT NOT NULL PRIMARY KEY REFERENCES files (sha256) ON DELETE CASCADE,
        text TEXT NOT NULL
    )""",
    """WITH newest AS (SELECT chat_id, context_policy, max(seq) FROM messages WHERE role = 'assistant' GROUP BY chat_id)
        UPDATE chats SET options = json_set(options, '$.context_policy', newest.context_policy) FROM newest
        WHERE newest.chat_id = chats.id AND newest.context_policy IS NOT NULL AND chats.options = '{}'""",
)


def apply(connection: sqlite3.Connection) -> None:
    """Create the table, and move the choices."""
    for statement in STATEMENTS:
        connection.execute(statement)
