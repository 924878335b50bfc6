"""What front ends are shown of the models and their workers."""

from __future__ import annotations

from dataclasses import replace

from app.backends.base import Backend
from app.bridge.signatures import ModelDetails
from app.errors import AppError, ModelFileError
from app.manager.planner import Planner
from app.manager.policy import context_tokens
from app.manager.ports import ManagerOptions, ModelSource
from app.manager.refusal import why_none
from app.manager.slot import LOAD_STATES, WORKER_STATES, Instance, Slot, SlotState
from app.manager.survey import Survey
from app.manager.timers import Timers, limited
from app.types.models import BackendName, Capability, LoadState, ModelFacts, ModelInfo, ModelSpec
from app.types.status import WorkerState, WorkerStatus

STATUS_LIMIT_S = 2.0
"""What a worker gets to say how it is."""


class Reporter:
    """Turns slots into values. Changes nothing; runs on the core's event loop."""

    def __init__(self, source: ModelSource, planner: Planner, timers: Timers) -> None:
        self._source = source
        self._planner = planner
        self._timers = timers

    def info(self, model: ModelSpec, slot: Slot | None, survey: Survey, default: str | None) -> ModelInfo:
        """One model with its state; `slot` is None when nobody has asked for it yet."""
        selection = self._planner.selection(model, survey=survey)
        instance = slot.instance if slot else None
        backend = instance.engine if instance else selection.chosen
        state = LOAD_STATES[slot.state] if slot else LoadState.READY
        if state is LoadState.FAILED and instance is None and selection.chosen is None:
            state = LoadState.READY  # how it failed does not count any more: it could not even be tried
        path, problem = self._look(model)
        if state is LoadState.READY and (problem or selection.chosen is None):
            state = LoadState.UNAVAILABLE
            problem = problem or why_none(selection)
        elif state is LoadState.FAILED and slot is not None:
            problem = slot.cause
        facts = self._planner.facts(model)
        return ModelInfo(
            id=model.id,
            name=model.name,
            state=state,
            backend=backend,
            reason=problem if state in (LoadState.UNAVAILABLE, LoadState.FAILED) else "",
            capabilities=tuple(sorted(model.capabilities | _found_in(instance))),
            context_tokens=self._context(model, facts, slot, backend, survey.options),
            size_bytes=facts.file_bytes if facts else 0,
            path=path,
            tokens_per_s=self._planner.tokens_per_s(model, backend, survey.found[backend].version) if backend else None,
            is_default=default == model.id,
            description=model.description,
            memory_bytes=instance.memory_bytes if instance else 0,
        )

    def details(self, model: ModelSpec, slot: Slot | None) -> ModelDetails:
        """Everything that is known about one model; the estimate is of the running instance, if there is one."""
        instance = slot.instance if slot else None
        plan = self._planner.outlook(model) if instance is None else None
        estimate = instance.estimate if instance else plan.estimate if plan else None
        loaded = instance.loaded if instance else None
        info = self.info(model, slot, self._planner.survey(), self._source.default_id())
        return ModelDetails(info, self._planner.facts(model), estimate, loaded)

    async def worker(self, slot: Slot) -> WorkerStatus | None:
        """The slot's worker; None when it has none and needs none."""
        instance = slot.instance or slot.starting
        backend = instance.engine if instance else self._planner.selection(slot.spec).chosen
        if slot.state is SlotState.EMPTY or backend is None:
            return None
        silent = WorkerStatus(None, backend, slot.spec.id, WorkerState.DOWN)
        told = await self._ask(instance.backend) if instance else None
        return replace(
            told or silent,
            backend=backend,
            model_id=slot.spec.id,
            state=WORKER_STATES.get(slot.state, (told or silent).state),
            queued=slot.turns.waiting,
            restarts=slot.deaths.count,
            cause=slot.cause,
        )

    def _context(
        self,
        model: ModelSpec,
        facts: ModelFacts | None,
        slot: Slot | None,
        backend: BackendName | None,
        options: ManagerOptions,
    ) -> int | None:
        if slot and slot.instance:
            return slot.instance.loaded.context_tokens
        return context_tokens(model, facts, options.of(backend).context_tokens) if backend else None

    async def _ask(self, backend: Backend) -> WorkerStatus | None:
        try:
            return await limited(self._timers, STATUS_LIMIT_S, backend.status())
        except (AppError, TimeoutError):
            return None

    def _look(self, model: ModelSpec) -> tuple[str, str]:
        """The model's path, and what is wrong with its file, if anything is."""
        try:
            path = self._planner.path(model)
        except ModelFileError as error:
            return "", error.message
        try:
            self._source.facts(model)
        except ModelFileError as error:
            return path, error.message
        return path, ""


def _found_in(instance: Instance | None) -> frozenset[Capability]:
    """What only the loaded model says of itself."""
    return instance.loaded.abilities & {Capability.TOOLS} if instance else frozenset[Capability]()
