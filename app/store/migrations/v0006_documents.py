"""Version 6: the text of documents, taken out of them once and kept beside their bytes.

It goes with the last message that has the document, as the file itself.
"""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE TABLE document_texts (
        sha256 TEXT NOT NULL PRIMARY KEY REFERENCES files (sha256) ON DELETE CASCADE,
        text TEXT NOT NULL
    )""",
)


def apply(connection: sqlite3.Connection) -> None:
    """Create the table."""
    for statement in STATEMENTS:
        connection.execute(statement)
