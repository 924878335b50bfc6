"""The desktop's portal, as far as it tells settings and shows notifications: run as a program on a session bus.

A fake at the edge, because no test may change the settings of the desktop that it runs on. Arguments: the bus's
address, and `KEY=VALUE` for each setting that it knows. A line `KEY=VALUE` on standard input changes one; a line
`click=KEY` clicks a notification. Each notification that is shown is printed.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import QDBusArgument, QDBusConnection, QDBusMessage, QDBusVariant, QDBusVirtualObject

PATH = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
NOTIFICATION = "org.freedesktop.portal.Notification"
NAMESPACES = {
    "reduced-motion": "org.freedesktop.appearance",
    "contrast": "org.freedesktop.appearance",
    "enable-animations": "org.gnome.desktop.interface",
}


def wrapped(value: object) -> QDBusVariant:
    """In two variants, as the portals answer `Read`."""
    inner = QDBusArgument()
    inner.appendVariant(QDBusVariant(value))
    return QDBusVariant(inner)


def parsed(text: str) -> tuple[str, object]:
    """`KEY=VALUE`; a number, true or false."""
    key, _, value = text.strip().partition("=")
    return key, value == "true" if value in ("true", "false") else int(value)


class Portal(QDBusVirtualObject):
    """Answers `Read`."""

    def __init__(self, known: dict[str, object]) -> None:
        super().__init__()
        self.known = known

    def introspect(self, _path: str) -> str:
        """Nobody asks."""
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        """One call."""
        asked: list[Any] = message.arguments()
        if message.member() == "AddNotification":
            print(f"{asked[0]}: {message.signature()}", flush=True)
            connection.send(message.createReply())
            return True
        if message.member() != "Read":
            return False
        namespace, key = asked
        if key in self.known and NAMESPACES[key] == namespace:
            reply = message.createReply()
            reply.setArguments([wrapped(self.known[key])])
        else:
            reply = message.createErrorReply("org.freedesktop.portal.Error.NotFound", "Requested setting not found")
        connection.send(reply)
        return True


def main(address: str, *settings: str) -> None:
    """Serve until standard input ends."""
    app = QCoreApplication([])
    bus = QDBusConnection.connectToBus(address, "portal")
    portal = Portal(dict(map(parsed, settings)))

    def read() -> None:
        lines = os.read(sys.stdin.fileno(), 4096).decode().splitlines()
        if not lines:
            app.quit()
        for line in [line for line in lines if line.startswith("click=")]:
            clicked = QDBusMessage.createSignal(PATH, NOTIFICATION, "ActionInvoked")
            clicked.setArguments([line.removeprefix("click="), "open"])
            bus.send(clicked)
        for key, value in map(parsed, [line for line in lines if not line.startswith("click=")]):
            portal.known[key] = value  # who asks late hears what is so now
            told = QDBusMessage.createSignal(PATH, SETTINGS, "SettingChanged")
            told.setArguments([NAMESPACES[key], key, QDBusVariant(value)])
            bus.send(told)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    ready = bus.registerVirtualObject(PATH, portal) and bus.registerService("org.freedesktop.portal.Desktop")
    print("ready" if ready else "failed", flush=True)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
