"""The manager's tricky decisions as pure functions: numbers and facts in, a decision out. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from app.bridge.signatures import Selection
from app.errors import AppError, WorkerDied
from app.manager.ports import EngineOptions
from app.types.models import BackendName, LoadSpec, ModelFacts, ModelSpec

RESTART_DELAYS_S = (0.5, 2.0, 8.0)
"""How long a worker that died waits before its first, second and third restart."""
RESTARTS_FORGOTTEN_S = 300.0
"""A worker that lived this long since its last death starts counting anew."""
CRASH_SIGNALS = frozenset({"SIGSEGV", "SIGILL", "SIGABRT"})
"""Deaths by the engine's own code: the kind that safe parameters can cure."""
UNKNOWN_CONTEXT = 8192
"""Context window, in tokens, where neither model nor settings say anything."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Deaths:
    """How often a worker died in a row, and when last (timers' seconds)."""

    count: int = 0
    last_at: float = 0.0


NO_DEATHS = Deaths()


def after_death(deaths: Deaths, now: float) -> tuple[Deaths, float | None]:
    """Count one more death; with the delay before the restart, or None when it stays down."""
    earlier = 0 if now - deaths.last_at > RESTARTS_FORGOTTEN_S else deaths.count
    delay = RESTART_DELAYS_S[earlier] if earlier < len(RESTART_DELAYS_S) else None
    return Deaths(earlier + 1, now), delay


@dataclass(frozen=True, slots=True)
class Resident:
    """A model that holds memory."""

    in_use: bool
    last_used: float


def choose_victim(residents: Iterable[tuple[K, Resident]]) -> K | None:
    """Whose memory to take back: the one that nobody uses and that was used longest ago; None when all are in use."""
    idle = [(resident.last_used, key) for key, resident in residents if not resident.in_use]
    return min(idle, key=lambda pair: pair[0])[1] if idle else None


class Remedy(Enum):
    """What can still be done about a failure before the first token."""

    SAFE_MODE = auto()
    """Start again with safe parameters."""
    MAKE_ROOM = auto()
    """Unload every idle model, then try again."""
    OTHER_ENGINE = auto()
    """Let the next engine have it, if there is one."""
    NONE = auto()


def crashed(error: AppError) -> bool:
    """Whether the engine's own code brought its process down."""
    return isinstance(error, WorkerDied) and error.params.get("signal") in CRASH_SIGNALS


def out_of_memory(error: AppError) -> bool:
    """Whether a load failed for lack of memory: the engine says so, or the system killed its process."""
    killed = isinstance(error, WorkerDied) and error.params.get("signal") == "SIGKILL"
    return killed or error.params.get("reason") == "out_of_memory"


def remedy(error: AppError, *, safe_mode: bool, may_make_room: bool) -> Remedy:
    """What to try after `error`, given the parameters of the attempt that failed."""
    if crashed(error):
        return Remedy.OTHER_ENGINE if safe_mode else Remedy.SAFE_MODE
    if may_make_room and out_of_memory(error):
        return Remedy.MAKE_ROOM
    return Remedy.NONE


def keeps_engine(selection: Selection, current: BackendName, session: BackendName | None) -> bool:
    """Whether a loaded model stays with its engine for a request with this selection.

    It does unless that engine cannot do what the request needs, or the person switched to another one that can.
    """
    if current is selection.chosen:
        return True
    can = any(ranked.usable and ranked.backend is current for ranked in selection.ranking)
    return can and selection.chosen is not session


def load_spec(
    model: ModelSpec,
    facts: ModelFacts | None,
    path: str,
    options: EngineOptions,
    *,
    safe_mode: bool,
) -> LoadSpec:
    """Everything an engine is told about the model that it loads."""
    return LoadSpec(
        model_id=model.id,
        path=path,
        context_tokens=context_tokens(model, facts, options.context_tokens),
        threads=options.threads,
        gpu_layers=options.gpu_layers,
        batch_tokens=options.batch_tokens,
        safe_mode=safe_mode,
    )


def context_tokens(model: ModelSpec, facts: ModelFacts | None, usual: int) -> int:
    """The context window to ask for: the model's own wish, else the usual one, else (0) the trained one.

    Never above what the model was trained for.
    """
    trained = facts.trained_context if facts and facts.trained_context else None
    wanted = model.context_tokens or usual or trained or UNKNOWN_CONTEXT
    return max(1, min(wanted, trained or wanted))
