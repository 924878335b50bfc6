"""Engines are listed, tried out and switched; what is chosen is remembered where it belongs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.backends.base import Availability
from app.errors import EngineUnavailable, InvalidInput, ModelNotFound
from app.services.engines import ORDER, EngineService
from app.types.engines import CheckState, EngineState
from app.types.generation import Finished, StopReason, Usage
from app.types.models import BackendName, Capability
from app.types.settings import SettingsReply
from tests.helpers.fake_backend import FakeAnswer, FakeEngine
from tests.unit.manager.harness import World, quiet

LLAMA, MISTRAL = BackendName.LLAMA_CPP, BackendName.MISTRAL_RS
DONE = SettingsReply((), restart=False)


class SettingsBook:
    """Takes what is written, and lets the manager see it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.written: list[object] = []

    async def set(self, *, values: dict[str, str | int | float | bool | list[str]]) -> SettingsReply:
        self.written.append(values)
        order = values[ORDER]
        assert isinstance(order, list)
        self.world.options = replace(
            self.world.options, order=tuple(BackendName(name) for name in order), order_is_set=True
        )
        return DONE

    async def reset(self, *, keys: tuple[str, ...]) -> SettingsReply:
        self.written.append(keys)
        self.world.options = replace(self.world.options, order=(LLAMA, MISTRAL), order_is_set=False)
        return DONE


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = World(tmp_path / "notes.json")
    await made.manager.start()
    yield made
    await made.manager.close()
    await quiet()


@pytest.fixture
def second(world: World) -> FakeEngine:
    return world.add_engine(MISTRAL)


@pytest.fixture
def book(world: World) -> SettingsBook:
    return SettingsBook(world)


@pytest.fixture
def service(world: World, book: SettingsBook) -> EngineService:
    return EngineService(world.manager, book)


async def test_the_list_is_in_the_global_order(world: World, second: FakeEngine, service: EngineService) -> None:
    second.available = Availability(usable=False, reason="No.", hint="Do.", state=EngineState.NOT_INSTALLED)
    first, other = await service.list(refresh=True)
    assert (first.name, first.state, first.models) == (LLAMA, EngineState.READY, 2)
    assert (other.name, other.reason, other.hint, other.models) == (MISTRAL, "No.", "Do.", 0)


async def test_a_switch_for_all_is_written_into_the_settings(
    world: World, second: FakeEngine, service: EngineService, book: SettingsBook
) -> None:
    await world.ask().task
    world.manager.switch_backend("llama_cpp")
    listed = await service.switch(backend=MISTRAL)
    assert [info.name for info in listed] == [MISTRAL, LLAMA]
    assert book.written == [{ORDER: ["mistral_rs", "llama_cpp"]}]
    await quiet()
    assert not world.llama.running, "an earlier switch of the session does not go over it"
    question = world.ask()
    await question.task
    assert question.backend is MISTRAL
    await service.switch(backend=None)
    assert book.written[-1] == (ORDER,)
    assert world.manager.explain("a").chosen is LLAMA


async def test_a_switch_for_one_model_is_kept_with_the_model(
    world: World, second: FakeEngine, service: EngineService, book: SettingsBook
) -> None:
    await service.switch(backend=MISTRAL, model_id="a")
    assert world.source.preferences == {"a": MISTRAL}
    assert book.written == []
    await service.switch(backend=None, model_id="a")
    assert world.source.preferences == {}
    with pytest.raises(ModelNotFound):
        await service.switch(backend=MISTRAL, model_id="nobody")


async def test_an_engine_of_another_version_is_refused(service: EngineService, book: SettingsBook) -> None:
    with pytest.raises(InvalidInput):
        await service.switch(backend=BackendName.MLX)
    assert book.written == []


async def test_a_test_says_what_works_and_how_fast(world: World, second: FakeEngine, service: EngineService) -> None:
    second.capabilities = replace(second.capabilities, abilities=frozenset({Capability.TEXT, Capability.TOOLS}))
    second.proof = FakeAnswer(("The sea is wide ", "and deep."), usage=Usage(completion_tokens=9, tokens_per_s=42.0))
    second.answers.extend([FakeAnswer(("The sea is",)), FakeAnswer(('{"colour": "blue"}',)), FakeAnswer()])
    tested = await service.test(backend=MISTRAL)
    assert (tested.backend, tested.model_id) == (MISTRAL, "a")
    assert tested.answer == "The sea is wide and deep."
    assert tested.tokens_per_s == 42.0
    assert tested.memory_bytes == 4096
    assert [(check.ability, check.state) for check in tested.checks] == [
        (Capability.TEXT, CheckState.GOOD),
        (Capability.TEXT, CheckState.BAD),
        (Capability.TEXT, CheckState.GOOD),
        (Capability.TOOLS, CheckState.WARNING),
    ]
    assert not world.llama.loads
    assert second.loads


async def test_a_stop_string_that_is_obeyed_counts(world: World, service: EngineService) -> None:
    world.llama.answers.append(FakeAnswer((), extra=(Finished(StopReason.STOP_STRING, Usage()),)))
    tested = await service.test(backend=LLAMA, model_id="a")
    assert tested.checks[1].state in (CheckState.GOOD, CheckState.WARNING)


async def test_a_test_loads_afresh_and_forgives(world: World, second: FakeEngine, service: EngineService) -> None:
    world.llama.proof = FakeAnswer(("!" * 60,))
    await world.ask().task
    assert world.manager.explain("a").chosen is MISTRAL
    world.llama.proof = FakeAnswer(("The sea is a vast and mysterious realm.",))
    await service.test(backend=LLAMA, model_id="a")
    assert world.manager.explain("a").chosen is LLAMA


async def test_an_engine_without_a_model_says_why(world: World, second: FakeEngine, service: EngineService) -> None:
    second.available = Availability(usable=False, reason="It does not run.", hint="Start it.")
    with pytest.raises(EngineUnavailable) as caught:
        await service.test(backend=MISTRAL)
    assert (caught.value.message, caught.value.hint) == ("It does not run.", "Start it.")
    with pytest.raises(EngineUnavailable):
        await service.test(backend=BackendName.MLX)
