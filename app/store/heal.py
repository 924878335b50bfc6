"""The index of words: checked at opening and made anew where it is damaged, because it can be. Runs on the database
thread, inside the caller's transaction.
"""

from __future__ import annotations

import logging
import sqlite3

log = logging.getLogger(__name__)

HAS_INDEX = "SELECT 1 FROM sqlite_master WHERE name = 'message_words'"
CHECKS = (
    "INSERT INTO message_words (message_words, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO title_words (title_words) VALUES ('integrity-check')",
)
MAKE_ANEW = (
    "INSERT INTO message_words (message_words) VALUES ('rebuild')",
    "DROP TABLE title_words",
    """CREATE VIRTUAL TABLE title_words USING fts5(title, chat_id UNINDEXED,
        tokenize='unicode61 remove_diacritics 2', prefix='1 2')""",
    "INSERT INTO title_words (title, chat_id) SELECT title, id FROM chats",
)


def heal_index(connection: sqlite3.Connection) -> None:
    """Compare the index with the messages, and make it anew if they differ. SQLite's own check does not look into it.

    Raises:
        sqlite3.Error: The database cannot be written, or is damaged beyond its index.
    """
    if connection.execute(HAS_INDEX).fetchone() is None:
        return
    try:
        for check in CHECKS:
            connection.execute(check)
    except sqlite3.DatabaseError as exc:
        if isinstance(exc, sqlite3.OperationalError):  # locked, full
            raise
        log.info("the index of words is made anew: %s", exc)
        for statement in MAKE_ANEW:
            connection.execute(statement)
