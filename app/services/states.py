"""Commands that keep what a model has read of a chat in a file of the person's, and take it back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from app.bridge import signatures as cmd
from app.bridge.registry import CommandRegistry
from app.errors import InvalidInput
from app.services.answers import Files
from app.services.chat_options import InForce
from app.services.conversation import Conversation, readable
from app.services.tools.rounds import CallingModel, Offer, can_call, nothing
from app.types.attachments import Attachment
from app.types.chats import Chat, ChatMessage, MessageStatus
from app.types.embeddings import StateInfo
from app.types.generation import ToolSpec
from app.types.messages import Message, Role
from app.types.models import Capability

TEXT = frozenset({Capability.TEXT})


class Chats(Protocol):
    """The store, as far as these commands go."""

    async def chat(self, chat_id: str, /) -> Chat:
        """One chat with its messages."""
        ...

    async def attached(self, message_id: str, /) -> Mapping[str, Sequence[Attachment]]:
        """The files on the path to a message, by the message that they go with."""
        ...


class KeepingModel(CallingModel, Protocol):
    """A loaded model, held to save or load what it read."""

    async def save_state(self, messages: tuple[Message, ...], path: str, tools: tuple[ToolSpec, ...], /) -> StateInfo:
        """As `app.backends.base.States`."""
        ...

    async def load_state(self, path: str) -> StateInfo:
        """As `app.backends.base.States`."""
        ...


class KeepingModels(Protocol):
    """The manager, as far as these commands go."""

    def lease(self, model_id: str, needs: frozenset[Capability]) -> AbstractAsyncContextManager[KeepingModel]:
        """Wait for the model and hold it."""
        ...


class StateService:
    """chat.save_state and chat.load_state. Lives on the core's event loop; emits nothing."""

    def __init__(
        self,
        store: Chats,
        manager: KeepingModels,
        in_force: Callable[[str], Awaitable[InForce]],
        files: Files | None = None,
        offer: Offer = nothing,
    ) -> None:
        self._offer = offer
        self._store = store
        self._manager = manager
        self._in_force = in_force
        self._files = files or store.attached

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.chat_save_state, self.save)
        registry.bind(cmd.chat_load_state, self.load)

    async def save(self, *, chat_id: str, path: str) -> StateInfo:
        """See `signatures.chat_save_state`."""
        _check_path(path)
        chat = await self._store.chat(chat_id)
        asked = await self._in_force(chat_id)
        model, system = asked.model, asked.options.system_prompt
        attached = await self._files(chat.messages[-1].id) if chat.messages else {}
        place = ChatMessage("", "", None, Role.ASSISTANT, "", MessageStatus.WAITING, 0.0)
        stored, takes, tools = (*chat.messages, place), model.capabilities, self._offer(asked.chat.tools)
        if not readable(stored):
            raise InvalidInput("The chat is empty.", hint="Ask something in it first.")
        async with self._manager.lease(model.id, TEXT) as lease:
            tools = tools if can_call(model, lease) else ()
            talk = Conversation.of(stored, system, attached=attached, takes=takes, tools=bool(tools))
            return await lease.save_state(talk.messages(), path, tools)

    async def load(self, *, chat_id: str, path: str) -> StateInfo:
        """See `signatures.chat_load_state`."""
        _check_path(path)
        model = (await self._in_force(chat_id)).model
        async with self._manager.lease(model.id, TEXT) as lease:
            return await lease.load_state(path)


def _check_path(path: str) -> None:
    """The engine's folder is not the person's: a path that depends on one would mean another file there."""
    if "\0" in path or not path or not Path(path).is_absolute():
        raise InvalidInput("That is not a usable path.", hint="Use an absolute path of a file.", detail=repr(path))
