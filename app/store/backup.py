"""Backups: whole, verified copies of the database, named by time; the newest few are kept.

Every function opens connections of its own, so that a backup may run on any thread while the store works.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from app.store.connection import connect, find_damage
from app.store.faults import damaged
from app.store.files import make_folder, make_private, parse_stamp, remove_database, stamp, sync
from app.store.purge import forget_temporary
from app.types.settings import BackupInfo

log = logging.getLogger(__name__)

KEPT = 7
INTERVAL_S = 24 * 60 * 60

_PREFIX = "tektra-"
_SUFFIX = ".db"
_MAGIC = b"SQLite format 3\x00"


def make_backup(database: Path, folder: Path, now: float) -> Path:
    """Copy the database without its temporary chats, check the copy, and only then give it its name; older ones beyond
    the limit go.

    Raises:
        StoreDamaged: The copy, and so the database, is corrupt; no backup was replaced.
        sqlite3.Error: The database cannot be read.
        OSError: The folder cannot be written.
    """
    make_folder(folder)
    final = folder / f"{_PREFIX}{stamp(now)}{_SUFFIX}"
    partial = final.with_name(f".{final.name}.{os.getpid()}.partial")
    try:
        what = _copy(database, partial)
        if what:
            raise damaged(database, what)
        sync(partial)
        partial.replace(final)
        sync(folder)
    finally:
        remove_database(partial)
    _prune(folder)
    log.info("backed up the chats: %d bytes", final.stat().st_size)
    return final


def newest(folder: Path) -> Path | None:
    """The newest backup that looks like a database."""
    return next(_looking_good(folder), None)


def newest_good(folder: Path) -> Path | None:
    """The newest backup that passes SQLite's check."""
    return next((path for path in _looking_good(folder) if _is_good(path)), None)


def good(folder: Path, name: str) -> Path | None:
    """The backup of this name, if it passes SQLite's check."""
    return next((path for path in _looking_good(folder) if path.name == name and _is_good(path)), None)


def all_backups(folder: Path) -> tuple[BackupInfo, ...]:
    """Those that look like databases, newest first."""
    found = []
    for path in _looking_good(folder):
        with suppress(FileNotFoundError):  # a new backup takes the oldest ones away
            found.append(BackupInfo(path.name, taken_at(path) or 0.0, path.stat().st_size))
    return tuple(found)


def taken_at(backup: Path) -> float | None:
    """When the backup was made, from its name."""
    return parse_stamp(backup.name.removeprefix(_PREFIX).removesuffix(_SUFFIX))


def _copy(database: Path, target: Path) -> str:
    make_private(target)
    with closing(connect(database, read_only=True)) as source, closing(connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, also where the database has a log
        what = find_damage(copy, thorough=False)
        if not what:
            forget_temporary(copy)
        return what


def _prune(folder: Path) -> None:
    cut_off = folder.glob(f".{_PREFIX}*.partial*")
    for old in [*_named(folder)[KEPT:], *cut_off]:
        old.unlink(missing_ok=True)


def _named(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    found = [path for path in folder.glob(f"{_PREFIX}*{_SUFFIX}") if taken_at(path) is not None]
    return sorted(found, reverse=True)


def _looking_good(folder: Path) -> Iterator[Path]:
    for path in _named(folder):
        try:
            with path.open("rb") as file:
                if file.read(len(_MAGIC)) == _MAGIC:
                    yield path
        except OSError:
            log.info("the backup %s cannot be read", path.name)


def _is_good(backup: Path) -> bool:
    try:
        with closing(connect(backup, read_only=True)) as connection:
            return not find_damage(connection, thorough=True)
    except sqlite3.Error:
        return False
