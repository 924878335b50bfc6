"""Which engine gets a model: one pure decision, with the reasons that a person can be shown.

Who can: in this build, enabled, there, able to run the model and to do what the request needs, not unfit for the model,
not tried in vain for this request, and on this machine unless the person or the model names it: no text leaves because
others cannot. Who comes first: what the person chose for the model, what they switched to, the model's own preferences,
then the global order. Where the person set none, the speed that was measured here goes over the shipped order. An
engine that failed with the model lately, and one for which memory does not reach, come after the others that can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.backends.base import Availability, Capabilities, Support
from app.bridge.signatures import RankedEngine, Selection
from app.manager.budget import gigabytes
from app.manager.demand import Demand
from app.types.models import BackendName, Capability, ModelSpec, SourceKind

FASTER = 1.1
"""How many times as fast as an engine before it in the order one has to be to take its place."""
NEEDS = {
    Capability.TEXT: "text",
    Capability.IMAGE: "pictures",
    Capability.AUDIO: "sound",
    Capability.VIDEO: "video",
    Capability.TOOLS: "tools",
    Capability.THINKING: "thinking aloud",
    Capability.EMBEDDINGS: "embeddings",
    Capability.CONTINUE: "continuing an answer",
}
_ENGINE_ONLY = frozenset({Capability.CONTINUE})
"""Abilities that no model lists."""
_FILE = "projector file (mmproj…gguf)"
_NAME_IT = "name it as `projector` in the model's [[models]] entry"
_PROJECTED = frozenset({Capability.IMAGE, Capability.AUDIO})
"""Abilities that a model of ours gets from a projector file."""
_NOT_NAMED = "It computes on another machine, and is used only where you or the model name it."
_NAME_ENGINE = "Choose it for this model, or switch to it, if your texts may go there."
TURNED_OFF = "It is turned off in the settings."
_TEST_AGAIN = "Choose another engine, or test this one again: “tektra engines test”."


@dataclass(frozen=True, slots=True)
class Candidate:
    """One engine of this build, as selection sees it for one model."""

    capabilities: Capabilities
    enabled: bool
    availability: Availability
    support: Support
    failed_before: str = ""
    """How it failed with this model lately, in words; "" for not at all."""
    unfit: str = ""
    """Why its answers with this model cannot be used; "" where they can, or were not looked at yet."""
    doubt: str = ""
    """What a person should know of its answers, although they can be used."""
    tokens_per_s: float | None = None
    """Measured here with this model."""
    need_bytes: int = 0
    """What the model will take with it; 0 where nobody knows."""
    elsewhere: bool = False
    """It computes on another machine."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Who wants which engine first."""

    session: BackendName | None = None
    """What the person switched to."""
    shipped: tuple[BackendName, ...] = ()
    """The global order of the settings."""
    is_set: bool = False
    """The person set that order."""
    chosen: BackendName | None = None
    """What the person chose for this very model."""

    @property
    def asked(self) -> tuple[BackendName, ...]:
        """What the person asked for, first things first."""
        named = tuple(name for name in (self.chosen, self.session) if name is not None)
        return named + (self.shipped if self.is_set else ())


def select(
    model: ModelSpec,
    demand: Demand,
    engines: Mapping[BackendName, Candidate],
    orders: Orders,
    have_bytes: int = 0,
) -> Selection:
    """Choose an engine for `model` that can do what is demanded. The ranking lists those that can first, best first.

    `have_bytes` is the memory that the model could have; 0 where that is not known.
    """
    usable: list[BackendName] = []
    refused: list[RankedEngine] = []
    names, named = _ranked_names(model, engines, orders), _named(model, orders)
    if demand.backend is not None:
        names = (demand.backend, *(name for name in names if name is not demand.backend))
    for name in names:
        engine = engines.get(name)
        problem, hint = _problem(name, model, demand, engine)
        if not problem and engine is not None and engine.elsewhere and name not in (*named, demand.backend):
            problem, hint = _NOT_NAMED, _NAME_ENGINE
        if problem:
            refused.append(RankedEngine(name, usable=False, reason=problem, hint=hint))
        else:
            usable.append(name)
    usable = [*(name for name in usable if name in named), *_by_speed([n for n in usable if n not in named], engines)]
    usable.sort(key=lambda name: _drawbacks(engines[name], have_bytes))  # stable: the order stays
    ranking = [
        RankedEngine(name, usable=True, reason=_merit(name, model, orders, engines, usable, have_bytes))
        for name in usable
    ]
    return Selection(model.id, usable[0] if usable else None, (*ranking, *refused))


def _named(model: ModelSpec, orders: Orders) -> tuple[BackendName, ...]:
    """What the person or the model names, first things first; speed does not go over that."""
    person = tuple(name for name in (orders.chosen, orders.session) if name is not None)
    return (*person, *model.backend_preferences, *(orders.shipped if orders.is_set else ()))


def _ranked_names(
    model: ModelSpec, engines: Mapping[BackendName, Candidate], orders: Orders
) -> tuple[BackendName, ...]:
    rest = sorted(name for name in engines if name is not BackendName.ECHO)
    names = (*_named(model, orders), *orders.shipped, *rest)
    if _asks_for_echo(model):
        names = (*names, BackendName.ECHO)
    return tuple(dict.fromkeys(names))


