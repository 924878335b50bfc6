"""The privacy ledger's lines: each connection that left, or wanted to leave, this program."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """Why a connection is made; front ends have a sentence for each."""

    ANSWER = "answer"
    """A conversation goes to an engine behind the address."""
    EMBEDDINGS = "embeddings"
    PROBE = "probe"
    """Asks whether an engine is there, and what it has. Carries no text of the person."""
    TEST = "test"
    """The person pressed Test."""
    PULL = "pull"
    """An engine was asked to fetch a model."""
    HAND_OVER = "hand_over"
    """A model's file goes to an engine."""
    MANAGE = "manage"
    """An engine was asked to load, let go of or remove a model."""

    @property
    def carries_content(self) -> bool:
        """Whether the person's words, pictures or sounds are in it."""
        return self in (Purpose.ANSWER, Purpose.EMBEDDINGS)

    @property
    def is_guarded(self) -> bool:
        """Whether “Local only” keeps it on this machine."""
        return self.carries_content or self in (Purpose.TEST, Purpose.HAND_OVER, Purpose.MANAGE)


class Verdict(StrEnum):
    """What became of a connection."""

    ALLOWED = "allowed"
    BLOCKED = "blocked"
    """“Local only” is on."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Requests to one place for one purpose. Requests that follow each other are counted together."""

    at: float
    """Of the first one; seconds since the epoch."""
    purpose: Purpose
    origin: str
    """"https://host:port", without path, query or name and password."""
    backend: str
    """The engine or part of Tektra that asked."""
    verdict: Verdict
    on_this_machine: bool
    count: int = 1
    last_at: float = 0.0
    bytes_sent: int = 0
    """Of request bodies."""
    detail: str = ""
    """A model's name, or how it failed; never content."""
