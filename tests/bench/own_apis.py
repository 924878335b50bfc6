"""Engines by their own API with nothing of ours between: the other sides of `bench_overhead`.

The engines that are libraries run in a process of their own (`bare_loops`). Those that are servers are asked by the
client that their makers offer, or by plain HTTP where they offer none. It is the very server that answers our side;
only mistral.rs has another process of the same kind, since the first is the backend's own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from pathlib import Path
from typing import Any

from app.backends.mistral_rs.finder import Finder
from app.backends.mistral_rs.programs import Plan
from app.backends.mistral_rs.server import Server
from app.backends.ollama.names import handed_name
from app.hardware import default_threads
from tests.bench.bare_loops import bare_side
from tests.bench.plain_http import by_http
from tests.bench.present import Present
from tests.bench.timeline import Answers, Timeline, Turns, messages
from tests.contract.cases import CONTEXT_TOKENS, GREEDY
from tests.helpers.endpoint_server import ALIAS

OPTIONS = {name: getattr(GREEDY, name) for name in ("temperature", "top_k", "top_p", "min_p")}
"""As our side says them; the penalties, which are off, are left out."""

Opener = Callable[[Present], AbstractAsyncContextManager[Answers]]


@asynccontextmanager
async def library(here: Present) -> AsyncIterator[Answers]:
    """In a process of its own."""
    async with bare_side(str(here.name), Path(here.case.spec.path), default_threads()) as side:
        yield side


class MistralSide:
    """A server of mistral.rs by plain HTTP."""

    def __init__(self, server: Server) -> None:
        self._address = server.address

    async def answer(self, turns: Turns, tokens: int) -> Timeline:
        """See `Answers`."""
        body = {"model": "default", "messages": messages(turns), "max_tokens": tokens}
        return await by_http(self._address.base_url, body | OPTIONS, self._address.token)


@asynccontextmanager
async def mistral_server(here: Present) -> AsyncIterator[Answers]:
    """A server as our backend starts it, asked without that."""
    finder = Finder(here.case.deps.mistral_rs)
    await finder.probe()
    program = finder.program()
    if program is None:
        raise RuntimeError(finder.availability().reason)
    plan = Plan(here.case.spec.path, is_folder=False, context_tokens=CONTEXT_TOKENS)
    server = Server(program, plan, lambda _end: None, threads=default_threads(), logs=None)
    await server.start()
    try:
        yield MistralSide(server)
    finally:
        await server.stop(at_once=True)


class OllamaSide:
    """Ollama's own client."""

    def __init__(self, client: Any, model: str) -> None:
        self._client = client
        self._model = model

    async def answer(self, turns: Turns, tokens: int) -> Timeline:
        """See `Answers`. Another window, or other threads, would make Ollama load the model anew."""
        line = Timeline()
        options = {"num_ctx": CONTEXT_TOKENS, "num_thread": default_threads(), "num_predict": tokens}
        options |= OPTIONS | {"repeat_penalty": GREEDY.repeat_penalty}
        lines = await self._client.chat(self._model, messages(turns), stream=True, options=options, keep_alive="1h")
        async with aclosing(lines):
            async for part in lines:
                if part.message.content:
                    line.add(part.message.content)
        return line


@asynccontextmanager
async def ollama_client(here: Present) -> AsyncIterator[Answers]:
    """The server that answers our side, too."""
    import ollama

    async with ollama.AsyncClient(host=f"http://{here.case.deps.ollama().host}", trust_env=False) as client:
        yield OllamaSide(client, handed_name(here.model.id))


class OpenAiSide:
    """OpenAI's own SDK."""

    def __init__(self, client: Any) -> None:
        self._client = client

    async def answer(self, turns: Turns, tokens: int) -> Timeline:
        """See `Answers`."""
        line = Timeline()
        stream = await self._client.chat.completions.create(
            model=ALIAS,
            messages=messages(turns),
            stream=True,
            stream_options={"include_usage": True},
            temperature=GREEDY.temperature,
            top_p=GREEDY.top_p,
            max_tokens=tokens,
        )
        async for chunk in stream:
            if chunk.choices and chunk.choices[0].delta.content:
                line.add(chunk.choices[0].delta.content)
        return line


@asynccontextmanager
async def openai_sdk(here: Present) -> AsyncIterator[Answers]:
    """The endpoint that answers our side, too."""
    import openai

    endpoint = here.case.deps.providers()[0].endpoint
    async with openai.AsyncOpenAI(api_key="none", base_url=endpoint, max_retries=0) as client:
        yield OpenAiSide(client)


OWN_APIS: dict[str, dict[str, Opener]] = {
    "llama_cpp": {"a bare llama.cpp loop": library},
    "mistral_rs": {"mistralrs.Runner": library, "its server by plain HTTP": mistral_server},
    "mistral_rs_program": {"its server by plain HTTP": mistral_server},
    "ollama": {"Ollama's own client": ollama_client},
    "mlx": {"mlx_lm.stream_generate": library},
    "cloud": {"the openai SDK": openai_sdk},
}
"""What each engine is compared with."""
