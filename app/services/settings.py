"""Settings commands: what is set, where it comes from, what is wrong with it, and changes."""

from __future__ import annotations

from collections.abc import Callable, Collection

from app.bridge import signatures as cmd
from app.bridge.events import EventBus, SettingsEvent
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.config.describe import DEFAULT_PRESET
from app.config.keeper import ConfigChange, ConfigKeeper
from app.config.settings import declared
from app.config.writer import ConfigWriter
from app.errors import AppError
from app.types.settings import ConfigIssue, SettingInfo, SettingsReply

DEFAULT_MODEL = "general.default_model"
Value = str | int | float | bool | list[str]


class SettingsService:
    """The settings commands. Lives on the core's event loop; emits settings.changed, also when the file changed
    outside.

    Args:
        keeper: The configuration in force.
        writer: Who changes it.
        problems: Everything that is wrong with the settings and the list of models.
        bus: Told of changes.
        check_model: Refuses the name of a model that there is not.
    """

    def __init__(
        self,
        keeper: ConfigKeeper,
        writer: ConfigWriter,
        problems: Callable[[], tuple[ConfigIssue, ...]],
        bus: EventBus,
        check_model: Callable[[str], None],
    ) -> None:
        self._keeper = keeper
        self._writer = writer
        self._problems = problems
        self._bus = bus
        self._check_model = check_model
        keeper.listen(self._changed)

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the settings commands."""
        registry.bind(cmd.settings_describe, self.describe)
        registry.bind(cmd.settings_problems, self.problems)
        registry.bind(cmd.settings_check, self.check)
        registry.bind(cmd.settings_set, self.set)
        registry.bind(cmd.settings_reset, self.reset)

    async def describe(self) -> tuple[SettingInfo, ...]:
        """See `signatures.settings_describe`. The file is looked at first: it may have been edited a moment ago."""
        await self._keeper.refresh()
        return self._keeper.now.describe()

    async def problems(self) -> tuple[ConfigIssue, ...]:
        """See `signatures.settings_problems`. The file is looked at first, as for `describe`."""
        await self._keeper.refresh()
        return self._problems()

    async def check(self, *, key: str, value: Value) -> str:
        """See `signatures.settings_check`."""
        try:
            self._check_models({key: value})
            await self._writer.check(key, value)
        except AppError as exc:
            return f"{_by_label(key, exc.message)} {exc.hint}".strip()
        return ""

    async def set(self, *, values: dict[str, Value]) -> SettingsReply:
        """See `signatures.settings_set`."""
        self._check_models(values)
        return self._reply(await self._writer.set(values), values)

    async def reset(self, *, keys: tuple[str, ...]) -> SettingsReply:
        """See `signatures.settings_reset`."""
        return self._reply(await self._writer.reset(keys), keys)

    def _check_models(self, values: dict[str, Value]) -> None:
        wanted = values.get(DEFAULT_MODEL)
        if isinstance(wanted, str):
            self._check_model(wanted)

    def _reply(self, change: ConfigChange, asked: Collection[str]) -> SettingsReply:
        """What was asked for; what else changed in the file meanwhile is told by the event only."""
        infos = tuple(info for info in self._infos(change) if info.key in asked)
        return SettingsReply(infos, any(info.restart for info in infos))

    def _changed(self, change: ConfigChange) -> None:
        self._bus.emit(EventName.SETTINGS_CHANGED, SettingsEvent(self._infos(change), self._problems()))

    def _infos(self, change: ConfigChange) -> tuple[SettingInfo, ...]:
        keys = change.keys | (frozenset({DEFAULT_PRESET}) if "presets" in change.tables else frozenset())
        return tuple(info for info in self._keeper.now.describe() if info.key in keys)


def _by_label(key: str, message: str) -> str:
    """A sentence about a setting for somebody who sees its label, and not its key."""
    label = declared()[key].shown.label if key in declared() else ""
    return f"“{label}”{message.removeprefix(key)}" if label and message.startswith(f"{key} ") else message
