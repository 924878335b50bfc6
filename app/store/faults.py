"""What SQLite and the file system report, as the typed errors that people read."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

from app.errors import StoreDamaged, StoreError, StoreFull, StoreLocked, StoreTooNew

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_REFUSED = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_IOERR}
)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_ROOM_TO_WORK = 256 * 1024
"""With less free than this, SQLite's side files cannot grow and it reports I/O errors instead of a full disk."""


def is_damage(exc: BaseException) -> bool:
    """Whether SQLite says that the file is corrupt or not a database."""
    return _primary_code(exc) in _DAMAGE


def store_error(exc: sqlite3.Error | OSError, path: Path) -> StoreError | None:
    """The typed error for what the machine did, or None when the exception is a bug of ours."""
    if isinstance(exc, OSError):
        return _full(path) if exc.errno in _NO_ROOM else _unusable(path, exc)
    code = _primary_code(exc)
    if code in _BUSY:
        return StoreLocked(
            "Another program is using the chat database.",
            hint="Close the other program, then try again.",
            detail=str(path),
        )
    if code == sqlite3.SQLITE_FULL or (code in _REFUSED and _no_room(path)):
        return _full(path)
    if code in _DAMAGE:
        return damaged(path, str(exc))
    return _unusable(path, exc) if code in _REFUSED else None


def damaged(path: Path, what: str) -> StoreDamaged:
    """The database was found to be corrupt; nothing has been done about it yet."""
    return StoreDamaged(
        "The chat database is damaged.",
        hint="Try again to recover what can be read, or restore the last backup.",
        detail=f"{path}: {what}",
    )


def damage_repaired(aside: Path, what: str, recovered: int) -> StoreDamaged:
    """The database was corrupt; a new one with what could be read is in its place."""
    chats = "1 chat" if recovered == 1 else f"{recovered} chats"
    return StoreDamaged(
        f"The chat database was damaged; {chats} could be recovered.",
        hint="Go on with these, or restore the last backup. The damaged file was kept.",
        detail=f"{aside}: {what}",
        params={"recovered_chats": recovered},
    )


def too_new(path: Path, found: int, known: int) -> StoreTooNew:
    """The database has a schema that this program does not know."""
    return StoreTooNew(
        "The chats were saved by a newer version of Tektra, so they can be read but not changed.",
        hint="Update Tektra to go on writing.",
        detail=f"{path}: schema {found}, this version knows {known}",
        params={"found": found, "known": known},
    )


def upgrade_failed(path: Path, exc: Exception) -> StoreError:
    """A migration raised; it was rolled back."""
    return StoreError(
        "The chat database could not be brought up to date; it was left as it was.",
        hint="Restore the last backup, or go back to the earlier version of Tektra.",
        detail=f"{path}: {type(exc).__name__}: {exc}",
    )


def no_backup(folder: Path, exc: Exception) -> StoreError:
    """A backup failed for a reason that has no class of its own."""
    return StoreError(
        "No backup could be made.", hint=f"Check that you may write into {folder}.", detail=f"{folder}: {exc}"
    )


def unusable(path: Path, exc: Exception) -> StoreError:
    """The database cannot be opened for a reason that has no class of its own."""
    return StoreError(
        "The chat database cannot be used.",
        hint="Restore the last backup, or move the file away to start anew.",
        detail=f"{path}: {exc}",
    )


def _primary_code(exc: BaseException) -> int | None:
    code = getattr(exc, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _full(path: Path) -> StoreFull:
    return StoreFull(
        "The disk is full, so nothing can be saved.", hint="Free some space, then try again.", detail=str(path)
    )


def _unusable(path: Path, exc: Exception) -> StoreError:
    return StoreError(
        "The chat database cannot be opened or written.",
        hint=f"Check that the disk works and that the folder {path.parent} belongs to you.",
        detail=f"{path}: {exc}",
    )


def _no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM_TO_WORK
    except OSError:
        return False
