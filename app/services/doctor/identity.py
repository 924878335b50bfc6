"""What this machine and its person are called: what a report must not carry."""

from __future__ import annotations

import getpass
import os
import platform
from contextlib import suppress
from pathlib import Path

from app.services.redact import Private

_MIN_PART = 3
"""Letters of a part of somebody's name; shorter ones are words, too."""


def private_here(installation: Path | None) -> Private:
    """Asks the system; what it does not know is left out. Never asks another machine."""
    homes = {str(folder) for folder in (_home(), installation) if folder is not None}
    homes |= {os.path.realpath(home) for home in homes}
    node = platform.node()
    return Private(tuple(sorted(homes)), tuple(sorted(_names())), (node, node.partition(".")[0]))


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


def _names() -> set[str]:
    names = {os.environ.get(variable, "") for variable in ("SUDO_USER", "USER", "LOGNAME", "USERNAME")}
    with suppress(KeyError, OSError, ImportError):  # an account that is in no list
        names.add(getpass.getuser())
    full = _full_name()
    names |= {full, *(part for part in full.split() if len(part) >= _MIN_PART)}
    return names - {""}


def _full_name() -> str:
    try:
        import pwd
    except ImportError:  # not on Windows
        return ""
    try:
        return pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip()
    except KeyError:
        return ""
