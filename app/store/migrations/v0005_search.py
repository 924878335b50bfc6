"""Version 5: the words of all messages and titles, for searching.

`message_words` holds no text of its own: it looks it up in `messages`, whose `seq` never changes. `chats` has no such
number, so titles are kept twice. Triggers keep both in step; rows of the journal are not indexed, an answer's text is
when it is folded into its message.
"""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE VIRTUAL TABLE message_words USING fts5(text, content='messages', content_rowid='seq',
        tokenize='unicode61 remove_diacritics 2', prefix='1 2')""",
    """CREATE VIRTUAL TABLE title_words USING fts5(title, chat_id UNINDEXED,
        tokenize='unicode61 remove_diacritics 2', prefix='1 2')""",
    """CREATE TRIGGER message_words_added AFTER INSERT ON messages
        BEGIN INSERT INTO message_words (rowid, text) VALUES (NEW.seq, NEW.text); END""",
    """CREATE TRIGGER message_words_removed AFTER DELETE ON messages
        BEGIN INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', OLD.seq, OLD.text); END""",
    """CREATE TRIGGER message_words_changed AFTER UPDATE OF text ON messages WHEN OLD.text IS NOT NEW.text
        BEGIN
            INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', OLD.seq, OLD.text);
            INSERT INTO message_words (rowid, text) VALUES (NEW.seq, NEW.text);
        END""",
    """CREATE TRIGGER title_words_added AFTER INSERT ON chats
        BEGIN INSERT INTO title_words (title, chat_id) VALUES (NEW.title, NEW.id); END""",
    """CREATE TRIGGER title_words_removed AFTER DELETE ON chats
        BEGIN DELETE FROM title_words WHERE chat_id = OLD.id; END""",
    """CREATE TRIGGER title_words_changed AFTER UPDATE OF title ON chats WHEN OLD.title IS NOT NEW.title
        BEGIN UPDATE title_words SET title = NEW.title WHERE chat_id = NEW.id; END""",
    "CREATE INDEX messages_deleted ON messages (deleted_at) WHERE deleted_at IS NOT NULL",
    "INSERT INTO message_words (message_words) VALUES ('rebuild')",
    "INSERT INTO title_words (title, chat_id) SELECT title, id FROM chats",
)


def apply(connection: sqlite3.Connection) -> None:
    """Create the index and fill it."""
    for statement in STATEMENTS:
        connection.execute(statement)
