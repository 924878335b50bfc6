"""Entry of a worker process: makes the process a quiet, polite child, then hands over to the host."""

from __future__ import annotations

import faulthandler
import os
import sys
from pathlib import Path

from app.errors import AppError
from app.log import FOLDER_VARIABLE, configure_logging, level_from_environment

NICENESS = 5
"""Below the window, which has to paint 60 times a second on the same cores."""
EXIT_UNUSABLE = 2
"""No such engine, or the arguments are wrong."""


def run_worker(engine_name: str, read_fd: int, write_fd: int, marker_fd: int) -> int:
    """Serve one engine over two pipe ends until the core says so; the process's exit code.

    `marker_fd` is memory that the core shares (`app.backends.worker.marker`).

    Call it from the main thread of a fresh process and end the process with the result.
    """
    _become_worker(read_fd, write_fd, marker_fd)
    folder = os.environ.get(FOLDER_VARIABLE)
    if folder:
        configure_logging(Path(folder), "worker", level_from_environment())
    from app.backends.registry import worker_engine
    from app.backends.worker.host import WorkerHost
    from app.backends.worker.marker import Marker

    try:
        engine = worker_engine(engine_name)
    except AppError as exc:
        print(exc.message, file=sys.stderr)
        return EXIT_UNUSABLE
    return WorkerHost(engine_name, engine, read_fd, write_fd, Marker(marker_fd)).run()


def _become_worker(*fds: int) -> None:
    # Native libraries print to standard output; the frames have pipes of their own, and this keeps a terminal clean.
    os.dup2(2, 1)
    for fd in fds:
        os.set_inheritable(fd, False)  # noqa: FBT003 (a function of the standard library)
    os.nice(NICENESS)
    faulthandler.enable()
    _no_core_dumps()


def _no_core_dumps() -> None:
    """A crashing engine would write gigabytes of model to the disk."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
