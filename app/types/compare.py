"""The same prompt on several pairs of model and engine: what is asked, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.types.generation import Usage
from app.types.models import BackendName


@dataclass(frozen=True, slots=True)
class Pair:
    """A model on a certain engine; None leaves the engine to the selection."""

    model_id: str
    backend: BackendName | None = None


@dataclass(frozen=True, slots=True)
class CompareLoading:
    """Item: this pair is being loaded; the ones before it are done."""

    index: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class CompareText:
    """Item: more text of one pair."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class CompareEnded:
    """Item: one pair is done, or failed with `error` (`AppError.to_dict()`)."""

    index: int
    backend: BackendName | None
    usage: Usage = field(default_factory=Usage)
    load_s: float = 0.0
    memory_bytes: int = 0
    error: dict[str, Any] | None = None


CompareItem = CompareLoading | CompareText | CompareEnded
