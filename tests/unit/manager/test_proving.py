"""Engines prove themselves at their first load of a model, and what came of it is remembered."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from app.backends.base import Availability
from app.errors import EngineError, NoEngineForModel, WorkerDied
from app.manager.ports import EngineOptions
from app.manager.prover import LIMIT_S
from app.types.models import BackendName, LoadState
from tests.helpers.fake_backend import FakeAnswer, FakeEngine, FakeLoad, crash
from tests.unit.manager.harness import World, quiet

MISTRAL, LLAMA = BackendName.MISTRAL_RS, BackendName.LLAMA_CPP
NONSENSE = FakeAnswer(
    ("emeteryotropic dietknit policymiriam struggIshmaounds preparSubthresholdichever mbleolicyWinters ",) * 2
)


@pytest.fixture
def second(world: World) -> FakeEngine:
    return world.add_engine(MISTRAL)


async def test_an_engine_is_asked_once_for_each_model_and_version(world: World) -> None:
    await world.ask().task
    await world.manager.unload("a")
    await world.ask().task
    assert world.llama.proofs == 1
    world.llama.available = Availability(usable=True, version="2")
    await world.manager.unload("a")
    await world.ask().task
    assert world.llama.proofs == 2


async def test_an_unfit_engine_is_passed_over_and_told(world: World, second: FakeEngine) -> None:
    world.llama.proof = NONSENSE
    question = world.ask()
    assert await question.task == "Hello there"
    assert question.backend is MISTRAL
    assert "cannot be used: it writes pieces of words without any sense. mistral.rs took over." in question.notes[-1]
    assert not world.llama.running
    ranked = world.manager.explain("a").ranking[-1]
    assert (ranked.backend, ranked.usable) == (LLAMA, False)
    assert "pieces of words without any sense" in ranked.reason
    assert "tektra engines test" in ranked.hint
    await world.manager.unload("a")
    await world.ask().task
    assert len(world.llama.loads) == 1, "it is remembered"
    assert world.manager.explain("b").chosen is LLAMA, "for this model only"


async def test_the_person_can_have_it_looked_at_again(world: World, second: FakeEngine) -> None:
    world.llama.proof = NONSENSE
    await world.ask().task
    with pytest.raises(NoEngineForModel):
        async with world.manager.lease("a", backend=LLAMA):
            pass
    world.llama.proof = FakeAnswer(("The sea is a vast and mysterious realm.",))
    await world.manager.try_anew("a", LLAMA)
    async with world.manager.lease("a", backend=LLAMA) as lease:
        assert lease.backend is LLAMA
    assert world.manager.explain("a").chosen is LLAMA
    assert second.proofs == 1


async def test_where_no_other_engine_is_left_the_cause_is_told(world: World) -> None:
    world.llama.proof = NONSENSE
    error = await world.ask().error()
    assert isinstance(error, EngineError)
    assert "cannot be used" in error.message
    assert "emeteryotropic" in error.detail
    assert world.manager.explain("a").chosen is None


async def test_another_greedy_start_is_only_a_doubt(world: World, second: FakeEngine) -> None:
    await world.ask().task
    second.proof = FakeAnswer(("A ship sails on the ocean, and the wind is in its sails.",))
    async with world.manager.lease("a", backend=MISTRAL):
        pass
    ranked = world.manager.explain("a").ranking[1]
    assert ranked.usable
    assert "Its answers differ from those of llama.cpp with the same model." in ranked.reason


@pytest.mark.parametrize("name", [BackendName.ECHO, BackendName.CLOUD])
async def test_echo_and_cloud_are_not_asked(world: World, name: BackendName) -> None:
    engine = world.add_engine(name)
    world.source.specs["a"] = replace(world.source.specs["a"], backend_preferences=(name,))
    world.options = replace(world.options, local_only=False)
    await world.ask().task
    assert len(engine.loads) == 1
    assert engine.proofs == 0


async def test_an_engine_that_refuses_the_question_is_believed_until_later(world: World) -> None:
    world.llama.proof = FakeAnswer(texts=(), error=EngineError("Not now."))
    assert await world.ask().task == "Hello there"
    world.llama.proof = FakeAnswer(("The sea.",))
    await world.manager.unload("a")
    await world.ask().task
    assert world.llama.proofs == 2


async def test_a_slow_engine_is_not_unfit_and_is_asked_once(world: World) -> None:
    world.llama.proof = FakeAnswer(release=asyncio.Event())
    question = await world.asked()
    assert not question.done
    await world.turn(LIMIT_S + 1)
    assert await question.task == "Hello there"
    await world.manager.unload("a")
    assert await world.ask().task == "Hello there"
    assert world.llama.proofs == 1
    first = world.manager.explain("a").ranking[0]
    assert first.usable
    assert "It is slow" in first.reason


@pytest.mark.parametrize("texts", [("The sea is a vast and", " mysterious"), NONSENSE.texts])
async def test_what_a_slow_engine_said_is_looked_at(world: World, second: FakeEngine, texts: tuple[str, ...]) -> None:
    world.llama.proof = FakeAnswer(texts, release_after=asyncio.Event())
    question = await world.asked()
    await world.turn(LIMIT_S + 1)
    await question.task
    assert question.backend is (MISTRAL if texts == NONSENSE.texts else LLAMA)
    assert not [entry for entry in world.manager.explain("a").ranking if "slow" in entry.reason]


async def test_a_crash_over_the_question_is_a_crash(world: World) -> None:
    world.llama.proof = FakeAnswer(texts=(), error=crash())
    question = await world.asked()
    assert isinstance(await question.error(), WorkerDied)
    assert [spec.safe_mode for spec in world.llama.loads] == [False, True], "safe parameters were tried"
    await quiet()


async def test_one_engines_failed_test_leaves_the_model_as_it_is(world: World, second: FakeEngine) -> None:
    await world.ask().task
    second.proof = NONSENSE
    with pytest.raises(EngineError, match="cannot be used"):
        async with world.manager.lease("a", backend=MISTRAL):
            pass
    info = world.manager.info("a")
    assert (info.state, info.reason, info.backend) == (LoadState.READY, "", LLAMA)
    question = world.ask()
    await question.task
    assert question.backend is LLAMA


async def test_who_waits_behind_a_test_is_not_sent_away_with_it(world: World, second: FakeEngine) -> None:
    slow = asyncio.Event()
    second.load_scripts.append(FakeLoad(release=slow, error=EngineError("It refused.")))

    async def test() -> None:
        async with world.manager.lease("a", backend=MISTRAL):
            pass

    trial = asyncio.create_task(test())
    await quiet()
    question = await world.asked()
    slow.set()
    with pytest.raises(EngineError):
        await trial
    assert await question.task == "Hello there"
    assert question.backend is LLAMA


async def test_a_test_of_the_only_engine_says_something_about_the_model(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(error=EngineError("It refused.")))
    with pytest.raises(EngineError):
        async with world.manager.lease("a", backend=LLAMA):
            pass
    assert (world.state(), world.manager.info("a").reason) == (LoadState.FAILED, "It refused.")


async def test_a_reason_does_not_outlive_the_engine_that_it_is_about(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(error=EngineError("It refused.")))
    await world.ask().error()
    assert world.manager.info("a").reason == "It refused."
    world.options = replace(world.options, engines={LLAMA: EngineOptions(enabled=False)})
    info = world.manager.info("a")
    assert info.state is LoadState.UNAVAILABLE
    assert "turned off" in info.reason
