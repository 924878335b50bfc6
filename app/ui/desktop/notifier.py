"""Tells the desktop something: through its portal, whose answer is not waited for, else by its own small program.

The portal takes texts only. The older interface wants an unsigned number, which PySide cannot send.
"""

from __future__ import annotations

import logging
import shutil
from html import escape
from itertools import count
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import SLOT, QObject, QProcess, Signal, Slot
from PySide6.QtWidgets import QSystemTrayIcon

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusError, QDBusMessage

log = logging.getLogger(__name__)

_PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Notification")
_ANSWER_MS = 5000
_SHOWN_MS = 10_000
_OPEN = "open"
_PROGRAM = "notify-send"
_numbers = count(1)


class Notifier(QObject):
    """Shows notifications one by one; a newer one of a chat replaces the older. GUI thread.

    Signals:
        clicked(key: str): The person clicked the one with this key.
    """

    clicked = Signal(str)

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        """`address` is that of the session's bus; "" where there is none."""
        super().__init__(parent)
        self._address = address
        self._bus: QDBusConnection | None = None
        self._waiting: dict[str, tuple[str, str]] = {}
        self._tray: QSystemTrayIcon | None = None
        self._last = ""

    def use_tray(self, tray: QSystemTrayIcon | None) -> None:
        """An icon whose messages serve where there is no portal."""
        if self._tray is None and tray is not None:
            tray.messageClicked.connect(self._tray_clicked)
        self._tray = tray

    def tell(self, key: str, title: str, body: str) -> None:
        """Show a title and a line below it."""
        if not self._address:
            self._tell_otherwise(key, title, body)
            return
        from PySide6.QtDBus import QDBusMessage

        self._waiting[key] = (title, body)
        message = QDBusMessage.createMethodCall(*_PORTAL, "AddNotification")
        words = {"title": title, "body": body, "default-action": _OPEN}
        message.setArguments([key, words])
        self._connection().callWithCallback(
            message, self, _slot("_taken"), _slot("_refused", "QDBusError,QDBusMessage"), _ANSWER_MS
        )

    def withdraw(self, key: str) -> None:
        """Take one back: the person has seen what it was about."""
        if self._bus is None:
            return
        from PySide6.QtDBus import QDBusMessage

        message = QDBusMessage.createMethodCall(*_PORTAL, "RemoveNotification")
        message.setArguments([key])
        self._bus.send(message)

    def _connection(self) -> QDBusConnection:
        from PySide6.QtDBus import QDBusConnection

        if self._bus is None:
            self._bus = QDBusConnection.connectToBus(self._address, f"tektra-notifier-{next(_numbers)}")
            self._bus.connect("", _PORTAL[1], _PORTAL[2], "ActionInvoked", self, _slot("_invoked"))
        return self._bus

    @Slot("QDBusMessage")
    def _taken(self, message: QDBusMessage) -> None:
        self._waiting.clear()

    @Slot("QDBusError", "QDBusMessage")
    def _refused(self, error: QDBusError, _message: QDBusMessage) -> None:
        log.info("the portal shows no notifications: %s", error.name())
        waiting, self._waiting = self._waiting, {}
        for key, (title, body) in waiting.items():
            self._tell_otherwise(key, title, body)

    @Slot("QDBusMessage")
    def _invoked(self, message: QDBusMessage) -> None:
        arguments = message.arguments()
        if len(arguments) > 1 and isinstance(arguments[0], str):
            self.clicked.emit(arguments[0])

    def _tell_otherwise(self, key: str, title: str, body: str) -> None:
        self._last = key
        program = shutil.which(_PROGRAM)
        if self._tray is not None and self._tray.isVisible():
            self._tray.showMessage(title, body, self._tray.icon(), _SHOWN_MS)
        elif program is not None:
            # These desktops take markup in the body; an answer is none.
            QProcess.startDetached(program, ["--app-name=Tektra", "--", title, escape(body, quote=False)])

    @Slot()
    def _tray_clicked(self) -> None:
        if self._last:
            self.clicked.emit(self._last)


def _slot(name: str, arguments: str = "QDBusMessage") -> bytes:
    """A slot as text: PySide refuses the bytes that its types ask for."""
    return cast("bytes", SLOT(f"{name}({arguments})"))
