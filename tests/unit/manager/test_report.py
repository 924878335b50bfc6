"""What front ends are shown."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from app.backends.base import Availability
from app.errors import InvalidInput, ModelFileError, ModelNotFound, NoEngineForModel
from app.manager.ports import EngineOptions
from app.manager.report import STATUS_LIMIT_S
from app.types.models import BackendName, Capability, LoadState, ModelFacts, ModelSource, ModelSpec, SourceKind
from app.types.status import WorkerState, WorkerStatus
from tests.helpers.fake_backend import FakeAnswer, FakeLoad, crash
from tests.unit.manager.harness import FakeSource, World, quiet


async def test_the_list_shows_state_engine_size_and_default(world: World) -> None:
    world.source.default = "b"
    await world.manager.load("a")
    first, second = world.manager.models()
    assert (first.id, first.name, first.state, first.backend) == ("a", "A", LoadState.LOADED, BackendName.LLAMA_CPP)
    assert (first.context_tokens, first.size_bytes, first.path) == (2048, 100, "/m/a.gguf")
    assert first.capabilities == (Capability.TEXT,)
    assert (second.state, second.is_default, first.is_default) == (LoadState.READY, True, False)


async def test_states_are_told_as_they_come(world: World) -> None:
    await world.ask().task
    await world.manager.unload("a")
    assert [state for _, state in world.recorder.states] == [
        LoadState.LOADING,
        LoadState.LOADED,
        LoadState.LOADED,
        LoadState.READY,
        LoadState.READY,
    ]


async def test_a_missing_file_makes_a_model_unavailable_and_refuses_the_load(world: World) -> None:
    world.source.missing.add("a")
    info = world.manager.info("a")
    assert (info.state, info.reason, info.path) == (LoadState.UNAVAILABLE, "/m/a.gguf is missing.", "")
    with pytest.raises(ModelFileError):
        await world.manager.load("a")


class DamagedSource(FakeSource):
    """A catalogue whose files are all truncated."""

    def facts(self, spec: ModelSpec) -> ModelFacts | None:
        raise ModelFileError(f"{spec.name} is truncated.")


async def test_a_damaged_file_makes_a_model_unavailable_with_its_reason(tmp_path: Path) -> None:
    world = World(tmp_path / "notes.json", DamagedSource())
    info = world.manager.info("a")
    assert (info.state, info.reason, info.path) == (LoadState.UNAVAILABLE, "A is truncated.", "/m/a.gguf")
    with pytest.raises(ModelFileError):
        await world.manager.load("a")
    await world.manager.close()


async def test_no_engine_makes_a_model_unavailable_with_the_reason(world: World) -> None:
    world.llama.available = Availability(usable=False, reason="It is not installed.", hint="Install it.")
    info = world.manager.info("a")
    assert (info.state, info.backend) == (LoadState.UNAVAILABLE, None)
    assert info.reason == "It is not installed. Install it."
    with pytest.raises(NoEngineForModel) as caught:
        await world.manager.load("a")
    assert caught.value.message == "No engine can run A here. It is not installed. Install it."


async def test_a_disabled_engine_is_not_used(world: World) -> None:
    world.options = replace(world.options, engines={BackendName.LLAMA_CPP: EngineOptions(enabled=False)})
    assert world.manager.info("a").reason == "llama.cpp is turned off in the settings."
    error = await world.ask().error()
    assert error.message == "llama.cpp is turned off in the settings, and no other engine can run A here."
    assert error.hint.endswith("tektra settings set backends.llama_cpp.enabled true")
    with pytest.raises(NoEngineForModel, match=r"^llama\.cpp is turned off in the settings\.$"):
        async with world.manager.lease("a", backend=BackendName.LLAMA_CPP):
            pass


async def test_an_engine_that_refuses_a_model_says_why(world: World) -> None:
    world.llama.refuses["llama"] = "It does not know this architecture."
    assert world.manager.explain("a").chosen is None
    assert world.manager.explain("a").ranking[0].reason == "It does not know this architecture."
    with pytest.raises(ModelNotFound):
        world.manager.explain("nothing")


async def test_echo_answers_only_for_its_own_model(world: World) -> None:
    echo = world.add_engine(BackendName.ECHO)
    world.source.specs["echo"] = ModelSpec("echo", "Echo", ModelSource(SourceKind.ENGINE, "echo"))
    world.llama.refuses["echo"] = "Not a file."
    question = world.ask("echo")
    await question.task
    assert question.backend is BackendName.ECHO
    assert (echo.loads[0].path, echo.loads[0].model_id) == ("echo", "echo")
    world.llama.available = Availability(usable=False, reason="Not installed.")
    assert world.manager.explain("a").chosen is None


async def test_switching_engines_holds_for_the_session_and_changes_loaded_models(world: World) -> None:
    world.add_engine(BackendName.MISTRAL_RS)
    await world.manager.load("a")
    world.manager.switch_backend("mistral_rs")
    assert world.manager.explain("a").chosen is BackendName.MISTRAL_RS
    question = world.ask()
    await question.task
    assert question.backend is BackendName.MISTRAL_RS
    assert not world.llama.running


@pytest.mark.parametrize("name", ["mlx", "", "no such engine"])
async def test_switching_to_an_engine_that_is_not_there_names_those_that_are(world: World, name: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        world.manager.switch_backend(name)
    assert "llama_cpp" in caught.value.hint


async def test_load_parameters_follow_the_settings(world: World) -> None:
    own = EngineOptions(threads=2, context_tokens=1024, gpu_layers=5)
    world.options = replace(world.options, engines={BackendName.LLAMA_CPP: own})
    await world.manager.load("a")
    (spec,) = world.llama.loads
    assert (spec.threads, spec.context_tokens, spec.gpu_layers) == (2, 1024, 5)


async def test_status_shows_what_runs(world: World) -> None:
    assert await world.manager.status() == ()
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(release=release))
    question, waiting = await world.asked(), await world.asked()
    assert await world.manager.status() == (
        WorkerStatus(world.worker.pid, BackendName.LLAMA_CPP, "a", WorkerState.BUSY, memory_bytes=4096, queued=1),
    )
    release.set()
    await asyncio.gather(question.task, waiting.task)
    await world.manager.unload("a")
    assert await world.manager.status() == ()


async def test_status_shows_a_worker_that_loads(world: World) -> None:
    release = asyncio.Event()
    world.llama.load_scripts.append(FakeLoad(release))
    question = await world.asked()
    (status,) = await world.manager.status()
    assert (status.pid, status.state) == (world.worker.pid, WorkerState.LOADING)
    release.set()
    await question.task


async def test_status_does_not_wait_for_a_worker_that_is_silent(world: World) -> None:
    await world.manager.load("a")
    world.llama.status_error = crash()
    (status,) = await world.manager.status()
    assert (status.pid, status.state) == (None, WorkerState.DOWN)
    world.llama.status_error = None
    world.llama.status_release = asyncio.Event()
    asking = asyncio.create_task(world.manager.status())
    await quiet()
    await world.turn(STATUS_LIMIT_S)
    assert [status.state for status in await asking] == [WorkerState.DOWN]


async def test_status_leaves_out_what_no_engine_can_run(world: World) -> None:
    world.llama.available = Availability(usable=False, reason="Not installed.")
    with pytest.raises(NoEngineForModel):
        await world.manager.load("a")
    assert await world.manager.status() == ()
