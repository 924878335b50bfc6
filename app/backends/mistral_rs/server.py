"""One server process: started on a port of loopback, watched, ended. Belongs to the core's event loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.backends.mistral_rs.programs import HOST, Form, Plan, Program, command
from app.backends.mistral_rs.startup import clean, is_port_taken, start_error
from app.backends.worker.process import WorkerEnd
from app.backends.worker.stderr import LastLines
from app.errors import AppError, Cancelled, EngineError, EngineUnavailable
from app.process import cpu_seconds, explain_exit, memory_bytes, own_command, own_environment, signal_name

_log = logging.getLogger(__name__)

LOOK_S = 0.05
"""Between two looks whether it serves."""
LOAD_LIMIT_S = 900.0
"""A large model on a slow disk."""
CLOSE_LIMIT_S = 3.0
TRIES = 2
"""Ports: another program may take one between our look and its start."""
MAX_LOG = 512 * 1024
TOKEN_VARIABLE = "TEKTRA_MISTRALRS_TOKEN"  # noqa: S105 (the name of a variable)
_DRAIN_S = 0.5


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens, and what it wants to hear."""

    port: int
    token: str

    @property
    def base_url(self) -> str:
        """For clients of OpenAI's dialect."""
        return f"http://{HOST}:{self.port}/v1"

    def __repr__(self) -> str:
        """Without the token."""
        return f"Address({self.port})"