def _by_speed(names: Sequence[BackendName], engines: Mapping[BackendName, Candidate]) -> list[BackendName]:
    """Engines in their order, but each goes before those that it was measured to be clearly faster than.

    One that was not measured yet keeps its place: only using it can show what it does.
    """
    ordered: list[BackendName] = []
    for name in names:
        place = len(ordered)
        speed = engines[name].tokens_per_s or 0.0
        while place and speed > FASTER * (engines[ordered[place - 1]].tokens_per_s or speed):
            place -= 1
        ordered.insert(place, name)
    return ordered


def _drawbacks(engine: Candidate, have_bytes: int) -> tuple[bool, bool]:
    return bool(engine.failed_before), _too_large(engine, have_bytes)


def _too_large(engine: Candidate, have_bytes: int) -> bool:
    return 0 < have_bytes < engine.need_bytes


def _asks_for_echo(model: ModelSpec) -> bool:
    named = model.source.kind is SourceKind.ENGINE and model.source.location == BackendName.ECHO
    return named or BackendName.ECHO in model.backend_preferences


def _problem(name: BackendName, model: ModelSpec, demand: Demand, engine: Candidate | None) -> tuple[str, str]:
    """Why this engine cannot have the model, and what would help the model; "" when it can."""
    hint = ""
    if demand.backend not in (None, name):
        reason = f"Only {demand.backend} was asked for."
    elif engine is None:
        reason = "This version of Tektra does not include it."
    elif name is BackendName.ECHO and not _asks_for_echo(model):
        reason = "It only repeats what it is told; used when a model asks for it by name."
    elif not engine.enabled:
        reason = TURNED_OFF
    elif not engine.availability.usable:
        reason = f"{engine.availability.reason} {engine.availability.hint}".strip() or "It is not installed here."
    elif not engine.support.ok:
        reason = engine.support.reason or "It cannot run this model."
    elif name in demand.failed:
        reason = demand.failed[name]
    elif engine.unfit:
        reason, hint = f"Its answers with this model cannot be used: {engine.unfit}", _TEST_AGAIN
    else:
        reason, hint = _lack(model, demand.needs, engine)
    return reason, hint


def _lack(model: ModelSpec, needs: frozenset[Capability], engine: Candidate) -> tuple[str, str]:
    """What the model or the engine lacks for a request, and what would help; "" for nothing."""
    can = engine.support.abilities
    lacking = sorted(needs - (model.capabilities if can is None else can) - _ENGINE_ONLY)
    if lacking:
        return _model_lacks(model, lacking[0])
    missing = sorted(needs - engine.capabilities.abilities)
    return (f"It cannot do {NEEDS[missing[0]]}." if missing else ""), ""


def _model_lacks(model: ModelSpec, need: Capability) -> tuple[str, str]:
    """What a model cannot take, and what would help: a file of ours may only miss its projector."""
    if need not in _PROJECTED or model.source.kind not in (SourceKind.FILE, SourceKind.PACKAGE):
        return f"The model is not made for {NEEDS[need]}.", ""
    does = "sees pictures" if need is Capability.IMAGE else "hears sound"
    if model.projector:
        return f"The projector of {model.name} is not for one that {does}.", f"Choose a model that {does}."
    if model.projector_problem:
        reason = f"The projector of {model.name} cannot be used: {model.projector_problem}"
        return reason, f"Download it again, or {_NAME_IT}."
    if model.multimodal:
        reason = f"{model.name} {does} only with its projector file (mmproj…), and there is none beside it that fits."
        return reason, f"Put the projector beside the model's file, or {_NAME_IT}."
    return f"{model.name} reads text only.", f"Choose a model that {does}, or put its {_FILE} beside its file."


def _merit(
    name: BackendName,
    model: ModelSpec,
    orders: Orders,
    engines: Mapping[BackendName, Candidate],
    usable: Sequence[BackendName],
    have_bytes: int,
) -> str:
    """Why an engine that can run the model stands where it does."""
    engine = engines[name]
    if engine.failed_before:
        reason = f"It can run the model, but failed with it lately: {engine.failed_before}"
    elif _too_large(engine, have_bytes):
        reason = (
            f"It needs about {gigabytes(engine.need_bytes)} of memory, but only {gigabytes(have_bytes)} can be had."
        )
    elif name is usable[0]:
        reason = _why_first(name, model, orders, engines, usable)
    else:
        reason = _why_later(engine, engines[usable[0]])
    return f"{reason} {engine.doubt}".strip()


def _why_first(
    name: BackendName,
    model: ModelSpec,
    orders: Orders,
    engines: Mapping[BackendName, Candidate],
    usable: Sequence[BackendName],
) -> str:
    speed = engines[name].tokens_per_s
    slower = [other for other in usable[1:] if speed and speed > FASTER * (engines[other].tokens_per_s or speed)]
    if name is orders.chosen:
        reason = "You chose it for this model."
    elif name is orders.session:
        reason = "You switched to it."
    elif name in model.backend_preferences:
        reason = "It is the first engine that the model prefers and that works here."
    elif orders.is_set:
        reason = "It is the first engine in your order that can run the model here."
    elif slower:
        reason = f"It is the fastest with this model here: {_rate(speed)}; {slower[0]} makes "
        reason += f"{_rate(engines[slower[0]].tokens_per_s)}."
    else:
        reason = "It is the first engine in the order that can run the model here."
    return reason


def _why_later(engine: Candidate, first: Candidate) -> str:
    if engine.tokens_per_s and first.tokens_per_s and first.tokens_per_s > FASTER * engine.tokens_per_s:
        return f"It can run the model too, but is slower here: {_rate(engine.tokens_per_s)}."
    return "It can run the model too, but comes later in the order."


def _rate(speed: float | None) -> str:
    return f"{speed or 0.0:.0f} tokens/s"
