"""Numbered schema changes. `PRAGMA user_version` is the number of those that a database has seen.

To add one: write `vNNNN_what.py` with `apply(connection)`, append it here, and add a dump of the schema before it to
`tests/data/store/`. A migration that was released is never edited.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from app.store.connection import transaction, user_version
from app.store.migrations import (
    v0001_chats,
    v0002_attachments,
    v0003_thinking,
    v0004_library,
    v0005_search,
    v0006_documents,
)

Migration = Callable[[sqlite3.Connection], None]

MIGRATIONS: tuple[Migration, ...] = (
    v0001_chats.apply,
    v0002_attachments.apply,
    v0003_thinking.apply,
    v0004_library.apply,
    v0005_search.apply,
    v0006_documents.apply,
)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Bring the database to the last of `migrations`, all steps in one transaction.

    Steps are free to rebuild tables: foreign keys are off meanwhile and checked before the commit.
    """
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with transaction(connection):
            for step in migrations[user_version(connection) :]:
                step(connection)
            connection.execute(f"PRAGMA user_version={len(migrations)}")
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
            if dangling is not None:
                raise sqlite3.IntegrityError(f"a row of {dangling[0]} points nowhere")
    finally:
        connection.execute("PRAGMA foreign_keys=ON")
