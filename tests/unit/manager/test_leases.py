"""Answers through leases: the line, the phases, stopping, in every moment."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from app.errors import Busy, Cancelled, EngineError, ModelNotFound, NoEngineForModel, PromptTooLong
from app.manager.demand import TEXT
from app.manager.stopping import STOP_LIMIT_S
from app.types.generation import TextDelta
from app.types.messages import Message, Role
from app.types.models import BackendName, Capability, LoadState
from app.types.streams import AnswerPhase
from tests.helpers.fake_backend import FakeAnswer, FakeEngine, FakeLoad
from tests.helpers.logfail import ExpectedLogs
from tests.unit.manager.harness import REQUEST, Question, World, quiet

MESSAGES = (Message.of(Role.USER, "one two three"),)


async def test_a_first_question_loads_the_model_and_is_answered(world: World) -> None:
    question = world.ask()
    assert await question.task == "Hello there"
    assert question.phases == [AnswerPhase.LOADING]
    assert question.backend is BackendName.LLAMA_CPP
    assert world.llama.loads[0].context_tokens == 2048
    assert world.state() is LoadState.LOADED


async def test_a_second_question_finds_it_loaded_and_waits_for_nothing(world: World) -> None:
    await world.ask().task
    question = world.ask()
    await question.task
    assert question.phases == []
    assert len(world.llama.loads) == 1


async def test_an_unknown_model_is_refused(world: World) -> None:
    with pytest.raises(ModelNotFound):
        await world.ask("nothing").task


async def test_needs_that_nothing_can_meet_are_refused_before_any_waiting(world: World) -> None:
    error = await world.ask(needs=frozenset({Capability.IMAGE})).error()
    assert isinstance(error, NoEngineForModel)
    assert error.message == "A reads text only."
    assert error.hint.startswith("Choose a model that sees pictures, or put its projector")
    assert "llama_cpp" in error.detail
    assert not world.llama.loads


async def test_answers_come_one_after_the_other(world: World) -> None:
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release_after=release))
    first, second = await world.asked(), await world.asked()
    assert second.phases == [AnswerPhase.QUEUED]
    assert (first.text, second.text) == ("Hello there", "")
    release.set()
    await asyncio.gather(first.task, second.task)
    assert second.text == "Hello there"


async def test_an_engine_that_can_do_two_at_once_does(world: World) -> None:
    wide = FakeEngine(parallel=2)
    world.engines[BackendName.LLAMA_CPP] = wide
    release = asyncio.Event()
    wide.answers.extend(FakeAnswer(release_after=release) for _ in range(3))
    questions = [world.ask() for _ in range(3)]
    await quiet()
    assert [question.text for question in questions] == ["Hello there", "Hello there", ""]
    release.set()
    await asyncio.gather(*(question.task for question in questions))


async def test_the_line_is_bounded(world: World) -> None:
    world.options = replace(world.options, max_queue=2)
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release=release))
    questions = [await world.asked() for _ in range(3)]
    error = await world.ask().error()
    assert isinstance(error, Busy)
    assert error.params == {"waiting": 2, "limit": 2}
    release.set()
    await asyncio.gather(*(question.task for question in questions))


async def test_ten_wait_and_one_gives_up(world: World) -> None:
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release_after=release))
    order: list[int] = []

    def note_end(number: int, question: Question) -> None:
        question.task.add_done_callback(lambda _: order.append(number))

    questions = [await world.asked() for _ in range(11)]
    for number, question in enumerate(questions):
        note_end(number, question)
    await questions[4].stop()
    assert world.manager.info("a").state is LoadState.LOADED
    assert [status.queued for status in await world.manager.status()] == [9]
    release.set()
    await asyncio.gather(*(question.task for question in questions if question is not questions[4]))
    assert order == [4, 0, 1, 2, 3, 5, 6, 7, 8, 9, 10]


async def test_stop_while_loading_ends_the_load(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(release=asyncio.Event()))
    question = await world.asked()
    assert world.state() is LoadState.LOADING
    await question.stop()
    assert world.state() is LoadState.READY
    await quiet()
    assert not world.llama.running
    assert await world.ask().task == "Hello there"


async def test_stop_while_loading_leaves_the_load_to_the_next_in_line(world: World) -> None:
    release = asyncio.Event()
    world.llama.load_scripts.append(FakeLoad(release=release))
    first, second = await world.asked(), await world.asked()
    await first.stop()
    await quiet()
    assert second.phases == [AnswerPhase.QUEUED, AnswerPhase.LOADING]
    release.set()
    await second.task
    assert len(world.llama.loads) == 1


async def test_a_new_question_right_after_a_stopped_load_waits_for_its_end(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(release=asyncio.Event()))
    world.llama.close_release = asyncio.Event()
    await (await world.asked()).stop()
    again = await world.asked()
    assert again.phases == [AnswerPhase.QUEUED]
    assert len(world.llama.loads) == 1, "one load at a time, and the old one is still ending"
    world.llama.close_release.set()
    assert await again.task == "Hello there"


async def test_stop_in_prefill_stops_the_engine(world: World) -> None:
    world.llama.answers.append(FakeAnswer(release=asyncio.Event()))
    question = await world.asked()
    await question.stop()
    assert world.worker.stopped == 1
    assert world.worker.answering == 0
    assert world.state() is LoadState.LOADED


async def test_leaving_the_block_in_mid_answer_stops_the_engine(world: World) -> None:
    async with world.manager.lease("a") as lease:
        async for delta in lease.generate(REQUEST):
            if isinstance(delta, TextDelta):
                break
    assert world.worker.stopped == 1
    assert world.worker.answering == 0


async def test_an_engine_that_does_not_stop_is_ended(world: World, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("did not stop when asked to")
    world.llama.stop_hangs = asyncio.Event()

    async def read_one() -> None:
        async with world.manager.lease("a") as lease:
            async for delta in lease.generate(REQUEST):
                if isinstance(delta, TextDelta):
                    break

    reading = asyncio.create_task(read_one())
    await quiet()
    assert not reading.done()
    await world.turn(STOP_LIMIT_S)
    await reading
    assert not world.llama.running
    assert world.recorder.deaths[0][2], "it starts again"


async def test_an_error_while_stopping_does_not_hide_that_it_stopped(world: World) -> None:
    world.llama.stop_error = EngineError("Confused.")
    async with world.manager.lease("a") as lease:
        async for delta in lease.generate(REQUEST):
            if isinstance(delta, TextDelta):
                break
    world.llama.stop_error = None
    assert await world.ask().task == "Hello there"


async def test_errors_of_the_engine_reach_the_answer_and_leave_the_model_loaded(world: World) -> None:
    world.llama.answers.append(FakeAnswer(texts=(), error=PromptTooLong("Too long.", params={"prompt_tokens": 9})))
    error = await world.ask().error()
    assert isinstance(error, PromptTooLong)
    assert world.state() is LoadState.LOADED
    assert await world.ask().task == "Hello there"


async def test_a_load_that_fails_fails_everybody_in_line_and_the_next_tries_again(world: World) -> None:
    release = asyncio.Event()
    world.llama.load_scripts.append(FakeLoad(release, EngineError("No good.")))
    first, second = await world.asked(), await world.asked()
    release.set()
    assert [(await first.error()).message, (await second.error()).message] == ["No good.", "No good."]
    assert world.manager.info("a").state is LoadState.FAILED
    assert world.manager.info("a").reason == "No good."
    assert await world.ask().task == "Hello there"
    assert world.manager.info("a").reason == ""


async def test_needs_that_the_loaded_engine_lacks_change_the_engine(world: World) -> None:
    world.llama.capabilities = replace(world.llama.capabilities, abilities=TEXT)
    other = world.add_engine(BackendName.MISTRAL_RS)
    await world.ask().task
    question = world.ask(needs=frozenset({Capability.TEXT, Capability.CONTINUE}))
    await question.task
    assert question.backend is BackendName.MISTRAL_RS
    assert not world.llama.running
    assert len(other.running) == 1


async def test_an_engine_in_use_is_not_changed_under_the_others(world: World) -> None:
    world.llama.capabilities = replace(world.llama.capabilities, abilities=TEXT)
    world.llama.parallel = 2
    world.add_engine(BackendName.MISTRAL_RS)
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release=release))
    first = await world.asked()
    other = world.ask(needs=frozenset({Capability.TEXT, Capability.CONTINUE}))
    newer = world.ask()
    await quiet()
    assert other.phases[-1] is AnswerPhase.QUEUED
    assert newer.phases[-1] is AnswerPhase.QUEUED, "or the older one would wait for ever"
    release.set()
    await asyncio.gather(first.task, other.task, newer.task)
    assert (first.backend, other.backend) == (BackendName.LLAMA_CPP, BackendName.MISTRAL_RS)


async def test_after_close_nothing_is_begun(world: World) -> None:
    await world.manager.close()
    assert isinstance(await world.ask().error(), Cancelled)
    with pytest.raises(Cancelled):
        await world.manager.load("a")
    assert not world.llama.backends
