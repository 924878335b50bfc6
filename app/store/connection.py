"""Connections and transactions: how a database file is opened, checked and written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from app.store.files import side_file

THOROUGH_BYTES = 32 * 1024 * 1024
"""Up to this size every opening compares all indexes with their tables; a larger file is checked in its structure,
and only after an unclean end."""


def connect(path: Path, *, read_only: bool = False, busy_timeout_s: float = 2.0) -> sqlite3.Connection:
    """A connection without a transaction; nothing is read from the file yet.

    Bytes that are not UTF-8, as a damaged page may hold, become U+FFFD and do not hide the whole row.
    """
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite3.connect(uri, uri=True, timeout=busy_timeout_s, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    """The settings of the one writer."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # or what was deleted could be read from the file
    # Triggers write the index of words, which older SQLite refuses without this; nothing else that a schema could
    # misuse is there, as no function of ours is registered and no extension can be loaded.
    connection.execute("PRAGMA trusted_schema=ON")
    connection.execute("PRAGMA cell_size_check=ON")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back on any exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk may have rolled back already
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise


def user_version(connection: sqlite3.Connection) -> int:
    """The schema's number; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether there is no table at all."""
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def ended_uncleanly(path: Path) -> bool:
    """Whether the last writer left its log behind, which a proper close removes."""
    log = side_file(path, "-wal")
    return log.exists() and log.stat().st_size > 0


def find_damage(connection: sqlite3.Connection, *, thorough: bool) -> str:
    """What SQLite's own check complains about first, or ""."""
    check = "integrity_check" if thorough else "quick_check"
    first = str(connection.execute(f"PRAGMA {check}(1)").fetchone()[0])
    return "" if first == "ok" else first.splitlines()[-1]
