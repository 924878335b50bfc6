"""Titles of chats by the model that answered in them.

After the first answer, when nothing else is to be done: an answer that begins calls it off, and it is tried again after
that one. A title never loads a model, and a person's own title stays.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Protocol

from app.bridge import signatures as cmd
from app.bridge.events import ChatEvent, EventBus, EventPayload, MessageEvent
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.errors import AppError, EngineError, InvalidInput
from app.manager.ports import ProgressListener
from app.services.title_words import fits, title_from_answer, title_messages
from app.store import Store
from app.types.chats import Chat, ChatMessage, ChatSummary, MessageStatus, TitleSource
from app.types.generation import Delta, GenerateRequest, Priority, Sampling, TextDelta
from app.types.messages import Role
from app.types.models import BackendName, Capability, LoadState, ModelInfo
from app.types.streams import AnswerProgress

log = logging.getLogger(__name__)

LIMIT_S = 60.0
"""How long a title may take."""
MAX_TOKENS = 48
SOON = 8
"""Messages of a chat up to which it still gets its first title."""
TEXT = frozenset({Capability.TEXT})


class WritingModel(Protocol):
    """A loaded model, held."""

    def generate(self, request: GenerateRequest, /) -> AsyncIterator[Delta]:
        """Write."""
        ...


class TitleModels(Protocol):
    """The manager, as titles use it."""

    def info(self, model_id: str, /) -> ModelInfo:
        """One model with its state."""
        ...

    def lease(
        self, model_id: str, needs: frozenset[Capability], on_progress: ProgressListener, priority: Priority, /
    ) -> AbstractAsyncContextManager[WritingModel]:
        """Wait for the model and hold it."""
        ...


class RunningAnswers(Protocol):
    """The answers that titles give way to."""

    @property
    def count(self) -> int:
        """Answers that run or wait."""
        ...

    def in_chat(self, chat_id: str, /) -> list[str]:
        """Ids of those of a chat."""
        ...


class Titles:
    """The command chat.retitle, and titles that come by themselves. Lives on the core's event loop; emits chat.changed.

    Args:
        store: The chats.
        models: The manager.
        answers: What titles give way to.
        bus: Tells of answers, and is told of titles.
        enabled: Whether titles come by themselves.
    """

    def __init__(
        self,
        store: Store,
        models: TitleModels,
        answers: RunningAnswers,
        bus: EventBus,
        enabled: Callable[[], bool],
    ) -> None:
        self._store = store
        self._models = models
        self._answers = answers
        self._bus = bus
        self._enabled = enabled
        self._wanted: dict[str, None] = {}
        self._job: asyncio.Task[None] | None = None
        self._unlisten = bus.listen(self._heard)

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the command."""
        registry.bind(cmd.chat_retitle, self.retitle)

    async def close(self) -> None:
        """Write no more titles."""
        self._unlisten()
        self._wanted.clear()
        if self._job is not None:
            self._job.cancel()
            await asyncio.gather(self._job, return_exceptions=True)

    async def retitle(self, *, chat_id: str) -> ChatSummary:
        """See `signatures.chat_retitle`."""
        chat = await self._store.chat(chat_id)
        answers = _answers(chat)
        if not answers:
            raise InvalidInput("There is nothing to sum up in this chat yet.", hint="Ask something in it first.")
        if answers[-1].backend is BackendName.ECHO:
            raise InvalidInput("The echo engine finds no titles.", hint="Rename the chat yourself.")
        title = await self._ask(chat, answers[-1].model_id or "", Priority.NORMAL)
        if not title:
            raise EngineError("The model found no title.", hint="Try again, or rename the chat yourself.")
        changed = await self._store.library.set_title(chat_id, title)
        return self._tell(changed or chat.summary)

    def _heard(self, name: EventName, payload: EventPayload) -> None:
        if not isinstance(payload, MessageEvent):
            return
        message = payload.message
        if name is EventName.MESSAGE_STARTED and self._job is not None:
            self._job.cancel()
        elif name is EventName.MESSAGE_ENDED:
            if message.status is MessageStatus.COMPLETE and message.backend not in (None, BackendName.ECHO):
                self._wanted[message.chat_id] = None
            self._go_on()

    def _go_on(self) -> None:
        if self._wanted and self._job is None and not self._answers.count:
            self._job = asyncio.create_task(self._work(), name="titles")
            self._job.add_done_callback(self._rested)

    def _rested(self, _job: asyncio.Task[None]) -> None:
        self._job = None
        self._go_on()

    async def _work(self) -> None:
        while self._wanted:
            chat_id = next(iter(self._wanted))
            try:
                if self._enabled():
                    await self._title(chat_id)
            except AppError as exc:
                log.info("no title for a chat: %s", exc.code)
            except asyncio.CancelledError:  # an answer began: later
                raise
            except Exception:  # a bug; other answers do not fail for a title
                log.exception("a title failed")
            self._wanted.pop(chat_id, None)

    async def _title(self, chat_id: str) -> None:
        summary = await self._store.summary(chat_id)
        early = summary.message_count <= SOON and summary.title_source is TitleSource.PROMPT
        if not early or summary.temporary or summary.deleted_at is not None:
            return
        chat = await self._store.chat(chat_id)
        answers = _answers(chat)
        if not answers:
            return
        model = self._models.info(answers[-1].model_id or "")
        if model.state is not LoadState.LOADED or model.backend is not answers[-1].backend:
            return
        title = await self._ask(chat, model.id, Priority.BACKGROUND)
        changed = await self._store.library.set_title(chat_id, title, unless=TitleSource.MODEL) if title else None
        if changed is not None:
            self._tell(changed)

    async def _ask(self, chat: Chat, model_id: str, priority: Priority) -> str:
        answers = _answers(chat)
        answer = answers[0]
        # What came after the last answer its engine has not read, which may be on another machine.
        read = chat.messages[: chat.messages.index(answers[-1])]
        questions = [turn.text for turn in read if turn.role is Role.USER and turn.text.strip()] or [""]
        newest = questions[-1] if len(questions) > 2 else ""
        request = GenerateRequest(
            title_messages(questions[0], answer.text, newest),
            Sampling(temperature=0.0, max_tokens=MAX_TOKENS),
            thinking=False,
            priority=priority,
        )
        written = ""
        try:
            async with asyncio.timeout(LIMIT_S), self._models.lease(model_id, TEXT, _nobody, priority) as lease:
                async for delta in lease.generate(request):
                    written += delta.text if isinstance(delta, TextDelta) else ""
        except TimeoutError:
            log.info("a title took too long")
        title = title_from_answer(written)
        return title if fits(title, answer.text, *questions) else ""

    def _tell(self, summary: ChatSummary) -> ChatSummary:
        now = replace(summary, answering=bool(self._answers.in_chat(summary.id)))
        self._bus.emit(EventName.CHAT_CHANGED, ChatEvent(now))
        return now


def _answers(chat: Chat) -> list[ChatMessage]:
    whole = [turn for turn in chat.messages if turn.role is Role.ASSISTANT and turn.text.strip()]
    return [turn for turn in whole if turn.status is MessageStatus.COMPLETE]


def _nobody(_: AnswerProgress) -> None:
    """Nobody is told that a title waits."""
