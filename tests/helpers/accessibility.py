"""A screen reader's way into the window: a private stack of X server, session bus and AT-SPI, and a client for it.

Nothing here sees pixels or moves a mouse: controls are found by role and name, as a screen reader finds them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.helpers.waiting import wait_until

_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_SHOWING = 1 << 25
_FOCUSED = 1 << 12
_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Node:
    """One control in the tree."""

    bus: str
    path: str
    role: str
    name: str


@contextmanager
def accessible_desktop(folder: Path) -> Iterator[dict[str, str]]:
    """The environment for programs that a screen reader shall see; everything ends with the block."""
    launcher = next((path for path in _LAUNCHERS if Path(path).exists()), None)
    missing = [name for name, program in (("xvfb", "Xvfb"), ("dbus", "dbus-daemon")) if shutil.which(program) is None]
    missing += ["at-spi2-core"] * (launcher is None)
    if missing or launcher is None:
        pytest.fail(f"for this test install: apt-get install {' '.join(missing)}", pytrace=False)
    with ExitStack() as stack:
        display = _start(stack, ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
        bus = _start(
            stack,
            ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address=unix:path={folder / 'bus'}"],
        )
        environ = {
            "DISPLAY": f":{display}",
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "XDG_RUNTIME_DIR": os.environ["XDG_RUNTIME_DIR"],
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        _start(stack, [launcher, "--launch-immediately"], environ)
        yield environ


def _start(stack: ExitStack, command: list[str], environ: dict[str, str] | None = None) -> str:
    """Start a part of the stack; the first line that it prints, for those that tell where they are."""
    tells = environ is None
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE if tells else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **(environ or {})},
    )
    stack.callback(_end, process)
    return process.stdout.readline().strip() if process.stdout is not None else ""


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


class ScreenReader:
    """Walks the tree of one program, presses, types, and hears announcements."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(session_bus) as session:
            asked = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = session.send_and_get_reply(new_method_call(asked, "GetAddress"), timeout=_WAIT_S).body
        self._connection: DBusConnection = open_dbus_connection(address)
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        self._connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_WAIT_S)
        registry = DBusAddress("/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry")
        self.heard: list[str] = []
        self._ask(registry, "RegisterEvent", "s", ("object:announcement",))  # Qt is silent before

    def close(self) -> None:
        """Leave."""
        self._connection.close()

    def find(self, role: str, name: str, where: str = "Tektra") -> Node:
        """The control with this role and name that is shown; waits for it."""
        found = wait_until(lambda: self._look(role, name, where), what=f"{role} “{name}”")
        assert isinstance(found, Node)
        return found

    def texts(self) -> str:
        """All text that the shown controls carry."""
        return "\n".join(self.text(node) for node in self.nodes() if self._has(node, "Text"))

    def nodes(self, where: str = "Tektra") -> Iterator[Node]:
        """Everything that is shown, from the top."""
        root = Node("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root", "desktop", "")
        waiting = [program for program in self._children(root) if program.name == where]
        while waiting:
            node = waiting.pop(0)
            yield node
            waiting[:0] = [child for child in self._children(node) if child.role == "frame" or self._shows(child)]

    def press(self, node: Node) -> None:
        """What a click does."""
        self._call(node, "org.a11y.atspi.Action", "DoAction", "i", (0,))

    def focus(self, node: Node) -> None:
        """Put the keyboard there."""
        self._call(node, "org.a11y.atspi.Component", "GrabFocus")

    def is_focused(self, node: Node) -> bool:
        """Whether the keyboard is there."""
        return bool(self._state(node) & _FOCUSED)

    def write(self, node: Node, text: str) -> None:
        """Put a text into a field."""
        self._call(node, "org.a11y.atspi.EditableText", "SetTextContents", "s", (text,))

    def text(self, node: Node) -> str:
        """The text of a control."""
        body = self._call(node, "org.a11y.atspi.Text", "GetText", "ii", (0, -1))
        return str(body[0]) if body else ""

    def hear(self) -> list[str]:
        """Every announcement so far."""
        while True:
            try:
                message = self._connection.receive(timeout=0.02)
            except TimeoutError:
                return self.heard
            self._take(message)

    def _take(self, message: Any) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.signal and fields.get(HeaderFields.member) == "Announcement":
            self.heard.append(str(message.body[3][1]))

    def _look(self, role: str, name: str, where: str) -> Node | None:
        return next((node for node in self.nodes(where) if (node.role, node.name) == (role, name)), None)

    def _children(self, node: Node) -> list[Node]:
        body = self._call(node, _ACCESSIBLE, "GetChildren")
        return [self._node(bus, path) for bus, path in (body[0] if body else ())]

    def _node(self, bus: str, path: str) -> Node:
        bare = Node(bus, path, "", "")
        role = self._call(bare, _ACCESSIBLE, "GetRoleName")
        name = self._call(bare, "org.freedesktop.DBus.Properties", "Get", "ss", (_ACCESSIBLE, "Name"))
        return Node(bus, path, str(role[0]) if role else "", str(name[0][1]) if name else "")

    def _has(self, node: Node, interface: str) -> bool:
        body = self._call(node, _ACCESSIBLE, "GetInterfaces")
        return bool(body) and f"org.a11y.atspi.{interface}" in body[0]

    def _shows(self, node: Node) -> bool:
        return bool(self._state(node) & _SHOWING)

    def _state(self, node: Node) -> int:
        body = self._call(node, _ACCESSIBLE, "GetState")
        return int(body[0][0]) if body else 0

    def _call(self, node: Node, interface: str, member: str, signature: str = "", body: tuple[Any, ...] = ()) -> Any:
        """What the control answers; () where it is gone by now."""
        return self._ask(DBusAddress(node.path, node.bus, interface), member, signature, body)

    def _ask(self, address: DBusAddress, member: str, signature: str = "", body: tuple[Any, ...] = ()) -> Any:
        call = new_method_call(address, member, signature or None, body)
        serial = next(self._connection.outgoing_serial)
        self._connection.send(call, serial=serial)
        while True:  # what comes in between is kept: it may be an announcement
            message = self._connection.receive(timeout=_WAIT_S)
            if message.header.fields.get(HeaderFields.reply_serial) == serial:
                return message.body if message.header.message_type is MessageType.method_return else ()
            self._take(message)


def until_heard(reader: ScreenReader, wanted: Callable[[str], bool]) -> str:
    """The first announcement that is wanted; waits for it."""
    found = wait_until(lambda: next(filter(wanted, reader.hear()), ""), what="an announcement")
    return str(found)
