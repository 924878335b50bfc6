"""The messages of chats as a tree, and their tool calls, as the core's services use them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial

from app.errors import ChatNotFound, InvalidInput
from app.store import attachments, branches, chats, edits, messages, tools
from app.store.options import of_chat
from app.store.records import Live
from app.store.store import Store
from app.types.attachments import Attachment, AttachmentInfo
from app.types.chats import Chat, ChatMessage, ChatOptions, ChatSummary, ToolUse


class MessageTree:
    """Branches, versions and changes of messages, over a `Store`. Lives on the core's event loop; every method may
    raise `StoreError`, and `ChatNotFound` where it takes an id.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def open(self, chat_id: str, limit: int | None = None) -> Chat:
        """A chat with the newest `limit` messages of the branch that is shown."""
        if limit is None:
            return await self._store.chat(chat_id)
        return await self._store.read(lambda c, live: branches.opened(c, live, chat_id, limit))

    async def page(self, message_id: str, limit: int) -> tuple[ChatMessage, ...]:
        """Up to `limit` messages that stand right before this one, oldest first."""
        return await self._store.read(lambda c, live: branches.page_before(c, live, message_id, limit))

    async def find(self, chat_id: str, text: str) -> tuple[str, ...]:
        """The ids of the messages of the shown branch that contain this text."""
        path = await self._store.read(lambda c, live: branches.shown_path(c, live, chat_id))
        wanted = branches.folded(text)
        found: list[str] = []
        for start in range(0, len(path) if wanted else 0, branches.AT_ONCE):
            search = partial(_find, some=path[start : start + branches.AT_ONCE], wanted=wanted)
            found += await self._store.read(search)
        return tuple(found)

    async def options(self, chat_id: str) -> ChatOptions:
        """What a chat says of its answers."""
        return await self._store.read(lambda c, _live: of_chat(c, chat_id))

    async def get(self, message_id: str) -> ChatMessage:
        """One message, with all that stand in its place."""
        return await self._store.read(lambda c, live: _get(c, live, message_id))

    async def files(self, chat_id: str) -> tuple[AttachmentInfo, ...]:
        """What goes with all messages that a chat shows."""

        def read(c: sqlite3.Connection, live: Live) -> tuple[AttachmentInfo, ...]:
            chats.get_summary(c, live, chat_id)
            return messages.files(c, branches.shown_leaf(c, chat_id))

        return await self._store.read(read)

    async def attachment(self, message_id: str, position: int) -> Attachment:
        """One of the files that go with a message, with its bytes.

        Raises:
            InvalidInput: It has none at this position.
        """

        def read(c: sqlite3.Connection, _live: Live) -> Attachment | None:
            messages.require(c, message_id, deleted=True)
            return attachments.at(c, message_id, position)

        found = await self._store.read(read)
        if found is None:
            raise InvalidInput("This message has no such file.", hint="Open the chat again.")
        return found

    async def edit(self, message_id: str, text: str) -> tuple[ChatMessage, ChatSummary]:
        """Change a message's text in place.

        Raises:
            Busy: It is being written, or being answered.
        """

        def change(c: sqlite3.Connection, live: Live, now: float) -> tuple[ChatMessage, ChatSummary]:
            edits.edit(c, live, message_id, text, now)
            return _get(c, live, message_id), branches.summary_of(c, live, message_id)

        return await self._store.write(change)

    async def delete(self, message_id: str) -> ChatSummary:
        """Delete one message; what follows it stays.

        Raises:
            Busy: It is being written, or being answered.
        """

        def change(c: sqlite3.Connection, live: Live, now: float) -> ChatSummary:
            edits.delete(c, live, message_id, now)
            return branches.summary_of(c, live, message_id)

        return await self._store.write(change)

    async def restore(self, message_id: str) -> ChatSummary:
        """Bring a deleted message back to its place; one that is not deleted stays as it is.

        Raises:
            InvalidInput: It was deleted more than 30 days ago.
        """

        def change(c: sqlite3.Connection, live: Live, now: float) -> ChatSummary:
            edits.restore(c, message_id, now)
            return branches.summary_of(c, live, message_id)

        return await self._store.write(change)

    async def choose(self, message_id: str, limit: int | None = None) -> Chat:
        """Show the branch on which a message stands, down to its newest leaf."""

        def change(c: sqlite3.Connection, live: Live, _now: float) -> Chat:
            return branches.opened(c, live, edits.choose(c, message_id), limit)

        return await self._store.write(change)

    async def copy_branch(self, message_id: str) -> ChatSummary:
        """A new chat with copies of everything from the root to this message.

        Raises:
            Busy: It is being written.
        """
        return await self._store.library.branch(message_id)

    async def put_tool(self, answer_id: str, use: ToolUse) -> None:
        """Store a tool call of a live answer, or how far it is now."""

        def put(c: sqlite3.Connection, live: Live, _now: float) -> None:
            if answer_id not in live:
                raise ChatNotFound("This answer has ended already.", params={"id": answer_id})
            tools.put(c, answer_id, use)

        await self._store.write(put)

    async def granted(self) -> frozenset[str]:
        """The tools that may always be used."""
        return await self._store.read(lambda c, _live: tools.granted(c))

    async def grant(self, name: str, *, always: bool) -> None:
        """Allow a tool once and for all, or take that back."""
        await self._store.write(lambda c, _live, now: tools.grant(c, name, now, always=always))


def _find(connection: sqlite3.Connection, _live: Live, some: Sequence[int], wanted: str) -> tuple[str, ...]:
    return branches.find(connection, some, wanted)


def _get(connection: sqlite3.Connection, live: Live, message_id: str) -> ChatMessage:
    return branches.with_versions(connection, (messages.get(connection, live, message_id),))[0]
