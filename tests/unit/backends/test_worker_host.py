"""The worker's main thread over an engine with a bug."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from app.backends.worker.host import WorkerHost, _Call
from app.backends.worker.marker import Marker
from app.backends.worker.pipes import read_frames
from app.backends.worker.protocol import Between, Job, Op
from app.errors import FrameError
from app.framing import MAX_HEADER_BYTES
from app.types.embeddings import Embeddings, EmbedRequest
from app.types.generation import GenerateRequest, TextDelta, ToolSpec
from app.types.messages import Message, Role
from app.types.models import LoadedModel, LoadSpec
from app.wire import to_wire

REQUEST = to_wire(GenerateRequest((Message.of(Role.USER, "Hi"),)))
EMBED = to_wire(EmbedRequest(("text",)))


class BrokenEngine:
    """Takes jobs in and fails over the first step; later steps only drop who is not waited for."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.steps = 0

    def load(self, spec: LoadSpec) -> LoadedModel:
        return LoadedModel(spec.model_id, 1, 0.0)

    def unload(self) -> None:
        self.jobs.clear()

    def start(self, job: Job) -> None:
        self.jobs.append(job)

    @property
    def busy(self) -> bool:
        return bool(self.jobs)

    def step(self) -> None:
        self.steps += 1
        if self.steps == 1:
            raise ZeroDivisionError("a bug")
        for job in [job for job in self.jobs if job.stopped()]:
            job.emit(TextDelta("late"))
            job.end()
            self.jobs.remove(job)

    def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        return len(messages) + len(tools)


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """Both ends of a pipe."""
    reading, writing = os.pipe()
    yield reading, writing
    for fd in (reading, writing):
        os.close(fd)


def asked(host: WorkerHost, number: int, op: Op, **args: object) -> _Call:
    """A request of the core, as the reader thread takes it in."""
    call = host._active[number] = _Call(number, op, args)
    return call


def test_a_bug_in_a_step_ends_every_job_with_an_error_and_the_worker_goes_on(
    ends: tuple[int, int], capfd: pytest.CaptureFixture[str]
) -> None:
    engine, marker = BrokenEngine(), Marker.create()
    host = WorkerHost("broken", engine, ends[0], ends[1], marker)
    for number in (1, 2):
        host._answer(asked(host, number, Op.GENERATE, request=REQUEST))
    host._step()
    host._step()
    marker.close()
    assert not engine.busy
    assert not host._active
    frames = read_frames(ends[0])
    answers = [next(frames).header for _ in range(2)]
    assert {answer["id"] for answer in answers} == {1, 2}
    assert {answer["error"]["code"] for answer in answers} == {"internal"}
    assert "ZeroDivisionError" in capfd.readouterr().err


class EmbeddingOnly(BrokenEngine):
    """Computes vectors in three parts; `during` is done before the second one."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = 1
        self.during: Callable[[], object] = int
        self.parts = 0

    def embed(self, request: EmbedRequest, between: Between) -> Embeddings:
        for part in range(3):
            if part == 1:
                self.during()
            if part:
                between()
            self.parts += 1
        return Embeddings((((1.0,),),) * len(request.texts), self.parts)


def test_answers_begin_and_go_on_between_two_parts_of_a_long_request(ends: tuple[int, int]) -> None:
    engine, marker = EmbeddingOnly(), Marker.create()
    host = WorkerHost("vectors", engine, ends[0], ends[1], marker)

    def during() -> None:
        host._calls.put(asked(host, 2, Op.GENERATE, request=REQUEST))
        host._calls.put(asked(host, 3, Op.UNLOAD))
        host._calls.put(asked(host, 4, Op.GENERATE, request=REQUEST))

    engine.during = during
    host._answer(asked(host, 1, Op.EMBED, request=EMBED))
    assert [job.request for job in engine.jobs] == [GenerateRequest((Message.of(Role.USER, "Hi"),))]
    assert engine.steps == 3, "the answer that came meanwhile was worked for"
    assert marker.read().steps == 2, "so that the core sees that the engine moves"
    marker.close()
    assert next(read_frames(ends[0])).header["result"]["tokens"] == 3
    waiting = [host._next() for _ in range(2)]
    assert [call and call.id for call in waiting] == [3, 4], "what has to wait keeps its order"


def test_a_long_request_that_nobody_waits_for_ends_between_two_parts(ends: tuple[int, int]) -> None:
    engine, marker = EmbeddingOnly(), Marker.create()
    host = WorkerHost("vectors", engine, ends[0], ends[1], marker)
    engine.during = lambda: host._read_cancel(1)
    host._answer(asked(host, 1, Op.EMBED, request=EMBED))
    marker.close()
    assert engine.parts == 1
    assert next(read_frames(ends[0])).header["error"]["code"] == "cancelled"
    assert not host._active


def test_a_result_that_no_message_can_carry_is_an_error_and_no_death(ends: tuple[int, int]) -> None:
    engine, marker = EmbeddingOnly(), Marker.create()
    host = WorkerHost("vectors", engine, ends[0], ends[1], marker)
    host._reply(asked(host, 1, Op.EMBED), {"result": "x" * MAX_HEADER_BYTES}, 0.0)
    marker.close()
    assert next(read_frames(ends[0])).header["error"]["code"] == FrameError.code
