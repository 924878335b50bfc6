"""Engines are looked at in the background, and what changes is told."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import replace

import pytest

from app.backends.base import Availability
from app.errors import EngineUnavailable
from app.manager.ports import EngineOptions
from app.manager.probing import FRESH_S, LIMIT_S
from app.types.engines import EngineState
from app.types.models import BackendName, ModelSource, ModelSpec, SourceKind
from tests.helpers.fake_backend import FakeAnswer, FakeEngine, FakeLoad
from tests.helpers.logfail import ExpectedLogs
from tests.unit.manager.harness import World, quiet

OLLAMA = BackendName.OLLAMA
DOWN = Availability(usable=False, reason="It does not run.", hint="Start it.", state=EngineState.NOT_RUNNING)
UP = Availability(usable=True, version="0.11.4", where="http://127.0.0.1:11434")
KEPT = ModelSpec("ollama/tiny", "tiny", ModelSource(SourceKind.ENGINE, "tiny"), (OLLAMA,))


class Server(FakeEngine):
    """An engine that may be absent, and keeps models. It is seen as it is only after a look."""

    def __init__(self) -> None:
        super().__init__(OLLAMA)
        self.available = DOWN
        self.there = DOWN
        self.models: tuple[ModelSpec, ...] = ()
        self.looks = 0
        self.hangs: asyncio.Event | None = None

    async def probe(self) -> None:
        self.looks += 1
        if self.hangs is not None:
            await self.hangs.wait()
        self.available = self.there

    def kept(self) -> tuple[ModelSpec, ...]:
        return self.models if self.available.usable else ()


@pytest.fixture
def server(world: World) -> Server:
    made = Server()
    world.engines[OLLAMA] = made
    world.options = replace(world.options, order=(*world.options.order, OLLAMA))
    return made


def state_of(world: World) -> EngineState:
    return next(info.state for info in world.manager.engines() if info.name is OLLAMA)


async def test_a_look_at_the_start_delays_nothing(world: World, server: Server) -> None:
    server.there, server.models = UP, (KEPT,)
    server.hangs = asyncio.Event()
    await world.manager.start()
    assert await world.ask().task == "Hello there"
    assert state_of(world) is EngineState.NOT_RUNNING
    server.hangs.set()
    await quiet()
    assert state_of(world) is EngineState.READY
    assert world.source.kept == {OLLAMA: (KEPT,)}
    assert world.recorder.engines == 1


async def test_a_list_looks_again_when_the_last_look_is_old(world: World, server: Server) -> None:
    await world.manager.start()
    await quiet()
    for _ in range(3):
        world.manager.models()
        world.manager.engines()
    await quiet()
    assert server.looks == 1
    await world.turn(FRESH_S + 1)
    world.manager.models()
    await quiet()
    assert server.looks == 2
    assert world.recorder.engines == 0, "nothing is new"


async def test_what_is_gone_is_told_and_takes_its_models_along(world: World, server: Server) -> None:
    server.there, server.models = UP, (KEPT,)
    await world.manager.probe()
    server.there = DOWN
    await world.manager.probe(OLLAMA)
    assert world.source.kept == {OLLAMA: ()}
    assert world.recorder.engines == 2
    info = next(info for info in world.manager.engines() if info.name is OLLAMA)
    assert (info.reason, info.hint, info.models) == ("It does not run.", "Start it.", 0)


async def test_a_failure_makes_it_look_again(world: World, server: Server) -> None:
    server.there = UP
    await world.manager.probe()
    server.there = DOWN
    world.manager.switch_backend("ollama")
    server.load_scripts.append(FakeLoad(error=EngineUnavailable("It does not answer.")))
    assert await world.ask().task == "Hello there"
    await quiet()
    assert state_of(world) is EngineState.NOT_RUNNING


async def test_an_engine_that_is_off_is_left_alone(world: World, server: Server) -> None:
    world.options = replace(world.options, engines={OLLAMA: EngineOptions(enabled=False)})
    await world.manager.probe()
    assert (server.looks, server.asked) == (0, 0)
    assert state_of(world) is EngineState.OFF


async def test_a_look_that_hangs_is_given_up(world: World, server: Server, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("took longer than")
    server.hangs = asyncio.Event()
    look = asyncio.create_task(world.manager.probe())
    await world.turn(LIMIT_S + 1)
    await look
    assert state_of(world) is EngineState.NOT_RUNNING


async def test_a_list_of_models_asks_each_engine_once(world: World) -> None:
    for number in range(50):
        world.source.add(f"m{number}")
    before = world.llama.asked
    assert len(world.manager.models()) == 52
    assert world.llama.asked == before + 1


async def test_the_roll_says_how_many_models_and_how_fast(world: World) -> None:
    await world.ask().task
    info = world.manager.engines()[0]
    assert (info.name, info.models, info.enabled) == (BackendName.LLAMA_CPP, 2, True)
    assert (info.tokens_per_s, info.measured_with) == (50.0, "A")
    world.source.default = "b"
    assert world.manager.models_of(BackendName.LLAMA_CPP) == ("b", "a")


def test_echo_comes_last_wherever_it_stands_in_the_order(world: World) -> None:
    world.add_engine(BackendName.ECHO)
    world.options = replace(world.options, order=(BackendName.ECHO, BackendName.LLAMA_CPP))
    assert [info.name for info in world.manager.engines()] == [BackendName.LLAMA_CPP, BackendName.ECHO]


async def test_what_was_measured_beside_other_answers_does_not_count(world: World) -> None:
    world.llama.parallel = 2
    world.llama.answers.append(FakeAnswer(release_after=(rest := asyncio.Event())))
    long = await world.asked()
    assert await world.ask().task
    assert world.manager.info("a").tokens_per_s is None
    rest.set()
    assert await long.task
    assert world.manager.info("a").tokens_per_s == 50.0


async def test_deciding_for_many_models_lets_others_run(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock every decision takes longer than the loop may be held."""
    ticks = itertools.count(step=1.0)
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticks))
    for number in range(20):
        world.source.add(f"m{number}")
    deciding = asyncio.create_task(world.manager.decide())
    turns = 0
    while not deciding.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns >= 20
    asked = world.llama.asked
    world.manager.models()
    assert world.llama.asked == asked + 1


