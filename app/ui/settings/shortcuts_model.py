"""Rebinding shortcuts: who has which keys, and what stands against new ones. Without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.config.shortcuts import is_reserved, same_keys


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
    other = next(
        (other for other, theirs in known.items() if other != name and same_keys(theirs) == same_keys(keys)), ""
    )
    if other:
        return Verdict(Trouble.TAKEN, other)
    if is_reserved(keys):
        return Verdict(Trouble.FIXED)
    return Verdict(Trouble.NONE)
