"""A real Ollama on a port of its own, with an empty store in a folder of its own; ended with the test run."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.process import ROOT, is_alive
from app.types.engines import OllamaOptions
from app.types.privacy import LedgerEntry
from tests.helpers.procs import assert_gone
from tests.helpers.waiting import wait_until

BINARY_VARIABLE = "TEKTRA_TEST_OLLAMA"
"""Path of another Ollama to test with."""
_SCRIPT = ROOT / "packaging" / "engines.sh"
_ENDS_WITH_PARENT = "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 9); os.execv(sys.argv[1], sys.argv[1:])"


def ollama_binary() -> Path:
    """The program; skips the test where there is none."""
    named = os.environ.get(BINARY_VARIABLE)
    if not named:
        named = subprocess.run([str(_SCRIPT), "where", "ollama"], capture_output=True, text=True, check=True).stdout
    path = Path(named.strip())
    if not os.access(path, os.X_OK):
        pytest.skip("Ollama is not there; `make ollama` builds it (it needs Go), and then these tests run")
    return path


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class OllamaProcess:
    """One server."""

    binary: Path
    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def host(self) -> str:
        """For `backends.ollama.host`."""
        return f"127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What it printed so far."""
        return (self.home / "log").read_text(errors="replace")

    def pids(self) -> tuple[int, ...]:
        """Of the server; what computes are its children."""
        return (self.process.pid,) if self.process else ()

    def family(self) -> list[int]:
        """The server and its children."""
        if self.process is None or not is_alive(self.process.pid):
            return []
        import psutil

        server = psutil.Process(self.process.pid)
        return [server.pid, *(child.pid for child in server.children(recursive=True))]

    def start(self, **environ: str) -> None:
        """Start it, and wait until it listens."""
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("OLLAMA_")}
        surroundings |= {"OLLAMA_HOST": self.host, "OLLAMA_MODELS": str(self.home / "models"), "HOME": str(self.home)}
        command = [str(self.binary), "serve"]
        if sys.platform == "linux":  # the server must not outlive a killed test run
            command = [sys.executable, "-c", _ENDS_WITH_PARENT, *command]
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=surroundings | environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        wait_until(self._listens, 30.0, "Ollama to listen")

    def stop(self, *, kill: bool = False) -> None:
        """End it and what it started."""
        pids, process = self.family(), self.process
        self.process = None
        if process is None:
            return
        process.kill() if kill else process.terminate()
        process.wait(15)
        for pid in pids[1:]:  # a killed server leaves its children behind
            if kill and is_alive(pid):
                os.kill(pid, signal.SIGKILL)
        assert_gone(pids)

    def _listens(self) -> bool:
        if self.process and self.process.poll() is not None:
            pytest.fail(f"Ollama ended: {self.log[-500:]}", pytrace=False)
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def hand_over(server: OllamaProcess, path: Path, model_id: str, projector: Path | None = None) -> str:
    """Give it a file of ours, as the person would; its name there."""
    from app.backends.ollama.engine import OllamaEngine
    from app.net.client import Net
    from app.net.terms import NetOptions

    class Nowhere:
        def note(self, entry: LedgerEntry) -> None:
            """Forget it."""

    engine = OllamaEngine(Net(NetOptions, Nowhere()), lambda: OllamaOptions(server.host))
    name = engine.name_for(model_id)

    async def give() -> None:
        async for _ in engine.hand_over(path, name, projector=projector):
            pass

    # On a thread: a fixture that runs beside an event loop of pytest's may start none of its own.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, give()).result()
    return name


@contextmanager
def ollama_server(**environ: str) -> Iterator[OllamaProcess]:
    """A running server without models, until the end of the block."""
    binary = ollama_binary()
    home = Path(tempfile.mkdtemp(prefix="tektra-ollama-"))
    server = OllamaProcess(binary, home, free_port())
    try:
        server.start(**environ)
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
