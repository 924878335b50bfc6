"""The window's bridge against core processes: start, reconnect, resume, stop, other versions, floods."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from app import __version__
from app.bridge.names import EventName
from app.bridge.signatures import (
    AnswerStarted,
    chat_list,
    chat_open,
    chat_rename,
    chat_send,
    chat_stop,
    core_status,
    core_stop,
    store_retry,
)
from app.client import launch
from app.client.aio import AsyncClient
from app.config.paths import Paths, resolve_paths
from app.errors import AppError, ChannelGone, ChatNotFound, CoreUnavailable, FrameError
from app.types.status import CoreStatus
from app.types.streams import AnswerEnded, AnswerText
from app.ui import spoken
from app.ui.bridge import link
from app.ui.bridge.base import LinkState
from app.ui.bridge.socket import SocketBridge
from app.ui.phrases import Phrasebook
from tests.helpers.link_core import CHATS, core_starter, start_core
from tests.helpers.waiting import listens, wait_until

TIMEOUT = 20_000


@pytest.fixture
def paths() -> Paths:
    found = resolve_paths()
    found.ensure()
    return found


class Window:
    """A bridge that notes its states, as a window would show them."""

    def __init__(self, qtbot: QtBot, paths: Paths, spawn: Callable[[Paths], subprocess.Popen[bytes]]) -> None:
        self.qtbot = qtbot
        self.bridge = SocketBridge(paths, spawn=spawn)
        self.states: list[LinkState] = []
        self.errors: list[AppError | None] = []
        self.bridge.link_changed.connect(self._note)

    def _note(self, state: LinkState, error: AppError | None) -> None:
        self.states.append(state)
        self.errors.append(error)

    def wait(self, state: LinkState) -> None:
        """Wait until the link has this state."""
        if self.bridge.link is not state:
            with self.qtbot.waitSignal(
                self.bridge.link_changed, timeout=TIMEOUT, check_params_cb=lambda new, _: new is state
            ):
                pass

    def connect(self) -> Window:
        self.bridge.start()
        self.wait(LinkState.CONNECTED)
        return self

    def call(self, signature: Callable[..., Any], **arguments: Any) -> Any:
        """The result of a call, or its error."""
        got: list[Any] = []
        self.bridge.invoke(signature, **arguments).then(got.append, got.append)
        assert got == []
        self.qtbot.waitUntil(lambda: bool(got), timeout=TIMEOUT)
        return got[0]

    def status(self) -> CoreStatus:
        status = self.call(core_status)
        assert isinstance(status, CoreStatus)
        return status


class Cores:
    """Core processes of one test; they all end with it."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.started: list[subprocess.Popen[bytes]] = []

    def spawn(self, paths: Paths) -> subprocess.Popen[bytes]:
        self.started.append(core_starter()(paths))
        return self.started[-1]

    def run(self, *arguments: str) -> subprocess.Popen[bytes]:
        self.started.append(start_core(self.paths, *arguments))
        wait_until(lambda: listens(self.paths.socket))
        return self.started[-1]

    def kill(self, pid: int) -> None:
        core = next(core for core in self.started if core.pid == pid)
        core.kill()
        core.wait()

    def end(self) -> None:
        for core in self.started:
            core.kill()
            core.wait()


@pytest.fixture
def cores(paths: Paths) -> Iterator[Cores]:
    made = Cores(paths)
    yield made
    made.end()


@pytest.fixture
def open_window(qtbot: QtBot, paths: Paths, cores: Cores) -> Iterator[Callable[..., Window]]:
    opened: list[Window] = []

    def open_one(spawn: Callable[[Paths], subprocess.Popen[bytes]] | None = None) -> Window:
        opened.append(Window(qtbot, paths, spawn or cores.spawn))
        return opened[-1]

    yield open_one
    for window in opened:
        window.bridge.close()


class Follow:
    """What one follower of a channel heard."""

    def __init__(self, window: Window, channel: str | None, after: int = 0) -> None:
        assert channel is not None
        self.window = window
        self.items: list[Any] = []
        self.ends: list[AppError | None] = []
        self.leave = window.bridge.follow(channel, after, self.items.append, self.ends.append)

    @property
    def text(self) -> str:
        return "".join(item.text for item in self.items if isinstance(item, AnswerText))

    def wait_end(self) -> AppError | None:
        self.window.qtbot.waitUntil(lambda: bool(self.ends), timeout=TIMEOUT)
        assert len(self.ends) == 1
        return self.ends[0]

    def wait_text(self, text: str) -> None:
        self.window.qtbot.waitUntil(lambda: self.text == text, timeout=TIMEOUT)


