"""Prompts that are read while they are typed: where, when, and that they hold nobody up."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from app.errors import EngineError, ModelNotFound
from app.types.generation import GenerateRequest, Priority, Sampling
from app.types.messages import Message, Role
from app.types.models import BackendName, LoadState
from tests.helpers.fake_backend import FakeAnswer, FakeBackend, crash
from tests.helpers.logfail import ExpectedLogs
from tests.unit.manager.harness import World, quiet

DRAFT = GenerateRequest((Message.of(Role.USER, "I am typ"),), Sampling(temperature=0.3))


@pytest.fixture
def reader(world: World) -> World:
    """A world whose engine keeps what it reads."""
    world.llama.capabilities = replace(world.llama.capabilities, prefix_cache=True)
    world.llama.parallel = 2
    return world


async def reading(world: World, release: asyncio.Event | None = None) -> asyncio.Task[None]:
    """A draft that is held in the engine."""
    world.llama.answers.append(FakeAnswer((), release=release or asyncio.Event()))
    task = asyncio.create_task(world.manager.read_ahead("a", DRAFT))
    await quiet()
    return task


async def test_a_loaded_model_reads_it_and_writes_nothing(reader: World) -> None:
    await reader.manager.load("a")
    await reader.manager.read_ahead("a", DRAFT)
    (request,) = reader.llama.requests
    assert request == replace(DRAFT, sampling=Sampling(temperature=0.3, max_tokens=0), priority=Priority.DRAFT)


async def test_nothing_is_loaded_for_it(reader: World) -> None:
    await reader.manager.read_ahead("a", DRAFT)
    assert reader.llama.loads == []
    with pytest.raises(ModelNotFound):
        await reader.manager.read_ahead("nothing", DRAFT)


async def test_only_engines_that_keep_what_they_read_get_it(world: World) -> None:
    await world.manager.load("a")
    await world.manager.read_ahead("a", DRAFT)
    assert world.llama.requests == []


async def test_engines_that_may_be_elsewhere_do_not_get_it(reader: World) -> None:
    elsewhere = reader.add_engine(BackendName.OLLAMA)
    elsewhere.capabilities = replace(elsewhere.capabilities, prefix_cache=True)
    reader.manager.switch_backend("ollama")
    await reader.manager.load("a")
    await reader.manager.read_ahead("a", DRAFT)
    assert elsewhere.requests == []


async def test_it_takes_no_turn_and_gets_none_where_all_are_taken(reader: World) -> None:
    await reader.manager.load("a")
    draft = await reading(reader)
    reader.llama.answers.extend(FakeAnswer(release=asyncio.Event()) for _ in range(2))
    questions = [await reader.asked(), await reader.asked()]
    assert [len(question.phases) for question in questions] == [0, 0], "both have their turn beside the draft"
    await reader.manager.read_ahead("a", DRAFT)
    assert len(reader.llama.requests) == 3
    draft.cancel()
    for question in questions:
        await question.stop()


async def test_drafts_leave_each_other_only_free_turns(reader: World) -> None:
    await reader.manager.load("a")
    drafts = [await reading(reader) for _ in range(2)]
    await reader.manager.read_ahead("a", DRAFT)
    assert len(reader.llama.requests) == 2
    for draft in drafts:
        draft.cancel()
    await quiet()
    await reader.manager.read_ahead("a", DRAFT)
    assert len(reader.llama.requests) == 3


async def test_cancelling_stops_the_engine(reader: World) -> None:
    await reader.manager.load("a")
    draft = await reading(reader)
    draft.cancel()
    with pytest.raises(asyncio.CancelledError):
        await draft
    assert (reader.worker.stopped, reader.worker.answering) == (1, 0)


async def test_whoever_types_is_about_to_ask(reader: World) -> None:
    await reader.manager.load("a")
    await reader.turn(200.0)
    await reader.manager.read_ahead("a", DRAFT)
    assert reader.timers.pending() == [300.0]


async def test_it_does_not_hold_the_model(reader: World) -> None:
    await reader.manager.load("a")
    draft = await reading(reader)
    await reader.manager.unload("a")
    await draft
    assert reader.state() is LoadState.READY
    await reader.manager.load("a")
    draft = await reading(reader)
    assert await reader.ask("b").task == "Hello there"
    await draft


async def test_its_failures_are_nobodys_business(reader: World, expected_logs: ExpectedLogs) -> None:
    await reader.manager.load("a")
    reader.llama.answers.append(FakeAnswer((), error=EngineError("No room.")))
    await reader.manager.read_ahead("a", DRAFT)
    assert reader.state() is LoadState.LOADED
    expected_logs.expect("the worker of a died")
    reader.llama.answers.append(FakeAnswer((), error=crash()))
    await reader.manager.read_ahead("a", DRAFT)
    await reader.manager.read_ahead("a", DRAFT)  # while it is down
    await reader.turn(0.5)
    assert [spec.safe_mode for spec in reader.llama.loads] == [False, False]


async def test_tokens_are_counted_where_a_model_is_loaded_and_nobody_waits_for_it(world: World) -> None:
    long = (Message.of(Role.USER, "word " * 2_000),)
    assert await world.manager.count_tokens("a", DRAFT.messages) is None
    assert world.llama.loads == []
    await world.manager.load("a")
    assert await world.manager.count_tokens("a", DRAFT.messages) == 3
    assert await world.manager.count_tokens("a", long) == 2_000
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release=release))

    async def answer() -> None:
        async with world.manager.lease("a") as lease:
            async for _ in lease.generate(DRAFT):
                pass

    answering = asyncio.create_task(answer())
    await quiet()
    assert await world.manager.count_tokens("a", DRAFT.messages) == 3
    assert await world.manager.count_tokens("a", long) is None, "an answer is being written"
    release.set()
    await answering
    world.llama.capabilities = replace(world.llama.capabilities, exact_counts=False)
    assert await world.manager.count_tokens("a", DRAFT.messages) is None
    with pytest.raises(ModelNotFound):
        await world.manager.count_tokens("nothing", DRAFT.messages)


async def test_a_count_that_fails_is_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_self: object, *_asked: object) -> int:
        raise EngineError("no")

    await world.manager.load("a")
    monkeypatch.setattr(FakeBackend, "count_tokens", fail)
    assert await world.manager.count_tokens("a", DRAFT.messages) is None
