"""The facade of the migration guide, over a real core with a real echo worker."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.config.paths import resolve_paths
from app.errors import EngineError, InvalidInput, NoEngineForModel
from app.runtime import CoreRuntime
from app.services.integration import TektraModelIntegration
from app.types.messages import Role
from tests.helpers.logfail import ExpectedLogs


@pytest.fixture
async def runtime() -> AsyncIterator[CoreRuntime]:
    runtime = CoreRuntime(resolve_paths(), auto=False)
    await runtime.start()
    yield runtime
    await runtime.stop()


@pytest.fixture
async def tektra(runtime: CoreRuntime) -> TektraModelIntegration:
    assert await runtime.integration.load_model("echo") == "Model Echo loaded"
    return runtime.integration


async def test_process_input_returns_the_whole_answer(tektra: TektraModelIntegration, runtime: CoreRuntime) -> None:
    assert await tektra.process_input("first question") == "first question"
    assert await tektra.process_input("second question") == "second question"
    (chat,) = await runtime.store.chats()
    texts = [turn.text for turn in (await runtime.store.chat(chat.id)).messages if turn.role is Role.USER]
    assert texts == ["first question", "second question"]


async def test_stream_response_yields_the_answer_as_it_comes(tektra: TektraModelIntegration) -> None:
    chunks = [chunk async for chunk in tektra.stream_response("one two three")]
    assert len(chunks) > 1
    assert "".join(chunks) == "one two three"


async def test_leaving_a_stream_stops_the_answer(tektra: TektraModelIntegration, runtime: CoreRuntime) -> None:
    stream = tektra.stream_response("/echo tokens=100000 rate=200")
    async for _chunk in stream:
        break
    await stream.aclose()
    assert runtime.answers.count == 0


async def test_a_failing_engine_raises_after_what_had_arrived(
    tektra: TektraModelIntegration, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("failed")
    chunks: list[str] = []
    with pytest.raises(EngineError, match="out of luck"):
        await _collect(tektra.stream_response("/echo fail_after=3 fail=out_of_luck"), chunks)
    assert chunks


async def test_names_of_the_guide(tektra: TektraModelIntegration) -> None:
    assert {model.id for model in await tektra.list_models()} >= {"smollm2:135m", "gemma3n:e4b", "echo"}
    assert tektra.validate_config() == ()
    await tektra.switch_backend("llama_cpp")
    with pytest.raises(InvalidInput):
        await tektra.switch_backend("no_such_engine")
    with pytest.raises(NoEngineForModel):
        await tektra.load_gemma3n()


async def test_validate_config_lists_every_problem_with_its_line(
    tektra: TektraModelIntegration, runtime: CoreRuntime, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("settings: ")
    file = runtime.paths.user_config
    file.write_text("[limits]\nmax_queue = 0\n[chat]\nread_ahaed = true\n[providers.x]\nkind = 'telepathy'\n")
    await runtime.config.reload()
    issues = {(issue.file, issue.line): issue for issue in tektra.validate_config()}
    assert set(issues) >= {(str(file), 2), (str(file), 4), (str(file), 6)}
    assert str(issues[str(file), 4]).startswith(f"{file}:4: There is no setting")
    assert "read_ahead" in issues[str(file), 4].hint


async def test_settings_that_change_are_in_force_with_the_next_question(
    tektra: TektraModelIntegration, runtime: CoreRuntime
) -> None:
    await runtime.writer.set({"limits.max_prompt_bytes": 1024})
    with pytest.raises(InvalidInput, match="1,024 are allowed"):
        await tektra.process_input("x" * 2000)
    await runtime.writer.reset(("limits.max_prompt_bytes",))
    assert await tektra.process_input("short") == "short"
    runtime.paths.user_config.write_text("[[models]]\nid = 'twin'\nsource = 'engine:echo'\n")
    await runtime.config.reload()
    assert "twin" in {model.id for model in await tektra.list_models()}


async def _collect(stream: AsyncIterator[str], chunks: list[str]) -> None:
    async for chunk in stream:
        chunks.append(chunk)  # noqa: PERF401 - what came before the error counts
