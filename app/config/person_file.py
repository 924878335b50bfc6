"""Writes into the person's config.toml: as a whole or not at all, and never over what somebody else wrote meanwhile.

Blocks on the disk, so the core calls it in a thread.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from app.config.document import MAX_TOML_BYTES, parse_toml, read_regular
from app.config.edit import CannotEdit, edit
from app.errors import ConfigError
from app.files import temporary_pattern, write_atomically
from app.types.settings import ConfigIssue

Stamp = tuple[int, int, int] | None
"""What tells one version of a file from another; None when there is no file."""
Accept = Callable[[bytes, bytes], None]
"""Judges the old and the new content; raises when the new one must not be written."""

_ATTEMPTS = 5
_BOM = b"\xef\xbb\xbf"


class _Changed(Exception):
    """Somebody else has written the file since it was read."""


def stamp_of(file: Path) -> Stamp:
    """The version of a file, symlinks followed."""
    try:
        info = file.stat()
    except (OSError, ValueError):
        return None
    return info.st_mtime_ns, info.st_size, info.st_ino


def change_file(file: Path, changes: Mapping[tuple[str, ...], Any], accept: Accept) -> None:
    """Set or, with None, take out keys of the file, all or none. Comments, order, line ends, permissions and symlinks
    stay. A file or folder that is not there is made.

    Raises:
        ConfigError: The file is broken, too odd or cannot be written; it is as it was.
        AppError: What `accept` raised; the file is as it was.
    """
    for _ in range(_ATTEMPTS):
        target = Path(os.path.realpath(file))
        try:
            stamp, mode, old = _read(target)
            new = _edited(file, old, changes)
            accept(old, new)
            if new != old:
                _remove_leftovers(target)
                write_atomically(target, new, mode=mode, before_replace=partial(_check_unchanged, target, stamp))
        except _Changed:
            continue
        except OSError as exc:
            raise _cannot_write(file, exc) from exc
        return
    hint = "Close the program that writes it, then try again."
    raise ConfigError("The settings were not written, because another program keeps changing their file.", hint=hint)


def _read(target: Path) -> tuple[Stamp, int, bytes]:
    stamp = stamp_of(target)
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
        return stamp, mode, read_regular(target)
    except FileNotFoundError:
        return None, 0o600, b""


def _edited(file: Path, old: bytes, changes: Mapping[tuple[str, ...], Any]) -> bytes:
    broken = parse_toml(file, old)
    if isinstance(broken, ConfigIssue):
        hint = f"Correct it first: {broken.message}"
        place = file.name if broken.line is None else f"line {broken.line} of {file.name}"
        message = f"The settings were not written, because {place} cannot be read."
        raise ConfigError(message, hint=hint, detail=str(broken), params={"path": str(file), "line": broken.line})
    bom = _BOM if old.startswith(_BOM) else b""
    try:
        new = bom + edit(old[len(bom) :].decode("utf-8"), changes).encode("utf-8")
    except CannotEdit as exc:
        message = f"The settings were not written into {file.name}, because {exc}."
        raise ConfigError(message, hint="Change it in the file itself.", params={"path": str(file)}) from exc
    if len(new) > MAX_TOML_BYTES:
        message = f"The settings were not written, because {file.name} would be too large."
        raise ConfigError(message, hint=f"It may have {MAX_TOML_BYTES // 1024} KiB.", params={"path": str(file)})
    return new


def _check_unchanged(target: Path, stamp: Stamp) -> None:
    if stamp_of(target) != stamp:
        raise _Changed


def _remove_leftovers(target: Path) -> None:
    """What a kill in the middle of a write left; only the one core writes here."""
    for part in target.parent.glob(temporary_pattern(target)):
        with suppress(OSError):
            part.unlink()


def _cannot_write(file: Path, exc: OSError) -> ConfigError:
    reason = exc.strerror or str(exc)
    return ConfigError(
        f"The settings were not written: {reason[:1].lower()}{reason[1:]}.",
        hint=f"Check that the disk is not full and that you may write {file}.",
        detail=str(exc),
        params={"path": str(file)},
    )
