"""What is said where no engine can run a model. Pure."""

from __future__ import annotations

from app.bridge.signatures import RankedEngine, Selection
from app.errors import NoEngineForModel
from app.manager.demand import Demand
from app.manager.selection import TURNED_OFF
from app.manager.takeover import NAMES
from app.types.models import ModelSpec


def no_engine(model: ModelSpec, selection: Selection, demand: Demand) -> NoEngineForModel:
    """No engine is left: why, with all reasons in their order, and the best remedy that there is."""
    first = selection.ranking[0] if selection.ranking else None
    detail = "\n".join(f"{ranked.backend}: {ranked.reason}" for ranked in selection.ranking)
    params = {"model_id": model.id, "tried": [str(name) for name in demand.failed]}
    if first is not None and first.reason == TURNED_OFF and not demand.failed:
        rest = "" if demand.backend else f", and no other engine can run {model.name} here"
        message = f"{why_none(selection).rstrip('.')}{rest}."
        return NoEngineForModel(message, hint=_turn_on(first), detail=detail, params=params)
    hint = next((ranked.hint for ranked in selection.ranking if ranked.hint), "")
    why = " ".join(f"{NAMES[name]}: {cause}" for name, cause in demand.failed.items()) or why_none(selection)
    who = f"{NAMES[demand.backend]} cannot" if demand.backend else "No engine can"
    lead = f"{who} run {model.name} here."
    return NoEngineForModel(
        why if not demand.failed and first is not None and first.hint else f"{lead} {why}".strip(),
        hint=hint or "Choose another model, or an engine that can run it.",
        detail=detail,
        params=params,
    )


def why_none(selection: Selection) -> str:
    """The reason of the engine that would have come first; "" when there is none at all."""
    if not selection.ranking:
        return ""
    first = selection.ranking[0]
    return f"{NAMES[first.backend]} is turned off in the settings." if first.reason == TURNED_OFF else first.reason


def _turn_on(engine: RankedEngine) -> str:
    return (
        "Turn it on in Settings → Models and engines, or with: "
        f"tektra settings set backends.{engine.backend}.enabled true"
    )