class Server:
    """One process, for one life. `on_end(end)` is called once, when it has ended."""

    def __init__(
        self, program: Program, plan: Plan, on_end: Callable[[WorkerEnd], None], *, threads: int, logs: Path | None
    ) -> None:
        self._program = program
        self._plan = plan
        self._on_end = on_end
        self._threads = threads
        self._logs = logs
        self._process: asyncio.subprocess.Process | None = None
        self._printed = _Printed("mistral.rs", logs)
        self._watcher: asyncio.Task[None] | None = None
        self._ended = asyncio.Event()
        self._asked = False
        self._serves = False
        self.address = Address(0, "")
        self.end: WorkerEnd | None = None
        """How it ended; None before that."""

    @property
    def pid(self) -> int | None:
        """While it runs."""
        return self._process.pid if self._process and not self._ended.is_set() else None

    @property
    def memory_bytes(self) -> int:
        """What it holds now."""
        return memory_bytes(self.pid) if self.pid else 0

    @property
    def cpu_seconds(self) -> float:
        """What it computed so far."""
        return cpu_seconds(self.pid) if self.pid else 0.0

    async def start(self) -> None:
        """Start it, and return when it serves: its port opens when the model is loaded.

        Raises:
            AppError: Why it did not start.
        """
        for attempt in range(TRIES):
            await self._spawn()
            try:
                async with asyncio.timeout(LOAD_LIMIT_S):
                    if await self._until_it_serves():
                        return
            except TimeoutError:
                await self.stop()
                raise EngineError(
                    "mistral.rs takes too long to load this model.", hint="Choose a smaller model or another engine."
                ) from None
            if self._asked:
                raise Cancelled("The engine was closed.")
            if not is_port_taken(self._printed.text):
                break
            holder = await asyncio.to_thread(holder_of, self.address.port)
            if attempt + 1 == TRIES:
                raise port_taken(self.address.port, holder)
            _log.warning("port %d is in use by %s; trying another one", self.address.port, holder or "somebody else")
        raise self._start_error()

    async def stop(self, *, at_once: bool = False) -> None:
        """End it: politely, and then by force. Safe to call twice and in any state."""
        self._asked = True
        if self._process is None:
            return
        if not at_once:
            self._signal(signal.SIGTERM)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_LIMIT_S):
                    await self._ended.wait()
        self._signal(signal.SIGKILL)
        await self._ended.wait()

    async def ended(self, within_s: float) -> WorkerEnd | None:
        """How it ended, if that is now or soon."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._ended.wait()
        return self.end

    async def _spawn(self) -> None:
        self._printed = _Printed("mistral.rs", self._logs)
        self._ended.clear()
        self.address = Address(free_port(), secrets.token_urlsafe(24))
        printed, printing = os.pipe()
        loop = asyncio.get_running_loop()
        try:
            await loop.connect_read_pipe(lambda: self._printed, os.fdopen(printed, "rb", 0))
            self._process = await asyncio.create_subprocess_exec(
                *self._command(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=printing,
                stderr=printing,
                start_new_session=True,  # Ctrl-C in a terminal is meant for the core, which ends its servers
                env=self._environment(),
            )
        except OSError as exc:
            raise EngineUnavailable(
                f"mistral.rs could not be started: {exc.strerror or exc}.",
                hint="Look at its path in Settings → Models and engines.",
                params={"reason": "start_failed"},
            ) from exc
        finally:
            os.close(printing)
        self._watcher = asyncio.create_task(self._watch(self._process), name=f"mistral.rs {self._process.pid}")
        if self._asked:
            self._signal(signal.SIGKILL)

    def _command(self) -> list[str]:
        port = self.address.port
        if self._program.form is Form.PACKAGE:
            plan = self._plan
            line = own_command("serve", module="app.backends.mistral_rs.runner")
            line += [str(port), plan.model, str(plan.parallel), plan.isq, plan.template]
        else:
            line = command(self._program, self._plan, port)
        return own_command(str(os.getpid()), *line, module="app.backends.mistral_rs.launch")

    def _environment(self) -> dict[str, str]:
        extra = {
            "HF_HUB_OFFLINE": "1",  # fetching is the core's work
            "TRANSFORMERS_OFFLINE": "1",
            "NO_COLOR": "1",
            "RUST_BACKTRACE": "0",
            TOKEN_VARIABLE: self.address.token,
        }
        if self._threads > 0:
            extra["RAYON_NUM_THREADS"] = str(self._threads)
        return own_environment(**extra)

    async def _until_it_serves(self) -> bool:
        """Wait for the port; False where the process has ended instead."""
        while not self._ended.is_set():
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection(HOST, self.address.port)
                writer.close()
                if not is_held_by(self.address.port, self.pid):
                    await asyncio.sleep(LOOK_S)
                    continue
                self._serves = True
                return True
            await asyncio.sleep(LOOK_S)
        return False

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        code = await process.wait()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DRAIN_S):
                await self._printed.closed.wait()
        lines = clean(self._printed.text)
        self.end = WorkerEnd(explain_exit(code), self._asked, signal_name(code), code, lines)
        self._ended.set()
        if self._serves:
            self._on_end(self.end)

    def _start_error(self) -> AppError:
        how = self.end.cause if self.end else "it ended"
        return start_error(self._printed.text, how, self._plan.model)

    def _signal(self, number: signal.Signals) -> None:
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)


class _Printed(LastLines):
    """The last lines, and a file of limited size with more of them."""

    def __init__(self, name: str, folder: Path | None) -> None:
        super().__init__(name)
        self._file: RotatingFileHandler | None = None
        if folder is not None:
            with contextlib.suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
                self._file = RotatingFileHandler(
                    folder / "mistral_rs.log", maxBytes=MAX_LOG, backupCount=1, encoding="utf-8", delay=True
                )

    def data_received(self, data: bytes) -> None:
        """Bytes from the pipe."""
        super().data_received(data)
        if self._file and (text := clean(data.decode("utf-8", "replace"))):
            self._file.emit(logging.makeLogRecord({"msg": text, "levelno": logging.INFO}))

    def connection_lost(self, exc: Exception | None) -> None:
        """The pipe is closed."""
        super().connection_lost(exc)
        if self._file:
            self._file.close()


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def holder_of(port: int) -> str:
    """Who listens on a port, as "name (process 123)"; "" where that cannot be seen."""
    import psutil

    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr[1:2] == (port,):
                name = psutil.Process(connection.pid).name() if connection.pid else ""
                return f"{name} (process {connection.pid})" if name else ""
    except (psutil.Error, OSError):
        return ""
    return ""


def is_held_by(port: int, pid: int | None) -> bool:
    """Whether a process itself listens on a port, as far as that can be seen."""
    import psutil

    try:
        connections = psutil.Process(pid).net_connections("tcp")
    except (psutil.Error, OSError):
        return True
    return any(found.status == psutil.CONN_LISTEN and found.laddr[1:2] == (port,) for found in connections)


def port_taken(port: int, holder: str) -> EngineUnavailable:
    """Nobody could start there."""
    who = f" by {holder}" if holder else ""
    return EngineUnavailable(
        f"mistral.rs did not start: port {port} is in use{who}.",
        hint="Try again, or end that program.",
        params={"reason": "port_in_use", "port": port, "holder": holder},
    )
