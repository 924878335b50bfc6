"""Logging: one rotating file per process kind under the log folder.

No prompt text at the default level: log ids, counts and codes, never what people write.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
from pathlib import Path

LEVELS = ("debug", "info", "warning", "error")
DEFAULT_LEVEL = "info"
LEVEL_VARIABLE = "TEKTRA_GENERAL_LOG_LEVEL"
"""The environment's form of the setting; processes that do not read the settings look only at it."""
MAX_BYTES = 2 * 1024 * 1024
BACKUPS = 3
FOLDER_VARIABLE = "TEKTRA_LOG_FOLDER"
"""Set by the core for its workers, which know nothing of paths."""

_FORMAT = "%(asctime)s %(levelname)-7s %(process)d %(name)s: %(message)s"


def level_from_environment() -> str:
    """The level that the environment asks for, or the default one."""
    wanted = os.environ.get(LEVEL_VARIABLE, "").lower()
    return wanted if wanted in LEVELS else DEFAULT_LEVEL


def configure_logging(folder: Path, kind: str, level: str = DEFAULT_LEVEL) -> Path:
    """Send this process's log to `folder/kind.log`, rotated at 2 MB with three old files kept; returns the file.

    A folder that cannot be written leaves the log on standard error, so that a full disk never keeps Tektra from
    starting.
    """
    logging.raiseExceptions = False  # a full disk must not print tracebacks into a person's terminal
    path = folder / f"{kind}.log"
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=MAX_BYTES, backupCount=BACKUPS, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    stop_logging()
    logging.getLogger().addHandler(handler)
    set_level(level)
    return path


def stop_logging() -> None:
    """Close the log; what comes after it goes nowhere."""
    root = logging.getLogger()
    for known in list(root.handlers):
        root.removeHandler(known)
        known.close()
    root.addHandler(logging.NullHandler())


def current_level() -> str:
    """The level from which this process logs, for the processes that it starts."""
    level = logging.getLevelName(logging.getLogger().level).lower()
    return level if level in LEVELS else DEFAULT_LEVEL


def set_level(level: str) -> None:
    """Let this process log from this level on."""
    logging.getLogger().setLevel(level.upper())
