"""What travels on the channel of an answer, from the core to whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.types.chats import ChatMessage, ToolUse
from app.types.compare import CompareItem
from app.types.engines import PullProgress
from app.types.transfer import TransferItem


class AnswerPhase(StrEnum):
    """What an answer is waiting for."""

    QUEUED = "queued"
    """Another answer has the engine."""
    LOADING = "loading"
    """The model is being loaded."""
    SUMMARISING = "summarising"
    """The model sums up the oldest turns, because the chat is longer than its window; the note says how many."""
    READING = "reading"
    """The engine evaluates the prompt."""
    APPROVAL = "approval"
    """The model asks for a tool, and the person has to say whether it may."""
    TOOL = "tool"
    """A tool runs."""
    WRITING = "writing"
    """Text comes."""


@dataclass(frozen=True, slots=True)
class AnswerProgress:
    """The phase changed, or the prompt was read a little further."""

    phase: AnswerPhase
    done_tokens: int = 0
    total_tokens: int = 0
    remaining_s: float | None = None
    """While reading: estimated seconds until the first token."""
    note: str = ""
    """Why this model or engine was chosen, or why it starts again; "" for nothing to say."""


@dataclass(frozen=True, slots=True)
class AnswerText:
    """More text; already journalled when it is sent."""

    text: str
    tokens: int = 1


@dataclass(frozen=True, slots=True)
class AnswerThinking:
    """More of what the model thinks before its answer; already journalled when it is sent."""

    text: str
    seconds: float = 0.0
    """How long it has been thinking by now."""


@dataclass(frozen=True, slots=True)
class AnswerTool:
    """A tool call came, or its state or result changed; already stored when it is sent."""

    use: ToolUse


@dataclass(frozen=True, slots=True)
class AnswerEnded:
    """Always the last item: the message as it is stored now, whatever its status."""

    message: ChatMessage


AnswerItem = AnswerProgress | AnswerText | AnswerThinking | AnswerTool | AnswerEnded

StreamItem = AnswerItem | CompareItem | PullProgress | TransferItem
"""Everything that travels on channels; which of them, the command that returned the channel says."""
