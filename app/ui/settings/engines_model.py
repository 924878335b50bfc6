"""The engines as their page shows them: state, what the button beside each does, which settings are its own. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.types.engines import CheckState, EngineInfo, EngineState
from app.types.models import BackendName, LoadState, ModelInfo

ORDER_KEY = "backends.default"


class Mood(StrEnum):
    """How a state is to be seen; the word beside it says the same."""

    GOOD = "good"
    WAITING = "waiting"
    QUIET = "quiet"
    BAD = "bad"


class RowButton(StrEnum):
    """What the small button of a row does."""

    TEST = "test"
    ADD = "add"
    HOW = "how"
    LOOK_AGAIN = "look_again"


_MOODS = {
    EngineState.READY: Mood.GOOD,
    EngineState.STARTS_ON_USE: Mood.WAITING,
    EngineState.BUSY: Mood.WAITING,
    EngineState.TOO_OLD: Mood.BAD,
    EngineState.FAILED: Mood.BAD,
    EngineState.OFF: Mood.QUIET,
    EngineState.NOT_INSTALLED: Mood.QUIET,
    EngineState.NOT_RUNNING: Mood.QUIET,
    EngineState.BLOCKED: Mood.QUIET,
    EngineState.NOT_SET_UP: Mood.QUIET,
}
_CAN_ANSWER = (EngineState.READY, EngineState.STARTS_ON_USE, EngineState.BUSY)
CHECK_MOODS = {
    CheckState.GOOD: Mood.GOOD,
    CheckState.WARNING: Mood.WAITING,
    CheckState.BAD: Mood.BAD,
    CheckState.UNKNOWN: Mood.QUIET,
}


@dataclass(frozen=True, slots=True)
class EngineRow:
    """One engine of the list."""

    info: EngineInfo
    mood: Mood
    button: RowButton
    can_switch: bool
    """Whether its switch does anything: not for one that is not there."""


def enabled_key(backend: BackendName) -> str:
    """The setting behind an engine's switch."""
    return f"backends.{backend.value}.enabled"


def engine_rows(engines: Iterable[EngineInfo]) -> tuple[EngineRow, ...]:
    """The engines in the global order; echo, which is no model, is not for the person to order or to turn off."""
    shown = (info for info in engines if info.name is not BackendName.ECHO)
    return tuple(EngineRow(info, _MOODS[info.state], _button(info), _can_switch(info)) for info in shown)


def _button(info: EngineInfo) -> RowButton:
    if info.name is BackendName.CLOUD and not info.models:
        return RowButton.ADD
    if info.state is EngineState.NOT_INSTALLED or info.state is EngineState.TOO_OLD:
        return RowButton.HOW
    if info.state is EngineState.NOT_RUNNING:
        return RowButton.LOOK_AGAIN
    return RowButton.TEST


def _can_switch(info: EngineInfo) -> bool:
    return info.state is not EngineState.NOT_INSTALLED or info.enabled


def can_test(info: EngineInfo) -> bool:
    """Whether a test could come out well; one that is off or blocked is not tried."""
    return info.state in _CAN_ANSWER or info.state in (EngineState.FAILED, EngineState.NOT_SET_UP)


def new_order(shown: tuple[str, ...], known: Iterable[str]) -> list[str]:
    """The order to save: as shown, then whatever the settings name beside, but for echo."""
    return [*shown, *(name for name in known if name not in (*shown, BackendName.ECHO))]


def own_models(models: Iterable[ModelInfo]) -> tuple[ModelInfo, ...]:
    """Models that Ollama keeps, by name."""
    kept = (model for model in models if model.id.startswith("ollama/"))
    return tuple(sorted(kept, key=lambda model: model.name.casefold()))


def can_hand_over(models: Iterable[ModelInfo]) -> tuple[ModelInfo, ...]:
    """Models with a file of their own that Ollama could be given."""
    return tuple(
        model
        for model in models
        if model.path and model.state is not LoadState.UNAVAILABLE and not model.id.startswith("ollama/")
    )


def engine_name_of(model: ModelInfo) -> str:
    """What Ollama calls one of its models."""
    return model.id.removeprefix("ollama/")
