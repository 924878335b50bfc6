"""Processes of our own: how to start them, how their end reads in words, what they weigh."""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds the package `app`: a checkout or site-packages."""

_KEYS = re.compile(r"^TEKTRA_KEY_|_API_KEY$|_TOKEN$|^HUGGING_FACE_HUB_TOKEN$|_SECRET_ACCESS_KEY$")
"""Names of variables that hold keys."""
_CAUSES = {
    "SIGKILL": "it was killed from outside, often because the computer ran out of memory",
    "SIGSEGV": "it crashed with a memory access error",
    "SIGABRT": "it aborted itself after an internal error",
    "SIGILL": "it used an instruction that this processor does not have",
    "SIGBUS": "it lost access to its model file or ran out of memory",
    "SIGFPE": "it crashed with an arithmetic error",
    "SIGPROF": "the model's chat template ran without end",
    "SIGTERM": "it was asked to end",
}


def own_command(*args: str, module: str = "app") -> list[str]:
    """The command line that starts another process of this same Tektra.

    `module` names a lighter entry that takes the same arguments; a frozen program has only the one.
    `-P` keeps the current folder off the module path, so that somebody's own folder `app` is never picked up.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *args]
    return [sys.executable, "-P", "-m", module, *args]


def own_environment(**extra: str) -> dict[str, str]:
    """The environment for such a process: ours without its keys, with the package findable wherever it was started
    from. Only what `extra` says may be secret: engines are other people's programs.
    """
    kept = {name: value for name, value in core_environment().items() if not _KEYS.search(name)}
    return {**kept, **extra}


def core_environment(**extra: str) -> dict[str, str]:
    """The same for a core, which alone may know the keys of providers."""
    known = os.environ.get("PYTHONPATH", "")
    paths = [str(ROOT), *[part for part in known.split(os.pathsep) if part and part != str(ROOT)]]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **extra}


def leave_parent() -> None:
    """Go on as a process that nobody has to wait for: the one that started it becomes another program. To be called
    before Qt is loaded, which a fork would not do well.
    """
    if os.fork():
        os._exit(0)


def explain_exit(returncode: int | None) -> str:
    """Why a process ended, in words; negative codes are signals, as `subprocess` reports them."""
    if returncode is None:
        return "it is still running"
    if returncode >= 0:
        return "it ended by itself" if returncode == 0 else f"it ended with exit code {returncode}"
    name = signal_name(returncode) or ""
    return f"{_CAUSES.get(name, 'it was ended by a signal')} ({name})"


def signal_name(returncode: int | None) -> str | None:
    """The signal that ended a process, such as "SIGKILL"; None when none did."""
    if returncode is None or returncode >= 0:
        return None
    try:
        return signal.Signals(-returncode).name
    except ValueError:
        return f"signal {-returncode}"


def is_alive(pid: int) -> bool:
    """Whether a process with this id runs (zombies do not count)."""
    import psutil

    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def memory_bytes(pid: int) -> int:
    """Resident set size, or 0 when the process is gone."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def cpu_seconds(pid: int) -> float:
    """Time of the processors that a process took so far, or 0 when it is gone."""
    import psutil

    try:
        return float(sum(psutil.Process(pid).cpu_times()[:2]))
    except psutil.Error:
        return 0.0
