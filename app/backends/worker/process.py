"""One worker as an operating system process: spawn, hello, frames in and out, the end and its cause in words."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from app.backends.base import ProcessEnd
from app.backends.worker.marker import NO_JOB, WORDS, Mark, Marker, Work
from app.backends.worker.protocol import Op
from app.backends.worker.stderr import LastLines
from app.backends.worker.stuck import STUCK
from app.errors import AppError, Cancelled, InvalidInput, WorkerDied
from app.framing import PROTOCOL_VERSION, FrameDecoder, encode_frame
from app.log import LEVEL_VARIABLE, current_level
from app.process import explain_exit, own_command, own_environment, signal_name

_log = logging.getLogger(__name__)

WORKER_ENVIRONMENT = {
    # Idle threads sleep, after some microseconds of spinning. Without the spinning a small model on two threads loses
    # two thirds of its speed to wake-ups; with it nothing, compared with active waiting.
    "OMP_WAIT_POLICY": "passive",
    "GOMP_SPINCOUNT": "20000",
    # An aborting ggml would start a debugger to print a backtrace, and hang.
    "GGML_NO_BACKTRACE": "1",
    # Fetching is the core's work.
    "HF_HUB_OFFLINE": "1",
}
"""What a worker's environment has beside the core's; a comparison with a bare loop sets the same."""

START_LIMIT_S = 30.0
"""From the spawn to the hello; an overloaded machine may take seconds."""
CLOSE_LIMIT_S = 4.0
"""What a worker gets to end politely before it is killed."""
_DRAIN_LIMIT_S = 1.0
"""After the end: how long the pipes may still deliver (a grandchild could hold them open)."""


_OUTSIDE = frozenset({"SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"})
"""Signals that somebody else sends: what the engine was doing then is not to blame."""


SIMPLER = "If the answer has a grammar or a schema, make it simpler; otherwise try again."
"""For the answer whose next token was never chosen."""


def worker_command(engine: str, read_fd: int, write_fd: int, marker_fd: int) -> list[str]:
    """The command line of a worker: its own ends of the pipes, and the memory that it shares with the core."""
    fds = (str(read_fd), str(write_fd), str(marker_fd))
    return own_command("worker", engine, *fds, module="app.backends.worker")


@dataclass(frozen=True, slots=True)
class WorkerEnd:
    """How a worker ended."""

    cause: str
    """In words, to follow "The engine stopped: "."""
    asked: bool = False
    """We wanted it."""
    signal: str | None = None
    exit_code: int | None = None
    last_lines: str = ""
    """What it printed last."""
    mark: Mark = field(default_factory=Mark)
    """What it was doing, and for whom."""

    @property
    def summary(self) -> ProcessEnd:
        """For the record of crashes."""
        work = "" if self.mark.work is Work.NOTHING else self.mark.work.name.lower()
        return ProcessEnd(self.cause, self.signal or "", self.exit_code, work, self.last_lines)

    def culprit(self, call_id: int) -> bool | None:
        """Whether this request brought the process down; None where that is not known.

        Guessing ahead is the engine's choice: whoever it guessed for is not to blame.
        """
        crashed = self.signal not in _OUTSIDE if self.signal else bool(self.exit_code)
        known = self.mark.job != NO_JOB and self.mark.work is not Work.SPECULATION
        return self.mark.job == call_id if crashed and known else None

    def error(self, call_id: int = NO_JOB, *, before_first_token: bool) -> AppError:
        """For whoever waited for this worker; `call_id` is the request that waited, if there was one."""
        if self.asked:
            return Cancelled("The engine was closed.")
        culprit = self.culprit(call_id)
        simpler = culprit and self.cause == STUCK
        return WorkerDied(
            f"The engine stopped: {self.cause}.",
            hint=SIMPLER if simpler else "Try again; the engine starts again by itself.",
            detail=self.last_lines,
            params={
                "signal": self.signal,
                "exit_code": self.exit_code,
                "before_first_token": before_first_token,
                "culprit": culprit,
                "work": self.mark.work.name.lower(),
            },
        )


class WorkerProcess(asyncio.Protocol):
    """One worker process, for one life. Belongs to the event loop that starts it.

    Calls `on_frame(header)` for every frame after the hello (an exception from it counts as a damaged message), and
    `on_end(end)` exactly once, after the last frame.
    """

    def __init__(
        self, engine: str, on_frame: Callable[[dict[str, Any]], None], on_end: Callable[[WorkerEnd], None]
    ) -> None:
        self._engine = engine
        self._on_frame = on_frame
        self._on_end = on_end
        self._decoder = FrameDecoder()
        self._last_lines = LastLines(engine)
        self._process: asyncio.subprocess.Process | None = None
        self._marker: Marker | None = None
        self._reader: asyncio.ReadTransport | None = None
        self._printed: asyncio.ReadTransport | None = None
        self._writer: asyncio.WriteTransport | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._hello: asyncio.Future[int | None] | None = None
        self._pipe_closed = asyncio.Event()
        self._ended = asyncio.Event()
        self._asked = False
        self._cause = ""
        self._blamed: Mark | None = None
        self.end: WorkerEnd | None = None
        """How it ended; None before that."""

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process and self.end is None else None

    @property
    def mark(self) -> Mark:
        """What it is doing, and that it moves; nothing before its start and after its end."""
        return self._marker.read() if self._marker else Mark()

    async def start(self) -> None:
        """Spawn the process and wait for its hello.

        Raises:
            WorkerDied: It could not be started, ended, or said nothing in time.
            Cancelled: `stop` came in between.
        """
        self._hello = asyncio.get_running_loop().create_future()
        try:
            await self._spawn()
        except BaseException as exc:
            reason = exc.strerror if isinstance(exc, OSError) else "it was interrupted"
            self._finish(WorkerEnd(f"it could not be started ({reason})", asked=self._asked))
            if not isinstance(exc, OSError):
                raise
        try:
            async with asyncio.timeout(START_LIMIT_S):
                said = await self._hello
            # Only now: on a busy machine the hello is here before the spawn has returned the process id.
            if said is not None and self._process and said != self._process.pid:
                self.kill("another program spoke in its place")
                await self._ended.wait()
        except TimeoutError:
            self.kill("it did not start in time")
        if self._hello.cancelled() or self.end:
            await self._ended.wait()
            if self.end:
                raise self.end.error(before_first_token=True)

    def write(self, header: dict[str, Any]) -> None:
        """Send a frame; to a worker that has ended it goes nowhere.

        Raises:
            FrameError: The message is too large.
        """
        data = encode_frame(header)
        if self._writer and not self._writer.is_closing():
            self._writer.write(data)

    def kill(self, cause: str, blamed: Mark | None = None) -> None:
        """End it by force, because of `cause`, and of what it was at where that is to blame; `on_end` tells."""
        if not self._cause:
            self._cause, self._blamed = cause, blamed
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def stop(self, limit_s: float = CLOSE_LIMIT_S) -> None:
        """End it on purpose: politely, and after `limit_s` by force. Safe to call twice and in any state."""
        self._asked = True
        if self._hello is None:  # never started
            return
        self.write({"op": Op.EXIT})
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                await self._ended.wait()
        self.kill("it was closed")
        await self._ended.wait()

    async def _spawn(self) -> None:
        loop = asyncio.get_running_loop()
        self._marker = marker = Marker.create()
        with contextlib.ExitStack() as theirs:
            # Each end of ours is in the care of a transport before the next pipe is made: files may run out.
            from_worker, to_core = os.pipe()
            theirs.callback(os.close, to_core)
            self._reader, _ = await loop.connect_read_pipe(lambda: self, os.fdopen(from_worker, "rb", 0))
            from_core, to_worker = os.pipe()
            theirs.callback(os.close, from_core)
            self._writer, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(to_worker, "wb", 0))
            # A pipe of our own: with asyncio's, a grandchild that holds it open would hide the end of the worker.
            printed, printing = os.pipe()
            theirs.callback(os.close, printing)
            self._printed, _ = await loop.connect_read_pipe(lambda: self._last_lines, os.fdopen(printed, "rb", 0))
            self._process = await asyncio.create_subprocess_exec(
                *worker_command(self._engine, from_core, to_core, marker.fd),
                pass_fds=(from_core, to_core, marker.fd),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=printing,
                start_new_session=True,  # Ctrl-C in a terminal is meant for the core, which ends its workers
                env=own_environment(**WORKER_ENVIRONMENT, **{LEVEL_VARIABLE: current_level()}),
            )
        self._watcher = asyncio.create_task(self._watch(self._process), name=f"worker {self._process.pid}")
        if self._asked or self._cause:  # what it said on a busy machine came before its process was known
            self.kill("it was closed")
        self.write({"op": Op.HELLO, "version": PROTOCOL_VERSION})

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        code = await process.wait()
        # What the worker said before its end still counts.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DRAIN_LIMIT_S):
                await self._pipe_closed.wait()
                await self._last_lines.closed.wait()
        cause, last_lines, mark = self._cause, self._last_lines.text, self.mark
        if cause:
            # We killed it: unless that was the reason, whom it worked for just then says nothing.
            mark = self._blamed or replace(mark, job=NO_JOB)
            self._finish(WorkerEnd(cause, self._asked, None, code, last_lines, mark))
        else:
            cause = f"{explain_exit(code)} {WORDS[mark.work]}".rstrip()
            self._finish(WorkerEnd(cause, self._asked, signal_name(code), code, last_lines, mark))

    def _finish(self, end: WorkerEnd) -> None:
        if self._silence:
            self._silence.cancel()
        for transport in (self._reader, self._printed):
            if transport:
                transport.close()
        if self._writer and not self._writer.is_closing():  # a transport that lost its peer raises here
            self._writer.abort()
        if self._marker:
            self._marker.close()
            self._marker = None
        self.end = end
        if self._hello and not self._hello.done():
            self._hello.set_result(None)
        self._ended.set()
        self._on_end(end)

    # The protocol of the pipe that the worker writes to.

    def data_received(self, data: bytes) -> None:
        """Frames from the worker."""
        if self._cause:
            return  # it is being killed; what else it says does not count
        try:
            for frame in self._decoder.feed(data):
                self._take(frame.header)
        except Exception as exc:
            _log.warning("worker %s: damaged message: %r", self._engine, exc)
            self.kill("it sent a damaged message")

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio's signature)
        """The worker's end of the pipe is closed: it has ended, or it must."""
        self._pipe_closed.set()
        if self.end is None:
            loop = asyncio.get_running_loop()
            self._silence = loop.call_later(_DRAIN_LIMIT_S, self.kill, "it stopped talking to Tektra")

    def _take(self, header: dict[str, Any]) -> None:
        if self._hello and self._hello.done():
            self._on_frame(header)
            return
        hello = header["hello"]
        if hello["version"] != PROTOCOL_VERSION:
            raise InvalidInput(f"a hello of another version: {hello}")
        if self._hello:
            self._hello.set_result(int(hello["pid"]))
