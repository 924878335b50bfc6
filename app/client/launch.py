"""Finding, starting and replacing the core: decisions and the one spawn, without Qt and without asyncio.

`CoreStarter` is what both clients ask after each failed attempt to connect: it starts a core when none is being
started, says how long to wait, and gives up with the cause. Two front ends that start at the same moment may both
spawn; the core that does not get the lock ends with 0 and both find the other one.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

from app import __version__
from app.bridge.frames import Hello
from app.bridge.signatures import StopReply
from app.config.paths import HOME_VARIABLE, Paths
from app.errors import ConfigError, CoreUnavailable
from app.process import core_environment, explain_exit, own_command

if TYPE_CHECKING:  # the window loads it with its first start of a core only
    import subprocess

START_DEADLINE_S = 30.0
"""How long a core may take until it answers."""
MAX_FAILED_STARTS = 3
STEADY_S = 3.0
"""A core that is lost earlier than this after it answered counts as a failed start."""
RESPAWN_S = 0.5
"""Pause after a core that was started and ended; longer with each failure."""
TAKEOVER_GRACE_S = 2.0
"""After `core.stopped` with on_purpose=False: how long to leave the start to whoever replaces the core."""
WAITING_RETRY_S = 2.0
"""How often to ask a busy core of another version to make room."""
LOG_LINES = 12

_FIRST_WAIT_S = 0.02
_LONGEST_WAIT_S = 0.25
_LOG_TAIL_BYTES = 16 * 1024

Spawn = Callable[[Paths], "subprocess.Popen[bytes]"]

_children: list[subprocess.Popen[bytes]] = []
"""Cores started by this process: kept, so that one that ends is reaped and one that goes on is not complained about."""


class VersionDecision(StrEnum):
    """What to do with a core that answers."""

    USE = "use"
    REPLACE = "replace"
    """Ask it: core.stop(only_if_idle=True, on_purpose=False)."""
    START = "start"
    """It ends: start one of our version."""
    WAIT = "wait"
    """It is answering: ask again later."""
    GIVE_UP = "give_up"
    """What was started in its place is of another version, too: the installation changed under this process."""


def version_decision(
    hello: Hello, asked: StopReply | None = None, *, replaced: bool = False, version: str = __version__
) -> VersionDecision:
    """Whether a core can be used.

    Args:
        hello: What the core said.
        asked: Its answer to `core.stop`, if it was asked already.
        replaced: Whether this process has already replaced one.
        version: Our own.
    """
    if hello.version == version:
        return VersionDecision.USE
    if replaced:
        return VersionDecision.GIVE_UP
    if asked is None:
        return VersionDecision.REPLACE
    return VersionDecision.START if asked.stopping else VersionDecision.WAIT


def version_error(hello: Hello, *, busy: bool = False) -> CoreUnavailable:
    """Why a core of another version cannot be used, or not yet."""
    message = f"Tektra's core is version {hello.version}, but this is version {__version__}."
    hint = "Close every Tektra window and terminal and start Tektra again."
    if busy:
        message = f"A core of another version ({hello.version}) is still answering a question."
        hint = "Wait until it is done, or end it with: tektra daemon stop."
    params = {"core_version": hello.version, "version": __version__}
    return CoreUnavailable(message, hint=hint, detail=f"process {hello.pid}", params=params)


def core_command(*, auto: bool = True) -> list[str]:
    """The command line of a core; an `auto` one ends by itself some minutes after its last front end."""
    return own_command("core", "--auto") if auto else own_command("core")


def spawn_core(paths: Paths, *, auto: bool = True) -> subprocess.Popen[bytes]:
    """Start a core that outlives this process; what it prints goes to the core's log.

    Raises:
        CoreUnavailable: It cannot be started at all.
        ConfigError: Tektra's folders cannot be created or written.
    """
    import subprocess

    paths.ensure()
    _children[:] = [child for child in _children if child.poll() is None]
    environment = core_environment(**({HOME_VARIABLE: str(paths.home)} if paths.home else {}))
    with _open_log(paths) as log:
        try:
            child = subprocess.Popen(
                core_command(auto=auto),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=os.sep,
                env=environment,
            )
        except OSError as exc:
            raise CoreUnavailable(
                "Tektra's core cannot be started.", hint="Check the disk space and the memory.", detail=str(exc)
            ) from exc
    _children.append(child)
    return child


def _open_log(paths: Paths) -> BinaryIO:
    try:
        return (paths.logs / "core.log").open("ab")
    except OSError as exc:
        full = exc.errno in (errno.ENOSPC, errno.EDQUOT)
        raise ConfigError(
            f"{paths.logs} cannot be written ({(exc.strerror or type(exc).__name__).lower()}), so Tektra cannot start.",
            hint="Free some space on its disk."
            if full
            else f"Make it writable, or choose another with {HOME_VARIABLE}.",
            detail=str(exc),
            params={"path": str(paths.logs)},
        ) from exc


def log_size(paths: Paths) -> int:
    """Bytes of the core's log now, to find later what a start added."""
    try:
        return (paths.logs / "core.log").stat().st_size
    except OSError:
        return 0


