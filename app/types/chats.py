"""Chats and messages as the store hands them out: values with the identity that the store gave them.

Times are seconds since the epoch (UTC). A chat's messages form a tree by `parent_id`; a branch is the path from a
leaf to the root.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.types.attachments import AttachmentInfo
from app.types.generation import Sampling, SamplingOverrides, StopReason, Usage
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


class TitleSource(StrEnum):
    """Who gave a chat its title. A later one of this list is never replaced by an earlier one."""

    PROMPT = "prompt"
    """The beginning of its first prompt."""
    MODEL = "model"
    """The model summed it up after the first answer."""
    PERSON = "person"


class ToolStatus(StrEnum):
    """How far a tool call is."""

    ASKED = "asked"
    """It waits for the person's decision."""
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    """The person said no, or nobody was there to be asked."""
    INTERRUPTED = "interrupted"
    """Its answer ended before it was decided; it did not run."""
    FAILED = "failed"


class ToolDecision(StrEnum):
    """What a person says of a tool call."""

    ONCE = "once"
    ALWAYS = "always"
    """This tool, in every chat, until it is taken back."""
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class ToolUse:
    """One tool call of an answer, with what came of it."""

    id: str
    name: str
    arguments: str
    """A JSON object as text, as the model wrote it."""
    at: int
    """Where in the answer's text it stands: after so many characters."""
    status: ToolStatus
    result: str = ""
    """What the model reads; of one that failed or was refused, why."""


class OptionSource(StrEnum):
    """Where a value in force comes from, the strongest first."""

    CHAT = "chat"
    ASSISTANT = "assistant"
    MODEL = "model"
    PRESET = "preset"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """What one chat says of its answers; None leaves it to the assistant, the model, the preset and the default."""

    assistant_id: str | None = None
    system_prompt: str | None = None
    """ "" is none at all, also where the assistant has one."""
    preset: str | None = None
    sampling: SamplingOverrides = field(default_factory=SamplingOverrides)
    context_policy: ContextPolicy | None = None
    thinking: bool | None = None
    tools: tuple[str, ...] = ()
    """Names of the tools that the model may ask for."""


@dataclass(frozen=True, slots=True)
class EffectiveOptions:
    """What is in force for the next answer of a chat, and from where each value comes."""

    model_id: str | None
    system_prompt: str
    preset: str
    sampling: Sampling
    context_policy: ContextPolicy
    thinking: bool | None
    sources: dict[str, OptionSource]
    """By field: system_prompt, preset, context_policy, thinking, model_id, and each name of `SamplingOverrides`."""


@dataclass(frozen=True, slots=True)
class ContextUse:
    """How much of the model's window the next question would take."""

    tokens: int
    """All that would be read: system prompt, chat, what goes with it, and the draft."""
    draft_tokens: int
    """Of these, the draft with what goes with it."""
    window: int
    """What the model's context window holds; 0 while that is not known."""
    exact: bool
    """Counted by the engine; otherwise estimated from the length."""
    policy: ContextPolicy = ContextPolicy.REFUSE
    """What would happen if it did not fit."""
    left_out: int = 0
    """How many of the oldest turns would not be read, or would be summed up, with that policy."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One place where the words of a search were found."""

    chat: ChatSummary
    message_id: str | None
    """None: in the title."""
    role: Role | None
    created_at: float
    snippet: str
    """Plain text around the hit, one line."""
    marks: tuple[tuple[int, int], ...] = ()
    """Where in `snippet` the words are: first character and the one after the last."""


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
    pinned: bool = False
    folder_id: str | None = None
    archived_at: float | None = None
    temporary: bool = False
    """It is not in the list and not searched, and gone when it is left, or with the core; `chat.keep` makes it an
    ordinary one.
    """
    unread: bool = False
    """An answer ended in it while no window showed it."""
    title_source: TitleSource = TitleSource.PROMPT
    assistant_id: str | None = None


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
    edited_at: float | None = None
    """When a person last changed its text in place."""
    versions: tuple[str, ...] = ()
    """The ids of all messages that stand in this place, oldest first, its own among them; () if it is the only one."""
    tools: tuple[ToolUse, ...] = ()
    """The tool calls of an answer, in order."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat opened at the branch that is chosen in it, oldest message first."""

    summary: ChatSummary
    messages: tuple[ChatMessage, ...]
    older: int = 0
    """How many messages of the branch stand before these: `chat.page` has them."""
    options: ChatOptions = field(default_factory=ChatOptions)
    draft: str = ""
    """What was being typed in it."""


@dataclass(frozen=True, slots=True)
class ToolInfo:
    """A tool that chats may use."""

    name: str
    description: str
    parameters: str
    """A JSON schema of its arguments, as text."""
    always: bool = False
    """The person allowed it once and for all."""
