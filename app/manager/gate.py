"""Where requests are let in or refused before anything is loaded; what “Local only” keeps back here is told.

An engine that may not be asked is never chosen, so the door in `app.net` sees nothing of such a request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.backends.base import Engine, Withholds
from app.errors import NoEngineForModel
from app.manager.demand import Demand
from app.manager.planner import Planner
from app.types.models import BackendName, Capability, ModelSpec
from app.types.privacy import Purpose

KeptBack = Callable[[BackendName, Purpose, str], None]
"""Told on the event loop which engine was to send something, what for, and where to ("https://host:port")."""


def nobody(_engine: BackendName, _purpose: Purpose, _origin: str) -> None:
    """For managers whose refusals nobody notes."""


class Gate:
    """Lets requests in. Runs on the core's event loop."""

    def __init__(self, engines: Mapping[BackendName, Engine], planner: Planner, on_kept_back: KeptBack) -> None:
        self._engines = engines
        self._planner = planner
        self._on_kept_back = on_kept_back

    def check(self, model: ModelSpec, demand: Demand) -> None:
        """Let a request in.

        Raises:
            NoEngineForModel: Nothing here can answer it; the detail has every engine's reason.
        """
        try:
            self._planner.check(model, demand)
        except NoEngineForModel:
            self._tell(model, demand)
            raise

    def _tell(self, model: ModelSpec, demand: Demand) -> None:
        """Of those engines only that would have been asked: what nobody names never gets a text that is for others."""
        wanted = self._planner.wishes(model) if demand.backend is None else (demand.backend,)
        purpose = Purpose.EMBEDDINGS if Capability.EMBEDDINGS in demand.needs else Purpose.ANSWER
        for name, engine in self._engines.items():
            if name in wanted and isinstance(engine, Withholds) and self._planner.is_on(name):
                origin = engine.withheld(model)
                if origin:
                    self._on_kept_back(name, purpose, origin)
