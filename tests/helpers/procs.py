"""The real program as a child process, in the test's own home, and the search for processes left behind."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from app.process import is_alive, own_command, own_environment
from tests.helpers.home import HOME_VARIABLE
from tests.helpers.waiting import DEFAULT_TIMEOUT, wait_until

ENDING_TIMEOUT = 10.0
"""Seconds that processes get to end by themselves after SIGTERM."""


class Program:
    """One running `tektra …`. Its outputs go to files, so that a full pipe never stops it."""

    def __init__(self, command: list[str], folder: Path, environ: dict[str, str], stdin: str = "") -> None:
        folder.mkdir(parents=True)
        self.command = command
        self._stdout, self._stderr, given = folder / "stdout", folder / "stderr", folder / "stdin"
        given.write_text(stdin, "utf-8")
        with given.open("rb") as source, self._stdout.open("wb") as out, self._stderr.open("wb") as err:
            self.process = subprocess.Popen(command, stdin=source, stdout=out, stderr=err, cwd=folder, env=environ)

    @property
    def pid(self) -> int:
        """The process id."""
        return self.process.pid

    @property
    def stdout(self) -> str:
        """What it printed so far."""
        return self._stdout.read_text("utf-8", "backslashreplace")

    @property
    def stderr(self) -> str:
        """What it complained about so far."""
        return self._stderr.read_text("utf-8", "backslashreplace")

    def wait(self, timeout: float = DEFAULT_TIMEOUT) -> int:
        """Its exit code; fails the test, with what it printed, when it does not end in time."""
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            pytest.fail(f"{self.command} did not end in {timeout:g} s\n{self.stdout}\n{self.stderr}")

    def kill9(self) -> None:
        """End it as a crash would: nothing of it gets to run any more."""
        self.process.kill()
        self.process.wait(ENDING_TIMEOUT)


class Programs:
    """Starts programs in one home and, at the end, sees to it that nothing of them is left running."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._started: list[Program] = []
        self._count = itertools.count(1)

    def start(self, *args: str, stdin: str = "", **environ: str) -> Program:
        """Start `tektra ARGS…` in the home and return at once."""
        return self.start_command(own_command(*args), stdin=stdin, **environ)

    def start_command(self, command: list[str], stdin: str = "", **environ: str) -> Program:
        """Start any other command in the home."""
        folder = self.home / "programs" / str(next(self._count))
        env = own_environment(**{HOME_VARIABLE: str(self.home), **environ})
        program = Program(command, folder, env, stdin)
        self._started.append(program)
        return program

    def run(self, *args: str, stdin: str = "", timeout: float = DEFAULT_TIMEOUT, **environ: str) -> Program:
        """Start `tektra ARGS…` and wait for its end; look at `process.returncode`."""
        program = self.start(*args, stdin=stdin, **environ)
        program.wait(timeout)
        return program

    def running(self) -> list[int]:
        """Every process of this home, ours or started by one of ours, but this one."""
        return processes_of(self.home)

    def stop_all(self) -> None:
        """Ask every process of the home to end; fail the test and name those that do not."""
        pids = self.running()
        for pid in pids:
            _signal(pid, signal.SIGTERM)
        try:
            assert_none_left(self.home)
        finally:
            for program in self._started:
                if program.process.poll() is None:
                    program.kill9()


def processes_of(home: Path) -> list[int]:
    """Ids of live processes that run in the given home, found by their environment."""
    import psutil

    found = []
    for process in psutil.process_iter(["pid", "environ"]):
        environ = process.info["environ"] or {}
        if environ.get(HOME_VARIABLE) == str(home) and process.pid != os.getpid() and is_alive(process.pid):
            found.append(process.pid)
    return sorted(found)


def kill9(pid: int) -> None:
    """SIGKILL, and wait until the process is gone."""
    _signal(pid, signal.SIGKILL)
    wait_until(lambda: not is_alive(pid), ENDING_TIMEOUT, f"the end of process {pid}")


def assert_gone(pids: Iterable[int], timeout: float = ENDING_TIMEOUT) -> None:
    """Fail the test when one of these processes is still there after `timeout` seconds."""
    wanted = list(pids)
    wait_until(lambda: not any(is_alive(pid) for pid in wanted), timeout, f"the end of processes {wanted}")


def assert_none_left(home: Path, timeout: float = ENDING_TIMEOUT) -> None:
    """Fail the test when a process of the home still runs after `timeout` seconds; it is killed, so only once."""
    try:
        wait_until(lambda: not processes_of(home), timeout, f"all processes of {home} to end")
    except pytest.fail.Exception:
        left = {pid: _command_line(pid) for pid in processes_of(home)}
        for pid in left:
            _signal(pid, signal.SIGKILL)
        pytest.fail(f"processes left behind: {left}")


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _command_line(pid: int) -> str:
    import psutil

    try:
        return " ".join(psutil.Process(pid).cmdline())
    except psutil.Error:
        return "gone meanwhile"
