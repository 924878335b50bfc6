"""One look at all engines, for as many decisions as follow from it: a list of models asks nothing of it twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.backends.base import Availability, Engine
from app.manager.ports import ManagerOptions
from app.manager.selection import TURNED_OFF
from app.net.hosts import is_this_machine
from app.types.engines import EngineState
from app.types.models import ON_THIS_MACHINE, BackendName

MEMORY_STEP = 256 * 1024 * 1024
"""Free memory is never the same twice; decisions change with steps of this size only."""
BLOCKED = Availability(
    usable=False,
    reason="It computes on another machine, and “Local only” is on.",
    hint="Turn “Local only” off in the settings if you want to use it.",
    state=EngineState.BLOCKED,
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found, at one moment."""

    options: ManagerOptions
    session: BackendName | None
    """The engine that the person switched to."""
    found: Mapping[BackendName, Availability]
    elsewhere: frozenset[BackendName]
    """Engines that compute on another machine."""
    have_bytes: int
    """The memory that one model could have if all others went."""
    moment: object = None
    """What else decisions depend on: equal when nothing of it changed."""


def take_survey(
    engines: Mapping[BackendName, Engine],
    options: ManagerOptions,
    session: BackendName | None,
    have: Callable[[], int],
    moment: object,
) -> Survey:
    """Ask every engine that is turned on; one that is turned off stays untouched."""
    found: dict[BackendName, Availability] = {}
    elsewhere: set[BackendName] = set()
    for name, engine in engines.items():
        if not options.of(name).enabled:
            found[name] = Availability(usable=False, state=EngineState.OFF, reason=TURNED_OFF)
            continue
        found[name] = engine.availability()
        if is_elsewhere(name, found[name].where):
            elsewhere.add(name)
            found[name] = _allowed(name, found[name], local_only=options.local_only)
    return Survey(options, session, found, frozenset(elsewhere), _in_steps(have()), moment)


def is_elsewhere(name: BackendName, where: str) -> bool:
    """Whether an engine may compute on another machine, going by its address."""
    if name in ON_THIS_MACHINE:
        return False
    return name is BackendName.CLOUD or bool(where and not is_this_machine(urlsplit(where).hostname or where))


def _allowed(name: BackendName, found: Availability, *, local_only: bool) -> Availability:
    """An endpoint of the cloud kind may lie on this machine after all: that engine itself knows which."""
    if not local_only or name is BackendName.CLOUD:
        return found
    return Availability(
        usable=False,
        reason=BLOCKED.reason,
        hint=BLOCKED.hint,
        version=found.version,
        state=BLOCKED.state,
        where=found.where,
    )


def _in_steps(have: int) -> int:
    return max(1, have // MEMORY_STEP * MEMORY_STEP)
