"""Looking whether engines are there: at the start, when somebody asks and the last look is old, and after a failure.

A look runs in the background and delays no answer; until it is done an engine counts as it was found last.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from app.backends.base import Availability, Engine, Keeps, Probes
from app.manager.planner import Planner
from app.manager.ports import ManagerOptions, ModelSource
from app.manager.tasks import Tasks
from app.manager.timers import Timers, limited
from app.types.models import BackendName, ModelSpec

log = logging.getLogger(__name__)

FRESH_S = 30.0
"""How long a look is good for."""
LIMIT_S = 5.0
"""An engine ends its look within three seconds by itself."""

_Found = tuple[Availability, tuple[ModelSpec, ...]]


class Probing:
    """Looks at the engines that can be absent. Runs on the core's event loop.

    Args:
        engines: Every engine of this build.
        options: The settings now; what is turned off is left alone.
        source: Takes the models that engines keep.
        planner: Decides anew after each look.
        timers: Clock and time limits.
        tasks: Runs the looks.
        on_change: Called with the engine of which a look showed something new.
    """

    def __init__(
        self,
        engines: Mapping[BackendName, Engine],
        options: Callable[[], ManagerOptions],
        source: ModelSource,
        planner: Planner,
        timers: Timers,
        tasks: Tasks,
        on_change: Callable[[BackendName], None],
    ) -> None:
        self._engines = engines
        self._options = options
        self._source = source
        self._planner = planner
        self._timers = timers
        self._tasks = tasks
        self._on_change = on_change
        self._looked_at: dict[BackendName, float] = {}
        self._running: dict[BackendName, asyncio.Task[None]] = {}
        self._found: dict[BackendName, _Found] = {}

    def start(self) -> None:
        """Look at all of them in the background."""
        self.refresh()

    def refresh(self) -> None:
        """Look again, in the background, at those whose last look is old, and at those that were turned off or on."""
        oldest = self._timers.now() - FRESH_S
        for name in self._engines:
            if self._looked_at.get(name, oldest) <= oldest or not self._options().of(name).enabled:
                self.look(name)

    def look(self, name: BackendName) -> asyncio.Task[None] | None:
        """Look at one engine, in the background; None where there is nothing to look at."""
        engine = self._engines.get(name)
        if not isinstance(engine, Probes | Keeps):
            return None
        if not self._options().of(name).enabled:
            self._looked_at.pop(name, None)  # once it is on again, the last look is no good
            self._settle(name, engine, Availability(usable=False), ())
            return None
        if not isinstance(engine, Keeps):
            self._found.setdefault(name, (engine.availability(), ()))
        running = self._running.get(name)
        if running is None or running.done():
            self._looked_at[name] = self._timers.now()
            running = self._running[name] = self._tasks.spawn(self._look(name, engine))
        return running

    async def look_now(self, only: BackendName | None = None) -> None:
        """Look at one or all of them, and return when that is done."""
        names = list(self._engines) if only is None else [only]
        looks = [look for name in names if (look := self.look(name)) is not None]
        if looks:
            await asyncio.wait(looks)

    async def _look(self, name: BackendName, engine: Engine) -> None:
        if isinstance(engine, Probes):
            try:
                await limited(self._timers, LIMIT_S, engine.probe())
            except TimeoutError:
                log.warning("looking for %s took longer than %g s", name, LIMIT_S)
        kept = engine.kept() if isinstance(engine, Keeps) else ()
        self._settle(name, engine, engine.availability(), kept)

    def _settle(
        self, name: BackendName, engine: Engine, availability: Availability, kept: tuple[ModelSpec, ...]
    ) -> None:
        before, found = self._found.get(name), (availability, kept)
        self._found[name] = found
        if found == before or (before is None and not availability.usable and not kept):
            return
        self._planner.probed += 1
        if isinstance(engine, Keeps) and (before is None or before[1] != kept):
            self._source.set_kept(name, kept)
        log.info("%s is %s with %d models of its own", name, availability.state, len(kept))
        self._on_change(name)
