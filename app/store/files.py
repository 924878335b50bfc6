"""The database's files: owner-only modes, names of what is kept aside, and putting another database in place.

A new database is first written beside the old one, then marked ready by a rename, then swapped in. A crash in
between leaves either the old one untouched or a ready one that the next start swaps in.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

OWNER_FILE = 0o600
OWNER_FOLDER = 0o700

_SIDE_FILES = ("-wal", "-shm")
_STAMP = "%Y%m%d-%H%M%S"


def stamp(when: float) -> str:
    """Seconds since the epoch as a part of a file name that sorts by time (UTC)."""
    return datetime.fromtimestamp(when, UTC).strftime(_STAMP)


def parse_stamp(text: str) -> float | None:
    """The time that `stamp` wrote, or None."""
    try:
        return datetime.strptime(text, _STAMP).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None


def make_folder(folder: Path) -> None:
    """Create the folder, and what leads to it, for its owner alone."""
    folder.mkdir(mode=OWNER_FOLDER, parents=True, exist_ok=True)


def make_private(path: Path) -> None:
    """Create the file if needed and take it away from everybody else; SQLite gives its side files the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_FILE))
    path.chmod(OWNER_FILE)


def side_file(path: Path, suffix: str) -> Path:
    """A file beside the database, whose name is the database's with a suffix."""
    return path.with_name(path.name + suffix)


def draft_of(path: Path) -> Path:
    """Where a database that is to replace `path` is written."""
    return side_file(path, ".draft")


def remove_database(path: Path) -> None:
    """Remove a database and its side files, as far as they exist."""
    for suffix in (*_SIDE_FILES, "-journal", ""):
        side_file(path, suffix).unlink(missing_ok=True)


def mark_ready(path: Path) -> None:
    """The draft is complete: from now on it will replace the database, whatever happens."""
    sync(draft_of(path))
    draft_of(path).replace(_ready(path))
    sync(path.parent)


def is_ready(path: Path) -> bool:
    """Whether a complete replacement waits, because the last swap was cut off."""
    return _ready(path).exists()


def swap_in(path: Path, label: str, now: float) -> Path:
    """Keep the database aside as `name.label-time`, put the ready one in its place, and say where the old one is."""
    aside = _unused(side_file(path, f".{label}-{stamp(now)}"))
    for suffix in (*_SIDE_FILES, ""):
        part = side_file(path, suffix)
        if part.exists():
            part.replace(side_file(aside, suffix))
    _ready(path).replace(path)
    sync(path.parent)
    return aside


def last_aside_at(path: Path, label: str) -> float | None:
    """When a database was last kept aside under this label."""
    prefix = f"{path.name}.{label}-"
    times = (parse_stamp(p.name.removeprefix(prefix)[:15]) for p in path.parent.glob(f"{prefix}*"))
    return max((when for when in times if when is not None), default=None)


def sync(path: Path) -> None:
    """Force a file, or a folder's entries, to the disk; Windows has no such call for folders."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _ready(path: Path) -> Path:
    return side_file(path, ".ready")


def _unused(path: Path) -> Path:
    candidate, number = path, 2
    while candidate.exists():
        candidate, number = side_file(path, f".{number}"), number + 1
    return candidate
