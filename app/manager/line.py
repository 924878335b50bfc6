"""Who is next in a waiting line with priorities: one pure decision, without a clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.types.generation import Priority

PATIENCE = 8
"""Whoever was overtaken so often moves up one class, so that nobody waits for ever."""


@dataclass(slots=True)
class Place:
    """One request's place in the line."""

    priority: Priority
    arrived: int
    """Its number in the order of arrival."""
    overtaken: int = 0
    """How many that came later went before it."""

    @property
    def rank(self) -> tuple[int, int]:
        """The lowest one is next."""
        return max(Priority.INTERACTIVE, self.priority - self.overtaken // PATIENCE), self.arrived


def serve_next(line: Sequence[Place]) -> Place | None:
    """Who goes next; those who are overtaken by that count it. None for an empty line."""
    chosen = min(line, key=lambda place: place.rank, default=None)
    if chosen is not None:
        for place in line:
            place.overtaken += place.arrived < chosen.arrived
    return chosen
