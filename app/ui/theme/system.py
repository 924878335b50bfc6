"""Whether the system asks for less motion or more contrast: what the desktop's portal says, now and when it changes.

Qt has no hint for it (that of its Fusion style never changes), so the portal is asked over the session's bus. Where
there is no bus or no portal, as on macOS, nobody has asked for less.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

_PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
_REDUCED = ("org.freedesktop.appearance", "reduced-motion")
_ANIMATED = ("org.gnome.desktop.interface", "enable-animations")
"""What desktops have that do not know the other one yet."""
_CONTRAST = ("org.freedesktop.appearance", "contrast")
_ANSWER_MS = 5000
_numbers = count(1)
"""For names of connections: one that was used before would lead to the bus of then."""
_NESTED = 4
"""A portal wraps a value in a variant or two."""


class SystemWishes(QObject):
    """Asks the desktop. Lives in the GUI thread; answers come from the event loop.

    Signals:
        changed(): `still` or `high_contrast` is another one now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.still = False
        """Whether nothing shall move that need not."""
        self.high_contrast = False
        """Whether colours shall differ more."""
        self._reduced: bool | None = None
        self._animated = True
        self._bus: QDBusConnection | None = None

    def ask(self, address: str) -> None:
        """Ask the portal on this bus, and hear of changes; "" asks nobody, and a second call changes nothing.

        Call it after the first paint: it imports Qt's D-Bus. The greeting of the bus is awaited, the answers are not.
        """
        if not address or self._bus is not None:
            return
        from PySide6.QtDBus import QDBusConnection, QDBusMessage

        self._bus = QDBusConnection.connectToBus(address, f"tektra-wishes-{next(_numbers)}")
        self._bus.connect(*_PORTAL, "SettingChanged", self, _slot("_told"))
        asked = ((_REDUCED, "_take_reduced"), (_ANIMATED, "_take_animated"), (_CONTRAST, "_take_contrast"))
        for names, slot in asked:
            message = QDBusMessage.createMethodCall(*_PORTAL, "Read")
            message.setArguments(list(names))
            self._bus.callWithCallback(message, self, _slot(slot), _ANSWER_MS)

    @Slot("QDBusMessage")
    def _take_reduced(self, message: QDBusMessage) -> None:
        self._take(_REDUCED, message.arguments())

    @Slot("QDBusMessage")
    def _take_animated(self, message: QDBusMessage) -> None:
        self._take(_ANIMATED, message.arguments())

    @Slot("QDBusMessage")
    def _take_contrast(self, message: QDBusMessage) -> None:
        self._take(_CONTRAST, message.arguments())

    @Slot("QDBusMessage")
    def _told(self, message: QDBusMessage) -> None:
        arguments = message.arguments()
        self._take(tuple(arguments[:2]), arguments[2:])

    def _take(self, names: tuple[object, ...], arguments: list[object]) -> None:
        value = _plain(arguments[0]) if arguments else None
        if names == _REDUCED and isinstance(value, int):
            self._reduced = value == 1
        elif names == _ANIMATED and isinstance(value, bool):
            self._animated = value
        elif names == _CONTRAST and isinstance(value, int):
            high, self.high_contrast = self.high_contrast, value == 1
            if high != self.high_contrast:
                self.changed.emit()
        still = self._reduced if self._reduced is not None else not self._animated
        if still != self.still:
            self.still = still
            self.changed.emit()


def session_bus(environ: Mapping[str, str]) -> str:
    """The address of this session's bus; "" where there is none, so that nothing starts one."""
    address = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    folder = environ.get("XDG_RUNTIME_DIR", "")
    if address or not folder:
        return address
    socket = Path(folder) / "bus"
    try:
        return f"unix:path={socket}" if stat.S_ISSOCK(socket.stat().st_mode) else ""
    except OSError:
        return ""


def _slot(name: str) -> bytes:
    """A slot that takes a message, as text: PySide refuses the bytes that its types ask for."""
    return cast("bytes", SLOT(f"{name}(QDBusMessage)"))


def _plain(value: object) -> object:
    from PySide6.QtDBus import QDBusVariant

    for _ in range(_NESTED):
        if not isinstance(value, QDBusVariant):
            break
        value = value.variant()
    return value
