"""One key combination that works wherever the person is, on X11: a connection of our own that grabs it.

Wayland, macOS and Windows let no program take keys this way; there the system's settings start `tektra quick`. The
connection is read by Qt's event loop. libxcb is there wherever Qt's X11 plugin is.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.ui.desktop.keysyms import IGNORED, Chord, chord

log = logging.getLogger(__name__)

_KEY_PRESS = 2
_ASYNC = 1
_SENT = 0x7F


class Hotkey(QObject):
    """See the module's docstring. Lives in the GUI thread.

    Signals:
        pressed(): The keys were pressed, in whatever program.
    """

    pressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._x: _X11 | None = None
        self._notifier: QSocketNotifier | None = None
        self._keys = ""

    def set_keys(self, keys: str) -> bool:
        """Take these keys instead of the last ones, "" for none; False where the system gives them to nobody."""
        if keys == self._keys:
            return not keys or self._x is not None
        self._keys = keys
        self.release()
        wanted = chord(keys)
        if wanted is None:
            return not keys
        if QGuiApplication.platformName() != "xcb":
            return False
        try:
            self._x = _X11(wanted)
        except OSError as exc:
            log.info("no keys for the quick question: %s", exc)
            return False
        self._notifier = QSocketNotifier(self._x.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        return True

    def release(self) -> None:
        """Give the keys back."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._x is not None:
            self._x.close()
            self._x = None

    @Slot()
    def _read(self) -> None:
        if self._x is None:
            return
        presses = self._x.presses()
        if presses < 0:
            log.info("the X server went away")
            self.release()
        elif presses:
            self.pressed.emit()


class _Screens(ctypes.Structure):
    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _X11:
    """One connection with one grab.

    Raises:
        OSError: There is no X server, or another program has these keys.
    """

    def __init__(self, wanted: Chord) -> None:
        self._xcb, self._free = _library("xcb", "libxcb.so.1"), _library("c", None).free
        keysyms = _library("xcb-keysyms", "libxcb-keysyms.so.1")
        _declare(self._xcb, keysyms)
        self._free.argtypes = [ctypes.c_void_p]
        self._connection = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise OSError("the X server does not answer")
        table = keysyms.xcb_key_symbols_alloc(self._connection)
        codes = keysyms.xcb_key_symbols_get_keycode(table, wanted.keysym)
        keycode = codes[0] if codes else 0
        self._free(codes)
        keysyms.xcb_key_symbols_free(table)
        taken = not keycode or not all(self._grab(keycode, wanted.mask | lock) for lock in IGNORED)
        if taken:
            self.close()
            raise OSError("another program has these keys, or no key has them")
        self.descriptor: int = self._xcb.xcb_get_file_descriptor(self._connection)

    def presses(self) -> int:
        """How often the keys were pressed since the last time; -1 when the connection is gone."""
        found = 0
        while event := self._xcb.xcb_poll_for_event(self._connection):
            found += ctypes.cast(event, ctypes.POINTER(ctypes.c_uint8))[0] & _SENT == _KEY_PRESS
            self._free(event)
        return -1 if self._xcb.xcb_connection_has_error(self._connection) else found

    def close(self) -> None:
        """Give everything back."""
        if self._connection:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    def _grab(self, keycode: int, mask: int) -> bool:
        setup = self._xcb.xcb_get_setup(self._connection)
        root = self._xcb.xcb_setup_roots_iterator(setup).data[0]
        cookie = self._xcb.xcb_grab_key_checked(self._connection, 1, root, mask, keycode, _ASYNC, _ASYNC)
        error = self._xcb.xcb_request_check(self._connection, cookie)
        self._free(error)
        return not error


def _library(name: str, usual: str | None) -> ctypes.CDLL:
    return ctypes.CDLL(ctypes.util.find_library(name) if usual is None else usual)


def _declare(xcb: ctypes.CDLL, keysyms: ctypes.CDLL) -> None:
    pointer, number = ctypes.c_void_p, ctypes.c_uint8
    signatures: tuple[tuple[Any, Any, list[Any]], ...] = (
        (xcb.xcb_connect, pointer, [ctypes.c_char_p, pointer]),
        (xcb.xcb_connection_has_error, ctypes.c_int, [pointer]),
        (xcb.xcb_disconnect, None, [pointer]),
        (xcb.xcb_get_file_descriptor, ctypes.c_int, [pointer]),
        (xcb.xcb_get_setup, pointer, [pointer]),
        (xcb.xcb_setup_roots_iterator, _Screens, [pointer]),
        (
            xcb.xcb_grab_key_checked,
            _Cookie,
            [pointer, number, ctypes.c_uint32, ctypes.c_uint16, number, number, number],
        ),
        (xcb.xcb_request_check, pointer, [pointer, _Cookie]),
        (xcb.xcb_poll_for_event, pointer, [pointer]),
        (keysyms.xcb_key_symbols_alloc, pointer, [pointer]),
        (keysyms.xcb_key_symbols_get_keycode, ctypes.POINTER(number), [pointer, ctypes.c_uint32]),
        (keysyms.xcb_key_symbols_free, None, [pointer]),
    )
    for function, result, arguments in signatures:
        function.restype, function.argtypes = result, arguments
