"""Commands for presets. They stand in the settings; the person's own in their file, of which every other byte stays."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from app.bridge import signatures as cmd
from app.bridge.events import EmptyEvent, EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.config.load import Config
from app.config.problems import shorten
from app.config.writer import ConfigWriter
from app.errors import AppError, InvalidInput
from app.services.option_checks import check_preset_name, check_sampling
from app.services.preset_text import read_presets, said_over, write_presets
from app.types.generation import Sampling
from app.types.library import PresetInfo


class PresetService:
    """preset.*. Lives on the core's event loop; emits library.changed after a rename. Whoever listens to the settings
    tells everybody of other changes.
    """

    def __init__(
        self,
        config: Callable[[], Config],
        writer: ConfigWriter,
        rename_in_use: Callable[[str, str], Awaitable[None]],
        bus: EventBus,
    ) -> None:
        """`rename_in_use` gives a preset another name where chats, assistants and models name it."""
        self._config = config
        self._writer = writer
        self._rename_in_use = rename_in_use
        self._bus = bus

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.preset_list, self.list)
        registry.bind(cmd.preset_save, self.save)
        registry.bind(cmd.preset_delete, self.delete)
        registry.bind(cmd.preset_rename, self.rename)
        registry.bind(cmd.preset_export, self.export)
        registry.bind(cmd.preset_import, self.take_in)

    async def list(self) -> tuple[PresetInfo, ...]:
        """See `signatures.preset_list`."""
        infos = map(self._info, self._config().presets)
        return tuple(sorted(infos, key=lambda info: not info.shipped))

    async def save(self, *, name: str, sampling: Sampling) -> PresetInfo:
        """See `signatures.preset_save`."""
        await self._save({name: sampling})
        return self._info(self._known(name))

    async def delete(self, *, name: str) -> tuple[PresetInfo, ...]:
        """See `signatures.preset_delete`."""
        info = self._info(self._known(name))
        if not info.own:
            raise InvalidInput(
                f"The preset {info.name} comes with Tektra and cannot be deleted.", hint="Choose another one."
            )
        if info.is_default and not info.shipped:
            raise InvalidInput(
                f"The preset {info.name} is the one of new chats.", hint="Choose another one for them first."
            )
        await self._writer.remove_preset(name)
        return await self.list()

    async def rename(self, *, name: str, to: str) -> PresetInfo:
        """See `signatures.preset_rename`."""
        info = self._info(self._known(name))
        to = to.strip()
        if info.shipped:
            raise InvalidInput(
                f"The preset {info.name} comes with Tektra and keeps its name.",
                hint="Save its values as a preset of your own.",
            )
        check_preset_name(to)
        if to == info.name:
            return info
        if to.casefold() != info.name.casefold() and to.casefold() in map(str.casefold, self._config().presets):
            raise InvalidInput(
                f"There is a preset of the name {shorten(to)} already.",
                hint="Choose another name.",
                params={"name": shorten(to)},
            )
        values = said_over(Sampling(), info.sampling)
        if all(value is None for value in values.values()):
            values["temperature"] = info.sampling.temperature  # a table has to say something to be there
        await self._rename_in_use(info.name, to)
        try:
            await self._writer.rename_preset(info.name, to, values, is_default=info.is_default)
        except AppError:
            await self._rename_in_use(to, info.name)
            raise
        self._bus.emit(EventName.LIBRARY_CHANGED, EmptyEvent())
        return self._info(self._known(to))

    async def export(self, *, names: tuple[str, ...]) -> str:
        """See `signatures.preset_export`."""
        if not names:
            raise InvalidInput("No preset is named.", hint="Choose at least one.")
        known = [self._known(name) for name in names]
        return write_presets({name: self._config().presets[name] for name in known})

    async def take_in(self, *, text: str, replace: bool = False) -> tuple[PresetInfo, ...]:
        """See `signatures.preset_import`."""
        found = read_presets(text)
        there = {name.casefold() for name in self._config().presets}
        taken = [name for name in found if name.casefold() in there]
        if taken and not replace:
            raise InvalidInput(
                f"There is a preset of this name already: {', '.join(map(shorten, taken))}.",
                hint="Take them in all the same to replace yours, or rename them.",
                params={"names": taken},
            )
        await self._save(found)
        return tuple(self._info(self._known(name)) for name in found)

    async def _save(self, presets: Mapping[str, Sampling]) -> None:
        changes: dict[str, Mapping[str, Any]] = {}
        for name, sampling in presets.items():
            check_preset_name(name)
            _check(sampling)
            shipped = self._config().shipped_presets.get(name.casefold())
            said = said_over(shipped or Sampling(), sampling)
            if shipped is not None and shipped.seed is not None and sampling.seed is None:
                raise InvalidInput(
                    f"The preset {name} has a seed, which cannot be taken away.", hint="Set another one."
                )
            if shipped is None and all(value is None for value in said.values()):
                said["temperature"] = sampling.temperature  # a table has to say something to be there
            changes[name] = said
        await self._writer.save_presets(changes)

    def _known(self, name: str) -> str:
        """The name as it is listed.

        Raises:
            InvalidInput: There is no such preset.
        """
        wanted, presets = name.casefold(), self._config().presets
        for known in presets:
            if known.casefold() == wanted:
                return known
        raise InvalidInput(f"There is no preset {shorten(name)!r}.", hint=f"There are: {', '.join(presets)}.")

    def _info(self, name: str) -> PresetInfo:
        config, key = self._config(), name.casefold()
        return PresetInfo(
            name,
            config.presets[name],
            own=key in config.own_presets,
            shipped=key in config.shipped_presets,
            is_default=name == config.settings.general.default_preset,
        )


def _check(sampling: Sampling) -> None:
    check_sampling(sampling)
    if sampling.logit_bias:
        raise InvalidInput("A preset keeps no bias of single tokens.", hint="Leave it out.")
