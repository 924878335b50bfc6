"""Tools with a real core and the echo engine: asked about once, always, by two clients, and killed in the middle."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from app.bridge.signatures import AnswerStarted, chat_continue, chat_open, chat_send, message_branch, tool_decide
from app.client.aio import AsyncClient
from app.config.paths import resolve_paths
from app.errors import AppError
from app.types.chats import ChatMessage, ChatOptions, MessageStatus, ToolDecision, ToolStatus
from app.types.streams import AnswerEnded, AnswerTool
from tests.e2e.conftest import Installation
from tests.helpers.procs import kill9

ASK = 'Let me see.\n/tool echo {"text":"hi"}'
TOOLS = ChatOptions(tools=("echo", "time"))
LIMIT_S = 30.0


@asynccontextmanager
async def window(tektra: Installation) -> AsyncIterator[AsyncClient]:
    """A client of a core that stays."""
    await asyncio.to_thread(tektra.run, "daemon", "start")
    async with await AsyncClient.connect(resolve_paths(), spawn=False) as client:
        yield client


async def send(client: AsyncClient, text: str) -> AnswerStarted:
    return await client.invoke(chat_send, text=text, model_id="echo", options=TOOLS)


async def until(client: AsyncClient, answer: ChatMessage, status: ToolStatus | None = None) -> Any:
    """Follow an answer until a call of it is as far as this, or to its end."""
    async with asyncio.timeout(LIMIT_S):
        async for item in client.follow(answer.channel or "", answer.channel_seq):
            if status is None and isinstance(item, AnswerEnded):
                return item.message
            if isinstance(item, AnswerTool) and item.use.status is status:
                return item.use
    raise AssertionError("the stream ended early")


async def test_two_clients_see_a_call_and_the_first_word_counts(tektra: Installation) -> None:
    async with window(tektra) as first, await AsyncClient.connect(resolve_paths(), spawn=False) as second:
        started = await send(first, ASK)
        use = await until(second, started.answer, ToolStatus.ASKED)
        message_id = started.answer.id
        await second.invoke(tool_decide, message_id=message_id, tool_id=use.id, decision=ToolDecision.ONCE)
        await first.invoke(tool_decide, message_id=message_id, tool_id=use.id, decision=ToolDecision.REFUSE)
        for client in (first, second):
            message = await until(client, started.answer)
            assert message.text == "Let me see.\nhi"
            assert [(use.status, use.result) for use in message.tools] == [(ToolStatus.DONE, "hi")]
        branch = await first.invoke(message_branch, message_id=message_id)
        copy = await first.invoke(chat_open, chat_id=branch.id)
        assert copy.messages[-1].tools == message.tools


async def test_a_core_that_is_killed_while_it_asks_did_not_run_it(tektra: Installation) -> None:
    async with window(tektra) as client:
        started = await send(client, ASK)
        use = await until(client, started.answer, ToolStatus.ASKED)
        await asyncio.to_thread(kill9, await asyncio.to_thread(tektra.core_pid))
        with pytest.raises(AppError):
            await client.invoke(chat_open, chat_id=started.chat.id)
    async with window(tektra) as client:
        chat = await client.invoke(chat_open, chat_id=started.chat.id)
        left = chat.messages[-1]
        assert (left.status, left.text) == (MessageStatus.INTERRUPTED, "Let me see.\n")
        assert [(known.id, known.status) for known in left.tools] == [(use.id, ToolStatus.INTERRUPTED)]
        assert "Tektra ended" in left.tools[0].result
        assert left.model_name == started.answer.model_name != ""
        resumed = await client.invoke(chat_continue, message_id=left.id)
        whole = await until(client, resumed.answer)
        assert whole.status is MessageStatus.COMPLETE
        assert whole.text == f"Let me see.\nError: {left.tools[0].result}", "the model reads why"


async def test_a_worker_that_is_killed_while_it_asks_is_started_again(tektra: Installation) -> None:
    async with window(tektra) as client:
        started = await send(client, ASK)
        use = await until(client, started.answer, ToolStatus.ASKED)
        await asyncio.to_thread(kill9, await asyncio.to_thread(tektra.worker_pid))
        await client.invoke(tool_decide, message_id=started.answer.id, tool_id=use.id, decision=ToolDecision.ALWAYS)
        assert (await until(client, started.answer)).text == "Let me see.\nhi"


def test_the_terminal_allows_refuses_and_remembers(tektra: Installation) -> None:
    program = tektra.run("run", "--allow-tool", "echo", f"{ASK}\n/then\n/tool echo {{broken\n/tool nothing {{}}")
    assert program.process.returncode == 0, program.stderr
    assert program.stdout == (
        "Let me see.\nhi\nError: the arguments are not valid JSON.\nError: there is no tool “nothing”.\n"
    )
    chat = tektra.json("chats")[0]["id"]
    refused = tektra.run("run", "--chat", chat, ASK)
    assert "--allow-tool echo" in refused.stderr
    assert refused.stdout == "Let me see.\nError: the person did not allow this call.\n"
    assert [tool["name"] for tool in tektra.json("tools", "allow", "echo") if tool["always"]] == ["echo"]
    assert tektra.run("run", "--chat", chat, ASK).stdout == "Let me see.\nhi\n"
    assert not any(tool["always"] for tool in tektra.json("tools", "revoke", "echo"))
    assert "[tool echo: done]\n[tool echo: failed]\n[tool nothing: failed]" in tektra.run("chats", "show", chat).stdout
    wrong = tektra.run("run", "--allow-tool", "nothing", "Hello")
    assert (wrong.process.returncode, "There is no tool" in wrong.stderr) == (2, True)
    assert "There is no tool" in tektra.run("tools", "allow", "nothing").stderr
    assert "asks" in tektra.run("tools").stdout
