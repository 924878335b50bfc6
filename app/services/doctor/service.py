"""The doctor's commands: puts the checks together, and runs them on whatever part of a core there is."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from app import __version__
from app.bridge import signatures as cmd
from app.bridge.registry import CommandRegistry
from app.config.paths import Paths
from app.process import memory_bytes
from app.services.crashes import CrashLog
from app.services.doctor.checks import Check, Findings, in_thread, run_checks
from app.services.doctor.core import judge_core, judge_crashes, judge_settings, judge_store, no_core
from app.services.doctor.engines import judge_devices, judge_engines
from app.services.doctor.identity import private_here
from app.services.doctor.machine import look_at_folders, look_at_memory, look_at_states
from app.services.doctor.media import look_at_cameras, look_at_sound
from app.services.doctor.models import ModelFiles, look_at_model_folders, look_at_models
from app.services.doctor.report import report_text
from app.types.doctor import DoctorReport, DoctorSection, ShippedPart
from app.types.engines import EngineInfo
from app.types.models import DeviceInfo, StateFolder
from app.types.settings import ConfigIssue
from app.types.status import StoreStatus

ENGINES_S = 10.0
"""Servers that do not answer take some seconds each."""
DEVICES_S = 40.0
"""Where no engine runs, one is started for a moment."""
FRESH_S = 300.0
"""As long as this, a report is made of what was found last."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What the doctor asks; the composition root hands it in."""

    paths: Paths
    engines: Callable[[], Awaitable[tuple[EngineInfo, ...]]]
    """Looks anew whether servers answer."""
    devices: Callable[[], Awaitable[tuple[DeviceInfo, ...]]]
    models: ModelFiles
    issues: Callable[[], tuple[ConfigIssue, ...]]
    crashes: CrashLog
    models_limit: Callable[[], int]
    """Bytes that models may take together; 0 is no limit."""
    states: Callable[[], StateFolder]
    store: Callable[[], StoreStatus] | None = None
    """None where no core runs."""
    no_core: tuple[str, str] = ("", "")
    """Why no core could be started, and what would help."""


class DoctorService:
    """doctor.run, doctor.report and about.parts. Lives on the core's event loop; emits nothing."""

    def __init__(self, sources: Sources, clock: Callable[[], float] = time.time) -> None:
        self._sources = sources
        self._clock = clock
        self._last: DoctorReport | None = None

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.doctor_run, self.run)
        registry.bind(cmd.doctor_report, self.report)
        registry.bind(cmd.about_parts, self.parts)

    async def run(self) -> DoctorReport:
        """See `signatures.doctor_run`."""
        findings = await run_checks(self._checks())
        self._last = DoctorReport(__version__, _system(), self._clock(), findings)
        return self._last

    async def report(self) -> str:
        """See `signatures.doctor_report`."""
        last = self._last
        if last is None or not 0 <= self._clock() - last.at < FRESH_S:
            last = await self.run()
        return await self.text(last)

    async def text(self, report: DoctorReport) -> str:
        """What was found as text for a bug report, without what is private."""
        crashes = await in_thread(self._sources.crashes.read)
        private = await in_thread(partial(private_here, self._sources.paths.home))
        return report_text(report, crashes, private)

    async def parts(self) -> tuple[ShippedPart, ...]:
        """See `signatures.about_parts`."""
        from app.services.parts import shipped_parts  # reads the metadata of every package

        return await in_thread(shipped_parts)

    def _checks(self) -> tuple[Check, ...]:
        section = DoctorSection
        blocking: tuple[tuple[DoctorSection, str, Callable[[], Findings]], ...] = (
            (section.CRASHES, "Last crash", self._crashes),
            (section.MEMORY, "Memory", lambda: look_at_memory(self._sources.models_limit())),
            (section.DISK, "Disk", self._folders),
            (section.DISK, "Kept conversations", self._states),
            (section.SETTINGS, "Settings", lambda: judge_settings(self._sources.issues())),
            (section.MODELS, "Model files", lambda: look_at_models(self._sources.models)),
            (section.MODELS, "Model folders", lambda: look_at_model_folders(self._sources.models)),
            (section.SOUND, "Sound", look_at_sound),
            (section.CAMERA, "Cameras", look_at_cameras),
        )
        return (
            Check(section.CORE, "Core", self._core),
            Check(section.CORE, "Chats", self._store),
            Check(section.ENGINES, "Engines", self._engines, ENGINES_S),
            Check(section.DEVICES, "Devices", self._devices, DEVICES_S),
            *(Check(where, name, partial(in_thread, look)) for where, name, look in blocking),
        )

    async def _core(self) -> Findings:
        if self._sources.store is None:
            return no_core(*self._sources.no_core)
        return judge_core(__version__, memory_bytes(os.getpid()))

    async def _store(self) -> Findings:
        return () if self._sources.store is None else judge_store(self._sources.store())

    async def _engines(self) -> Findings:
        return judge_engines(await self._sources.engines())

    async def _devices(self) -> Findings:
        return judge_devices(await self._sources.devices())

    def _crashes(self) -> Findings:
        return judge_crashes(self._sources.crashes.read(), self._clock())

    def _folders(self) -> Findings:
        paths = self._sources.paths
        folders = {"Data": paths.data, "Cache": paths.cache, "Logs": paths.logs}
        return look_at_folders(folders.items())

    def _states(self) -> Findings:
        states = self._sources.states()
        return look_at_states(states.path, states.max_bytes)


def _system() -> str:
    """Operating system, processor and Python, without names of machine or person."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"{system}, {os.cpu_count() or 1} cores, Python {platform.python_version()}"
