"""What else a lease can do with a model, where its engine can."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from app.errors import Unsupported
from app.types.embeddings import EmbedRequest, StateInfo, TokenText
from app.types.generation import ToolSpec
from app.types.messages import Message, Role
from tests.helpers.fake_backend import FakeBackend
from tests.helpers.logfail import ExpectedLogs
from tests.unit.manager.harness import World

MESSAGES = (Message.of(Role.USER, "Hi"),)


class AbleBackend(FakeBackend):
    """An instance with the optional abilities."""

    async def tokenize(self, text: str) -> tuple[TokenText, ...]:
        return tuple(TokenText(ord(letter), letter) for letter in text)

    async def detokenize(self, tokens: tuple[int, ...]) -> str:
        return "".join(map(chr, tokens))

    async def save_state(self, messages: tuple[Message, ...], path: str, tools: tuple[ToolSpec, ...] = ()) -> StateInfo:
        return StateInfo(len(messages) + len(tools), len(path))

    async def load_state(self, path: str) -> StateInfo:
        return StateInfo(0, len(path))


@pytest.fixture
def able(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    def create(on_exit: Callable[[str], None]) -> FakeBackend:
        backend = AbleBackend(world.llama, on_exit)
        world.llama.backends.append(backend)
        return backend

    monkeypatch.setattr(world.llama, "create", create)
    return world


async def test_tokens_and_states_are_the_engines(able: World) -> None:
    async with able.manager.lease("a") as lease:
        tokens = await lease.tokenize("ab")
        assert await lease.detokenize(tuple(token.id for token in tokens)) == "ab"
        assert await lease.save_state(MESSAGES, "/path") == StateInfo(1, 5)
        assert await lease.save_state(MESSAGES, "/path", (ToolSpec("time", "Tells it."),)) == StateInfo(2, 5)
        assert await lease.load_state("/path") == StateInfo(0, 5)
        with pytest.raises(Unsupported):
            await lease.embed(EmbedRequest(("text",)))


async def test_an_engine_that_cannot_says_so(world: World) -> None:
    async with world.manager.lease("a") as lease:
        for call in (
            lease.tokenize("a"),
            lease.detokenize((1,)),
            lease.save_state(MESSAGES, "/path"),
            lease.load_state("/path"),
        ):
            with pytest.raises(Unsupported, match="llama_cpp") as caught:
                await call
            assert "engine" in caught.value.hint


async def test_they_wait_for_an_engine_that_starts_again(able: World, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("the worker of a died")
    async with able.manager.lease("a") as lease:
        able.worker.kill()
        counting = asyncio.create_task(lease.tokenize("abc"))
        await able.turn(0.5)
        assert len(await counting) == 3
