"""Keeps files that wait to be sent, and edits that are not saved, for the next window when this one is gone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.ui.chat.port import ChatPort
from app.ui.composer.drafts_model import Drafts
from app.ui.composer.files_desk import FilesDesk
from app.ui.composer.unsent_model import KeptFile, pack_edits, pack_files, that_fit, unpack_edits, unpack_files
from app.ui.composer.unsent_store import UnsentStore

PAUSE_MS = 500
END_S = 3.0
"""So long a window that closes waits at most for the disk."""
FILES, EDITS = "files", "edits"


class UnsentDesk(QObject):
    """Lives in the GUI thread; files are read and written by threads of their own, one after the other."""

    _read = Signal(bytes)
    _written = Signal()

    def __init__(
        self,
        window: QObject,
        store: UnsentStore,
        drafts: Drafts,
        files: FilesDesk,
        port: ChatPort,
        may_write: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._store = store
        self._drafts = drafts
        self._files = files
        self._port = port
        self._may_write = may_write
        self._thread: threading.Thread | None = None
        self._known: tuple[object, ...] = ()
        """The files that are kept."""
        self._edits: dict[str, str] = {}
        """The edits that are kept."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._save)
        self._read.connect(self._take_back, Qt.ConnectionType.QueuedConnection)
        self._written.connect(self._again, Qt.ConnectionType.QueuedConnection)
        self._has_place = store.take()
        self._ready = False
        """Whether what was kept is here again: nothing is written before."""
        if self._has_place:
            self._edits = unpack_edits(store.read(EDITS))  # small, and wanted before the first chat is shown
            port.edits.update(self._edits)
            self._in_thread(self._read_files)
            files.changed.connect(self.soon)
            port.edits_changed.connect(self.soon)

    @Slot()
    def soon(self) -> None:
        """Something is another thing now."""
        self._timer.start()

    def close(self) -> None:
        """The window goes: write what is not written yet, and give the place up."""
        if not self._has_place:
            return
        self._timer.stop()
        if self._thread is not None:
            self._thread.join(END_S)
            self._thread = None
        self._save()
        if self._thread is not None:
            self._thread.join(END_S)
        self._has_place = False
        self._store.leave()

    # What was kept

    def _read_files(self) -> None:
        data = self._store.read(FILES)
        with suppress(RuntimeError):  # the window is closed
            self._read.emit(data)

    @Slot(bytes)
    def _take_back(self, data: bytes) -> None:
        self._thread, self._ready = None, True
        for kept in unpack_files(data):
            self._files.take_back(self._drafts.of(kept.chat_id).files, kept.name, kept.data, pasted=kept.pasted)
        self._known = self._state()
        self._files.refresh()

    # What is kept

    def _state(self) -> tuple[object, ...]:
        return tuple((chat_id, file.key, file.sendable) for chat_id, file in self._drafts.files())

    @Slot()
    def _save(self) -> None:
        if not self._ready or self._thread is not None or not self._may_write():
            return
        state, edits = (
            self._state(),
            {key: text for key, text in self._port.edits.items() if key not in self._port.private},
        )
        jobs: list[Callable[[], bool]] = []
        if state != self._known:
            kept = that_fit(
                KeptFile(chat_id, file.name, file.data, pasted=bool(file.text))
                for chat_id, file in self._drafts.files()
                if file.sendable
            )
            self._known = state
            jobs.append(lambda: self._store.write(FILES, pack_files(kept) if kept else None))
        if edits != self._edits:
            self._edits = edits
            jobs.append(lambda: self._store.write(EDITS, pack_edits(edits) if edits else None))
        if jobs:
            self._in_thread(lambda: self._write(jobs))

    def _write(self, jobs: list[Callable[[], bool]]) -> None:
        for job in jobs:
            job()
        with suppress(RuntimeError):  # the window is closed
            self._written.emit()

    @Slot()
    def _again(self) -> None:
        """It is written; meanwhile there may be more."""
        self._thread = None
        self._save()

    def _in_thread(self, job: Callable[[], None]) -> None:
        self._thread = threading.Thread(target=job, name="unsent", daemon=True)
        self._thread.start()
