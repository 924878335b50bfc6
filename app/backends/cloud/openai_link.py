"""A connection to an endpoint of OpenAI's dialect, by the official SDK. Imported when one is opened."""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from typing import Any

import httpx2
import openai

from app.backends.cloud.facts import Trait
from app.backends.cloud.link import Access
from app.backends.openai_api.body import chat_body
from app.backends.openai_api.chunks import ChunkReader
from app.backends.openai_api.estimate import estimate_tokens
from app.backends.openai_api.problems import bad_reply
from app.backends.openai_api.quirks import OPENAI_SAMPLERS, Quirks, ThinkingSwitch
from app.backends.openai_api.stream import Silence, app_error, stream_chat
from app.errors import AppError, Unsupported
from app.types.embeddings import Embeddings, EmbedRequest, Pooling
from app.types.generation import Delta, GenerateRequest, ToolSpec
from app.types.messages import Message

MAX_TEMPERATURE = 2.0


def connect(access: Access) -> OpenAiLink:
    """A link; nothing is sent yet."""
    return OpenAiLink(access)


def quirks_for(endpoint: str, traits: frozenset[Trait]) -> Quirks:
    """The dialect of an endpoint. Other servers than OpenAI's own mostly know the old name of the limit only."""
    switch = ThinkingSwitch.NONE
    if Trait.THINKS_BY_TEMPLATE in traits:
        switch = ThinkingSwitch.TEMPLATE
    elif Trait.THINKS_BY_EFFORT in traits:
        switch = ThinkingSwitch.EFFORT
    old = Trait.OLD_LIMIT in traits or (bool(endpoint) and Trait.NEW_LIMIT not in traits)
    return Quirks(
        samplers={} if Trait.NO_SAMPLING in traits else OPENAI_SAMPLERS,
        max_tokens="max_tokens" if old else "max_completion_tokens",
        thinking=switch,
    )


class OpenAiLink:
    """See `app.backends.cloud.link.Link`."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._client = openai.AsyncOpenAI(**access.sdk_options)

    async def answer(
        self, model: str, request: GenerateRequest, silence: Silence, *, window: int = 0
    ) -> AsyncGenerator[Delta, None]:
        """Stream one answer."""
        target = self._access.target
        quirks = quirks_for(target.spec.endpoint, frozenset(target.facts.traits))
        sampling = request.sampling
        request = replace(request, sampling=replace(sampling, temperature=min(sampling.temperature, MAX_TEMPERATURE)))
        prompt_tokens = estimate_tokens(request.messages, request.tools)
        reader = ChunkReader(
            request,
            quirks,
            who=target.who,
            prompt_tokens=prompt_tokens,
            fills=lambda usage: 0 < window <= usage.prompt_tokens + usage.completion_tokens,
            secret=self._access.secret,
        )
        body = chat_body(model, request, quirks)
        async for delta in stream_chat(self._client, body, reader, who=target.who, silence=silence):
            yield delta

    async def listing(self) -> object:
        """`GET /models`."""
        return json_of(await self._client.get("/models", cast_to=httpx2.Response))

    async def embed(self, model: str, request: EmbedRequest) -> Embeddings:
        """`POST /embeddings`."""
        if request.pooling not in (Pooling.AUTO, Pooling.MEAN):
            raise Unsupported("The provider gives one vector for a text.", hint="Leave out “pooling”.")
        body = {"model": model, "input": list(request.texts), "encoding_format": "float"}
        reply = json_of(await self._client.post("/embeddings", cast_to=httpx2.Response, body=body))
        return vectors_of(reply, len(request.texts), normalize=request.normalize)

    async def count(self, model: str, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int | None:
        """This dialect has no count."""
        del model, messages, tools
        return None

    def error(self, exc: Exception) -> AppError:
        """What an exception of the SDK means."""
        return app_error(exc, self._access.target.who, self._access.secret)

    async def close(self) -> None:
        """End the connection."""
        await self._client.close()


def json_of(response: httpx2.Response) -> object:
    """What a reply says.

    Raises:
        EngineUnavailable: It is no JSON.
    """
    try:
        return response.json()
    except (ValueError, RecursionError):
        kind = response.headers.get("content-type", "").lower()
        raise bad_reply("it is a web page" if "html" in kind else "it is no JSON") from None


def vectors_of(reply: object, count: int, *, normalize: bool) -> Embeddings:
    """The vectors in a reply, in the order of the texts.

    Raises:
        EngineUnavailable: They are not there.
    """
    entries = reply.get("data") if isinstance(reply, Mapping) else None
    if not isinstance(entries, list) or len(entries) != count:
        raise bad_reply("it has not as many vectors as texts")
    found: dict[int, tuple[float, ...]] = {}
    for position, entry in enumerate(entries):
        vector = entry.get("embedding") if isinstance(entry, Mapping) else None
        if not isinstance(vector, list) or not vector or not all(_is_number(value) for value in vector):
            raise bad_reply("a vector in it is none")
        found[entry.get("index", position)] = _scaled(vector) if normalize else tuple(map(float, vector))
    if found.keys() != set(range(count)):
        raise bad_reply("its vectors are numbered wrongly")
    usage: Any = reply.get("usage") if isinstance(reply, Mapping) else None
    tokens = usage.get("prompt_tokens", 0) if isinstance(usage, Mapping) else 0
    good = isinstance(tokens, int) and not isinstance(tokens, bool) and tokens >= 0
    return Embeddings(tuple((found[index],) for index in range(count)), tokens if good else 0)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _scaled(vector: list[float]) -> tuple[float, ...]:
    length = math.sqrt(math.fsum(value * value for value in vector))
    return tuple(value / length for value in vector) if length else tuple(map(float, vector))
