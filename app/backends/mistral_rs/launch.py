"""The first moment of a server's process: whatever becomes of the core, the server does not outlive it.

    python -m app.backends.mistral_rs.launch PARENT PROGRAM ARGUMENT…

The process becomes the program, so its id stays. Linux ends it with its parent; elsewhere a small process watches.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time

NICENESS = 5
"""As of our own workers: below the window."""
_PR_SET_PDEATHSIG = 1
_LOOK_S = 0.5


def main(arguments: list[str]) -> None:
    """Become the program; returns only where that cannot be done."""
    parent, command = int(arguments[0]), arguments[1:]
    os.nice(NICENESS)
    _no_core_dumps()
    if sys.platform == "linux":
        die_with_parent()
    else:
        watch(parent)
    if os.getppid() != parent:  # it ended before we were told to follow
        os._exit(1)
    os.execv(command[0], command)  # noqa: S606 (a list, and no shell)


def die_with_parent() -> None:
    """Ask the system to end this process when its parent ends, however that happens; a program keeps that."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def watch(parent: int) -> None:
    """A process beside this one that ends it when its parent ends, and itself with either."""
    served = os.getpid()
    if os.fork():
        return
    for fd in range(3):
        os.close(fd)
    while os.getppid() == served:
        try:
            os.kill(parent, 0)
        except OSError:
            os.kill(served, signal.SIGKILL)
        time.sleep(_LOOK_S)
    os._exit(0)


def _no_core_dumps() -> None:
    """A crashing engine would write gigabytes of model to the disk."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1:])
