"""Chats and messages as the store hands them out: values with the identity that the store gave them.

Times are seconds since the epoch (UTC). A chat's messages form a tree by `parent_id`; a branch is the path from a
leaf to the root.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.types.attachments import AttachmentInfo
from app.types.generation import StopReason, Usage
from app.types.messages import Role
from app.types.models import BackendName


class MessageStatus(StrEnum):
    """The state of a stored message."""

    COMPLETE = "complete"
    WAITING = "waiting"
    """An answer that is queued, or whose model is loading."""
    STREAMING = "streaming"
    INTERRUPTED = "interrupted"
    """The core died in mid-answer; what had arrived is kept."""
    FAILED = "failed"
    STOPPED = "stopped"


class ContextPolicy(StrEnum):
    """What happens when a chat outgrows the model's context window. The stored chat stays whole in each case."""

    REFUSE = "refuse"
    """Say so, with the numbers."""
    DROP = "drop"
    """The oldest turns are not read any more."""
    SUMMARISE = "summarise"
    """The model sums the oldest turns up, and reads the summary in their place."""


@dataclass(frozen=True, slots=True)
class ChatSummary:
    """One row of the sidebar."""

    id: str
    title: str
    created_at: float
    updated_at: float
    model_id: str | None = None
    message_count: int = 0
    answering: bool = False
    deleted_at: float | None = None


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One stored message."""

    id: str
    chat_id: str
    parent_id: str | None
    role: Role
    text: str
    status: MessageStatus
    created_at: float
    model_id: str | None = None
    model_name: str = ""
    backend: BackendName | None = None
    usage: Usage | None = None
    stop_reason: StopReason | None = None
    error: dict[str, Any] | None = None
    """`AppError.to_dict()` of what ended it, if anything did."""
    thinking: str = ""
    """What the model thought before its answer; no part of the answer, and never read by a model again."""
    thinking_s: float = 0.0
    """How long it thought."""
    context_policy: ContextPolicy | None = None
    """What was chosen for this answer; None for the setting's."""
    kept_from: str | None = None
    """The first message that was read for this answer as it was written; None for the chat's first."""
    note: str = ""
    """What a person should know of how it was made: which messages were left out or summed up."""
    channel: str | None = None
    """While it streams: the channel that carries the rest."""
    channel_seq: int = 0
    """The last item of `channel` that `text` already contains."""
    attachments: tuple[AttachmentInfo, ...] = ()
    """What was sent with it, in order."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat opened at its newest branch, oldest message first."""

    summary: ChatSummary
    messages: tuple[ChatMessage, ...]
