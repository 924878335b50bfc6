"""Data commands: where the person's data lies, backups of it, and its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from app.backends.cloud.keyring_thread import in_keyring
from app.bridge import signatures as cmd
from app.bridge.events import EmptyEvent, EventBus, StoppedEvent
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.config.paths import Paths
from app.errors import ConfigError, EngineError, InvalidInput, StoreError
from app.services.doctor.words import count_of
from app.services.erase import begin_erasing
from app.store.store import Store
from app.types.settings import BackupInfo, DataInfo
from app.types.status import StoreStatus

log = logging.getLogger(__name__)

CONFIRMATION = "delete everything"


class KeyVault(Protocol):
    """Where the keys of providers are kept, as far as they are to go."""

    def names(self) -> tuple[str, ...]:
        """The providers that got a key which may still be there. Reads a file, so it runs in a thread."""
        ...

    def delete(self, provider: str, /) -> None:
        """Forget a key; one that is not there is no error. May wait for the system's keyring, so it runs in a thread.

        Raises:
            AppError: The keyring keeps it.
        """
        ...


class RunningAnswers(Protocol):
    """The answers that would write into a database that is about to go."""

    async def stop_all(self) -> None:
        """Stop them, and return when their ends are stored."""
        ...


class DataService:
    """The data commands and store.restore_backup. Lives on the core's event loop; emits chats.changed and core.stopped.

    Args:
        paths: The installation.
        store: The chats.
        answers: Stopped before the database is replaced.
        keys: Where keys are kept.
        providers: The names of further ones that may have one.
        bus: Told of what changes.
        request_stop: Lets the core end; it deletes what is there after everything else has stopped.
    """

    def __init__(
        self,
        paths: Paths,
        store: Store,
        answers: RunningAnswers,
        keys: KeyVault,
        providers: Callable[[], Iterable[str]],
        bus: EventBus,
        request_stop: Callable[[], None],
    ) -> None:
        self._paths = paths
        self._store = store
        self._answers = answers
        self._keys = keys
        self._providers = providers
        self._bus = bus
        self._request_stop = request_stop

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.data_info, self.info)
        registry.bind(cmd.data_back_up, self.back_up)
        registry.bind(cmd.data_restore, self.restore)
        registry.bind(cmd.data_delete_all, self.delete_all)
        registry.bind(cmd.store_restore_backup, self.restore_newest)

    async def info(self) -> DataInfo:
        """See `signatures.data_info`."""
        try:
            chats = await self._store.library.count()
        except StoreError:  # what is wrong with it is in the core's status
            chats = 0
        return DataInfo(
            folder=str(self._paths.data),
            database_bytes=await asyncio.to_thread(_size_of_database, self._paths.database),
            chats=chats,
            backups=await self._store.backups(),
            config_file=str(self._paths.user_config),
            logs=str(self._paths.logs),
        )

    async def back_up(self) -> BackupInfo:
        """See `signatures.data_back_up`."""
        return await self._store.back_up()

    async def restore(self, *, name: str) -> StoreStatus:
        """See `signatures.data_restore`."""
        known = [backup.name for backup in await self._store.backups()]
        if name not in known:
            hint = f"There are: {', '.join(known)}." if known else "There is none yet."
            raise InvalidInput(f"There is no backup {name[:60]!r}.", hint=hint)
        return await self._restore(name)

    async def restore_newest(self) -> StoreStatus:
        """See `signatures.store_restore_backup`."""
        return await self._restore(None)

    async def delete_all(self, *, confirm: str) -> None:
        """See `signatures.data_delete_all`. What it deletes is gone when the core has ended."""
        if confirm != CONFIRMATION:
            raise InvalidInput("Nothing was deleted.", hint=f"To confirm, write: {CONFIRMATION}")
        await self._answers.stop_all()
        await self._forget_keys()
        try:
            await asyncio.to_thread(begin_erasing, self._paths)
        except OSError as exc:
            hint = "Check that the disk is not full and that you may write there."
            message = "Nothing was deleted, because the data folder cannot be written."
            raise ConfigError(message, hint=hint, detail=str(exc), params={"path": str(self._paths.data)}) from exc
        log.info("everything is being deleted, as the person wished")
        self._bus.emit(EventName.CORE_STOPPED, StoppedEvent(on_purpose=True, erased=True))
        self._request_stop()

    async def _forget_keys(self) -> None:
        """First of all: while the keyring keeps one, nothing else goes."""
        kept = await asyncio.to_thread(self._keys.names)
        for count, name in enumerate(dict.fromkeys((*self._providers(), *kept))):
            try:
                await in_keyring(self._keys.delete, name)
            except TimeoutError:
                gone = f"Deleted already: the keys of {count_of(count, 'provider', 'providers')}. " if count else ""
                message = "Chats and settings were not deleted, because the keyring does not answer."
                raise EngineError(message, hint=f"{gone}Unlock it, then try again.") from None

    async def _restore(self, name: str | None) -> StoreStatus:
        if name is not None or self._store.status().last_backup:  # no answer is stopped for nothing
            await self._answers.stop_all()
        status = await self._store.restore_backup(name)
        self._bus.emit(EventName.CHATS_CHANGED, EmptyEvent())
        return status


def _size_of_database(database: Path) -> int:
    """With what was not yet moved into it."""
    size = 0
    for suffix in ("", "-wal"):
        try:
            size += database.with_name(database.name + suffix).stat().st_size
        except OSError:
            continue
    return size
