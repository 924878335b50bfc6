"""HTTP clients whose every request passes one door: it may be refused there, and is written down."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.errors import AppError
from app.net.terms import Ledger, NetOptions
from app.types.privacy import LedgerEntry, Purpose, Verdict

if TYPE_CHECKING:
    import httpx2

    from app.net.door import Door
    from app.net.routes import Certificates

_TALKATIVE = ("httpx", "httpx2", "httpcore", "httpcore2", "openai", "anthropic")
"""Loggers that write whole addresses, headers or bodies."""


class Net:
    """Makes clients. Lives on the core's event loop."""

    def __init__(self, options: Callable[[], NetOptions], ledger: Ledger) -> None:
        self._options = options
        self._ledger = ledger
        self._certificates: Certificates | None = None

    @property
    def options(self) -> NetOptions:
        """As they are now, for an engine that says beforehand that it is blocked."""
        return self._options()

    def kept_back(self, backend: str, purpose: Purpose, origin: str) -> None:
        """Write down what “Local only” refused before a client was made for it."""
        at = time.time()
        self._ledger.note(LedgerEntry(at, purpose, origin, backend, Verdict.BLOCKED, on_this_machine=False, last_at=at))

    def client(
        self, backend: str, purpose: Purpose, *, connect_s: float = 5.0, read_s: float | None = None
    ) -> httpx2.AsyncClient:
        """A client of the kind that the official SDKs of OpenAI and Anthropic take (`http_client`).

        `read_s` is the longest silence; None is for ever (a watchdog of its own stands over streams). A request may be
        of another purpose than the client's: `extensions={"purpose": Purpose.TEST}`.

        Its requests raise LocalOnly where content would leave the machine although that is not allowed. The SDK of
        Anthropic wraps that in an error of its own and tries again: `refusal_in` finds it there.
        Importing httpx2 takes a moment: the first call belongs into a thread.
        """
        import httpx2

        from app.net.httpx2_door import DoorTransport

        _quieten()
        return httpx2.AsyncClient(
            transport=DoorTransport(self._door(backend, purpose)),
            timeout=httpx2.Timeout(read_s, connect=connect_s),
            follow_redirects=False,
            trust_env=False,
        )

    def ollama_options(
        self, purpose: Purpose, *, connect_s: float = 5.0, read_s: float | None = None
    ) -> dict[str, Any]:
        """Keyword arguments for the official client of Ollama, with the same door in them."""
        import httpx

        from app.net.httpx_door import DoorTransport

        _quieten()
        return {
            "transport": DoorTransport(self._door("ollama", purpose)),
            "timeout": httpx.Timeout(read_s, connect=connect_s),
            "follow_redirects": False,
            "trust_env": False,
        }

    def _door(self, backend: str, purpose: Purpose) -> Door:
        from app.net.door import Door
        from app.net.routes import Certificates

        self._certificates = self._certificates or Certificates()
        return Door(self._options, self._ledger, self._certificates, backend, purpose)


def refusal_in(exc: BaseException) -> AppError | None:
    """The error of ours that an SDK wrapped in one of its own."""
    cause: BaseException | None = exc
    while cause is not None and not isinstance(cause, AppError):
        cause = cause.__cause__
    return cause


def _quieten() -> None:
    """Keep them out of our log for good: the SDKs set their own levels, also when they are imported later."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        if logger.propagate:
            logger.propagate = False
            logger.addHandler(logging.NullHandler())
