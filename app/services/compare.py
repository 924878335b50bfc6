"""Comparisons: the same prompt on several pairs of model and engine, one after the other, with figures."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from app.bridge import signatures as cmd
from app.bridge.channels import Channel, ChannelHub
from app.bridge.registry import CommandRegistry
from app.errors import AppError, Busy, Cancelled, InvalidInput, ModelError, internal_error
from app.manager.ports import ProgressListener
from app.services.meter import Meter
from app.types.compare import CompareEnded, CompareLoading, CompareText, Pair
from app.types.generation import Delta, Finished, GenerateRequest, PromptRead, Sampling, TextDelta, ThinkingDelta, Usage
from app.types.messages import Message, Role, clean_text
from app.types.models import BackendName, Capability, LoadedModel, ModelInfo, ModelSpec
from app.types.streams import AnswerProgress

log = logging.getLogger(__name__)

MAX_PAIRS = 6
MAX_CHARACTERS = 100_000
"""Of the prompt; the system prompt counts with it."""
MAX_TOKENS = 512
"""Of each answer: enough to compare, and an engine that never ends does."""
SAMPLING = Sampling(temperature=0.0, top_k=0, top_p=1.0, min_p=0.0, repeat_penalty=1.0, max_tokens=MAX_TOKENS)
"""Greedy, without penalties: every engine knows it, so that differences are the engine's. Nor shall a model think aloud
first, which would take all of the tokens.
"""
TEXT = frozenset({Capability.TEXT})


class CompareLease(Protocol):
    """A loaded model, held for one answer."""

    @property
    def backend(self) -> BackendName:
        """The engine that has it."""
        ...

    @property
    def loaded(self) -> LoadedModel:
        """What the engine said when it had loaded the model."""
        ...

    def generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        """Stream one answer."""
        ...


class CompareModels(Protocol):
    """The manager, as far as comparisons go."""

    def lease(
        self,
        model_id: str,
        needs: frozenset[Capability],
        on_progress: ProgressListener,
        *,
        backend: BackendName | None,
    ) -> AbstractAsyncContextManager[CompareLease]:
        """Wait for the model on this engine and hold it."""
        ...

    def info(self, model_id: str) -> ModelInfo:
        """One model with its state and the memory that it takes."""
        ...


@dataclass(slots=True)
class _Outcome:
    """What is known of one pair's answer so far."""

    meter: Meter
    backend: BackendName | None
    usage: Usage | None = None
    load_s: float = 0.0
    memory_bytes: int = 0
    error: AppError | None = None


@dataclass(slots=True)
class _Running:
    channel: Channel
    task: asyncio.Task[None]


