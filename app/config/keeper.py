"""Holds the configuration in force, reads it again, and tells who listens what has changed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.config.load import Config, load_config
from app.config.paths import Paths
from app.config.person_file import Stamp, stamp_of

log = logging.getLogger(__name__)

PAUSE_S = 0.05
"""Between two looks at a file that is being written."""
LOOKS = 20
"""So often at most."""
TABLES = ("models", "aliases", "presets", "providers")


@dataclass(frozen=True, slots=True)
class ConfigChange:
    """What is different after the configuration was read again."""

    keys: frozenset[str]
    """Settings whose value, or where it comes from, is another one."""
    tables: frozenset[str]
    """Of `TABLES`."""
    problems: bool
    """The list of problems is another one."""

    def __bool__(self) -> bool:
        return bool(self.keys or self.tables or self.problems)


Listener = Callable[[ConfigChange], None]


class ConfigKeeper:
    """The configuration in force. Lives on the core's event loop; `now` may be read from any thread.

    Args:
        environ: The environment; None is this process's.
        shipped: The shipped models.toml; None is the installed one.
        sleep: Lets time pass while the person's file is being written.
    """

    def __init__(
        self,
        paths: Paths,
        environ: Mapping[str, str] | None = None,
        shipped: Path | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.paths = paths
        self._sleep = sleep
        self.changing = asyncio.Lock()
        """Held while the person's file is read or written, so that nothing is lost in between."""
        self._environ = environ
        self._shipped = shipped
        self.seen: Stamp = stamp_of(paths.user_config)
        """Of the person's file when it was read last."""
        self._now = self.judge()
        self._listeners: list[Listener] = []

    @property
    def now(self) -> Config:
        """The configuration in force; a value, so whoever holds it sees no half change."""
        return self._now

    def get(self) -> Config:
        """`now`, for those who take a function."""
        return self._now

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` on the event loop after each change; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def judge(self, text: bytes | None = None, before: Config | None = None) -> Config:
        """What the configuration is, or would be with this text as the person's file. Reads files; changes nothing."""
        return load_config(self.paths, self._environ, self._shipped, before=before, text=text)

    async def reload(self) -> ConfigChange:
        """Read everything again, in a thread. A file that cannot be parsed leaves what is in force."""
        async with self.changing:
            return await self.take_over()

    async def refresh(self) -> None:
        """Read everything again if the person's file is another one than was read last, for who asks how it is now.

        One that is being written is waited for, as in `app.config.watch`, but not for long.
        """
        found = await self._look()
        if found == self.seen:
            return
        for _ in range(LOOKS):
            before = found
            await self._sleep(PAUSE_S)
            found = await self._look()
            if found == before:
                break
        await self.reload()

    async def _look(self) -> Stamp:
        return await asyncio.to_thread(stamp_of, self.paths.user_config)

    async def take_over(self) -> ConfigChange:
        """`reload`, for who holds `changing` already."""
        before = self._now
        seen, self._now = await asyncio.to_thread(lambda: (stamp_of(self.paths.user_config), self.judge(None, before)))
        self.seen = seen
        change = difference(before, self._now)
        if change:
            log.info("settings read again: %d keys, %d tables changed", len(change.keys), len(change.tables))
            for listener in tuple(self._listeners):
                listener(change)
        return change


def difference(before: Config, after: Config) -> ConfigChange:
    """What is different between two configurations."""
    keys = {
        key
        for key in (*before.values, *after.values)
        if before.values.get(key) != after.values.get(key) or before.sources.get(key) != after.sources.get(key)
    }
    tables = {name for name in TABLES if getattr(before, name) != getattr(after, name)}
    return ConfigChange(frozenset(keys), frozenset(tables), before.problems != after.problems)
