"""A Tektra installation of its own for each test, in a short temporary folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path

HOME_VARIABLE = "TEKTRA_HOME"
_OWN_PREFIX = "TEKTRA_"


@contextmanager
def temporary_home(environ: MutableMapping[str, str] | None = None) -> Iterator[Path]:
    """A fresh `TEKTRA_HOME`, set in `environ` (this process's by default) and removed afterwards.

    The path is short, since a socket's path holds 107 bytes, and `XDG_RUNTIME_DIR` lies inside it, so that nothing is
    left behind. Every other `TEKTRA_*` variable of the developer is hidden. The caller restores the environment.
    """
    env = os.environ if environ is None else environ
    home = Path(tempfile.mkdtemp(prefix="tk-")).resolve()
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    for name in [name for name in env if name.startswith(_OWN_PREFIX)]:
        del env[name]
    env[HOME_VARIABLE] = str(home)
    env["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        yield home
    finally:
        _remove(home)


def _remove(home: Path) -> None:
    """Remove the folder, also where a test took its own rights away."""
    for folder, _, _ in os.walk(home):
        Path(folder).chmod(0o700)
    shutil.rmtree(home)