class CompareService:
    """compare.start and compare.stop. Lives on the core's event loop; emits nothing and stores nothing.

    One comparison at a time: two would measure each other.
    """

    def __init__(
        self,
        models: CompareModels,
        resolve: Callable[[str | None], ModelSpec],
        channels: ChannelHub,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._models = models
        self._resolve = resolve
        self._channels = channels
        self._clock = clock
        self._running: _Running | None = None

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.compare_start, self.start)
        registry.bind(cmd.compare_stop, self.stop)

    async def start(self, *, text: str, pairs: tuple[Pair, ...], system: str = "") -> str:
        """See `signatures.compare_start`.

        Raises:
            InvalidInput: The prompt is empty or too long, there are too many pairs, or one twice.
            Busy: Another comparison runs.
        """
        _check_text(text, system)
        self._check_pairs(pairs)
        if self._running is not None and not self._running.channel.followed:
            await self.close()  # whoever asked has gone
        if self._running is not None:
            raise Busy("A comparison is running already.", hint="Stop it, or wait until it has ended.")
        messages = (
            *((Message.of(Role.SYSTEM, clean_text(system)),) if system.strip() else ()),
            Message.of(Role.USER, clean_text(text)),
        )
        channel = self._channels.open()
        task = asyncio.create_task(self._run(channel, messages, pairs), name="comparison")
        self._running = _Running(channel, task)
        task.add_done_callback(lambda _: self._ended(channel))
        return channel.id

    async def stop(self, *, channel: str) -> None:
        """See `signatures.compare_stop`; one that has ended already is left alone."""
        if self._running is not None and self._running.channel.id == channel:
            await self.close()

    async def close(self) -> None:
        """Stop what runs, and return when the engine has stopped."""
        if self._running is not None:
            task = self._running.task
            task.cancel()
            await asyncio.wait([task])

    def _ended(self, channel: Channel) -> None:
        self._running = None
        channel.close()

    def _check_pairs(self, pairs: tuple[Pair, ...]) -> None:
        if not pairs:
            raise InvalidInput("There is nothing to compare.", hint="Name two models, or one model on two engines.")
        if len(pairs) > MAX_PAIRS:
            raise InvalidInput(f"{len(pairs)} are too many to compare.", hint=f"Compare {MAX_PAIRS} at most.")
        seen: set[Pair] = set()
        for pair in pairs:
            same = Pair(self._id(pair), pair.backend)
            if same in seen:
                engine = f" on {pair.backend}" if pair.backend else ""
                hint = "Choose another model or engine for one of them."
                raise InvalidInput(f"{pair.model_id}{engine} is named twice.", hint=hint)
            seen.add(same)

    def _id(self, pair: Pair) -> str:
        """An alias and a path are the same model; one that is not there is told of in its place."""
        try:
            return self._resolve(pair.model_id).id
        except ModelError:
            return pair.model_id

    async def _run(self, channel: Channel, messages: tuple[Message, ...], pairs: tuple[Pair, ...]) -> None:
        for index, pair in enumerate(pairs):
            outcome = _Outcome(Meter(self._clock), pair.backend)
            try:
                await self._ask(channel, index, pair, messages, outcome)
            except AppError as exc:
                outcome.error = exc
            except asyncio.CancelledError:
                outcome.error = Cancelled("The comparison was stopped.")
                raise
            except Exception as exc:
                log.exception("comparing with %s failed", pair.model_id)
                outcome.error = internal_error(exc)
            finally:
                channel.send(_item(index, outcome))

    async def _ask(
        self, channel: Channel, index: int, pair: Pair, messages: tuple[Message, ...], outcome: _Outcome
    ) -> None:
        def tell(progress: AnswerProgress) -> None:
            channel.send(CompareLoading(index, progress.note))

        channel.send(CompareLoading(index))
        model_id = self._resolve(pair.model_id).id
        async with self._models.lease(model_id, TEXT, tell, backend=pair.backend) as lease:
            outcome.backend, outcome.load_s = lease.backend, lease.loaded.load_s
            outcome.meter.start()
            try:
                async for delta in lease.generate(GenerateRequest(messages, SAMPLING, thinking=False)):
                    outcome.backend = lease.backend
                    self._take(channel, index, delta, outcome)
            finally:
                outcome.memory_bytes = self._models.info(model_id).memory_bytes

    def _take(self, channel: Channel, index: int, delta: Delta, outcome: _Outcome) -> None:
        if isinstance(delta, TextDelta):
            outcome.meter.add(delta.tokens)
            channel.send(CompareText(index, delta.text))
        elif isinstance(delta, ThinkingDelta):
            outcome.meter.add(delta.tokens)
        elif isinstance(delta, PromptRead):
            outcome.meter.read(delta.total_tokens, delta.reused_tokens)
        elif isinstance(delta, Finished):
            outcome.usage = delta.usage


def _item(index: int, outcome: _Outcome) -> CompareEnded:
    usage = outcome.usage or outcome.meter.usage() or Usage()
    error = outcome.error.to_dict() if outcome.error is not None else None
    return CompareEnded(index, outcome.backend, usage, outcome.load_s, outcome.memory_bytes, error)


def _check_text(text: str, system: str) -> None:
    if not text.strip():
        raise InvalidInput("The question is empty.", hint="Type a question first.")
    length = len(text) + len(system)
    if length > MAX_CHARACTERS:
        raise InvalidInput(
            f"The question has {length:,} characters; {MAX_CHARACTERS:,} can be compared.",
            hint="Shorten it.",
            params={"characters": length, "limit": MAX_CHARACTERS},
        )
