"""How a second start of Tektra speaks to the window that is there: a word through a socket beside the core's."""

from __future__ import annotations

import os
import socket
from enum import StrEnum
from pathlib import Path

from app.config.paths import Paths

PATIENCE_S = 2.0


class Word(StrEnum):
    """What the window can be asked for."""

    QUICK = "quick"
    """The quick question, to the front."""
    OPEN = "open"
    """The window itself, to the front."""


def window_socket(paths: Paths) -> Path:
    """Where the window listens."""
    return paths.runtime / "window"


def ask_window(paths: Paths, word: Word) -> bool:
    """Whether a window was there and took the word."""
    path = os.fspath(window_socket(paths))
    if not hasattr(socket, "AF_UNIX"):
        return False
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            door.settimeout(PATIENCE_S)
            door.connect(path)
            door.sendall(f"{word}\n".encode())
            return door.recv(1) == b"+"
    except OSError:
        return False
