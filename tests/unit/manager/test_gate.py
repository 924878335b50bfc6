"""What “Local only” keeps back before anything is sent is told, for the ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.backends.base import Availability
from app.errors import NoEngineForModel
from app.manager.ports import EngineOptions
from app.types.engines import EngineState
from app.types.models import BackendName, Capability, ModelSource, ModelSpec, SourceKind
from app.types.privacy import Purpose
from tests.helpers.fake_backend import FakeEngine
from tests.unit.manager.harness import World

CLOUD, OLLAMA, LLAMA = BackendName.CLOUD, BackendName.OLLAMA, BackendName.LLAMA_CPP
FAR = "https://api.example.com:443"


@pytest.fixture
def cloud(world: World) -> FakeEngine:
    engine = world.add_engine(CLOUD)
    world.source.specs["far/m"] = ModelSpec("far/m", "m", ModelSource(SourceKind.ENGINE, "far/m"), (CLOUD,))
    world.llama.refuses["far/m"] = "It is not here."
    engine.refuses["far/m"] = "“Local only” is on."
    engine.kept_back = FAR
    return engine


async def test_a_refused_answer_is_told_with_its_address(world: World, cloud: FakeEngine) -> None:
    await world.ask("far/m").error()
    await world.ask("far/m", frozenset({Capability.EMBEDDINGS})).error()
    assert world.kept_back == [(CLOUD, Purpose.ANSWER, FAR), (CLOUD, Purpose.EMBEDDINGS, FAR)]


async def test_what_is_turned_off_is_kept_back_by_that(world: World, cloud: FakeEngine) -> None:
    world.options = replace(world.options, engines={CLOUD: EngineOptions(enabled=False)})
    await world.ask("far/m").error()
    assert world.kept_back == []


async def test_an_engine_that_nobody_named_would_not_have_been_asked(world: World) -> None:
    server = world.add_engine(OLLAMA)
    server.available = Availability(usable=False, state=EngineState.BLOCKED, where="http://192.168.7.7:11434")
    server.kept_back, server.refuses["a"] = "http://192.168.7.7:11434", "It is elsewhere."
    world.llama.refuses["a"] = "It cannot."
    await world.ask("a").error()
    assert world.kept_back == []
    with pytest.raises(NoEngineForModel):
        async with world.manager.lease("a", backend=OLLAMA):
            pass
    with pytest.raises(NoEngineForModel):
        async with world.manager.lease("a", backend=LLAMA):
            pass
    assert world.kept_back == [(OLLAMA, Purpose.ANSWER, "http://192.168.7.7:11434")]


async def test_an_answer_from_here_keeps_nothing_back(world: World, cloud: FakeEngine) -> None:
    await world.ask("a").task
    assert world.kept_back == []
