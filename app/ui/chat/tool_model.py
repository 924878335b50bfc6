"""How a tool call is shown: its arguments in readable form, and what is folded. Without Qt."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.types.chats import ToolStatus, ToolUse
from app.ui.chat.markdown.visible import visible, visible_code

FOLDED_LINES = 6
FOLDED_CHARS = 400
SHOWN_CHARS = 20_000
NAME_CHARS = 80


@dataclass(frozen=True, slots=True)
class Folded:
    """A text and the part of it that is shown before it is unfolded."""

    whole: str
    part: str

    @property
    def is_long(self) -> bool:
        """Whether something is folded away."""
        return self.part != self.whole


def pretty(arguments: str) -> str:
    """JSON with one value a line; what is no JSON stays as it came."""
    if not arguments.strip():
        return ""
    try:
        value = json.loads(arguments)
        return json.dumps(value, ensure_ascii=False, indent=2) if value != {} else ""
    except (ValueError, RecursionError):
        return arguments


def unhidden(text: str) -> str:
    """A text that is decided upon, with everything in it that hides or turns it around named."""
    return visible_code(visible(text.replace("\0", "\ufffd")))


def named(use: ToolUse) -> str:
    """The name of the tool on one line, and no longer than a name."""
    name = unhidden(" ".join(use.name[: 2 * NAME_CHARS].split()))
    return name if len(name) <= NAME_CHARS else f"{name[:NAME_CHARS]}…"


def fold(text: str) -> Folded:
    """Cut a long text to what is seen of it at once."""
    whole = text if len(text) <= SHOWN_CHARS else text[:SHOWN_CHARS] + "…"
    lines = whole.split("\n")
    part = "\n".join(lines[:FOLDED_LINES])
    if len(part) > FOLDED_CHARS:
        part = part[:FOLDED_CHARS]
    return Folded(whole, whole if part == whole else part.rstrip() + "…")


def put_use(uses: tuple[ToolUse, ...], use: ToolUse) -> tuple[ToolUse, ...]:
    """The calls of an answer with a later state of one, or with a new one."""
    if any(known.id == use.id for known in uses):
        return tuple(use if known.id == use.id else known for known in uses)
    return (*uses, use)


def segments(text: str, uses: tuple[ToolUse, ...]) -> list[str | ToolUse]:
    """Pieces of an answer's text and its tool calls in the order in which they are read; no empty pieces."""
    parts: list[str | ToolUse] = []
    start = 0
    for use in sorted(uses, key=lambda use: use.at):
        end = max(start, min(use.at, len(text)))
        if text[start:end]:
            parts.append(text[start:end])
        parts.append(use)
        start = end
    if text[start:]:
        parts.append(text[start:])
    return parts


def waits(use: ToolUse) -> bool:
    """Whether the person is asked."""
    return use.status is ToolStatus.ASKED
