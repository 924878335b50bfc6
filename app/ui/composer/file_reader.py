"""Reads files for the composer beside the GUI thread: regular ones only, no more than a message takes."""

from __future__ import annotations

import logging
import os
import stat
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from app.types.attachments import MAX_FILE_BYTES, AttachmentKind
from app.ui.composer.attach_model import kind_of

log = logging.getLogger(__name__)

READERS = 3
"""Files that are read at once. One that hangs, on a network drive for instance, holds up one of them alone."""
THUMBNAIL = 32
_MAX_PIXELS = 100_000_000
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What came of a file."""

    key: int
    data: bytes = b""
    problem: str = ""
    """"" or why there are no bytes: "kind" (no file), "large", "empty", or what the system says."""
    thumbnail: QImage | None = None


Job = Callable[[], ReadFile]


class FileReader(QObject):
    """Lives in the GUI thread; its readers are daemon threads, since a pool would wait at the end for one that hangs.

    Signals:
        done(result: ReadFile): A file was read, or cannot be. Never for a cancelled one.
    """

    done = Signal(object)
    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[int, Job]] = deque()
        self._running: set[int] = set()
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(self, key: int, path: str) -> None:
        """Read a file."""
        self._add(key, partial(read_file, key, path))

    def look_at(self, key: int, data: bytes) -> None:
        """Take a file whose bytes are known."""
        self._add(key, partial(_checked, key, data))

    def encode(self, key: int, picture: QImage) -> None:
        """Make a file of a picture."""
        self._add(key, partial(encode_picture, key, picture))

    def write(self, key: int, path: str, data: bytes) -> None:
        """Write a file, whole or not at all; `done` tells the end."""
        self._add(key, partial(write_file, key, path, data))

    def do(self, key: int, job: Job) -> None:
        """Work of another kind; what it returns carries the key."""
        self._add(key, job)

    def cancel(self, key: int) -> None:
        """Nobody waits for it any more; one that hangs gives its place to the next."""
        self._running.discard(key)
        self._waiting = deque(entry for entry in self._waiting if entry[0] != key)
        self._start()

    def _add(self, key: int, job: Job) -> None:
        self._waiting.append((key, job))
        self._start()

    def _start(self) -> None:
        while self._waiting and len(self._running) < READERS:
            key, job = self._waiting.popleft()
            self._running.add(key)
            threading.Thread(target=self._work, args=(key, job), name="attachment", daemon=True).start()

    def _work(self, key: int, job: Job) -> None:
        """In a thread of its own."""
        try:
            result = job()
        except Exception:
            log.exception("an attachment could not be read")
            result = ReadFile(key, problem="kind")
        with suppress(RuntimeError):  # the window is closed
            self._came.emit(result)

    @Slot(object)
    def _deliver(self, result: ReadFile) -> None:
        if result.key in self._running:
            self._running.discard(result.key)
            self.done.emit(result)
            self._start()


def read_file(key: int, path: str) -> ReadFile:
    """Read one regular file that is not too large, for a message."""
    file = read_bytes(key, path)
    return file if file.problem else _checked(key, file.data)


def read_bytes(key: int, path: str) -> ReadFile:
    """The bytes of one regular file that is not too large."""
    try:
        # Without O_NONBLOCK, to open a pipe would wait for whoever writes into it.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(number, "rb") as file:  # noqa: PTH123 - of a descriptor
            if not stat.S_ISREG(os.fstat(number).st_mode):
                return ReadFile(key, problem="kind")
            data = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as exc:
        return ReadFile(key, problem=getattr(exc, "strerror", None) or "kind")
    return _sized(key, data)


def write_file(key: int, path: str, data: bytes) -> ReadFile:
    """Write a file in one step."""
    from app.files import write_atomically

    try:
        write_atomically(Path(path), data)
    except OSError as exc:
        return ReadFile(key, problem=exc.strerror or str(exc))
    return ReadFile(key)


def encode_picture(key: int, picture: QImage) -> ReadFile:
    """A picture as a PNG file."""
    bytes_ = QByteArray()
    buffer = QBuffer(bytes_)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stubs want bytes, Qt takes text
        return ReadFile(key, problem="kind")
    return _checked(key, bytes(bytes_.data()))


def _checked(key: int, data: bytes) -> ReadFile:
    file = _sized(key, data)
    return file if file.problem else replace(file, thumbnail=thumbnail(data))


def _sized(key: int, data: bytes) -> ReadFile:
    if not data:
        return ReadFile(key, problem="empty")
    return ReadFile(key, data) if len(data) <= MAX_FILE_BYTES else ReadFile(key, problem="large")


def thumbnail(data: bytes) -> QImage | None:
    """A small square cut from the middle of a picture; None for what is none, or is too large to be decoded here."""
    if kind_of(data) is not AttachmentKind.IMAGE:
        return None
    bytes_ = QByteArray(data)
    buffer = QBuffer(bytes_)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MAX_PIXELS:
        return None
    reader.setScaledSize(
        size.scaled(QSize(2 * THUMBNAIL, 2 * THUMBNAIL), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    )
    image = reader.read()
    return None if image.isNull() else image
