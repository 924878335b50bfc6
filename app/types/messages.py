"""What is said: roles, parts and messages, without identity. The store owns ids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_SURROGATE = re.compile("[\ud800-\udfff]")


class Role(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class TextPart:
    """Plain text. Pictures and sound become parts of their own beside it."""

    text: str


Part = TextPart


@dataclass(frozen=True, slots=True)
class Message:
    """One turn, as an engine sees it."""

    role: Role
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, role: Role, text: str) -> Message:
        """A message that is one text."""
        return cls(role, (TextPart(text),))

    @property
    def text(self) -> str:
        """All text parts, joined."""
        return "".join(part.text for part in self.parts)


def clean_text(text: str) -> str:
    """Text that SQLite, engines and UTF-8 accept: each lone surrogate becomes U+FFFD; NUL and everything else stays."""
    return _SURROGATE.sub("\ufffd", text)
