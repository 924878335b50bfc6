"""Everything that chats and their answers consist of in the core, put together."""

from __future__ import annotations

from collections.abc import Callable

from app.bridge.channels import ChannelHub
from app.bridge.events import EventBus
from app.bridge.registry import CommandRegistry
from app.config.load import Config
from app.documents.reading import DocumentReader
from app.manager.manager import UnifiedModelManager
from app.services.answers import Answers
from app.services.assistants import AssistantService
from app.services.chat_options import OptionService
from app.services.chats import ChatService
from app.services.context_meter import ContextMeter
from app.services.documents import Documents
from app.services.drafts import Drafts
from app.services.measure import Tally
from app.services.messages import MessageService
from app.services.models import ModelService
from app.services.states import StateService
from app.services.tools.approval import Approvals
from app.services.tools.builtin import builtin_tools
from app.services.tools.registry import Toolbox
from app.services.tools.rounds import ToolRounds
from app.services.tools.service import ToolService
from app.store import MessageTree, Store


class ChatDesk:
    """The services of chats. Built and used on the core's event loop.

    Args:
        store: The chats.
        manager: Who answers.
        models: Which model is meant.
        channels: Answers stream on these.
        bus: Told what happens.
        config: The settings that are in force.
        on_battery: Whether this machine runs on its battery; may take a moment.
        listening: Whether any front end is there, to be asked about tools.
    """

    def __init__(
        self,
        store: Store,
        manager: UnifiedModelManager,
        models: ModelService,
        channels: ChannelHub,
        bus: EventBus,
        config: Callable[[], Config],
        on_battery: Callable[[], bool],
        listening: Callable[[], bool],
    ) -> None:
        tally = Tally(manager)
        documents = Documents(store, DocumentReader(), tally, manager, models.resolve)
        tree, toolbox = MessageTree(store), Toolbox(builtin_tools())
        approvals = Approvals(tree, listening=listening)
        rounds = ToolRounds(tree, toolbox, approvals)
        self.answers = Answers(store, manager, channels, bus, rounds, files=documents.attached)
        options = OptionService(store, models.resolve, bus, config, self.answers.now)
        self.meter = ContextMeter(store, options, documents, manager, tally, bus, toolbox.specs)
        self.drafts = Drafts(store, self.answers, manager, config, on_battery, options, self.meter.base)
        self.chats = ChatService(store, self.answers, models, bus, config, self.drafts, options, documents)
        self._services = (
            self.chats,
            MessageService(tree, self.answers, self.chats, bus),
            ToolService(tree, toolbox, approvals),
            self.drafts,
            options,
            documents,
            self.meter,
            AssistantService(store, bus, config),
            StateService(store, manager, options.in_force, documents.attached, toolbox.specs),
        )

    def bind(self, registry: CommandRegistry) -> None:
        """Answer their commands."""
        for service in self._services:
            service.bind(registry)
