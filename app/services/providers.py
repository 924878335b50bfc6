"""The providers: which were set up, their keys, and testing them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import ParamSpec, Protocol, TypeVar

from app.backends.cloud.facts import FactsBook
from app.backends.cloud.keyring_thread import in_keyring
from app.backends.cloud.keys import KeyStore, checked_key
from app.backends.cloud.link import is_kept_back
from app.backends.cloud.probe import Prober
from app.backends.cloud.providers import check_provider, find, is_near
from app.bridge import signatures as cmd
from app.bridge.events import EmptyEvent, EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.catalog.catalog import CLOUD_IS_OFF, TURN_CLOUD_ON
from app.errors import AppError, EngineError, InvalidInput
from app.net.client import Net
from app.types.engines import ProviderInfo, ProviderSpec

P = ParamSpec("P")
R = TypeVar("R")


class ProviderWriter(Protocol):
    """Writes `[providers.NAME]` into the person's settings, as `app.config.writer.ConfigWriter`."""

    async def save_provider(self, spec: ProviderSpec, /) -> object:
        """Add or change one, and put it in force.

        Raises:
            AppError: The file cannot be written, or would be wrong.
        """
        ...

    async def remove_provider(self, name: str, /) -> object:
        """Take one out of the person's file.

        Raises:
            AppError: The file cannot be written.
        """
        ...


class ProviderService:
    """The provider commands. Lives on the core's event loop; emits engines.changed and models.changed.

    Args:
        providers: Those that are set up now.
        writer: Who writes them into the person's settings.
        keys: Where their keys are kept.
        facts: What their tests showed.
        net: The way out.
        bus: Told of changes.
        is_on: Whether the engine for providers is turned on.
        look: Lets the engine find its providers and their models anew; what changed counts when it returns.
    """

    def __init__(
        self,
        providers: Callable[[], tuple[ProviderSpec, ...]],
        writer: ProviderWriter,
        keys: KeyStore,
        facts: FactsBook,
        net: Net,
        bus: EventBus,
        is_on: Callable[[], bool],
        look: Callable[[], Awaitable[None]],
    ) -> None:
        self._providers = providers
        self._writer = writer
        self._keys = keys
        self._facts = facts
        self._net = net
        self._bus = bus
        self._is_on = is_on
        self._look = look
        self._testing: dict[str, asyncio.Lock] = {}

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.provider_list, self.list)
        registry.bind(cmd.provider_save, self.save)
        registry.bind(cmd.provider_remove, self.remove)
        registry.bind(cmd.provider_test, self.test)

    async def list(self) -> tuple[ProviderInfo, ...]:
        """See `signatures.provider_list`."""
        return tuple([await self._info(spec) for spec in self._providers()])

    async def save(self, *, spec: ProviderSpec, key: str | None = None) -> ProviderInfo:
        """See `signatures.provider_save`. What cannot be used is refused before anything is written."""
        spec = replace(spec, endpoint=spec.endpoint.strip(), models=tuple(dict.fromkeys(spec.models)))
        check_provider(spec)
        new_key = checked_key(key) if key else key
        for known in self._providers():
            if known.name != spec.name and known.name.casefold() == spec.name.casefold():
                raise InvalidInput(
                    f"There is a provider “{known.name}” already.",
                    hint="Choose another name.",
                    params={"setting": "name"},
                )
        if new_key is None:
            await self._writer.save_provider(spec)
        else:
            await self._save_both(spec, new_key)
        await self._changed()
        return await self._info(spec)

    async def _save_both(self, spec: ProviderSpec, key: str) -> None:
        """The key goes first, because a keyring is what most often refuses; it goes back if the file cannot be written.

        Raises:
            AppError: Everything is as it was.
        """
        try:
            before = await _asked(self._keys.kept, spec.name)
            await _asked(self._set_key, spec.name, key)
        except AppError as exc:
            is_new = find(self._providers(), spec.name) is None
            stays = "The provider was not added." if is_new else "The provider is as it was."
            raise type(exc)(f"{exc.message} {stays}", hint=exc.hint, detail=exc.detail, params=exc.params) from exc
        try:
            await self._writer.save_provider(spec)
        except AppError:
            await _asked(self._set_key, spec.name, before or "")
            raise

    async def remove(self, *, name: str) -> None:
        """See `signatures.provider_remove`. The key goes first: none may stay behind unseen."""
        self._known(name)
        await _asked(self._keys.delete, name)
        await self._writer.remove_provider(name)
        self._facts.keep(name, None)
        await self._changed()

    async def test(self, *, name: str) -> ProviderInfo:
        """See `signatures.provider_test`. What fails is told in the reply and remembered."""
        spec = self._known(name)
        async with self._testing.setdefault(name, asyncio.Lock()):
            facts = await Prober(spec, self._keys, self._net).run()
            if self._known(name) == spec:  # or it was changed meanwhile
                self._facts.keep(name, facts)
        await self._changed()
        return await self._info(self._known(name))

    def _known(self, name: str) -> ProviderSpec:
        spec = find(self._providers(), name)
        if spec is None:
            raise InvalidInput(f"There is no provider “{name[:64]}”.", hint="Look at the list of providers.")
        return spec

    async def _info(self, spec: ProviderSpec) -> ProviderInfo:
        facts = self._facts.of(spec)
        has_key, place = await _asked(self._key_of, spec.name)
        return ProviderInfo(
            spec,
            has_key=has_key,
            key_place=place,
            state=facts.state,
            note=facts.note,
            models=spec.models or tuple(found.name for found in facts.models),
            abilities=facts.abilities,
            on_this_machine=is_near(spec),
            idle_note=self._idle_note(spec),
        )

    def _idle_note(self, spec: ProviderSpec) -> str:
        if not self._is_on():
            return f"{CLOUD_IS_OFF} {TURN_CLOUD_ON}"
        if is_kept_back(spec, self._net):
            return "“Local only” is on, so it is not asked. Turn that off in Settings → Privacy to use it."
        return ""

    def _set_key(self, name: str, key: str) -> None:
        if key:
            self._keys.set(name, key)
        else:
            self._keys.delete(name)

    def _key_of(self, name: str) -> tuple[bool, str]:
        return self._keys.get(name) is not None, self._keys.place(name)

    async def _changed(self) -> None:
        await self._look()
        self._bus.emit(EventName.ENGINES_CHANGED, EmptyEvent())
        self._bus.emit(EventName.MODELS_CHANGED, EmptyEvent())


async def _asked(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What the keyring says.

    Raises:
        EngineError: It does not answer.
    """
    try:
        return await in_keyring(work, *args, **kwargs)
    except TimeoutError:
        raise EngineError("The keyring does not answer.", hint="Unlock it, then try again.") from None