@pytest.fixture
def german() -> Iterator[None]:
    words = {
        "There is no chat {0}.": "Es gibt keinen Chat {0}.",
        "The engine gave up.": "Die Engine gab auf.",
        "Tektra's core is away just now.": "Der Kern ist nicht da.",
    }
    spoken.use(lambda: Phrasebook(words, words.__getitem__))
    yield
    spoken.use(None)


@pytest.mark.usefixtures("german")
def test_in_a_german_window_errors_and_stored_answers_come_in_german(open_window: Callable[[], Window]) -> None:
    window = open_window()
    assert window.call(chat_list).message == "Der Kern ist nicht da."
    assert window.connect().call(chat_open, chat_id="nobody").message == "Es gibt keinen Chat 'nobody'."
    follow = Follow(window, window.call(chat_send, text="fail").answer.channel)
    assert follow.wait_end() is None
    assert follow.items[-1].message.error["message"] == "Die Engine gab auf."


def test_a_core_is_started_and_used(open_window: Callable[[], Window], cores: Cores) -> None:
    window = open_window().connect()
    assert len(cores.started) == 1
    assert window.states == [LinkState.CONNECTED]
    assert window.call(chat_list) == CHATS
    error = window.call(chat_open, chat_id="nobody")
    assert isinstance(error, ChatNotFound)
    assert window.status().pid == cores.started[0].pid


def test_a_running_core_is_found(open_window: Callable[[], Window], cores: Cores) -> None:
    core = cores.run()
    assert open_window().connect().status().pid == core.pid
    assert cores.started == [core]


def test_two_windows_at_once_meet_in_one_core(open_window: Callable[[], Window], cores: Cores) -> None:
    one, two = open_window(), open_window()
    one.bridge.start()
    two.bridge.start()
    for window in (one, two):
        window.wait(LinkState.CONNECTED)
    assert one.status().pid == two.status().pid
    assert one.status().clients == 2


def test_an_answer_streams_and_a_late_follower_gets_all(open_window: Callable[[], Window]) -> None:
    window = open_window().connect()
    started = window.call(chat_send, text="one two three")
    assert isinstance(started, AnswerStarted)
    follow = Follow(window, started.answer.channel)
    assert follow.wait_end() is None
    assert follow.text == "one two three"
    assert isinstance(follow.items[-1], AnswerEnded)
    late = Follow(window, started.answer.channel, after=3)
    assert late.wait_end() is None
    assert late.items == follow.items[3:]


def test_who_leaves_a_channel_hears_no_more(open_window: Callable[[], Window]) -> None:
    window = open_window().connect()
    answer = window.call(chat_send, text="wait here").answer
    gone, stays = Follow(window, answer.channel), Follow(window, answer.channel)
    stays.wait_text("wait here")
    gone.wait_text("wait here")
    gone.leave()
    gone.leave()
    window.call(chat_stop, message_id=answer.id)
    assert stays.wait_end() is None
    assert gone.ends == []
    assert gone.text == "wait here"


def test_events_become_a_signal(qtbot: QtBot, open_window: Callable[[], Window]) -> None:
    window = open_window().connect()
    with qtbot.waitSignal(window.bridge.core_event, timeout=TIMEOUT) as caught:
        window.bridge.invoke(store_retry)
    assert caught.args is not None
    assert caught.args[0] is EventName.MODELS_CHANGED


def test_an_error_that_nobody_handles_is_told(qtbot: QtBot, open_window: Callable[[], Window]) -> None:
    window = open_window().connect()
    with qtbot.waitSignal(window.bridge.unhandled, timeout=TIMEOUT) as caught:
        window.bridge.invoke(chat_open, chat_id="nobody")
    assert caught.args is not None
    assert isinstance(caught.args[0], ChatNotFound)


def test_arguments_too_large_for_a_frame_fail_their_call_only(open_window: Callable[[], Window]) -> None:
    window = open_window().connect()
    assert isinstance(window.call(chat_rename, chat_id="c", title="x" * 34_000_000), FrameError)
    assert window.call(chat_list) == CHATS


