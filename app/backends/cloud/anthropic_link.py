"""A connection to an endpoint of Anthropic's dialect, by the official SDK. Imported when one is opened."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import replace

import anthropic
import httpx2

from app.backends.cloud.anthropic_body import ANSWER_TOKENS, AnthropicForm, messages_body, prompt
from app.backends.cloud.anthropic_events import Translator
from app.backends.cloud.facts import Trait
from app.backends.cloud.link import Access
from app.backends.cloud.openai_link import json_of
from app.backends.openai_api.chunks import ChunkReader
from app.backends.openai_api.estimate import estimate_tokens
from app.backends.openai_api.problems import status_error
from app.backends.openai_api.quirks import Quirks
from app.backends.openai_api.stream import Silence, app_error, opened, parsed, server_events
from app.errors import AppError, Unsupported
from app.net.client import refusal_in
from app.types.embeddings import Embeddings, EmbedRequest
from app.types.generation import Delta, Finished, GenerateRequest, StopReason, ToolSpec
from app.types.messages import Message

MESSAGES = "/v1/messages"
COUNT = "/v1/messages/count_tokens"
MODELS = "/v1/models?limit=1000"


def connect(access: Access) -> AnthropicLink:
    """A link; nothing is sent yet."""
    return AnthropicLink(access)


class AnthropicLink:
    """See `app.backends.cloud.link.Link`."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._who = access.target.who
        self._client = anthropic.AsyncAnthropic(**access.sdk_options, open_telemetry=False)

    async def answer(
        self,
        model: str,
        request: GenerateRequest,
        silence: Silence,
        *,
        window: int = 0,  # noqa: ARG002 - this dialect tells by itself when it is full
    ) -> AsyncGenerator[Delta, None]:
        """Stream one answer."""
        body = messages_body(model, request, self._form(model))
        secret = self._access.secret
        prompt_tokens = estimate_tokens(request.messages, request.tools)
        reader = ChunkReader(request, Quirks(), who=self._who, prompt_tokens=prompt_tokens, secret=secret)
        translator = Translator(self._who, secret)
        try:
            opening = opened(self._client.post, MESSAGES, body, self._who, secret)
            async with aclosing(server_events(opening, reader, silence, self._who)) as events:
                async for event in events:
                    chunk = translator.chunk(parsed(event, self._who, secret))
                    for delta in reader.feed(chunk) if chunk else ():
                        yield delta
                    if translator.ended or reader.ended:
                        break
            for delta in reader.finish():
                yield _at_stop(delta) if translator.at_stop_string else delta
        except Exception as exc:
            for delta in reader.flush():
                yield delta
            raise self.error(exc, began=reader.began) from None

    async def listing(self) -> object:
        """`GET /v1/models`."""
        return json_of(await self._client.get(MODELS, cast_to=httpx2.Response))

    async def embed(self, model: str, request: EmbedRequest) -> Embeddings:
        """This dialect has no embeddings."""
        del model, request
        raise Unsupported("This provider makes no vectors.", hint="Choose a model that does.")

    async def count(self, model: str, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int | None:
        """`POST /v1/messages/count_tokens`."""
        body = {"model": model, **prompt(messages, tools)}
        reply = json_of(await self._client.post(COUNT, cast_to=httpx2.Response, body=body))
        found = reply.get("input_tokens") if isinstance(reply, Mapping) else None
        return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else None

    def error(self, exc: Exception, *, began: bool = False) -> AppError:
        """What an exception of the SDK means. It wraps everything that happens on the connection."""
        found = refusal_in(exc)
        if found is not None:
            return found
        secret = self._access.secret
        if isinstance(exc, anthropic.APIStatusError):
            after = exc.response.headers.get("retry-after", "")
            return status_error(self._who, exc.status_code, exc.body, secret, after)
        cause = exc.__cause__
        if isinstance(exc, anthropic.AnthropicError) and isinstance(cause, httpx2.TransportError):
            return app_error(cause, self._who, secret, began=began)
        if isinstance(exc, anthropic.APIConnectionError):
            return app_error(httpx2.ConnectError(type(cause).__name__), self._who, secret, began=began)
        if isinstance(exc, anthropic.AnthropicError):
            return app_error(httpx2.DecodingError(type(exc).__name__), self._who, secret)
        return app_error(exc, self._who, secret, began=began)

    async def close(self) -> None:
        """End the connection."""
        await self._client.close()

    def _form(self, model: str) -> AnthropicForm:
        facts = self._access.target.facts
        return AnthropicForm(
            answer_tokens=facts.model(model).answer_tokens or ANSWER_TOKENS,
            sampling=Trait.NO_SAMPLING not in facts.traits,
            adaptive=Trait.ADAPTIVE in facts.traits,
            stops=not self._access.target.spec.endpoint,
        )


def _at_stop(delta: Delta) -> Delta:
    """The server ends at a stop string by itself, and says so."""
    ended = isinstance(delta, Finished) and delta.reason is StopReason.FINISHED
    return replace(delta, reason=StopReason.STOP_STRING) if ended and isinstance(delta, Finished) else delta
