"""The window's ear: a second start of Tektra asks it for the quick question, or to come to the front."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.client.window_door import Word

log = logging.getLogger(__name__)

MAX_BYTES = 64
_PROBE_MS = 200


class WindowDoor(QObject):
    """Listens on a socket of the owner only; of several windows the first one has it. GUI thread.

    Signals:
        asked(word: Word): Somebody wants this.
    """

    asked = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)

    @property
    def is_open(self) -> bool:
        """Whether this is the window that hears."""
        return self._server.isListening()

    def open(self) -> None:
        """Listen, if no other window does; what a killed one left behind is put away."""
        name = os.fspath(self._path)
        probe = QLocalSocket()
        probe.connectToServer(name)
        if probe.waitForConnected(_PROBE_MS):  # a socket of this computer answers at once, or never
            probe.abort()
            return
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            log.info("the window cannot be asked by others: %s", self._server.errorString())

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    @Slot()
    def _came(self) -> None:
        while (client := self._server.nextPendingConnection()) is not None:
            client.setReadBufferSize(MAX_BYTES)
            client.readyRead.connect(self._read)
            client.disconnected.connect(client.deleteLater)
            self._take(client)

    @Slot()
    def _read(self) -> None:
        client = self.sender()
        if isinstance(client, QLocalSocket):
            self._take(client)

    def _take(self, client: QLocalSocket) -> None:
        if not client.canReadLine():
            if client.bytesAvailable() >= MAX_BYTES:
                client.abort()
            return
        text = bytes(client.readLine().data()).decode("ascii", "replace").strip()
        known = text in set(Word)
        client.write(b"+" if known else b"-")
        client.flush()
        client.disconnectFromServer()
        if known:
            self.asked.emit(Word(text))
