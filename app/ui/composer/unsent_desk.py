"""Keeps files and questions that wait to be sent, and edits that are not saved, for the window after this one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.ui.chat.port import ChatPort
from app.ui.composer.queue_model import Waiting, new_key
from app.ui.composer.unsent_model import Kept, KeptFile, KeptQuestion, pack, pack_edits, that_fit, unpack, unpack_edits
from app.ui.composer.unsent_store import UnsentStore
from app.ui.composer.writing_desk import WritingDesk

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
        writing: WritingDesk,
        port: ChatPort,
        may_write: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._store = store
        self._writing = writing
        self._drafts = writing.drafts
        self._files = writing.files
        self._port = port
        self._may_write = may_write
        self._thread: threading.Thread | None = None
        self._known: tuple[object, ...] = ()
        """The files and questions that are kept."""
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
            writing.files.changed.connect(self.soon)
            writing.queue.changed.connect(self.soon)
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
        found = unpack(data)
        for kept in found.of(None):
            self._files.take_back(self._drafts.of(kept.chat_id).files, kept.name, kept.data, pasted=kept.pasted)
        waiting: dict[str | None, list[Waiting]] = {}
        for number, asked in enumerate(found.questions):
            files = [self._files.known(file.name, file.data, pasted=file.pasted) for file in found.of(number)]
            item = Waiting(new_key(), asked.text, files, asked.model_id)
            waiting.setdefault(asked.chat_id, []).append(item)
        for chat_id, items in waiting.items():
            self._writing.take_back(chat_id, items)
        self._known = self._state()
        self._files.refresh()

    # What is kept

    def _state(self) -> tuple[object, ...]:
        files = tuple((chat_id, file.key, file.sendable) for chat_id, file in self._drafts.files())
        return (files, tuple((chat_id, item.key) for chat_id, item in self._drafts.waiting()))

    def _kept(self) -> Kept:
        questions, files = list[KeptQuestion](), list[KeptFile]()
        for chat_id, file in self._drafts.files():
            if file.sendable:
                files.append(KeptFile(chat_id, file.name, file.data, pasted=bool(file.text)))
        for number, (chat_id, item) in enumerate(self._drafts.waiting()):
            questions.append(KeptQuestion(chat_id, item.text, item.model_id))
            files += (KeptFile(chat_id, one.name, one.data, bool(one.text), number) for one in item.files)
        return that_fit(questions, files)

    @Slot()
    def _save(self) -> None:
        if not self._ready or self._thread is not None or not self._may_write():
            return
        state = self._state()
        edits = {key: text for key, text in self._port.edits.items() if key not in self._port.private}
        jobs: list[Callable[[], bool]] = []
        if state != self._known:
            kept, self._known = self._kept(), state
            jobs.append(lambda: self._store.write(FILES, pack(kept) if kept else None))
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
