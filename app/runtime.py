"""The composition root of the core process: builds config, store, catalogue, manager, services and doors.

Ordered start, idempotent stop. Nothing else in Tektra knows all of these at once.
"""

from __future__ import annotations

import asyncio
import faulthandler
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from app import __version__
from app.backends.base import ProcessEnd
from app.backends.cloud.facts import FactsBook
from app.backends.cloud.key_names import KeyNames
from app.backends.cloud.keys import KeyStore
from app.backends.registry import EngineDeps, engines
from app.bridge.channels import ChannelHub
from app.bridge.events import EmptyEvent, EventBus, StoppedEvent, StoreEvent
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.catalog.catalog import Catalog
from app.config.describe import DEFAULT_PRESET, Source
from app.config.keeper import ConfigChange, ConfigKeeper
from app.config.paths import Paths, resolve_paths
from app.config.settings import declared
from app.config.tables import SECTIONS
from app.config.watch import ConfigWatch
from app.config.writer import ConfigWriter
from app.daemon.door import SocketServer
from app.daemon.linger import Linger
from app.daemon.lock import CoreLock
from app.hardware import booted_at, has_amx, machine_fingerprint, memory_available, on_battery, remembered
from app.log import FOLDER_VARIABLE, configure_logging, level_from_environment, set_level, stop_logging
from app.manager.manager import UnifiedModelManager
from app.manager.notes import EngineNotes
from app.manager.ports import ManagerOptions
from app.manager.timers import LoopTimers
from app.net.client import Net
from app.process import is_alive
from app.services.chat_desk import ChatDesk
from app.services.compare import CompareService
from app.services.core import CoreService
from app.services.crashes import CoreWatch, CrashLog, catch_faults
from app.services.data import DataService
from app.services.doctor.service import DoctorService, Sources
from app.services.engine_models import EngineModels
from app.services.engines import ORDER, EngineService
from app.services.erase import erase, finish_erasing, is_erasing
from app.services.inspect import InspectService
from app.services.integration import TektraModelIntegration
from app.services.library import LibraryService
from app.services.models import ModelEvents, ModelService
from app.services.options import manager_options, mistral_rs_options, net_options, ollama_options
from app.services.places import PlaceService
from app.services.power.awake import Awake, inhibitor
from app.services.power.sleep import SleepWatch
from app.services.presets import PresetService
from app.services.privacy import PrivacyLedger, PrivacyService
from app.services.providers import ProviderService
from app.services.settings import SettingsService
from app.services.titles import Titles
from app.services.transfer import TransferService
from app.services.trash import Trash
from app.store import Store
from app.types.doctor import DoctorReport
from app.types.engines import EngineInfo
from app.types.models import BackendName
from app.types.settings import Applies
from app.types.status import StoreStatus
from app.wire import to_wire

log = logging.getLogger(__name__)

STEP_LIMIT_S = 10.0
"""How long one step of the ordered stop may take before the next one begins."""
BATTERY_S = 10.0
"""How long it is taken for granted that the power cable is in, or is not."""

Step = tuple[str, Callable[[], Awaitable[None]]]


