"""Import and export of chats: look into a file, take its chats in, write chats into a file, stop either."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from pathlib import Path

from app.bridge import signatures as cmd
from app.bridge.channels import Channel, ChannelHub
from app.bridge.events import EmptyEvent, EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.config.load import Config
from app.errors import AppError, Cancelled, ChannelGone, InvalidInput, internal_error
from app.services.chat_export import Export
from app.services.chat_import import Import, ReadEnd, ReadHead, read_file
from app.store import Store
from app.transfer.words import ENGLISH, words_of
from app.types.transfer import ExportFormat, ImportPreview, TransferEnded, TransferProgress

log = logging.getLogger(__name__)

TELL_S = 0.1
"""Between two tellings of the progress."""

CLOSE_S = 2.0
"""How long a core that ends waits for imports to be taken back."""


class TransferService:
    """The commands transfer.*. Lives on the core's event loop; emits chats.changed and folders.changed.

    A transfer belongs to nobody: it goes on when its front end leaves, until it is done, stopped, or the core ends.

    Args:
        store: The chats.
        channels: Progress is told on one of these.
        bus: Told when chats came.
        on_count: Called when `count` changed.
        config: What is in force; its language is that of exported pages.
    """

    def __init__(
        self,
        store: Store,
        channels: ChannelHub,
        bus: EventBus,
        on_count: Callable[[], None],
        config: Callable[[], Config] | None = None,
    ) -> None:
        self._store = store
        self._channels = channels
        self._bus = bus
        self._on_count = on_count
        self._config = config
        self._running: dict[str, asyncio.Task[None]] = {}
        self._importing = asyncio.Lock()
        """One import at a time: a chat is known only when the one that brings it is done."""

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.transfer_preview, self.preview)
        registry.bind(cmd.transfer_import, self.start_import)
        registry.bind(cmd.transfer_export, self.start_export)
        registry.bind(cmd.transfer_stop, self.stop)

    @property
    def count(self) -> int:
        """Imports and exports that run: the core stays for them."""
        return len(self._running)

    async def preview(self, *, path: str) -> ImportPreview:
        """See `signatures.transfer_preview`."""
        chats = messages = known = 0
        async with aclosing(read_file(_absolute(path))) as found:
            async for item in found:
                if isinstance(item, ReadHead):
                    chats, messages = chats + 1, messages + item.messages
                    known += await self._store.archive.known(item.chat.origin)
                elif isinstance(item, ReadEnd):
                    return ImportPreview(item.source, chats, messages, known, item.left_out)
        raise InvalidInput("The file could not be read.", hint="Try again.")

    async def start_import(self, *, path: str) -> str:
        """See `signatures.transfer_import`."""
        job = Import(self._store.archive, _absolute(path))
        return self._begin(lambda tell: self._import(job, tell), f"import of {Path(path).name}")

    async def start_export(
        self,
        *,
        path: str,
        form: ExportFormat,
        chat_ids: tuple[str, ...] = (),
        thinking: bool = False,
        replace: bool = False,
    ) -> str:
        """See `signatures.transfer_export`."""
        words = words_of(self._config().settings.general.language) if self._config is not None else ENGLISH
        job = Export(
            self._store.archive,
            _absolute(path),
            form,
            chat_ids,
            thinking=thinking,
            replaces=replace,
            words=words,
        )
        return self._begin(lambda tell: self._export(job, tell), f"export to {Path(path).name}")

    async def stop(self, *, channel: str) -> None:
        """See `signatures.transfer_stop`."""
        task = self._running.get(channel)
        if task is None:
            raise ChannelGone("This import or export has ended already.")
        task.cancel()
        await asyncio.wait([task])

    async def close(self) -> None:
        """Stop everything; nothing half-done stays. What takes longer to be taken back goes at the next start."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=CLOSE_S)

    async def _import(self, job: Import, tell: Callable[[TransferProgress], None]) -> TransferEnded:
        async with self._importing:
            result = await job.run(tell)
        self._bus.emit(EventName.FOLDERS_CHANGED, EmptyEvent())
        self._bus.emit(EventName.CHATS_CHANGED, EmptyEvent())
        return TransferEnded(imported=result)

    async def _export(self, job: Export, tell: Callable[[TransferProgress], None]) -> TransferEnded:
        return TransferEnded(exported=await job.run(tell))

    def _begin(self, work: Callable[[Callable[[TransferProgress], None]], Awaitable[TransferEnded]], name: str) -> str:
        channel = self._channels.open()
        task = asyncio.create_task(self._run(channel, work), name=name)
        self._running[channel.id] = task
        task.add_done_callback(lambda _: self._ended(channel))
        self._on_count()
        return channel.id

    async def _run(
        self, channel: Channel, work: Callable[[Callable[[TransferProgress], None]], Awaitable[TransferEnded]]
    ) -> None:
        error: AppError | None = None
        try:
            channel.send(await work(_Teller(channel).tell))
        except asyncio.CancelledError:
            error = Cancelled("It was stopped. Nothing of it stays.")
        except AppError as exc:
            log.info("a transfer of chats failed: %s", exc.code)
            error = exc
        except Exception as exc:
            log.exception("a transfer of chats failed")
            error = internal_error(exc)
        channel.close(error)

    def _ended(self, channel: Channel) -> None:
        self._running.pop(channel.id, None)
        channel.close(
            Cancelled("It was stopped. Nothing of it stays.")
        )  # only where it was stopped before its first step
        self._on_count()


class _Teller:
    """Sends progress on, now and then."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._clock = asyncio.get_running_loop().time
        self._told_at = float("-inf")

    def tell(self, progress: TransferProgress) -> None:
        """Send it, unless the last one was sent just now."""
        if self._clock() - self._told_at >= TELL_S:
            self._told_at = self._clock()
            self._channel.send(progress)


def _absolute(path: str) -> Path:
    found = Path(path)
    if not found.is_absolute() or "\0" in path:
        raise InvalidInput("The path of the file has to be a whole one.", hint="Begin it with the root folder.")
    return found
