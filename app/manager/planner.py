"""From a model to a decision: collects the facts that selection and load parameters are made of."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.backends.base import Engine, Estimates, Support
from app.bridge.signatures import Selection
from app.errors import AppError, InvalidInput, ModelFileError
from app.manager.demand import ANY_TEXT, Demand
from app.manager.digest import model_digest
from app.manager.notes import SURE, EngineNotes
from app.manager.policy import LoadExtras, keeps_engine, load_spec
from app.manager.ports import ManagerOptions, ModelSource
from app.manager.proof import Verdict
from app.manager.refusal import no_engine
from app.manager.remedies import Remedy, apply_remedies
from app.manager.selection import Candidate, Orders, select
from app.manager.slot import Instance
from app.manager.survey import Survey, take_survey
from app.manager.troubles import Troubles
from app.types.models import (
    BackendName,
    LoadSpec,
    MemoryEstimate,
    ModelFacts,
    ModelSpec,
    SourceKind,
    StateFolder,
)

log = logging.getLogger(__name__)

MAX_TEMPLATE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """One attempt to load a model."""

    engine: Engine
    spec: LoadSpec
    digest: str
    """Of the model, for the notes."""
    wishes: tuple[BackendName, ...] = ()
    """Which engines were wanted when this one was chosen."""
    version: str = ""
    """Of the engine."""
    projector: str = ""
    """Digest of the projector's file, if there is one."""
    estimate: MemoryEstimate | None = None
    """What it will take, with what earlier loads taught."""
    with_context: Callable[[int], MemoryEstimate | None] = lambda _: None
    """What it would take with another context window."""

    least: int = 0
    """Bytes of its files on this machine, which it takes at least where there is no estimate."""
    elsewhere: bool = False
    """Another machine computes it."""

    @property
    def need(self) -> int:
        """Bytes that it will take; 0 where nobody knows."""
        return self.estimate.total if self.estimate else self.least


