"""Memory as a decision: who fits beside whom, who has to go, and how large a context window may be. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from app.types.models import MemoryEstimate

CONTEXT_STEP = 256
"""Context windows are searched in steps of this many tokens."""
MIN_RESERVE = 256 * 1024 * 1024
RESERVE_SHARE = 0.05
"""What stays free for the window and the rest of the system."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Resident:
    """A model that holds memory."""

    in_use: bool
    last_used: float
    taken: int = 0
    """All that it has, or will have once it is used."""
    claimed: int = 0
    """Of that, what the system counts as available nevertheless: weights that are mapped from their file, and what it
    has not touched yet."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What models may have together."""

    max_models: int
    limit: int = 0
    """Bytes that the person allows; 0 is what the machine has."""
    available: int = 0
    """Bytes that the system has available now; counts only without a limit."""


def resident(
    *, in_use: bool, last_used: float, measured: int, estimate: MemoryEstimate | None, mapped: bool
) -> Resident:
    """What a loaded model takes: measured, and at least what it was predicted to take once it works."""
    taken = max(measured, estimate.total if estimate else 0)
    weights = min(estimate.weights, measured) if estimate and mapped else 0
    return Resident(in_use, last_used, taken, weights + taken - measured)


def free_bytes(budget: Budget, residents: Iterable[Resident]) -> int:
    """What a newcomer could have beside all of them; may be negative."""
    if budget.limit:
        return budget.limit - sum(one.taken for one in residents)
    reserve = max(MIN_RESERVE, int(budget.available * RESERVE_SHARE))
    return budget.available - reserve - sum(one.claimed for one in residents)


def most_bytes(budget: Budget, residents: Iterable[Resident]) -> int:
    """What a newcomer could have if all of them went."""
    held = tuple(residents)
    return max(0, free_bytes(budget, held) + sum(one.taken for one in held))


def fits(need: int, budget: Budget, residents: Iterable[Resident]) -> bool:
    """Whether a newcomer can be loaded beside all of them; a need that is not known (0) is only counted as a model."""
    held = tuple(residents)
    return len(held) < max(1, budget.max_models) and (need == 0 or need <= free_bytes(budget, held))


def is_over(budget: Budget, residents: Iterable[Resident]) -> bool:
    """Whether they are more models, or have more memory, than the person allows now."""
    held = tuple(residents)
    too_much = budget.limit and sum(one.taken for one in held) > budget.limit
    return len(held) > max(1, budget.max_models) or bool(too_much)


def choose_victim(residents: Iterable[tuple[K, Resident]]) -> K | None:
    """Whose memory to take back: the one that nobody uses and that was used longest ago; None when all are in use."""
    idle = [(one.last_used, key) for key, one in residents if not one.in_use]
    return min(idle, key=lambda pair: pair[0])[1] if idle else None


def largest_context(needed: Callable[[int], int], have: int, wanted: int) -> int:
    """The largest context window, in whole steps and at most `wanted`, that needs no more than `have`; 0 for none."""
    low, high = 0, wanted // CONTEXT_STEP
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if needed(middle * CONTEXT_STEP) <= have else (low, middle - 1)
    return low * CONTEXT_STEP


def gigabytes(size: int) -> str:
    """Bytes for people."""
    return f"{size / 1_000_000_000:.1f} GB"
