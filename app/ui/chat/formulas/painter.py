"""The drawing process as Qt sees it: asked for pictures of formulas, it tells when one is there."""

from __future__ import annotations

import json
import logging
from functools import cache

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from app.process import own_command, own_environment
from app.rich.drawing import MAX_SVG, Drawing, Wanted, drawing_from
from app.ui.chat.formulas.line import FormulaLine

log = logging.getLogger(__name__)

DRAW_MS = 1_000
START_MS = 10_000
"""For the first formula of a process, which has to import what it needs; on a busy machine that takes a while."""
END_MS = 500


class FormulaPainter(QObject):
    """Starts the process with the first formula, and again after its end. Lives in the GUI thread.

    Signals:
        drawn(wanted: Wanted): This formula can be had now. At most one is told per turn of the event loop.
    """

    drawn = Signal(object)

    def __init__(self, command: list[str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command or own_command("formulas", module="app.rich.child")
        self._line = FormulaLine()
        self._process: QProcess | None = None
        self._warm = False
        self._told: list[Wanted] = []
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._too_late)
        self._tell_soon = QTimer(self)
        self._tell_soon.setSingleShot(True)
        self._tell_soon.timeout.connect(self._tell)

    def known(self, tex: str, *, display: bool) -> Drawing | None:
        """The picture if there is one; otherwise it is asked for."""
        wanted = Wanted(tex, display)
        found = self._line.known(wanted)
        if isinstance(found, Drawing):
            return found
        if self._line.ask(wanted):
            self._go_on()
        return None

    @Slot()
    def close(self) -> None:
        """End the process; it starts again when it is needed."""
        self._limit.stop()
        self._tell_soon.stop()
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)  # noqa: FBT003 - Qt's form
            process.kill()
            process.waitForFinished(END_MS)
            process.deleteLater()

    def _go_on(self) -> None:
        wanted = self._line.next()
        if wanted is None:
            return
        if self._process is None:
            self._process, self._warm = self._start(), False
        question = json.dumps({"tex": wanted.tex, "display": wanted.display})
        self._process.write(question.encode("utf-8", "replace") + b"\n")
        self._limit.start(DRAW_MS if self._warm else START_MS)

    def _start(self) -> QProcess:
        process = QProcess(self)
        environment = QProcessEnvironment()
        for name, value in own_environment().items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.setProgram(self._command[0])
        process.setArguments(self._command[1:])
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        process.start()
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close)
        return process

    @Slot()
    def _read(self) -> None:
        process = self._process
        if process is None:
            return
        if process.bytesAvailable() > 2 * MAX_SVG and not process.canReadLine():
            process.kill()
            return
        while process.canReadLine():
            line = bytes(process.readLine().data())
            self._limit.stop()
            self._warm = True
            try:
                drawing = drawing_from(json.loads(line))
            except ValueError:
                drawing = None
            self._announce(self._line.drawn(drawing))
            self._go_on()

    @Slot()
    def _too_late(self) -> None:
        if self._process is not None:
            self._process.kill()

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        self._ended(f"it ended with {code}")

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._ended("it could not be started")

    def _ended(self, cause: str) -> None:
        process, self._process = self._process, None
        self._limit.stop()
        if process is None:
            return
        process.deleteLater()
        # One that ended for want of work is no trouble; the next formula starts another.
        if self._line.current is not None:
            log.info("the process that draws formulas is gone: %s", cause)
            if self._warm:
                self._announce(self._line.died())
            else:
                self._announce(self._line.never_came())
        self._go_on()

    def _announce(self, wanted: Wanted | None) -> None:
        if wanted is not None:
            self._told.append(wanted)
            self._tell_soon.start(0)

    @Slot()
    def _tell(self) -> None:
        if self._told:
            self.drawn.emit(self._told.pop(0))
        if self._told:
            self._tell_soon.start(0)


@cache
def formulas() -> FormulaPainter:
    """The one of this process."""
    return FormulaPainter()
