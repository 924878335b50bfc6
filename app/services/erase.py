"""Takes everything away that Tektra keeps: its own files and nothing else.

What is Tektra's is what `Paths` names, with the copies and drafts beside it, and the logs. A symlink is removed and
what it leads to stays; model files stay wherever they lie. A note says that it was begun, so that a start after a kill
in the middle finishes it. Blocks on the disk.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from glob import escape
from pathlib import Path

from app.config.paths import POINTER_NAME, Paths
from app.files import temporary_pattern, write_atomically

log = logging.getLogger(__name__)

MODEL_SUFFIXES = (".gguf", ".safetensors")
_LOGS = ("*.log", "*.log.*")


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
    for folder in (paths.config, paths.cache, paths.logs):
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
        patterns = [pattern for own in _named(paths) if own.parent == folder for pattern in _patterns(own)]
        patterns += _LOGS if folder == paths.logs else ()
        try:
            found = sorted(folder.iterdir())
        except OSError:
            continue
        yield from (path for path in found if any(fnmatchcase(path.name, pattern) for pattern in patterns))
    if paths.home is not None and (paths.home / POINTER_NAME).is_file():
        yield paths.home / POINTER_NAME


def _named(paths: Paths) -> Iterator[Path]:
    for name, member in vars(Paths).items():
        if isinstance(member, property):
            path = getattr(paths, name)
            if path != paths.erasing:
                yield path


def _patterns(own: Path) -> tuple[str, ...]:
    """A file or folder, and what is kept beside it under names made from its own."""
    name = escape(own.name)
    return (
        name,
        f"{name}[.-]*",
        f".{name}.*.partial*",
        temporary_pattern(own),
        f"{escape(own.stem)}.broken-*{escape(own.suffix)}",
    )


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
