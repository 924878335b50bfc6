"""A chat as a value of its own, without the store's ids: what imports bring and exports take along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.types.attachments import Attachment
from app.types.chats import ChatOptions, ContextPolicy, MessageStatus, TitleSource, ToolUse
from app.types.generation import StopReason, Usage
from app.types.messages import Role
from app.types.models import BackendName


@dataclass(frozen=True, slots=True)
class ArchivedMessage:
    """One message of an archived chat."""

    role: Role
    text: str
    parent: int | None
    """Which message of its chat it follows, counted from 0 and always before it; None for one that begins the chat."""
    created_at: float
    status: MessageStatus = MessageStatus.COMPLETE
    model_id: str | None = None
    model_name: str = ""
    backend: BackendName | None = None
    usage: Usage | None = None
    stop_reason: StopReason | None = None
    error: dict[str, Any] | None = None
    thinking: str = ""
    thinking_s: float = 0.0
    context_policy: ContextPolicy | None = None
    note: str = ""
    edited_at: float | None = None
    attachments: tuple[Attachment, ...] = ()
    tools: tuple[ToolUse, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchivedChat:
    """One chat, with everything but its messages, which travel in pieces."""

    origin: str
    """Where it comes from, and its id there: "chatgpt:…". A chat that is exported and imported again keeps it."""
    title: str
    created_at: float
    updated_at: float
    title_source: TitleSource = TitleSource.PERSON
    model_id: str | None = None
    pinned: bool = False
    archived_at: float | None = None
    folder: str = ""
    """The folder's name; "" for none."""
    options: ChatOptions = field(default_factory=ChatOptions)
    shown: int | None = None
    """The last message of the branch that was shown; None for the newest."""
