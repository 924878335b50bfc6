"""Models that another machine computes: they take no memory here, so they neither count nor wait nor are waited for."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest_asyncio

from app.backends.base import Availability
from app.errors import EngineError
from app.types.models import BackendName, LoadState, ModelSource, ModelSpec, SourceKind
from app.types.streams import AnswerPhase
from tests.helpers.fake_backend import FakeAnswer, FakeEngine, FakeLoad
from tests.unit.manager.harness import World


@pytest_asyncio.fixture
async def cloud(world: World) -> FakeEngine:
    """The engine of two models that are on other machines."""
    engine = world.add_engine(BackendName.CLOUD)
    for name in ("far/one", "far/two"):
        source = ModelSource(SourceKind.ENGINE, name)
        world.source.specs[name] = ModelSpec(name, name, source, (BackendName.CLOUD,))
        world.llama.refuses[name] = "It is not here."
    return engine


async def test_a_provider_that_stalls_blocks_no_other_answer(world: World, cloud: FakeEngine) -> None:
    stall = asyncio.Event()
    cloud.answers.append(FakeAnswer(release=stall))
    stalled = await world.asked("far/one")
    here, there = await world.asked("a"), await world.asked("far/two")
    assert (here.done, there.done, stalled.done) == (True, True, False)
    assert AnswerPhase.QUEUED not in here.phases + there.phases
    assert world.state("far/one") is LoadState.LOADED
    stall.set()
    await stalled.task


async def test_a_stalled_load_elsewhere_does_not_hold_the_line(world: World, cloud: FakeEngine) -> None:
    stall = asyncio.Event()
    cloud.load_scripts.append(FakeLoad(release=stall))
    stalled = await world.asked("far/one")
    here = await world.asked("a")
    assert here.done
    assert AnswerPhase.QUEUED not in here.phases
    stall.set()
    await stalled.task


async def test_a_load_here_holds_up_no_answer_elsewhere(world: World, cloud: FakeEngine) -> None:
    slow = asyncio.Event()
    world.llama.load_scripts.append(FakeLoad(release=slow))
    here = await world.asked("a")
    there = await world.asked("far/one")
    assert there.done
    assert AnswerPhase.QUEUED not in there.phases
    slow.set()
    await here.task


async def test_a_model_elsewhere_evicts_nothing_and_is_not_evicted(world: World, cloud: FakeEngine) -> None:
    for model_id in ("a", "far/one", "far/two"):
        await world.ask(model_id).task
    assert {world.state(name) for name in ("a", "far/one", "far/two")} == {LoadState.LOADED}
    world.manager.limits_changed()
    await world.ask("b").task
    states = [world.state(name) for name in ("a", "b", "far/one", "far/two")]
    assert states == [LoadState.READY, LoadState.LOADED, LoadState.LOADED, LoadState.LOADED]


async def test_what_a_server_on_another_machine_takes_is_not_counted(world: World) -> None:
    server = world.add_engine(BackendName.OLLAMA)
    server.available = Availability(usable=True, where="http://192.168.7.7:11434")
    world.options = replace(world.options, local_only=False, order_is_set=True, memory_bytes=10_000)
    server.memory["a"] = 9_000
    world.source.preferences["a"] = BackendName.OLLAMA
    await world.ask("a").task
    await world.ask("b").task
    assert (world.state("a"), world.state("b")) == (LoadState.LOADED, LoadState.LOADED)


async def test_a_server_on_this_machine_counts(world: World) -> None:
    server = world.add_engine(BackendName.OLLAMA)
    server.available = Availability(usable=True, where="http://127.0.0.1:11434")
    world.source.preferences["a"] = BackendName.OLLAMA
    await world.ask("a").task
    await world.ask("b").task
    assert (world.state("a"), world.state("b")) == (LoadState.READY, LoadState.LOADED)


async def test_who_takes_over_here_waits_in_the_line(world: World) -> None:
    server = world.add_engine(BackendName.OLLAMA)
    server.available = Availability(usable=True, where="http://192.168.7.7:11434")
    world.options = replace(world.options, local_only=False, order_is_set=True)
    world.source.preferences["a"] = BackendName.OLLAMA
    slow = asyncio.Event()
    world.llama.load_scripts.append(FakeLoad(release=slow))
    other = await world.asked("b")
    server.load_scripts.append(FakeLoad(error=EngineError("It has no such model.")))
    moved = await world.asked("a")
    assert (len(world.llama.loads), moved.done) == (1, False), "one load at a time"
    slow.set()
    await asyncio.gather(other.task, moved.task)
    assert moved.backend is BackendName.LLAMA_CPP
