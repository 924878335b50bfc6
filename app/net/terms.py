"""On which terms connections are made: the settings that they obey, who writes them down, and what a refusal says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.errors import LocalOnly
from app.types.privacy import LedgerEntry


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
        """Must return at once. An entry with `count` 0 adds bytes to the one before it of the same kind."""
        ...


def local_only_error(origin: str) -> LocalOnly:
    """Why nothing was sent."""
    return LocalOnly(
        f"“Local only” is on, so nothing was sent to {origin}.",
        hint="Choose an engine on this computer, or turn “Local only” off in Settings → Privacy.",
        params={"origin": origin},
    )
