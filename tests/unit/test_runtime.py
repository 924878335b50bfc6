"""The composition root: everything is bound, the order of start and stop holds, and stopping twice is once."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import AsyncIterator

import pytest

from app.bridge.names import Caller, EventName
from app.bridge.signatures import core_status, core_stop, data_delete_all, model_explain, model_list, settings_describe
from app.client.aio import AsyncClient
from app.config.paths import Paths, resolve_paths
from app.daemon.door import SocketServer
from app.errors import CoreUnavailable, StoreError, Unsupported
from app.runtime import CoreRuntime, serve
from app.services.crashes import CrashLog
from app.services.data import CONFIRMATION
from app.store import Store
from app.store.backup import make_backup
from app.types.chats import MessageStatus
from app.types.doctor import CrashRecord
from app.types.models import BackendName
from tests.helpers.logfail import ExpectedLogs
from tests.unit.backends.cloud.test_keys import Memory


async def started(paths: Paths, *, auto: bool = False) -> CoreRuntime:
    runtime = CoreRuntime(paths, auto=auto)
    assert await runtime.start()
    return runtime


@pytest.fixture
async def fresh_core() -> AsyncIterator[CoreRuntime]:
    """A core that serves an empty home."""
    runtime = await started(resolve_paths())
    yield runtime
    await runtime.stop()


async def test_every_declared_command_is_answered() -> None:
    runtime = await started(resolve_paths())
    try:
        assert runtime.registry.missing() == []
        with pytest.raises(Unsupported):
            await runtime.registry.dispatch("chat.list", {}, Caller.HTTP_REMOTE)
    finally:
        await runtime.stop()


async def test_a_second_core_of_the_same_home_does_not_start() -> None:
    paths = resolve_paths()
    runtime = await started(paths)
    second = CoreRuntime(paths, auto=True)
    assert not await second.start()
    await second.stop()
    async with await AsyncClient.connect(paths, spawn=False) as client:
        assert (await client.invoke(core_status)).clients == 1
    await runtime.stop()
    await runtime.stop()
    third = await started(paths)
    await third.stop()


async def test_core_stop_tells_front_ends_and_ends_the_run() -> None:
    paths = resolve_paths()
    runtime = await started(paths)
    events: list[EventName] = []
    runtime.bus.listen(lambda name, _payload: events.append(name))
    run = asyncio.create_task(runtime.run())
    async with await AsyncClient.connect(paths, spawn=False) as client:
        reply = await client.invoke(core_stop, only_if_idle=True)
    assert reply.stopping
    await asyncio.wait_for(run, 5)
    assert EventName.CORE_STOPPED in events
    await runtime.stop()
    with pytest.raises(CoreUnavailable):
        await AsyncClient.connect(paths, spawn=False)


async def test_a_core_that_a_window_started_ends_after_its_last_client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEKTRA_GENERAL_LINGER_S", "0")
    paths = resolve_paths()
    runtime = await started(paths, auto=True)
    await asyncio.wait_for(runtime.run(), 5)
    await runtime.stop()


@pytest.mark.parametrize("later", range(5))
async def test_a_stop_that_is_cancelled_just_when_a_step_ends_is_cancelled(later: int) -> None:
    runtime = CoreRuntime(resolve_paths(), auto=False)
    over = asyncio.get_running_loop().create_future()

    async def step() -> None:
        await over

    runtime._on_stop("step", step)
    stopping = asyncio.create_task(runtime.stop())
    for _ in range(3):
        await asyncio.sleep(0)
    over.set_result(None)
    for _ in range(later):
        await asyncio.sleep(0)
    if stopping.cancel():  # it had not ended before
        with pytest.raises(asyncio.CancelledError):
            await stopping


async def test_a_step_that_waits_for_what_was_called_off_does_not_end_the_stop(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("stopping the first was called off", logging.ERROR)
    runtime = CoreRuntime(resolve_paths(), auto=False)
    ended: list[str] = []

    async def last() -> None:
        ended.append("last")

    async def first() -> None:
        other = asyncio.create_task(asyncio.sleep(0))
        other.cancel()
        await other

    runtime._on_stop("last", last)
    runtime._on_stop("first", first)
    await runtime.stop()
    assert ended == ["last"]


async def test_an_answer_that_begins_while_the_core_stops_is_kept() -> None:
    paths = resolve_paths()
    runtime = await started(paths)

    async def ask() -> None:
        question = {"text": "/echo tokens=100000 rate=50", "model_id": "echo"}
        await runtime.registry.dispatch("chat.send", question, Caller.UI)

    door = [name for name, _ in runtime._steps].index("door")
    runtime._steps.insert(door + 1, ("a late question", ask))
    await runtime.stop()
    store = await Store.open(paths.database, paths.backups)
    (summary,) = await store.chats()
    messages = (await store.chat(summary.id)).messages
    await store.close()
    assert [message.status for message in messages] == [MessageStatus.COMPLETE, MessageStatus.INTERRUPTED]


async def test_a_start_that_fails_half_way_releases_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_room(_: SocketServer) -> None:
        raise CoreUnavailable("Tektra's core cannot open its local socket.")

    paths = resolve_paths()
    with monkeypatch.context() as patch:
        patch.setattr(SocketServer, "start", no_room)
        with pytest.raises(CoreUnavailable, match="local socket"):
            await serve(paths, auto=False)
    assert not [thread for thread in threading.enumerate() if thread.name == "store"]
    again = await started(paths)
    await again.stop()


async def test_a_signal_during_the_start_ends_the_core_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    unheard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _frame: unheard.append(number))
    start = SocketServer.start

    async def signalled(door: SocketServer) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        await start(door)

    paths = resolve_paths()
    try:
        with monkeypatch.context() as patch:
            patch.setattr(SocketServer, "start", signalled)
            assert await asyncio.wait_for(serve(paths, auto=False), 10) == 0
    finally:
        asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)
        signal.signal(signal.SIGTERM, before)
    assert unheard == []
    assert not paths.socket.exists()


async def test_every_window_hears_that_a_backup_is_in_place(fresh_core: CoreRuntime) -> None:
    store, paths = fresh_core.store, fresh_core.paths
    kept = await store.begin_exchange(None, "In the backup", None)
    await store.finish(kept.answer.id, MessageStatus.STOPPED)
    await asyncio.to_thread(make_backup, paths.database, paths.backups, time.time())
    lost = await store.begin_exchange(None, "After the backup", None)
    await store.finish(lost.answer.id, MessageStatus.STOPPED)
    events: list[EventName] = []
    fresh_core.bus.listen(lambda name, _payload: events.append(name))
    status = await fresh_core.registry.dispatch("store.restore_backup", {}, Caller.UI)
    assert status["writable"]
    assert events == [EventName.STORE_CHANGED, EventName.CHATS_CHANGED]
    assert [chat.title for chat in await store.chats()] == ["In the backup"]


async def test_without_a_backup_nothing_is_stopped(fresh_core: CoreRuntime, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[str] = []

    async def stop_all() -> None:
        stopped.append("all")

    with monkeypatch.context() as patch:
        patch.setattr(fresh_core.answers, "stop_all", stop_all)
        with pytest.raises(StoreError, match="no backup"):
            await fresh_core.registry.dispatch("store.restore_backup", {}, Caller.UI)
    assert stopped == []


async def test_settings_and_selection_are_data_for_front_ends() -> None:
    paths = resolve_paths()
    runtime = await started(paths)
    async with await AsyncClient.connect(paths, spawn=False) as client:
        settings = {setting.key: setting for setting in await client.invoke(settings_describe)}
        models = {model.id: model for model in await client.invoke(model_list)}
        selection = await client.invoke(model_explain, model_id="echo")
    await runtime.stop()
    assert settings["limits.max_queue"].environment == "TEKTRA_LIMITS_MAX_QUEUE"
    assert settings["limits.max_queue"].help
    assert not models["echo"].is_default
    assert selection.chosen == "echo"
    assert all(ranked.reason for ranked in selection.ranking)


async def test_the_log_says_where_a_setting_is_wrong_and_not_what_stands_there(
    caplog: pytest.LogCaptureFixture, expected_logs: ExpectedLogs
) -> None:
    paths = resolve_paths()
    paths.ensure()
    paths.user_config.write_text(
        '[network]\nproxy = "bob:hunter2@proxy"\nhunter2 = 1\n[chat]\nread_ahead = "hunter2"\n'
    )
    expected_logs.expect(r"settings: .*config\.toml, line 2: network\.proxy")
    expected_logs.expect(r"settings: .*config\.toml, line 3: a key")
    expected_logs.expect(r"settings: .*config\.toml, line 5: chat\.read_ahead")
    runtime = await started(paths)
    await runtime.stop()
    assert "hunter2" not in caplog.text


async def test_keys_go_with_everything_else_although_the_settings_are_broken(
    monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect(r"settings: .*config\.toml")
    paths, ring = resolve_paths(), Memory()
    monkeypatch.setattr("app.backends.cloud.keys._system_keyring", lambda: ring)
    first = await started(paths)
    spec = {"name": "one", "kind": "openai", "endpoint": "", "models": [], "enabled": True}
    await first.registry.dispatch("provider.save", {"spec": spec, "key": "sk-1234567890"}, Caller.UI)
    await first.stop()
    assert ring.kept
    paths.user_config.write_text("[providers.one\n")
    second = await started(paths)
    run = asyncio.create_task(second.run())
    async with await AsyncClient.connect(paths, spawn=False) as window:
        await window.invoke(data_delete_all, confirm=CONFIRMATION)
    await asyncio.wait_for(run, 5)
    await second.stop()
    assert ring.kept == {}
    assert not paths.data.exists()
    assert not paths.user_config.exists()


@pytest.mark.parametrize(
    ("key", "value", "heard"),
    [
        ("backends.ollama.keep_alive_s", 5.0, {"engines", "limits"}),
        ("limits.max_loaded_models", 2, {"limits"}),
        ("limits.memory_mb", 100, {"limits"}),
        ("network.proxy", "none", {"engines"}),
        ("appearance.font_size", 20, set()),
    ],
)
async def test_what_a_setting_changes_hears_of_it_at_once(
    key: str, value: object, heard: set[str], fresh_core: CoreRuntime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: set[str] = set()
    monkeypatch.setattr(fresh_core.manager, "engines_changed", lambda: told.add("engines"))
    monkeypatch.setattr(fresh_core.manager, "limits_changed", lambda: told.add("limits"))
    await fresh_core.registry.dispatch("settings.set", {"values": {key: value}}, Caller.UI)
    assert told == heard


async def test_a_crash_is_recorded_beside_the_event_loop_and_before_the_core_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runtime = await started(resolve_paths())
    threads: list[threading.Thread] = []
    add = CrashLog.add

    def noted(log: CrashLog, record: CrashRecord) -> None:
        threads.append(threading.current_thread())
        add(log, record)

    monkeypatch.setattr(CrashLog, "add", noted)
    runtime.manager._on_crash("m1", BackendName.ECHO, "It crashed.", None)
    assert threads == []
    await runtime.stop()
    assert threads
    assert threads[0] is not threading.main_thread()
    assert [record.cause for record in CrashLog(resolve_paths().crashes).read()] == ["It crashed."]


async def test_a_provider_can_be_used_at_once_and_is_gone_at_once(fresh_core: CoreRuntime) -> None:
    async def cloud_models() -> list[str]:
        listed = await fresh_core.registry.dispatch("model.list", {}, Caller.UI)
        return [model["id"] for model in listed if model["id"].startswith("one/")]

    spec = {"name": "one", "kind": "openai", "endpoint": "http://127.0.0.1:9/v1", "models": ["m"], "enabled": True}
    await fresh_core.registry.dispatch("settings.set", {"values": {"backends.cloud.enabled": True}}, Caller.UI)
    await fresh_core.registry.dispatch("provider.save", {"spec": spec, "key": None}, Caller.UI)
    assert await cloud_models() == ["one/m"]
    await fresh_core.registry.dispatch("provider.remove", {"name": "one"}, Caller.UI)
    assert await cloud_models() == []


async def test_a_provider_that_is_written_into_the_file_is_found(fresh_core: CoreRuntime) -> None:
    fresh_core.paths.user_config.write_text(
        '[backends.cloud]\nenabled = true\n[providers.one]\nendpoint = "http://127.0.0.1:9/v1"\nmodels = ["m"]\n'
    )
    found = asyncio.Event()
    fresh_core.bus.listen(
        lambda _name, _payload: found.set() if any(m.id == "one/m" for m in fresh_core.catalog.models()) else None
    )
    await fresh_core.config.take_over()
    await asyncio.wait_for(found.wait(), 5)


@pytest.mark.parametrize(
    ("key", "value", "engines"),
    [
        ("backends.mistral_rs.isq", "4", [BackendName.MISTRAL_RS]),
        ("backends.ollama.host", "127.0.0.1:9", [BackendName.OLLAMA]),
        ("backends.llama_cpp.context_tokens", 512, [BackendName.LLAMA_CPP]),
        ("backends.llama_cpp.keep_alive_s", 5.0, []),
    ],
)
async def test_what_shapes_a_load_has_loaded_models_loaded_anew(
    key: str, value: object, engines: list[BackendName], fresh_core: CoreRuntime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BackendName] = []
    monkeypatch.setattr(fresh_core.manager, "load_settings_changed", told.append)
    await fresh_core.registry.dispatch("settings.set", {"values": {key: value}}, Caller.UI)
    assert told == engines
