"""Commands over the messages of a chat: pages, search in it, edits, versions, deletion with undo, copies, files."""

from __future__ import annotations

import logging

from app.bridge import signatures as cmd
from app.bridge.events import ChatEvent, EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.errors import Busy
from app.services.answers import Answers
from app.services.chats import ChatService
from app.store import MessageTree
from app.types.attachments import Attachment
from app.types.chats import Chat, ChatMessage, ChatSummary

log = logging.getLogger(__name__)


class MessageService:
    """The message commands. Lives on the core's event loop; emits chat.rewritten, chat.changed and chat.created."""

    def __init__(self, tree: MessageTree, answers: Answers, chats: ChatService, bus: EventBus) -> None:
        self._tree = tree
        self._answers = answers
        self._chats = chats
        self._bus = bus

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.chat_page, self.page)
        registry.bind(cmd.chat_find, self.find)
        registry.bind(cmd.message_edit, self.edit)
        registry.bind(cmd.message_choose, self.choose)
        registry.bind(cmd.message_branch, self.branch)
        registry.bind(cmd.message_delete, self.delete)
        registry.bind(cmd.message_restore, self.restore)
        registry.bind(cmd.message_attachment, self.attachment)

    async def page(self, *, message_id: str, limit: int) -> tuple[ChatMessage, ...]:
        """See `signatures.chat_page`."""
        return self._answers.newest(await self._tree.page(message_id, limit))

    async def find(self, *, chat_id: str, text: str) -> tuple[str, ...]:
        """See `signatures.chat_find`."""
        return await self._tree.find(chat_id, text)

    async def edit(self, *, message_id: str, text: str) -> ChatMessage:
        """See `signatures.message_edit`."""
        self._refuse_running(message_id)
        before = await self._tree.get(message_id)
        self._chats.check_prompt(text, bare=not before.attachments)
        message, summary = await self._tree.edit(message_id, text)
        self._rewritten(summary)
        return message

    async def choose(self, *, message_id: str, limit: int | None = None) -> Chat:
        """See `signatures.message_choose`."""
        chat = self._chats.as_it_is(await self._tree.choose(message_id, limit))
        self._bus.emit(EventName.CHAT_REWRITTEN, ChatEvent(chat.summary))
        return chat

    async def branch(self, *, message_id: str) -> ChatSummary:
        """See `signatures.message_branch`."""
        self._refuse_running(message_id)
        summary = await self._tree.copy_branch(message_id)
        self._bus.emit(EventName.CHAT_CREATED, ChatEvent(summary))
        return summary

    async def delete(self, *, message_id: str) -> ChatSummary:
        """See `signatures.message_delete`."""
        self._refuse_running(message_id)
        return self._rewritten(await self._tree.delete(message_id))

    async def restore(self, *, message_id: str) -> ChatSummary:
        """See `signatures.message_restore`."""
        return self._rewritten(await self._tree.restore(message_id))

    async def attachment(self, *, message_id: str, position: int) -> Attachment:
        """See `signatures.message_attachment`."""
        return await self._tree.attachment(message_id, position)

    def _refuse_running(self, message_id: str) -> None:
        """The store knows its live answers, too; this one has perhaps ended there, but not yet been told."""
        if self._answers.running(message_id):
            raise Busy("This answer is still being written.", hint="Wait for its end, or stop it.")

    def _rewritten(self, summary: ChatSummary) -> ChatSummary:
        now = self._chats.now(summary)
        self._bus.emit(EventName.CHAT_CHANGED, ChatEvent(now))
        self._bus.emit(EventName.CHAT_REWRITTEN, ChatEvent(now))
        return now
