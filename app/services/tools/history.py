"""An answer that used tools, as the messages that a model reads. Pure.

Each call is a turn of its own, followed by its result: some templates take one call at a time only, and what is read
again later is then the same as what was read while the answer was written.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.types.chats import ToolStatus, ToolUse
from app.types.messages import Message, Role, TextPart, ToolCall

FAILED = "Error: "


def answer_messages(text: str, uses: Sequence[ToolUse], *, last: bool = True) -> tuple[Message, ...]:
    """The turns of an answer: what was said before each call, the call, its result; with `last` what was said then."""
    found: list[Message] = []
    begin = 0
    for use in uses:
        at = _place(use, begin, text)
        call = ToolCall(use.name, use.arguments, use.id)
        found.append(Message(Role.ASSISTANT, (TextPart(_said(text, begin, at)),), tool_calls=(call,)))
        found.append(Message(Role.TOOL, (TextPart(result_of(use)),), tool_call_id=use.id, tool_name=use.name))
        begin = at
    rest = _said(text, begin, len(text))
    if last and rest:
        found.append(Message.of(Role.ASSISTANT, rest))
    return tuple(found)


def open_text_of(text: str, uses: Sequence[ToolUse]) -> str:
    """What an answer said after its last call."""
    begin = 0
    for use in uses:
        begin = _place(use, begin, text)
    return _said(text, begin, len(text))


def spoken_out(text: str, uses: Sequence[ToolUse]) -> str:
    """An answer in words alone, for a model that is offered no tools."""
    parts: list[str] = []
    begin = 0
    for use in uses:
        at = _place(use, begin, text)
        parts += [text[begin:at], f"\n[The tool {use.name} was called with {use.arguments}: {result_of(use)}]\n"]
        begin = at
    return "".join((*parts, text[begin:]))


def result_of(use: ToolUse) -> str:
    """What the model reads of a call."""
    return use.result if use.status is ToolStatus.DONE else FAILED + use.result


def _said(text: str, begin: int, end: int) -> str:
    """Without the empty line that parts it, for people, from what stands before a call."""
    return text[begin:end].lstrip("\n") if begin else text[:end]


def _place(use: ToolUse, begin: int, text: str) -> int:
    """A text that was edited may be shorter than it was."""
    return min(max(use.at, begin), len(text))
