"""What is being typed is read ahead by the model, so that after Send only the last words remain to be read.

Nothing is sampled, and nothing of a draft is stored, journalled or logged: it may never be sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

from app.bridge import signatures as cmd
from app.bridge.registry import CommandRegistry
from app.config.load import Config
from app.errors import AppError
from app.services.answers import Answers
from app.services.chat_options import InForce, OptionService
from app.services.conversation import Conversation, Turn
from app.services.fitting import FAR
from app.services.tools.rounds import with_tools
from app.store import Store
from app.types.chats import ChatOptions, ContextPolicy, EffectiveOptions
from app.types.generation import GenerateRequest, Priority, Sampling, ToolSpec
from app.types.messages import Message, Role
from app.types.models import ON_THIS_MACHINE, LoadState, ModelInfo

log = logging.getLogger(__name__)


class Read(Protocol):
    """A chat, as far as drafts go."""

    @property
    def talk(self) -> Conversation:
        """As a model reads it."""
        ...

    @property
    def tools(self) -> tuple[ToolSpec, ...]:
        """What the model is offered."""
        ...


class ReadingModels(Protocol):
    """The manager, as drafts use it."""

    def info(self, model_id: str) -> ModelInfo:
        """One model with its state."""
        ...

    async def read_ahead(self, model_id: str, request: GenerateRequest) -> None:
        """Let a model that is loaded already read a prompt while nothing else is to be done. Cancelling ends it."""
        ...


class Drafts:
    """The command chat.draft: one draft per chat, the next one replaces the last. Lives on the core's event loop.

    Args:
        store: What was said in the chat before.
        answers: A chat that is being answered is not complete, and its draft not read.
        models: The manager.
        config: Whether drafts are read at all.
        on_battery: Whether this machine runs on its battery; may take a moment, so it is asked in a thread.
        options: What the question would be asked with.
        reading: What was said before it, as a model reads it, and the tools that it is offered.
    """

    def __init__(
        self,
        store: Store,
        answers: Answers,
        models: ReadingModels,
        config: Callable[[], Config],
        on_battery: Callable[[], bool],
        options: OptionService,
        reading: Callable[[str | None, InForce, ModelInfo], Awaitable[Read]],
    ) -> None:
        self._store = store
        self._answers = answers
        self._models = models
        self._config = config
        self._on_battery = on_battery
        self._options = options
        self._reading = reading
        self._running: dict[str | None, asyncio.Task[None]] = {}

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the command."""
        registry.bind(cmd.chat_draft, self.draft)

    async def draft(
        self,
        *,
        text: str,
        chat_id: str | None = None,
        model_id: str | None = None,
        options: ChatOptions | None = None,
    ) -> None:
        """See `signatures.chat_draft`. Returns at once."""
        self.end(chat_id)
        settings = self._config().settings
        too_long = len(text.encode("utf-8", "surrogatepass")) > settings.limits.max_prompt_bytes
        if not text.strip() or too_long or not settings.chat.read_ahead:
            return
        task = asyncio.create_task(self._read(text, chat_id, model_id, options), name="draft")
        self._running[chat_id] = task
        task.add_done_callback(lambda done: self._forget(chat_id, done))

    def end(self, chat_id: str | None) -> None:
        """Stop reading the draft of a chat, or of the new one: it was sent or given up."""
        task = self._running.pop(chat_id, None)
        if task is not None:
            task.cancel()

    async def close(self) -> None:
        """Stop reading all of them."""
        tasks = list(self._running.values())
        for chat_id in list(self._running):
            self.end(chat_id)
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, chat_id: str | None, task: asyncio.Task[None]) -> None:
        if self._running.get(chat_id) is task:
            del self._running[chat_id]
        error = None if task.cancelled() else task.exception()
        if isinstance(error, AppError):
            log.debug("a draft was not read: %s", error.code)
        elif error is not None:  # a bug; its words may hold words of the draft
            log.error("a draft was not read: %s", type(error).__name__)

    async def _read(self, text: str, chat_id: str | None, model_id: str | None, options: ChatOptions | None) -> None:
        if chat_id is not None and self._answers.in_chat(chat_id):
            return
        asked = await self._options.in_force(chat_id, model_id, None if chat_id else options)
        model = self._models.info(asked.model.id)
        if model.state is not LoadState.LOADED or model.backend not in ON_THIS_MACHINE:
            return
        if await asyncio.to_thread(self._on_battery):
            return
        read = await self._reading(chat_id, asked, model)
        messages = await self._prompt(text, read.talk, asked.options)
        window = model.context_tokens
        if window and sum(len(message.text) for message in messages) > FAR * window:
            return  # the engine would refuse it
        request = GenerateRequest(
            messages, Sampling(max_tokens=0), thinking=asked.options.thinking, priority=Priority.DRAFT
        )
        await self._models.read_ahead(model.id, with_tools(request, read.tools, 0))

    async def _prompt(self, text: str, before: Conversation, options: EffectiveOptions) -> tuple[Message, ...]:
        """As the question would be; that more will have to be left out than for the last one is not foreseen."""
        talk = replace(before, turns=(*before.turns, Turn("draft", Message.of(Role.USER, text))))
        policy = options.context_policy
        if policy is ContextPolicy.REFUSE or not talk.before:
            return talk.messages()
        if policy is ContextPolicy.DROP:
            return talk.messages(talk.before)
        summaries = await self._store.summaries(before.turns[-1].id)
        summary = summaries.get(talk.turns[talk.before - 1].id, "")
        return talk.messages(talk.before if summary else 0, summary)
