"""HTTP clients whose every request passes one door: it may be refused there, and is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from app.types.privacy import LedgerEntry, Purpose

if TYPE_CHECKING:
    import httpx2


@dataclass(frozen=True, slots=True)
class NetOptions:
    """The settings that every connection obeys; read anew at every request."""

    local_only: bool = True
    proxy: str = ""
    """"" takes the system's (HTTPS_PROXY and so on), "none" uses none; connections to this machine never use one."""
    ca_file: str = ""
    """PEM file of certificates that are trusted beside the system's."""


class Ledger(Protocol):
    """Who writes connections down."""

    def note(self, entry: LedgerEntry) -> None:
        """Must return at once."""
        ...


class Net:
    """Makes clients. Lives on the core's event loop."""

    def __init__(self, options: Callable[[], NetOptions], ledger: Ledger) -> None:
        self._options = options
        self._ledger = ledger

    def client(
        self, backend: str, purpose: Purpose, *, connect_s: float = 5.0, read_s: float | None = None
    ) -> httpx2.AsyncClient:
        """A client of the kind that the official SDKs of OpenAI and Anthropic take (`http_client`).

        `read_s` is the longest silence; None is for ever (a watchdog of its own stands over streams). A request may be
        of another purpose than the client's: `extensions={"purpose": Purpose.TEST}`.

        Its requests raise LocalOnly where content would leave the machine although that is not allowed.
        """
        raise NotImplementedError

    def ollama_options(
        self, purpose: Purpose, *, connect_s: float = 5.0, read_s: float | None = None
    ) -> dict[str, Any]:
        """Keyword arguments for the official client of Ollama, with the same door in them."""
        raise NotImplementedError


def is_this_machine(host: str) -> bool:
    """Whether a host name or address is this very machine, without asking a name server: loopback, "localhost"."""
    raise NotImplementedError
