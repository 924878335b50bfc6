"""General: language, what opens at the start, and the data folder with its backups."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.bridge.signatures import data_back_up, data_delete_all, data_info, data_restore
from app.errors import AppError
from app.types.settings import BackupInfo, DataInfo
from app.types.status import StoreStatus
from app.ui.settings.lines import Line
from app.ui.settings.page import NEXT, SettingsPage, heading, open_path
from app.ui.settings.pages_model import Page
from app.ui.settings.words import tr
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.card import Card
from app.ui.widgets.choice import Choice
from app.ui.widgets.text_field import TextField
from app.ui.widgets.words import clock_time, day, number, size_text

CONFIRM = "delete everything"
"""What has to be typed; the core looks at it again."""


class GeneralPage(SettingsPage):
    """See the module's docstring. Lives in the GUI thread."""

    page = Page.GENERAL

    def build(self) -> None:
        """The settings, then the data."""
        super().build()
        self._info: DataInfo | None = None
        self.open_button = TextButton(self.tr("Open"), small=True)
        self._folder = Line(self.tr("Folder"), self.tr("Looking…"), self.open_button)
        self.back_up_button = TextButton(self.tr("Back up now"), small=True)
        self._back_up = Line(self.tr("Back up"), self.tr("Makes a copy of all chats beside them."), self.back_up_button)
        self.backups = Choice(self.tr("Backups"))
        self.restore_button = TextButton(self.tr("Restore"), small=True)
        self._restore = Line(self.tr("Restore"), "", self.backups, self.restore_button)
        self.delete_button = TextButton(self.tr("Delete…"), small=True)
        self._delete = Line(self.tr("Delete everything"), self._erases(), self.delete_button)
        self._delete.add_below(self._confirmation())
        card = Card()
        for line in (self._folder, self._back_up, self._restore, self._delete):
            card.add(line)
        self.body.addSpacing(NEXT)
        self.body.addWidget(heading(self.tr("Your data")))
        self.body.addSpacing(10)
        self.body.addWidget(card)
        self.topics = {
            tr("Data folder"): self._folder,
            tr("Back up and restore"): self._back_up,
            tr("Delete everything"): self._delete,
        }
        self.open_button.clicked.connect(self._open)
        self.back_up_button.clicked.connect(self._make_backup)
        self.restore_button.clicked.connect(self._ask_restore)
        self.backups.activated.connect(self._forget_question)
        self.delete_button.clicked.connect(self._ask_delete)
        self._asked = False
        self._show()

    def opened(self) -> None:
        """Look where the data is."""
        if self.around.settings.connected:
            self.around.bridge.invoke(data_info).then(self._take, self._failed)

    def disarm(self) -> None:
        """Neither question is open any more."""
        self._asked = False
        self._show_question()
        self._put_confirmation_away()

    def _confirmation(self) -> QWidget:
        self._confirm = QWidget()
        row = QHBoxLayout(self._confirm)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.confirm_field = TextField()
        self.confirm_field.setPlaceholderText(self.tr("Type: {0}").format(CONFIRM))
        self.confirm_field.setAccessibleName(self.tr("Type “{0}” to confirm").format(CONFIRM))
        self.confirm_button = TextButton(self.tr("Delete everything now"), ButtonKind.PRIMARY)
        cancel = TextButton(self.tr("Cancel"))
        self.confirm_button.setEnabled(False)
        row.addWidget(self.confirm_field, 1)
        row.addWidget(self.confirm_button)
        row.addWidget(cancel)
        self.confirm_field.textChanged.connect(self._confirming)
        self.confirm_button.clicked.connect(self._delete_all)
        cancel.clicked.connect(self._cancel_delete)
        self._confirm.hide()
        return self._confirm

    def _take(self, info: DataInfo) -> None:
        self._info = info
        self._show()

    def _failed(self, error: AppError) -> None:
        self._folder.say(f"{error.message} {error.hint}".strip())

    def _show(self) -> None:
        info = self._info
        for button in (self.open_button, self.back_up_button):
            button.setEnabled(info is not None)
        backups = info.backups if info is not None else ()
        chosen = self.backups.currentData()
        names = [backup.name for backup in backups]
        options = [(_backup_words(backup), backup.name) for backup in backups]
        self.backups.set_options(options, chosen if chosen in names else names[0] if names else None)
        self.backups.setVisible(bool(backups))
        self.restore_button.setVisible(bool(backups))
        if info is not None:
            size = size_text(info.database_bytes)
            chats = self.tr("1 chat") if info.chats == 1 else self.tr("{0} chats").format(number(info.chats))
            self._folder.say(f"{info.folder}\n{chats} · {size}")
        self._show_question()

    def _show_question(self) -> None:
        if self._asked:
            self._restore.say(self.tr("Chats that are newer than this leave the list. Today's database is kept aside."))
        elif self.backups.count():
            self._restore.say(self.tr("Go back to an earlier copy of your chats."))
        else:
            self._restore.say(self.tr("There is no backup yet."))
        self.restore_button.setText(self.tr("Really restore") if self._asked else self.tr("Restore"))
        self.restore_button.updateGeometry()

    @Slot()
    def _open(self) -> None:
        if self._info is not None:
            open_path(self._info.folder)

    @Slot()
    def _make_backup(self) -> None:
        self.back_up_button.setEnabled(False)
        self._back_up.say(self.tr("Making a copy…"))
        self.around.bridge.invoke(data_back_up).then(self._backed_up, self._backup_failed)

    def _backed_up(self, backup: BackupInfo) -> None:
        self._back_up.say(self.tr("Done: {0}.").format(_backup_words(backup)))
        self.back_up_button.setEnabled(True)
        self.opened()

    def _backup_failed(self, error: AppError) -> None:
        self._back_up.say(f"{error.message} {error.hint}".strip())
        self.back_up_button.setEnabled(True)

    @Slot()
    def _forget_question(self) -> None:
        self._asked = False
        self._show_question()

    @Slot()
    def _ask_restore(self) -> None:
        if not self._asked:
            self._asked = True
            self._show_question()
            return
        self._forget_question()
        self.restore_button.setEnabled(False)
        call = self.around.bridge.invoke(data_restore, name=self.backups.currentData())
        call.then(self._restored, self._restore_failed)

    def _restore_failed(self, error: AppError) -> None:
        self.restore_button.setEnabled(True)
        self._restore.say(f"{error.message} {error.hint}".strip())

    def _restored(self, store: StoreStatus) -> None:
        self.restore_button.setEnabled(True)
        self.around.tell(self.tr("The backup is in place. The database that was in use before was kept."))
        self.opened()

    @Slot()
    def _ask_delete(self) -> None:
        self._confirm.show()
        self.delete_button.hide()
        self.confirm_field.setFocus()

    def _put_confirmation_away(self) -> None:
        self.confirm_field.clear()
        self._confirm.hide()
        self.delete_button.show()
        self._delete.say(self._erases())

    def _erases(self) -> str:
        return self.tr("Chats, backups, settings, keys and logs of Tektra. This cannot be undone.")

    @Slot()
    def _cancel_delete(self) -> None:
        self._put_confirmation_away()
        self.delete_button.setFocus()

    @Slot(str)
    def _confirming(self, text: str) -> None:
        self.confirm_button.setEnabled(text.strip().casefold() == CONFIRM)

    @Slot()
    def _delete_all(self) -> None:
        self.confirm_button.setEnabled(False)
        self.around.bridge.invoke(data_delete_all, confirm=CONFIRM).then(self._deleted, self._delete_failed)

    def _delete_failed(self, error: AppError) -> None:
        self._confirming(self.confirm_field.text())
        self._delete.say(f"{error.message} {error.hint}".strip())

    def _deleted(self, nothing: None) -> None:
        self._cancel_delete()
        self.around.tell(self.tr("Everything was deleted. Tektra's core has ended."))


def _backup_words(backup: BackupInfo) -> str:
    return f"{day(backup.at)}, {clock_time(backup.at)} · {size_text(backup.size_bytes)}"