def log_tail(paths: Paths, since: int = 0) -> str:
    """The last lines of the core's log, of those written after its size was `since`."""
    try:
        with (paths.logs / "core.log").open("rb") as log:
            size = log.seek(0, os.SEEK_END)
            start = since if since <= size else 0  # rotated in between
            log.seek(max(start, size - _LOG_TAIL_BYTES))
            text = log.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-LOG_LINES:])


class CoreStarter:
    """The way to the core, from the first failed connection to success or to giving up, again and again.

    Used from one thread; it never waits itself.
    """

    def __init__(self, paths: Paths, spawn: Spawn = spawn_core, clock: Callable[[], float] = time.monotonic) -> None:
        self._paths = paths
        self._spawn = spawn
        self._clock = clock
        self._connected_at = clock()
        self.begin()

    def begin(self, *, grace_s: float = 0.0) -> None:
        """Count from now; with `grace_s` leave the start to somebody else for so long."""
        self._began = self._clock()
        self._spawn_from = self._began + grace_s
        self._failures = 0
        self._wait = _FIRST_WAIT_S
        self._child: subprocess.Popen[bytes] | None = None
        self._code: int | None = None
        self._log_start = log_size(self._paths)

    def connected(self) -> None:
        """The core answers."""
        self._connected_at = self._clock()

    def lost(self, *, grace_s: float = 0.0) -> None:
        """The core is gone; one that did not live long counts as a failed start."""
        failures, log_start = self._failures, self._log_start
        code = self._child.poll() if self._child else None
        steady = self._clock() - self._connected_at > STEADY_S
        self.begin(grace_s=grace_s)
        if not steady and not grace_s:
            self._failures, self._log_start, self._code = failures + 1, log_start, code

    def connect_failed(self) -> float:
        """Nobody answered: start a core if none is starting, and say after how many seconds to try again.

        Raises:
            CoreUnavailable: Too many starts failed or the deadline has passed; the cause and the log are in it.
            ConfigError: Tektra's folders cannot be created.
        """
        now = self._clock()
        if self._child is not None and self._child.poll() is not None:
            self._code, self._child = self._child.returncode, None
            self._failures += self._code != 0  # with 0 it found another core at work
            self._spawn_from = now + RESPAWN_S * (1 + self._failures)
        if self._failures >= MAX_FAILED_STARTS:
            cause = "it ended soon after its start" if self._code is None else explain_exit(self._code)
            raise self._failure(f"Tektra's core does not stay up: {cause}.")
        if now - self._began > START_DEADLINE_S:
            raise self._failure("Tektra's core was started but does not answer.")
        if self._child is None and now >= self._spawn_from:
            self._child = self._spawn(self._paths)
            self._wait = _FIRST_WAIT_S
        wait = self._wait
        self._wait = min(_LONGEST_WAIT_S, wait * 1.5)
        return wait

    def _failure(self, message: str) -> CoreUnavailable:
        return CoreUnavailable(
            message,
            hint="Try to start it again; the details show its last words.",
            detail=log_tail(self._paths, self._log_start),
            params={"log": str(self._paths.logs / "core.log")},
        )
