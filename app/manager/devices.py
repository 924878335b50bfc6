"""What the installed engines can compute on: asked of their workers when somebody wants to know."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping

from app.backends.base import Backend, Devices, Engine
from app.errors import AppError
from app.manager.ports import ManagerOptions
from app.manager.timers import Timers, limited
from app.types.models import BackendName, DeviceInfo

log = logging.getLogger(__name__)

DEVICES_LIMIT_S = 30.0
"""What a worker gets to start and to look at the machine."""
_OWN_MEMORY = frozenset({"gpu", "accel"})
"""Kinds of devices with memory of their own."""


class DeviceList:
    """Asks engines for their devices. Runs on the core's event loop.

    Args:
        engines: Every engine of this build.
        running: The instances that run anyhow, by engine.
        options: The settings now.
        timers: Clock and timers.
    """

    def __init__(
        self,
        engines: Mapping[BackendName, Engine],
        running: Callable[[], Mapping[BackendName, Backend]],
        options: Callable[[], ManagerOptions],
        timers: Timers,
    ) -> None:
        self._engines = engines
        self._running = running
        self._options = options
        self._timers = timers

    async def all(self) -> tuple[DeviceInfo, ...]:
        """The devices of every engine in the order that is turned on and installed; each one once."""
        found: dict[tuple[str, ...], DeviceInfo] = {}
        for name in self._options().order:
            engine = self._engines.get(name)
            if engine is not None and self._options().of(name).enabled and engine.availability().usable:
                for device in await self.of(engine):
                    known = found.setdefault(_identity(device), device)
                    if _says(device) > _says(known):
                        found[_identity(device)] = device
        return tuple(found.values())

    async def of(self, engine: Engine) -> tuple[DeviceInfo, ...]:
        """One engine's devices; none where it cannot say, or fails to."""
        running = self._running().get(engine.name)
        backend = running or engine.create(_ended)
        if not isinstance(backend, Devices):
            return ()
        try:
            return await limited(self._timers, DEVICES_LIMIT_S, backend.devices())
        except (AppError, TimeoutError) as exc:
            log.info("the devices of %s are not known: %r", engine.name, exc)
            return ()
        finally:
            if running is None:
                await backend.close()


def _identity(device: DeviceInfo) -> tuple[str, ...]:
    """What is the same for every engine: each has a name of its own for the processor."""
    return (device.kind,) if device.kind == "cpu" else (device.kind, device.name.casefold())


def _says(device: DeviceInfo) -> tuple[bool, bool]:
    """How much an engine knows of it."""
    return bool(device.memory_total), device.description.casefold() not in ("", device.name.casefold())


def own_memory(devices: Iterable[DeviceInfo]) -> int:
    """Free bytes of devices that have memory of their own, into which a part of a model can go."""
    return sum(device.memory_free for device in devices if device.kind in _OWN_MEMORY)


def _ended(cause: str) -> None:
    log.info("a worker ended while it was asked for its devices: %s", cause)
