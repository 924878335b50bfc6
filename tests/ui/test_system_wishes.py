"""The system's wishes, and notifications, over a real session bus of the test's own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bridge.events import SettingsEvent
from app.bridge.names import EventName
from app.ui.desktop.notifier import Notifier
from app.ui.theme import theme
from app.ui.theme.system import SystemWishes, session_bus
from tests.helpers import fake_portal
from tests.ui.settings_samples import FakeSettings
from tests.ui.window_rig import Start

Desktop = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    """The address of a bus that ends with the test."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.fail("dbus-daemon is missing; install it with: apt-get install dbus")
    command = [program, "--session", "--nofork", "--print-address", f"--address=unix:path={tmp_path / 'bus'}"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.kill()
    daemon.communicate()


@pytest.fixture
def desktop(bus: str) -> Iterator[Desktop]:
    """Starts the portal with these settings."""
    started: list[subprocess.Popen[str]] = []

    def start(*settings: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(Path(fake_portal.__file__)), bus, *settings]
        portal = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        started.append(portal)
        assert portal.stdout is not None
        assert portal.stdout.readline() == "ready\n"
        return portal

    yield start
    for portal in started:
        portal.communicate(timeout=20)


@pytest.fixture
def motion() -> SystemWishes:
    return SystemWishes()


def tell(portal: subprocess.Popen[str], setting: str) -> None:
    assert portal.stdin is not None
    portal.stdin.write(f"{setting}\n")


@pytest.mark.parametrize(
    "settings", [("reduced-motion=1",), ("enable-animations=false",), ("reduced-motion=1", "enable-animations=true")]
)
def test_the_desktop_asks_for_less_and_takes_it_back(
    settings: tuple[str, ...], bus: str, desktop: Desktop, motion: SystemWishes, qtbot: QtBot
) -> None:
    portal = desktop(*settings)
    with qtbot.waitSignal(motion.changed):
        motion.ask(bus)
    assert motion.still
    with qtbot.waitSignal(motion.changed):
        tell(portal, "enable-animations=true" if len(settings) == 1 and "enable" in settings[0] else "reduced-motion=0")
    assert not motion.still


def test_what_the_desktop_says_of_other_things_or_oddly_changes_nothing(
    bus: str, desktop: Desktop, motion: SystemWishes, qtbot: QtBot
) -> None:
    portal = desktop("reduced-motion=7", "enable-animations=3")
    motion.ask(bus)
    tell(portal, "enable-animations=2")
    with qtbot.waitSignal(motion.changed):  # what came before was heard by then
        tell(portal, "reduced-motion=1")
    assert motion.still


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus", "nonsense"])
def test_without_a_bus_nothing_is_still(address: str, motion: SystemWishes) -> None:
    motion.ask(address)
    assert not motion.still


def test_a_bus_is_found_but_none_is_started(tmp_path: Path) -> None:
    assert session_bus({"DBUS_SESSION_BUS_ADDRESS": "unix:abstract=x", "XDG_RUNTIME_DIR": "/x"}) == "unix:abstract=x"
    assert session_bus({}) == ""
    assert session_bus({"XDG_RUNTIME_DIR": str(tmp_path)}) == ""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "bus"))
        assert session_bus({"XDG_RUNTIME_DIR": str(tmp_path)}) == f"unix:path={tmp_path / 'bus'}"


def test_the_window_follows_the_system_unless_the_person_says_otherwise(
    bus: str, desktop: Desktop, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop("reduced-motion=1")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    rig = start()
    assert not theme().still
    rig.window.settings.live.follow_system()
    qtbot.waitUntil(lambda: theme().still)
    for value, still in (("off", False), ("on", True), ("off", False), ("system", True)):
        known = FakeSettings().put("appearance.reduce_motion", value=value)
        rig.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent((known,), ()))
        assert theme().still is still


def test_the_desktop_asks_for_more_contrast(bus: str, desktop: Desktop, motion: SystemWishes, qtbot: QtBot) -> None:
    portal = desktop("contrast=1")
    with qtbot.waitSignal(motion.changed):
        motion.ask(bus)
    assert motion.high_contrast
    with qtbot.waitSignal(motion.changed):
        tell(portal, "contrast=0")
    assert not motion.high_contrast


def test_the_window_takes_more_contrast_from_the_system_unless_the_person_says_otherwise(
    bus: str, desktop: Desktop, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop("contrast=1")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    rig = start()
    rig.window.settings.live.follow_system()
    qtbot.waitUntil(lambda: theme().tokens.high)
    for value, high in (("off", False), ("on", True), ("system", True)):
        known = FakeSettings().put("appearance.contrast", value=value)
        rig.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent((known,), ()))
        assert theme().tokens.high is high


def test_the_portal_shows_a_notification_and_tells_of_the_click(bus: str, desktop: Desktop, qtbot: QtBot) -> None:
    portal = desktop()
    notifier = Notifier(bus)
    notifier.tell("chat-1", "Tides", "The answer is there")
    qtbot.waitUntil(lambda: not notifier._waiting)
    assert portal.stdout is not None
    assert portal.stdout.readline() == "chat-1: sa{sv}\n"
    with qtbot.waitSignal(notifier.clicked) as clicked:
        tell(portal, "click=chat-1")
    assert clicked.args == ["chat-1"]
    notifier.withdraw("chat-1")


def test_without_a_portal_the_system_s_own_program_shows_it(
    bus: str, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, note = tmp_path / "notify-send", tmp_path / "note"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {note}.part && mv {note}.part {note}\n', "utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    notifier = Notifier(bus)
    notifier.tell("chat-1", "--help", "It is there")
    qtbot.waitUntil(note.exists)
    assert note.read_text("utf-8") == "--app-name=Tektra|--|--help|It is there|"
