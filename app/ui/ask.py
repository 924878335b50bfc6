"""`tektra --ask`: one question through the real window, its answer printed, a picture saved."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.client.endings import failure_of
from app.errors import AppError, BridgeError, InvalidInput
from app.types.chats import ChatMessage
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.chat.view import ChatView
from app.ui.window.main_window import MainWindow

SETTLE_MS = 200
"""After the answer's end: the view's last frame, highlighting and figures are painted by then."""


class AskDriver(QObject):
    """Types the question, waits for the end of its answer, saves the picture. Lives in the GUI thread.

    Signals:
        done(exit_code: int): Everything is printed and saved, or one sentence on standard error says what failed.
    """

    done = Signal(int)

    def __init__(
        self, window: MainWindow, view: ChatView, bridge: UiBridge, question: str, screenshot: str | None
    ) -> None:
        super().__init__(window)
        self._window = window
        self._question = question
        self._screenshot = screenshot
        self._answer: ChatMessage | None = None
        self._ended = False
        view.answer_ended.connect(self._answered)
        view.send_refused.connect(self._refused)
        bridge.link_changed.connect(self._link_changed)

    @Slot()
    def start(self) -> None:
        """Ask in a new chat."""
        self._window.open_chat(None)
        if not self._question.strip():
            self._fail(InvalidInput("The question is empty.", hint="Give one: tektra --ask TEXT."))
            return
        self._window.ask(self._question)

    @Slot(object)
    def _answered(self, message: ChatMessage) -> None:
        self._answer = message
        QTimer.singleShot(SETTLE_MS, self, self._finish)

    @Slot(str, object)
    def _refused(self, text: str, error: AppError) -> None:
        self._fail(error)

    @Slot(object, object)
    def _link_changed(self, state: LinkState, error: AppError | None) -> None:
        if state is LinkState.STOPPED:
            self._fail(BridgeError("Tektra's core was stopped.", hint="Start Tektra again."))
        elif state is LinkState.FAILED:
            self._fail(error or BridgeError("Tektra's core could not be started."))

    @Slot()
    def _finish(self) -> None:
        message = self._answer
        if message is None or self._ended:
            return
        if not self._save_picture():
            return
        failure = failure_of(message)
        if failure is not None:
            self._fail(failure)
        else:
            sys.stdout.write(f"{message.text}\n")
            sys.stdout.flush()
            self._end(0)

    def _save_picture(self) -> bool:
        if self._screenshot is None:
            return True
        QApplication.sendPostedEvents()
        path = Path(self._screenshot).absolute()
        if self._window.grab().save(str(path), "PNG"):
            return True
        hint = "Name a file in a folder that exists and that you may write."
        self._fail(InvalidInput(f"The picture could not be saved as {path}.", hint=hint))
        return False

    def _fail(self, error: AppError) -> None:
        if not self._ended:
            sys.stderr.write(f"tektra: {error.message} {error.hint}".rstrip() + "\n")
            self._end(1)

    def _end(self, code: int) -> None:
        self._ended = True
        self.done.emit(code)
