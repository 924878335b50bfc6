"""Is there a display? Asked before QApplication exists, because Qt aborts the process when there is none."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from app.errors import AppError

_NEEDS_NONE = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
_TIMEOUT_S = 2.0


class NoDisplay(AppError):
    """No window can be opened here."""

    code = "no_display"


def require_display(environ: Mapping[str, str] | None = None) -> None:
    """Return when a window can be opened.

    Raises:
        NoDisplay: With the ways out.
    """
    env = os.environ if environ is None else environ
    if not sys.platform.startswith(("linux", "freebsd")):
        return
    if env.get("QT_QPA_PLATFORM", "").partition(":")[0] in _NEEDS_NONE:
        return
    wayland, x11 = env.get("WAYLAND_DISPLAY", ""), env.get("DISPLAY", "")
    if (wayland and _wayland_answers(wayland, env)) or (x11 and _x11_answers(x11)):
        return
    tried = f"The display {x11 or wayland} does not answer" if (x11 or wayland) else "There is no display here"
    raise NoDisplay(
        f"{tried}, so Tektra cannot open its window.",
        hint='Ask in the terminal with: tektra run "your question". Or start a virtual display with: xvfb-run tektra. '
        "Or draw without one: QT_QPA_PLATFORM=offscreen.",
    )


def _wayland_answers(name: str, env: Mapping[str, str]) -> bool:
    path = name if name.startswith("/") else str(Path(env.get("XDG_RUNTIME_DIR", "/nonexistent")) / name)
    return _connects(path)


def _x11_answers(display: str) -> bool:
    host, _, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen
        return _connects(path) or _connects(f"\0{path}")
    try:
        with socket.create_connection((host, 6000 + int(number)), timeout=_TIMEOUT_S):
            return True
    except (OSError, OverflowError):
        return False


def _connects(path: str) -> bool:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(_TIMEOUT_S)
            probe.connect(path)
    except (OSError, ValueError):
        return False
    return True
