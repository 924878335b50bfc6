"""What keeps chats in order, as the core's services use it: places, search, copies, the end of what was deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Protocol, TypeVar

from app.store import chats, copies, places, purge, searching, traces
from app.store.copies import Copying
from app.store.database import Database
from app.store.searching import Found, Search
from app.store.words import Query
from app.types.chats import ChatSummary, TitleSource
from app.types.library import Folder, SavedPrompt

T = TypeVar("T")


class Runs(Protocol):
    """Runs a job on the database thread."""

    def __call__(self, job: Callable[[sqlite3.Connection], T], /) -> Awaitable[T]:
        """The job's result."""
        ...


class Library:
    """The part of the store beside messages and their answers; raises what `Store` raises.

    What would take long is done in slices, so that no answer waits for its journal meanwhile.
    """

    def __init__(self, read: Runs, write: Runs, database: Database, clock: Callable[[], float]) -> None:
        self._read = read
        self._write = write
        self._database = database
        self._clock = clock
        self._copying: set[str] = set()
        """Copies that are hidden because they are not whole yet."""

    async def pin(self, chat_id: str, *, pinned: bool) -> ChatSummary:
        """Keep a chat at the top, or no longer."""
        return await self._change(chat_id, lambda c: chats.pin(c, chat_id, pinned=pinned))

    async def archive(self, chat_id: str, *, archived: bool) -> ChatSummary:
        """Put a chat into the archive, or back."""
        return await self._change(chat_id, lambda c: chats.archive(c, chat_id, self._clock(), archived=archived))

    async def move(self, chat_id: str, folder_id: str | None) -> ChatSummary:
        """Put a chat into a folder, or into none; `InvalidInput` when there is no such folder."""

        def move(c: sqlite3.Connection) -> None:
            if folder_id is not None:
                places.folder(c, folder_id)
            chats.move(c, chat_id, folder_id)

        return await self._change(chat_id, move)

    async def keep(self, chat_id: str) -> ChatSummary:
        """Make a temporary chat an ordinary one."""
        return await self._change(chat_id, lambda c: chats.keep(c, chat_id))

    async def mark_read(self, chat_id: str) -> ChatSummary:
        """A person has seen its newest answer."""
        return await self._change(chat_id, lambda c: chats.mark_unread(c, chat_id, unread=False))

    async def set_model(self, chat_id: str, model_id: str | None) -> ChatSummary:
        """Set the model of a chat's next answers."""
        return await self._change(chat_id, lambda c: chats.set_model(c, chat_id, model_id))

    async def set_title(self, chat_id: str, title: str, unless: TitleSource | None = None) -> ChatSummary | None:
        """Give a chat a title that a model made; None when its own is of the source `unless` or a stronger one."""

        def change(c: sqlite3.Connection) -> ChatSummary | None:
            source = chats.get_summary(c, self._database.live, chat_id).title_source
            if unless is not None and list(TitleSource).index(source) >= list(TitleSource).index(unless):
                return None
            chats.set_title(c, chat_id, title, TitleSource.MODEL)
            return chats.get_summary(c, self._database.live, chat_id)

        return await self._write(change)

    async def duplicate(self, chat_id: str) -> ChatSummary:
        """A copy with all branches, attachments and options; it is seen when it is whole."""
        live = self._database.live
        return await self._copy(lambda c: copies.begin(c, live, chat_id, self._clock()))

    async def branch(self, message_id: str) -> ChatSummary:
        """A new chat with copies of everything from the root to this message; it is seen when it is whole.

        Raises:
            Busy: It is being written.
        """
        live = self._database.live
        return await self._copy(lambda c: copies.begin_branch(c, live, message_id, self._clock()))

    async def search(self, query: Query, limit: int, *, archived: bool) -> tuple[Found, ...]:
        """The best places where everything of the query stands.

        Raises:
            InvalidInput: Nothing was found where it was looked, and to look everywhere would take too long.
        """
        search, live = Search(query, limit, archived), self._database.live
        await self._read(lambda c: searching.begin(c, search))
        while not await self._read(lambda c: searching.look_on(c, search)):
            pass
        return await self._read(lambda c: searching.found(c, live, search))

    async def find_titles(self, typed: str, limit: int) -> tuple[ChatSummary, ...]:
        """The newest chats in whose titles all words stand, also as parts of words."""
        live = self._database.live
        return await self._read(lambda c: searching.find_titles(c, live, typed, limit))

    async def count(self) -> int:
        """How many chats there are, those in the archive included."""
        query = "SELECT count(*) FROM chats WHERE deleted_at IS NULL AND temporary = 0"
        return int(await self._read(lambda c: c.execute(query).fetchone()[0]))

    async def purge(self, chat_id: str) -> None:
        """Delete a chat of the trash, or a temporary one, for good; `Busy` while an answer is written in it."""
        await self._write(lambda c: purge.hide(c, self._database.live, chat_id))
        while not await self._write(lambda c: purge.delete_slice(c, chat_id)):
            pass

    async def wipe(self) -> None:
        """Take what deleted chats left in the index and in the log out of the files, too."""
        for index in traces.INDEXES:
            first = True
            while not await self._write(partial(traces.merge_slice, index=index, first=first)):
                first = False
        await self._read(traces.empty_log)

    async def in_trash(self) -> tuple[str, ...]:
        """The ids of the chats in the trash."""
        return await self._read(purge.in_trash)

    async def temporary(self) -> tuple[str, ...]:
        """The ids of the temporary chats in which nothing is being written."""
        return await self._read(lambda c: purge.temporary(c, self._database.live))

    async def deleted_before(self, before: float) -> tuple[str, ...]:
        """The ids of the chats that went into the trash before this time and in which nothing is being written."""
        found = await self._read(lambda c: purge.left_over(c, self._database.live, before))
        return tuple(chat_id for chat_id in found if chat_id not in self._copying)

    async def purge_messages(self, before: float) -> None:
        """Delete the single messages for good that were deleted before this time."""
        while not await self._write(lambda c: purge.delete_old_messages(c, self._database.live, before)):
            pass

    async def chat_ids(self) -> frozenset[str]:
        """The ids of all chats, wherever they are."""
        return await self._read(lambda c: frozenset(row["id"] for row in c.execute("SELECT id FROM chats")))

    async def folders(self) -> tuple[Folder, ...]:
        """The folders, in their order."""
        return await self._read(places.folders)

    async def create_folder(self, name: str) -> Folder:
        """Add a folder as the last one."""
        return await self._write(lambda c: places.create_folder(c, name))

    async def rename_folder(self, folder_id: str, name: str) -> Folder:
        """Give a folder another name."""
        return await self._write(lambda c: places.rename_folder(c, folder_id, name))

    async def move_folder(self, folder_id: str, position: int) -> tuple[Folder, ...]:
        """Put a folder at another place among the folders."""
        return await self._write(lambda c: places.move_folder(c, folder_id, position))

    async def delete_folder(self, folder_id: str) -> bool:
        """Take a folder away; its chats stay. Whether there were any in it."""
        return await self._write(lambda c: places.delete_folder(c, folder_id))

    async def prompts(self) -> tuple[SavedPrompt, ...]:
        """The saved prompts by name."""
        return await self._read(places.prompts)

    async def save_prompt(self, prompt: SavedPrompt) -> SavedPrompt:
        """Add or change a saved prompt."""
        return await self._write(lambda c: places.save_prompt(c, prompt))

    async def delete_prompt(self, prompt_id: str) -> SavedPrompt:
        """Delete a saved prompt and return it."""
        return await self._write(lambda c: places.delete_prompt(c, prompt_id))

    async def keep_draft(self, chat_id: str, text: str) -> None:
        """Store what is being typed in a chat, or with "" in the new one."""

        def keep(c: sqlite3.Connection) -> None:
            if chat_id != places.NEW_CHAT:
                chats.get_summary(c, self._database.live, chat_id)
            places.keep_draft(c, chat_id, text)

        await self._write(keep)

    async def new_draft(self) -> str:
        """What was being typed in the new chat."""
        return await self._read(places.draft)

    async def _copy(self, begin: Callable[[sqlite3.Connection], Copying]) -> ChatSummary:
        copying = await self._write(begin)
        self._copying.add(copying.copy)
        try:
            while not await self._write(lambda c: copies.copy_slice(c, copying)):
                pass
        finally:
            self._copying.discard(copying.copy)
        return await self._read(lambda c: chats.get_summary(c, self._database.live, copying.copy))

    async def _change(self, chat_id: str, job: Callable[[sqlite3.Connection], None]) -> ChatSummary:
        def change(c: sqlite3.Connection) -> ChatSummary:
            job(c)
            return chats.get_summary(c, self._database.live, chat_id)

        return await self._write(change)
