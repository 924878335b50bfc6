"""Answers that outlive their engine: they go on from what they had; whoever is to blame does not."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from app.backends.base import Availability, Capabilities
from app.errors import Cancelled, EngineError, Unsupported, WorkerDied
from app.manager.remedies import GUESSING
from app.manager.watch import HUNG, LOOK_S, LOOKS
from app.types.generation import Finished, PromptRead, StopReason, TextDelta, ThinkingDelta, Usage
from app.types.models import BackendName, Capability, LoadState
from app.types.streams import AnswerPhase
from tests.helpers.fake_backend import FakeAnswer, FakeLoad, crash
from tests.helpers.logfail import ExpectedLogs
from tests.unit.manager.harness import REQUEST, World, quiet


@pytest.fixture(autouse=True)
def deaths_are_logged(expected_logs: ExpectedLogs) -> None:
    expected_logs.allow("the worker of . died")


def died(*, culprit: bool | None, signal: str = "SIGSEGV") -> WorkerDied:
    error = crash(signal)
    error.params["culprit"] = culprit
    return error


def wide(world: World, parallel: int = 4) -> World:
    world.llama.parallel = parallel
    return world


async def test_an_answer_goes_on_from_its_text(world: World) -> None:
    world.llama.answers.append(FakeAnswer(("Once", " upon"), error=died(culprit=None, signal="SIGKILL")))
    world.llama.answers.append(FakeAnswer((" a", " time"), usage=Usage(5, 0, 2, 9.0, 40.0)))
    question = await world.asked()
    assert (question.text, question.done) == ("Once upon", False)
    assert question.notes == ["The engine stopped and starts again."]
    assert question.phases == [AnswerPhase.LOADING, AnswerPhase.LOADING]
    await world.turn(0.5)
    assert await question.task == "Once upon a time"
    again = world.llama.requests[1]
    assert (again.written, again.written_tokens) == ("Once upon", 2)
    assert (again.messages, again.sampling) == (REQUEST.messages, REQUEST.sampling)
    assert world.state() is LoadState.LOADED


async def test_its_figures_are_those_of_the_whole(world: World) -> None:
    world.llama.answers.append(FakeAnswer(error=died(culprit=False)))
    world.llama.answers.append(FakeAnswer(usage=Usage(50, 0, 4, 9.0, 40.0)))

    async def finished() -> Finished:
        async with world.manager.lease("a") as lease:
            deltas = [delta async for delta in lease.generate(REQUEST)]
        assert isinstance(deltas[-1], Finished)
        return deltas[-1]

    asking = asyncio.create_task(finished())
    await world.turn(0.5)
    usage = (await asking).usage
    assert (usage.completion_tokens, usage.prompt_tokens, usage.tokens_per_s) == (4, 2, 40.0)


async def test_the_one_to_blame_ends_and_the_others_go_on(world: World) -> None:
    bad = asyncio.Event()
    wide(world).llama.answers.append(FakeAnswer(release_after=bad, error=died(culprit=True)))
    world.llama.answers.extend(FakeAnswer(release_after=asyncio.Event()) for _ in range(2))
    questions = [await world.asked() for _ in range(3)]
    world.worker.dies_with = died(culprit=False)
    bad.set()
    assert isinstance(await questions[0].error(), WorkerDied)
    await world.turn(0.5)
    assert [await question.task for question in questions[1:]] == ["Hello there" * 2] * 2
    assert [request.written for request in world.llama.requests[3:]] == ["Hello there"] * 2
    assert len(world.recorder.deaths) == 1


async def test_where_nobody_knows_all_go_on_and_who_crashes_again_at_once_ends(world: World) -> None:
    wide(world).llama.answers.extend(
        FakeAnswer(release_after=asyncio.Event()) if number else FakeAnswer(error=died(culprit=None))
        for number in (1, 0)
    )
    good, bad = await world.asked(), await world.asked()
    assert not good.done
    assert not bad.done
    # It fails again before it has written anything; the other one has written by then.
    again = asyncio.Event()
    world.llama.answers.append(FakeAnswer((), release=again, error=died(culprit=None)))
    world.llama.answers.append(FakeAnswer(release_after=asyncio.Event()))
    await world.turn(0.5)
    assert (bad.text, good.text) == ("Hello there", "Hello there" * 2)
    again.set()
    assert isinstance(await bad.error(), WorkerDied)
    assert bad.text == "Hello there"
    await world.turn(2.0)
    assert await good.task == "Hello there" * 3


async def test_a_death_by_the_system_before_the_first_token_starts_over_once(world: World) -> None:
    world.llama.answers.append(FakeAnswer(texts=(), error=died(culprit=None, signal="SIGKILL")))
    question = await world.asked()
    await world.turn(0.5)
    assert await question.task == "Hello there"
    assert world.llama.requests[1] == REQUEST
    world.llama.answers.extend(FakeAnswer(texts=(), error=died(culprit=None, signal="SIGKILL")) for _ in range(2))
    question = await world.asked()
    await world.turn(0.5)
    error = await question.error()
    assert error.params["before_first_token"] is True
    await world.turn(2.0)


async def test_what_cannot_be_taken_up_again_ends_with_the_cause(world: World) -> None:
    world.llama.answers.append(FakeAnswer((), error=died(culprit=False), extra=(ThinkingDelta("Hm."),)))
    error = await world.ask().error()
    assert isinstance(error, WorkerDied)
    assert error.params["before_first_token"] is False
    await world.turn(0.5)


async def test_an_answer_whose_engine_dies_behind_its_end_is_complete(world: World) -> None:
    world.llama.answers.append(FakeAnswer(error_behind_end=died(culprit=None)))
    question = await world.asked()
    assert await question.task == "Hello there"
    await world.turn(0.5)
    assert len(world.llama.requests) == 1


async def test_a_restart_that_fails_ends_the_answer_with_its_cause(world: World) -> None:
    world.llama.answers.append(FakeAnswer(error=died(culprit=None)))
    question = await world.asked()
    world.source.missing.add("a")
    await world.turn(0.5)
    error = await question.error()
    assert isinstance(error, WorkerDied)
    assert "missing" in error.message
    assert error.params["before_first_token"] is False
    assert question.text == "Hello there"


@pytest.mark.parametrize("why", ["switched", "gone", "cannot load", "another order"])
async def test_an_answer_never_goes_on_with_another_engine(world: World, why: str) -> None:
    second = world.add_engine(BackendName.MISTRAL_RS)
    world.llama.answers.append(FakeAnswer(("Hel",), release_after=asyncio.Event()))
    question = await world.asked()
    if why == "switched":
        world.manager.switch_backend("mistral_rs")
    elif why == "gone":
        world.llama.available = Availability(usable=False, reason="Taken away.")
    elif why == "cannot load":
        world.llama.load_scripts.append(FakeLoad(error=EngineError("No second time.")))
    else:
        world.options = replace(world.options, order=(BackendName.MISTRAL_RS, BackendName.LLAMA_CPP))
    world.worker.kill(died(culprit=None))
    await world.turn(0.5)
    if why in ("gone", "cannot load"):
        error = await question.error()
        assert isinstance(error, WorkerDied)
        assert ("Taken away." if why == "gone" else "No second time.") in error.message
        assert question.text == "Hel"
    else:
        assert await question.task == "HelHello there"
        assert question.backend is BackendName.LLAMA_CPP
    assert not second.loads


async def test_an_answer_that_guessed_ahead_starts_no_other_engine_either(world: World) -> None:
    """Nothing that can be changed is left, and something has come: the next engine is not for this answer."""
    second = world.add_engine(BackendName.MISTRAL_RS)
    error = died(culprit=None)
    error.params["work"] = GUESSING
    world.amx = True
    world.llama.answers.append(FakeAnswer(("Hel",), error=error))
    question = await world.asked()
    await world.turn(0.5)
    assert await question.task == "HelHello there"
    assert (question.backend, second.loads) == (BackendName.LLAMA_CPP, [])


async def test_after_such_an_answer_the_next_one_follows_the_wish(world: World) -> None:
    second = world.add_engine(BackendName.MISTRAL_RS)
    world.llama.answers.append(FakeAnswer(("Hel",), release_after=asyncio.Event()))
    question = await world.asked()
    world.manager.switch_backend("mistral_rs")
    world.worker.kill(died(culprit=None))
    await world.turn(0.5)
    await question.task
    after = world.ask()
    await after.task
    assert (after.backend, len(second.loads)) == (BackendName.MISTRAL_RS, 1)


async def test_stop_while_it_waits_for_the_restart_leaves_at_once(world: World) -> None:
    world.llama.answers.append(FakeAnswer(error=died(culprit=None)))
    question = await world.asked()
    await question.stop()
    await world.turn(0.5)
    assert world.state() is LoadState.LOADED


async def test_close_while_it_waits_for_the_restart_ends_it(world: World) -> None:
    world.llama.answers.append(FakeAnswer(error=died(culprit=None)))
    question = await world.asked()
    await world.manager.close()
    assert isinstance(await question.error(), Cancelled)


async def test_a_worker_that_stays_down_ends_its_answers(world: World) -> None:
    world.llama.answers.extend(FakeAnswer(error=died(culprit=None)) for _ in range(4))
    await world.manager.load("a")
    for delay in (0.5, 2.0):
        world.worker.kill()
        await world.turn(delay)
    question = await world.asked()
    await world.turn(8.0)
    assert isinstance(await question.error(), WorkerDied)
    assert question.text == "Hello there" * 2
    assert world.state() is LoadState.FAILED


async def test_an_engine_that_must_be_ended_for_one_answer_lets_the_others_go_on(world: World) -> None:
    hangs = asyncio.Event()
    wide(world).llama.answers.extend(FakeAnswer(release_after=asyncio.Event()) for _ in range(2))
    other = await world.asked()

    async def read_one() -> None:
        async with world.manager.lease("a") as lease:
            async for delta in lease.generate(REQUEST):
                if isinstance(delta, TextDelta):
                    world.llama.stop_hangs = hangs
                    break

    reading = asyncio.create_task(read_one())
    await world.turn(30.0)
    await reading
    hangs.set()
    await world.turn(0.5)
    assert await other.task == "Hello there" * 2


async def test_an_engine_that_does_nothing_for_long_is_ended_and_started_again(world: World) -> None:
    world.llama.answers.append(FakeAnswer(release_after=asyncio.Event()))
    question = await world.asked()
    for _ in range(LOOKS):
        await world.turn(LOOK_S)
        assert question.text == "Hello there"
    assert world.recorder.deaths == []
    await world.turn(LOOK_S)  # the first look still heard the text
    assert world.recorder.deaths == [("a", HUNG, True)]
    await world.turn(0.5)
    assert await question.task == "Hello there" * 2
    assert world.timers.pending() == [300.0]


async def test_silence_is_no_hang_while_the_engine_comes_round(world: World) -> None:
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release=release))
    question = await world.asked()
    for step in range(3 * LOOKS):
        world.llama.steps = step
        await world.turn(LOOK_S)
    world.llama.status_error = EngineError("It does not say.")
    await world.turn((LOOKS - 1) * LOOK_S)
    world.llama.status_error = None
    release.set()
    assert await question.task == "Hello there"
    assert world.recorder.deaths == []


async def test_reading_again_is_told(world: World) -> None:
    world.llama.answers.append(FakeAnswer(error=died(culprit=None)))

    async def ask() -> list[type]:
        async with world.manager.lease("a") as lease:
            return [type(delta) async for delta in lease.generate(REQUEST)]

    asking = asyncio.create_task(ask())
    await world.turn(0.5)
    assert await asking == [PromptRead, TextDelta, TextDelta, PromptRead, TextDelta, TextDelta, Finished]


async def test_a_finished_answer_has_its_reason(world: World) -> None:
    async with world.manager.lease("a") as lease:
        deltas = [delta async for delta in lease.generate(REQUEST)]
        assert lease.context_tokens == lease.loaded.context_tokens == 2048
        assert await lease.count_tokens(REQUEST.messages) == 1
    assert isinstance(deltas[-1], Finished)
    assert deltas[-1].reason is StopReason.FINISHED
    await quiet()


@pytest.mark.parametrize("says_so", [True, False])
async def test_an_engine_that_cannot_go_on_ends_the_answer_with_the_death(world: World, says_so: bool) -> None:
    """Some engines cannot at all; of others only the model's template tells, at the next attempt."""
    if says_so:
        world.llama.capabilities = Capabilities(frozenset({Capability.TEXT}))
    death = died(culprit=None, signal="SIGKILL")
    world.llama.answers.append(FakeAnswer(("Hel",), error=death))
    world.llama.answers.append(FakeAnswer((), error=Unsupported("It cannot go on from an open answer.")))
    question = await world.asked()
    await world.turn(0.5)
    assert await question.error() is death
    assert (question.text, death.params["before_first_token"]) == ("Hel", False)
    assert len(world.llama.requests) == (1 if says_so else 2)
    assert world.state() is LoadState.LOADED, "it is back for the next try"
