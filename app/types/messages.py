"""What is said: roles, parts and messages, without identity. The store owns ids."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

_SURROGATE = re.compile("[\ud800-\udfff]")


class Role(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"
    """The result of a tool call."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class ImagePart:
    """A picture as its file's bytes: PNG, JPEG, WebP, GIF, BMP or TIFF. Decoded in a worker only, under limits."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class AudioPart:
    """Sound as a WAV file's bytes."""

    data: bytes = field(repr=False)


Part = TextPart | ImagePart | AudioPart


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool that the model wants to have called."""

    name: str
    arguments: str
    """A JSON object, as text."""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn, as an engine sees it."""

    role: Role
    parts: tuple[Part, ...]
    tool_calls: tuple[ToolCall, ...] = ()
    """Of an assistant's turn: what it called after its text."""
    tool_call_id: str = ""
    """Of a tool's turn: which call it answers."""
    tool_name: str = ""

    @classmethod
    def of(cls, role: Role, text: str) -> Message:
        """A message that is one text."""
        return cls(role, (TextPart(text),))

    @property
    def text(self) -> str:
        """All text parts, joined."""
        return "".join(part.text for part in self.parts if isinstance(part, TextPart))


def clean_text(text: str) -> str:
    """Text that SQLite, engines and UTF-8 accept: each lone surrogate becomes U+FFFD; NUL and everything else stays."""
    return _SURROGATE.sub("\ufffd", text)
