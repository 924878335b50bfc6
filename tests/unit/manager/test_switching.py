"""Another engine, in the middle of everything: the running answer ends on the old one, the next is from the new one."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from app.errors import InvalidInput
from app.manager.digest import model_digest
from app.manager.notes import SURE
from app.manager.ports import EngineOptions
from app.types.generation import Usage
from app.types.models import BackendName, LoadState
from app.types.streams import AnswerPhase
from tests.helpers.fake_backend import FakeAnswer, FakeEngine
from tests.unit.manager.harness import PLAIN, REQUEST, World, quiet

LLAMA, MISTRAL = BackendName.LLAMA_CPP, BackendName.MISTRAL_RS


@pytest.fixture
def second(world: World) -> FakeEngine:
    return world.add_engine(MISTRAL, parallel=4)


async def test_a_running_answer_ends_where_it_began(world: World, second: FakeEngine) -> None:
    world.llama.parallel = 4
    await world.ask().task
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release_after=release))
    running = await world.asked()
    world.manager.switch_backend("mistral_rs")
    following = await world.asked()
    assert following.phases[-1] is AnswerPhase.QUEUED, "one model is on one engine at a time"
    assert not second.loads
    release.set()
    await asyncio.gather(running.task, following.task)
    assert (running.backend, following.backend) == (LLAMA, MISTRAL)
    assert running.text == "Hello there"
    assert not world.llama.running, "its memory was given back"


async def test_the_old_engine_goes_as_soon_as_nobody_uses_it(world: World, second: FakeEngine) -> None:
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release_after=release))
    running = await world.asked()
    world.manager.switch_backend("mistral_rs")
    await quiet()
    assert world.llama.running
    release.set()
    await running.task
    await quiet()
    assert not world.llama.running
    assert world.state() is LoadState.READY
    assert not second.loads, "the new one is loaded when it is needed"


async def test_an_idle_model_is_unloaded_at_once(world: World, second: FakeEngine) -> None:
    await world.ask().task
    world.manager.switch_backend("mistral_rs")
    await quiet()
    assert not world.llama.running
    assert world.recorder.engines == 1
    question = world.ask()
    await question.task
    assert question.backend is MISTRAL
    world.manager.forget_switch()
    await quiet()
    assert not second.running, "back to the settings' order is a change by the person, too"
    back = world.ask()
    await back.task
    assert back.backend is LLAMA


async def test_a_choice_for_one_model_leaves_the_others(world: World, second: FakeEngine) -> None:
    world.options = replace(world.options, max_loaded_models=2)
    await asyncio.gather(world.ask("a").task, world.ask("b").task)
    world.manager.remember_engine("a", MISTRAL)
    world.manager.engines_changed()
    questions = [world.ask("a"), world.ask("b")]
    await asyncio.gather(*(question.task for question in questions))
    assert [question.backend for question in questions] == [MISTRAL, LLAMA]
    assert world.source.preferences == {"a": MISTRAL}
    assert world.manager.explain("a").ranking[0].reason == "You chose it for this model."
    world.manager.remember_engine("a", None)
    assert world.source.preferences == {}
    assert world.manager.explain("a").chosen is LLAMA
    assert len(second.loads) == 1


async def test_the_persons_new_order_moves_what_is_loaded(world: World, second: FakeEngine) -> None:
    await world.ask().task
    world.options = replace(world.options, order=(MISTRAL, LLAMA), order_is_set=True)
    world.manager.engines_changed()
    await quiet()
    assert not world.llama.running
    await world.ask().task
    assert second.running


async def test_taking_a_wish_back_is_followed_at_the_next_answer(world: World, second: FakeEngine) -> None:
    release = asyncio.Event()
    world.manager.remember_engine("a", MISTRAL)
    await world.ask().task
    second.answers.append(FakeAnswer(release_after=release))
    running = await world.asked()
    world.manager.remember_engine("a", None)
    world.manager.engines_changed()
    following = await world.asked()
    assert not world.llama.loads, "one model is on one engine at a time"
    release.set()
    await asyncio.gather(running.task, following.task)
    assert (running.backend, following.backend) == (MISTRAL, LLAMA)
    assert not second.running


async def test_an_order_that_is_reset_is_followed_at_the_next_answer(world: World, second: FakeEngine) -> None:
    shipped = world.options
    world.options = replace(shipped, order=(MISTRAL, LLAMA), order_is_set=True)
    await world.ask().task
    world.options = shipped
    question = world.ask()  # also where nobody told of the change
    await question.task
    assert question.backend is LLAMA
    assert not second.running


async def test_what_is_measured_moves_nothing_that_is_loaded(world: World, second: FakeEngine) -> None:
    await world.ask().task
    world.options = replace(world.options, order=(LLAMA, MISTRAL), order_is_set=True)
    world.manager.engines_changed()
    await quiet()
    assert world.llama.running, "the new wish is for the engine that it has"
    world.options = replace(world.options, order_is_set=False)
    world.manager.engines_changed()
    await quiet()
    assert world.llama.running
    digest = model_digest(world.source.get("a"), world.source.facts_of["a"])
    slow, fast = (Usage(completion_tokens=100, tokens_per_s=speed) for speed in (1.0, 500.0))
    for _ in range(20):
        world.notes.remember_answer(digest, LLAMA, "", slow)
        assert world.manager.explain("a").chosen is LLAMA
    for _ in range(SURE):
        assert world.manager.explain("a").chosen is LLAMA, "one figure may be an odd one"
        world.notes.remember_answer(digest, MISTRAL, "", fast)
    assert world.manager.explain("a").chosen is MISTRAL
    world.manager.engines_changed()
    question = world.ask()
    await question.task
    assert question.backend is LLAMA
    assert not second.loads


async def test_an_engine_that_cannot_have_the_model_moves_nothing(world: World, second: FakeEngine) -> None:
    second.refuses["a"] = "Not this one."
    await world.ask().task
    world.manager.switch_backend("mistral_rs")
    await quiet()
    assert world.llama.running
    question = world.ask()
    await question.task
    assert question.backend is LLAMA


async def test_a_lease_of_another_engine_is_only_borrowed(world: World, second: FakeEngine) -> None:
    await world.ask().task
    async with world.manager.lease("a", backend=MISTRAL) as lease:
        assert lease.backend is MISTRAL
        async for _ in lease.generate(REQUEST):
            pass
        waiting = world.ask()
        await quiet()
        assert waiting.phases[-1] is AnswerPhase.QUEUED
    await waiting.task
    assert waiting.backend is LLAMA
    assert not second.running


async def test_unknown_engines_are_refused(world: World) -> None:
    with pytest.raises(InvalidInput):
        world.manager.remember_engine("a", BackendName.MLX)
    assert world.source.preferences == {}


async def test_the_end_reaches_those_who_wait_for_another_engine(world: World, second: FakeEngine) -> None:
    world.llama.parallel = 2
    world.llama.answers.append(FakeAnswer(release=asyncio.Event()))
    await world.asked()
    world.manager.switch_backend("mistral_rs")
    waiting = await world.asked()
    await world.manager.close()
    assert (await waiting.error()).code == "cancelled"
    assert not second.loads


async def test_other_settings_of_a_load_let_an_idle_model_go_and_the_next_answer_has_them(world: World) -> None:
    await world.ask().task
    world.manager.load_settings_changed(BackendName.MISTRAL_RS)
    await quiet()
    assert len(world.llama.running) == 1, "another engine's settings are no matter"
    options = EngineOptions(tuning=PLAIN, context_tokens=512)
    world.options = replace(world.options, engines={BackendName.LLAMA_CPP: options})
    world.manager.load_settings_changed(BackendName.LLAMA_CPP)
    await quiet()
    assert not world.llama.running
    await world.ask().task
    assert [spec.context_tokens for spec in world.llama.loads] == [2048, 512]


async def test_an_answer_ends_with_the_settings_that_it_began_with(world: World) -> None:
    world.llama.parallel = 2
    world.llama.answers.append(FakeAnswer(release_after=(rest := asyncio.Event())))
    first = await world.asked()
    world.manager.load_settings_changed(BackendName.LLAMA_CPP)
    second = await world.asked()
    assert (first.done, second.done, len(world.llama.loads)) == (False, False, 1)
    rest.set()
    assert await first.task == await second.task == "Hello there"
    assert (len(world.llama.loads), len(world.llama.running)) == (2, 1)