def test_a_killed_core_comes_back_by_itself(open_window: Callable[[], Window], cores: Cores) -> None:
    window = open_window().connect()
    answer = window.call(chat_send, text="wait here").answer
    follow = Follow(window, answer.channel)
    follow.wait_text("wait here")
    lost: list[Any] = []
    window.bridge.invoke(chat_rename, chat_id="c", title="slow").then(lost.append, lost.append)
    window.call(chat_list)
    first = window.status().pid
    cores.kill(first)
    window.wait(LinkState.LOST)
    assert isinstance(window.call(chat_list), CoreUnavailable)
    window.wait(LinkState.CONNECTED)
    assert window.states == [LinkState.CONNECTED, LinkState.LOST, LinkState.CONNECTED]
    assert [type(error) for error in lost] == [CoreUnavailable]
    assert isinstance(follow.wait_end(), ChannelGone)
    assert follow.text == "wait here"
    assert window.status().pid != first


def test_two_windows_find_the_same_new_core(open_window: Callable[[], Window], cores: Cores) -> None:
    one, two = open_window().connect(), open_window().connect()
    cores.kill(one.status().pid)
    for window in (one, two):
        window.wait(LinkState.LOST)
    for window in (one, two):
        window.wait(LinkState.CONNECTED)
    assert one.status().pid == two.status().pid


@pytest.mark.parametrize("cut", [1, 2, 3000, 5999])
def test_a_broken_connection_is_resumed_without_loss_or_repetition(
    open_window: Callable[[], Window], cores: Cores, cut: int
) -> None:
    """The core lives on, the socket breaks after `cut` items, and what Qt had not handed over is lost."""
    window = open_window().connect()
    numbers = [str(number) for number in range(6000)]
    channel = window.call(chat_send, text=" ".join(numbers)).answer.channel
    got: list[str] = []
    ends: list[AppError | None] = []

    def take(item: Any) -> None:
        if isinstance(item, AnswerText):
            got.append(item.text.strip())
            if len(got) == cut:
                window.bridge._core._socket.abort()

    window.bridge.follow(channel, 0, take, ends.append)
    window.qtbot.waitUntil(lambda: bool(ends), timeout=TIMEOUT)
    assert ends == [None]
    assert got == numbers
    window.wait(LinkState.CONNECTED)
    assert window.states == [LinkState.CONNECTED, LinkState.LOST, LinkState.CONNECTED]
    assert len(cores.started) == 1


def test_a_core_stopped_on_purpose_is_not_started_again_unasked(
    qtbot: QtBot, open_window: Callable[[], Window], cores: Cores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "LOOK_S", 0.01)
    window, other = open_window().connect(), open_window().connect()
    window.bridge.invoke(core_stop)
    window.wait(LinkState.STOPPED)
    other.wait(LinkState.STOPPED)
    cores.started[0].wait(20)
    before = len(cores.started)
    looks = 0

    def count() -> None:
        nonlocal looks
        looks += 1

    window.bridge._core._attempt.timeout.connect(count)
    qtbot.waitUntil(lambda: looks >= 5, timeout=TIMEOUT)
    assert len(cores.started) == before
    assert window.bridge.link is LinkState.STOPPED
    window.bridge.start_core()
    window.wait(LinkState.CONNECTED)
    other.wait(LinkState.CONNECTED)
    assert len(cores.started) == before + 1
    assert window.status().clients == 2


def test_a_core_that_makes_room_is_left_to_who_asked(
    open_window: Callable[[], Window], cores: Cores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "TAKEOVER_GRACE_S", 60.0)
    window = open_window().connect()
    window.bridge.invoke(core_stop, on_purpose=False)
    window.wait(LinkState.LOST)
    cores.started[0].wait(20)
    core = cores.run()
    window.wait(LinkState.CONNECTED)
    assert window.status().pid == core.pid
    assert len(cores.started) == 2


def test_an_idle_core_of_another_version_is_replaced(open_window: Callable[[], Window], cores: Cores) -> None:
    other = cores.run("9.9.9")
    window = open_window().connect()
    assert window.status().version == __version__
    assert other.wait(20) == 0


def test_a_busy_core_of_another_version_is_waited_for(
    open_window: Callable[[], Window], cores: Cores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "WAITING_RETRY_S", 0.01)
    other = cores.run("9.9.9", "busy")
    window = open_window()
    window.bridge.start()
    window.wait(LinkState.WAITING)
    assert "9.9.9" in str(window.errors[-1])
    assert isinstance(window.call(chat_list), CoreUnavailable)
    other.send_signal(signal.SIGUSR1)
    window.wait(LinkState.CONNECTED)
    assert window.status().version == __version__


