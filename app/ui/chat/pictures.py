"""Pictures of messages: fetched from the core, decoded beside the window's thread, kept as small ones."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRunnable, QSize, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from app.bridge.signatures import message_attachment
from app.errors import AppError
from app.types.attachments import Attachment, AttachmentInfo
from app.ui.bridge.base import UiBridge
from app.ui.chat.attachment_model import MAX_PIXELS, THUMB_HEIGHT, THUMB_WIDTH, fitted

KEPT = 200
AT_ONCE = 2
"""Files are large: so many are asked for at a time."""
SCALE = 2
"""Pictures are kept at twice the size, for screens that show it."""


@dataclass(frozen=True, slots=True)
class FileKey:
    """One file of one message."""

    message_id: str
    position: int
    sha256: str


def decode(data: bytes, width: int, height: int, kind: str = "") -> QImage:
    """A picture no larger than this; a null one where it cannot be read or is too large. With a kind such as "png" it
    is read as that and nothing else. Runs in any thread.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if kind:
        reader.setAutoDetectImageFormat(False)
        reader.setFormat(kind.encode())
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MAX_PIXELS:
        return QImage()
    reader.setScaledSize(QSize(*fitted(size.width(), size.height(), width, height)))
    return reader.read()


class _Decoded(QObject):
    """Carries a picture from the pool's thread to the window's."""

    done = Signal(str, QImage)


class _Decode(QRunnable):
    """One picture. Runs in the pool."""

    def __init__(self, sha256: str, data: bytes, carrier: _Decoded) -> None:
        super().__init__()
        self._sha256, self._data, self._carrier = sha256, data, carrier

    def run(self) -> None:
        """Decode and send it over."""
        image = decode(self._data, SCALE * THUMB_WIDTH, SCALE * THUMB_HEIGHT)
        self._carrier.done.emit(self._sha256, image)


class Pictures(QObject):
    """Small pictures by their contents. Lives in the GUI thread; decoding runs in Qt's pool.

    Signals:
        ready(sha256: str): A picture is there, or it is known that it cannot be shown.
    """

    ready = Signal(str)

    def __init__(self, bridge: UiBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._waiting: deque[FileKey] = deque()
        self._asked: set[str] = set()
        self._carrier = _Decoded()  # without a parent: a thread may still hold it when this is gone
        self._carrier.done.connect(self._decoded)

    def get(self, sha256: str) -> QImage | None:
        """The picture; None while it is not there, a null one where it cannot be shown."""
        image = self._kept.get(sha256)
        if image is not None:
            self._kept.move_to_end(sha256)
        return image

    def want(self, key: FileKey) -> None:
        """Fetch a picture; `ready` tells when it is there."""
        if key.sha256 in self._kept or key.sha256 in self._asked or key in self._waiting:
            return
        self._waiting.append(key)
        self._next()

    def _next(self) -> None:
        while self._waiting and len(self._asked) < AT_ONCE:
            key = self._waiting.popleft()
            self._asked.add(key.sha256)
            reply = self._bridge.invoke(message_attachment, message_id=key.message_id, position=key.position)
            reply.then(partial(self._came, key.sha256), partial(self._failed, key.sha256))

    def _came(self, sha256: str, file: Attachment) -> None:
        QThreadPool.globalInstance().start(_Decode(sha256, file.data, self._carrier))

    def _failed(self, sha256: str, _error: AppError) -> None:
        # The chip with the name stays in its place; a click asks again and says what is wrong.
        self._decoded(sha256, QImage())

    @Slot(str, QImage)
    def _decoded(self, sha256: str, image: QImage) -> None:
        self._asked.discard(sha256)
        self._kept[sha256] = image
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(sha256)
        self._next()


def key_of(message_id: str, position: int, info: AttachmentInfo) -> FileKey:
    """The key of a message's file."""
    return FileKey(message_id, position, info.sha256)
