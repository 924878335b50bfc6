"""The door as a transport of httpx, which the client of Ollama uses. Imported when a client is made."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator

import httpx

from app.net.door import Door, Place, Visit, pass_through
from app.net.routes import Route


class DoorTransport(httpx.AsyncBaseTransport):
    """Sends what the door lets through. Lives on the core's event loop."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._ways: dict[Route, httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request to one address; redirects are refused."""
        url = request.url
        visit = await self._door.enter(Place(url.scheme, url.raw_host.decode("ascii"), url.port), request.extensions)
        body = request.stream
        if not isinstance(body, httpx.AsyncByteStream):
            raise TypeError("the body of an asynchronous request is asynchronous")
        request.stream = _Counted(body, visit, request.headers.get("content-length"))
        return await pass_through(visit, self._way(visit.route).handle_async_request(request))

    async def aclose(self) -> None:
        """Close every kept connection."""
        while self._ways:
            await self._ways.popitem()[1].aclose()

    def _way(self, route: Route) -> httpx.AsyncHTTPTransport:
        if route not in self._ways:
            context = route.certificates
            self._ways[route] = httpx.AsyncHTTPTransport(verify=context, trust_env=False, proxy=_proxy(route))
        return self._ways[route]


def _proxy(route: Route) -> httpx.Proxy | None:
    if route.proxy is None:
        return None
    own_tls = route.proxy.startswith("https:")
    return httpx.Proxy(route.proxy, ssl_context=route.certificates if own_tls else None)


class _Counted(httpx.AsyncByteStream):
    def __init__(self, stream: AsyncIterable[bytes], visit: Visit, length: str | None) -> None:
        self._stream = stream
        self._visit = visit
        self._length = length

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._visit.sent(self._stream, self._length)
