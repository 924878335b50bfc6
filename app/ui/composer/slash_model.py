"""Saved prompts in the composer: what `/` finds, and the variables that a prompt asks for. No Qt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.types.library import SavedPrompt

MAX_VARIABLES = 20
"""More are left in the text as they are."""
MAX_NAME = 60
_TYPED = re.compile(r"/([\w-]{0,60})")
_VARIABLE = re.compile(r"\{\{([^{}:\n]{1,80})(?::([^{}\n]{0,500}))?\}\}")
_NOT_A_NAME = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True, slots=True)
class Variable:
    """What is to be filled in."""

    name: str
    default: str = ""


def typed_name(text: str) -> str | None:
    """What was typed after the slash; None when the text does not begin with one, or goes on with other things."""
    found = _TYPED.fullmatch(text)
    return found[1] if found is not None else None


def matching(prompts: Sequence[SavedPrompt], typed: str) -> tuple[SavedPrompt, ...]:
    """Those whose name begins with it, then those that have it in their name, then in their text."""
    wanted = typed.casefold()

    def rank(prompt: SavedPrompt) -> int:
        name = prompt.name.casefold()
        if name.startswith(wanted):
            return 0
        if wanted in name:
            return 1
        return 2 if wanted in prompt.text.casefold() else 3

    ranked = sorted(prompts, key=lambda prompt: (rank(prompt), prompt.name.casefold()))
    return tuple(prompt for prompt in ranked if rank(prompt) < 3)


def is_named(prompt: SavedPrompt, typed: str) -> bool:
    """Whether what was typed is in its name: then it is meant, and not only found."""
    return typed.casefold() in prompt.name.casefold()


def variables(text: str) -> tuple[Variable, ...]:
    """What a prompt asks for, each once, in order; the first value given for it is what it begins with."""
    found: dict[str, str] = {}
    for match in _VARIABLE.finditer(text):
        name, default = match[1].strip(), (match[2] or "").strip()
        if not name:
            continue
        if name in found:
            found[name] = found[name] or default
        elif len(found) < MAX_VARIABLES:
            found[name] = default
    return tuple(Variable(name, default) for name, default in found.items())


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with values for its variables; what they contain is not looked at again."""
    return _VARIABLE.sub(lambda match: values.get(match[1].strip(), match[0]), text)


def name_for(text: str) -> str:
    """A name to begin with for a text that is saved as a prompt."""
    words = _NOT_A_NAME.sub(" ", text[:500]).split()
    return "-".join(words[:4]).lower()[:MAX_NAME].strip("-")


def preview(text: str, length: int = 80) -> str:
    """The beginning of a prompt on one line."""
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"
