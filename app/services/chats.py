"""Chat commands: list, open, rename, delete with undo, send, stop, try again, continue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.bridge import signatures as cmd
from app.bridge.events import ChatEvent, EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.bridge.signatures import AnswerStarted
from app.config.load import Config
from app.errors import InvalidInput
from app.services.answers import Answers
from app.services.attachments import check_attachments
from app.services.chat_options import InForce, OptionService
from app.services.documents import Documents
from app.services.run import AnswerPlan
from app.store import ChatSetup, MessageTree, Store
from app.types.attachments import Attachment
from app.types.chats import Chat, ChatMessage, ChatOptions, ChatSummary, ContextPolicy, MessageStatus
from app.types.messages import Role


class ModelBook(Protocol):
    """What is said of the default model."""

    def default_note(self) -> str:
        """Why another model than the wanted one is the default now; "" when nothing was passed over."""
        ...


class DraftReader(Protocol):
    """Who reads drafts ahead."""

    def end(self, chat_id: str | None) -> None:
        """Stop reading the draft of a chat, or of the new one."""
        ...


class ChatService:
    """The chat commands. Lives on the core's event loop; emits chat.* events."""

    def __init__(
        self,
        store: Store,
        answers: Answers,
        models: ModelBook,
        bus: EventBus,
        config: Callable[[], Config],
        drafts: DraftReader,
        options: OptionService,
        documents: Documents,
    ) -> None:
        self._store = store
        self._tree = MessageTree(store)
        self._answers = answers
        self._models = models
        self._bus = bus
        self._config = config
        self._drafts = drafts
        self._options = options
        self._documents = documents

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the chat commands."""
        registry.bind(cmd.chat_list, self.list)
        registry.bind(cmd.chat_open, self.open)
        registry.bind(cmd.chat_rename, self.rename)
        registry.bind(cmd.chat_delete, self.delete)
        registry.bind(cmd.chat_restore, self.restore)
        registry.bind(cmd.chat_send, self.send)
        registry.bind(cmd.chat_stop, self.stop)
        registry.bind(cmd.chat_retry, self.retry)
        registry.bind(cmd.chat_continue, self.resume)
        registry.bind(cmd.message_ask_again, self.ask_again)

    async def list(self, *, deleted: bool = False, archived: bool = False) -> tuple[ChatSummary, ...]:
        """See `signatures.chat_list`."""
        return tuple(self.now(summary) for summary in await self._store.chats(deleted=deleted, archived=archived))

    async def open(self, *, chat_id: str, limit: int | None = None) -> Chat:
        """See `signatures.chat_open`.

        A running answer's text comes from its run and not from the store, so that text and channel number belong
        together.
        """
        chat = await self._tree.open(chat_id, limit)
        if any(self._ended_meanwhile(message) for message in chat.messages):
            chat = await self._tree.open(chat_id, limit)
        return self.as_it_is(chat)

    def as_it_is(self, chat: Chat) -> Chat:
        """A stored chat with what runs in it."""
        return replace(chat, summary=self.now(chat.summary), messages=self._answers.newest(chat.messages))

    async def rename(self, *, chat_id: str, title: str) -> ChatSummary:
        """See `signatures.chat_rename`."""
        return self._tell(EventName.CHAT_CHANGED, await self._store.rename(chat_id, title))

    async def delete(self, *, chat_id: str) -> ChatSummary:
        """See `signatures.chat_delete`."""
        self._drafts.end(chat_id)
        deleted = await self._store.delete(chat_id)  # from now on no answer begins in it
        await self._answers.stop(self._answers.in_chat(chat_id))
        return self._tell(EventName.CHAT_DELETED, deleted)

    async def restore(self, *, chat_id: str) -> ChatSummary:
        """See `signatures.chat_restore`."""
        return self._tell(EventName.CHAT_RESTORED, await self._store.restore(chat_id))

    async def send(
        self,
        *,
        text: str,
        chat_id: str | None = None,
        model_id: str | None = None,
        preset: str | None = None,
        context_policy: ContextPolicy | None = None,
        attachments: tuple[Attachment, ...] = (),
        options: ChatOptions | None = None,
        folder_id: str | None = None,
        temporary: bool = False,
    ) -> AnswerStarted:
        """See `signatures.chat_send`."""
        return await self.start(
            text=text,
            chat_id=chat_id,
            model_id=model_id,
            preset=preset,
            context_policy=context_policy,
            attachments=attachments,
            setup=ChatSetup(options, folder_id, temporary),
        )

    async def start(
        self,
        *,
        text: str,
        chat_id: str | None = None,
        model_id: str | None = None,
        preset: str | None = None,
        system: str = "",
        context_policy: ContextPolicy | None = None,
        attachments: tuple[Attachment, ...] = (),
        setup: ChatSetup | None = None,
    ) -> AnswerStarted:
        """As `send`, with a system prompt that goes over all others for this answer.

        Raises:
            InvalidInput: The prompt is empty, or what goes with it cannot be used.
            PromptTooLong: Its documents do not fit into the model's window; nothing is stored then.
            ModelNotFound: No such model, or none is installed; nothing is stored then.
        """
        self.check_prompt(text, bare=not attachments)
        before = await self._tree.files(chat_id) if chat_id and attachments else ()
        attached = check_attachments(attachments, before)
        self._drafts.end(chat_id)  # the question itself follows at once
        new = None if chat_id or setup is None else setup.options  # a chat that is there has its own
        asked = await self._options.in_force(chat_id, model_id, new, preset, context_policy)
        texts = await self._documents.texts(attached)
        await self._documents.check_fits(asked.model.id, system or asked.options.system_prompt, text, attached)
        if chat_id is None or preset or context_policy:  # what it said of itself is not what it says now
            setup = replace(setup or ChatSetup(), options=asked.chat)
        summary, prompt, answer = await self._store.begin_exchange(
            chat_id, text, asked.model.id, asked.chat.context_policy, attached, setup, texts
        )
        note = "" if asked.chosen else self._models.default_note()
        started = self._answers.start(_plan(answer, asked, system=system, note=note))
        self._tell(EventName.CHAT_CHANGED if chat_id else EventName.CHAT_CREATED, summary)
        return AnswerStarted(self.now(summary), prompt, started)

    async def stop(self, *, message_id: str) -> None:
        """See `signatures.chat_stop`."""
        await self._answers.stop([message_id])

    async def retry(
        self, *, message_id: str, model_id: str | None = None, context_policy: ContextPolicy | None = None
    ) -> AnswerStarted:
        """See `signatures.chat_retry`."""
        old = await self._ended(message_id)
        asked = await self._again(old, model_id, context_policy)
        summary, prompt, answer = await self._store.begin_retry(message_id, asked.model.id, asked.chat.context_policy)
        return self._begin_beside(summary, prompt, answer, asked)

    async def ask_again(self, *, message_id: str, text: str, model_id: str | None = None) -> AnswerStarted:
        """See `signatures.message_ask_again`."""
        beside = await self._tree.get(message_id)
        self.check_prompt(text, bare=not beside.attachments)
        asked = await self._options.in_force(beside.chat_id, model_id)
        self._drafts.end(beside.chat_id)
        summary, prompt, answer = await self._store.begin_version(message_id, text, asked.model.id)
        return self._begin_beside(summary, prompt, answer, asked)

    async def resume(self, *, message_id: str, context_policy: ContextPolicy | None = None) -> AnswerStarted:
        """See `signatures.chat_continue`."""
        old = await self._ended(message_id)
        asked = await self._again(old, None, context_policy)
        summary, prompt, answer = await self._store.reopen(message_id, asked.chat.context_policy)
        return self._begin(summary, prompt, answer, asked)

    async def _again(self, old: ChatMessage, model_id: str | None, policy: ContextPolicy | None) -> InForce:
        """What an answer is made with once more; a policy holds for those that follow it, too."""
        asked = await self._options.in_force(old.chat_id, model_id or old.model_id, context_policy=policy)
        if policy is not None:
            await self._store.setups.set_chat_options(old.chat_id, asked.chat)
        return asked

    def _begin_beside(
        self, summary: ChatSummary, prompt: ChatMessage, answer: ChatMessage, asked: InForce
    ) -> AnswerStarted:
        """An answer on a branch of its own, which is shown from now on."""
        started = self._begin(summary, prompt, answer, asked)
        self._tell(EventName.CHAT_REWRITTEN, summary)
        return started

    def _begin(self, summary: ChatSummary, prompt: ChatMessage, answer: ChatMessage, asked: InForce) -> AnswerStarted:
        started = self._answers.start(_plan(answer, asked))
        self._tell(EventName.CHAT_CHANGED, summary)
        return AnswerStarted(self.now(summary), prompt, started)

    def check_prompt(self, text: str, *, bare: bool) -> None:
        """Refuse a text that is empty or endless; `bare`: nothing goes with it.

        Raises:
            InvalidInput: It is.
        """
        if bare and not text.strip():
            raise InvalidInput("The message is empty.", hint="Type a question first.")
        size, limit = len(text.encode("utf-8", "surrogatepass")), self._config().settings.limits.max_prompt_bytes
        if size > limit:
            raise InvalidInput(
                f"The message has {size:,} bytes; {limit:,} are allowed.",
                hint="Send a shorter one, or raise limits.max_prompt_bytes in the settings.",
                params={"bytes": size, "limit": limit},
            )

    async def _ended(self, message_id: str) -> ChatMessage:
        if self._answers.running(message_id):
            raise InvalidInput("This answer is still being written.", hint="Stop it first.")
        message = await self._tree.get(message_id)
        if message.role is not Role.ASSISTANT:
            raise InvalidInput("Only an answer can be continued or tried again.")
        return message

    def _ended_meanwhile(self, message: ChatMessage) -> bool:
        open_status = message.status in (MessageStatus.WAITING, MessageStatus.STREAMING)
        return open_status and self._answers.running(message.id) is None

    def now(self, summary: ChatSummary) -> ChatSummary:
        """A stored summary, with whether something runs in the chat."""
        return replace(summary, answering=bool(self._answers.in_chat(summary.id)))

    def _tell(self, name: EventName, summary: ChatSummary) -> ChatSummary:
        now = self.now(summary)
        self._bus.emit(name, ChatEvent(now))
        return now


def _plan(answer: ChatMessage, asked: InForce, *, system: str = "", note: str = "") -> AnswerPlan:
    options = asked.options
    return AnswerPlan(
        answer,
        asked.model,
        options.sampling,
        system or options.system_prompt,
        note,
        answer.context_policy or options.context_policy,
        options.thinking,
    )
