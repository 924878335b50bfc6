"""Commands that keep chats in order: pin, archive, move, duplicate, keep, mark as read, search, drafts, the model."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.bridge import signatures as cmd
from app.bridge.events import ChatEvent, EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.errors import InvalidInput
from app.store.library import Library
from app.store.places import NEW_CHAT
from app.store.searching import Found
from app.store.words import Query, parse_query, snippet
from app.types.chats import ChatSummary, SearchHit
from app.types.models import ModelSpec

MOST_HITS = 500


class AnswersOfChats(Protocol):
    """The running answers, as far as lists show them."""

    def in_chat(self, chat_id: str) -> list[str]:
        """Ids of the answers that run or wait in a chat."""
        ...


class LibraryService:
    """Lives on the core's event loop; emits chat.created and chat.changed.

    Args:
        library: The chats.
        answers: Which of them are being answered.
        resolve: Which model is meant.
        bus: Told of what changes.
        max_bytes: The longest prompt, and so the longest draft.
    """

    def __init__(
        self,
        library: Library,
        answers: AnswersOfChats,
        resolve: Callable[[str | None], ModelSpec],
        bus: EventBus,
        max_bytes: Callable[[], int],
    ) -> None:
        self._library = library
        self._answers = answers
        self._resolve = resolve
        self._bus = bus
        self._max_bytes = max_bytes

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.chat_pin, self.pin)
        registry.bind(cmd.chat_archive, self.archive)
        registry.bind(cmd.chat_move, self.move)
        registry.bind(cmd.chat_duplicate, self.duplicate)
        registry.bind(cmd.chat_keep, self.keep)
        registry.bind(cmd.chat_mark_read, self.mark_read)
        registry.bind(cmd.chat_search, self.search)
        registry.bind(cmd.chat_find_titles, self.find_titles)
        registry.bind(cmd.chat_set_model, self.set_model)
        registry.bind(cmd.chat_keep_draft, self.keep_draft)
        registry.bind(cmd.chat_new_draft, self.new_draft)

    async def pin(self, *, chat_id: str, pinned: bool) -> ChatSummary:
        """See `signatures.chat_pin`."""
        return self._tell(await self._library.pin(chat_id, pinned=pinned))

    async def archive(self, *, chat_id: str, archived: bool) -> ChatSummary:
        """See `signatures.chat_archive`."""
        return self._tell(await self._library.archive(chat_id, archived=archived))

    async def move(self, *, chat_id: str, folder_id: str | None) -> ChatSummary:
        """See `signatures.chat_move`."""
        return self._tell(await self._library.move(chat_id, folder_id))

    async def duplicate(self, *, chat_id: str) -> ChatSummary:
        """See `signatures.chat_duplicate`."""
        return self._tell(await self._library.duplicate(chat_id), EventName.CHAT_CREATED)

    async def keep(self, *, chat_id: str) -> ChatSummary:
        """See `signatures.chat_keep`."""
        return self._tell(await self._library.keep(chat_id))

    async def mark_read(self, *, chat_id: str) -> ChatSummary:
        """See `signatures.chat_mark_read`."""
        return self._tell(await self._library.mark_read(chat_id))

    async def set_model(self, *, chat_id: str, model_id: str | None) -> ChatSummary:
        """See `signatures.chat_set_model`."""
        wanted = None if model_id is None else self._resolve(model_id).id
        return self._tell(await self._library.set_model(chat_id, wanted))

    async def search(self, *, query: str, limit: int = 50, archived: bool = True) -> tuple[SearchHit, ...]:
        """See `signatures.chat_search`."""
        _check_limit(limit)
        wanted = parse_query(query)
        found = await self._library.search(wanted, limit, archived=archived)
        hits = await asyncio.to_thread(lambda: [_hit(place, wanted) for place in found])
        return tuple(replace(hit, chat=self._now(hit.chat)) for hit in hits)

    async def find_titles(self, *, query: str, limit: int = 30) -> tuple[ChatSummary, ...]:
        """See `signatures.chat_find_titles`."""
        _check_limit(limit)
        return tuple(map(self._now, await self._library.find_titles(query, limit)))

    async def keep_draft(self, *, text: str, chat_id: str | None = None) -> None:
        """See `signatures.chat_keep_draft`."""
        size, limit = len(text.encode("utf-8", "surrogatepass")), self._max_bytes()
        if size > limit:
            raise InvalidInput(
                f"The draft has {size:,} bytes; {limit:,} are allowed.",
                hint="Attach a file instead.",
                params={"bytes": size, "limit": limit},
            )
        await self._library.keep_draft(NEW_CHAT if chat_id is None else chat_id, text)

    async def new_draft(self) -> str:
        """See `signatures.chat_new_draft`."""
        return await self._library.new_draft()

    def _now(self, summary: ChatSummary) -> ChatSummary:
        return replace(summary, answering=bool(self._answers.in_chat(summary.id)))

    def _tell(self, summary: ChatSummary, name: EventName = EventName.CHAT_CHANGED) -> ChatSummary:
        now = self._now(summary)
        self._bus.emit(name, ChatEvent(now))
        return now


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= MOST_HITS:
        raise InvalidInput(f"A search shows 1 to {MOST_HITS} places.", hint="Change the limit.")


def _hit(found: Found, query: Query) -> SearchHit:
    shown = snippet(found.text, query)
    return SearchHit(found.chat, found.message_id, found.role, found.created_at, shown.text, shown.marks)
