"""Running answers: engine → journal → channel, one at a time per chat.

A delta is journalled before it is sent on, so that nothing a person saw is ever lost.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Protocol

from app.bridge.channels import ChannelHub
from app.bridge.events import ChatEvent, EventBus, MessageEvent
from app.bridge.names import EventName
from app.errors import AppError, EngineError, PromptTooLong, internal_error
from app.manager.ports import ProgressListener
from app.services.conversation import Conversation
from app.services.fitting import Fitter, ModelLease
from app.services.run import AnswerPlan, Run
from app.services.tools.history import answer_messages
from app.services.tools.rounds import CANNOT, MAX_ROUNDS, CallingModel, ToolRounds, can_call, with_tools
from app.store import Store
from app.types.attachments import Attachment
from app.types.chats import ChatMessage, ChatSummary, ContextPolicy, MessageStatus
from app.types.generation import (
    Delta,
    Finished,
    GenerateRequest,
    PromptRead,
    TextDelta,
    ThinkingDelta,
    ToolCallDelta,
)
from app.types.models import Capability
from app.types.streams import AnswerEnded, AnswerPhase, AnswerProgress, AnswerText, AnswerThinking

log = logging.getLogger(__name__)


Files = Callable[[str], Awaitable[Mapping[str, Sequence[Attachment]]]]
"""The files on the path to a message as a model reads them, by the message that they go with."""


class AnsweringModel(ModelLease, CallingModel, Protocol):
    """A leased model, as answers use it."""


class Models(Protocol):
    """The manager, as answers use it."""

    def lease(
        self, model_id: str, needs: frozenset[Capability], on_progress: ProgressListener
    ) -> AbstractAsyncContextManager[AnsweringModel]:
        """Wait for the model and hold it."""
        ...


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
        tools: ToolRounds,
        clock: Callable[[], float] = time.monotonic,
        files: Files | None = None,
    ) -> None:
        self._store = store
        self._files = files or store.attached
        self._models = models
        self._channels = channels
        self._bus = bus
        self._tools = tools
        self._clock = clock
        self._runs: dict[str, Run] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    def start(self, plan: AnswerPlan) -> ChatMessage:
        """Begin an answer in the background; returns it with its channel."""
        run = Run(plan, self._channels.open(), self._clock)
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

    def newest(self, messages: Sequence[ChatMessage]) -> tuple[ChatMessage, ...]:
        """Stored messages, those that still run as they are now: their text and channel number belong together."""
        return tuple(
            replace(run.snapshot(), versions=message.versions) if (run := self._runs.get(message.id)) else message
            for message in messages
        )

    def in_chat(self, chat_id: str) -> list[str]:
        """Ids of the answers that run or wait in a chat."""
        return [run.plan.answer.id for run in self._runs.values() if run.plan.answer.chat_id == chat_id]

    def running_now(self) -> tuple[ChatMessage, ...]:
        """The newest view of every answer that runs."""
        return tuple(run.snapshot() for run in self._runs.values())

    def now(self, summary: ChatSummary) -> ChatSummary:
        """A chat's row as it is now."""
        return replace(summary, answering=bool(self.in_chat(summary.id)))

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
        if ends:  # whoever waits may be called off; the ends are stored all the same
            await asyncio.wait(ends)

    async def stop_all(self) -> None:
        """Keep everything that runs as interrupted, so that it can be continued; also what begins meanwhile."""
        while self._runs:
            await self.stop(list(self._runs), MessageStatus.INTERRUPTED)

    async def _generate_in_turn(self, run: Run) -> None:
        if not run.plan.answer.model_name:
            await self._store.name_model(run.plan.answer.id, run.plan.model.name)
        lock = self._locks.setdefault(run.plan.answer.chat_id, asyncio.Lock())
        if lock.locked():
            run.progress(AnswerProgress(AnswerPhase.QUEUED))
        async with lock:
            await self._generate(run)

    async def _generate(self, run: Run) -> None:
        """Rounds of one answer: the model writes, and as long as it asks for tools, reads what they return."""
        plan = run.plan
        stored = await self._store.history(plan.answer.id)
        attached = await self._files(plan.answer.id)
        run.tools = await self._tools.offered(plan.answer.chat_id)

        def read(*, tools: bool) -> Conversation:
            takes = plan.model.capabilities
            talk = Conversation.of(stored, plan.system, plan.answer.text, attached, takes, tools=tools)
            if not run.rounds:
                return talk
            return replace(talk, begun=answer_messages(run.text, run.message.tools), open_text="")

        await self._round(run, read)
        while run.asked:  # the model is free for others while a person decides and the tools work
            await self._tools.settle(run)
            if run.rounds == MAX_ROUNDS:
                return
            run.next_round()
            await self._round(run, read)

    async def _round(self, run: Run, read: Callable[..., Conversation]) -> None:
        plan = run.plan
        talk = read(tools=bool(run.tools))
        needs = {Capability.TEXT} | talk.needs | ({Capability.CONTINUE} if talk.open_text else set())
        async with self._models.lease(plan.model.id, frozenset(needs), run.progress) as lease:
            if run.tools and not can_call(plan.model, lease):
                run.tools, run.tool_note = (), CANNOT
                talk = read(tools=False)
            request = await self._request(run, talk, lease)
            if run.rounds and lease.backend is run.message.backend:
                run.progress(AnswerProgress(AnswerPhase.READING))
            else:
                await self._mark_streaming(run, lease)
            run.meter.start()
            try:
                async for delta in lease.generate(request):  # leaving the lease stops the engine
                    if lease.backend is not run.message.backend:  # the first one failed, another took over
                        await self._mark_read(run, run.message.kept_from, lease)
                        await self._mark_streaming(run, lease)
                    await self._apply(run, delta)
            except PromptTooLong as exc:
                if plan.policy is ContextPolicy.REFUSE:
                    exc.params["older_turns"] = len(talk.borders)  # what a front end can offer to leave out
                raise

    async def _request(self, run: Run, talk: Conversation, lease: ModelLease) -> GenerateRequest:
        plan = run.plan
        most = plan.sampling.max_tokens
        reading = await Fitter(self._store, lease, talk, plan.policy, most, run.progress, run.tools).fit()
        run.reading_note = reading.note
        await self._mark_read(run, reading.kept_from, lease)
        request = GenerateRequest(
            reading.messages,
            plan.sampling,
            continue_final=bool(talk.open_text),
            thinking=plan.thinking,
            conversation=plan.answer.chat_id,
        )
        return with_tools(request, run.tools, run.rounds)

    async def _mark_read(self, run: Run, kept_from: str | None, lease: ModelLease) -> None:
        """Store what a person should know of the answer: what of the chat is read, and which engine took over."""
        note = " ".join(part for part in (run.reading_note, lease.note, run.tool_note) if part)
        if (kept_from, note) != (run.message.kept_from, run.message.note):
            await self._store.mark_read(run.plan.answer.id, kept_from, note)
            run.message = replace(run.message, kept_from=kept_from, note=note)

    async def _mark_streaming(self, run: Run, lease: ModelLease) -> None:
        name = run.plan.model.name
        await self._store.mark_streaming(run.plan.answer.id, lease.backend, name)
        run.message = replace(run.message, status=MessageStatus.STREAMING, backend=lease.backend, model_name=name)
        self._bus.emit(EventName.MESSAGE_STARTED, MessageEvent(run.snapshot()))  # again, now with its engine
        run.progress(AnswerProgress(AnswerPhase.READING))

    async def _apply(self, run: Run, delta: Delta) -> None:
        if isinstance(delta, TextDelta):
            text = run.parted(delta.text)
            await self._store.append(run.plan.answer.id, text)
            run.write(text)
            run.meter.add(delta.tokens)
            run.channel.send(AnswerText(text, delta.tokens))
        elif isinstance(delta, ThinkingDelta):
            text = run.parted(delta.text, thinking=True)
            await self._store.append(run.plan.answer.id, text, thinking=True)
            run.meter.add(delta.tokens)
            run.channel.send(AnswerThinking(text, run.think(text)))
        elif isinstance(delta, ToolCallDelta):
            run.meter.add(delta.tokens)
            await self._tools.take(run, delta.call)
        elif isinstance(delta, PromptRead):
            run.meter.read(delta.total_tokens, delta.reused_tokens)
            read, total = delta.done_tokens, delta.total_tokens
            run.channel.send(AnswerProgress(AnswerPhase.READING, read, total, delta.remaining_s))
        elif isinstance(delta, Finished):
            run.finished = delta

    async def _end(self, run: Run, job: asyncio.Task[None]) -> None:
        status, error = await self._outcome(run, job)
        self._tools.end(run)
        try:
            message = await self._store_end(run, status, error)
            run.channel.send(AnswerEnded(message))
            run.channel.close()
        finally:
            self._runs.pop(run.plan.answer.id, None)  # whatever happens: a stop waits until there is none
        if not self.in_chat(message.chat_id):
            self._locks.pop(message.chat_id, None)
        self._bus.emit(EventName.MESSAGE_ENDED, MessageEvent(message))
        await self._tell_chat(message.chat_id)

    async def _outcome(self, run: Run, job: asyncio.Task[None]) -> tuple[MessageStatus, AppError | None]:
        try:
            await job
        except asyncio.CancelledError:
            whole = run.finished is not None and not run.asked  # Stop came after the last token
            return (MessageStatus.COMPLETE if whole else run.ending), None
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
        usage = run.usage()
        reason = run.reason(status)
        described = error.to_dict() if error else None
        try:
            return await self._store.finish(
                run.plan.answer.id, status, usage, reason, described, run.thinking_s or None
            )
        except AppError as exc:
            log.error("answer %s could not be closed: %s", run.plan.answer.id, exc.message)
            failed = error or exc
        except Exception as exc:  # whoever follows the answer waits for its end, also after a bug in the store
            log.exception("answer %s could not be closed", run.plan.answer.id)
            failed = error or internal_error(exc)
        told = replace(run.snapshot(), channel=None, channel_seq=0, usage=usage)
        return replace(told, status=MessageStatus.FAILED, error=failed.to_dict())

    async def _tell_chat(self, chat_id: str) -> None:
        try:
            summary = await self._store.summary(chat_id)
        except AppError as exc:
            log.info("chat %s is not readable: %s", chat_id, exc.code)
            return
        self._bus.emit(EventName.CHAT_CHANGED, ChatEvent(self.now(summary)))
