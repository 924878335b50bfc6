"""The privacy ledger's lines as the table shows them, and how many were blocked. Without Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.types.privacy import LedgerEntry, Verdict


@dataclass(frozen=True, slots=True)
class LedgerSum:
    """What the sentence over the table says."""

    elsewhere: int
    """Connections to other machines that were made."""
    blocked: int
    here: int


def place_of(entry: LedgerEntry) -> str:
    """Where a connection went: host and port, which is what people know a place by."""
    return entry.origin.partition("://")[2] or entry.origin


def sums(entries: Iterable[LedgerEntry]) -> LedgerSum:
    """Count by what became of them."""
    elsewhere = blocked = here = 0
    for entry in entries:
        if entry.verdict is Verdict.BLOCKED:
            blocked += entry.count
        elif entry.on_this_machine:
            here += entry.count
        else:
            elsewhere += entry.count
    return LedgerSum(elsewhere, blocked, here)


def newest_first(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """By their last request."""
    return tuple(sorted(entries, key=lambda entry: max(entry.at, entry.last_at), reverse=True))
