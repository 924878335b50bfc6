"""The store as the core's services use it: async, and never in the way of the event loop."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from app.errors import ChatNotFound, StoreError
from app.store import backup, branches, chats, exchanges, journal, messages
from app.store.archives import Archive
from app.store.database import Database
from app.store.exchanges import NO_TEXTS, Exchange
from app.store.ids import new_id
from app.store.journal import Ending
from app.store.library import Library
from app.store.migrations import MIGRATIONS, Migration
from app.store.options import ChatSetup
from app.store.records import UNFINISHED, Live
from app.store.setups import Setups
from app.store.thread import DatabaseThread
from app.types.attachments import Attachment
from app.types.chats import Chat, ChatMessage, ChatSummary, ContextPolicy, MessageStatus
from app.types.generation import StopReason, Usage
from app.types.models import BackendName
from app.types.settings import BackupInfo
from app.types.status import StoreStatus

log = logging.getLogger(__name__)

T = TypeVar("T")


class Store:
    """Chats and their messages, in the database that this process alone writes.

    Runs on the core's event loop; every statement runs on one database thread, in the order of the calls. A call that
    returned is committed. Cancelling a call does not undo it.

    Every method may raise `StoreError` (`StoreLocked`, `StoreFull`, `StoreTooNew`, `StoreDamaged`), and `ChatNotFound`
    where it takes an id. `on_change` is called on the event loop with the new status whenever that changes.
    """

    def __init__(
        self,
        database: Database,
        backups: Path,
        clock: Callable[[], float],
        on_change: Callable[[StoreStatus], None] | None,
    ) -> None:
        self._database = database
        self._backups = backups
        self._clock = clock
        self._thread = DatabaseThread()
        self._on_change = on_change
        self._status = database.status
        self._backup: asyncio.Task[StoreError | None] | None = None
        self._closed = False
        self.library = Library(self._read, self._write, database, clock)
        """Places, search, copies, the trash."""
        self.archive = Archive(self)
        """Whole chats, for import and export."""
        self.setups = Setups(self._read, self._write)
        """Options, assistants and the texts of documents."""

    @classmethod
    async def open(
        cls,
        database: Path,
        backups: Path,
        *,
        clock: Callable[[], float] = time.time,
        on_change: Callable[[StoreStatus], None] | None = None,
        migrations: Sequence[Migration] = MIGRATIONS,
        busy_timeout_s: float = 2.0,
    ) -> Store:
        """Open the database, whatever state it is in: `status()` says what is wrong with it.

        Answers that a dead core left unfinished become interrupted. When the last backup of a healthy database is
        older than a day, another one is made while the store works already.

        Args:
            database: The file; it and its folder are created where they are missing.
            backups: The folder of the backups.
            clock: Seconds since the epoch.
            on_change: Told of every change of the status after this.
            migrations: The schema, step by step.
            busy_timeout_s: How long a call waits for another process that holds the database.
        """
        store = cls(Database(database, backups, clock, migrations, busy_timeout_s), backups, clock, on_change)
        await store._thread.run(store._database.open)
        store._status = store._database.status
        if await store._thread.run(store._database.backup_due):
            store._backup = asyncio.create_task(store._back_up(database))
        return store

    def status(self) -> StoreStatus:
        """Whether chats can be read and written, and what is wrong."""
        return self._status

    async def retry(self) -> StoreStatus:
        """Open the database again after something went wrong; a corrupt one is recovered. Never raises for it."""
        await self._run(self._database.retry)
        return self._status

    async def backups(self) -> tuple[BackupInfo, ...]:
        """The backups that look like one, newest first."""
        return await asyncio.to_thread(backup.all_backups, self._backups)

    async def back_up(self) -> BackupInfo:
        """Make a backup now.

        Raises:
            StoreError: It could not be made; the older ones are as they were.
        """
        await self._finish_backup()
        self._backup = asyncio.create_task(self._back_up(self._database.path))
        failure = await asyncio.shield(self._backup)
        if failure is not None:
            raise failure
        return (await self.backups())[0]

    async def restore_backup(self, name: str | None = None) -> StoreStatus:
        """Put a backup in place, or the newest good one; today's database is kept aside, and answers that stream are
        lost to it.

        Raises:
            StoreError: There is none, it is damaged, or it cannot be copied; everything stays as it was.
        """
        await self._finish_backup()
        await self._run(lambda: self._database.restore_backup(name))
        return self._status

    async def close(self) -> None:
        """Finish what was begun and close the file; twice is once."""
        if self._closed:
            return
        self._closed = True
        try:
            await self._finish_backup()
        finally:
            await self._thread.run(self._database.close)
            self._status = self._database.status
            self._thread.close()

    async def chats(self, *, deleted: bool = False, archived: bool = False) -> tuple[ChatSummary, ...]:
        """The chats, last used first; with `deleted` those in the trash, last deleted first; with `archived` those in
        the archive.
        """
        live = self._database.live
        return await self._read(lambda c: chats.list_chats(c, live, deleted=deleted, archived=archived))

    async def chat(self, chat_id: str) -> Chat:
        """A chat, in the trash or not, with the branch that is shown, oldest message first."""
        summary, path, said, draft = await self._read(lambda c: branches.outline(c, self._database.live, chat_id))
        return Chat(summary, await self._messages(path, versions=True), 0, said, draft)

    async def summary(self, chat_id: str) -> ChatSummary:
        """One chat's row, in the trash or not."""
        return await self._read(lambda c: chats.get_summary(c, self._database.live, chat_id))

    async def history(self, message_id: str) -> tuple[ChatMessage, ...]:
        """The path from the root of the chat to this message, both included."""
        return await self._messages(await self._read(lambda c: branches.path_of(c, message_id)), versions=False)

    async def attached(self, message_id: str) -> dict[str, tuple[Attachment, ...]]:
        """The files on the path from the root of the chat to this message, by the message that they go with."""
        return await self._read(lambda c: messages.attached(c, message_id))

    async def rename(self, chat_id: str, title: str) -> ChatSummary:
        """Give a chat a title of one line, cut at 200 characters; `InvalidInput` when nothing visible is left."""
        return await self._change(chat_id, lambda c: chats.rename(c, chat_id, title))

    async def delete(self, chat_id: str) -> ChatSummary:
        """Move a chat to the trash; twice is once."""
        return await self._change(chat_id, lambda c: chats.delete(c, chat_id, self._clock()))

    async def restore(self, chat_id: str) -> ChatSummary:
        """Take a chat out of the trash; twice is once."""
        return await self._change(chat_id, lambda c: chats.restore(c, chat_id))

    async def begin_exchange(
        self,
        chat_id: str | None,
        text: str,
        model_id: str | None,
        policy: ContextPolicy | None = None,
        attached: Sequence[Attachment] = (),
        setup: ChatSetup | None = None,
        texts: Mapping[str, str] = NO_TEXTS,
    ) -> Exchange:
        """Store a prompt, with what goes with it, and the place of its answer, which waits; without `chat_id` in a new
        chat. `texts` are those of attached documents, by their checksums.

        The answer is live from now on: end it with `finish`. Without `policy` it has that of the answer before it.
        """
        answer_id = new_id()
        return await self._begin(
            answer_id,
            lambda c: exchanges.begin(
                c, answer_id, chat_id, text, model_id, self._clock(), policy, attached, setup, texts
            ),
        )

    async def begin_retry(self, answer_id: str, model_id: str | None, policy: ContextPolicy | None = None) -> Exchange:
        """Store the place of another answer beside this one, to the same prompt; it is live like that of a prompt.
        Without `policy` it has that of the answer beside it.
        """
        new_answer_id = new_id()
        return await self._begin(
            new_answer_id, lambda c: exchanges.begin_retry(c, new_answer_id, answer_id, model_id, self._clock(), policy)
        )

    async def begin_version(self, prompt_id: str, text: str, model_id: str | None) -> Exchange:
        """Store another version of a prompt beside it, and the place of its answer, which is live."""
        answer_id = new_id()
        return await self._begin(
            answer_id, lambda c: exchanges.begin_version(c, answer_id, prompt_id, text, model_id, self._clock())
        )

    async def reopen(self, answer_id: str, policy: ContextPolicy | None = None) -> Exchange:
        """Let an answer that ended go on in the same message: its text stays, it waits, and it is live again.

        Raises:
            Busy: It is live already.
        """
        return await self._begin(
            answer_id, lambda c: exchanges.reopen(c, self._database.live, answer_id, self._clock(), policy)
        )

    async def name_model(self, answer_id: str, model_name: str) -> None:
        """Remember who will write a live answer: its engine may never begin."""

        def name() -> None:
            self._require_live(answer_id)
            with self._database.writing() as c:
                journal.name_model(c, answer_id, model_name)

        await self._run(name)

    async def mark_streaming(self, answer_id: str, backend: BackendName, model_name: str) -> None:
        """The engine has begun with a live answer; remember which engine and model it is."""

        def mark() -> None:
            self._require_live(answer_id)
            with self._database.writing() as c:
                journal.mark_streaming(c, answer_id, backend, model_name)

        await self._run(mark)

    async def append(self, answer_id: str, text: str, *, thinking: bool = False) -> None:
        """Journal more text of a live answer, or of what is thought before it. When this returns, a crash of the core
        does not lose it.
        """

        def add() -> None:
            self._require_live(answer_id)
            with self._database.writing() as c:
                journal.append(c, answer_id, text, thinking=thinking)

        await self._run(add)

    async def mark_read(self, answer_id: str, kept_from: str | None, note: str) -> None:
        """Remember from which message on the chat is read for a live answer, and what a person is told of that."""

        def mark() -> None:
            self._require_live(answer_id)
            with self._database.writing() as c:
                messages.mark_read(c, answer_id, kept_from, note)

        await self._run(mark)

    async def summaries(self, message_id: str) -> dict[str, str]:
        """What sums up the beginnings of the path to this message, by the message at which each ends."""
        return await self._read(lambda c: messages.summaries(c, message_id))

    async def keep_summary(self, message_id: str, text: str) -> None:
        """Store what sums up everything from the root of the chat to this message."""

        def keep() -> None:
            with self._database.writing() as c:
                messages.keep_summary(c, message_id, text)

        await self._run(keep)

    async def finish(
        self,
        answer_id: str,
        status: MessageStatus,
        usage: Usage | None = None,
        stop_reason: StopReason | None = None,
        error: Mapping[str, Any] | None = None,
        thinking_s: float | None = None,
    ) -> ChatMessage:
        """End a live answer and return it as it is stored; one that has ended already stays as it is.

        When this raises for a lock or a full disk, the ending is kept and stored with the next write that succeeds.
        """
        if status in UNFINISHED:
            raise ValueError(f"{status} is not an ending")

        def end() -> ChatMessage:
            if answer_id in self._database.live:
                self._database.end(answer_id, Ending(status, stop_reason, usage, error, thinking_s, self._clock()))
            with self._database.reading() as c:
                return branches.with_versions(c, (messages.get(c, self._database.live, answer_id),))[0]

        return await self._run(end)

    async def read(self, job: Callable[[sqlite3.Connection, Live], T]) -> T:
        """Run a job that only reads on the database thread, for the books beside this one."""
        return await self._read(lambda c: job(c, self._database.live))

    async def write(self, job: Callable[[sqlite3.Connection, Live, float], T]) -> T:
        """Run a job in one transaction on the database thread; it gets the time, and is stored whole or not at all."""

        def change() -> T:
            with self._database.writing() as c:
                return job(c, self._database.live, self._clock())

        return await self._run(change)

    async def _messages(self, path: Sequence[int], *, versions: bool) -> tuple[ChatMessage, ...]:
        """The messages with these numbers, some at a time: answers that stream do not wait for a long chat."""
        found: list[ChatMessage] = []
        for start in range(0, len(path), branches.AT_ONCE):
            some = path[start : start + branches.AT_ONCE]

            def read(c: sqlite3.Connection, some: Sequence[int] = some) -> tuple[ChatMessage, ...]:
                rows = branches.read(c, self._database.live, some)
                return branches.with_versions(c, rows) if versions else rows

            found += await self._read(read)
        return tuple(found)

    async def _read(self, job: Callable[[sqlite3.Connection], T]) -> T:
        def read() -> T:
            with self._database.reading() as c:
                return job(c)

        return await self._run(read)

    async def _write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        def write() -> T:
            with self._database.writing() as c:
                return job(c)

        return await self._run(write)

    async def _change(self, chat_id: str, job: Callable[[sqlite3.Connection], None]) -> ChatSummary:
        def change() -> ChatSummary:
            with self._database.writing() as c:
                job(c)
                return chats.get_summary(c, self._database.live, chat_id)

        return await self._run(change)

    async def _begin(self, answer_id: str, job: Callable[[sqlite3.Connection], None]) -> Exchange:
        begun = False

        def begin() -> Exchange:
            nonlocal begun
            with self._database.writing() as c:
                job(c)
                exchange = exchanges.load(c, self._database.live, answer_id)
            self._database.live[answer_id] = exchange.chat.id
            begun = True
            return exchange

        def abandon() -> None:
            if begun:
                self._database.release(answer_id)

        try:
            return await self._run(begin)
        except asyncio.CancelledError:  # nobody learns the answer's id, so nobody will ever finish it
            self._thread.submit(abandon)
            raise

    async def _run(self, job: Callable[[], T]) -> T:
        try:
            return await self._thread.run(job)
        finally:
            self._tell()

    def _tell(self) -> None:
        status = self._database.status
        if status != self._status:
            self._status = status
            if self._on_change is not None:
                self._on_change(status)

    def _require_live(self, answer_id: str) -> None:
        if answer_id not in self._database.live:
            raise ChatNotFound(
                "This answer has ended already, or is no longer in the chat database.", params={"id": answer_id}
            )

    async def _back_up(self, database: Path) -> StoreError | None:
        """Make one and remember how it went; returns what was wrong."""
        failure: sqlite3.Error | OSError | StoreError | None = None
        try:
            await asyncio.to_thread(backup.make_backup, database, self._backups, self._clock())
        except (sqlite3.Error, OSError, StoreError) as exc:
            failure = exc
        return await self._run(lambda: self._database.note_backup(failure))

    async def _finish_backup(self) -> None:
        if self._backup is not None:
            await asyncio.shield(self._backup)
