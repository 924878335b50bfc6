"""One import or export under way: asks the core, follows its channel, prints a PDF in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QFileInfo, QObject, QProcess, QProcessEnvironment, QTemporaryDir, Signal, Slot

from app.bridge.signatures import transfer_export, transfer_import, transfer_stop
from app.errors import AppError, InternalError, InvalidInput, Unsupported
from app.process import own_command, own_environment
from app.types.transfer import TransferEnded, TransferItem, TransferProgress
from app.ui.bridge.base import UiBridge
from app.ui.transfer.model import Form, Wish, pages_in

_PAGE = "chats.html"
_PREFIX = "tektra: "
"""What our programs write before an error."""


class TransferJob(QObject):
    """Exactly one of `ended`, `failed` and `stopped` comes, once. Lives in the GUI thread.

    Signals:
        progressed(done: int, total: int): Chats; a total of 0 means that the file is still being read.
        printing(): The core is done, now the PDF is made.
        printed(done: int, total: int): Pages.
        ended(result: TransferEnded): All is stored or written.
        failed(error: AppError): Nothing of it stays.
        stopped(): As was wished; nothing of it stays.
    """

    progressed = Signal(int, int)
    printing = Signal()
    printed = Signal(int, int)
    ended = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, bridge: UiBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._channel = ""
        self._result: TransferEnded | None = None
        self._stopping = False
        self._over = False
        self._target = ""
        self._folder: QTemporaryDir | None = None
        self._process: QProcess | None = None
        self._leave: Callable[[], None] = lambda: None

    def begin_import(self, path: str) -> None:
        """Store the chats of a file."""
        self._bridge.invoke(transfer_import, path=path).then(self._follow, self._fail)

    def begin_export(self, path: str, wish: Wish, *, replace: bool) -> None:
        """Write chats into a file; one that is there already is kept, unless the person said that it may go."""
        target = path
        if wish.form is Form.PDF:
            if not replace and QFileInfo.exists(path):
                words = self.tr("There is a file {0} already.").format(path)
                self._fail(InvalidInput(words, hint=self.tr("Choose another name.")))
                return
            self._target = path
            self._folder = QTemporaryDir()
            if not self._folder.isValid():
                self._fail(InvalidInput(self._folder.errorString(), hint=self.tr("Export as HTML instead.")))
                return
            target = self._folder.filePath(_PAGE)
        reply = self._bridge.invoke(
            transfer_export,
            path=target,
            form=wish.core_form,
            chat_ids=wish.chat_ids,
            thinking=wish.thinking,
            replace=replace or wish.form is Form.PDF,
        )
        reply.then(self._follow, self._fail)

    @Slot()
    def stop(self) -> None:
        """End it; nothing of it stays."""
        if self._stopping or self._over:
            return
        self._stopping = True
        if self._process is not None:
            self._process.kill()
        elif self._channel:
            self._stop_core()

    def close(self) -> None:
        """Nobody looks any more: the core goes on by itself, a printing does not."""
        self._leave()
        self._over = True
        if self._process is not None:
            self._process.kill()
            self._process.waitForFinished(1000)
        self._clean()

    def _follow(self, channel: str) -> None:
        self._channel = channel
        if self._over:
            return
        self._leave = self._bridge.follow(channel, 0, self._item, self._end)
        if self._stopping:
            self._stop_core()

    def _stop_core(self) -> None:
        self._bridge.invoke(transfer_stop, channel=self._channel).then(lambda _: None, lambda _: None)

    def _item(self, item: TransferItem) -> None:
        if isinstance(item, TransferProgress):
            self.progressed.emit(item.done, item.total)
        else:
            self._result = item

    def _end(self, error: AppError | None) -> None:
        if error is not None:
            self._fail(error)
        elif self._result is None:
            self._fail(InternalError("The transfer ended without a result."))
        elif self._folder is not None:
            self._print(self._folder.filePath(_PAGE))
        else:
            self._finish(self._result)

    def _print(self, page: str) -> None:
        if self._stopping:
            self._finish(None)
            return
        self.printing.emit()
        environment = QProcessEnvironment()
        for name, value in own_environment().items():
            environment.insert(name, value)
        program, *arguments = own_command("print-html", page, self._target)
        self._process = QProcess(self)
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardOutput.connect(self._page_printed)
        self._process.finished.connect(self._printed)
        self._process.errorOccurred.connect(self._print_failed)
        self._process.start(program, arguments)

    @Slot()
    def _page_printed(self) -> None:
        if self._process is None:
            return
        lines = ""
        while self._process.canReadLine():  # half a line waits for its end
            lines += self._process.readLine().toStdString()
        pages = pages_in(lines)
        if pages is not None and not self._stopping:
            self.printed.emit(*pages)

    @Slot(int, QProcess.ExitStatus)
    def _printed(self, code: int, status: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        if process is None or self._over:
            return
        if self._stopping:
            self._finish(None)
        elif code == 0 and status is QProcess.ExitStatus.NormalExit:
            self._finish(self._of_pdf())
        else:
            said = process.readAllStandardError().toStdString().strip().splitlines()
            reason = said[-1].removeprefix(_PREFIX) if said else self.tr("Printing failed.")
            self._fail(Unsupported(reason, hint=self.tr("Export as HTML instead."), detail="\n".join(said)))
        process.deleteLater()

    @Slot(QProcess.ProcessError)
    def _print_failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            words, self._process = self._process.errorString(), None
            self._fail(Unsupported(self.tr("Printing failed."), hint=self.tr("Export as HTML instead."), detail=words))

    def _fail(self, error: AppError) -> None:
        if self._over:
            return
        self._over = True
        self._clean()
        if self._stopping:
            self.stopped.emit()
        else:
            self.failed.emit(error)

    def _finish(self, result: TransferEnded | None) -> None:
        if self._over:
            return
        self._over = True
        self._clean()
        if result is None:
            self.stopped.emit()
        else:
            self.ended.emit(result)

    def _clean(self) -> None:
        if self._folder is not None:
            self._folder.remove()

    def _of_pdf(self) -> TransferEnded | None:
        """The result as it is for the person: the page was only a step."""
        if self._result is None or self._result.exported is None:
            return self._result
        return replace(self._result, exported=replace(self._result.exported, path=self._target))


def folder_of(path: str) -> str:
    """The folder that a file lies in."""
    return str(Path(path).parent)
