"""The core's side, with workers that misbehave: small scripts in place of the real one."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.backends.echo.engine import EchoEngine
from app.backends.worker import process as worker_process
from app.backends.worker import stuck as worker_stuck
from app.backends.worker.backend import WorkerBackend
from app.backends.worker.marker import Work
from app.backends.worker.process import SIMPLER, WorkerEnd, WorkerProcess
from app.backends.worker.stderr import MAX_LINE, MAX_LINES
from app.errors import Cancelled, WorkerDied
from app.framing import PROTOCOL_VERSION
from app.log import LEVEL_VARIABLE, set_level
from app.process import is_alive
from app.types.generation import GenerateRequest
from app.types.messages import Message, Role
from app.types.models import BackendName, LoadedModel, LoadSpec
from app.wire import to_wire
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.waiting import wait_until_async

HELLO = f"""
import json, os, struct, sys, time
def send(header, out=int(sys.argv[2])):
    data = json.dumps(header).encode()
    os.write(out, struct.pack(">II", len(data), 0) + data)
def hello(**changes):
    send({{"hello": {{"version": {PROTOCOL_VERSION}, "pid": os.getpid(), "engine": "fake", **changes}}}})
"""
WAIT = "\nwhile True: time.sleep(60)"

Start = Callable[[str], WorkerProcess]


@pytest.fixture
def frames() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def ends() -> list[WorkerEnd]:
    return []


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, frames: list[dict[str, Any]], ends: list[WorkerEnd]) -> Start:
    """Make a worker out of a few lines of Python."""

    def make(body: str) -> WorkerProcess:
        def command(_engine: str, read_fd: int, write_fd: int, marker_fd: int) -> list[str]:
            return [sys.executable, "-c", HELLO + body, str(read_fd), str(write_fd), str(marker_fd)]

        monkeypatch.setattr(worker_process, "worker_command", command)
        return WorkerProcess("fake", frames.append, ends.append)

    return make


async def ended(ends: list[WorkerEnd], worker: WorkerProcess) -> WorkerEnd:
    await worker.stop(20.0)
    assert len(ends) == 1
    return ends[0]


async def test_hello_then_frames(fake: Start, frames: list[dict[str, Any]], ends: list[WorkerEnd]) -> None:
    worker = fake("hello(); send({'id': 1, 'result': 2}); os.read(int(sys.argv[1]), 1)")
    await worker.start()
    end = await ended(ends, worker)
    assert end.asked
    assert frames == [{"id": 1, "result": 2}]
    assert worker.pid is None
    worker.write({"late": True})


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("sys.exit(7)", "exit code 7"),
        ("os.kill(os.getpid(), 9)", "SIGKILL"),
        ("hello(version=99)" + WAIT, "damaged message"),
        ("hello(pid=1)" + WAIT, "another program spoke"),
        ("send({'id': 1, 'result': 2})" + WAIT, "damaged message"),
        ("os.write(int(sys.argv[2]), b'Loading model...')" + WAIT, "damaged message"),
    ],
    ids=["exits", "killed", "another version", "another process", "no hello", "prints into the pipe"],
)
async def test_a_start_that_goes_wrong_is_named(
    fake: Start, ends: list[WorkerEnd], body: str, cause: str, expected_logs: ExpectedLogs
) -> None:
    if "damaged" in cause:
        expected_logs.expect("damaged message")
    worker = fake(body)
    with pytest.raises(WorkerDied, match=cause) as caught:
        await worker.start()
    assert caught.value.params["before_first_token"]
    assert [end.asked for end in ends] == [False]


async def test_a_worker_that_says_nothing_is_given_up(
    fake: Start, ends: list[WorkerEnd], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "START_LIMIT_S", 0.3)
    with pytest.raises(WorkerDied, match="did not start in time"):
        await fake(WAIT).start()
    assert not ends[0].asked


@pytest.mark.parametrize(
    "data",
    ["b'\\xff' * 64", "struct.pack('>II', 2, 0) + b'[]'", "struct.pack('>II', 3, 0) + b'{{{'", "b'\\0' * 8"],
    ids=["huge lengths", "not an object", "not JSON", "zero length"],
)
async def test_a_malformed_frame_is_the_end_of_the_worker(
    fake: Start, ends: list[WorkerEnd], data: str, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("damaged message")
    worker = fake(f"hello(); os.write(int(sys.argv[2]), {data})" + WAIT)
    await worker.start()
    pid = worker.pid
    await wait_until_async(lambda: bool(ends), 20)
    assert ends[0].cause == "it sent a damaged message"
    assert ends[0].signal is None, "we killed it; the signal says nothing about it"
    assert pid
    assert not is_alive(pid)


async def test_damage_that_comes_before_the_process_is_known_is_its_end_too(
    fake: Start, ends: list[WorkerEnd], monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("damaged message")
    worker = fake(f"hello(); os.write(int(sys.argv[2]), b'\\0' * 8){WAIT}")
    start = asyncio.create_subprocess_exec

    async def late(*command: str, **around: Any) -> asyncio.subprocess.Process:
        process = await start(*command, **around)
        await wait_until_async(lambda: bool(worker._cause), 20)
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", late)
    with contextlib.suppress(WorkerDied):
        await worker.start()
    await wait_until_async(lambda: bool(ends), 20)
    assert ends[0].cause == "it sent a damaged message"


async def test_a_frame_that_nobody_understands_is_damage_too(
    fake: Start, ends: list[WorkerEnd], monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("damaged message")

    def refuse(_: dict[str, Any]) -> None:
        raise KeyError("id")

    worker = fake("hello(); send({'what': 1})" + WAIT)
    monkeypatch.setattr(worker, "_on_frame", refuse)
    await worker.start()
    await wait_until_async(lambda: bool(ends), 20)
    assert ends[0].cause == "it sent a damaged message"


async def test_a_worker_that_closes_its_pipe_is_ended(
    fake: Start, ends: list[WorkerEnd], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "_DRAIN_LIMIT_S", 0.1)
    worker = fake("hello(); os.close(int(sys.argv[2]))" + WAIT)
    await worker.start()
    await wait_until_async(lambda: bool(ends), 20)
    assert ends[0].cause == "it stopped talking to Tektra"


async def test_the_last_lines_it_printed_are_kept_and_no_more(fake: Start, ends: list[WorkerEnd]) -> None:
    body = "hello(); print(*range(1000), sep='\\n', file=sys.stderr); sys.stderr.buffer.write(b'\\xff' * 9999); "
    worker = fake(body + "sys.stderr.flush(); os.kill(os.getpid(), 6)")
    await worker.start()
    await wait_until_async(lambda: bool(ends), 20)
    assert ends[0].signal == "SIGABRT"
    lines = ends[0].last_lines.splitlines()
    assert lines[-2] == "999"
    assert 2 < len(lines) <= MAX_LINES + 1
    assert len(lines[-1]) <= MAX_LINE
    assert ends[0].error(before_first_token=False).detail == ends[0].last_lines


async def test_what_a_grandchild_holds_open_does_not_keep_the_end_from_being_noticed(
    fake: Start, ends: list[WorkerEnd], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "_DRAIN_LIMIT_S", 0.2)
    body = "hello(); import subprocess as s; s.Popen(['sleep', '4'], pass_fds=[int(sys.argv[2])]); sys.exit(5)"
    worker = fake(body)
    await worker.start()
    await wait_until_async(lambda: bool(ends), 3)
    assert ends[0].exit_code == 5


async def test_stopping_a_deaf_worker_takes_force(fake: Start, ends: list[WorkerEnd]) -> None:
    worker = fake("hello()" + WAIT)
    await worker.start()
    pid = worker.pid
    await asyncio.gather(worker.stop(0.1), worker.stop(0.1))
    assert pid
    assert not is_alive(pid)
    assert [end.asked for end in ends] == [True]
    assert isinstance(ends[0].error(before_first_token=True), Cancelled)


async def test_stopping_before_the_hello(fake: Start, ends: list[WorkerEnd]) -> None:
    worker = fake(WAIT)
    starting = asyncio.create_task(worker.start())
    await asyncio.sleep(0)
    await worker.stop(0.0)
    with pytest.raises(Cancelled):
        await starting
    assert [end.asked for end in ends] == [True]


async def test_stopping_what_never_started(fake: Start, ends: list[WorkerEnd]) -> None:
    await fake("").stop()
    assert ends == []


async def test_a_program_that_cannot_be_started(
    fake: Start, ends: list[WorkerEnd], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = fake("")
    monkeypatch.setattr(worker_process, "worker_command", lambda *_: ["/nonexistent/python"])
    with pytest.raises(WorkerDied, match="could not be started"):
        await worker.start()
    assert len(ends) == 1
    await worker.stop()


def open_files() -> set[str]:
    return {entry.name for entry in Path("/proc/self/fd").iterdir()}


@pytest.mark.parametrize("left", [0, 1, 2])
async def test_a_start_that_runs_out_of_files_leaves_none_open(
    fake: Start, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    made = 0
    pipe = os.pipe

    def few() -> tuple[int, int]:
        nonlocal made
        made += 1
        if made > left:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return pipe()

    before = open_files()
    worker = fake("")
    with monkeypatch.context() as patch:
        patch.setattr(os, "pipe", few)
        with pytest.raises(WorkerDied, match="could not be started"):
            await worker.start()
    await asyncio.sleep(0)  # transports close their files in the loop's next round
    assert open_files() <= before


LOADED = to_wire(LoadedModel("a", 100, 0.1, parallel=2, abilities=frozenset()))
CHOOSES_FOR_EVER = f"""
import mmap
def take():
    size, _ = struct.unpack(">II", os.read(int(sys.argv[1]), 8))
    return json.loads(os.read(int(sys.argv[1]), size))
