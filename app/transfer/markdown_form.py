"""A chat as Markdown: a heading for each message, its text as it was written. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.transfer.words import ENGLISH, Words, moment, one_line, size_text, speaker
from app.types.archive import ArchivedChat, ArchivedMessage

_FENCE = re.compile(r"^(`{3,}|~{3,})", re.MULTILINE)


def beginning(chat: ArchivedChat, words: Words = ENGLISH) -> str:
    """The title and the system prompt."""
    title = f"# {one_line(chat.title) or words.chat}\n\n{moment(chat.created_at, words)}\n"
    system = chat.options.system_prompt
    return title + (f"\n**{words.system_prompt}**\n\n{quoted(system)}\n" if system else "")


def message(said: ArchivedMessage, *, thinking: bool, words: Words = ENGLISH) -> Iterator[str]:
    """One message, in pieces."""
    yield f"\n## {speaker(said, words)} · {moment(said.created_at, words)}\n\n"
    if thinking and said.thinking:
        yield f"<details>\n<summary>{words.thoughts}</summary>\n\n{quoted(said.thinking)}\n\n</details>\n\n"
    at = 0
    for use in said.tools:
        yield closed(said.text[at : use.at])
        called = words.tool.format(f"`{one_line(use.name)}`", words.tool_ends[use.status])
        yield f"**{called}**\n\n{fenced(use.arguments, 'json')}\n"
        yield f"{fenced(use.result, '')}\n" if use.result else ""
        at = use.at
    yield closed(said.text[at:])
    for item in said.attachments:
        yield f"*{words.attached.format(one_line(item.name), size_text(len(item.data), words))}*\n\n"


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