def test_an_installation_that_changed_meanwhile_is_told(open_window: Callable[..., Window], cores: Cores) -> None:
    cores.run("9.9.9")

    def spawn(paths: Paths) -> subprocess.Popen[bytes]:
        cores.started.append(start_core(paths, "8.8.8"))
        return cores.started[-1]

    window = open_window(spawn)
    window.bridge.start()
    window.wait(LinkState.FAILED)
    assert "8.8.8" in str(window.errors[-1])
    assert cores.started[-1].poll() is None


def test_a_core_that_does_not_start_is_explained_and_can_be_tried_again(
    open_window: Callable[..., Window], cores: Cores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "RESPAWN_S", 0.0)
    monkeypatch.setattr(launch, "core_command", lambda **_: ["/bin/sh", "-c", "echo broken database >&2; exit 7"])
    broken = True

    def spawn(paths: Paths) -> subprocess.Popen[bytes]:
        return launch.spawn_core(paths) if broken else cores.spawn(paths)

    window = open_window(spawn)
    window.bridge.start()
    window.wait(LinkState.FAILED)
    error = window.errors[-1]
    assert isinstance(error, CoreUnavailable)
    assert "exit code 7" in error.message
    assert "broken database" in error.detail
    broken = False
    window.bridge.start_core()
    window.wait(LinkState.CONNECTED)


def test_a_core_that_hangs_is_told(
    open_window: Callable[..., Window], cores: Cores, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "HELLO_S", 0.02)
    monkeypatch.setattr(launch, "START_DEADLINE_S", 0.2)

    def lose_the_race(_: Paths) -> subprocess.Popen[bytes]:
        cores.started.append(subprocess.Popen(["/bin/true"]))
        return cores.started[-1]

    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(paths.socket))
        silent.listen()
        window = open_window(lose_the_race)
        window.bridge.start()
        window.wait(LinkState.FAILED)
        assert "does not answer" in str(window.errors[-1])


def test_garbage_from_the_core_ends_the_connection(
    open_window: Callable[[], Window], cores: Cores, paths: Paths
) -> None:
    with socket.socket(socket.AF_UNIX) as strange:
        strange.bind(str(paths.socket))
        strange.listen()
        window = open_window()
        window.bridge.start()
        QCoreApplication.processEvents()
        connection, _ = strange.accept()
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        paths.socket.unlink()
        connection.close()
    window.wait(LinkState.CONNECTED)
    assert len(cores.started) == 1


def test_a_flood_leaves_the_window_its_frames(qtbot: QtBot, open_window: Callable[[], Window]) -> None:
    """Fifty thousand items arrive at once; no turn of the event loop takes long."""
    words = " ".join(["w"] * 20_000)
    window = open_window().connect()
    channel = window.call(chat_send, text=words).answer.channel
    last, gaps = time.thread_time(), [0.0]

    def tick() -> None:
        nonlocal last
        now = time.thread_time()
        gaps.append(now - last)
        last = now

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(0)
    last = time.thread_time()
    follow = Follow(window, channel)
    assert follow.wait_end() is None
    timer.stop()
    assert len(follow.items) == 20_002
    assert len(gaps) > 20
    assert max(gaps) < 0.1


def test_closing_rejects_what_is_in_flight_and_stays_closed(open_window: Callable[[], Window], cores: Cores) -> None:
    window = open_window().connect()
    lost: list[Any] = []
    window.bridge.invoke(chat_rename, chat_id="c", title="slow").then(lost.append, lost.append)
    window.bridge.close()
    window.bridge.close()
    assert [type(error) for error in lost] == [CoreUnavailable]
    cores.kill(cores.started[0].pid)
    assert isinstance(window.call(chat_list), CoreUnavailable)
    assert len(cores.started) == 1


def test_a_window_and_a_terminal_share_the_core(open_window: Callable[[], Window], paths: Paths) -> None:
    window = open_window().connect()

    async def ask() -> int:
        async with await AsyncClient.connect(paths, spawn=False) as client:
            return client.hello.pid

    assert asyncio.run(ask()) == window.status().pid != os.getpid()
