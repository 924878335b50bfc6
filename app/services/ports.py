"""What the services need from the layers below, as small protocols: the edge where their tests stand in fakes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from app.types.chats import Chat, ChatMessage, ChatSummary, MessageStatus
from app.types.generation import Delta, GenerateRequest, StopReason, Usage
from app.types.models import BackendName, Capability, ModelSpec
from app.types.streams import AnswerProgress

Exchange = tuple[ChatSummary, ChatMessage, ChatMessage]
"""Chat, prompt, answer."""

ProgressListener = Callable[[AnswerProgress], None]
"""Told on the event loop what an answer waits for."""


class ModelLease(Protocol):
    """A loaded model, held for one answer."""

    @property
    def backend(self) -> BackendName:
        """The engine that was chosen."""
        ...

    def generate(self, request: GenerateRequest) -> AsyncIterator[Delta]:
        """As `Backend.generate`."""
        ...


class Models(Protocol):
    """The manager, as answers use it."""

    def lease(
        self, model_id: str, needs: frozenset[Capability], on_progress: ProgressListener
    ) -> AbstractAsyncContextManager[ModelLease]:
        """Wait for the model and hold it."""
        ...


class Journal(Protocol):
    """The store, as a running answer uses it."""

    async def history(self, message_id: str) -> tuple[ChatMessage, ...]:
        """From the first message of the branch to the given one."""
        ...

    async def mark_streaming(self, answer_id: str, backend: BackendName, model_name: str) -> None:
        """The engine has the request now."""
        ...

    async def append(self, answer_id: str, text: str) -> None:
        """Journal more text; committed when it returns."""
        ...

    async def finish(
        self,
        answer_id: str,
        status: MessageStatus,
        usage: Usage | None = None,
        stop_reason: StopReason | None = None,
        error: dict[str, Any] | None = None,
    ) -> ChatMessage:
        """Fold the journal into the message and close it."""
        ...

    async def summary(self, chat_id: str) -> ChatSummary:
        """One chat's row."""
        ...


class ChatStore(Journal, Protocol):
    """The store, as the chat commands use it. Each method raises `ChatNotFound` for an unknown id."""

    async def chats(self, *, deleted: bool = False) -> tuple[ChatSummary, ...]:
        """Newest first; with `deleted` those in the trash."""
        ...

    async def chat(self, chat_id: str) -> Chat:
        """The newest branch."""
        ...

    async def rename(self, chat_id: str, title: str) -> ChatSummary:
        """Set the title."""
        ...

    async def delete(self, chat_id: str) -> ChatSummary:
        """Into the trash."""
        ...

    async def restore(self, chat_id: str) -> ChatSummary:
        """Out of the trash."""
        ...

    async def begin_exchange(self, chat_id: str | None, text: str, model_id: str | None) -> Exchange:
        """Store a prompt and its waiting answer in one transaction; without `chat_id` in a new chat."""
        ...

    async def begin_retry(self, answer_id: str, model_id: str | None) -> Exchange:
        """A new waiting answer beside the given one."""
        ...

    async def reopen(self, answer_id: str) -> Exchange:
        """The same answer, waiting again, its text kept."""
        ...


class ModelBook(Protocol):
    """Which model is meant."""

    def resolve(self, wanted: str | None) -> ModelSpec:
        """The named model, or the default one.

        Raises:
            ModelNotFound: No such model, or none is installed.
        """
        ...