class CoreRuntime:
    """Everything a core process consists of. Built and used on its event loop."""

    def __init__(self, paths: Paths, *, auto: bool) -> None:
        self.paths = paths
        self.bus = EventBus()
        self.channels = ChannelHub()
        self.registry = CommandRegistry()
        self._auto = auto
        self._lock = CoreLock(paths.lockfile)
        self._crashes = CrashLog(paths.crashes)
        self._crash_watch = CoreWatch(paths.running_marker, paths.faults, self._crashes)
        self._linger_timer: asyncio.TimerHandle | None = None
        self._stop_wanted = asyncio.Event()
        self._steps: list[Step] = []
        self._recording: set[asyncio.Task[None]] = set()
        """Crashes on their way to the disk."""

    async def start(self) -> bool:
        """Start everything in order; False when another core already serves this installation."""
        self.paths.ensure()
        if not self._lock.acquire():
            return False
        self._on_stop("lock", self._release_lock)
        await asyncio.to_thread(finish_erasing, self.paths)
        self.paths.ensure()
        self._on_stop("data", self._erase_if_wanted)
        await asyncio.to_thread(self._crash_watch.begin, booted_at())
        self._on_stop("marker", self._stopped_in_order)
        self.config = await asyncio.to_thread(ConfigKeeper, self.paths)
        self._on_stop("record of crashes", self._crashes_recorded)
        general = self.config.now.settings.general
        configure_logging(self.paths.logs, "core", general.log_level)
        self._linger = Linger(time.monotonic, self._linger_s)
        self.store = await Store.open(self.paths.database, self.paths.backups, on_change=self._store_changed)
        self._on_stop("store", self.store.close)
        self.ledger = PrivacyLedger(self.paths.ledger)
        await self.ledger.start()
        self._on_stop("ledger", self.ledger.close)
        self._build_models()
        self._build_services()
        await self._start_keepers()
        self._log_problems()
        await self.manager.start()
        self._on_stop("manager", self.manager.close)
        self._watch = ConfigWatch(self.config)
        self._on_stop("watch", self._watch.stop)
        self._watch.start()
        self.awake = Awake(lambda: self.answers.count, lambda: self.config.now.settings.power.keep_awake, inhibitor())
        self._on_stop("sleep lock", self.awake.close)
        self._sleep_watch = SleepWatch(self.answers, self.manager.look)
        self._on_stop("watch of sleep", self._sleep_watch.stop)
        self._sleep_watch.start()
        await self.door.start()
        self._stop_work_in_order()
        self.bus.listen(lambda _name, _payload: self._count())
        self.bus.listen(lambda _name, _payload: self.awake.update())
        self.config.listen(self._config_changed)
        self._count()
        log.info("core %s serves %s", __version__, self.paths.socket)
        return True

    def _stop_work_in_order(self) -> None:
        """What works for front ends ends before everything else, the last of these lines first."""
        self._on_stop("drafts", self._desk.drafts.close)
        self._on_stop("meter", self._desk.meter.close)
        self._on_stop("comparison", self.comparison.close)
        self._on_stop("late answers", self.answers.stop_all)  # what began until the door was closed
        self._on_stop("late transfers", self.transfers.close)
        self._on_stop("door", self.door.stop)
        self._on_stop("pulls", self.engine_models.close)
        self._on_stop("transfers", self.transfers.close)
        self._on_stop("answers", self.answers.stop_all)  # before the door, so that front ends still hear their ends
        self._on_stop("titles", self.titles.close)  # first of all: one would begin when the answers have ended

    async def run(self) -> None:
        """Return when the core should end: asked to, by a signal, or after its linger time."""
        await self._stop_wanted.wait()

    def request_stop(self) -> None:
        """Let `run` return."""
        self._stop_wanted.set()

    def end_by_signal(self) -> None:
        """Somebody outside wants the core to end: tell the front ends and let `run` return."""
        self.bus.emit(EventName.CORE_STOPPED, StoppedEvent(on_purpose=True))
        self.request_stop()

    async def stop(self) -> None:
        """Stop in the reverse order of the start, each step with a time limit; twice is once."""
        task = asyncio.current_task()
        while self._steps:
            name, step = self._steps.pop()
            try:
                async with asyncio.timeout(STEP_LIMIT_S):
                    await step()
            except Exception:
                log.exception("stopping the %s failed", name)
            except asyncio.CancelledError:
                if task is None or task.cancelling():
                    raise
                log.error("stopping the %s was called off", name)  # something that it waited for, not this stop
        if self._linger_timer is not None:
            self._linger_timer.cancel()

    async def examine(self, why: str, hint: str) -> tuple[DoctorReport, str]:
        """Look at everything without lock, database and doors, where no core could be started for the reason `why`:
        what was found, and the same as text for a bug report.
        """
        self.config = await asyncio.to_thread(ConfigKeeper, self.paths)
        self.ledger = PrivacyLedger(self.paths.ledger)
        self._build_models()
        doctor = DoctorService(replace(self._doctor_sources(), no_core=(why, hint)))
        try:
            report = await doctor.run()
            return report, await doctor.text(report)
        finally:
            await self.manager.close()
            await self._crashes_recorded()

    def _doctor_sources(self) -> Sources:
        return Sources(
            paths=self.paths,
            engines=self._engine_infos,
            devices=self.manager.devices,
            models=self.catalog,
            issues=lambda: (*self.config.now.problems, *self.catalog.problems),
            crashes=self._crashes,
            models_limit=lambda: self._manager_options().memory_bytes,
            states=lambda: self._manager_options().states,
        )

    def _build_models(self) -> None:
        self.writer = ConfigWriter(self.config)
        self.catalog = Catalog(self.config.get, self.paths)
        self._engines = engines(self._engine_deps())
        self.manager = UnifiedModelManager(
            self.catalog,
            self._engines,
            self._manager_options,
            EngineNotes(self.paths.engine_notes, machine_fingerprint(), time.time),
            ModelEvents(self.bus),
            LoopTimers(),
            has_amx,
            is_alive,
            memory_available,
            on_crash=self._record_crash,
            on_kept_back=self.net.kept_back,
        )

    def _build_services(self) -> None:
        self.models = ModelService(self.manager, self.catalog, self.bus)
        desk = ChatDesk(
            self.store,
            self.manager,
            self.models,
            self.channels,
            self.bus,
            self.config.get,
            remembered(on_battery, BATTERY_S),
            listening=lambda: self.door.clients > 0,
        )
        self._desk, self.answers, self.chats = desk, desk.answers, desk.chats
        self.door = SocketServer(
            self.registry,
            self.channels,
            self.bus,
            self.paths.socket,
            self._lock,
            on_clients_changed=lambda _clients: self._count(),
        )
        self.core = CoreService(
            self.paths,
            self.config.get,
            self.catalog,
            self.store,
            self.manager,
            self.answers,
            self.bus,
            lingers=self._auto,
            clients=lambda: self.door.clients,
            request_stop=self.request_stop,
        )
        self.comparison: CompareService = CompareService(self.manager, self.models.resolve, self.channels)
        self.engine_models: EngineModels = EngineModels(
            self._engines, self.catalog, self.channels, self.bus, self.manager.probe, self._count
        )
        self.transfers = TransferService(self.store, self.channels, self.bus, self._count, self.config.get)
        self.integration = TektraModelIntegration(
            self.chats, self.models, self.manager, self.channels, self.core.config_problems
        )
        self.settings = SettingsService(
            self.config, self.writer, self.core.config_problems, self.bus, self.catalog.check_name
        )

    async def _start_keepers(self) -> None:
        """What keeps chats in order by itself; then every command is answered."""
        self.titles: Titles = Titles(
            self.store, self.manager, self.answers, self.bus, lambda: self.config.now.settings.chat.auto_titles
        )
        self.trash = Trash(self.store, self.answers, self.paths.states, self.bus, time.time)
        await self.trash.start()
        self._on_stop("trash", self.trash.close)
        self._bind()

    def _bind(self) -> None:
        for service in (
            self._desk,
            LibraryService(self.store.library, self.answers, self.models.resolve, self.bus, self._prompt_limit),
            PlaceService(self.store.library, self.bus),
            self.titles,
            self.trash,
            self.models,
            self.core,
            self.comparison,
            self.engine_models,
            self.transfers,
            InspectService(self.manager, self.models.resolve),
            PresetService(self.config.get, self.writer, self.store.setups.rename_preset, self.bus),
            self.settings,
            EngineService(self.manager, self.settings),
            PrivacyService(self.ledger),
            self._data_service(),
            ProviderService(
                lambda: self.config.now.providers,
                self.writer,
                self.keys,
                self.provider_facts,
                self.net,
                self.bus,
                lambda: self.config.now.settings.backends.cloud.enabled,
                lambda: self.manager.probe(BackendName.CLOUD),
            ),
            DoctorService(replace(self._doctor_sources(), store=self.store.status)),
        ):
            service.bind(self.registry)

    def _data_service(self) -> DataService:
        return DataService(
            self.paths,
            self.store,
            self.answers,
            self.keys,
            lambda: (*(spec.name for spec in self.config.now.providers), *self.provider_facts.names()),
            self.bus,
            self.request_stop,
        )

    async def _engine_infos(self) -> tuple[EngineInfo, ...]:
        """As they are now, not as they were found last."""
        await self.manager.probe()
        return self.manager.engines()

    def _manager_options(self) -> ManagerOptions:
        config = self.config.now
        is_set = config.sources.get(ORDER, Source.DEFAULT) is not Source.DEFAULT
        return manager_options(config.settings, self.paths.states, order_is_set=is_set)

    def _engine_deps(self) -> EngineDeps:
        self.net = Net(lambda: net_options(self.config.now.settings), self.ledger)
        self.keys = KeyStore(names=KeyNames(self.paths.key_names))
        self.provider_facts = FactsBook(self.paths.provider_facts)
        self.provider_facts.read()
        return EngineDeps(
            net=self.net,
            keys=self.keys,
            mistral_rs=lambda: mistral_rs_options(self.config.now.settings),
            ollama=lambda: ollama_options(self.config.now.settings),
            providers=lambda: self.config.now.providers,
            provider_facts=self.provider_facts.of,
            logs=self.paths.logs,
        )

    def _prompt_limit(self) -> int:
        return self.config.now.settings.limits.max_prompt_bytes

    def _linger_s(self) -> float | None:
        return self.config.now.settings.general.linger_s if self._auto else None

    def _config_changed(self, change: ConfigChange) -> None:
        """What does not read the settings by itself at each use."""
        if change.problems:
            self._log_problems()
        if "general.log_level" in change.keys:
            set_level(self.config.now.settings.general.log_level)
        if "general.linger_s" in change.keys:
            self._count()
        tables = change.tables - {"presets"}
        if tables or "general.default_model" in change.keys:
            self.bus.emit(EventName.MODELS_CHANGED, EmptyEvent())
        if "presets" in change.tables or DEFAULT_PRESET in change.keys:
            self.bus.emit(EventName.LIBRARY_CHANGED, EmptyEvent())
        if tables or any(key.startswith(("backends.", "privacy.", "network.")) for key in change.keys):
            self.manager.look()
            self.manager.engines_changed()
        for backend in _loaded_otherwise(change.keys):
            self.manager.load_settings_changed(backend)
        if tables or any(key.startswith(("backends.", "limits.")) for key in change.keys):
            self.manager.limits_changed()

    def _log_problems(self) -> None:
        """Where they are and not what stands there: a log must carry no password that was put into a wrong place."""
        for problem in self.core.config_problems():
            log.warning("settings: %s, line %s: %s", problem.file, problem.line or "-", _loggable(problem.key))

    def _on_stop(self, name: str, step: Callable[[], Awaitable[None]]) -> None:
        self._steps.append((name, step))

    def _store_changed(self, status: StoreStatus) -> None:
        self.bus.emit(EventName.STORE_CHANGED, StoreEvent(status))

    def _record_crash(self, model_id: str, backend: BackendName, cause: str, end: ProcessEnd | None) -> None:
        """In a thread: the event loop carries other people's answers."""
        task = asyncio.create_task(asyncio.to_thread(self._crashes.engine_died, model_id, backend, cause, end))
        self._recording.add(task)
        task.add_done_callback(self._recording.discard)

    async def _crashes_recorded(self) -> None:
        await asyncio.gather(*self._recording)

    async def _stopped_in_order(self) -> None:
        self._crash_watch.end()

    async def _erase_if_wanted(self) -> None:
        """The last thing of all: nobody writes any more."""
        if is_erasing(self.paths):
            stop_logging()
            await asyncio.to_thread(erase, self.paths)

    async def _release_lock(self) -> None:
        self._lock.release()

    def _count(self) -> None:
        """Clients or answers changed: decide when to end."""
        self._linger.update(clients=self.door.clients, answering=self._at_work())
        if self._linger_timer is not None:
            self._linger_timer.cancel()
            self._linger_timer = None
        remaining = self._linger.remaining()
        if remaining is not None:
            loop = asyncio.get_running_loop()
            self._linger_timer = loop.call_later(remaining, self._end_if_quiet)

    def _at_work(self) -> int:
        """Answers, downloads, imports and exports that run."""
        return self.answers.count + self.engine_models.count + self.transfers.count

    def _end_if_quiet(self) -> None:
        if self._linger.remaining() == 0.0:
            log.info("the last client left long enough ago: the core ends")
            self.request_stop()
        else:
            self._count()


