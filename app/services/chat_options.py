"""Commands for what chats and models say of their answers, and what of it is in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.bridge import signatures as cmd
from app.bridge.events import ChatEvent, EmptyEvent, EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.config.load import Config
from app.errors import ModelNotFound
from app.services.effective import Defaults, effective, model_in_force
from app.services.option_checks import check_chat_options, check_model_options
from app.store import Store
from app.types.chats import ChatOptions, ChatSummary, ContextPolicy, EffectiveOptions
from app.types.library import Assistant, ModelOptions
from app.types.models import ModelSpec


@dataclass(frozen=True, slots=True)
class InForce:
    """What the next answer is made with."""

    model: ModelSpec
    options: EffectiveOptions
    chat: ChatOptions
    """What the chat itself says, from now on."""
    chosen: bool
    """Somebody chose the model; otherwise it is the default one."""


class OptionService:
    """chat.options, chat.set_options, model.options, model.set_options. Lives on the core's event loop; emits
    chat.changed and library.changed.

    Args:
        store: Keeps them.
        resolve: Which model is meant.
        bus: Told of changes.
        config: Presets and defaults.
        now: A summary with what of it is only known while the core runs.
    """

    def __init__(
        self,
        store: Store,
        resolve: Callable[[str | None], ModelSpec],
        bus: EventBus,
        config: Callable[[], Config],
        now: Callable[[ChatSummary], ChatSummary] = lambda summary: summary,
    ) -> None:
        self._store = store
        self._resolve = resolve
        self._bus = bus
        self._config = config
        self._now = now

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.chat_options, self.options)
        registry.bind(cmd.chat_set_options, self.set_options)
        registry.bind(cmd.model_options, self.model_options)
        registry.bind(cmd.model_set_options, self.set_model_options)

    async def options(
        self, *, chat_id: str | None = None, model_id: str | None = None, options: ChatOptions | None = None
    ) -> EffectiveOptions:
        """See `signatures.chat_options`."""
        try:
            return (await self.in_force(chat_id, model_id, options)).options
        except ModelNotFound:  # what else is in force can be shown all the same
            return await self._without_model(chat_id, options)

    async def set_options(self, *, chat_id: str, options: ChatOptions) -> EffectiveOptions:
        """See `signatures.chat_set_options`. A newly chosen assistant brings its model with it."""
        check_chat_options(options, self._config())
        before = await self._store.setups.chat_options(chat_id)
        assistant = await self._assistant(options)
        brings = assistant.model_id if assistant and before.assistant_id != options.assistant_id else None
        await self._store.setups.set_chat_options(chat_id, options, brings if self._is_there(brings) else None)
        self._bus.emit(EventName.CHAT_CHANGED, ChatEvent(self._now(await self._store.summary(chat_id))))
        return await self.options(chat_id=chat_id)

    async def model_options(self, *, model_id: str) -> ModelOptions:
        """See `signatures.model_options`."""
        return await self._store.setups.model_options(self._resolve(model_id).id)

    async def set_model_options(self, *, model_id: str, options: ModelOptions) -> ModelOptions:
        """See `signatures.model_set_options`."""
        check_model_options(options, self._config())
        model = self._resolve(model_id).id
        await self._store.setups.set_model_options(model, options)
        self._bus.emit(EventName.LIBRARY_CHANGED, EmptyEvent())
        return await self._store.setups.model_options(model)

    async def in_force(
        self,
        chat_id: str | None,
        model_id: str | None = None,
        options: ChatOptions | None = None,
        preset: str | None = None,
        context_policy: ContextPolicy | None = None,
    ) -> InForce:
        """What the next answer of a chat is made with.

        Args:
            chat_id: None for a new one.
            model_id: Goes over the chat's.
            options: In the place of those that the chat has.
            preset: Goes over the chat's.
            context_policy: Goes over the chat's.

        Raises:
            ChatNotFound: There is no such chat.
            InvalidInput: There is no such preset, or a value of the options is out of its limits.
            ModelNotFound: There is no such model, or none at all.
        """
        if options is not None:
            check_chat_options(options, self._config())
        if preset is not None:
            self._config().sampling(preset)
        said, chat_model = await self._chat(chat_id, options)
        said = replace(said, preset=preset or said.preset, context_policy=context_policy or said.context_policy)
        assistant = await self._assistant(said)
        if assistant and not self._is_there(assistant.model_id):
            assistant = replace(assistant, model_id=None)
        meant = model_in_force(model_id or chat_model, assistant)
        model = self._resolve(meant[0])
        of_model = await self._store.setups.model_options(model.id)
        found = effective(said, assistant, of_model, self._defaults(), (model.id, meant[1]))
        return InForce(model, found, said, chosen=meant[0] is not None)

    async def _without_model(self, chat_id: str | None, options: ChatOptions | None) -> EffectiveOptions:
        said, chat_model = await self._chat(chat_id, options)
        assistant = await self._assistant(said)
        meant = model_in_force(chat_model, assistant)
        return effective(said, assistant, ModelOptions(), self._defaults(), meant)

    async def _chat(self, chat_id: str | None, options: ChatOptions | None) -> tuple[ChatOptions, str | None]:
        """What it says, and its model."""
        if chat_id is None:
            return options or ChatOptions(), None
        summary = await self._store.summary(chat_id)
        return options or await self._store.setups.chat_options(chat_id), summary.model_id

    async def _assistant(self, said: ChatOptions) -> Assistant | None:
        return None if said.assistant_id is None else await self._store.setups.assistant(said.assistant_id)

    def _is_there(self, model_id: str | None) -> bool:
        if model_id is None:
            return False
        try:
            self._resolve(model_id)
        except ModelNotFound:
            return False
        return True

    def _defaults(self) -> Defaults:
        config = self._config()
        settings = config.settings
        return Defaults(config.presets, settings.general.default_preset, settings.chat.context_policy)
