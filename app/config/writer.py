"""Changes the person's settings: judged exactly as the file's are, written, and in force at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from app.config.describe import Source
from app.config.keeper import ConfigChange, ConfigKeeper
from app.config.load import Config
from app.config.person_file import change_file
from app.config.problems import shorten
from app.config.rules import WrongValue
from app.config.settings import declared
from app.config.tables import PROVIDER_NAME, PROVIDER_RULES
from app.errors import InvalidInput
from app.types.engines import ProviderSpec
from app.types.settings import ConfigIssue

Path = tuple[str, ...]


class ConfigWriter:
    """Writes into the person's config.toml and lets the keeper take it over. Lives on the core's event loop."""

    def __init__(self, keeper: ConfigKeeper) -> None:
        self._keeper = keeper

    async def set(self, values: Mapping[str, Any]) -> ConfigChange:
        """Set settings by key, all or none.

        Raises:
            InvalidInput: There is no such setting, the environment has it, or a value is wrong.
            ConfigError: The file is broken or cannot be written.
        """
        return await self._change({self._path(key): _checked(key, value) for key, value in values.items()})

    async def reset(self, keys: Iterable[str]) -> ConfigChange:
        """Take settings out of the file, all or none.

        Raises:
            InvalidInput: There is no such setting, the environment has it, or another setting is in the way.
            ConfigError: The file is broken or cannot be written.
        """
        return await self._change(dict.fromkeys(map(self._path, keys)))

    async def check(self, key: str, value: Any) -> None:
        """Judge a value and change nothing.

        Raises:
            InvalidInput: As `set`.
            ConfigError: The file is broken or has no place for it.
        """
        await self._change({self._path(key): _checked(key, value)}, write=False)

    async def save_provider(self, spec: ProviderSpec) -> ConfigChange:
        """Add or change `[providers.NAME]`; only what differs from the defaults is written. Names are compared without
        regard to case.

        Raises:
            InvalidInput: A name, an address or a model's name is wrong.
            ConfigError: The file is broken or cannot be written.
        """
        table = ("providers", self._written_name(spec.name))
        plain = ProviderSpec(spec.name)
        changes: dict[Path, Any] = {(*table, "kind"): spec.kind.value}
        for name in ("endpoint", "models", "enabled"):
            value = getattr(spec, name)
            changes[(*table, name)] = None if value == getattr(plain, name) else _plain(value)
        _check_provider(spec)
        return await self._change(changes)

    async def remove_provider(self, name: str) -> ConfigChange:
        """Take `[providers.NAME]` out of the file, if it is there.

        Raises:
            ConfigError: The file is broken or cannot be written.
        """
        return await self._change({("providers", self._written_name(name)): None})

    async def save_presets(self, presets: Mapping[str, Mapping[str, Any]]) -> ConfigChange:
        """Change `[presets.NAME]`, all or none; None takes a key out.

        Raises:
            InvalidInput: A name or a value is wrong.
            ConfigError: The file is broken or cannot be written.
        """
        own = self._keeper.now.own_presets
        changes: dict[Path, Any] = {
            ("presets", own.get(name.casefold(), name), key): value
            for name, values in presets.items()
            for key, value in values.items()
        }
        return await self._change(changes)

    async def rename_preset(self, name: str, to: str, values: Mapping[str, Any], *, is_default: bool) -> ConfigChange:
        """Write a preset under another name, and name it so where new chats take it from, in one step.

        Raises:
            InvalidInput: A name or a value is wrong, or a variable has the preset of new chats.
            ConfigError: The file is broken or cannot be written.
        """
        changes: dict[Path, Any] = {("presets", to, key): value for key, value in values.items()}
        changes["presets", self._keeper.now.own_presets.get(name.casefold(), name)] = None
        if is_default:
            changes[self._path("general.default_preset")] = to
        return await self._change(changes)

    async def remove_preset(self, name: str) -> ConfigChange:
        """Take `[presets.NAME]` out of the file, if it is there.

        Raises:
            InvalidInput: Something needs it.
            ConfigError: The file is broken or cannot be written.
        """
        return await self._change({("presets", self._keeper.now.own_presets.get(name.casefold(), name)): None})

    def _written_name(self, name: str) -> str:
        wanted = name.casefold()
        return next((spec.name for spec in self._keeper.now.providers if spec.name.casefold() == wanted), name)

    def _path(self, key: str) -> Path:
        """Where a setting stands in the file.

        Raises:
            InvalidInput: There is no such setting, or the environment has it.
        """
        item = declared().get(key)
        if item is None:
            close = get_close_matches(key[:200], declared(), n=1)
            hint = f"Did you mean {close[0]}?" if close else "“tektra settings list” shows all of them."
            raise InvalidInput(f"There is no setting {shorten(key)!r}.", hint=hint, params={"key": shorten(key)})
        if self._keeper.now.sources.get(key) is Source.ENVIRONMENT:
            message = f"{key} is set by the environment variable {item.environment}."
            hint = "Remove the variable and start Tektra again to change it here."
            raise InvalidInput(message, hint=hint, params={"key": key, "variable": item.environment})
        return tuple(key.split("."))

    async def _change(self, changes: Mapping[Path, Any], *, write: bool = True) -> ConfigChange:
        async with self._keeper.changing:
            try:
                await asyncio.to_thread(
                    change_file, self._keeper.paths.user_config, changes, self._accept if write else self._only_judge
                )
            except _Judged:
                return ConfigChange(frozenset(), frozenset(), problems=False)
            return await self._keeper.take_over()

    def _only_judge(self, old: bytes, new: bytes) -> None:
        self._accept(old, new)
        raise _Judged

    def _accept(self, old: bytes, new: bytes) -> None:
        """Refuse a text that has problems which the old one has not."""
        if old == new:
            return
        known = {(issue.key, issue.message) for issue in self._issues(old)}
        for issue in self._issues(new):
            if (issue.key, issue.message) not in known:
                raise InvalidInput(issue.message, hint=issue.hint, params={"key": issue.key})

    def _issues(self, text: bytes) -> tuple[ConfigIssue, ...]:
        judged: Config = self._keeper.judge(text)
        return judged.problems


class _Judged(Exception):
    """Nothing is wrong, and nothing is to be written."""


def _checked(key: str, value: Any) -> Any:
    """The value as it goes into the file."""
    rule = declared()[key].rule
    try:
        return _plain(rule.check(value))
    except WrongValue as exc:
        raise InvalidInput(f"{key} {exc}.", hint=rule.allowed(), params={"key": key}) from exc


def _check_provider(spec: ProviderSpec) -> None:
    """So that the message is about the field; the file's own checks follow."""
    rules = {"name": PROVIDER_NAME, **PROVIDER_RULES}
    for name in ("name", "endpoint", "models"):
        value = getattr(spec, name)
        try:
            rules[name].check(_plain(value))
        except WrongValue as exc:
            raise InvalidInput(f"The {name} {exc}.", hint=rules[name].allowed(), params={"key": name}) from exc


def _plain(value: Any) -> Any:
    """As TOML has it: lists and texts."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if hasattr(value, "value") else value