hello()
while True:
    asked = take()
    if asked["op"] == "load":
        send({{"id": asked["id"], "result": {LOADED!r}}})
    elif asked["op"] == "generate" and "two" in str(asked):
        mmap.mmap(int(sys.argv[3]), 16)[:16] = struct.pack("QQ", asked["id"] << 8 | {int(Work.SAMPLING)}, 41)
"""


async def test_a_choice_that_never_ends_ends_the_worker_and_the_others_are_not_to_blame(
    fake: Start, monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("it was stuck")
    fake(CHOOSES_FOR_EVER)
    monkeypatch.setattr(worker_stuck, "LOOK_S", 0.01)
    causes: list[str] = []
    backend = WorkerBackend(BackendName.ECHO, EchoEngine().capabilities, causes.append)
    await backend.load(LoadSpec("a", ""))

    async def ask(text: str) -> None:
        async for _ in backend.generate(GenerateRequest((Message.of(Role.USER, text),))):
            raise AssertionError("it says nothing")

    async with asyncio.timeout(20):
        other, stuck = await asyncio.gather(ask("one"), ask("two"), return_exceptions=True)
    await backend.close()
    assert isinstance(other, WorkerDied)
    assert isinstance(stuck, WorkerDied)
    assert (other.params["culprit"], stuck.params["culprit"], stuck.params["signal"]) == (False, True, None)
    assert stuck.message == "The engine stopped: it was stuck while it was choosing the next word."
    assert (stuck.hint == SIMPLER, other.hint == SIMPLER) == (True, False)
    assert causes == ["it was stuck while it was choosing the next word"]


async def test_a_worker_logs_as_the_settings_say(fake: Start, frames: list[dict[str, Any]]) -> None:
    body = f"hello()\nsend({{'level': os.environ.get('{LEVEL_VARIABLE}')}})" + WAIT
    root = logging.getLogger()
    before = root.level
    try:
        for level in ("debug", "error"):
            set_level(level)
            worker = fake(body)
            await worker.start()
            await wait_until_async(lambda: bool(frames), what="the frame")
            await worker.stop(0.1)
            assert frames.pop() == {"level": level}
    finally:
        root.setLevel(before)
