"""Memory: predicted, measured, remembered; who fits beside whom, and what is refused with which figures."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from app.errors import EngineError, OutOfMemory
from app.manager.budget import MIN_RESERVE
from app.manager.digest import model_digest
from app.types.models import BackendName, DeviceInfo, LoadState, MemoryEstimate
from app.types.streams import AnswerPhase
from tests.helpers.fake_backend import FakeAnswer, FakeLoad
from tests.unit.manager.harness import World

MIB = 1024 * 1024


def predict(world: World, **bytes_per_token: int) -> None:
    """Each model is 100 bytes large; its window has 2048 tokens."""
    world.llama.cache_per_token.update(bytes_per_token)
    world.llama.memory.update({name: 100 + 2048 * per_token for name, per_token in bytes_per_token.items()})
    world.options = replace(world.options, max_loaded_models=8)


def limit(world: World, size: int) -> None:
    world.options = replace(world.options, memory_bytes=size)


def loaded(world: World) -> str:
    return "".join(name for name in sorted(world.source.specs) if world.state(name) is LoadState.LOADED)


async def test_models_stay_beside_each_other_while_there_is_room(world: World) -> None:
    world.source.add("c")
    predict(world, a=10, b=10, c=10)
    limit(world, 2 * (100 + 20480))
    for model_id in ("a", "b"):
        await world.ask(model_id).task
        await world.turn(1.0)
    assert loaded(world) == "ab"
    await world.ask("c").task
    assert loaded(world) == "bc", "the idlest made room"


async def test_as_many_go_as_have_to(world: World) -> None:
    world.source.add("c")
    predict(world, a=10, b=10, c=18)
    limit(world, 2 * (100 + 20480))
    await world.manager.load("a")
    await world.manager.load("b")
    await world.manager.load("c")
    assert loaded(world) == "c"


async def test_a_busy_model_is_waited_for(world: World) -> None:
    predict(world, a=10, b=10)
    limit(world, 30_000)
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release_after=release))
    first, second = await world.asked("a"), await world.asked("b")
    assert second.phases[-1] is AnswerPhase.QUEUED
    release.set()
    await asyncio.gather(first.task, second.task)
    assert loaded(world) == "b"


async def test_what_does_not_fit_alone_is_refused_with_figures_and_evicts_nobody(world: World) -> None:
    predict(world, a=1, b=20)
    limit(world, 100 + 20 * 1024)
    await world.manager.load("a")
    error = await world.ask("b").error()
    assert isinstance(error, OutOfMemory)
    assert error.params == {
        "model_id": "b",
        "need_bytes": 100 + 20 * 2048,
        "have_bytes": 100 + 20 * 1024,
        "context_tokens": 2048,
        "largest_context": 1024,
    }
    assert "1,024 tokens" in error.hint
    assert (loaded(world), len(world.llama.loads)) == ("a", 1)
    assert world.manager.info("b").reason == error.message
    limit(world, 50)
    error = await world.ask("b").error()
    assert error.params["largest_context"] == 0
    assert "smaller model" in error.hint


async def test_the_largest_context_that_was_named_fits(world: World) -> None:
    predict(world, b=20)
    limit(world, 100 + 20 * 1024)
    largest = (await world.ask("b").error()).params["largest_context"]
    world.source.specs["b"] = replace(world.source.specs["b"], context_tokens=largest)
    assert await world.ask("b").task == "Hello there"


async def test_without_a_limit_what_the_machine_has_counts(world: World) -> None:
    predict(world, a=10)
    world.available = MIN_RESERVE + 100 + 20480 - 1
    assert isinstance(await world.ask("a").error(), OutOfMemory)
    world.available += 1
    assert await world.ask("a").task == "Hello there"


async def test_what_is_not_predicted_is_tried(world: World) -> None:
    world.available = 0
    assert await world.ask("a").task == "Hello there"


async def test_measured_memory_is_shown_and_remembered(world: World) -> None:
    predict(world, a=10)
    world.llama.memory["a"] = 100 + 20480 + 64 * MIB
    await world.ask("a").task
    assert world.manager.info("a").memory_bytes == world.llama.memory["a"]
    digest = model_digest(world.source.specs["a"], world.source.facts_of["a"])
    assert world.notes.get(digest, BackendName.LLAMA_CPP).memory_beyond == 64 * MIB
    details = world.manager.details("a")
    assert details.estimate == MemoryEstimate(100, 20480, 0)
    assert details.loaded is not None
    assert details.loaded.context_tokens == 2048
    await world.manager.unload("a")
    assert world.manager.details("a").estimate == MemoryEstimate(100, 20480, 0, 64 * MIB), "what was learnt is used"
    assert world.manager.info("a").memory_bytes == 0
    limit(world, 64 * MIB)
    assert isinstance(await world.ask("a").error(), OutOfMemory)


async def test_details_of_what_nothing_can_run_or_nobody_can_predict(world: World) -> None:
    world.llama.refuses["a"] = "No."
    details = world.manager.details("a")
    assert (details.estimate, details.loaded) == (None, None)
    assert details.facts == world.source.facts_of["a"]
    assert world.manager.details("b").estimate is None
    world.source.facts_of.clear()
    assert world.manager.details("b").facts is None


async def test_memory_that_nobody_can_measure_leaves_the_notes_alone(world: World) -> None:
    predict(world, a=10)
    await world.manager.load("a")
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release=release))
    question = await world.asked("a")
    world.llama.status_error = EngineError("It does not say.")
    release.set()
    assert await question.task == "Hello there"
    world.llama.status_error = None


async def test_a_graphics_card_may_take_what_does_not_fit_here(world: World) -> None:
    predict(world, a=10)
    options = world.options.of(BackendName.LLAMA_CPP)
    world.options = replace(world.options, engines={BackendName.LLAMA_CPP: replace(options, gpu_layers=-1)})
    limit(world, 10_000)
    assert isinstance(await world.ask("a").error(), OutOfMemory)
    world.llama.devices = (
        DeviceInfo("CPU", "cpu", memory_free=10**9),
        DeviceInfo("Vulkan1", "igpu", memory_free=10**9),
    )
    assert isinstance(await world.ask("a").error(), OutOfMemory), "that is the same memory"
    world.llama.devices = (DeviceInfo("CUDA0", "gpu", memory_free=15_000),)
    assert await world.ask("a").task == "Hello there"


async def test_devices_are_asked_of_a_running_worker_else_of_one_made_for_it(world: World) -> None:
    world.llama.devices = (DeviceInfo("CPU", "cpu"), DeviceInfo("CPU", "cpu"))
    assert await world.manager.devices() == (DeviceInfo("CPU", "cpu"),)
    assert not world.llama.running
    await world.manager.load("a")
    assert len(await world.manager.devices()) == 1
    assert len(world.llama.backends) == 2
    world.llama.devices = EngineError("It cannot say.")
    assert await world.manager.devices() == ()


async def test_a_model_that_nobody_wants_comes_back_only_where_there_is_room(world: World) -> None:
    predict(world, a=10, b=10)
    limit(world, 30_000)
    await world.manager.load("a")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.manager.supervision.log.warning", lambda *_: None)
        world.worker.kill()
    await world.manager.load("b")
    await world.turn(0.5)
    assert loaded(world) == "b"


async def test_out_of_memory_in_spite_of_the_prediction_unloads_idle_ones_once(world: World) -> None:
    predict(world, a=10, b=10)
    await world.manager.load("a")
    world.llama.load_scripts.append(FakeLoad(error=EngineError("Full.", params={"reason": "out_of_memory"})))
    assert await world.ask("b").task == "Hello there"
    assert loaded(world) == "b"


async def test_a_models_own_keep_alive_counts(world: World) -> None:
    world.source.specs["a"] = replace(world.source.specs["a"], keep_alive_s=5.0)
    await world.ask("a").task
    assert world.timers.pending() == [5.0]
    await world.turn(5.0)
    assert loaded(world) == ""


async def test_the_processor_is_one_device_whatever_engines_call_it(world: World) -> None:
    second = world.add_engine(BackendName.MLX)
    full = DeviceInfo("CPU", "cpu", "AMD EPYC", 10**10, 10**9)
    card = DeviceInfo("CUDA0", "gpu", "A card", 10**10, 10**9)
    for first, other in ((full, DeviceInfo("cpu", "cpu", "cpu")), (DeviceInfo("cpu", "cpu", "cpu"), full)):
        world.llama.devices, second.devices = (first, card), (other,)
        assert await world.manager.devices() == (full, card)
