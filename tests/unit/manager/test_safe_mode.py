"""The first crash is the probe: safe parameters once, remembered for model and machine."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from app.errors import WorkerDied
from app.manager.digest import model_digest
from app.manager.notes import EngineNotes
from app.manager.ports import EngineOptions
from app.types.generation import ThinkingDelta
from app.types.models import BackendName, Speculation, Tuning
from tests.helpers.fake_backend import FakeAnswer, FakeLoad, crash
from tests.helpers.logfail import ExpectedLogs
from tests.unit.manager.harness import World

SAFE = "Starting again with safe parameters."


def safe_modes(world: World) -> list[bool]:
    return [spec.safe_mode for spec in world.llama.loads]


@pytest.mark.parametrize("signal", ["SIGSEGV", "SIGILL", "SIGABRT"])
async def test_a_crash_while_loading_loads_again_with_safe_parameters(world: World, signal: str) -> None:
    world.llama.load_scripts.append(FakeLoad(error=crash(signal)))
    question = world.ask()
    assert await question.task == "Hello there"
    assert safe_modes(world) == [False, True]
    assert question.notes == [SAFE]


async def test_a_crash_before_the_first_token_answers_with_safe_parameters_at_once(
    world: World, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("the worker of a died")
    world.llama.answers.append(FakeAnswer(texts=(), error=crash()))
    question = world.ask()
    assert await question.task == "Hello there"  # no time passed: the restart's pause is skipped
    assert safe_modes(world) == [False, True]
    assert [progress.note for progress in question.progress] == ["", SAFE], "the note stays until the answer comes"
    assert len(world.llama.requests) == 2


async def test_it_is_remembered_over_a_restart_of_the_core(world: World) -> None:
    world.llama.load_scripts.append(FakeLoad(error=crash()))
    await world.ask().task
    await world.manager.unload("a")
    world.notes.read()
    await world.ask("a").task
    await world.ask("b").task
    assert safe_modes(world) == [False, True, True, False]


async def test_amx_means_safe_parameters_from_the_start(world: World) -> None:
    world.amx = True
    await world.ask().task
    assert safe_modes(world) == [True]


async def test_a_crash_with_safe_parameters_is_not_tried_a_third_time(world: World) -> None:
    world.llama.load_scripts.extend([FakeLoad(error=crash()), FakeLoad(error=crash())])
    question = world.ask()
    assert isinstance(await question.error(), WorkerDied)
    assert safe_modes(world) == [False, True]
    assert "SIGSEGV" in world.manager.explain("a").ranking[0].reason


async def test_a_crash_after_the_first_token_is_no_probe(world: World, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("the worker of a died")
    world.llama.answers.append(FakeAnswer(error=crash()))
    question = world.ask()
    await world.turn(0.5)
    assert await question.task == "Hello there" * 2
    assert safe_modes(world) == [False, False]


async def test_what_safe_parameters_do_not_cure_is_tried_with_plain_ones(world: World) -> None:
    tuning = Tuning(flash_attention="on", cache_type_v="q8_0")
    options = EngineOptions(tuning=tuning)
    world.options = replace(world.options, engines={BackendName.LLAMA_CPP: options})
    world.llama.load_scripts.extend([FakeLoad(error=crash()), FakeLoad(error=crash())])
    question = world.ask()
    assert await question.task == "Hello there"
    assert [spec.tuning.flash_attention for spec in world.llama.loads] == ["on", "on", "off"]
    assert question.notes == [SAFE, "Starting again without flash attention and without guessing ahead."]
    await world.manager.unload("a")
    await world.ask().task
    last = world.llama.loads[-1]
    assert (last.safe_mode, last.tuning.cache_type_v) == (True, "f16"), "the next start begins with what was learnt"


def guessing_crash() -> WorkerDied:
    return WorkerDied("It crashed.", params={"signal": "SIGSEGV", "work": "speculation", "culprit": None})


@pytest.mark.parametrize("texts", [(), ("Hello",)])
async def test_a_crash_while_guessing_ahead_ends_the_guessing_and_the_answer_goes_on(
    world: World, texts: tuple[str, ...], expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("the worker of a died")
    world.options = replace(world.options, engines={BackendName.LLAMA_CPP: EngineOptions()})
    world.llama.answers.append(FakeAnswer(texts=texts, error=guessing_crash()))
    world.llama.answers.append(FakeAnswer(texts=(" there",)))
    question = world.ask()
    assert await question.task == "".join(texts) + " there"
    assert [spec.tuning.speculation for spec in world.llama.loads] == [Speculation.AUTO, Speculation.OFF]
    assert safe_modes(world) == [False, False]
    assert question.notes == ["Starting again without flash attention and without guessing ahead."]


async def test_a_crash_while_guessing_ahead_teaches_also_where_the_answer_cannot_go_on(
    world: World, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("the worker of a died")
    world.options = replace(world.options, engines={BackendName.LLAMA_CPP: EngineOptions()})
    world.llama.answers.append(FakeAnswer((), error=guessing_crash(), extra=(ThinkingDelta("Hm."),)))
    assert (await world.ask().error()).message == "It crashed."
    await world.turn(0.5)
    assert await world.ask().task == "Hello there"
    assert [spec.tuning.speculation for spec in world.llama.loads] == [Speculation.AUTO, Speculation.OFF]


@pytest.mark.parametrize("work", ["media", "sampling"])
async def test_a_crash_over_one_requests_own_matter_teaches_nothing_about_the_model(
    world: World, work: str, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("the worker of a died")
    fault = WorkerDied("It crashed.", params={"signal": "SIGSEGV", "work": work, "culprit": True})
    world.llama.answers.append(FakeAnswer(texts=(), error=fault))
    assert (await world.ask().error()).message == "It crashed."
    await world.turn(0.5)
    assert await world.ask().task == "Hello there"
    assert safe_modes(world) == [False, False]


async def test_stop_while_it_starts_again_leaves_at_once(world: World, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("the worker of a died")
    release = asyncio.Event()
    world.llama.answers.append(FakeAnswer(texts=(), error=crash()))
    world.llama.load_scripts.extend([FakeLoad(), FakeLoad(release)])
    question = await world.asked()
    assert safe_modes(world) == [False, True]
    await question.stop()
    release.set()


async def test_measured_speed_and_success_are_noted(world: World) -> None:
    await world.ask().task
    assert world.manager.info("a").tokens_per_s == 50.0
    again = EngineNotes(world.notes_file, "machine", lambda: world.wall)
    again.read()
    digest = model_digest(world.source.specs["a"], world.source.facts_of["a"])
    assert again.tokens_per_s(digest, BackendName.LLAMA_CPP, "") == 50.0
