"""Takes everything away that Tektra keeps: its own files and nothing else.

What is Tektra's is what `Paths` names, with the copies and drafts that it writes beside it, and the logs; a copy that
the person made beside them under a name of their own stays. A symlink is removed and
what it leads to stays; model files stay wherever they lie. A note says that it was begun, so that a start after a kill
in the middle finishes it. Blocks on the disk.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.config.paths import POINTER_NAME, Paths
from app.files import write_atomically

log = logging.getLogger(__name__)

MODEL_SUFFIXES = (".gguf", ".safetensors")
_LOGS = r"[\w-]+\.log(?:\.\d+)?"
_STAMP = r"\d{8}-\d{6}"
_BESIDE_DATABASE = rf"(?:\.(?:draft|ready|(?:corrupt|replaced)-{_STAMP}(?:\.\d+)?))?(?:-wal|-shm|-journal)?"
_BACKUP = re.compile(rf"(?:tektra-{_STAMP}\.db|\.tektra-{_STAMP}\.db\.\d+\.partial)(?:-wal|-shm|-journal)?")


def begin_erasing(paths: Paths) -> None:
    """Leave the note that everything is to go.

    Raises:
        OSError: It cannot be written; nothing will go.
    """
    write_atomically(paths.erasing, b"Tektra deletes its data. A start finishes what was begun.\n")


def is_erasing(paths: Paths) -> bool:
    """Whether the note is there."""
    return os.path.lexists(paths.erasing)


def erase(paths: Paths) -> tuple[Path, ...]:
    """Remove everything, the note last; returns what could not be removed, with which the note stays as well."""
    stays = [path for path in own_files(paths) if not _remove(path)]
    for folder in (paths.backups, paths.config, paths.cache, paths.logs):
        _remove_if_empty(folder)
    if not stays:
        with suppress(FileNotFoundError):
            paths.erasing.unlink()
        _remove_if_empty(paths.data)
    return tuple(stays)


def finish_erasing(paths: Paths) -> None:
    """At a start: do what a kill or an error cut off. It is tried once, because what comes after it is new."""
    if is_erasing(paths):
        stays = erase(paths)
        if stays:
            log.error("%d files of the deleted data could not be removed", len(stays))
            with suppress(OSError):
                paths.erasing.unlink()


def own_files(paths: Paths) -> Iterator[Path]:
    """What is there of what `Paths` names, but for the note and what only lives as long as a core."""
    for folder in (paths.config, paths.data, paths.cache, paths.logs):
        patterns = [_pattern(own, paths) for own in _named(paths) if own.parent == folder]
        patterns += [_LOGS] if folder == paths.logs else []
        yield from _matching(folder, re.compile("|".join(patterns)))
    if not paths.backups.is_symlink():
        yield from _matching(paths.backups, _BACKUP)
    if paths.home is not None and (paths.home / POINTER_NAME).is_file():
        yield paths.home / POINTER_NAME


def _named(paths: Paths) -> Iterator[Path]:
    """But for the folder of backups, in which only some files are ours."""
    for name, member in vars(Paths).items():
        if isinstance(member, property):
            path = getattr(paths, name)
            if path not in (paths.erasing, paths.backups):
                yield path


def _matching(folder: Path, pattern: re.Pattern[str]) -> Iterator[Path]:
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return
    yield from (path for path in found if pattern.fullmatch(path.name))


def _pattern(own: Path, paths: Paths) -> str:
    """A file or folder, and what is written beside it under names made from its own."""
    name, stem, suffix = re.escape(own.name), re.escape(own.stem), re.escape(own.suffix)
    beside = _BESIDE_DATABASE if own == paths.database else ""
    return rf"{name}{beside}|\.{name}\.\d+-\d+\.new|{stem}\.broken-\d+{suffix}"


def _remove(path: Path) -> bool:
    """Whether it is gone now. Symlinks are not followed, and model files in folders stay."""
    try:
        if path.is_symlink() or not path.is_dir():
            path.unlink(missing_ok=True)
            return True
        return _remove_folder(path)
    except OSError as exc:
        log.warning("cannot remove %s: %s", path.name, exc.strerror)
        return False


def _remove_folder(folder: Path) -> bool:
    gone = True
    for entry in sorted(folder.iterdir()):
        if not entry.name.casefold().endswith(MODEL_SUFFIXES):
            gone = _remove(entry) and gone
    _remove_if_empty(folder)
    return gone


def _remove_if_empty(folder: Path) -> None:
    """Folders that hold what is not ours stay, and so do symlinks to folders."""
    if not folder.is_symlink():
        with suppress(OSError):
            folder.rmdir()