def _loggable(key: str) -> str:
    """The key as far as it is ours and not a person's."""
    return key if key in declared() else key.partition(".")[0] if key.partition(".")[0] in SECTIONS else "a key"


def _loaded_otherwise(keys: frozenset[str]) -> tuple[BackendName, ...]:
    """The engines whose models are loaded in another way once these settings have changed."""
    changed = {key.split(".")[1] for key in keys if key.startswith("backends.") and _counts_for_loads(key)}
    return tuple(backend for backend in BackendName if backend.value in changed)


def _counts_for_loads(key: str) -> bool:
    return key == "backends.ollama.host" or (key in declared() and declared()[key].applies is Applies.NEXT_LOAD)


async def serve(paths: Paths, *, auto: bool) -> int:
    """Run a core until it should end; the exit code."""
    runtime = CoreRuntime(paths, auto=auto)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):  # before the start: one that is cut off would stop nothing in order
        loop.add_signal_handler(number, runtime.end_by_signal)
    try:
        if not await runtime.start():
            print("another core serves this installation", file=sys.stderr)
            return 0
        await runtime.run()
    finally:
        await runtime.stop()
    return 0


def run_core(*, auto: bool) -> int:
    """The core process: logging, event loop, exit code."""
    paths = resolve_paths()
    configure_logging(paths.logs, "core", level_from_environment())
    os.environ[FOLDER_VARIABLE] = str(paths.logs)
    faults = catch_faults(paths.faults)
    try:
        return asyncio.run(serve(paths, auto=auto))
    finally:
        if faults is not None:
            faulthandler.disable()
            faults.close()


def run_checks() -> int:
    """What `tektra doctor` starts where no core can be: reads why from standard input and prints what was found."""
    paths = resolve_paths()
    configure_logging(paths.logs, "doctor", level_from_environment())
    os.environ[FOLDER_VARIABLE] = str(paths.logs)
    why = json.loads(sys.stdin.read() or "{}")
    runtime = CoreRuntime(paths, auto=False)
    report, text = asyncio.run(runtime.examine(str(why.get("message", "")), str(why.get("hint", ""))))
    print(json.dumps({"report": to_wire(report), "text": text}))
    return 0
