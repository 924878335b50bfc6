"""A setting as data: what a settings window or a terminal shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Applies(StrEnum):
    """From when on a changed setting counts."""

    NOW = "now"
    NEXT_LOAD = "next_load"
    """With the next load of a model; loaded ones stay as they are."""
    RESTART = "restart"
    """With the next start of the program that obeys it."""


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
    """The values of a choice, and the names that a text may have where there are only so many."""
    page: str = ""
    """On which page of the settings window: general, appearance, chat, engines, hardware, privacy, shortcuts; "" for
    none.
    """
    group: str = ""
    """The heading under which it stands there; an engine's name on the page of the engines."""
    label: str = ""
    """A name of a few words."""
    unit: str = ""
    """"tokens", "s", "MiB", …; "" for none."""
    minimum: float | None = None
    maximum: float | None = None
    locked_by: str = ""
    """The variable of the environment that has set it; it cannot be changed here then."""
    applies: Applies = Applies.NOW
    secret: bool = False
    """It may have a name and a password in it: show it only to who asks for this very setting."""


@dataclass(frozen=True, slots=True)
class ConfigIssue:
    """One thing that is wrong with the settings, and where."""

    file: str
    """A path, or "environment"."""
    line: int | None
    key: str
    """The dotted key or the variable's name; "" when the whole file is meant."""
    message: str
    """One sentence: what is wrong. The value it names was not used, but for a path, which stays in force."""
    hint: str = ""
    """What would be right, or what to do."""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}{' ' + self.hint if self.hint else ''}"


@dataclass(frozen=True, slots=True)
class SettingsReply:
    """What a change of settings came to."""

    changed: tuple[SettingInfo, ...]
    """With their values now."""
    restart: bool
    """One of them waits for a restart."""


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One copy of the database that can be restored."""

    name: str
    at: float
    size_bytes: int


@dataclass(frozen=True, slots=True)
class DataInfo:
    """The folder with the person's data."""

    folder: str
    database_bytes: int
    chats: int
    backups: tuple[BackupInfo, ...]
    config_file: str
    logs: str
