"""The worker process as the core sees it through bare pipes: hello, damage, orphaning, order."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.backends.worker.child import EXIT_UNUSABLE, NICENESS
from app.backends.worker.host import EXIT_ORPHANED, EXIT_PROTOCOL
from app.backends.worker.marker import Marker
from app.backends.worker.pipes import read_frames
from app.backends.worker.process import worker_command
from app.framing import PROTOCOL_VERSION, encode_frame
from app.process import own_environment
from app.types.generation import GenerateRequest
from app.types.messages import Message, Role
from app.types.models import LoadSpec
from app.wire import to_wire

END_S = 15.0


class Child:
    """A worker and our ends of its pipes."""

    def __init__(self, engine: str = "echo") -> None:
        from_us, self.to_child = os.pipe()
        from_child, to_us = os.pipe()
        self.marker = Marker.create()
        self.process = subprocess.Popen(
            worker_command(engine, from_us, to_us, self.marker.fd),
            pass_fds=(from_us, to_us, self.marker.fd),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=own_environment(),
        )
        os.close(from_us)
        os.close(to_us)
        self.frames: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._from_child = from_child
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def send(self, **header: Any) -> None:
        os.write(self.to_child, encode_frame(header))

    def receive(self) -> dict[str, Any]:
        return self.frames.get(timeout=END_S)

    def ask(self, text: str, call_id: int) -> None:
        request = GenerateRequest((Message.of(Role.USER, text),))
        self.send(op="generate", id=call_id, request=to_wire(request))

    def end(self) -> int:
        return self.process.wait(END_S)

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()
        self._reader.join()
        self.marker.close()
        os.close(self._from_child)
        os.close(self.to_child)

    def _read(self) -> None:
        for frame in read_frames(self._from_child):
            self.frames.put(frame.header)


@contextmanager
def child(engine: str = "echo") -> Iterator[Child]:
    worker = Child(engine)
    try:
        yield worker
    finally:
        worker.close()


@pytest.fixture
def worker() -> Iterator[Child]:
    with child() as started:
        assert started.receive()["hello"]["pid"] == started.process.pid
        started.send(op="hello", version=PROTOCOL_VERSION)
        yield started


def test_it_is_nicer_than_the_window(worker: Child) -> None:
    assert os.getpriority(os.PRIO_PROCESS, worker.process.pid) == os.getpriority(os.PRIO_PROCESS, 0) + NICENESS


def test_it_ends_when_told(worker: Child) -> None:
    worker.send(op="exit")
    assert worker.end() == 0


@pytest.mark.parametrize(
    "data",
    [
        b"\xff" * 64,
        b"\0" * 8,
        encode_frame({"op": "hello", "version": PROTOCOL_VERSION + 1}),
        encode_frame({"op": "hello"}),
        encode_frame({"op": "sing", "id": 1}),
        encode_frame({"id": 1}),
        encode_frame({"op": "load", "id": "one"}),
        encode_frame({"op": "cancel", "id": [1]}),
    ],
    ids=["noise", "zeros", "another version", "no version", "unknown op", "no op", "text id", "list id"],
)
def test_a_damaged_message_ends_it_with_a_reason(worker: Child, data: bytes) -> None:
    os.write(worker.to_child, data)
    assert worker.end() == EXIT_PROTOCOL
    assert worker.process.stderr
    assert b"damaged message" in worker.process.stderr.read()


def test_a_message_that_was_cut_off_ends_it(worker: Child) -> None:
    os.write(worker.to_child, encode_frame({"op": "ping", "id": 1})[:-3])
    os.close(worker.to_child)
    worker.to_child = os.open(os.devnull, os.O_WRONLY)
    assert worker.end() == EXIT_PROTOCOL


def test_it_ends_with_the_pipe_also_while_it_computes(worker: Child) -> None:
    worker.send(op="load", id=1, spec=to_wire(LoadSpec("echo", "")))
    worker.ask("/echo hang", 2)
    assert "result" in worker.receive()
    worker.receive()
    os.close(worker.to_child)
    worker.to_child = os.open(os.devnull, os.O_WRONLY)
    assert worker.end() == EXIT_ORPHANED


def test_an_argument_of_the_wrong_form_is_an_error_of_that_call_alone(worker: Child) -> None:
    worker.send(op="load", id=1, spec={"path": 5})
    assert worker.receive()["error"]["code"] == "invalid_input"
    worker.send(op="load", id=2)
    assert worker.receive()["error"]["code"] == "internal"
    worker.send(op="ping", id=3)
    assert worker.receive() == {"id": 3, "result": None}


def test_calls_are_answered_in_order_and_a_ping_overtakes(worker: Child) -> None:
    worker.send(op="load", id=1, spec=to_wire(LoadSpec("echo", "")))
    worker.ask("/echo hang", 2)
    worker.ask("second", 3)
    assert "result" in worker.receive()
    assert "deltas" in worker.receive()
    worker.send(op="ping", id=4)
    assert worker.receive()["id"] == 4
    worker.send(op="cancel", id=2)
    stopped = worker.receive()
    assert (stopped["id"], stopped["error"]["code"]) == (2, "cancelled")
    assert worker.receive()["id"] == 3


def test_a_call_that_was_cancelled_while_it_waited_never_begins(worker: Child) -> None:
    worker.send(op="load", id=1, spec=to_wire(LoadSpec("echo", "")))
    worker.ask("/echo hang", 2)
    worker.ask("/echo crash", 3)
    worker.send(op="cancel", id=3)
    worker.send(op="cancel", id=2)
    worker.send(op="cancel", id=99)
    codes: dict[int, str] = {}
    while len(codes) < 2:
        frame = worker.receive()
        if "error" in frame:
            codes[frame["id"]] = frame["error"]["code"]
    assert codes == {2: "cancelled", 3: "cancelled"}


def test_what_it_prints_never_reaches_standard_output_or_the_frames(worker: Child) -> None:
    worker.send(op="load", id=1)
    worker.receive()
    worker.send(op="exit")
    assert worker.end() == 0
    assert worker.process.stdout
    assert worker.process.stderr
    assert worker.process.stdout.read() == b""
    assert b"KeyError" in worker.process.stderr.read()


def test_an_engine_that_does_not_exist_is_refused() -> None:
    with child("nonsense") as worker:
        assert worker.end() == EXIT_UNUSABLE
        assert worker.process.stderr
        assert b"nonsense" in worker.process.stderr.read()


def test_it_starts_light() -> None:
    code = "import sys, app.backends.worker.child, app.backends.worker.host, app.backends.registry as r; "
    code += "r.worker_engine('echo'); print(*sys.modules)"
    command = [sys.executable, "-P", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=own_environment())
    loaded = set(done.stdout.split())
    heavy = {"asyncio", "jinja2", "psutil", "llama_cpp", "numpy", "app.bridge", "app.config", "app.backends.llama_cpp"}
    assert not loaded & heavy
