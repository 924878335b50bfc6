"""Which engine gets a model: one pure decision, with the reasons that a person can be shown.

Who comes first: the session's preference, then the model's own, then the global order. Who can: in this build,
enabled, installed, able to run the model, and able to do what the request needs. An engine that crashed with this
model lately comes after the others that can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.backends.base import Availability, Capabilities, Support
from app.bridge.signatures import RankedEngine, Selection
from app.types.models import BackendName, Capability, ModelSpec, SourceKind

_NEEDS = {
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """One engine of this build, as selection sees it for one model."""

    capabilities: Capabilities
    enabled: bool
    availability: Availability
    support: Support
    failed_before: str = ""
    """How it crashed with this model lately, in words; "" for not at all."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Who wants which engine first."""

    session: BackendName | None
    """What the person switched to."""
    shipped: tuple[BackendName, ...]
    """The global order of the settings."""


def select(
    model: ModelSpec, needs: frozenset[Capability], engines: Mapping[BackendName, Candidate], orders: Orders
) -> Selection:
    """Choose an engine for `model` that can do `needs`. The ranking lists those that can first, best first."""
    usable: list[BackendName] = []
    refused: list[RankedEngine] = []
    for name in _ranked_names(model, engines, orders):
        problem, hint = _problem(name, model, needs, engines.get(name))
        if problem:
            refused.append(RankedEngine(name, usable=False, reason=problem, hint=hint))
        else:
            usable.append(name)
    usable.sort(key=lambda name: bool(engines[name].failed_before))  # stable: the order stays within each group
    ranking = [
        RankedEngine(name, usable=True, reason=_merit(name, model, orders, engines[name], first=position == 0))
        for position, name in enumerate(usable)
    ]
    return Selection(model.id, usable[0] if usable else None, (*ranking, *refused))


def _ranked_names(
    model: ModelSpec, engines: Mapping[BackendName, Candidate], orders: Orders
) -> tuple[BackendName, ...]:
    session = () if orders.session is None else (orders.session,)
    rest = sorted(name for name in engines if name is not BackendName.ECHO)
    names = (*session, *model.backend_preferences, *orders.shipped, *rest)
    if _asks_for_echo(model):
        names = (*names, BackendName.ECHO)
    return tuple(dict.fromkeys(names))


def _asks_for_echo(model: ModelSpec) -> bool:
    named = model.source.kind is SourceKind.ENGINE and model.source.location == BackendName.ECHO
    return named or BackendName.ECHO in model.backend_preferences


def _problem(
    name: BackendName, model: ModelSpec, needs: frozenset[Capability], engine: Candidate | None
) -> tuple[str, str]:
    """Why this engine cannot have the model, and what would help the model; "" when it can."""
    hint = ""
    can = engine.support.abilities if engine else None
    lacking = sorted(needs - (model.capabilities if can is None else can) - _ENGINE_ONLY)
    if engine is None:
        reason = "This version of Tektra does not include it."
    elif name is BackendName.ECHO and not _asks_for_echo(model):
        reason = "It only repeats what it is told; used when a model asks for it by name."
    elif not engine.enabled:
        reason = "It is turned off in the settings."
    elif not engine.availability.usable:
        reason = f"{engine.availability.reason} {engine.availability.hint}".strip() or "It is not installed here."
    elif not engine.support.ok:
        reason = engine.support.reason or "It cannot run this model."
    elif lacking:
        reason, hint = _lack(model, lacking[0])
    else:
        missing = sorted(needs - engine.capabilities.abilities)
        reason = f"It cannot do {_NEEDS[missing[0]]}." if missing else ""
    return reason, hint


def _lack(model: ModelSpec, need: Capability) -> tuple[str, str]:
    """What a model cannot take, and what would help: a file of ours may only miss its projector."""
    if need not in _PROJECTED or model.source.kind not in (SourceKind.FILE, SourceKind.PACKAGE):
        return f"The model is not made for {_NEEDS[need]}.", ""
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


def _merit(name: BackendName, model: ModelSpec, orders: Orders, engine: Candidate, *, first: bool) -> str:
    if engine.failed_before:
        return f"It can run the model, but crashed with it lately: {engine.failed_before}"
    if not first:
        return "It can run the model too, but comes later in the order."
    if name is orders.session:
        return "You switched to it."
    if name in model.backend_preferences:
        return "It is the first engine that the model prefers and that works here."
    return "It is the first engine in the order that can run the model here."
