"""One Ollama server: where it is now, and calls to it with limits of time and errors of ours."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, cast

from app.backends.halt import Halt
from app.backends.ollama.address import Address, parse_host
from app.backends.ollama.failures import app_error, silent
from app.errors import EngineUnavailable
from app.net.client import Net
from app.types.engines import OllamaOptions
from app.types.privacy import Purpose

if TYPE_CHECKING:
    import httpx2
    import ollama

T = TypeVar("T")

HOST_VARIABLE = "OLLAMA_HOST"
KEY_VARIABLE = "OLLAMA_API_KEY"
CONNECT_S = 5.0


async def closed(client: ollama.AsyncClient) -> None:
    """Close a client; its method has no types."""
    close: Callable[[], Awaitable[None]] = cast("Any", client).close
    await close()


class OllamaServer:
    """Makes clients for the server that the settings name. Lives on the core's event loop."""

    def __init__(
        self, net: Net, options: Callable[[], OllamaOptions], environ: Mapping[str, str] | None = None
    ) -> None:
        self._net = net
        self._options = options
        self._environ = os.environ if environ is None else environ

    @property
    def address(self) -> Address:
        """Where it is, by the setting, else by OLLAMA_HOST."""
        return parse_host(self._options().host or self._environ.get(HOST_VARIABLE, ""))

    @property
    def blocked(self) -> bool:
        """Whether “Local only” keeps it away."""
        return self._net.options.local_only and not self.address.on_this_machine

    @staticmethod
    async def prepare() -> None:
        """Import what the clients need, which takes up to a second, in a thread."""
        for module in ("ollama", "app.net.httpx_door", "app.net.httpx2_door"):
            await asyncio.to_thread(import_module, module)

    async def client(self, purpose: Purpose, *, connect_s: float = CONNECT_S) -> ollama.AsyncClient:
        """The official client; close it after use.

        Raises:
            EngineUnavailable: The address cannot be used.
        """
        address = self._checked()
        await self.prepare()
        import ollama

        # No limit of reading: a stream has a watch of its own, and everything else a limit for the whole call.
        options = self._net.ollama_options(purpose, connect_s=connect_s)
        return ollama.AsyncClient(host=address.url, headers=self._headers(), **options)

    async def plain(self, purpose: Purpose, *, connect_s: float = CONNECT_S) -> httpx2.AsyncClient:
        """A client for what the official one has no method for; it wants paths, and is closed after use.

        Raises:
            EngineUnavailable: The address cannot be used.
        """
        address = self._checked()
        await self.prepare()
        client = self._net.client("ollama", purpose, connect_s=connect_s)
        client.base_url = address.url
        client.headers.update(self._headers())
        return client

    @asynccontextmanager
    async def session(self, purpose: Purpose) -> AsyncIterator[ollama.AsyncClient]:
        """A client that is closed at the end."""
        client = await self.client(purpose)
        try:
            yield client
        finally:
            await closed(client)

    async def call(self, asked: Awaitable[T], limit_s: float, *, model: str = "", halt: Halt | None = None) -> T:
        """The reply to one request.

        Raises:
            AppError: See `app.backends.ollama.failures`.
        """
        origin = self.address.origin
        try:
            async with (halt or Halt()).within(limit_s):
                return await asked
        except Exception as exc:
            raise app_error(exc, origin, model=model) from exc

    async def lines(
        self,
        opened: Awaitable[AsyncIterator[T]],
        first_s: float,
        between_s: float,
        *,
        model: str = "",
        halt: Halt | None = None,
    ) -> AsyncGenerator[T, None]:
        """The lines of a streamed reply. Closing the generator closes the connection, and so ends the server's work.

        Raises:
            EngineUnavailable: It is silent for longer than `first_s` before the first line, `between_s` after it.
            AppError: See `app.backends.ollama.failures`.
        """
        origin, began, limit, halt = self.address.origin, False, first_s, halt or Halt()
        try:
            async with halt.within(first_s):
                stream = await opened
            async with aclosing(cast("AsyncGenerator[T, None]", stream)) as parts:
                while True:
                    async with halt.within(limit):
                        line = await anext(parts, None)
                    if line is None:
                        return
                    began, limit = True, between_s
                    yield line
        except TimeoutError:
            raise silent(origin, limit) from None
        except Exception as exc:
            raise app_error(exc, origin, model=model, before_first_token=not began) from exc

    def _checked(self) -> Address:
        address = self.address
        if address.problem:
            raise EngineUnavailable(
                address.problem,
                hint=f"Correct it in Settings → Models and engines, or in the variable {HOST_VARIABLE}.",
                params={"reason": "absent"},
            )
        return address

    def _headers(self) -> dict[str, Any]:
        key = self._environ.get(KEY_VARIABLE, "").strip()
        return {"authorization": f"Bearer {key}"} if key else {}
