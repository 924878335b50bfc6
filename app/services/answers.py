"""Running answers: engine → journal → channel, one at a time per chat.

A delta is journalled before it is sent on, so that nothing a person saw is ever lost.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from app.bridge.channels import Channel, ChannelHub
from app.bridge.events import ChatEvent, EventBus, MessageEvent
from app.bridge.names import EventName
from app.errors import AppError, EngineError, PromptTooLong, internal_error
from app.manager.ports import ProgressListener
from app.services.meter import Meter, add_usage
from app.store import Store
from app.types.chats import ChatMessage, MessageStatus
from app.types.generation import Delta, Finished, GenerateRequest, PromptRead, Sampling, StopReason, TextDelta
from app.types.messages import Message, Role
from app.types.models import BackendName, Capability, ModelSpec
from app.types.streams import AnswerEnded, AnswerPhase, AnswerProgress, AnswerText

log = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """How to produce one answer that is already stored as waiting."""

    answer: ChatMessage
    model: ModelSpec
    sampling: Sampling
    system: str = ""
    """A system prompt put before the conversation; "" for none."""
    note: str = ""
    """Why this model answers, if a person may wonder; told while the answer waits."""


class Run:
    """One running answer, as the rest of the core sees it."""

    def __init__(self, plan: AnswerPlan, channel: Channel, clock: Callable[[], float]) -> None:
        self.plan = plan
        self.channel = channel
        self.message = plan.answer
        self.text = plan.answer.text
        self.meter = Meter(clock)
        self.finished: Finished | None = None
        self.ending = MessageStatus.STOPPED
        """How a cancelled run is stored."""
        self.job: asyncio.Task[None] | None = None
        """The generation; stopping cancels it."""
        self.end: asyncio.Task[None] | None = None
        """Waits for the job, then stores and tells its end; never cancelled."""

    def snapshot(self) -> ChatMessage:
        """The message as a front end may show it now; following the channel after `channel_seq` gives the rest."""
        return replace(self.message, text=self.text, channel=self.channel.id, channel_seq=self.channel.seq)

    def progress(self, progress: AnswerProgress) -> None:
        """Tell followers what the answer waits for."""
        if progress.phase is AnswerPhase.LOADING and not progress.note:
            progress = replace(progress, note=self.plan.note)
        self.channel.send(progress)


class Answers:
    """Starts, stops and counts running answers.

    Lives on the core's event loop; emits message.started, message.ended and chat.changed.
    """

    def __init__(
        self,
        store: Store,
        models: Models,
        channels: ChannelHub,
        bus: EventBus,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._models = models
        self._channels = channels
        self._bus = bus
        self._clock = clock
        self._runs: dict[str, Run] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    def start(self, plan: AnswerPlan) -> ChatMessage:
        """Begin an answer in the background; returns it with its channel."""
        run = Run(plan, self._channels.open(), self._clock)
        run.message = replace(plan.answer, model_name=plan.model.name)
        self._runs[plan.answer.id] = run
        if plan.note:
            run.progress(AnswerProgress(AnswerPhase.LOADING))
        run.job = asyncio.create_task(self._generate_in_turn(run), name=f"answer {plan.answer.id}")
        run.end = asyncio.create_task(self._end(run, run.job), name=f"end of answer {plan.answer.id}")
        snapshot = run.snapshot()
        self._bus.emit(EventName.MESSAGE_STARTED, MessageEvent(snapshot))
        return snapshot

    def running(self, message_id: str) -> ChatMessage | None:
        """The newest view of an answer that still runs."""
        run = self._runs.get(message_id)
        return run.snapshot() if run else None

    def in_chat(self, chat_id: str) -> list[str]:
        """Ids of the answers that run or wait in a chat."""
        return [run.plan.answer.id for run in self._runs.values() if run.plan.answer.chat_id == chat_id]

    @property
    def count(self) -> int:
        """Answers that run or wait."""
        return len(self._runs)

    async def stop(self, message_ids: Iterable[str], status: MessageStatus = MessageStatus.STOPPED) -> None:
        """Stop answers and return when they are stored; what had arrived is kept. Unknown ids have ended already."""
        ends: list[asyncio.Task[None]] = []
        for run in [self._runs[key] for key in message_ids if key in self._runs]:
            if run.job is not None and run.end is not None:
                run.ending = status
                run.job.cancel()
                ends.append(run.end)
        await asyncio.gather(*ends)

    async def stop_all(self) -> None:
        """Keep everything that runs as interrupted, so that it can be continued; also what begins meanwhile."""
        while self._runs:
            await self.stop(list(self._runs), MessageStatus.INTERRUPTED)

    async def _generate_in_turn(self, run: Run) -> None:
        lock = self._locks.setdefault(run.plan.answer.chat_id, asyncio.Lock())
        if lock.locked():
            run.progress(AnswerProgress(AnswerPhase.QUEUED))
        async with lock:
            await self._generate(run)

    async def _generate(self, run: Run) -> None:
        request = await self._request(run.plan)
        needs = {Capability.TEXT} | ({Capability.CONTINUE} if request.continue_final else set())
        async with self._models.lease(run.plan.model.id, frozenset(needs), run.progress) as lease:
            await self._mark_streaming(run, lease)
            run.meter.start()
            async for delta in lease.generate(request):  # leaving the lease stops the engine
                if lease.backend is not run.message.backend:  # the first one crashed, another took over
                    await self._mark_streaming(run, lease)
                await self._apply(run, delta)

    async def _mark_streaming(self, run: Run, lease: ModelLease) -> None:
        name = run.plan.model.name
        await self._store.mark_streaming(run.plan.answer.id, lease.backend, name)
        run.message = replace(run.message, status=MessageStatus.STREAMING, backend=lease.backend, model_name=name)
        self._bus.emit(EventName.MESSAGE_STARTED, MessageEvent(run.snapshot()))  # again, now with its engine
        run.progress(AnswerProgress(AnswerPhase.READING))

    async def _request(self, plan: AnswerPlan) -> GenerateRequest:
        stored = await self._store.history(plan.answer.id)
        turns = [Message.of(turn.role, turn.text) for turn in readable(stored) if turn.text]
        if plan.system:
            turns.insert(0, Message.of(Role.SYSTEM, plan.system))
        continued = bool(plan.answer.text)
        if continued:
            turns.append(Message.of(Role.ASSISTANT, plan.answer.text))
        return GenerateRequest(tuple(turns), plan.sampling, continue_final=continued)

    async def _apply(self, run: Run, delta: Delta) -> None:
        if isinstance(delta, TextDelta):
            await self._store.append(run.plan.answer.id, delta.text)
            run.text += delta.text
            run.meter.add(delta.tokens)
            run.channel.send(AnswerText(delta.text, delta.tokens))
        elif isinstance(delta, PromptRead):
            run.meter.read(delta.total_tokens, delta.reused_tokens)
            run.channel.send(AnswerProgress(AnswerPhase.READING, delta.done_tokens, delta.total_tokens))
        elif isinstance(delta, Finished):
            run.finished = delta

    async def _end(self, run: Run, job: asyncio.Task[None]) -> None:
        status, error = await self._outcome(run, job)
        message = await self._store_end(run, status, error)
        run.channel.send(AnswerEnded(message))
        run.channel.close()
        self._runs.pop(message.id, None)
        if not self.in_chat(message.chat_id):
            self._locks.pop(message.chat_id, None)
        self._bus.emit(EventName.MESSAGE_ENDED, MessageEvent(message))
        await self._tell_chat(message.chat_id)

    async def _outcome(self, run: Run, job: asyncio.Task[None]) -> tuple[MessageStatus, AppError | None]:
        try:
            await job
        except asyncio.CancelledError:
            return (MessageStatus.COMPLETE if run.finished else run.ending), None  # Stop came after the last token
        except AppError as exc:
            log.warning("answer %s failed: %s: %s", run.plan.answer.id, exc.code, exc.message)
            return MessageStatus.FAILED, exc
        except Exception as exc:
            log.exception("answer %s failed", run.plan.answer.id)
            return MessageStatus.FAILED, internal_error(exc)
        if run.finished is None:
            return MessageStatus.FAILED, EngineError("The engine ended without finishing.", hint="Try again.")
        return MessageStatus.COMPLETE, None

    async def _store_end(self, run: Run, status: MessageStatus, error: AppError | None) -> ChatMessage:
        usage = add_usage(run.plan.answer.usage, run.finished.usage if run.finished else run.meter.usage())
        reason = _reason(run, status)
        described = error.to_dict() if error else None
        try:
            return await self._store.finish(run.plan.answer.id, status, usage, reason, described)
        except AppError as exc:
            log.error("answer %s could not be closed: %s", run.plan.answer.id, exc.message)
            failed = error or exc
        except Exception as exc:  # whoever follows the answer waits for its end, also after a bug in the store
            log.exception("answer %s could not be closed", run.plan.answer.id)
            failed = error or internal_error(exc)
        return replace(run.message, text=run.text, status=MessageStatus.FAILED, error=failed.to_dict(), usage=usage)

    async def _tell_chat(self, chat_id: str) -> None:
        try:
            summary = await self._store.summary(chat_id)
        except AppError as exc:
            log.info("chat %s is not readable: %s", chat_id, exc.code)
            return
        self._bus.emit(EventName.CHAT_CHANGED, ChatEvent(replace(summary, answering=bool(self.in_chat(chat_id)))))


def readable(stored: Sequence[ChatMessage]) -> list[ChatMessage]:
    """What the engine reads before the last message: without the prompts that proved too long for it.

    One such prompt would otherwise make every later question of its chat too long as well.
    """
    earlier = stored[:-1]
    too_long = {turn.parent_id for turn in earlier if turn.error and turn.error.get("code") == PromptTooLong.code}
    return [turn for turn in earlier if turn.id not in too_long]


def _reason(run: Run, status: MessageStatus) -> StopReason:
    reasons = {
        MessageStatus.STOPPED: StopReason.STOPPED,
        MessageStatus.INTERRUPTED: StopReason.INTERRUPTED,
        MessageStatus.FAILED: StopReason.FAILED,
    }
    if status in reasons or run.finished is None:
        return reasons.get(status, StopReason.FAILED)
    return run.finished.reason
