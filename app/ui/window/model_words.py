"""A model's state, size and speed in words, for the header and the picker."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.types.models import Capability, LoadState, ModelInfo
from app.ui.widgets.labels import DotShape
from app.ui.widgets.words import number, size_text

DOTS = {
    LoadState.LOADED: DotShape.FULL,
    LoadState.LOADING: DotShape.HALF,
    LoadState.READY: DotShape.RING,
    LoadState.FAILED: DotShape.DIAMOND,
    LoadState.UNAVAILABLE: DotShape.DIAMOND,
}

ABILITY_ICONS = {
    Capability.IMAGE: "eye",
    Capability.AUDIO: "audio-lines",
    Capability.VIDEO: "eye",
    Capability.TOOLS: "wrench",
    Capability.THINKING: "brain",
    Capability.EMBEDDINGS: "search",
}


def tr(text: str) -> str:
    """Translate in this module's context."""
    return QCoreApplication.translate("model_words", text)


def state_words(model: ModelInfo) -> str:
    """The state, with its reason where there is one, and what it takes of the memory."""
    words = {
        LoadState.LOADED: tr("Loaded"),
        LoadState.LOADING: tr("Loading"),
        LoadState.READY: tr("Ready to load"),
        LoadState.FAILED: tr("Failed to load"),
        LoadState.UNAVAILABLE: tr("Not available"),
    }[model.state]
    if model.memory_bytes:
        words = tr("{0}, {1} of memory").format(words, size_text(model.memory_bytes))
    return f"{words}: {model.reason}" if model.reason else words


def ability_words(ability: Capability) -> str:
    """What a model can do beside text, in a word."""
    return {
        Capability.IMAGE: tr("Images"),
        Capability.AUDIO: tr("Sound"),
        Capability.VIDEO: tr("Video"),
        Capability.TOOLS: tr("Tools"),
        Capability.THINKING: tr("Thinking"),
        Capability.EMBEDDINGS: tr("Embeddings"),
    }.get(ability, "")


def size_words(model: ModelInfo) -> str:
    """The file's size; "" when it is not known."""
    return size_text(model.size_bytes) if model.size_bytes > 0 else ""


def speed_words(model: ModelInfo) -> str:
    """The speed that was measured on this machine; "" before that."""
    if model.tokens_per_s is None:
        return ""
    return tr("{0} tokens/s here").format(number(model.tokens_per_s))


def facts_words(model: ModelInfo) -> str:
    """The second line of a picker row: the reason when it cannot answer, else what it does, size, context and speed."""
    if model.reason:
        return model.reason
    loading = tr("Loading…") if model.state is LoadState.LOADING else ""
    context = tr("{0} tokens of context").format(number(model.context_tokens)) if model.context_tokens else ""
    return " · ".join(part for part in (loading, size_words(model), context, speed_words(model)) if part)
