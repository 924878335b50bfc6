"""What a person collects beside chats: folders, saved prompts, assistants, presets."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.types.generation import Sampling, SamplingOverrides

TRASH_DAYS = 30
"""How long a chat stays in the trash."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A place for chats in the sidebar."""

    id: str
    name: str
    position: int = 0
    """Its place among the folders, from 0."""


@dataclass(frozen=True, slots=True)
class SavedPrompt:
    """A text that `/` in the composer inserts. `{{name}}` in it is a variable that is filled in first;
    `{{name:value}}` has a value to begin with.
    """

    id: str
    """ "" for one that is not stored yet."""
    name: str
    """What is typed after the slash: letters, digits and -, without spaces."""
    text: str


@dataclass(frozen=True, slots=True)
class Assistant:
    """A system prompt, a model and a preset under one name."""

    id: str
    """ "" for one that is not stored yet."""
    name: str
    picture: str = ""
    """One emoji or letter, or the base64 text of a PNG of at most 256 × 256 pixels after "png:"."""
    system_prompt: str = ""
    model_id: str | None = None
    preset: str | None = None
    sampling: SamplingOverrides = field(default_factory=SamplingOverrides)


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """What holds for every chat with one model, unless the chat or its assistant says otherwise."""

    system_prompt: str | None = None
    preset: str | None = None
    sampling: SamplingOverrides = field(default_factory=SamplingOverrides)


@dataclass(frozen=True, slots=True)
class PresetInfo:
    """A preset, and whether it can be deleted."""

    name: str
    sampling: Sampling
    own: bool
    """It stands in the person's file; without it one of the same name that comes with Tektra is in force again."""
    shipped: bool
    is_default: bool = False
