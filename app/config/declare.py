"""How a setting is declared, and the walk over a tree of declarations.

A settings class is a frozen dataclass whose fields are made with `setting(…)`, or with `section(…)` for a class
below it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from app.config.rules import Rule, SettingType
from app.types.settings import Applies

ENVIRONMENT_PREFIX = "TEKTRA_"

T = TypeVar("T")
_SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Shown:
    """How a setting, or a section of them, stands in the settings window; "" takes what the section above says."""

    page: str = ""
    group: str = ""
    label: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting's declaration."""

    key: str
    rule: Rule
    default: Any
    help: str
    applies: Applies
    shown: Shown

    @property
    def environment(self) -> str:
        """The variable that overrides it."""
        return ENVIRONMENT_PREFIX + self.key.replace(".", "_").upper()


def setting(
    default: T,
    description: str,
    *,
    label: str,
    unit: str = "",
    page: str = "",
    group: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    choices: tuple[str, ...] = (),
    enum: type[StrEnum] | None = None,
    pattern: str = "",
    form: str = "",
    secret: bool = False,
    applies: Applies = Applies.NOW,
) -> T:
    """Declare a field of a settings class; the default's type is the setting's type."""
    rule = Rule(_type_of(default, choices), minimum, maximum, choices, enum, pattern, form, secret=secret)
    shown = Shown(page, group, label, unit)
    return field(default=default, metadata={"rule": rule, "help": description, "applies": applies, _SHOWN: shown})


def section(cls: type[T], *, page: str = "", group: str = "") -> T:
    """Declare a field that holds another settings class, and where its settings stand in the settings window."""
    return field(default_factory=cls, metadata={_SHOWN: Shown(page, group)})


def walk(cls: type[Any], prefix: str = "", above: Shown | None = None) -> Iterator[Declared]:
    """Every setting below a class, in the order of the fields."""
    above = above or Shown()
    for item in dataclasses.fields(cls):
        key, own = prefix + item.name, item.metadata[_SHOWN]
        shown = dataclasses.replace(own, page=own.page or above.page, group=own.group or above.group)
        if isinstance(item.default_factory, type):
            yield from walk(item.default_factory, f"{key}.", shown)
        else:
            yield Declared(
                key, item.metadata["rule"], item.default, item.metadata["help"], item.metadata["applies"], shown
            )


def build(cls: type[Any], values: Mapping[str, Any], prefix: str = "") -> Any:
    """An instance with these checked values by key; keys that are missing keep their defaults."""
    arguments: dict[str, Any] = {}
    for item in dataclasses.fields(cls):
        key = prefix + item.name
        if isinstance(item.default_factory, type):
            arguments[item.name] = build(item.default_factory, values, f"{key}.")
        elif key in values:
            arguments[item.name] = values[key]
    return cls(**arguments)


def _type_of(default: Any, choices: tuple[str, ...]) -> SettingType:
    if choices or isinstance(default, StrEnum):
        return SettingType.CHOICE
    kinds = {bool: SettingType.BOOL, int: SettingType.INT, float: SettingType.FLOAT, tuple: SettingType.LIST}
    return kinds.get(type(default), SettingType.TEXT)
