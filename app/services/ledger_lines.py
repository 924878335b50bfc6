"""The privacy ledger as lines of text, and the rule by which requests that follow each other become one entry. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.errors import InvalidInput
from app.types.privacy import LedgerEntry
from app.wire import from_wire, to_wire

MAX_ENTRIES = 2_000
"""The oldest are forgotten."""
MAX_LINE = 8_192
"""Longer lines are not ours."""
TOGETHER_S = 600.0
"""Requests with a longer pause between them are two entries."""


def line_of(entry: LedgerEntry) -> bytes:
    """One line, with its end."""
    return json.dumps(to_wire(entry), separators=(",", ":")).encode("ascii") + b"\n"


def entry_of(line: bytes) -> LedgerEntry | None:
    """What a line says; None for one that was cut off, or is not ours."""
    if len(line) > MAX_LINE:
        return None
    try:
        entry = from_wire(LedgerEntry, json.loads(line))
    except (ValueError, RecursionError, InvalidInput):
        return None
    return entry if math.isfinite(entry.at) and math.isfinite(entry.last_at) and entry.count >= 0 else None


def entries_of(data: bytes) -> tuple[list[LedgerEntry], int]:
    """The entries in a file, and how many of its lines were broken."""
    book = Entries()
    broken = 0
    for line in data.split(b"\n"):
        if line:
            entry = entry_of(line)
            broken += entry is None
            if entry is not None:
                book.add(entry)
    return list(book), broken


class Entries:
    """Entries in the order of their first request, those that belong together counted together."""

    def __init__(self, known: Iterable[LedgerEntry] = ()) -> None:
        self._entries: list[LedgerEntry] = []
        self._last: dict[tuple[object, ...], int] = {}
        for entry in known:
            self.add(entry)

    def __iter__(self) -> Iterator[LedgerEntry]:
        return iter(self._entries)

    def add(self, entry: LedgerEntry) -> None:
        """Count a request, or the bytes of one that was counted before."""
        key = (entry.origin, entry.purpose, entry.backend, entry.verdict, entry.on_this_machine, entry.detail)
        at = self._last.get(key)
        if at is not None and _belongs(self._entries[at], entry):
            before = self._entries[at]
            self._entries[at] = replace(
                before,
                count=before.count + entry.count,
                last_at=max(before.last_at, entry.last_at),
                bytes_sent=before.bytes_sent + entry.bytes_sent,
            )
            return
        self._entries.append(entry)
        self._last[key] = len(self._entries) - 1
        if len(self._entries) >= 2 * MAX_ENTRIES:
            self._forget()

    def newest(self, limit: int) -> tuple[LedgerEntry, ...]:
        """The newest first, by their last request."""
        kept = self._entries[-MAX_ENTRIES:]
        return tuple(sorted(kept, key=lambda entry: entry.last_at, reverse=True)[: max(limit, 0)])

    def _forget(self) -> None:
        gone = len(self._entries) - MAX_ENTRIES
        del self._entries[:gone]
        self._last = {key: at - gone for key, at in self._last.items() if at >= gone}


def _belongs(before: LedgerEntry, entry: LedgerEntry) -> bool:
    return entry.count == 0 or abs(entry.at - before.last_at) <= TOGETHER_S
