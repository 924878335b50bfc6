"""The chat service over a real database and scripted models, as the tests of services drive it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.bridge.channels import ChannelHub, ChannelItem
from app.bridge.events import EventBus, EventPayload
from app.bridge.names import EventName
from app.config.load import Config, load_config
from app.config.paths import resolve_paths
from app.documents.reading import DocumentReader
from app.services.answers import Answers
from app.services.assistants import AssistantService
from app.services.chat_options import OptionService
from app.services.chats import ChatService
from app.services.context_meter import ContextMeter
from app.services.documents import Documents
from app.services.drafts import Drafts
from app.services.measure import Tally
from app.services.messages import MessageService
from app.services.tools.approval import Approvals
from app.services.tools.builtin import builtin_tools
from app.services.tools.registry import Toolbox
from app.services.tools.rounds import ToolRounds
from app.services.tools.service import ToolService
from app.store import MessageTree
from app.store.store import Store
from app.types.chats import ChatMessage
from app.types.streams import AnswerEnded, AnswerPhase, AnswerProgress, AnswerText
from tests.helpers.scripted_models import ScriptedModels


@dataclass
class Desk:
    """The chat service with everything around it."""

    chats: ChatService
    messages: MessageService
    tools: ToolService
    tree: MessageTree
    answers: Answers
    drafts: Drafts
    config: Config
    store: Store
    models: ScriptedModels
    channels: ChannelHub
    events: list[tuple[EventName, EventPayload]]
    options: OptionService
    documents: Documents
    meter: ContextMeter
    tally: Tally
    assistants: AssistantService
    on_battery: bool = False
    listening: bool = True
    """Whether a front end is there."""

    def set_chat(self, **values: Any) -> None:
        """Change `[chat]` settings."""
        settings = self.config.settings
        self.config = replace(self.config, settings=replace(settings, chat=replace(settings.chat, **values)))

    async def say(self, question: str, *answer: str, chat_id: str | None = None, **options: Any) -> ChatMessage:
        """Ask and let the model answer; the stored answer."""
        started = await self.chats.send(text=question, chat_id=chat_id, **options)
        self.models.finish(*answer)
        return await self.follow(started.answer).ended()

    async def ask_again(self, message_id: str, text: str) -> ChatMessage:
        """Ask another version of a question; the stored answer, which is "II"."""
        started = await self.chats.ask_again(message_id=message_id, text=text)
        self.models.finish("II")
        return await self.follow(started.answer).ended()

    def sent(self, number: int = -1) -> list[str]:
        """The texts of a request's messages."""
        return [message.text for message in self.models.requests[number].messages]

    def follow(self, message: ChatMessage, after: int = 0) -> Follower:
        """Receive an answer's channel."""
        return Follower(self.channels, message.channel or "", after)

    def names(self) -> list[EventName]:
        """Events so far."""
        return [name for name, _ in self.events]


class Follower:
    """What one front end gets of one channel."""

    def __init__(self, channels: ChannelHub, channel: str, after: int) -> None:
        self.items: list[ChannelItem] = []
        self._news = asyncio.Event()
        channels.get(channel).receive(self._take, after)

    def _take(self, item: ChannelItem) -> None:
        self.items.append(item)
        self._news.set()

    @property
    def text(self) -> str:
        """All text items."""
        return "".join(item.data.text for item in self.items if isinstance(item.data, AnswerText))

    async def news(self) -> None:
        """Wait for the next item."""
        self._news.clear()
        await asyncio.wait_for(self._news.wait(), 5)

    async def until_text(self, text: str) -> None:
        """Wait for exactly this text."""
        while self.text != text:
            await self.news()

    async def until_phase(self, phase: AnswerPhase) -> None:
        """Wait for this phase."""
        while not any(isinstance(item.data, AnswerProgress) and item.data.phase is phase for item in self.items):
            await self.news()

    async def ended(self) -> ChatMessage:
        """Wait for the end; the stored message."""
        while not (self.items and self.items[-1].end):
            await self.news()
        last = self.items[-2].data
        assert isinstance(last, AnswerEnded)
        return last.message

    def progress(self) -> list[AnswerProgress]:
        """Everything that was said of its waiting."""
        return [item.data for item in self.items if isinstance(item.data, AnswerProgress)]


@asynccontextmanager
async def open_desk(folder: Path) -> AsyncIterator[Desk]:
    """A desk over a new database in a folder."""
    store = await Store.open(folder / "tektra.db", folder / "backups")
    models, channels, bus, config = ScriptedModels(), ChannelHub(), EventBus(), load_config(resolve_paths())
    events: list[tuple[EventName, EventPayload]] = []
    bus.listen(lambda name, payload: events.append((name, payload)))
    tree, toolbox = MessageTree(store), Toolbox(builtin_tools(), time_limit_s=5.0)
    approvals = Approvals(tree, lambda: desk.listening, listen_s=0.02)
    tally = Tally(models)
    documents = Documents(store, DocumentReader(), tally, models, models.resolve)
    rounds = ToolRounds(tree, toolbox, approvals)
    answers = Answers(store, models, channels, bus, rounds, files=documents.attached)
    desk: Desk
    options = OptionService(store, models.resolve, bus, lambda: desk.config, answers.now)
    meter = ContextMeter(store, options, documents, models, tally, bus, toolbox.specs)
    drafts = Drafts(store, answers, models, lambda: desk.config, lambda: desk.on_battery, options, meter.base)
    chats = ChatService(store, answers, models, bus, lambda: desk.config, drafts, options, documents)
    messages = MessageService(tree, answers, chats, bus)
    tools = ToolService(tree, toolbox, approvals)
    assistants = AssistantService(store, bus, lambda: desk.config)
    desk = Desk(
        chats,
        messages,
        tools,
        tree,
        answers,
        drafts,
        config,
        store,
        models,
        channels,
        events,
        options,
        documents,
        meter,
        tally,
        assistants,
    )
    yield desk
    await meter.close()
    await drafts.close()
    await answers.stop_all()
    await store.close()
