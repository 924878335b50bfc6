"""Settings commands: what is set, where it comes from, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from app.bridge import signatures as cmd
from app.bridge.registry import CommandRegistry
from app.config.keeper import ConfigKeeper
from app.types.settings import ConfigIssue, SettingInfo


class SettingsService:
    """The settings commands. Lives on the core's event loop."""

    def __init__(self, keeper: ConfigKeeper, problems: Callable[[], tuple[ConfigIssue, ...]]) -> None:
        self._keeper = keeper
        self._problems = problems

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the settings commands."""
        registry.bind(cmd.settings_describe, self.describe)
        registry.bind(cmd.settings_problems, self.problems)

    async def describe(self) -> tuple[SettingInfo, ...]:
        """See `signatures.settings_describe`."""
        return self._keeper.now.describe()

    async def problems(self) -> tuple[ConfigIssue, ...]:
        """See `signatures.settings_problems`."""
        return self._problems()
