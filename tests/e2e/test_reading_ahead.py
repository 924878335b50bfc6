"""Drafts and answers side by side, with the real engine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.bridge.channels import ChannelItem
from app.bridge.signatures import chat_draft
from app.client.aio import AsyncClient
from app.config.paths import resolve_paths
from app.runtime import CoreRuntime
from app.types.chats import ChatMessage
from app.types.streams import AnswerEnded, AnswerPhase, AnswerProgress, AnswerText

pytestmark = pytest.mark.engine

STARTER = "smollm2:135m"
BRIEF = "[presets.brief]\nmax_tokens = 24\ntemperature = 0.0\n"
SECRET = "xyzzy plugh"
TEXT = " ".join(f"Thing {number} is blue." for number in range(30))


@pytest.fixture
async def runtime(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[CoreRuntime]:
    paths = resolve_paths()
    paths.ensure()
    paths.config.mkdir(exist_ok=True)
    (paths.config / "config.toml").write_text(BRIEF, "utf-8")
    monkeypatch.setattr("app.runtime.on_battery", lambda: False)
    runtime = CoreRuntime(paths, auto=False)
    await runtime.start()
    yield runtime
    await runtime.stop()


class Follower:
    """What comes on an answer's channel."""

    def __init__(self, runtime: CoreRuntime, message: ChatMessage) -> None:
        self.items: list[ChannelItem] = []
        self._end = asyncio.Event()
        runtime.channels.get(message.channel or "").receive(self._take)

    def _take(self, item: ChannelItem) -> None:
        self.items.append(item)
        if item.end:
            self._end.set()

    async def ended(self) -> ChatMessage:
        await asyncio.wait_for(self._end.wait(), 90)
        last = self.items[-2].data
        assert isinstance(last, AnswerEnded)
        return last.message

    @property
    def began(self) -> bool:
        return any(isinstance(item.data, AnswerText) for item in self.items)


async def ask(runtime: CoreRuntime, text: str, chat_id: str | None = None) -> ChatMessage:
    started = await runtime.chats.send(text=text, chat_id=chat_id, model_id=STARTER, preset="brief")
    return await Follower(runtime, started.answer).ended()


def files_with(folder: Path, text: str) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]


async def test_after_a_draft_only_the_last_words_are_read_and_a_draft_leaves_no_trace(runtime: CoreRuntime) -> None:
    first = await ask(runtime, "Say hello.")
    async with await AsyncClient.connect(runtime.paths, spawn=False) as window:
        await window.invoke(chat_draft, text=f"{TEXT} {SECRET}", chat_id=first.chat_id)
    await asyncio.gather(*runtime._desk.drafts._running.values())
    answer = await ask(runtime, f"{TEXT} Which colour?", first.chat_id)
    assert answer.usage is not None
    assert answer.usage.prompt_tokens > 150
    assert answer.usage.prompt_tokens - answer.usage.reused_tokens < 25
    await runtime.stop()
    home = runtime.paths.database.parent.parent
    assert files_with(home, "Which colour?"), "what was sent is there"
    assert not files_with(home, SECRET)


@pytest.mark.parametrize("length", [1, 36])
async def test_a_title_leaves_the_chat_read_in_a_window_too_small_for_both(runtime: CoreRuntime, length: int) -> None:
    config = runtime.paths.config / "config.toml"
    config.write_text(BRIEF + "[backends.llama_cpp]\ncontext_tokens = 512\n", "utf-8")
    await runtime.stop()
    small = CoreRuntime(runtime.paths, auto=False)
    await small.start()
    first = await ask(small, f"{TEXT[: 18 * length]} Which colour is the sea?")
    (title,) = [task for task in asyncio.all_tasks() if task.get_name() == "titles"]
    await asyncio.wait([title])
    second = await ask(small, "And why?", first.chat_id)
    await small.stop()
    assert second.usage is not None
    assert second.usage.prompt_tokens - second.usage.reused_tokens < 25


async def test_two_chats_are_answered_at_the_same_time(runtime: CoreRuntime) -> None:
    await ask(runtime, "Say hello.")
    started = [
        await runtime.chats.send(text=f"Count to {number}.", model_id=STARTER, preset="brief") for number in (20, 30)
    ]
    followers = [Follower(runtime, one.answer) for one in started]
    both = False

    def look(_: ChannelItem) -> None:
        nonlocal both
        both = both or (all(one.began for one in followers) and runtime.answers.count == 2)

    for one in started:
        runtime.channels.get(one.answer.channel or "").receive(look)
    answers = [await follower.ended() for follower in followers]
    assert both, "one waited for the other"
    for follower, answer in zip(followers, answers, strict=True):
        phases = [item.data.phase for item in follower.items if isinstance(item.data, AnswerProgress)]
        assert AnswerPhase.QUEUED not in phases
        assert answer.usage is not None
        assert answer.usage.completion_tokens > 0
