"""Workers that die: who is told what, when they come back, and when they do not."""

from __future__ import annotations

import asyncio

import pytest

from app.errors import Cancelled, InternalError, ModelFileError, NoEngineForModel, WorkerDied
from app.manager.policy import RESTARTS_FORGOTTEN_S
from app.types.generation import TextDelta
from app.types.models import BackendName, LoadState
from app.types.status import WorkerState
from app.types.streams import AnswerPhase
from tests.helpers.fake_backend import FakeAnswer, FakeLoad, crash
from tests.helpers.logfail import ExpectedLogs
from tests.unit.manager.harness import REQUEST, World

KILLED = "The engine stopped: it crashed (SIGKILL)."


@pytest.fixture(autouse=True)
def deaths_are_logged(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("the worker of . died")


async def worker_state(world: World) -> WorkerState:
    (status,) = await world.manager.status()
    return status.state


async def test_an_idle_worker_that_dies_comes_back_after_a_pause(world: World) -> None:
    await world.manager.load("a")
    world.worker.kill()
    assert world.recorder.deaths == [("a", KILLED, True)]
    assert await worker_state(world) is WorkerState.RESTARTING
    await world.turn(0.4)
    assert len(world.llama.loads) == 1
    await world.turn(0.1)
    assert await worker_state(world) is WorkerState.IDLE
    assert world.timers.pending() == [300.0], "its keep-alive time runs again"


async def test_it_restarts_three_times_then_stays_down_and_says_why(world: World) -> None:
    await world.manager.load("a")
    for delay in (0.5, 2.0, 8.0):
        world.worker.kill()
        assert await worker_state(world) is WorkerState.RESTARTING
        await world.turn(delay)
    world.worker.kill()
    (status,) = await world.manager.status()
    assert (status.state, status.cause, status.restarts) == (WorkerState.DOWN, KILLED, 4)
    assert world.manager.info("a").state is LoadState.FAILED
    assert world.manager.info("a").reason == KILLED
    assert [restarting for _, _, restarting in world.recorder.deaths] == [True, True, True, False]
    await world.turn(3600.0)
    assert len(world.llama.loads) == 4


async def test_try_again_starts_a_worker_that_is_down_afresh(world: World) -> None:
    await world.manager.load("a")
    for delay in (0.5, 2.0, 8.0, 0.0):
        world.worker.kill()
        await world.turn(delay)
    assert await world.ask().task == "Hello there"
    world.worker.kill()
    assert world.recorder.deaths[-1][2], "and it counts anew"
    await world.turn(0.5)


async def test_a_worker_that_was_started_afresh_counts_anew_before_any_answer(world: World) -> None:
    await world.manager.load("a")
    for delay in (0.5, 2.0, 8.0, 0.0):
        world.worker.kill()
        await world.turn(delay)
    await world.manager.load("a")
    world.worker.kill()
    assert world.recorder.deaths[-1][2]


async def test_the_memory_of_a_dead_worker_goes_to_whoever_waits_for_it(world: World) -> None:
    async with world.manager.lease("a"):
        question = await world.asked("b")
        assert question.phases == [AnswerPhase.QUEUED]
        world.worker.kill()
        assert await question.task == "Hello there"


async def test_load_starts_a_worker_that_is_down_and_unload_clears_it(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(error=crash("SIGKILL")))
    with pytest.raises(WorkerDied):
        await world.manager.load("a")
    assert world.recorder.deaths == [("a", KILLED, False)]
    assert world.state() is LoadState.FAILED
    assert (await world.manager.unload("a")).state is LoadState.READY
    assert (await world.manager.load("a")).state is LoadState.LOADED
    world.worker.kill()  # for the log


async def test_an_answer_that_succeeds_forgives(world: World) -> None:
    await world.manager.load("a")
    for _ in range(5):
        world.worker.kill()
        await world.turn(0.5)
        assert await world.ask().task == "Hello there"
    assert all(restarting for _, _, restarting in world.recorder.deaths)


async def test_minutes_without_a_death_forgive(world: World) -> None:
    world.keep_alive(-1.0)
    await world.manager.load("a")
    for _ in range(5):
        world.worker.kill()
        await world.turn(RESTARTS_FORGOTTEN_S + 1)
        assert world.state() is LoadState.LOADED


async def test_a_restart_that_dies_while_loading_counts(world: World) -> None:
    await world.manager.load("a")
    world.llama.load_scripts.extend(FakeLoad(error=crash("SIGKILL")) for _ in range(3))
    world.worker.kill()
    for delay in (0.5, 2.0, 8.0):
        assert await worker_state(world) is WorkerState.RESTARTING
        await world.turn(delay)
    assert await worker_state(world) is WorkerState.DOWN
    assert [restarting for _, _, restarting in world.recorder.deaths] == [True, True, True, False]


async def test_who_waits_for_a_worker_that_goes_down_is_told(world: World) -> None:
    await world.manager.load("a")
    world.llama.load_scripts.extend(FakeLoad(error=crash("SIGKILL")) for _ in range(3))
    world.worker.kill()
    first, second = await world.asked(), await world.asked()
    for delay in (0.5, 2.0, 8.0):
        await world.turn(delay)
    assert [(await question.error()).message for question in (first, second)] == [KILLED, KILLED]


async def test_a_restart_that_fails_for_another_reason_stops_at_once(world: World) -> None:
    await world.manager.load("a")
    world.source.missing.add("a")
    world.worker.kill()
    question = await world.asked()
    await world.turn(0.5)
    assert isinstance(await question.error(), ModelFileError)
    assert "missing" in world.manager.info("a").reason
    assert world.timers.pending() == []


async def test_a_bug_in_a_restart_is_an_internal_error(world: World, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("failed unexpectedly", level=40)
    await world.manager.load("a")
    world.llama.load_scripts.append(FakeLoad(error=ZeroDivisionError()))
    world.worker.kill()
    question = await world.asked()
    await world.turn(0.5)
    assert isinstance(await question.error(), InternalError)


async def test_unload_while_it_restarts_calls_the_restart_off(world: World) -> None:
    await world.manager.load("a")
    world.worker.kill()
    assert (await world.manager.unload("a")).state is LoadState.READY
    await world.turn(60.0)
    assert len(world.llama.loads) == 1


async def test_close_while_it_restarts_ends_everything(world: World) -> None:
    await world.manager.load("a")
    world.worker.kill()
    question = await world.asked()
    await world.manager.close()
    assert isinstance(await question.error(), Cancelled)
    await world.turn(60.0)
    assert len(world.llama.loads) == 1


async def test_stop_while_it_restarts_leaves_at_once_and_the_restart_goes_on(world: World) -> None:
    await world.manager.load("a")
    world.worker.kill()
    await (await world.asked()).stop()
    await world.turn(0.5)
    assert world.state() is LoadState.LOADED


async def test_an_unused_model_does_not_come_back_into_anothers_place(world: World) -> None:
    await world.manager.load("a")
    world.worker.kill()
    await world.manager.load("b")
    await world.turn(0.5)
    assert [world.state("a"), world.state("b")] == [LoadState.READY, LoadState.LOADED]


async def test_a_wanted_model_comes_back_and_takes_its_turn_for_memory(world: World) -> None:
    await world.manager.load("a")
    world.worker.kill()
    await world.manager.load("b")
    question = await world.asked("a")
    await world.turn(0.5)
    assert await question.task == "Hello there"
    assert [world.state("a"), world.state("b")] == [LoadState.LOADED, LoadState.READY]


async def test_a_worker_that_dies_right_after_loading_is_noticed(world: World) -> None:
    release = asyncio.Event()
    world.llama.load_scripts.append(FakeLoad(release))
    question = await world.asked()
    release.set()
    world.llama.status_error = crash("SIGKILL")
    error = await question.error()
    assert isinstance(error, WorkerDied)
    assert not world.llama.running
    world.llama.status_error = None
    await world.manager.load("a")
    world.worker.kill()  # for the log


async def test_a_worker_that_is_gone_before_its_load_is_told_of_is_not_taken(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(exits="it crashed (SIGKILL)"))
    assert (await world.ask().error()).message == KILLED
    assert world.state() is LoadState.FAILED
    await world.manager.load("a")
    world.worker.kill()  # for the log


async def test_unload_while_a_restart_loads_calls_it_off_for_good(world: World) -> None:
    await world.manager.load("a")
    world.llama.load_scripts.append(FakeLoad(asyncio.Event(), crash("SIGKILL"), stubborn=True))
    world.worker.kill()
    await world.turn(0.5)
    assert (await world.manager.unload("a")).state is LoadState.READY
    await world.turn(60.0)
    assert len(world.llama.loads) == 2
    assert len(world.recorder.deaths) == 1


async def test_a_lease_whose_worker_dies_while_it_thinks_goes_on_with_the_next(world: World) -> None:
    async with world.manager.lease("a") as lease:
        world.worker.kill()

        async def answer() -> list[str]:
            return [delta.text async for delta in lease.generate(REQUEST) if isinstance(delta, TextDelta)]

        answering = asyncio.create_task(answer())
        await world.turn(0.5)
        assert await answering == ["Hello", " there"]
    assert len(world.llama.loads) == 2


async def test_the_death_of_a_wide_engine_is_counted_once(world: World) -> None:
    world.llama.parallel = 2
    world.llama.answers.extend(FakeAnswer(release_after=asyncio.Event()) for _ in range(2))
    questions = [await world.asked(), await world.asked()]
    world.worker.kill()
    await world.turn(0.5)
    for question in questions:
        await question.task
    assert len(world.recorder.deaths) == 1
    assert world.state() is LoadState.LOADED


async def test_another_engine_takes_over_when_one_crashes_for_good(world: World) -> None:
    other = world.add_engine(BackendName.MISTRAL_RS)
    world.amx = True  # safe parameters already: nothing left to try with this engine
    world.llama.answers.append(FakeAnswer(texts=(), error=crash()))
    question = world.ask()
    assert await question.task == "Hello there"
    assert question.backend is BackendName.MISTRAL_RS
    assert question.notes[-1] == "llama.cpp failed: The engine stopped: it crashed (SIGSEGV). mistral.rs took over."
    assert not world.llama.running
    assert len(other.running) == 1
    ranking = world.manager.explain("a").ranking
    assert ranking[0].backend is BackendName.MISTRAL_RS
    assert "failed with it lately" in ranking[1].reason


async def test_engines_that_all_crash_do_not_take_turns_for_ever(world: World) -> None:
    other = world.add_engine(BackendName.MISTRAL_RS)
    world.amx = True
    world.llama.load_scripts.append(FakeLoad(error=crash()))
    other.load_scripts.append(FakeLoad(error=crash()))
    error = await world.ask().error()
    assert isinstance(error, NoEngineForModel)
    assert error.detail.count("it crashed (SIGSEGV)") == 2
    assert (len(world.llama.loads), len(other.loads)) == (1, 1)
    await world.manager.load("a")
    world.worker.kill()  # for the log
