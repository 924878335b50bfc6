"""What is being typed is read ahead, and leaves no trace."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import EngineError, WorkerDied
from app.services.conversation import SUMMARY_BEFORE
from app.types.chats import Chat, ChatOptions, ContextPolicy, ToolStatus, ToolUse
from app.types.generation import GenerateRequest, Priority
from app.types.models import BackendName, Capability, LoadState
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.scripted_models import MODEL
from tests.unit.services.desk import Desk

SECRET = "xyzzy-is-never-sent"


async def settle(desk: Desk) -> None:
    """Let the draft that was handed over come as far as it comes."""
    await asyncio.sleep(0)
    while tasks := [task for task in asyncio.all_tasks() if task.get_name() == "draft"]:
        if len(desk.models.ahead) - desk.models.ahead_ended == len(tasks):
            return
        await asyncio.wait(tasks, timeout=0.01)


def files_with(folder: Path, text: str) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]


def read(desk: Desk) -> list[str]:
    return [message.text for message in desk.models.ahead[-1].messages]


async def test_a_draft_is_read_as_the_question_would_be(desk: Desk) -> None:
    last = await desk.say("one", "1")
    await desk.drafts.draft(text="two", chat_id=last.chat_id)
    await settle(desk)
    request = desk.models.ahead[0]
    await desk.say("two", "2", chat_id=last.chat_id)
    assert request.messages == desk.models.requests[-1].messages
    assert request.priority is Priority.DRAFT
    assert request.sampling.max_tokens == 0
    assert request.conversation == "", "nothing of it is kept on disk"
    assert desk.models.ahead_ended == 1, "Send ends it"


async def test_the_next_draft_of_a_chat_replaces_the_last_and_nothing_ends_it(desk: Desk) -> None:
    for number, text in enumerate(["a", "a b", "a b c"], start=1):
        await desk.drafts.draft(text=text)
        await settle(desk)
        assert (len(desk.models.ahead), desk.models.ahead_ended) == (number, number - 1)
    await desk.drafts.draft(text="")
    await settle(desk)
    assert desk.models.ahead_ended == 3


async def test_drafts_of_two_chats_do_not_end_each_other(desk: Desk) -> None:
    last = await desk.say("one", "1")
    await desk.drafts.draft(text="two", chat_id=last.chat_id)
    await settle(desk)
    await desk.drafts.draft(text="new")
    await asyncio.sleep(0)
    assert desk.models.ahead_ended == 0
    await desk.drafts.close()
    assert desk.models.ahead_ended == len(desk.models.ahead)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2_100_000])
async def test_there_is_nothing_to_read_in_nothing_and_in_what_may_not_be_sent(desk: Desk, text: str) -> None:
    await desk.drafts.draft(text=text)
    await settle(desk)
    assert desk.models.ahead == []


async def test_nothing_is_read_where_it_should_not_be(desk: Desk) -> None:
    async def is_read() -> bool:
        desk.models.ahead.clear()
        await desk.drafts.draft(text="draft")
        await settle(desk)
        await desk.drafts.draft(text="")
        desk.models.ahead_ended = 0
        return bool(desk.models.ahead)

    assert await is_read()
    desk.on_battery = True
    assert not await is_read()
    desk.on_battery = False
    for state in set(LoadState) - {LoadState.LOADED}:
        desk.models.state = state
        assert not await is_read(), f"no model is loaded for a draft: {state}"
    desk.models.state = LoadState.LOADED
    for elsewhere in (BackendName.CLOUD, BackendName.OLLAMA):
        desk.models.backend = elsewhere
        assert not await is_read(), "nothing leaves this machine"
    desk.models.backend = BackendName.LLAMA_CPP
    desk.set_chat(read_ahead=False)
    assert not await is_read()
    desk.set_chat(read_ahead=True)
    assert await is_read()
    desk.models.known = None
    assert not await is_read()


async def test_a_chat_that_is_being_answered_is_not_complete(desk: Desk) -> None:
    started = await desk.chats.send(text="one")
    await desk.drafts.draft(text="two", chat_id=started.chat.id)
    await settle(desk)
    assert desk.models.ahead == []
    desk.models.finish("1")
    await desk.follow(started.answer).ended()
    await desk.drafts.draft(text="two", chat_id=started.chat.id)
    await settle(desk)
    assert read(desk) == ["one", "1", "two"]


async def test_an_unknown_or_deleted_chat_is_no_error(desk: Desk) -> None:
    await desk.drafts.draft(text="draft", chat_id="nothing")
    await settle(desk)
    last = await desk.say("one", "1")
    await desk.drafts.draft(text="two", chat_id=last.chat_id)
    await settle(desk)
    await desk.chats.delete(chat_id=last.chat_id)
    await settle(desk)
    assert desk.models.ahead_ended == len(desk.models.ahead) == 1


@pytest.mark.parametrize("policy", [ContextPolicy.DROP, ContextPolicy.SUMMARISE])
async def test_what_is_left_out_of_the_chat_is_left_out_for_its_drafts(desk: Desk, policy: ContextPolicy) -> None:
    desk.models.context_tokens = 100
    last = await desk.say("q0 " * 40, "a0")
    if policy is ContextPolicy.SUMMARISE:
        desk.models.finish("A summary.")
    last = await desk.say("q1 " * 40, "a1", chat_id=last.chat_id, context_policy=policy)
    await desk.drafts.draft(text="q2", chat_id=last.chat_id)
    await settle(desk)
    summary = f"{SUMMARY_BEFORE}A summary.\n\n" if policy is ContextPolicy.SUMMARISE else ""
    assert read(desk) == [summary + "q1 " * 40, "a1", "q2"]
    await desk.say("q2", "a2", chat_id=last.chat_id)
    assert desk.models.ahead[-1].messages == desk.models.requests[-1].messages


@pytest.mark.parametrize("failure", [EngineError(SECRET), WorkerDied(SECRET), RuntimeError(SECRET), None])
async def test_a_draft_is_never_stored_or_logged(
    desk: Desk,
    failure: Exception | None,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    expected_logs: ExpectedLogs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(model_id: str, request: GenerateRequest) -> None:
        desk.models.ahead.append(request)
        desk.models.ahead_ended += 1
        if failure is not None:
            raise failure

    if isinstance(failure, RuntimeError):
        expected_logs.expect("a draft was not read: RuntimeError", logging.ERROR)
    monkeypatch.setattr(desk.models, "read_ahead", fail)
    last = await desk.say("one", "1")
    with caplog.at_level(logging.DEBUG):
        await desk.drafts.draft(text=SECRET, chat_id=last.chat_id)
        await settle(desk)
    assert read(desk) == ["one", "1", SECRET]
    assert SECRET not in caplog.text
    await desk.say("two", "2", chat_id=last.chat_id)
    await desk.store.close()
    assert files_with(tmp_path, "two"), "what was sent is there"
    assert not files_with(tmp_path, SECRET)
    assert SECRET not in str(desk.events)


async def test_a_chat_is_read_once_for_many_drafts_and_not_where_no_model_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = await desk.say("one", "1")
    reads, chat = list[str](), desk.store.chat

    async def counted(chat_id: str) -> Chat:
        reads.append(chat_id)
        return await chat(chat_id)

    monkeypatch.setattr(desk.store, "chat", counted)
    desk.models.state = LoadState.READY
    await desk.drafts.draft(text="two", chat_id=last.chat_id)
    await settle(desk)
    assert reads == []
    desk.models.state = LoadState.LOADED
    for text in ("two", "two and", "two and three"):
        await desk.drafts.draft(text=text, chat_id=last.chat_id)
        await settle(desk)
        assert read(desk) == ["one", "1", text]
    assert reads == [last.chat_id]
    await desk.messages.edit(message_id=last.id, text="uno")
    await desk.drafts.draft(text="two", chat_id=last.chat_id)
    await settle(desk)
    assert read(desk) == ["one", "uno", "two"]


async def test_what_the_engine_would_refuse_is_not_sent_to_it(desk: Desk) -> None:
    last = await desk.say("q0 " * 1_000, "a0")
    desk.models.context_tokens = 100
    await desk.drafts.draft(text="two", chat_id=last.chat_id)
    await settle(desk)
    assert desk.models.ahead == []


async def test_a_draft_is_read_with_the_tools_that_the_question_offers(desk: Desk) -> None:
    desk.models.known = replace(MODEL, capabilities=frozenset({Capability.TEXT, Capability.TOOLS}))
    use = ToolUse("a1", "time", "{}", 0, ToolStatus.DONE, "noon")
    started = await desk.chats.send(text="one", options=ChatOptions(tools=("time", "echo")))
    await desk.tree.put_tool(started.answer.id, use)
    desk.models.finish("1")
    last = await desk.follow(started.answer).ended()
    await desk.drafts.draft(text="two", chat_id=last.chat_id)
    await settle(desk)
    request = desk.models.ahead[0]
    await desk.say("two", "2", chat_id=last.chat_id)
    asked = desk.models.requests[-1]
    assert [tool.name for tool in request.tools] == ["time", "echo"]
    assert (request.messages, request.tools, request.tool_choice) == (asked.messages, asked.tools, asked.tool_choice)
    await desk.drafts.draft(text="a new one", options=ChatOptions(tools=("time",)))
    await settle(desk)
    assert [tool.name for tool in desk.models.ahead[-1].tools] == ["time"]
    desk.models.known = MODEL
    await desk.drafts.draft(text="a model that cannot", options=ChatOptions(tools=("time",)))
    await settle(desk)
    assert desk.models.ahead[-1].tools == ()