class Planner:
    """Reads catalogue, settings, engines and notes anew for every decision; keeps only the person's preference.

    Runs on the core's event loop.
    """

    def __init__(
        self,
        source: ModelSource,
        engines: Mapping[BackendName, Engine],
        options: Callable[[], ManagerOptions],
        notes: EngineNotes,
        has_amx: Callable[[], bool],
        digest: Callable[[Path], Awaitable[str]],
        troubles: Troubles,
        have: Callable[[], int],
    ) -> None:
        self._source = source
        self._engines = engines
        self._options = options
        self._notes = notes
        self._has_amx = has_amx
        self._digest = digest
        self._troubles = troubles
        self._have = have
        self.session: BackendName | None = None
        """The engine that the person switched to."""
        self.probed = 0
        """Counts how often something was found out about engines that no value here shows."""
        self._generation = 0
        self._survey: Survey | None = None
        self._known: dict[str, _Known] = {}
        self._decided: dict[str, tuple[BackendName, str]] = {}

    def prefer(self, name: str) -> None:
        """Put an engine first for this session.

        Raises:
            InvalidInput: There is no such engine in this version.
        """
        self.session = self.named(name)
        self.try_again(self.session)

    def try_again(self, engine: BackendName) -> None:
        """Somebody wants this engine: what failed a moment ago may go now."""
        self._troubles.forget(engine)

    def try_all_again(self) -> None:
        """Somebody changed what engines do."""
        for engine in self._engines:
            self._troubles.forget(engine)

    def forgive(self, model: ModelSpec, engine: BackendName) -> None:
        """Somebody wants this engine tried again with this model."""
        self._troubles.forget(engine)
        self._notes.forget_faults(model_digest(model, self.facts(model)), engine)

    def named(self, name: str) -> BackendName:
        """An engine of this build by its name.

        Raises:
            InvalidInput: There is no such engine in this version.
        """
        known = {str(engine): engine for engine in self._engines}
        if name not in known:
            raise InvalidInput(
                f"This version of Tektra has no engine called “{name}”.", hint=f"It has: {', '.join(sorted(known))}."
            )
        return known[name]

    def facts(self, model: ModelSpec) -> ModelFacts | None:
        """The header's facts; None also for a file that cannot be read (loading it says why)."""
        try:
            return self._source.facts(model)
        except ModelFileError:
            return None

    def path(self, model: ModelSpec) -> str:
        """What the engine opens: an absolute path, or the name under which the engine itself keeps the model.

        Raises:
            ModelFileError: The file is missing or unreadable.
        """
        if model.source.kind is SourceKind.ENGINE:
            return model.source.location
        return str(self._source.locate(model))

    def survey(self) -> Survey:
        """How the engines are now; for as many decisions as are made of it at once."""
        moment = (self._notes.revision, self._troubles.look(), self.probed)
        taken = take_survey(self._engines, self._options(), self.session, self._have, moment)
        if self._survey is None or taken != self._survey:
            self._survey = taken
            self._generation += 1
        return self._survey

    def selection(self, model: ModelSpec, demand: Demand = ANY_TEXT, survey: Survey | None = None) -> Selection:
        """Which engine would get the model for such a request, and why.

        What was decided for any text is remembered as long as nothing of what it depends on changes.
        """
        survey = survey or self.survey()
        facts, chosen = self.facts(model), self._source.preferred(model.id)
        if demand is not ANY_TEXT or survey is not self._survey:
            return self._select(model, demand, survey, facts, chosen)
        known = self._known.get(model.id)
        if known is None or not known.holds(self._generation, model, facts, chosen):
            known = _Known(self._generation, model, facts, chosen, self._select(model, demand, survey, facts, chosen))
            self._known[model.id] = known
        return known.selection

    def is_on(self, engine: BackendName) -> bool:
        """Whether the settings have it turned on."""
        return self._options().of(engine).enabled

    def asked(self, model: ModelSpec) -> tuple[BackendName, ...]:
        """The engines that the person asked for with this model, first things first."""
        return self._orders(self._source.preferred(model.id), self._options()).asked

    def wishes(self, model: ModelSpec) -> tuple[BackendName, ...]:
        """The engines that the person, or the model's entry, wants for it, first things first."""
        return (*self.asked(model), *model.backend_preferences)

    def keeps(self, model: ModelSpec, selection: Selection, instance: Instance) -> bool:
        """Whether a loaded model stays where it is for a request with this selection."""
        return keeps_engine(
            selection,
            instance.engine,
            self.asked(model),
            borrowed=instance.demand.backend is not None,
            changed=instance.wishes != self.wishes(model),
        )

    def check(self, model: ModelSpec, demand: Demand = ANY_TEXT) -> Selection:
        """A selection that has chosen.

        Raises:
            NoEngineForModel: Nothing here can run it; the detail has every engine's reason.
        """
        selection = self.selection(model, demand)
        if selection.chosen is None:
            raise no_engine(model, selection, demand)
        return selection

    def next_engine(self, model: ModelSpec, demand: Demand) -> BackendName | None:
        """Who takes over from an engine that failed; None where nobody does.

        Nobody takes over where one engine was asked for. Who failed lately, too, is not tried.
        """
        if demand.backend is not None:
            return None
        chosen = self.selection(model, demand).chosen
        if chosen is None:
            return None
        digest = model_digest(model, self.facts(model))
        tried = self._notes.recent_failure(digest, chosen) or self._troubles.recent(digest, chosen)
        return None if tried else chosen

    def foresees(self, model: ModelSpec, engine: BackendName) -> bool:
        """Whether it is known before a load what the model takes with an engine."""
        return bool(self._need(self._engines[engine], model, self.facts(model), self._options()))

    def exhausted(self, model: ModelSpec, demand: Demand, error: AppError) -> AppError:
        """The error when no engine is left: that of the only one that was tried, or one with all that happened."""
        if len(demand.failed) < 2:
            return error
        return no_engine(model, self.selection(model, demand), demand)

    async def plan(self, model: ModelSpec, demand: Demand) -> Plan:
        """How to load the model now.

        Raises:
            NoEngineForModel: Nothing here can run it.
            ModelFileError: Its file cannot be used.
        """
        path = self.path(model)
        facts = self._source.facts(model)
        chosen, wishes = self._decide(model, demand), self.wishes(model)
        engine = next(engine for name, engine in self._engines.items() if name is chosen)
        digest = model_digest(model, facts)
        for what, file in _extra_files(model):
            _check_there(model, what, file)
        states = self._options().states
        content = "" if model.source.kind is SourceKind.ENGINE else await self._digest(Path(path))
        projector = await self._digest(Path(model.projector)) if model.projector else ""
        looked = bool(projector and self._notes.look(digest, engine.name, projector))
        extras = LoadExtras(content, _template(model), states if content else StateFolder(), looked)
        spec = load_spec(model, facts, path, self._options().of(engine.name), extras)
        plan = self._learnt(engine, facts, digest, spec, _extra_bytes(model))
        survey = self.survey()
        least = _file_bytes(model, facts) if self._here(chosen, survey) else 0
        version, elsewhere = survey.found[engine.name].version, chosen in survey.elsewhere
        return replace(plan, wishes=wishes, projector=projector, version=version, least=least, elsewhere=elsewhere)

    def goes_elsewhere(self, model: ModelSpec, demand: Demand) -> bool:
        """Whether another machine would compute such a request now."""
        survey = self.survey()
        return self.selection(model, demand, survey).chosen in survey.elsewhere

    def _decide(self, model: ModelSpec, demand: Demand) -> BackendName:
        """The engine for a load; a choice that is another one than the last is written down with its reason."""
        first = self.check(model, demand).ranking[0]
        if self._decided.get(model.id) != (first.backend, first.reason):
            self._decided[model.id] = (first.backend, first.reason)
            log.info("%s gets %s: %s", model.id, first.backend, first.reason)
        return first.backend

    def outlook(self, model: ModelSpec) -> Plan | None:
        """How the model would be loaded now, as far as that can be said without opening a file; None if by nothing."""
        facts = self.facts(model)
        chosen = self.selection(model).chosen
        engine = next((engine for name, engine in self._engines.items() if name is chosen), None)
        if engine is None:
            return None
        spec = load_spec(model, facts, "", self._options().of(engine.name), LoadExtras())
        return self._learnt(engine, facts, model_digest(model, facts), spec, _extra_bytes(model))

    def tokens_per_s(self, model: ModelSpec, engine: BackendName, version: str) -> float | None:
        """The speed of this version of an engine that was measured here, if any."""
        return self._notes.tokens_per_s(model_digest(model, self.facts(model)), engine, version)

    def _learnt(self, engine: Engine, facts: ModelFacts | None, digest: str, spec: LoadSpec, extra_bytes: int) -> Plan:
        note = self._notes.get(digest, engine.name)
        amx = (Remedy.SAFE_MODE,) if self._has_amx() else ()
        spec = apply_remedies(spec, (*note.remedies, *amx))

        def with_context(tokens: int) -> MemoryEstimate | None:
            if not isinstance(engine, Estimates) or facts is None:
                return None
            estimate = engine.estimate(facts, replace(spec, context_tokens=tokens))
            if estimate is None:
                return None
            overhead = estimate.overhead if note.memory_beyond is None else note.memory_beyond
            return replace(estimate, weights=estimate.weights + extra_bytes, overhead=overhead)

        return Plan(engine, spec, digest, estimate=with_context(spec.context_tokens), with_context=with_context)

    def _select(
        self,
        model: ModelSpec,
        demand: Demand,
        survey: Survey,
        facts: ModelFacts | None,
        chosen: BackendName | None,
    ) -> Selection:
        digest = model_digest(model, facts)
        candidates = {
            name: self._candidate(engine, model, facts, digest, survey) for name, engine in self._engines.items()
        }
        guess = max((engine.need_bytes for engine in candidates.values()), default=0) or _file_bytes(model, facts)
        for name, engine in candidates.items():
            if not engine.need_bytes and engine.support.ok and self._here(name, survey):
                candidates[name] = replace(engine, need_bytes=guess)
        return select(model, demand, candidates, self._orders(chosen, survey.options), survey.have_bytes)

    def _orders(self, chosen: BackendName | None, options: ManagerOptions) -> Orders:
        return Orders(self.session, options.order, options.order_is_set, chosen)

    def _candidate(
        self, engine: Engine, model: ModelSpec, facts: ModelFacts | None, digest: str, survey: Survey
    ) -> Candidate:
        name, found = engine.name, survey.found[engine.name]
        support = engine.supports(model, facts) if found.usable else Support(ok=False)
        proof = self._notes.proof(digest, name, found.version)
        return Candidate(
            engine.capabilities,
            survey.options.of(name).enabled,
            found,
            support,
            failed_before=self._notes.recent_failure(digest, name) or self._troubles.recent(digest, name),
            unfit=proof.reason if proof.verdict is Verdict.UNFIT else "",
            doubt=proof.reason if proof.verdict is Verdict.DOUBT else "",
            tokens_per_s=self._notes.tokens_per_s(digest, name, found.version, least=SURE),
            need_bytes=self._need(engine, model, facts, survey.options) if support.ok else 0,
            elsewhere=name in survey.elsewhere,
        )

    def _here(self, name: BackendName, survey: Survey) -> bool:
        """Whether an engine computes in this machine's own memory, as far as anybody knows."""
        return name is not BackendName.ECHO and name not in survey.elsewhere and not survey.options.of(name).gpu_layers

    def _need(self, engine: Engine, model: ModelSpec, facts: ModelFacts | None, options: ManagerOptions) -> int:
        """What the model will take of the machine's memory; 0 where that is not known before it is loaded."""
        if facts is None or not isinstance(engine, Estimates) or options.of(engine.name).gpu_layers:
            return 0
        spec = load_spec(model, facts, "", options.of(engine.name), LoadExtras())
        return self._learnt(engine, facts, model_digest(model, facts), spec, _extra_bytes(model)).need


