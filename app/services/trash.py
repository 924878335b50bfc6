"""The end of chats: for good when a person says so, after 30 days in the trash, and at once for temporary ones.

With a chat go its messages, their files, its draft, and what engines keep of it on disk.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from app.backends.llama_cpp.cache.states import forget_conversation, forget_others, state_files
from app.bridge import signatures as cmd
from app.bridge.events import ChatEvent, EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.errors import AppError, Busy, ChatNotFound, InvalidInput
from app.store import Store
from app.types.library import TRASH_DAYS

log = logging.getLogger(__name__)

DAY_S = 24 * 60 * 60.0
KEPT_S = TRASH_DAYS * DAY_S
"""How long something stays in the trash."""

CLOSE_S = 3.0
"""How long a core that ends goes on deleting temporary chats."""


class StoppableAnswers(Protocol):
    """The running answers, as far as a chat's end stops them."""

    def in_chat(self, chat_id: str) -> list[str]:
        """Ids of the answers that run or wait in a chat."""
        ...

    async def stop(self, message_ids: Iterable[str], /) -> None:
        """Stop them, and return when their ends are stored."""
        ...


class Trash:
    """The commands chat.purge and chat.empty_trash, and the daily round. Lives on the core's event loop; emits
    chat.purged.

    Args:
        store: The chats.
        answers: Stopped in a chat that a person deletes for good; the round leaves such chats alone.
        states: The folder in which engines keep what they read of chats.
        bus: Told of every chat that is gone.
        clock: Seconds since the epoch.
        sleep: Waits between two rounds.
    """

    def __init__(
        self,
        store: Store,
        answers: StoppableAnswers,
        states: Path,
        bus: EventBus,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._library = store.library
        self._answers = answers
        self._states = states
        self._bus = bus
        self._clock = clock
        self._sleep = sleep
        self._rounds: asyncio.Task[None] | None = None

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.chat_purge, self.purge)
        registry.bind(cmd.chat_empty_trash, self.empty)

    async def start(self) -> None:
        """Go round from now on, first for temporary chats that a killed core left. Call it before anybody can make new
        ones.
        """
        try:
            left = await self._library.temporary()
        except AppError:  # what is wrong with the database is in the core's status
            left = ()
        self._rounds = asyncio.create_task(self._go_round(left), name="trash")

    async def close(self) -> None:
        """No more rounds; temporary chats go, as far as the time for an ordered stop allows."""
        if self._rounds is not None:
            self._rounds.cancel()
            await asyncio.wait([self._rounds])  # and not its result: this itself may be called off
        with suppress(AppError, TimeoutError):  # the next start does it
            async with asyncio.timeout(CLOSE_S):
                if await self._purge_all(await self._library.temporary()):
                    await self._library.wipe()

    async def purge(self, *, chat_id: str) -> None:
        """See `signatures.chat_purge`."""
        summary = await self._store.summary(chat_id)
        if summary.deleted_at is None and not summary.temporary:
            raise InvalidInput("This chat is not in the trash.", hint="Delete it first.", params={"id": chat_id})
        await self._answers.stop(self._answers.in_chat(chat_id))
        await self._purge(chat_id)
        if summary.temporary:
            await self._library.wipe()

    async def empty(self) -> int:
        """See `signatures.chat_empty_trash`."""
        return await self._purge_all(await self._library.in_trash())

    async def tidy(self) -> None:
        """One round: what is too old, and what engines keep of chats that are gone."""
        before = self._clock() - KEPT_S
        await self._purge_all(await self._library.deleted_before(before))
        await self._library.purge_messages(before)
        files = await asyncio.to_thread(state_files, self._states)
        if files:
            await asyncio.to_thread(forget_others, files, await self._library.chat_ids())

    async def _go_round(self, left: Iterable[str]) -> None:
        while True:
            try:
                if await self._purge_all(left):
                    await self._library.wipe()
                await self.tidy()
            except AppError as exc:
                log.info("the trash was not tidied: %s", exc.code)
            except Exception:  # a bug; tomorrow is another round
                log.exception("the trash was not tidied")
            left = ()
            await self._sleep(DAY_S)

    async def _purge_all(self, chat_ids: Iterable[str]) -> int:
        gone = 0
        for chat_id in chat_ids:
            try:
                await self._purge(chat_id)
                gone += 1
            except (Busy, ChatNotFound, InvalidInput) as exc:  # it came to life again, or went meanwhile
                log.info("a chat stays: %s", exc.code)
        return gone

    async def _purge(self, chat_id: str) -> None:
        summary = await self._store.summary(chat_id)
        await self._library.purge(chat_id)
        await asyncio.to_thread(forget_conversation, self._states, chat_id)
        self._bus.emit(EventName.CHAT_PURGED, ChatEvent(summary))
