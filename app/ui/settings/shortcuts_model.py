"""Rebinding shortcuts: who has which keys, and what stands against new ones. Without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FIXED = {"Return": "send", "Shift+Return": "new_line", "Tab": "next", "Shift+Tab": "before"}
"""Keys that the window needs for itself, and for what."""
TEXT_KEYS = frozenset(
    {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Alt+Up", "Alt+Down"}
)


class Trouble(StrEnum):
    """Why keys cannot be used."""

    NONE = ""
    TAKEN = "taken"
    """Another shortcut has them."""
    FIXED = "fixed"
    """The window needs them, or every text field does."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of new keys; `other` is the name of the shortcut that has them."""

    trouble: Trouble
    other: str = ""


def judge(name: str, keys: str, known: Mapping[str, str]) -> Verdict:
    """Whether a shortcut can have these keys (portable form), given everybody's; the core looks at their form."""
    if not keys:
        return Verdict(Trouble.NONE)
    other = next((other for other, theirs in known.items() if other != name and theirs == keys), "")
    if other:
        return Verdict(Trouble.TAKEN, other)
    if keys in FIXED or keys in TEXT_KEYS:
        return Verdict(Trouble.FIXED)
    return Verdict(Trouble.NONE)
