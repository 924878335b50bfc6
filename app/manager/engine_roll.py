"""The list of engines as front ends see it: state, version, how many models each could answer with, and how fast."""

from __future__ import annotations

from collections.abc import Mapping

from app.backends.base import Availability, Engine
from app.manager.planner import Planner
from app.manager.ports import ModelSource
from app.types.engines import EngineInfo, EngineState
from app.types.models import BackendName, ModelSpec


class EngineRoll:
    """Makes the list. Changes nothing; runs on the core's event loop."""

    def __init__(self, source: ModelSource, engines: Mapping[BackendName, Engine], planner: Planner) -> None:
        self._source = source
        self._engines = engines
        self._planner = planner

    def all(self) -> tuple[EngineInfo, ...]:
        """Every engine of this build, in the global order; echo, which is no model, comes last."""
        survey = self._planner.survey()
        models = self._source.models()
        able = {
            model.id: {
                ranked.backend for ranked in self._planner.selection(model, survey=survey).ranking if ranked.usable
            }
            for model in models
        }
        names = sorted(
            dict.fromkeys((*survey.options.order, *self._engines)), key=lambda name: name is BackendName.ECHO
        )
        return tuple(self._info(name, survey.found[name], models, able) for name in names if name in self._engines)

    def models_of(self, backend: BackendName) -> tuple[str, ...]:
        """Ids of the models that an engine could answer with now; the default one first."""
        survey, default = self._planner.survey(), self._source.default_id()
        found = [
            model.id
            for model in self._source.models()
            for ranked in self._planner.selection(model, survey=survey).ranking
            if ranked.usable and ranked.backend is backend
        ]
        return tuple(sorted(found, key=lambda model_id: model_id != default))

    def _info(
        self,
        name: BackendName,
        found: Availability,
        models: tuple[ModelSpec, ...],
        able: Mapping[str, set[BackendName]],
    ) -> EngineInfo:
        speeds = [
            (speed, model.name) for model in models if (speed := self._planner.tokens_per_s(model, name, found.version))
        ]
        fastest = max(speeds, default=(None, ""))
        return EngineInfo(
            name,
            found.state,
            enabled=found.state is not EngineState.OFF,
            version=found.version,
            where=found.where,
            reason="" if found.usable else found.reason,
            hint="" if found.usable else found.hint,
            models=sum(name in engines for engines in able.values()),
            tokens_per_s=fastest[0],
            measured_with=fastest[1],
        )
