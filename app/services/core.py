"""Core commands: its state, its end, and the state of the database."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from app import __version__
from app.bridge import signatures as cmd
from app.bridge.events import EmptyEvent, EventBus, StoppedEvent
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.bridge.signatures import StopReply
from app.catalog.catalog import Catalog
from app.config.load import Config
from app.config.paths import Paths
from app.hardware import memory_total
from app.manager.manager import UnifiedModelManager
from app.process import memory_bytes
from app.services.answers import Answers
from app.store.store import Store
from app.types.settings import ConfigIssue
from app.types.status import CoreStatus, StoreStatus


class CoreService:
    """The core and store commands. Lives on the core's event loop; emits core.stopped and chats.changed."""

    def __init__(
        self,
        paths: Paths,
        config: Callable[[], Config],
        catalog: Catalog,
        store: Store,
        manager: UnifiedModelManager,
        answers: Answers,
        bus: EventBus,
        *,
        lingers: bool,
        clients: Callable[[], int],
        request_stop: Callable[[], None],
    ) -> None:
        self._paths = paths
        self._config = config
        self._catalog = catalog
        self._store = store
        self._manager = manager
        self._answers = answers
        self._bus = bus
        self._lingers = lingers
        self._clients = clients
        self._request_stop = request_stop
        self._started_at = time.time()

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the core and store commands."""
        registry.bind(cmd.core_status, self.status)
        registry.bind(cmd.core_stop, self.stop)
        registry.bind(cmd.store_retry, self.retry_store)
        registry.bind(cmd.store_restore_backup, self.restore_backup)

    async def status(self) -> CoreStatus:
        """See `signatures.core_status`."""
        return CoreStatus(
            pid=os.getpid(),
            version=__version__,
            started_at=self._started_at,
            memory_bytes=memory_bytes(os.getpid()),
            memory_total_bytes=memory_total(),
            clients=self._clients(),
            lingers=self._lingers,
            answering=self._answers.count,
            store=self._store.status(),
            workers=await self._manager.status(),
            config_problems=tuple(str(problem) for problem in self.config_problems()),
            home=str(self._paths.home or self._paths.data),
        )

    def config_problems(self) -> tuple[ConfigIssue, ...]:
        """What is wrong with the settings and the list of models."""
        return (*self._config().problems, *self._catalog.problems)

    async def stop(self, *, only_if_idle: bool = False, on_purpose: bool = True) -> StopReply:
        """See `signatures.core_stop`."""
        if only_if_idle and self._answers.count:
            return StopReply(stopping=False, answering=self._answers.count)
        self._bus.emit(EventName.CORE_STOPPED, StoppedEvent(on_purpose))
        self._request_stop()
        return StopReply(stopping=True, answering=self._answers.count)

    async def retry_store(self) -> StoreStatus:
        """See `signatures.store_retry`."""
        status = await self._store.retry()
        self._bus.emit(EventName.CHATS_CHANGED, EmptyEvent())
        return status

    async def restore_backup(self) -> StoreStatus:
        """See `signatures.store_restore_backup`."""
        if self._store.status().last_backup:  # without one the store says so, and no answer is stopped for nothing
            await self._answers.stop_all()
        status = await self._store.restore_backup()
        self._bus.emit(EventName.CHATS_CHANGED, EmptyEvent())
        return status
