"""Real workers that die under several answers: the manager starts them again, and the answers become whole."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.backends.registry import engines
from app.errors import WorkerDied
from app.manager.manager import UnifiedModelManager
from app.manager.notes import EngineNotes
from app.manager.ports import EngineOptions, ManagerOptions
from app.manager.timers import LoopTimers
from app.process import is_alive
from app.types.generation import Finished, GenerateRequest, PromptRead, StopReason, TextDelta
from app.types.models import BackendName, ModelInfo, ModelSource, ModelSpec, SourceKind
from tests.contract.cases import ask, starter_file
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.procs import kill9
from tests.unit.manager.harness import FakeSource

SOON_S = 60.0
ECHO = ModelSpec("echo", "Echo", ModelSource(SourceKind.ENGINE, "echo"), (BackendName.ECHO,))


@dataclass
class Listener:
    """Who is told of deaths."""

    causes: list[str] = field(default_factory=list)

    def model_changed(self, info: ModelInfo) -> None:
        """Not looked at."""

    def engines_changed(self) -> None:
        """Not looked at."""

    def worker_died(self, model_id: str, cause: str, *, restarting: bool) -> None:  # noqa: ARG002 (the protocol's)
        self.causes.append(cause)


@dataclass
class Told:
    """One answer as it comes."""

    text: str = ""
    at_kill: str = ""
    """What had come when the worker was killed; more may have been on its way."""
    reads: int = 0
    finished: Finished | None = None
    wrote: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self, manager: UnifiedModelManager, model_id: str, request: GenerateRequest) -> str:
        async with manager.lease(model_id) as lease:
            async for delta in lease.generate(request):
                if isinstance(delta, TextDelta):
                    self.text += delta.text
                    if len(self.text) > 10:
                        self.wrote.set()
                elif isinstance(delta, PromptRead):
                    self.reads += 1
                elif isinstance(delta, Finished):
                    self.finished = delta
        return self.text


@asynccontextmanager
async def manager_of(folder: Path, listener: Listener) -> AsyncIterator[UnifiedModelManager]:
    source = FakeSource()
    source.specs = {"echo": ECHO, "a": source.add("a")}
    location = ModelSource(SourceKind.FILE, str(starter_file()))
    source.specs["a"] = ModelSpec("a", "A", location, (BackendName.LLAMA_CPP,))
    source.facts_of.clear()
    options = ManagerOptions(
        engines={name: EngineOptions(parallel=4, threads=1, context_tokens=4096) for name in BackendName}
    )
    notes = EngineNotes(folder / "notes.json", "here", lambda: 0.0)
    manager = UnifiedModelManager(
        source,
        engines(),
        lambda: options,
        notes,
        listener,
        LoopTimers(),
        lambda: False,
        is_alive,
        lambda: 1 << 40,
    )
    try:
        yield manager
    finally:
        await manager.close()


async def worker_pid(manager: UnifiedModelManager) -> int:
    (status,) = await manager.status()
    assert status.pid
    return status.pid


async def kill_while_writing(
    manager: UnifiedModelManager, model_id: str, requests: list[GenerateRequest]
) -> list[Told]:
    """All answers, the worker killed when each of them has written something."""
    told = [Told() for _ in requests]
    async with asyncio.timeout(SOON_S), asyncio.TaskGroup() as group:
        for one, request in zip(told, requests, strict=True):
            group.create_task(one.follow(manager, model_id, request))
        for one in told:
            await one.wrote.wait()
        assert not any(one.finished for one in told)
        kill9(await worker_pid(manager))
        for one in told:
            one.at_kill = one.text
    return told


async def test_four_answers_outlive_a_killed_worker(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("the worker of echo died")
    expected_logs.expect("worker echo ended")
    listener = Listener()
    words = [" ".join(f"{name}{number}" for number in range(60)) for name in "abcd"]
    async with manager_of(tmp_path, listener) as manager:
        told = await kill_while_writing(
            manager, "echo", [ask(f"/echo rate=40\n{text}", max_tokens=None) for text in words]
        )
    assert [one.text for one in told] == words
    for one in told:
        assert one.finished is not None
        assert one.finished.usage.completion_tokens == 60
    assert len(listener.causes) == 1
    assert "SIGKILL" in listener.causes[0]


async def test_the_one_that_crashes_the_worker_ends_and_the_others_go_on(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("the worker of echo died")
    expected_logs.expect("worker echo ended")
    good, bad = Told(), Told()
    async with manager_of(tmp_path, Listener()) as manager, asyncio.timeout(SOON_S):
        answer = asyncio.create_task(good.follow(manager, "echo", ask("/echo rate=20 tokens=30\nx", max_tokens=None)))
        await good.wrote.wait()
        with pytest.raises(WorkerDied) as caught:
            await bad.follow(manager, "echo", ask("/echo crash_after=3\na b c d", max_tokens=None))
        assert await answer == "x " * 15, "thirty tokens, of which every other is a space"
    params = caught.value.params
    assert (params["culprit"], params["signal"], params["work"]) == (True, signal.Signals.SIGSEGV.name, "answer")
    assert "while it was working at an answer" in caught.value.message
    assert bad.text == "a b c"


@pytest.mark.engine
async def test_answers_of_a_killed_llama_worker_go_on_where_they_were(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("the worker of a died")
    expected_logs.expect("worker llama_cpp ended")
    subjects = ("sea", "wind", "sun")
    requests = [ask(f"Write a long story about the {subject}.", max_tokens=60) for subject in subjects]
    async with manager_of(tmp_path, Listener()) as manager:
        told = await kill_while_writing(manager, "a", requests)
        for one in told:
            assert one.finished is not None
            assert one.finished.reason is StopReason.LENGTH
            assert one.finished.usage.completion_tokens == 60
            assert one.reads >= 2
    for one in told:
        seam = len(one.at_kill)
        assert one.text.startswith(one.at_kill)
        assert len(one.text) > seam
        assert not one.text[seam:].strip().startswith(one.text[:20].strip()), "it began anew"
