"""Commands for assistants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.bridge import signatures as cmd
from app.bridge.events import EmptyEvent, EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.config.load import Config
from app.services.option_checks import check_assistant
from app.store import Store
from app.store.ids import new_id
from app.types.library import Assistant


class AssistantService:
    """assistant.*. Lives on the core's event loop; emits library.changed."""

    def __init__(self, store: Store, bus: EventBus, config: Callable[[], Config]) -> None:
        self._store = store
        self._bus = bus
        self._config = config

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.assistant_list, self.list)
        registry.bind(cmd.assistant_save, self.save)
        registry.bind(cmd.assistant_delete, self.delete)

    async def list(self) -> tuple[Assistant, ...]:
        """See `signatures.assistant_list`."""
        return await self._store.setups.assistants()

    async def save(self, *, assistant: Assistant) -> Assistant:
        """See `signatures.assistant_save`. One that was deleted comes back under its id."""
        check_assistant(assistant, self._config())
        wanted = replace(assistant, id=assistant.id or new_id(), name=assistant.name.strip())
        saved = await self._store.setups.save_assistant(wanted)
        self._bus.emit(EventName.LIBRARY_CHANGED, EmptyEvent())
        return saved

    async def delete(self, *, assistant_id: str) -> Assistant:
        """See `signatures.assistant_delete`."""
        deleted = await self._store.setups.delete_assistant(assistant_id)
        self._bus.emit(EventName.LIBRARY_CHANGED, EmptyEvent())
        return deleted
