"""From a model to a decision: collects the facts that selection and load parameters are made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.backends.base import Availability, Engine, Estimates, Support
from app.bridge.signatures import Selection
from app.errors import InvalidInput, ModelFileError, NoEngineForModel
from app.manager.digest import model_digest
from app.manager.notes import EngineNotes
from app.manager.policy import LoadExtras, load_spec
from app.manager.ports import ManagerOptions, ModelSource
from app.manager.remedies import Remedy, apply_remedies
from app.manager.selection import Candidate, Orders, select
from app.types.models import (
    BackendName,
    Capability,
    LoadSpec,
    MemoryEstimate,
    ModelFacts,
    ModelSpec,
    SourceKind,
    StateFolder,
)

TEXT = frozenset({Capability.TEXT})
MAX_TEMPLATE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """One attempt to load a model."""

    engine: Engine
    spec: LoadSpec
    digest: str
    """Of the model, for the notes."""
    projector: str = ""
    """Digest of the projector's file, if there is one."""
    estimate: MemoryEstimate | None = None
    """What it will take, with what earlier loads taught."""
    with_context: Callable[[int], MemoryEstimate | None] = lambda _: None
    """What it would take with another context window."""

    @property
    def need(self) -> int:
        """Bytes that it will take; 0 where nobody knows."""
        return self.estimate.total if self.estimate else 0


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
    ) -> None:
        self._source = source
        self._engines = engines
        self._options = options
        self._notes = notes
        self._has_amx = has_amx
        self._digest = digest
        self.session: BackendName | None = None
        """The engine that the person switched to."""

    def prefer(self, name: str) -> None:
        """Put an engine first for this session.

        Raises:
            InvalidInput: There is no such engine in this version.
        """
        known = {str(engine): engine for engine in self._engines}
        if name not in known:
            raise InvalidInput(
                f"This version of Tektra has no engine called “{name}”.", hint=f"It has: {', '.join(sorted(known))}."
            )
        self.session = known[name]

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

    def selection(self, model: ModelSpec, needs: frozenset[Capability] = TEXT) -> Selection:
        """Which engine would get the model for a request with these needs, and why."""
        facts = self.facts(model)
        digest = model_digest(model, facts)
        candidates = {name: self._candidate(engine, model, facts, digest) for name, engine in self._engines.items()}
        return select(model, needs, candidates, Orders(self.session, self._options().order))

    def check(self, model: ModelSpec, needs: frozenset[Capability]) -> Selection:
        """A selection that has chosen.

        Raises:
            NoEngineForModel: Nothing here can run it; the detail has every engine's reason.
        """
        selection = self.selection(model, needs)
        if selection.chosen is None:
            why, hint = why_none(selection), selection.ranking[0].hint if selection.ranking else ""
            raise NoEngineForModel(
                why if hint else f"No engine can run {model.name} here. {why}".strip(),
                hint=hint or "Choose another model, or an engine that can run it.",
                detail="\n".join(f"{ranked.backend}: {ranked.reason}" for ranked in selection.ranking),
                params={"model_id": model.id},
            )
        return selection

    async def plan(self, model: ModelSpec, needs: frozenset[Capability]) -> Plan:
        """How to load the model now.

        Raises:
            NoEngineForModel: Nothing here can run it.
            ModelFileError: Its file cannot be used.
        """
        path = self.path(model)
        facts = self._source.facts(model)
        chosen = self.check(model, needs).chosen
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
        return replace(plan, projector=projector)

    def outlook(self, model: ModelSpec) -> Plan | None:
        """How the model would be loaded now, as far as that can be said without opening a file; None if by nothing."""
        facts = self.facts(model)
        chosen = self.selection(model).chosen
        engine = next((engine for name, engine in self._engines.items() if name is chosen), None)
        if engine is None:
            return None
        spec = load_spec(model, facts, "", self._options().of(engine.name), LoadExtras())
        return self._learnt(engine, facts, model_digest(model, facts), spec, _extra_bytes(model))

    def tokens_per_s(self, model: ModelSpec, engine: BackendName) -> float | None:
        """The speed that was measured here, if any."""
        return self._notes.get(model_digest(model, self.facts(model)), engine).tokens_per_s

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

    def _candidate(self, engine: Engine, model: ModelSpec, facts: ModelFacts | None, digest: str) -> Candidate:
        enabled = self._options().of(engine.name).enabled
        # What is turned off is not asked: a disabled engine stays untouched.
        availability = engine.availability() if enabled else Availability(usable=False)
        support = engine.supports(model, facts) if availability.usable else Support(ok=False)
        failure = self._notes.recent_failure(digest, engine.name)
        return Candidate(engine.capabilities, enabled, availability, support, failure)


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


def why_none(selection: Selection) -> str:
    """The reason of the engine that would have come first; "" when there is none at all."""
    return selection.ranking[0].reason if selection.ranking else ""
