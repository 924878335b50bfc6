"""The one door that every request passes: it may be refused here, it is written down, and its way is chosen."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Protocol, TypeVar

from app.errors import AppError, EngineUnavailable
from app.net.hosts import LOCAL_NAME, is_this_machine, origin_of
from app.net.routes import Certificates, Route, plain_context, proxy_for, proxy_origin
from app.net.terms import Ledger, NetOptions, local_only_error
from app.types.privacy import LedgerEntry, Purpose, Verdict


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request goes, without path, query or user information."""

    scheme: str
    host: str
    port: int | None

    @property
    def origin(self) -> str:
        """As it is shown."""
        return origin_of(self.scheme, self.host, self.port)


class Visit:
    """One request that was let through. Used on the event loop."""

    def __init__(self, note: Callable[[Verdict, int, int, str], None], place: Place, route: Route) -> None:
        self._note = note
        self._place = place
        self._left = False
        self.route = route

    async def sent(self, body: AsyncIterable[bytes], length: str | None) -> AsyncIterator[bytes]:
        """The body, written down at the moment when it begins to leave: nothing goes out unnoted, even if Tektra is
        killed in the middle.
        """
        known = int(length) if length is not None and length.isdecimal() else None
        self._left = True
        self._note(Verdict.ALLOWED, 1, known or 0, "")
        total = 0
        try:
            async for part in body:
                total += len(part)
                yield part
        finally:
            if known is None and total:
                self._note(Verdict.ALLOWED, 0, total, "")

    def failed(self, exc: BaseException) -> AppError | None:
        """The connection could not be made; one that broke after something had left is written down already.

        Returns the error of ours where it is the proxy's fault, and not that of the address behind it.
        """
        if self._left:
            return None
        proxy = proxy_origin(self.route.proxy) if self.route.proxy is not None else ""
        refused = bool(proxy) and "Proxy" in type(exc).__name__
        unreached = bool(proxy) and "Connect" in type(exc).__name__ and not _is_about_tls(exc)
        cause = "given up" if isinstance(exc, asyncio.CancelledError) else _in_words(exc)
        if refused or unreached:
            cause = f"the proxy {proxy} {'refused' if refused else 'does not answer'}"
        self._note(Verdict.FAILED, 1, 0, cause)
        if refused:
            return _proxy_error(f"The proxy {proxy} let no connection to {self._place.origin} through.", proxy, exc)
        return _proxy_error(f"The proxy {proxy} does not answer.", proxy, exc) if unreached else None

    def redirect(self, status: int, location: str | None) -> AppError | None:
        """Why a reply is not taken: nothing follows a redirect, which would carry the key and the text elsewhere."""
        if not (300 <= status < 400 and location is not None):
            return None
        return EngineUnavailable(
            f"{self._place.origin} wants to send the request on to another address.",
            hint="Enter the address itself as the endpoint, if you trust it.",
            detail=f"HTTP {status}",
            params={"reason": "bad_reply", "origin": self._place.origin},
        )


class Door:
    """Judges the requests of one client. Lives on the core's event loop."""

    def __init__(
        self,
        options: Callable[[], NetOptions],
        ledger: Ledger,
        certificates: Certificates,
        backend: str,
        purpose: Purpose,
    ) -> None:
        self._options = options
        self._ledger = ledger
        self._certificates = certificates
        self._backend = backend
        self._purpose = purpose

    async def enter(self, place: Place, extensions: Mapping[str, object]) -> Visit:
        """Let a request in.

        Raises:
            LocalOnly: Content would leave this machine, and that is not allowed.
            InvalidInput: The proxy or the file of certificates cannot be used.
        """
        wanted = extensions.get("purpose", self._purpose)
        purpose = wanted if isinstance(wanted, Purpose) else self._purpose
        near = is_this_machine(place.host) and await _leads_here(place)

        def note(verdict: Verdict, count: int, size: int, detail: str) -> None:
            at = time.time()
            self._ledger.note(
                LedgerEntry(at, purpose, place.origin, self._backend, verdict, near, count, at, size, detail)
            )

        options = self._options()
        if not near and options.local_only and purpose.is_guarded:
            note(Verdict.BLOCKED, 1, 0, "")
            raise local_only_error(place.origin)
        try:
            return Visit(note, place, await self._route(place, options, near=near))
        except AppError as exc:
            note(Verdict.FAILED, 1, 0, exc.message)
            raise

    async def _route(self, place: Place, options: NetOptions, *, near: bool) -> Route:
        proxy = None if near else proxy_for(place.scheme, place.host, place.port, options.proxy)
        if place.scheme == "https" or (proxy is not None and proxy.startswith("https:")):
            return Route(proxy, await asyncio.to_thread(self._certificates.context, options.ca_file))
        return Route(proxy, _PLAIN)


_PLAIN = plain_context()


async def _leads_here(place: Place) -> bool:
    """Whether "localhost" is this machine here, too: a hosts file could send it anywhere."""
    if place.host.lower() != LOCAL_NAME:
        return True
    try:
        found = await asyncio.get_running_loop().getaddrinfo(place.host, place.port)
    except OSError:
        return True  # nothing can be sent there either
    return all(ip_address(str(address[0]).partition("%")[0]).is_loopback for *_, address in found)


def _in_words(exc: BaseException) -> str:
    """How a connection failed. Not the library's own text, which may repeat an address."""
    name = type(exc).__name__
    if "Timeout" in name:
        return "no answer in time"
    return "no connection" if "Connect" in name else name


def _is_about_tls(exc: BaseException | None) -> bool:
    """Then a proxy has made its connection, and what does not work is behind it."""
    while exc is not None and not isinstance(exc, ssl.SSLError):
        exc = exc.__cause__ or exc.__context__
    return exc is not None


def _proxy_error(message: str, proxy: str, exc: BaseException) -> AppError:
    return EngineUnavailable(
        message,
        hint="Check whether it runs. It is set in Settings → Privacy, or in the system where nothing is set there.",
        detail=type(exc).__name__,
        params={"reason": "proxy", "origin": proxy},
    )


class Reply(Protocol):
    """The answer to a request, as httpx and httpx2 both have it."""

    status_code: int

    @property
    def headers(self) -> Mapping[str, str]:
        """With names in any case."""
        ...

    async def aclose(self) -> None:
        """Let go of the connection."""
        ...


R = TypeVar("R", bound=Reply)


async def pass_through(visit: Visit, sending: Awaitable[R]) -> R:
    """The reply to what was let in, once it is known to be no redirect.

    Raises:
        EngineUnavailable: It leads elsewhere, or the proxy did not do its part.
    """
    try:
        reply = await sending
    except BaseException as exc:
        error = visit.failed(exc)
        if error is not None:
            raise error from exc
        raise
    refusal = visit.redirect(reply.status_code, reply.headers.get("location"))
    if refusal is not None:
        await reply.aclose()
        raise refusal
    return reply
