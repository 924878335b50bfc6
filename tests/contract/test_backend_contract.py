"""What every backend promises, whatever engine is behind it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, replace

import pytest

from app.backends.base import Backend
from app.errors import AppError, Busy, Cancelled, EngineError, InvalidInput, PromptTooLong, Unsupported, WorkerDied
from app.process import is_alive
from app.types.embeddings import EmbedRequest
from app.types.generation import Sampling, StopReason
from app.types.models import Capability
from app.types.status import WorkerState, WorkerStatus
from tests.contract.cases import Case, ask, assistant, collect, enter, stream, user
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.procs import Programs, assert_gone
from tests.helpers.waiting import wait_until, wait_until_async

SOON_S = 15.0
"""For what happens at once, on a machine that is busy with other things; the slow prompts take far longer."""

PHASES = pytest.mark.parametrize("phase", ["reading", "writing"])


async def pid_of(backend: Backend) -> int:
    pid = (await backend.status()).pid
    assert pid
    return pid


def is_halted(pid: int) -> bool:
    import psutil

    return bool(psutil.Process(pid).status() == psutil.STATUS_STOPPED)


async def until_status(backend: Backend, condition: Callable[[WorkerStatus], object]) -> WorkerStatus:
    """The first status that meets the condition."""
    async with asyncio.timeout(SOON_S):
        while True:
            status = await backend.status()
            if condition(status):
                return status
            await asyncio.sleep(0.01)


async def test_a_stream_ends_with_its_figures(backend: Backend) -> None:
    outcome = await collect(backend, ask("Say hello to the sea and the wind.", max_tokens=5))
    usage = outcome.finished.usage
    assert outcome.text
    assert outcome.finished.reason is StopReason.LENGTH
    assert usage.completion_tokens == 5
    assert usage.first_token_s > 0
    assert usage.tokens_per_s > 0


async def test_counted_tokens_are_the_evaluated_ones(backend: Backend) -> None:
    messages = (user("What is the sea?"), assistant("Water, mostly."), user("And the rest? 🌊"))
    outcome = await collect(backend, ask(*messages, max_tokens=1))
    assert await backend.count_tokens(messages) == outcome.finished.usage.prompt_tokens


async def test_no_tokens_wanted_means_the_prompt_is_read_and_nothing_written(backend: Backend) -> None:
    outcome = await collect(backend, ask("Just read this.", max_tokens=0))
    assert outcome.text == ""
    assert outcome.finished.reason is StopReason.LENGTH


async def test_a_stop_string_ends_the_answer_and_is_not_part_of_it(backend: Backend) -> None:
    whole = (await collect(backend, ask("The quick brown fox jumps over the lazy dog."))).text
    stop = whole[len(whole) // 2 : len(whole) // 2 + 3]
    request = ask("The quick brown fox jumps over the lazy dog.")
    stopped = await collect(backend, ask(*request.messages, sampling=Sampling(0.0, repeat_penalty=1.0, stop=(stop,))))
    assert stopped.finished.reason is StopReason.STOP_STRING
    assert stopped.text == whole[: whole.index(stop)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0nul\0",
        "lone \ud800 surrogate \udfff",
        "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301",
        "שלום עולם مرحبا",
        "<|im_end|>",
        "{{ 7 * 7 }}",
    ],
    ids=["empty", "blank", "nul", "surrogates", "emoji", "rtl", "control", "template"],
)
async def test_every_text_is_answered(backend: Backend, text: str) -> None:
    outcome = await collect(backend, ask(text, max_tokens=8))
    outcome.text.encode("utf-8")  # whole characters only


async def test_a_conversation_without_messages_is_refused(backend: Backend) -> None:
    with pytest.raises(InvalidInput):
        await collect(backend, ask())


async def test_a_megabyte_is_refused_with_the_numbers_and_nothing_is_lost(backend: Backend, case: Case) -> None:
    with pytest.raises(PromptTooLong) as caught:
        await collect(backend, ask("word " * 210_000))
    assert caught.value.params["prompt_tokens"] > caught.value.params["context_tokens"] == case.spec.context_tokens
    assert f"{caught.value.params['prompt_tokens']:,}" in caught.value.message
    assert caught.value.hint
    await collect(backend, ask("Still there?"))


@pytest.mark.parametrize(
    "sampling",
    [
        Sampling(temperature=float("nan")),
        Sampling(temperature=float("inf")),
        Sampling(temperature=-1.0),
        Sampling(top_k=2**63),
        Sampling(top_k=-1),
        Sampling(top_p=1.5),
        Sampling(min_p=float("-inf")),
        Sampling(repeat_penalty=0.0),
        Sampling(seed=2**63),
        Sampling(seed=-1),
        Sampling(max_tokens=-1),
        Sampling(stop=("",)),
    ],
    ids=lambda sampling: next(f"{k}={v}" for k, v in asdict(sampling).items() if v != getattr(Sampling(), k)),
)
async def test_numbers_out_of_range_never_reach_the_engine(backend: Backend, sampling: Sampling) -> None:
    with pytest.raises(InvalidInput):
        await collect(backend, ask("Hello", sampling=sampling))
    await backend.ping()


async def test_an_open_turn_is_continued(backend: Backend) -> None:
    assert Capability.CONTINUE in backend.capabilities.abilities
    question = "one two three four five six seven eight nine ten"
    whole = await collect(backend, ask(question, max_tokens=10))
    head = whole.text[: whole.text.index(" ", len(whole.text) // 2)]
    rest = await collect(backend, ask(question, assistant(head), continue_final=True, max_tokens=10))
    assert (head + rest.text).startswith(whole.text)


@PHASES
async def test_leaving_the_stream_stops_the_engine_at_once(backend: Backend, case: Case, phase: str) -> None:
    answer = await enter(backend, case, phase)
    async with asyncio.timeout(SOON_S):
        await answer.aclose()
        assert (await backend.status()).state is WorkerState.IDLE
        await collect(backend, ask("Next, please.", max_tokens=2))


async def test_cancelling_the_waiting_task_stops_the_engine(backend: Backend, case: Case) -> None:
    task = asyncio.create_task(collect(backend, ask(case.long_read)))
    await until_status(backend, lambda status: status.state is WorkerState.BUSY)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(SOON_S):
        await collect(backend, ask("Next, please.", max_tokens=2))


async def test_a_stream_left_before_its_first_delta_costs_nothing(backend: Backend) -> None:
    answer = stream(backend, ask("Never asked."))
    await answer.aclose()
    assert (await backend.status()).state is WorkerState.IDLE


async def test_a_second_request_waits_for_the_first(backend: Backend, case: Case) -> None:
    answer = await enter(backend, case, "writing")
    second = asyncio.create_task(collect(backend, ask("And me?", max_tokens=2)))
    await until_status(backend, lambda status: status.queued == 1)
    assert not second.done()
    await answer.aclose()
    async with asyncio.timeout(SOON_S):
        assert (await second).finished.usage.completion_tokens


async def test_too_many_requests_are_refused_not_piled_up(backend: Backend, case: Case) -> None:
    first = await enter(backend, case, "writing")
    many = [asyncio.create_task(collect(backend, ask("Me too."))) for _ in range(64)]
    refused, _ = await asyncio.wait(many, timeout=SOON_S, return_when=asyncio.FIRST_COMPLETED)
    assert all(isinstance(task.exception(), Busy) for task in refused)
    for task in many:
        task.cancel()
    await asyncio.gather(*many, return_exceptions=True)
    await first.aclose()


@PHASES
async def test_it_answers_while_the_engine_computes(backend: Backend, case: Case, phase: str) -> None:
    answer = await enter(backend, case, phase)
    async with asyncio.timeout(SOON_S):
        await backend.ping()
        status = await backend.status()
    assert status.state is WorkerState.BUSY
    assert status.memory_bytes > 0
    await answer.aclose()


@pytest.mark.parametrize("phase", ["idle", "reading", "writing"])
async def test_a_killed_worker_is_a_typed_error_and_can_be_loaded_again(
    backend: Backend, case: Case, phase: str, exits: list[str], expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect(r"ended: it was killed from outside")
    answer = await enter(backend, case, phase) if phase != "idle" else None
    os.kill(await pid_of(backend), signal.SIGKILL)
    if answer:
        with pytest.raises(WorkerDied) as caught:
            async for _ in answer:
                pass
        assert "SIGKILL" in caught.value.message
        assert caught.value.hint
        assert caught.value.params["signal"] == "SIGKILL"
        assert caught.value.params["before_first_token"] is (phase == "reading")
    await wait_until_async(lambda: exits, what="the end to be noticed")
    status = await backend.status()
    assert (status.state, status.pid) == (WorkerState.DOWN, None)
    assert "SIGKILL" in status.cause
    with pytest.raises(WorkerDied, match="SIGKILL"):
        await backend.ping()
    with pytest.raises(EngineError):
        await collect(backend, ask("Anybody?"))
    await backend.load(case.spec)
    await collect(backend, ask("Again.", max_tokens=2))
    assert len(exits) == 1


async def test_a_worker_that_hangs_does_not_answer_a_ping_and_can_be_closed(
    backend: Backend, exits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.backends.worker.backend.PING_LIMIT_S", 0.2)
    pid = await pid_of(backend)
    os.kill(pid, signal.SIGSTOP)
    await wait_until_async(lambda: is_halted(pid), what="the process to halt")
    with pytest.raises(WorkerDied, match="does not answer"):
        await backend.ping()
    await backend.close()
    assert not is_alive(pid)
    assert exits == []


async def test_closing_twice_is_closing_once(backend: Backend, exits: list[str]) -> None:
    pid = await pid_of(backend)
    await asyncio.gather(backend.close(), backend.close())
    await backend.close()
    assert not is_alive(pid)
    assert exits == []
    with pytest.raises(EngineError):
        await collect(backend, ask("Anybody?"))


@PHASES
async def test_closing_in_mid_answer_ends_the_stream(backend: Backend, case: Case, phase: str) -> None:
    answer = await enter(backend, case, phase)
    pid = await pid_of(backend)
    closing = asyncio.create_task(backend.close())
    with pytest.raises(Cancelled):
        async for _ in answer:
            pass
    await closing
    assert not is_alive(pid)


async def test_closing_while_loading(case: Case) -> None:
    backend = case.create()
    loading = asyncio.create_task(backend.load(case.spec))
    pid = (await until_status(backend, lambda status: status.pid)).pid
    assert pid
    await backend.close()
    with pytest.raises(AppError):
        await loading
    assert not is_alive(pid)


async def test_closing_before_the_first_load(case: Case) -> None:
    backend = case.create()
    await backend.close()
    with pytest.raises(EngineError):
        await backend.load(case.spec)


async def test_a_load_that_nobody_waits_for_takes_its_process_along(case: Case) -> None:
    backend = case.create()
    loading = asyncio.create_task(backend.load(case.spec))
    pid = (await until_status(backend, lambda status: status.pid)).pid
    assert pid
    loading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loading
    assert not is_alive(pid)
    await backend.load(case.spec)
    await backend.close()


async def test_unloading_lets_go_and_loading_again_works(backend: Backend, case: Case) -> None:
    loaded = (await backend.status()).memory_bytes
    await backend.unload()
    assert (await backend.status()).memory_bytes <= loaded
    with pytest.raises(EngineError, match="No model is loaded"):
        await collect(backend, ask("Anybody?"))
    await backend.load(case.spec)
    await collect(backend, ask("Again.", max_tokens=2))


async def test_unknown_options_are_refused(backend: Backend, case: Case) -> None:
    with pytest.raises(InvalidInput, match="colour"):
        await backend.load(replace(case.spec, options={"colour": "blue"}))


async def test_embeddings_are_given_or_refused_with_a_reason(backend: Backend) -> None:
    if Capability.EMBEDDINGS not in backend.capabilities.abilities:
        with pytest.raises(Unsupported):
            await backend.embed(EmbedRequest(("one", "two")))


@pytest.mark.parametrize("phase", ["idle", "reading", "writing"])
def test_the_worker_dies_with_its_parent(case: Case, phase: str, programs: Programs) -> None:
    parent = programs.start_command([sys.executable, "-P", "-m", "tests.contract.orphan_parent", case.name, phase])
    line = wait_until(lambda: parent.stdout.endswith("\n") and parent.stdout, 60.0, "the worker's process id")
    worker = int(line)
    assert is_alive(worker)
    parent.kill9()
    assert_gone([worker])
