"""Saved prompts in the composer: `/` finds them, a form fills their variables, a text becomes one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.bridge.signatures import prompt_list, prompt_save
from app.errors import AppError
from app.types.library import SavedPrompt
from app.ui.bridge.base import UiBridge
from app.ui.composer.slash_model import filled, matching, name_for, typed_name, variables
from app.ui.composer.slash_popup import SlashPopup
from app.ui.composer.small_form import Field, FormPlace, SmallForm
from app.ui.window.composer import Composer
from app.ui.window.prompt_model import sendable

log = logging.getLogger(__name__)

Tell = Callable[..., None]


class SlashDesk(QObject):
    """Watches the composer for a slash at its beginning. Lives in the GUI thread.

    Signals:
        manage_requested(): The saved prompts are to be looked at.
    """

    manage_requested = Signal()

    def __init__(self, window: QWidget, bridge: UiBridge, composer: Composer, tell: Tell) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._composer = composer
        self._tell = tell
        self._prompts: tuple[SavedPrompt, ...] = ()
        self._left = ""
        """What was typed when the list was closed by Esc: it stays closed until that is another."""
        self.place = FormPlace(self)
        self.last_question = ""
        self.popup = SlashPopup(window)
        self.popup.chosen.connect(self._choose)
        self.popup.save_requested.connect(self.save)
        self.popup.manage_requested.connect(self.manage_requested)
        composer.edited.connect(self._edited)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to the list."""
        if not self.popup.isVisible():
            return False
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            if not self.popup.marked:  # what was typed is no prompt: it is a question like others
                self.popup.dismiss()
                return False
            self.popup.choose()
        elif key == Qt.Key.Key_Escape:
            self._left = self._composer.text
            self.popup.dismiss()
        else:
            return False
        return True

    @Slot()
    def open(self) -> None:
        """As if a slash was typed into the empty field."""
        self._left = ""
        if self._composer.text:
            self.manage_requested.emit()
            return
        self._composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._composer.edit.insertPlainText("/")

    @Slot()
    def _edited(self) -> None:
        edit = self._composer.edit
        text = edit.document().firstBlock().text() if edit.document().blockCount() == 1 else ""
        typed = typed_name(text) if text.startswith("/") else None
        if typed is None or not edit.hasFocus() or text == self._left or self._composer.held:
            self._left = self._left if typed is not None else ""
            self.popup.dismiss()
            return
        if self.popup.isHidden():
            self._bridge.invoke(prompt_list).then(self._listed, _unlisted)
        self.popup.show_prompts(matching(self._prompts, typed), typed, self._composer)

    def _listed(self, prompts: tuple[SavedPrompt, ...]) -> None:
        self._prompts = prompts
        if self.popup.isVisible():
            typed = typed_name(self._composer.text) or ""
            self.popup.show_prompts(matching(prompts, typed), typed, self._composer)

    @Slot(object)
    def _choose(self, prompt: SavedPrompt) -> None:
        wanted = variables(prompt.text)
        if not wanted:
            self._put(prompt.text)
            return
        fields = [Field(variable.name, variable.default) for variable in wanted]
        self._open(SmallForm(self._window, f"/{prompt.name}", fields, self.tr("Insert")), partial(self._fill, prompt))

    def _fill(self, prompt: SavedPrompt, values: list[str]) -> None:
        names = [variable.name for variable in variables(prompt.text)]
        self.place.close()
        self._put(filled(prompt.text, dict(zip(names, values, strict=True))))

    def _put(self, text: str) -> None:
        self._composer.set_text(text)
        self._composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def save(self) -> None:
        """Make a saved prompt of what is written, or else of the last question."""
        text = sendable(self._composer.text)
        if typed_name(text) is not None:
            text = ""
        text = text or self.last_question
        if not text:
            self._tell(self.tr("Write the text of the prompt first."))
            return
        note = self.tr("It is inserted when you type / and its name. Write {{name}} in it for what changes each time.")
        fields = [Field(self.tr("Name"), name_for(text))]
        form = SmallForm(self._window, self.tr("Save as prompt"), fields, self.tr("Save"), note)
        self._open(form, partial(self._save, text))

    def _save(self, text: str, values: list[str]) -> None:
        name = values[0].strip()
        if not name:
            self.place.refuse()
            return
        self._bridge.invoke(prompt_save, prompt=SavedPrompt("", name, text)).then(self._saved, self._refused)

    def _saved(self, prompt: SavedPrompt) -> None:
        self.place.close()
        self._tell(self.tr("Saved. Type /{0} to insert it.").format(prompt.name))

    def _refused(self, error: AppError) -> None:
        self.place.refuse()
        self._tell(f"{error.message} {error.hint}".strip())

    def _open(self, form: SmallForm, accepted: Callable[[list[str]], None]) -> None:
        self.place.open(form, self._composer, self._composer.edit, accepted)


def _unlisted(error: AppError) -> None:
    """The list has its last two rows at least."""
    log.info("saved prompts could not be listed: %s", error.code)
