"""The files that settings name: whether they are there and are what they should be. Blocks on the disk.

A missing one is reported and its setting stays in force, because what uses it says so by itself and the file may come
back; only a change to such a value is refused.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from app.config.problems import shorten

MAX_CERTIFICATES_BYTES = 16 * 1024 * 1024


def at_home(path: str) -> str:
    """A path as it was written, with `~` for the person's folder."""
    try:
        return str(Path(path).expanduser()) if path.startswith("~") else path
    except RuntimeError:  # no home folder is known
        return path


def trouble_with(key: str, path: str) -> tuple[str, str] | None:
    """What is wrong with the file that a setting names, and the remedy; None where nothing is."""
    check = _CHECKS.get(key)
    if check is None or not path:
        return None
    file = Path(at_home(path))
    try:
        if file.is_dir():
            return f"{shorten(path)} is a folder and not a file.", "Name the file in it, or leave the setting empty."
        if not file.is_file():
            return f"There is no file {shorten(path)}.", "Name a file that is there, or leave the setting empty."
        return check(file, shorten(path))
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or "it is damaged"
        return (
            f"{shorten(path)} cannot be read: {reason[:1].lower()}{reason[1:]}.",
            "Allow Tektra to read it, or name another file.",
        )


def _program(file: Path, shown: str) -> tuple[str, str] | None:
    if os.access(file, os.X_OK):
        return None
    return f"{shown} is no program that may be started.", "Make it executable, or name the program mistralrs."


def _certificates(file: Path, shown: str) -> tuple[str, str] | None:
    import ssl

    hint = "Name a file that begins with -----BEGIN CERTIFICATE-----, or leave the setting empty."
    if file.stat().st_size > MAX_CERTIFICATES_BYTES:
        return f"{shown} is too large for a file of certificates.", hint
    try:
        with file.open("rb"):
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=file)
    except ssl.SSLError:
        return f"{shown} has no certificates in PEM form.", hint
    return None


_CHECKS: dict[str, Callable[[Path, str], tuple[str, str] | None]] = {
    "backends.mistral_rs.binary": _program,
    "network.ca_file": _certificates,
}
FILE_KEYS = tuple(_CHECKS)
"""The settings that name files."""
