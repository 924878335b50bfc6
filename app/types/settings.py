"""A setting as data: what a settings window or a terminal shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SettingInfo:
    """One declared setting with its value and where that comes from."""

    key: str
    type: str
    """"bool", "int", "float", "text", "choice" or "list"."""
    value: Any
    default: Any
    source: str
    """"default", "file" or "environment"."""
    environment: str
    """The variable that overrides it."""
    help: str
    restart: bool
    """True when a change waits for a restart."""
    choices: tuple[str, ...] = ()
