"""`TektraModelIntegration`: the facade of the migration guide, for code that wants a conversation and not a bridge.

Method names and behaviour follow the guide. It holds one chat of its own, stored like any other, so what is asked
through it is as safe as what is typed into the window. The guide's methods for pictures and sound come with the
capabilities they need.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable

from app.bridge.channels import ChannelHub, ChannelItem
from app.errors import error_from_dict
from app.manager.manager import UnifiedModelManager
from app.services.chats import ChatService
from app.services.models import ModelService
from app.types.chats import ChatMessage
from app.types.models import ModelInfo
from app.types.settings import ConfigIssue
from app.types.streams import AnswerEnded, AnswerText

GEMMA_3N = "gemma3n:e4b"


class TektraModelIntegration:
    """One conversation over the UnifiedModelManager. Lives on the core's event loop."""

    def __init__(
        self,
        chats: ChatService,
        models: ModelService,
        manager: UnifiedModelManager,
        channels: ChannelHub,
        problems: Callable[[], tuple[ConfigIssue, ...]],
    ) -> None:
        self._chats = chats
        self._models = models
        self._manager = manager
        self._channels = channels
        self._problems = problems
        self._chat_id: str | None = None
        self._model_id: str | None = None
        self._system = ""

    async def load_model(self, model_name: str) -> str:
        """Load a model and use it from now on; returns the guide's sentence."""
        model = await self._models.load(model_id=model_name)
        self._model_id = model.id
        return f"Model {model.name} loaded"

    async def load_gemma3n(self) -> str:
        """Load the model "gemma3n:e4b"."""
        return await self.load_model(GEMMA_3N)

    async def list_models(self) -> tuple[ModelInfo, ...]:
        """Every model with its state."""
        return await self._models.list()

    async def switch_backend(self, backend: str) -> None:
        """Prefer an engine from the next answer on.

        Raises:
            InvalidInput: There is no such engine.
        """
        self._manager.switch_backend(backend)

    async def set_system_prompt(self, prompt: str) -> None:
        """Put a system prompt before the conversation from the next answer on; "" removes it."""
        self._system = prompt

    async def process_input(self, text: str) -> str:
        """Ask, wait, and return the whole answer.

        Raises:
            AppError: Whatever ended the answer early.
        """
        return "".join([chunk async for chunk in self.stream_response(text)])

    async def stream_response(self, text: str) -> AsyncGenerator[str, None]:
        """Ask, and yield the answer as it comes. Leaving the iterator early stops the answer.

        Raises:
            AppError: Whatever ended the answer early, after what had arrived.
        """
        started = await self._chats.start(
            text=text, chat_id=self._chat_id, model_id=self._model_id, system=self._system
        )
        self._chat_id = started.chat.id
        ended: ChatMessage | None = None
        try:
            async for item in self._items(started.answer.channel or ""):
                if isinstance(item.data, AnswerText):
                    yield item.data.text
                elif isinstance(item.data, AnswerEnded):
                    ended = item.data.message
        finally:
            if ended is None:
                await self._chats.stop(message_id=started.answer.id)
        if ended is not None and ended.error is not None:
            raise error_from_dict(ended.error)

    def validate_config(self) -> tuple[ConfigIssue, ...]:
        """Everything that is wrong with the settings, with file and line; as text each is one line."""
        return self._problems()

    async def _items(self, channel: str) -> AsyncIterator[ChannelItem]:
        queue: asyncio.Queue[ChannelItem] = asyncio.Queue()
        leave = self._channels.get(channel).receive(queue.put_nowait)
        try:
            while not (item := await queue.get()).end:
                yield item
            if item.error is not None:
                raise item.error
        finally:
            leave()
