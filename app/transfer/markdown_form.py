"""A chat as Markdown: a heading for each message, its text as it was written. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.messages import Role

_FENCE = re.compile(r"^(`{3,}|~{3,})", re.MULTILINE)
NAMES = {Role.USER: "You", Role.ASSISTANT: "Answer", Role.SYSTEM: "System", Role.TOOL: "Tool"}


def beginning(chat: ArchivedChat) -> str:
    """The title and the system prompt."""
    title = f"# {_one_line(chat.title) or 'Chat'}\n\n{moment(chat.created_at)}\n"
    system = chat.options.system_prompt
    return title + (f"\n**System prompt**\n\n{quoted(system)}\n" if system else "")


def message(said: ArchivedMessage, *, thinking: bool) -> Iterator[str]:
    """One message, in pieces."""
    yield f"\n## {speaker(said)} · {moment(said.created_at)}\n\n"
    if thinking and said.thinking:
        yield f"<details>\n<summary>Thought</summary>\n\n{quoted(said.thinking)}\n\n</details>\n\n"
    at = 0
    for use in said.tools:
        yield closed(said.text[at : use.at])
        yield f"**Tool `{_one_line(use.name)}`** ({use.status})\n\n{fenced(use.arguments, 'json')}\n"
        yield f"{fenced(use.result, '')}\n" if use.result else ""
        at = use.at
    yield closed(said.text[at:])
    for item in said.attachments:
        yield f"*Attached: {_one_line(item.name)} ({len(item.data):,} bytes)*\n\n"


def speaker(said: ArchivedMessage) -> str:
    """Who speaks, with the model's name."""
    name = _one_line(said.model_name)
    return name if said.role is Role.ASSISTANT and name else NAMES[said.role]


def moment(at: float) -> str:
    """A time that reads the same everywhere: "2026-11-22 14:05 UTC"."""
    try:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (OverflowError, OSError, ValueError):
        return "?"


def closed(text: str) -> str:
    """The text with an end to a code block that it leaves open, so that what follows is no code."""
    if not text.strip():
        return ""
    open_fence = ""
    for match in _FENCE.finditer(text):
        fence = match.group(1)
        if not open_fence:
            open_fence = fence
        elif fence[0] == open_fence[0] and len(fence) >= len(open_fence):
            open_fence = ""
    return text.rstrip("\n") + (f"\n{open_fence}" if open_fence else "") + "\n\n"


def fenced(text: str, language: str) -> str:
    """A code block around any text, whatever fences are in it."""
    longest = max((len(match.group(1)) for match in _FENCE.finditer(text)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}\n"


def quoted(text: str) -> str:
    """The text as a quote."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _one_line(text: str) -> str:
    return " ".join(text.split())
