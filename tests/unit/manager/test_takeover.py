"""The next engine takes over before the first token, and never after it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from app.backends.base import Availability
from app.backends.openai_api.problems import status_error
from app.errors import (
    AppError,
    Busy,
    Cancelled,
    EngineError,
    EngineUnavailable,
    InvalidInput,
    KeyRefused,
    LocalOnly,
    ModelFileError,
    NoEngineForModel,
    OutOfMemory,
    PromptTooLong,
    Unsupported,
)
from app.manager.takeover import NAMES, lasts, may_take_over, other_engine_note, words
from app.manager.troubles import COUNTS_S
from app.types.models import BackendName, LoadState
from tests.helpers.fake_backend import FakeAnswer, FakeEngine, FakeLoad, crash
from tests.helpers.logfail import ExpectedLogs
from tests.unit.manager.harness import GIB, REQUEST, World, quiet

LLAMA, MISTRAL, OLLAMA = BackendName.LLAMA_CPP, BackendName.MISTRAL_RS, BackendName.OLLAMA
ABSENT = EngineUnavailable("It does not answer.", params={"reason": "refused"})


@pytest.fixture
def second(world: World) -> FakeEngine:
    return world.add_engine(MISTRAL)


def test_only_an_engines_own_fault_is_passed_on() -> None:
    for error in (EngineError("500"), ABSENT, crash(), OutOfMemory("big"), ModelFileError("odd"), Unsupported("no")):
        assert may_take_over(error), error
    for busy in (429, 503, 529):
        assert may_take_over(status_error("The provider", busy, None)), "the server's own queue, not ours"
        assert may_take_over(status_error("The provider", busy, None, retry_after="7"))
    for own in (PromptTooLong("long"), Cancelled("stop"), Busy("full"), KeyRefused("key"), InvalidInput("what")):
        assert not may_take_over(own), own
    assert may_take_over(LocalOnly("blocked"))
    assert may_take_over(Busy("Ollama is busy.", params={"reason": "server"}))


def test_what_is_about_one_request_only_is_not_held_against_an_engine() -> None:
    assert lasts(ABSENT)
    assert not lasts(Unsupported("no grammar"))
    assert not lasts(EngineError("nonsense", params={"reason": "unfit"}))


def test_the_sentence_names_both_engines() -> None:
    note = other_engine_note(OLLAMA, words(EngineError("")), LLAMA)
    assert note == "Ollama failed: It failed. llama.cpp took over."
    assert set(NAMES) == set(BackendName)


@pytest.mark.parametrize("error", [ABSENT, EngineError("HTTP 500"), ModelFileError("Unknown architecture.")])
async def test_a_load_that_fails_goes_to_the_next_engine(world: World, second: FakeEngine, error: AppError) -> None:
    world.llama.load_scripts.append(FakeLoad(error=error))
    question = world.ask()
    assert await question.task == "Hello there"
    assert question.backend is MISTRAL
    assert question.notes[-1] == f"llama.cpp failed: {error.message} mistral.rs took over."
    assert not world.llama.running
    assert len(second.loads) == 1


@pytest.mark.parametrize("error", [ABSENT, EngineError("HTTP 503"), Unsupported("It knows no grammars.")])
async def test_an_answer_that_fails_before_its_first_token_does_too(
    world: World, second: FakeEngine, error: AppError
) -> None:
    world.llama.answers.append(FakeAnswer(texts=(), error=error))
    async with world.manager.lease("a") as lease:
        notes = [(lease.backend, lease.note) async for _ in lease.generate(REQUEST)]
    assert notes[0] == (LLAMA, "")
    assert notes[-1] == (MISTRAL, f"llama.cpp failed: {error.message} mistral.rs took over.")
    assert not world.llama.running, "its memory was given back"
    assert len(second.running) == 1


async def test_after_the_first_token_it_never_switches(world: World, second: FakeEngine) -> None:
    world.llama.answers.append(FakeAnswer(texts=("Hel",), error=EngineError("HTTP 500")))
    question = world.ask()
    assert (await question.error()).message == "HTTP 500"
    assert question.text == "Hel"
    assert not second.loads


@pytest.mark.parametrize("error", [PromptTooLong("long"), Busy("full"), KeyRefused("wrong key"), InvalidInput("no")])
async def test_what_is_the_requests_own_fault_is_told_at_once(
    world: World, second: FakeEngine, error: AppError
) -> None:
    world.llama.answers.append(FakeAnswer(texts=(), error=error))
    assert await world.ask().error() is error
    assert not second.loads


async def test_counting_tokens_lets_the_next_engine_take_over_too(
    world: World, second: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.manager.lease("a") as lease:

        async def fails(*_: object) -> int:
            raise ABSENT

        monkeypatch.setattr(world.worker, "count_tokens", fails)
        assert await lease.count_tokens(REQUEST.messages) == 1
        assert lease.backend is MISTRAL
        assert lease.note
    assert len(second.running) == 1


async def test_what_just_failed_is_not_tried_again_for_a_minute(world: World, second: FakeEngine) -> None:
    world.manager.switch_backend("llama_cpp")
    world.llama.load_scripts.extend([FakeLoad(error=ABSENT)] * 2)
    await world.ask().task
    await world.ask().task
    assert len(world.llama.loads) == 1
    assert len(second.loads) == 1
    assert "failed with it lately: It does not answer." in world.manager.explain("a").ranking[1].reason
    await world.turn(COUNTS_S + 1)
    question = world.ask()
    assert await question.task == "Hello there"
    assert len(world.llama.loads) == 2, "the person asked for it, and the minute is over"
    assert question.backend is MISTRAL


async def test_no_engine_left_is_one_error_with_all_reasons(world: World, second: FakeEngine) -> None:
    third = world.add_engine(OLLAMA)
    third.available = Availability(usable=False, reason="Ollama does not run.", hint="Start it.")
    world.llama.load_scripts.append(FakeLoad(error=ABSENT))
    second.load_scripts.append(FakeLoad(error=EngineError("It broke.")))
    error = await world.ask().error()
    assert isinstance(error, NoEngineForModel)
    assert error.message == "No engine can run A here. llama.cpp: It does not answer. mistral.rs: It broke."
    assert error.detail.splitlines() == [
        "llama_cpp: It does not answer.",
        "mistral_rs: It broke.",
        "ollama: Ollama does not run. Start it.",
    ]
    assert error.params["tried"] == ["llama_cpp", "mistral_rs"]
    assert world.state() is LoadState.FAILED
    assert not world.llama.running
    assert not second.running


async def test_the_only_engine_keeps_its_own_error(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(error=ABSENT))
    assert await world.ask().error() is ABSENT


async def test_no_text_leaves_this_machine_because_an_engine_failed(world: World) -> None:
    elsewhere = world.add_engine(OLLAMA)
    elsewhere.available = Availability(usable=True, where="http://192.0.2.7:11434")
    world.options = replace(world.options, local_only=False)
    world.llama.load_scripts.append(FakeLoad(error=ABSENT))
    assert await world.ask().error() is ABSENT
    question = world.ask()
    await question.task
    assert question.backend is BackendName.LLAMA_CPP, "the next request does not go there either"
    await world.manager.unload("a")
    world.llama.available = Availability(usable=False, reason="Gone.")
    assert "another machine" in (await world.ask().error()).detail
    assert not elsewhere.loads
    world.source.prefer("a", OLLAMA)
    question = world.ask()
    await question.task
    assert question.backend is OLLAMA, "the person chose it"


async def test_a_model_too_large_for_memory_does_not_go_where_nobody_knows_its_size(world: World) -> None:
    world.available = 8 * GIB
    world.llama.cache_per_token = {"a": GIB // 100}
    second = world.add_engine(OLLAMA)
    for _ in range(2):
        error = await world.ask().error()
        assert isinstance(error, OutOfMemory)
        assert "22.0 GB" in error.message
    assert not second.loads
    assert "of memory" in world.manager.explain("a").ranking[1].reason, "it counts as if it took as much"


async def test_an_engine_that_says_nothing_of_memory_counts_with_the_models_file(world: World) -> None:
    world.available = 8 * GIB
    world.source.facts_of["a"] = replace(world.source.facts_of["a"], file_bytes=9 * GIB)
    assert "needs about 9.7 GB" in world.manager.explain("a").ranking[0].reason
    assert await world.ask().task == "Hello there", "it refuses by itself what it cannot load"


async def test_local_only_blocks_an_engine_of_another_machine(world: World) -> None:
    elsewhere = world.add_engine(OLLAMA)
    elsewhere.available = Availability(usable=True, where="http://192.0.2.7:11434")
    world.llama.available = Availability(usable=False, reason="Gone.")
    error = await world.ask().error()
    assert "“Local only” is on" in error.detail
    elsewhere.available = Availability(usable=True, where="http://127.0.0.1:11434")
    assert await world.ask().task == "Hello there"


async def test_an_engine_that_was_asked_for_alone_is_not_replaced(world: World, second: FakeEngine) -> None:
    second.load_scripts.append(FakeLoad(error=ABSENT))
    with pytest.raises(EngineUnavailable):
        async with world.manager.lease("a", backend=MISTRAL):
            pass
    assert not world.llama.loads
    second.answers.append(FakeAnswer(texts=(), error=EngineError("HTTP 500")))
    world.manager.switch_backend("mistral_rs")
    async with world.manager.lease("a", backend=MISTRAL) as lease:
        with pytest.raises(EngineError, match="HTTP 500"):
            assert [delta async for delta in lease.generate(REQUEST)]
    assert not world.llama.loads


async def test_an_engine_that_cannot_run_the_model_cannot_be_asked_for(world: World, second: FakeEngine) -> None:
    second.refuses["a"] = "No such architecture."
    with pytest.raises(NoEngineForModel) as caught:
        async with world.manager.lease("a", backend=MISTRAL):
            pass
    assert caught.value.message == "mistral.rs cannot run A here. No such architecture."


async def test_two_requests_take_over_together(world: World, second: FakeEngine) -> None:
    release = asyncio.Event()
    world.llama.load_scripts.append(FakeLoad(release=release, error=ABSENT))
    questions = [world.ask(), world.ask()]
    await quiet()
    release.set()
    for question in questions:
        assert await question.task == "Hello there"
    assert len(second.loads) == 1


async def test_a_model_that_does_not_fit_goes_to_an_engine_with_which_it_does(world: World) -> None:
    world.add_engine(MISTRAL).cache_per_token["a"] = 1000
    world.available = 2 * 1024**3
    world.llama.cache_per_token["a"] = 4 * 1024**2
    question = world.ask()
    await question.task
    assert question.backend is MISTRAL
    reason = world.manager.explain("a").ranking[1].reason
    assert reason.startswith("It needs about 8.6 GB of memory, but only 1.")


async def test_a_choice_is_written_down_when_it_changes(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.add_engine(MISTRAL)
    caplog.set_level("INFO", "app.manager.planner")
    for _ in range(2):
        await world.ask().task
        await world.manager.unload("a")
    world.manager.switch_backend("mistral_rs")
    await world.ask().task
    assert [record.getMessage() for record in caplog.records if record.name == "app.manager.planner"] == [
        "a gets llama_cpp: It is the first engine in the order that can run the model here.",
        "a gets mistral_rs: You switched to it.",
    ]


@pytest.mark.parametrize("how", ["fails", "is gone"])
async def test_an_idle_engine_that_does_not_come_back_is_told_with_the_next_answer_only(
    world: World, second: FakeEngine, expected_logs: ExpectedLogs, how: str
) -> None:
    expected_logs.expect("the worker of a died")
    await world.ask().task
    if how == "fails":
        world.llama.load_scripts.append(FakeLoad(error=EngineError("Its program is broken.")))
    else:
        world.llama.available = Availability(usable=False, reason="Its program is broken.")
    world.worker.kill()
    await world.turn(0.5)
    assert len(second.running) == 1, "it came back by itself, before anybody asked"
    said = []
    for _ in range(2):
        async with world.manager.lease("a") as lease:
            assert [delta async for delta in lease.generate(REQUEST)]
            assert lease.backend is MISTRAL
            said.append(lease.note)
    assert said[0].startswith("llama.cpp failed: ")
    assert said[0].endswith("mistral.rs took over.")
    assert said[1] == ""


async def test_an_engine_that_was_switched_while_it_was_dead_is_no_take_over(
    world: World, second: FakeEngine, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("the worker of a died")
    await world.ask().task
    world.worker.kill()
    world.manager.switch_backend("mistral_rs")
    await world.turn(0.5)
    async with world.manager.lease("a") as lease:
        assert [delta async for delta in lease.generate(REQUEST)]
        assert (lease.backend, lease.note) == (MISTRAL, "")
