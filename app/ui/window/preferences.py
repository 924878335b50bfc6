"""What the window itself goes by of the settings; kept beside its geometry, so that the first paint is right. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

THEMES = ("system", "light", "dark")
SWITCH = ("system", "on", "off")
ACCENTS = ("teal", "blue", "violet", "orange", "graphite")
COLUMNS = ("narrow", "normal", "wide")
LANGUAGES = ("system", "en", "de")
STARTS = ("last", "new")
MIN_TEXT, MAX_TEXT = 11, 24
MIN_ZOOM, MAX_ZOOM = 80, 200
_MAX_KEYS = 60
_PREFIX = "shortcuts."


@dataclass(frozen=True, slots=True)
class Preferences:
    """As they were the last time, before the core said how they are."""

    theme: str = "system"
    font_size: int = 15
    reduce_motion: str = "system"
    language: str = "system"
    open_with: str = "last"
    accent: str = "teal"
    contrast: str = "system"
    column: str = "normal"
    zoom: int = 100
    shortcuts: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """For the file of the window's state."""
        return {**asdict(self), "shortcuts": dict(self.shortcuts)}


_KEYS = {
    "theme": "appearance.theme",
    "font_size": "appearance.font_size",
    "reduce_motion": "appearance.reduce_motion",
    "accent": "appearance.accent",
    "contrast": "appearance.contrast",
    "column": "appearance.column",
    "zoom": "appearance.zoom",
    "language": "general.language",
    "open_with": "general.open_with",
}
_CHECKS: dict[str, Callable[[Any], bool]] = {
    "theme": lambda value: value in THEMES,
    "font_size": lambda value: type(value) is int and MIN_TEXT <= value <= MAX_TEXT,
    "reduce_motion": lambda value: value in SWITCH,
    "accent": lambda value: value in ACCENTS,
    "contrast": lambda value: value in SWITCH,
    "column": lambda value: value in COLUMNS,
    "zoom": lambda value: type(value) is int and MIN_ZOOM <= value <= MAX_ZOOM,
    "language": lambda value: value in LANGUAGES,
    "open_with": lambda value: value in STARTS,
}


def parse(data: object) -> Preferences:
    """What a file says, field by field; what is missing or wrong has its default."""
    if not isinstance(data, dict):
        return Preferences()
    good = {name: data[name] for name, fits in _CHECKS.items() if name in data and fits(data[name])}
    keys = data.get("shortcuts")
    return Preferences(**good, shortcuts=_texts(keys) if isinstance(keys, dict) else {})


def from_settings(values: Mapping[str, Any], before: Preferences) -> Preferences:
    """What the core says, over what was known before."""
    found = {name: values[key] for name, key in _KEYS.items() if key in values}
    keys = {key.removeprefix(_PREFIX): value for key, value in values.items() if key.startswith(_PREFIX)}
    return parse({**before.to_dict(), **found, "shortcuts": {**before.shortcuts, **keys}})


def _texts(keys: dict[Any, Any]) -> dict[str, str]:
    return {
        name: text
        for name, text in keys.items()
        if isinstance(name, str) and isinstance(text, str) and len(text) <= _MAX_KEYS
    }
