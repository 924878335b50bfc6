"""`tektra run` as a process of its own: Ctrl-C, and a pipe whose reader leaves."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from app.bridge.signatures import core_status
from app.client.aio import AsyncClient
from app.config.paths import Paths, resolve_paths
from app.process import ROOT, own_environment
from tests.helpers.link_core import LinkCore
from tests.helpers.waiting import wait_until_async

MAIN = "import sys; from app.cli.main import run_command; from app.cli.parser import build_parser;"
MAIN += "sys.exit(run_command(build_parser().parse_args()))"


@pytest.fixture
def paths() -> Paths:
    found = resolve_paths()
    found.ensure()
    return found


def tektra(*argv: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-c", MAIN, *argv]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=own_environment(), stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe)


@pytest.fixture
def running() -> Iterator[list[subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


async def test_ctrl_c_stops_the_answer(paths: Paths, running: list[subprocess.Popen[bytes]]) -> None:
    async with LinkCore(paths.runtime) as core:
        process = tektra("run", "wait here")
        running.append(process)
        await core.sent.wait()
        process.send_signal(signal.SIGINT)
        await wait_until_async(lambda: process.poll() is not None)
        assert process.returncode == 130
        assert len(core.stopped) == 1
        out, err = process.communicate()
        assert b"Traceback" not in err
        assert b"wait here".startswith(out.strip())
        async with await AsyncClient.connect(paths, spawn=False) as client:
            assert (await client.invoke(core_status)).clients == 1


async def test_a_closed_pipe_is_quiet(paths: Paths, running: list[subprocess.Popen[bytes]]) -> None:
    async with LinkCore(paths.runtime) as core:
        process = tektra("run", "wait here")
        running.append(process)
        assert process.stdout is not None
        process.stdout.close()
        await core.sent.wait()
        await wait_until_async(lambda: process.poll() is not None)
        assert process.returncode == 141
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert len(core.stopped) == 1


INTERRUPTER = """
import sys


class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            raise KeyboardInterrupt


sys.meta_path.insert(0, Interrupts())
from app.__main__ import main

sys.exit(main(["ps"]))
"""


@pytest.mark.parametrize("module", ["app.errors", "app.log", "app.cli.parser", "app.cli.main", "app.client.aio"])
def test_ctrl_c_while_modules_are_loaded_ends_quietly(module: str) -> None:
    ended = subprocess.run([sys.executable, "-c", INTERRUPTER, module], capture_output=True, cwd=ROOT, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")
