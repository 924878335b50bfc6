"""What the window sends, in order, though the bytes of a large call are made in another thread."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.errors import AppError, BridgeError

log = logging.getLogger(__name__)

Write = Callable[[bytes], None]
Failed = Callable[[int, AppError], None]


class Outbox(QObject):
    """Lives in the GUI thread. While the bytes of a call are being made, what comes later waits behind it."""

    _made = Signal(object, object)

    def __init__(self, write: Write, failed: Failed, parent: QObject) -> None:
        super().__init__(parent)
        self._write = write
        self._failed = failed
        self._entries: deque[_Entry] = deque()
        self._made.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def send(self, data: bytes) -> None:
        """Bytes that are there."""
        if self._entries:
            self._entries.append(_Entry(0, data))
        else:
            self._write(data)

    def make(self, call: int, encode: Callable[[], bytes]) -> None:
        """Bytes of a call that are made now, elsewhere."""
        entry = _Entry(call, None)
        self._entries.append(entry)
        threading.Thread(target=self._work, args=(entry, encode), name="encoding", daemon=True).start()

    def clear(self) -> None:
        """The connection is gone, and with it what was for it."""
        self._entries.clear()

    def finish(self, seconds: float) -> None:
        """The window goes: what is being made still goes out, as long as that takes no longer than this."""
        end = time.monotonic() + seconds
        while self._entries and self._entries[0].ready.wait(max(0.0, end - time.monotonic())):
            data = self._entries.popleft().data
            if data is not None:
                self._write(data)

    def _work(self, entry: _Entry, encode: Callable[[], bytes]) -> None:
        """In a thread of its own."""
        error = None
        try:
            entry.data = encode()
        except AppError as exc:
            error = exc
        except Exception as exc:
            log.exception("a call could not be encoded")
            error = BridgeError("This could not be sent to Tektra's core.", detail=type(exc).__name__)
        entry.ready.set()
        with suppress(RuntimeError):  # the window is closed
            self._made.emit(entry, error)

    @Slot(object, object)
    def _take(self, entry: _Entry, error: AppError | None) -> None:
        if entry not in self._entries:
            return
        if error is not None:
            self._entries.remove(entry)
            self._failed(entry.call, error)
        while self._entries and self._entries[0].data is not None:
            self._write(self._entries.popleft().data or b"")


class _Entry:
    """One message; its bytes are None while they are being made, and where that failed."""

    def __init__(self, call: int, data: bytes | None) -> None:
        self.call = call
        self.data = data
        self.ready = threading.Event()
        if data is not None:
            self.ready.set()