async def test_an_engine_that_is_turned_on_again_has_its_models_at_once(world: World, server: Server) -> None:
    server.there, server.models = UP, (KEPT,)
    await world.manager.start()
    await quiet()
    on = world.options
    world.options = replace(on, engines={OLLAMA: EngineOptions(enabled=False)})
    world.manager.models()
    await quiet()
    assert world.source.kept == {OLLAMA: ()}
    world.options = on
    world.manager.models()
    await quiet()
    assert world.source.kept == {OLLAMA: (KEPT,)}


async def test_news_of_one_engine_forgive_no_other(world: World, server: Server) -> None:
    await world.manager.start()
    second = world.add_engine(BackendName.MISTRAL_RS)
    world.llama.load_scripts.append(FakeLoad(error=EngineUnavailable("It does not answer.")))
    await world.ask().task
    assert second.loads
    server.there = UP
    await world.manager.probe(OLLAMA)
    assert world.recorder.engines == 1
    assert world.manager.explain("a").chosen is not BackendName.LLAMA_CPP
    world.manager.engines_changed()
    assert world.manager.explain("a").chosen is BackendName.LLAMA_CPP, "the person changed something"


class Looked(FakeEngine):
    """An engine that is looked at, and keeps no models."""

    async def probe(self) -> None:
        self.available = replace(self.available, version="2")


async def test_a_first_look_at_an_engine_that_is_as_it_was_tells_nothing(world: World) -> None:
    looked = Looked(BackendName.MISTRAL_RS)
    looked.available = Availability(usable=True, version="2")
    world.engines[BackendName.MISTRAL_RS] = looked
    await world.manager.probe()
    assert world.recorder.engines == 0
