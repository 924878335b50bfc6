"""Pictures of this computer that a person asked to see: read and decoded beside the window's thread."""

from __future__ import annotations

import os
import stat
from collections import OrderedDict
from functools import lru_cache, partial

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QImage

from app.types.attachments import MAX_FILE_BYTES, MIB, media_type_of
from app.ui.chat.pictures import SCALE, decode
from app.ui.composer.file_reader import FileReader, ReadFile, read_bytes
from app.ui.theme.tokens import COLUMN_WIDTH

KEPT = 12
"""Rows come and go while a person scrolls; what was shown stays shown."""
MAX_HEIGHT = 480
KINDS = ("png", "jpeg", "webp", "gif", "bmp")
_FORMAT, _BROKEN = "format", "broken"

Wanted = tuple[str, str]
"""A message, and the path of a picture in it."""


class LocalPictures(QObject):
    """Lives in the GUI thread; files are read and decoded in threads of their own.

    Signals:
        ready(wanted: Wanted, problem: str): The picture is there, or words say why it is not.
    """

    ready = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._kept: OrderedDict[Wanted, QImage] = OrderedDict()
        self._asked: dict[int, Wanted] = {}
        self._next = 0
        self._reader = FileReader(self)
        self._reader.done.connect(self._came)

    def get(self, wanted: Wanted) -> QImage | None:
        """The picture, when the person asked for it and it is still known."""
        image = self._kept.get(wanted)
        if image is not None:
            self._kept.move_to_end(wanted)
        return image

    def waits(self, wanted: Wanted) -> bool:
        """Whether it is being read."""
        return wanted in self._asked.values()

    def ask(self, wanted: Wanted) -> None:
        """Read a picture: the person wants to see it."""
        if not self.waits(wanted):
            self._next += 1
            self._asked[self._next] = wanted
            self._reader.do(self._next, partial(load, self._next, wanted[1]))

    def forget(self, wanted: Wanted) -> None:
        """The person wants to see it no more, or not to wait for it."""
        self._kept.pop(wanted, None)
        for key in [key for key, asked in self._asked.items() if asked == wanted]:
            del self._asked[key]
            self._reader.cancel(key)

    @Slot(object)
    def _came(self, file: ReadFile) -> None:
        wanted = self._asked.pop(file.key)
        if file.thumbnail is not None:
            self._kept[wanted] = file.thumbnail
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self.ready.emit(wanted, _words(file.problem))


@lru_cache(maxsize=1)
def local_pictures() -> LocalPictures:
    """The window's."""
    return LocalPictures()


def load(key: int, path: str) -> ReadFile:
    """Read and decode one picture. Runs in any thread."""
    try:
        # Even to open a device can do something.
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a path as the model wrote it
            return ReadFile(key, problem="kind")
    except (OSError, ValueError) as exc:
        return ReadFile(key, problem=getattr(exc, "strerror", None) or "kind")
    file = read_bytes(key, path)
    if file.problem:
        return file
    kind = media_type_of(file.data).removeprefix("image/")
    if kind not in KINDS:
        return ReadFile(key, problem=_FORMAT)
    image = decode(file.data, SCALE * COLUMN_WIDTH, SCALE * MAX_HEIGHT, kind)
    return ReadFile(key, problem=_BROKEN) if image.isNull() else ReadFile(key, thumbnail=image)


def _words(problem: str) -> str:
    known = {
        "": "",
        "kind": QCoreApplication.translate("LocalPictures", "This is not a file."),
        "empty": QCoreApplication.translate("LocalPictures", "The file is empty."),
        "large": QCoreApplication.translate("LocalPictures", "The file is larger than {0} MB."),
        _FORMAT: QCoreApplication.translate("LocalPictures", "Only PNG, JPEG, WebP, GIF and BMP pictures are shown."),
        _BROKEN: QCoreApplication.translate(
            "LocalPictures", "The picture is damaged, or has too many pixels to be shown."
        ),
    }
    other = QCoreApplication.translate("LocalPictures", "The file cannot be read: {0}.")
    if problem == "large":
        return known[problem].format(MAX_FILE_BYTES // MIB)
    return known.get(problem, other.format(problem))