@dataclass(frozen=True, slots=True)
class _Known:
    """A decision, and what it was made of."""

    generation: int
    model: ModelSpec
    facts: ModelFacts | None
    chosen: BackendName | None
    selection: Selection

    def holds(self, generation: int, model: ModelSpec, facts: ModelFacts | None, chosen: BackendName | None) -> bool:
        if self.generation != generation or self.chosen is not chosen:
            return False
        # Mostly they are the very same objects, and to compare all of their fields takes longer than all else here.
        return (self.facts is facts or self.facts == facts) and (self.model is model or self.model == model)


def _extra_files(model: ModelSpec) -> Iterator[tuple[str, str]]:
    yield "projector", model.projector
    yield "draft model", model.draft_model
    for lora in model.loras:
        yield "LoRA adapter", lora.path


def _extra_bytes(model: ModelSpec) -> int:
    """Of the files that are loaded beside the model's own; one that is missing is told of when it is loaded."""
    sizes = 0
    for _, path in _extra_files(model):
        if path:
            with suppress(OSError):
                sizes += Path(path).stat().st_size
    return sizes


def _file_bytes(model: ModelSpec, facts: ModelFacts | None) -> int:
    """The least that a model takes, wherever it is loaded."""
    return facts.file_bytes + _extra_bytes(model) if facts else 0


def _check_there(model: ModelSpec, what: str, path: str) -> None:
    if path and not Path(path).is_file():
        raise ModelFileError(
            f"The {what} of {model.name} is missing.",
            hint="Put the file back, or take it out of the model's settings.",
            detail=path,
            params={"model_id": model.id, "path": path},
        )


def _template(model: ModelSpec) -> str:
    """The chat template that goes over the model's own."""
    if not model.template:
        return ""
    try:
        with Path(model.template).open("rb") as file:
            data = file.read(MAX_TEMPLATE_BYTES + 1)
        if len(data) > MAX_TEMPLATE_BYTES:
            raise ValueError(f"it is larger than {MAX_TEMPLATE_BYTES // 1024} KiB")
        return data.decode()
    except (OSError, ValueError) as exc:
        raise ModelFileError(
            f"The chat template of {model.name} cannot be read.",
            hint="Check the file, or take it out of the model's settings.",
            detail=f"{model.template}: {exc}",
            params={"model_id": model.id, "path": model.template},
        ) from exc
