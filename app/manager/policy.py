"""The manager's tricky decisions as pure functions: numbers and facts in, a decision out. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from app.backends.base import Capabilities
from app.bridge.signatures import Selection
from app.manager.ports import EngineOptions
from app.types.models import (
    ON_THIS_MACHINE,
    BackendName,
    Capability,
    LoadedModel,
    LoadSpec,
    ModelFacts,
    ModelSpec,
    StateFolder,
)

RESTART_DELAYS_S = (0.5, 2.0, 8.0)
"""How long a worker that died waits before its first, second and third restart."""
RESTARTS_FORGOTTEN_S = 300.0
"""A worker that lived this long since its last death starts counting anew."""
UNKNOWN_CONTEXT = 8192
"""Context window, in tokens, where neither model nor settings say anything."""


@dataclass(frozen=True, slots=True)
class LoadExtras:
    """What is read from files for a load."""

    digest: str = ""
    """Of the model's file."""
    template: str = ""
    """The text of a chat template that goes over the model's own."""
    states: StateFolder = field(default_factory=StateFolder)
    looked: bool = False
    """What the model sees in a test picture is known."""


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


def keeps_engine(
    selection: Selection,
    current: BackendName,
    asked: Collection[BackendName],
    *,
    borrowed: bool = False,
    changed: bool = False,
) -> bool:
    """Whether a loaded model stays with its engine for a request with this selection.

    It does unless that engine cannot do what the request needs, or the person asked for another one that can, or
    `changed` what they ask for since it was loaded, or it was only `borrowed`: loaded for somebody who asked for this
    very engine. So what is measured meanwhile moves nothing.
    """
    if current is selection.chosen:
        return True
    can = any(ranked.usable and ranked.backend is current for ranked in selection.ranking)
    return can and not borrowed and not changed and selection.chosen not in asked


def misses_projector(needs: frozenset[Capability], model: ModelSpec, used: LoadSpec, loaded: LoadedModel) -> bool:
    """Whether a loaded model cannot take what a request brings, because its projector was found after it was loaded."""
    projected = needs & {Capability.IMAGE, Capability.AUDIO}
    return bool(projected - loaded.abilities) and model.projector != used.projector


def load_spec(
    model: ModelSpec, facts: ModelFacts | None, path: str, options: EngineOptions, extras: LoadExtras
) -> LoadSpec:
    """Everything an engine is told about the model that it loads.

    The context window is not multiplied by the answers that are written at once: they share it. So one long chat may
    fill it alone, as it may with one answer at a time, and a second one then waits in the engine until there is room
    again. It cannot starve, since every answer ends when the window is full; and memory stays what was predicted.
    """
    return LoadSpec(
        model_id=model.id,
        path=path,
        context_tokens=context_tokens(model, facts, options.context_tokens),
        threads=options.threads,
        gpu_layers=options.gpu_layers,
        batch_tokens=options.batch_tokens,
        parallel=max(1, options.parallel),
        digest=extras.digest,
        projector=model.projector,
        look=not extras.looked,
        template=extras.template,
        template_path=model.template,
        thinking_tags=model.thinking_tags,
        tool_format=model.tool_format,
        loras=model.loras,
        draft_model=model.draft_model,
        tuning=options.tuning,
        states=extras.states,
    )


def keep_alive_s(model: ModelSpec, options: EngineOptions) -> float:
    """Seconds that a model stays in memory unused: its own figure, else its engine's; negative for ever."""
    return options.keep_alive_s if model.keep_alive_s is None else model.keep_alive_s


def reads_ahead(engine: BackendName, capabilities: Capabilities) -> bool:
    """Whether drafts may go to this engine: on this machine, and with a cache that remembers what was read."""
    return capabilities.prefix_cache and engine in ON_THIS_MACHINE


def context_tokens(model: ModelSpec, facts: ModelFacts | None, usual: int) -> int:
    """The context window to ask for: the model's own wish, else the usual one, else (0) the trained one.

    Never above what the model was trained for.
    """
    trained = facts.trained_context if facts and facts.trained_context else None
    wanted = model.context_tokens or usual or trained or UNKNOWN_CONTEXT
    return max(1, min(wanted, trained or wanted))
