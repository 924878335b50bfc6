"""Room in memory: who goes, when, and what happens when somebody comes in that very moment."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from app.errors import Busy, Cancelled, EngineError, ModelNotFound
from app.manager.keeper import CLOSE_LIMIT_S
from app.types.models import LoadState
from app.types.streams import AnswerPhase
from tests.helpers.fake_backend import FakeAnswer, FakeLoad, crash
from tests.helpers.logfail import ExpectedLogs
from tests.unit.manager.harness import Question, World, quiet


async def test_the_idle_model_makes_room_and_its_end_is_confirmed(world: World) -> None:
    await world.manager.load("a")
    world.llama.close_release = asyncio.Event()
    question = await world.asked("b")
    assert len(world.llama.loads) == 1, "the second load waits until the first process is gone"
    world.llama.close_release.set()
    await question.task
    assert [backend.spec.model_id for backend in world.llama.running if backend.spec] == ["b"]
    assert world.state("a") is LoadState.READY


async def test_the_idlest_goes_first(world: World) -> None:
    world.source.add("c")
    world.options = replace(world.options, max_loaded_models=2)
    for model_id in ("a", "b", "a", "c"):
        await world.ask(model_id).task
        await world.turn(1.0)
    assert [world.state(model_id) for model_id in "abc"] == [LoadState.LOADED, LoadState.READY, LoadState.LOADED]


async def test_a_model_that_answers_is_waited_for(world: World) -> None:
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release_after=release))
    first, second = await world.asked("a"), await world.asked("b")
    assert second.phases == [AnswerPhase.QUEUED]
    assert world.state("a") is LoadState.LOADED
    release.set()
    await asyncio.gather(first.task, second.task)
    assert second.phases == [AnswerPhase.QUEUED, AnswerPhase.LOADING]


async def test_a_busy_model_cannot_keep_another_out(world: World) -> None:
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release_after=release))
    order: list[str] = []

    def note_end(name: str, question: Question) -> None:
        question.task.add_done_callback(lambda _: order.append(name))

    questions = {
        "a1": await world.asked("a"),
        "a2": await world.asked("a"),
        "b": await world.asked("b"),
        "a3": await world.asked("a"),
    }
    for name, question in questions.items():
        note_end(name, question)
    release.set()
    await asyncio.gather(*(question.task for question in questions.values()))
    assert order == ["a1", "a2", "b", "a3"]


async def test_who_stood_back_goes_on_when_the_other_gives_up(world: World) -> None:
    world.options = replace(world.options, max_queue=5)
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release_after=release))
    first, other, held = await world.asked("a"), await world.asked("b"), await world.asked("a")
    await other.stop()
    release.set()
    await asyncio.gather(first.task, held.task)
    assert len(world.llama.loads) == 1


async def test_two_loads_go_one_after_the_other(world: World) -> None:
    world.options = replace(world.options, max_loaded_models=2)
    releases = [asyncio.Event(), asyncio.Event()]
    world.llama.load_scripts.extend(FakeLoad(release) for release in releases)
    loading = [asyncio.create_task(world.manager.load(model_id)) for model_id in ("a", "b")]
    await quiet()
    assert [spec.model_id for spec in world.llama.loads] == ["a"]
    releases[0].set()
    await quiet()
    assert [spec.model_id for spec in world.llama.loads] == ["a", "b"]
    releases[1].set()
    assert [info.state for info in await asyncio.gather(*loading)] == [LoadState.LOADED] * 2


async def test_two_who_want_the_same_model_share_one_load(world: World) -> None:
    await asyncio.gather(world.manager.load("a"), world.manager.load("a"), world.ask("a").task)
    assert len(world.llama.loads) == 1


async def test_a_worker_that_dies_while_it_is_evicted_is_just_gone(world: World) -> None:
    await world.manager.load("a")
    world.llama.close_release = asyncio.Event()
    question = await world.asked("b")
    world.worker.kill()
    world.llama.close_error = crash()
    world.llama.close_release.set()
    await question.task
    assert world.recorder.deaths == [], "its end was asked for"
    world.llama.close_error = None


async def test_a_worker_that_will_not_go_blocks_the_next_load_with_its_name(world: World) -> None:
    await world.manager.load("a")
    world.llama.immortal = True
    error = await world.ask("b").error()
    assert isinstance(error, EngineError)
    assert "A could not be unloaded" in error.message
    assert world.state("a") is LoadState.FAILED
    with pytest.raises(EngineError):
        await world.manager.unload("a")
    with pytest.raises(EngineError):
        await world.manager.load("a")
    world.llama.immortal = False
    assert await world.ask("b").task == "Hello there"
    assert world.state("a") is LoadState.READY


async def test_the_process_that_counts_is_the_one_that_runs_last(world: World) -> None:
    """A server that came back by itself has another process than after the load."""
    await world.manager.load("a")
    before, world.worker.pid = world.worker.pid, 77
    world.llama.alive -= {before}
    world.llama.alive.add(77)
    await world.ask("a").task
    world.llama.immortal = True
    with pytest.raises(EngineError):
        await world.manager.unload("a")
    assert world.state("a") is LoadState.FAILED
    world.llama.immortal = False


async def test_a_close_that_never_returns_has_a_limit(world: World, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("did not end within", level=40)
    await world.manager.load("a")
    world.llama.close_release = asyncio.Event()
    unloading = asyncio.create_task(world.manager.unload("a"))
    await quiet()
    await world.turn(CLOSE_LIMIT_S)
    with pytest.raises(EngineError):
        await unloading
    assert world.state("a") is LoadState.FAILED


async def test_an_unused_model_goes_after_its_keep_alive_time(world: World) -> None:
    await world.ask().task
    await world.turn(299.0)
    assert world.state() is LoadState.LOADED
    await world.turn(1.0)
    assert world.state() is LoadState.READY
    assert not world.llama.running


async def test_who_comes_while_an_unused_model_goes_gets_its_place(world: World) -> None:
    await world.ask("a").task
    world.llama.close_release = asyncio.Event()
    await world.turn(300.0)
    question = await world.asked("b")
    assert question.phases == [AnswerPhase.QUEUED]
    world.llama.close_release.set()
    assert await question.task == "Hello there"


async def test_the_keep_alive_time_starts_anew_with_every_use(world: World) -> None:
    await world.ask().task
    await world.turn(299.0)
    await world.ask().task
    await world.turn(299.0)
    assert world.state() is LoadState.LOADED
    assert world.timers.pending() == [1.0]


async def test_it_does_not_run_while_the_model_answers(world: World) -> None:
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release=release))
    question = await world.asked()
    await world.turn(10_000.0)
    assert world.state() is LoadState.LOADED
    release.set()
    await question.task


async def test_a_lease_in_the_moment_before_the_keep_alive_time_ends_keeps_the_model(world: World) -> None:
    await world.ask().task
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release=release))
    question = world.ask()
    await asyncio.sleep(0)  # the lease is taken
    world.timers.turn(300.0)
    release.set()
    await question.task
    assert len(world.llama.loads) == 1


async def test_a_lease_in_the_moment_after_it_loads_again(world: World) -> None:
    await world.ask().task
    question = world.ask()
    world.timers.turn(300.0)  # the unloading began before the lease was taken
    assert await question.task == "Hello there"
    assert len(world.llama.loads) == 2
    assert len(world.llama.running) == 1


@pytest.mark.parametrize(("keep_alive_s", "state"), [(0.0, LoadState.READY), (-1.0, LoadState.LOADED)])
async def test_keep_alive_of_zero_is_at_once_and_below_is_for_ever(
    world: World, keep_alive_s: float, state: LoadState
) -> None:
    world.keep_alive(keep_alive_s)
    await world.ask().task
    await world.turn(0.0 if keep_alive_s == 0.0 else 1e9)
    assert world.state() is state


async def test_unload_gives_the_memory_back(world: World) -> None:
    await world.manager.load("a")
    info = await world.manager.unload("a")
    assert info.state is LoadState.READY
    assert not world.llama.running
    assert (await world.manager.unload("a")).state is LoadState.READY
    assert world.timers.pending() == []


async def test_unload_is_refused_while_it_answers_or_somebody_waits(world: World) -> None:
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release=release))
    first, second = await world.asked(), await world.asked()
    with pytest.raises(Busy) as caught:
        await world.manager.unload("a")
    assert caught.value.params == {"answering": 1, "queued": 1}
    release.set()
    await asyncio.gather(first.task, second.task)
    await world.manager.unload("a")


async def test_unload_calls_off_a_load_that_only_load_waits_for(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(release=asyncio.Event()))
    world.llama.close_release = asyncio.Event()
    loading = asyncio.create_task(world.manager.load("a"))
    await quiet()
    unloading = asyncio.create_task(world.manager.unload("a"))
    with pytest.raises(Cancelled):
        await loading
    await quiet()
    assert not unloading.done(), "the process is still there"
    world.llama.close_release.set()
    await unloading
    assert not world.llama.running
    assert world.state() is LoadState.READY


async def test_giving_up_on_load_ends_it(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(release=asyncio.Event()))
    loading = asyncio.create_task(world.manager.load("a"))
    await quiet()
    loading.cancel()
    await quiet()
    assert not world.llama.running
    assert world.state() is LoadState.READY


async def test_a_load_that_succeeds_in_the_moment_it_is_called_off_leaves_nothing(world: World) -> None:
    release = asyncio.Event()
    world.llama.load_scripts.append(FakeLoad(release))
    loading = asyncio.create_task(world.manager.load("a"))
    await quiet()
    release.set()
    loading.cancel()
    await quiet()
    assert not world.llama.running
    assert world.state() is LoadState.READY


@pytest.mark.parametrize("error", [None, EngineError("Called off."), crash()])
async def test_a_load_that_does_not_heed_being_called_off_leaves_nothing(
    world: World, error: EngineError | None
) -> None:
    world.amx = True  # no second try with safe parameters
    world.llama.load_scripts.append(FakeLoad(asyncio.Event(), error, stubborn=True))
    loading = asyncio.create_task(world.manager.load("a"))
    await quiet()
    info = await world.manager.unload("a")
    assert info.state is LoadState.READY
    with pytest.raises(Cancelled):
        await loading
    await quiet()
    assert not world.llama.running
    assert world.recorder.deaths == []
    assert await world.ask().task == "Hello there"


async def test_a_forgotten_model_can_still_be_unloaded(world: World) -> None:
    await world.manager.load("a")
    del world.source.specs["a"]
    await world.manager.unload("a")
    assert not world.llama.running
    with pytest.raises(ModelNotFound):
        await world.manager.unload("never seen")


async def test_close_while_loading_sends_everybody_away_and_ends_the_worker(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(release=asyncio.Event()))
    questions = [await world.asked(), await world.asked(), await world.asked("b")]
    await world.manager.close()
    for question in questions:
        assert isinstance(await question.error(), Cancelled)
    assert not world.llama.running
    assert world.timers.pending() == []


async def test_close_ends_answers_and_workers_and_twice_is_once(world: World) -> None:
    world.options = replace(world.options, max_loaded_models=2)
    world.llama.answers.append(FakeAnswer(release=asyncio.Event()))
    question = await world.asked("a")
    await world.manager.load("b")
    await asyncio.gather(world.manager.close(), world.manager.close())
    assert isinstance(await question.error(), Cancelled)
    assert not world.llama.running
    assert [backend.closed for backend in world.llama.backends] == [1, 1]
    assert world.recorder.deaths == []


async def test_close_has_a_time_limit(world: World, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("did not end within", level=40)
    await world.manager.load("a")
    world.llama.close_release = asyncio.Event()
    closing = asyncio.create_task(world.manager.close())
    await quiet()
    assert not closing.done()
    await world.turn(CLOSE_LIMIT_S)
    await closing
    world.llama.alive.clear()  # what the system does with it later


async def test_out_of_memory_unloads_idle_models_and_tries_once_more(world: World) -> None:
    world.options = replace(world.options, max_loaded_models=3)
    await world.manager.load("a")
    world.llama.load_scripts.append(FakeLoad(error=EngineError("Full.", params={"reason": "out_of_memory"})))
    question = world.ask("b")
    assert await question.task == "Hello there"
    assert question.notes == ["Memory ran out: idle models were unloaded, trying again."]
    assert world.state("a") is LoadState.READY


async def test_out_of_memory_twice_is_an_error(world: World) -> None:
    world.options = replace(world.options, max_loaded_models=3)
    await world.manager.load("a")
    full = EngineError("Full.", params={"reason": "out_of_memory"})
    world.llama.load_scripts.extend([FakeLoad(error=full), FakeLoad(error=full)])
    assert (await world.ask("b").error()).message == "Full."
    assert len(world.llama.loads) == 3


async def test_room_is_made_once_even_if_another_model_is_idle_by_then(world: World) -> None:
    world.source.add("c")
    world.options = replace(world.options, max_loaded_models=3)
    await world.manager.load("a")
    release, second_try = asyncio.Event(), asyncio.Event()
    world.llama.answers.append(FakeAnswer(release=release))
    answering = await world.asked("b")
    full = EngineError("Full.", params={"reason": "out_of_memory"})
    world.llama.load_scripts.extend([FakeLoad(error=full), FakeLoad(second_try, full)])
    question = await world.asked("c")
    release.set()
    await answering.task
    second_try.set()
    assert (await question.error()).message == "Full."
    assert [world.state("a"), world.state("b")] == [LoadState.READY, LoadState.LOADED]


async def test_out_of_memory_with_nothing_to_unload_is_an_error_at_once(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(error=EngineError("Full.", params={"reason": "out_of_memory"})))
    assert (await world.ask("b").error()).message == "Full."
    assert len(world.llama.loads) == 1
