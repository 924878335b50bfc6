"""What the window does for the messages of the open chat: shortcuts, toasts with Undo, quotes, branches, models."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from app.types.chats import ChatSummary
from app.ui.chat.port import ChatPort
from app.ui.widgets.toast import Toast
from app.ui.window.composer import Composer
from app.ui.window.models import Models
from app.ui.window.shortcuts import Action, is_text_field, shortcuts

OpenChat = Callable[[str | None], None]


class MessageDesk(QObject):
    """Connects a chat view's port with the window's parts. Lives in the GUI thread."""

    def __init__(
        self, window: QWidget, port: ChatPort, composer: Composer, models: Models, toast: Toast, open_chat: OpenChat
    ) -> None:
        super().__init__(window)
        self._window = window
        self._port = port
        self._composer = composer
        self._models = models
        self._toast = toast
        self._open_chat = open_chat
        port.told.connect(self._tell)
        port.quoted.connect(self._quote)
        port.branched.connect(self._branched)
        port.asked_anew.connect(self._free)
        models.changed.connect(self._models_changed)
        shortcuts().bind(
            window,
            {
                Action.REGENERATE: port.regenerate.emit,
                Action.CONTINUE: port.go_on.emit,
                Action.COPY_ANSWER: port.copy_answer.emit,
                Action.COPY_CODE: port.copy_code.emit,
            },
        )
        self._models_changed()

    def places(self) -> tuple[tuple[str, str, int, int], ...]:
        """Where chats were left, the open one where it is now."""
        self._port.leaving.emit()
        return self._port.places.saved()

    @Slot(str, str, object)
    def _tell(self, words: str, action: str, run: Callable[[], None] | None) -> None:
        self._toast.tell(words, action, run)

    @Slot(str)
    def _quote(self, text: str) -> None:
        """The quote comes behind what was typed, and the caret behind it."""
        typed = self._composer.text.strip("\n")
        self._composer.set_text(f"{typed}\n\n{text}\n\n" if typed else f"{text}\n\n")
        self._composer.edit.moveCursor(self._composer.edit.textCursor().MoveOperation.End)
        self._composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _free(self) -> None:
        """The keyboard goes to the next question, unless it writes somewhere."""
        if not is_text_field(self._window.focusWidget()):
            self._composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _branched(self, chat: ChatSummary) -> None:
        self._open_chat(chat.id)

    @Slot()
    def _models_changed(self) -> None:
        self._port.models = self._models.all
