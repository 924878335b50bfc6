"""One streamed answer over a connection, with a watch on silence. Belongs to the core's event loop."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from app.backends.openai_api.chunks import ChunkReader
from app.backends.openai_api.problems import bad_reply, closed_early, silent, status_error, stream_error
from app.backends.openai_api.sse import DONE, EventReader
from app.backends.openai_api.unreachable import unreachable
from app.errors import AppError
from app.types.generation import Delta

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

PATH = "/chat/completions"
_MAX_JSON = 64 * 1024


@dataclass(frozen=True, slots=True)
class Silence:
    """How long a server may say nothing. Comments that only keep a connection open do not count as saying something:
    a server whose answer failed may send them for ever.
    """

    first_s: float = 120.0
    """Until the first piece of the answer; reading a long prompt takes a while."""
    between_s: float = 60.0


async def stream_chat(
    client: AsyncOpenAI,
    body: dict[str, Any],
    reader: ChunkReader,
    *,
    who: str,
    silence: Silence | None = None,
) -> AsyncGenerator[Delta, None]:
    """Send a request (`chat_body`) and stream the deltas of its answer, which end with a `Finished` for each choice.

    Closing the generator ends the connection, and with it the server's work, at once. `who` is what messages call the
    server.

    Raises:
        EngineUnavailable: It does not answer, falls silent, closes early, or sends something else.
        AppError: What it said, see `app.backends.openai_api.problems`.
    """
    limits = silence or Silence()
    try:
        opening = opened(client.post, PATH, body, who, client.api_key)
        async with aclosing(server_events(opening, reader, limits, who)) as events:
            async for event in events:
                if event == DONE:
                    reader.done()
                    break
                for delta in reader.feed(parsed(event, who, client.api_key)):
                    yield delta
                if reader.ended:
                    break
        for delta in reader.finish():
            yield delta
    except Exception as exc:
        for delta in reader.flush():
            yield delta
        raise app_error(exc, who, client.api_key, began=reader.began) from None


def app_error(exc: Exception, who: str, secret: str = "", *, began: bool = False) -> AppError:
    """What an exception of the SDK, or of the connection under it, means for a person; `began`: in mid-answer.

    Raises:
        Exception: `exc` itself, where it is neither.
    """
    import httpx2
    import openai

    if isinstance(exc, AppError):
        return exc
    if isinstance(exc, openai.APIStatusError):
        return status_error(who, exc.status_code, exc.body, secret, exc.response.headers.get("retry-after", ""))
    if isinstance(exc, (openai.APIConnectionError, httpx2.TransportError)):
        broke = (httpx2.ReadError, httpx2.WriteError, httpx2.RemoteProtocolError)
        return closed_early(who, began=began) if isinstance(exc.__cause__ or exc, broke) else unreachable(who, exc)
    if isinstance(exc, (openai.OpenAIError, httpx2.HTTPError)):
        return bad_reply(type(exc).__name__)
    raise exc


class Begins(Protocol):
    """A reader of an answer."""

    @property
    def began(self) -> bool:
        """Whether anything of it has come."""
        ...


async def server_events(
    opening: Coroutine[Any, Any, httpx2.Response], reader: Begins, limits: Silence, who: str
) -> AsyncGenerator[str, None]:
    """The data of the events of a response, as they come.

    Raises:
        EngineUnavailable: The server falls silent, or sends something that is no event.
    """
    limit = limits.first_s
    deadline = asyncio.get_running_loop().time() + limit
    response: httpx2.Response | None = None
    events = EventReader()
    try:
        async with asyncio.timeout_at(deadline):
            response = await opening
        pieces = response.aiter_bytes()
        while True:
            async with asyncio.timeout_at(deadline):
                data = await anext(pieces, None)
            found = events.finish() if data is None else events.feed(data)
            for event in found:
                yield event
            if data is None:
                return
            if found:
                limit = limits.between_s if reader.began else limits.first_s
                deadline = asyncio.get_running_loop().time() + limit
    except TimeoutError:
        raise silent(who, limit, began=reader.began) from None
    finally:
        opening.close()
        if response is not None:
            await response.aclose()


async def opened(
    post: Callable[..., Awaitable[Any]], path: str, body: dict[str, Any], who: str, secret: str
) -> httpx2.Response:
    """The response to a request of an SDK, when its head is here and says that events follow.

    Raises:
        AppError: What came in their place.
    """
    import httpx2

    response = cast("httpx2.Response", await post(path, cast_to=httpx2.Response, body=body, stream=True))
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in ("text/event-stream", ""):
        return response
    try:
        if kind != "application/json":
            raise bad_reply("it is a web page" if "html" in kind else f"it is “{kind[:40]}”")
        raise _instead(await _beginning(response), who, secret)
    finally:
        await response.aclose()


async def _beginning(response: httpx2.Response) -> bytes:
    found = b""
    async for data in response.aiter_bytes():
        found += data
        if len(found) > _MAX_JSON:
            break
    return found


def _instead(data: bytes, who: str, secret: str) -> AppError:
    """What a server means that sends JSON in place of events."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = None
    if isinstance(said, dict) and said.get("error"):
        return stream_error(who, said["error"], secret)
    return bad_reply("it does not come in pieces")


def parsed(event: str, who: str, secret: str) -> object:
    """The chunk of an event. What is no JSON is a server's bare message of what went wrong (mistral.rs before 0.9).

    Raises:
        AppError: It is none.
    """
    try:
        return json.loads(event)
    except (ValueError, RecursionError):
        if event.lstrip()[:1] in ("{", "["):
            raise bad_reply("a piece of it is damaged") from None
        raise stream_error(who, event, secret) from None
