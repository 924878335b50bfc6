"""Models as the header and the picker show them, without Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.types.models import BackendName, Capability, LoadState, ModelInfo
from app.ui.palette.ranking import Folded, match, words_of

ENGINE_NAMES = {
    BackendName.LLAMA_CPP: "llama.cpp",
    BackendName.MISTRAL_RS: "mistral.rs",
    BackendName.OLLAMA: "Ollama",
    BackendName.MLX: "MLX",
    BackendName.CLOUD: "Cloud",
    BackendName.ECHO: "echo",
}
"""Proper names: not translated."""


class RowAction(StrEnum):
    """What the small button of a picker row does."""

    NONE = "none"
    LOAD = "load"
    EJECT = "eject"


@dataclass(frozen=True, slots=True)
class PickerRow:
    """One model in the picker."""

    model: ModelInfo
    engine: str
    action: RowAction
    current: bool

    @property
    def pickable(self) -> bool:
        """Whether a question can go to it."""
        return self.model.state is not LoadState.UNAVAILABLE


_ACTIONS = {
    LoadState.READY: RowAction.LOAD,
    LoadState.FAILED: RowAction.LOAD,
    LoadState.LOADED: RowAction.EJECT,
    LoadState.LOADING: RowAction.NONE,
    LoadState.UNAVAILABLE: RowAction.NONE,
}
_ABILITIES = (
    Capability.IMAGE,
    Capability.AUDIO,
    Capability.VIDEO,
    Capability.TOOLS,
    Capability.THINKING,
    Capability.EMBEDDINGS,
)
_ORDER = {
    LoadState.LOADED: 0,
    LoadState.LOADING: 0,
    LoadState.READY: 1,
    LoadState.FAILED: 1,
    LoadState.UNAVAILABLE: 2,
}


def engine_name(backend: BackendName | None) -> str:
    """The engine's own name; "" for none."""
    return ENGINE_NAMES[backend] if backend is not None else ""


def abilities(model: ModelInfo) -> tuple[Capability, ...]:
    """What a model can do beside answering in text, always in the same order."""
    return tuple(ability for ability in _ABILITIES if ability in model.capabilities)


def picker_rows(models: Iterable[ModelInfo], current_id: str | None, query: str = "") -> tuple[PickerRow, ...]:
    """Rows in the picker's order: in memory, can be loaded, cannot; by name inside each. A query leaves those that have
    its words in their name, their engine's name or what they can do; the better ones come first.
    """
    shown = [model for model in models if model.backend is not BackendName.ECHO or model.id == current_id]
    shown.sort(key=lambda model: (_ORDER[model.state], model.name.casefold(), model.id))
    words = words_of(query)
    if words:
        fits = ((match(words, _searched(model)), model) for model in shown)
        found = [(fit, model) for fit, model in fits if fit is not None]
        shown = [model for _, model in sorted(found, key=lambda item: -item[0].fit)]
    return tuple(
        PickerRow(model, engine_name(model.backend), _ACTIONS[model.state], model.id == current_id) for model in shown
    )


def _searched(model: ModelInfo) -> Folded:
    can = " ".join(ability.value for ability in abilities(model))
    return Folded.of(model.name, f"{model.id} {engine_name(model.backend)} {can}")


def choose_model(models: Iterable[ModelInfo], picked_id: str | None, chat_model_id: str | None) -> ModelInfo | None:
    """The model of the next question: the one that was picked, else the chat's last one, else the default."""
    known = {model.id: model for model in models}
    for wanted in (picked_id, chat_model_id):
        if wanted is not None and wanted in known:
            return known[wanted]
    return next((model for model in known.values() if model.is_default), None)


def nothing_usable(models: Iterable[ModelInfo]) -> bool:
    """True when no model but the test engine could ever answer."""
    return all(model.state is LoadState.UNAVAILABLE or model.backend is BackendName.ECHO for model in models)
