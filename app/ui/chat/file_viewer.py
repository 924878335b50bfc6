"""A file that went with a message, larger: a picture, or the beginning of a text; with Save as."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QPalette, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.bridge.signatures import message_attachment
from app.errors import AppError
from app.types.attachments import Attachment, AttachmentKind
from app.ui.bridge.base import UiBridge
from app.ui.chat.actions import OpenFile
from app.ui.chat.pictures import decode
from app.ui.theme import code_font, ui_font
from app.ui.widgets.buttons import TextButton
from app.ui.widgets.labels import ElidedLabel, Paragraph
from app.ui.widgets.words import size_text

PREVIEW_CHARS = 200_000
ROOM = 0.8
"""Of the screen."""
MIN_WIDTH, MIN_HEIGHT = 420, 160


class _Carrier(QObject):
    """Brings results from the pool's thread to the window's."""

    decoded = Signal(QImage)
    written = Signal(str)


class _Work(QRunnable):
    """One piece of work in the pool: decode a picture, or write a file."""

    def __init__(self, carrier: _Carrier, data: bytes, room: QSize, path: str = "") -> None:
        super().__init__()
        self._carrier, self._data, self._room, self._path = carrier, data, room, path

    def run(self) -> None:
        """Do it and tell."""
        if not self._path:
            self._carrier.decoded.emit(decode(self._data, self._room.width(), self._room.height()))
            return
        from app.files import write_atomically

        try:
            write_atomically(Path(self._path), self._data)
        except OSError as exc:
            self._carrier.written.emit(exc.strerror or str(exc))
        else:
            self._carrier.written.emit("")


class FileViewer(QDialog):
    """Shows one file; deletes itself when it is closed. Lives in the GUI thread, decodes and writes in Qt's pool.

    Signals:
        told(words: str): A short message for the window.
    """

    told = Signal(str)

    def __init__(self, window: QWidget, bridge: UiBridge, request: OpenFile) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(request.info.name)
        self.setMinimumSize(MIN_WIDTH, MIN_HEIGHT)
        self._info = request.info
        self._data = b""
        self._path = ""
        self._gone = False
        self._carrier = _Carrier()  # without a parent: a thread may still hold it when this is gone
        self._carrier.decoded.connect(self._show_picture)
        self._carrier.written.connect(self._written)
        self.words = Paragraph(self.tr("Opening the file…"), 13, 20)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(request.info.name)
        self.picture.hide()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(code_font(12))
        self.text.setAccessibleName(request.info.name)
        self.text.hide()
        self.save_button = TextButton(self.tr("Save as…"), icon="download")
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self._choose_place)
        self.close_button = TextButton(self.tr("Close"))
        self.close_button.clicked.connect(self.close)
        self._build()
        reply = bridge.invoke(message_attachment, message_id=request.message_id, position=request.position)
        reply.then(self._came, self._failed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addWidget(self.words)
        column.addWidget(self.picture, 1)
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        name = ElidedLabel()
        name.set_text(f"{self._info.name} · {size_text(self._info.size)}", f" · {size_text(self._info.size)}")
        name.setFont(ui_font(12, tabular=True))
        name.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a long name makes no wide window
        row.addWidget(name, 1)
        row.addWidget(self.save_button)
        row.addWidget(self.close_button)
        column.addLayout(row)

    @property
    def _room(self) -> QSize:
        return self.screen().availableSize() * ROOM

    def done(self, result: int) -> None:
        """What still comes is for nobody."""
        self._gone = True
        super().done(result)

    def _came(self, file: Attachment) -> None:
        if self._gone:
            return
        self._data = file.data
        self.save_button.setEnabled(True)
        if self._info.kind is AttachmentKind.IMAGE:
            QThreadPool.globalInstance().start(_Work(self._carrier, file.data, self._room))
        elif self._info.kind is AttachmentKind.DOCUMENT and b"\0" not in file.data[:4096]:
            self._show_text(file.data)
        else:
            self.words.say(self.tr("This file cannot be shown here. Save it to open it with another program."))

    def _failed(self, error: AppError) -> None:
        if not self._gone:
            self.words.say(f"{error.message} {error.hint}".strip())

    def _show_text(self, data: bytes) -> None:
        if data.startswith(b"%PDF-"):
            self.words.say(self.tr("This file cannot be shown here. Save it to open it with another program."))
            return
        text = data[: 4 * PREVIEW_CHARS].decode("utf-8", "replace")
        self.text.setPlainText(text[:PREVIEW_CHARS])
        self.words.say(self.tr("The beginning of the file:"))
        self.words.setVisible(len(text) > PREVIEW_CHARS)
        self.text.show()
        self.resize(min(760, self._room.width()), min(560, self._room.height()))

    @Slot(QImage)
    def _show_picture(self, image: QImage) -> None:
        if image.isNull():
            self.words.say(self.tr("This picture cannot be shown here. Save it to open it with another program."))
            return
        self.words.hide()
        self.picture.setPixmap(QPixmap.fromImage(image))
        self.picture.show()
        self.adjustSize()

    @Slot()
    def _choose_place(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self._info.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, path: str) -> None:
        """Write the file there."""
        self._path = path
        QThreadPool.globalInstance().start(_Work(self._carrier, self._data, QSize(), path))

    @Slot(str)
    def _written(self, problem: str) -> None:
        name = Path(self._path).name
        if problem:
            self.words.say(self.tr("{0} could not be written: {1}. Choose another place.").format(name, problem))
            self.words.show()
        else:
            self.told.emit(self.tr("Saved as {0}.").format(name))
