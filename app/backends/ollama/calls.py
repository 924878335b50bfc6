"""The calls that one loaded model needs, each with its limit of time and its purpose for the privacy ledger."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from app.backends.halt import Halt
from app.backends.ollama.answer import Line
from app.backends.ollama.names import same_name
from app.backends.ollama.request import Chat
from app.backends.ollama.server import OllamaServer, closed
from app.backends.ollama.survey import Shown, read_version, show
from app.errors import EngineError, ModelNotFound
from app.types.models import Capability, LoadSpec
from app.types.privacy import Purpose

if TYPE_CHECKING:
    import ollama

T = TypeVar("T")

KEEP_ALIVE = "1h"
"""How long Ollama keeps the model after our last request: it is unloaded on purpose long before that, unless Tektra was
killed.
"""
_LOOK_AGAIN_S = 0.05


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that Ollama may take."""

    call: float = 10.0
    load: float = 600.0
    first: float = 120.0
    """Until the first line of an answer, and beside it a while for each token that has to be read."""
    per_token: float = 0.25
    between: float = 60.0
    """Of silence in the middle of an answer."""
    unload: float = 8.0
    """All of an unload, which has to end before the manager loses its patience."""


class Calls:
    """Talks with one server about one model at a time. Lives on the core's event loop."""

    def __init__(self, server: OllamaServer, patience: Patience) -> None:
        self._server = server
        self._patience = patience
        self._clients: dict[Purpose, ollama.AsyncClient] = {}
        self._name = ""
        self._options: dict[str, Any] = {}
        self._halt = Halt()

    async def version(self) -> str:
        """Of the server; also a sign of life."""
        client = await self._server.plain(Purpose.PROBE)
        async with client:
            return await self._server.call(read_version(client), self._patience.call)

    async def show(self, name: str) -> Shown:
        """What Ollama tells of a model."""
        return await show(self._server, await self._client(Purpose.PROBE), name, self._patience.call)

    async def load(self, name: str, shown: Shown, spec: LoadSpec, context_tokens: int) -> None:
        """Let it load a model; later calls are about this one."""
        # Another value of these in a later request would make Ollama load the model anew.
        self._name, self._options = name, load_options(spec, context_tokens)
        client = await self._client(Purpose.MANAGE)
        reason: str | None = None
        if Capability.TEXT in shown.abilities:
            asked = client.chat(name, [], options=self._options, keep_alive=KEEP_ALIVE)
            reason = (await self._call(asked, self._patience.load, name)).done_reason
        else:
            empty = client.embed(name, [], options=self._options, keep_alive=KEEP_ALIVE)
            await self._call(empty, self._patience.load, name)
        if reason not in ("load", None):
            raise EngineError("Ollama did not load the model.", hint="Try again.")

    async def let_go(self, name: str) -> None:
        """Unload, and wait until Ollama does not list the model any more.

        Raises:
            EngineError: It still has it.
        """
        client = await self._client(Purpose.MANAGE)
        try:
            async with asyncio.timeout(self._patience.unload):
                with suppress(ModelNotFound):  # it was removed meanwhile
                    await self._server.call(client.chat(name, [], keep_alive=0), self._patience.call, model=name)
                while await self.running(name) is not None:  # noqa: ASYNC110 - only asking tells
                    await asyncio.sleep(_LOOK_AGAIN_S)
        except TimeoutError:
            raise EngineError(
                "Ollama has not let go of the model.",
                hint="Another program may use it; Ollama frees its memory after that, or when it is started again.",
                params={"model": name},
            ) from None

    async def running(self, name: str) -> ollama.ProcessResponse.Model | None:
        """What Ollama tells of a model in memory; None where it is not."""
        client = await self._client(Purpose.PROBE)
        listed = await self._server.call(client.ps(), self._patience.call)
        return next((model for model in listed.models if same_name(model.model or "", name)), None)

    async def lines(self, chat: Chat, options: dict[str, Any], tokens: int) -> AsyncGenerator[Line, None]:
        """The lines of an answer to a prompt of so many tokens."""
        opened = self._chat(chat, chat.messages, options, stream=True)
        first, between = self._first_s(tokens), self._patience.between
        lines = self._server.lines(opened, first, between, model=self._name, halt=self._halt)
        async with aclosing(lines):
            async for part in lines:
                yield _line(part)

    async def count(self, chat: Chat, messages: Sequence[dict[str, Any]]) -> int:
        """Let it read a prompt; how many tokens it read."""
        asked = self._chat(chat, messages, {"num_predict": 1, "temperature": 0.0}, stream=False)
        limit = self._first_s(int(self._options["num_ctx"]))
        reply = await self._call(asked, limit, self._name)
        return int(reply.prompt_eval_count or 0)

    async def embed(self, texts: Sequence[str]) -> ollama.EmbedResponse:
        """The vectors of texts; one that is too long is refused and not cut."""
        client = await self._client(Purpose.EMBEDDINGS)
        asked = client.embed(self._name, texts, truncate=False, options=self._options, keep_alive=KEEP_ALIVE)
        return await self._call(asked, self._patience.load, self._name)

    def halt(self) -> None:
        """End what computes: answers, loads and vectors."""
        self._halt.halt()

    async def close(self) -> None:
        """Close the connections; nothing can be asked afterwards."""
        self._halt.halt()
        while self._clients:
            await closed(self._clients.popitem()[1])

    async def _chat(
        self, chat: Chat, messages: Sequence[dict[str, Any]], options: dict[str, Any], *, stream: bool
    ) -> Any:
        client = await self._client(Purpose.ANSWER)
        send: Any = client.chat  # its overloads want a literal for `stream`
        return await send(
            self._name,
            messages,
            tools=chat.tools or None,
            stream=stream,
            think=chat.think,
            format=chat.form,
            options={**self._options, **chat.options, **options},
            keep_alive=KEEP_ALIVE,
        )

    async def _call(self, asked: Awaitable[T], limit_s: float, name: str) -> T:
        """One that computes, and ends when the instance is closed."""
        return await self._server.call(asked, limit_s, model=name, halt=self._halt)

    async def _client(self, purpose: Purpose) -> ollama.AsyncClient:
        if purpose not in self._clients:
            made = await self._server.client(purpose)
            if purpose in self._clients:  # somebody else was quicker
                await closed(made)
            else:
                self._clients[purpose] = made
        return self._clients[purpose]

    def _first_s(self, tokens: int) -> float:
        return self._patience.first + self._patience.per_token * tokens


def load_options(spec: LoadSpec, context_tokens: int) -> dict[str, Any]:
    """How a model is to be loaded; what is left out, Ollama chooses by itself."""
    options: dict[str, Any] = {"num_ctx": context_tokens}
    if spec.threads:
        options["num_thread"] = spec.threads
    if spec.tuning.device == "cpu":
        options["num_gpu"] = 0
    elif spec.gpu_layers >= 0:
        options["num_gpu"] = spec.gpu_layers
    return options


def _line(part: ollama.ChatResponse) -> Line:
    message = part.message
    calls = tuple((call.function.name, dict(call.function.arguments)) for call in message.tool_calls or ())
    done = (part.done_reason or "") if part.done else None
    return Line(
        message.content or "",
        message.thinking or "",
        calls,
        done,
        part.prompt_eval_count,
        part.eval_count,
        part.eval_duration,
    )
