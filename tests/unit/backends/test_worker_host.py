"""The worker's main thread over an engine with a bug."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from app.backends.worker.host import WorkerHost, _Call
from app.backends.worker.marker import Marker
from app.backends.worker.pipes import read_frames
from app.backends.worker.protocol import Job, Op
from app.types.generation import GenerateRequest, TextDelta
from app.types.messages import Message, Role
from app.types.models import LoadedModel, LoadSpec
from app.wire import to_wire


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

    def count_tokens(self, messages: tuple[Message, ...]) -> int:
        return len(messages)


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """Both ends of a pipe."""
    reading, writing = os.pipe()
    yield reading, writing
    for fd in (reading, writing):
        os.close(fd)


def test_a_bug_in_a_step_ends_every_job_with_an_error_and_the_worker_goes_on(
    ends: tuple[int, int], capfd: pytest.CaptureFixture[str]
) -> None:
    engine, marker = BrokenEngine(), Marker.create()
    host = WorkerHost("broken", engine, ends[0], ends[1], marker)
    request = to_wire(GenerateRequest((Message.of(Role.USER, "Hi"),)))
    for number in (1, 2):
        call = _Call(number, Op.GENERATE, {"request": request})
        host._active[number] = call
        host._answer(call)
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
