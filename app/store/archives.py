"""Whole chats in and out of the database, as the core's services use it: async, and in pieces between other jobs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

from app.store import archive, purge
from app.store.archive import StoredPiece
from app.store.records import Live
from app.types.archive import ArchivedChat, ArchivedMessage

T = TypeVar("T")

READ_AT_ONCE = 50
WITHDRAWN_AT_ONCE = 200


def _hide(chat_ids: Sequence[str], connection: sqlite3.Connection, _live: Live, _now: float) -> None:
    archive.hide(connection, chat_ids)


def _delete_slice(chat_ids: Sequence[str], connection: sqlite3.Connection, _live: Live, _now: float) -> int:
    return purge.delete_slice_of(connection, chat_ids)


class Jobs(Protocol):
    """The store's way to its database thread."""

    async def read(self, job: Callable[[sqlite3.Connection, Live], T]) -> T:
        """Run a job that only reads."""
        ...

    async def write(self, job: Callable[[sqlite3.Connection, Live, float], T]) -> T:
        """Run a job in one transaction; it gets the time."""
        ...


class Archive:
    """Chats as archives. Runs on the core's event loop; each call is one short job on the database thread."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    async def known(self, origin: str) -> bool:
        """Whether this chat is here already, outside the trash; one without an id never is."""
        if not origin.partition(":")[2]:
            return False
        return await self._jobs.read(lambda c, _: archive.known(c, origin))

    async def begin_chat(self, chat: ArchivedChat) -> str:
        """Store a chat without its messages, unpublished; returns its id."""
        return await self._jobs.write(lambda c, _, now: archive.begin_chat(c, chat, now))

    async def add_messages(
        self, chat_id: str, ids: Sequence[str], messages: Callable[[], Sequence[ArchivedMessage]]
    ) -> tuple[str, ...]:
        """Store the next messages of it, which are built on the database thread; `ids` are those of all before."""
        return await self._jobs.write(lambda c, _live, _now: archive.add_messages(c, chat_id, ids, messages()))

    async def end_chat(self, chat_id: str, shown_id: str | None) -> None:
        """All its messages are there."""
        await self._jobs.write(lambda c, _live, _now: archive.end_chat(c, chat_id, shown_id))

    async def publish(self, folders: Mapping[str, str]) -> None:
        """Make these chats ordinary ones, all at once, each in the folder of this name."""
        await self._jobs.write(lambda c, _live, _now: archive.publish(c, folders))

    async def withdraw(self, chat_ids: Sequence[str]) -> None:
        """Delete unpublished chats."""
        for begin in range(0, len(chat_ids), WITHDRAWN_AT_ONCE):
            some = chat_ids[begin : begin + WITHDRAWN_AT_ONCE]
            await self._jobs.write(partial(_hide, some))
            while some:
                some = some[await self._jobs.write(partial(_delete_slice, some)) :]

    async def chat_ids(self) -> tuple[str, ...]:
        """All chats that an export of everything takes along."""
        return await self._jobs.read(lambda c, _: archive.chat_ids(c))

    async def header(self, chat_id: str) -> tuple[ArchivedChat, str | None] | None:
        """A chat without its messages, and the end of the branch that it shows; None when it is gone."""
        return await self._jobs.read(lambda c, _: archive.header(c, chat_id))

    async def place(self, chat_id: str, message_id: str) -> int | None:
        """How many messages stand before this one in an export of all branches."""
        return await self._jobs.read(lambda c, _: archive.place(c, chat_id, message_id))

    async def shown_ids(self, chat_id: str) -> tuple[str, ...]:
        """The messages of the branch that a chat shows, in no order."""
        return await self._jobs.read(lambda c, _: archive.shown_ids(c, chat_id))

    async def some_messages(self, chat_id: str, after: int) -> StoredPiece:
        """The next messages of a chat."""
        return await self._jobs.read(lambda c, live: archive.some_messages(c, live, chat_id, after, READ_AT_ONCE))

    async def kept_parent(self, message_id: str | None) -> str | None:
        """The nearest message from this one upwards that is not deleted."""
        return await self._jobs.read(lambda c, _: archive.kept_parent(c, message_id))
