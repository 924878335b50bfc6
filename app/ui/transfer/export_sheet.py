"""Export: which chats, in which form; then where to, and how far it is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.bridge.base import UiBridge
from app.ui.transfer.model import Form, Wish, file_name, with_ending
from app.ui.transfer.sheet import Sheet
from app.ui.transfer.words import file_kind, form_title, form_words
from app.ui.widgets.choice import Segmented
from app.ui.widgets.labels import Paragraph, text_label
from app.ui.widgets.switch import Switch


class ExportSheet(Sheet):
    """One chat or all. Lives in the GUI thread."""

    def __init__(self, window: QWidget, bridge: UiBridge, chat_ids: tuple[str, ...], title: str) -> None:
        super().__init__(window, bridge)
        self.call(self.tr("Export chats"))
        self._one = chat_ids
        self._title = title
        self.wish = Wish(chat_ids=chat_ids)
        self.which = Segmented(self.tr("Which chats"))
        options: list[tuple[str, object]] = [(self.tr("This chat"), True), (self.tr("All chats"), False)]
        self.which.set_options(options, bool(chat_ids))
        self.which.setVisible(False)
        self.forms = Segmented(self.tr("Form"))
        self.forms.set_options([(form_title(form), form) for form in Form], self.wish.form)
        self.explained = Paragraph("", 12, 18, muted=True)
        self.apart = Switch(self.tr("Each chat in a file of its own, in a ZIP"))
        self.thinking = Switch(self.tr("With what the model thought"))
        self._build()
        self.which.chosen.connect(self._chosen)
        self.forms.chosen.connect(self._chosen)
        self.apart.clicked.connect(self._switched)
        self.thinking.clicked.connect(self._switched)
        self.go_button.setText(self.tr("Export…"))
        self._show()
        self.forms.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def go(self) -> None:
        """Ask where to; an existing file is asked about there."""
        places = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = file_name(self._title if self.wish.chat_ids else "Tektra", self.wish.ending)
        dialog = QFileDialog(self, self.tr("Export chats"), places, file_kind(self.wish))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self.wish.ending.removeprefix("."))
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    @Slot(str)
    def export_to(self, path: str) -> None:
        """Begin. The dialog asked about the file that was chosen, and about no other one."""
        if not self.busy:
            target = with_ending(path, self.wish.ending)
            self.start_job().begin_export(target, self.wish, replace=target == path)

    def set_form_enabled(self, *, enabled: bool) -> None:
        """Wishes stay as they are while a job runs."""
        for control in (self.which, self.forms, self.apart, self.thinking):
            control.setEnabled(enabled)

    def _build(self) -> None:
        if self._one:
            self.body.addLayout(_row(self.tr("Which chats"), self.which))
            self.which.setVisible(True)
        form = QVBoxLayout()
        form.setSpacing(8)
        form.addLayout(_row(self.tr("Form"), self.forms))
        form.addWidget(self.explained)
        self.body.addLayout(form)
        self._apart_row = _boxed(_row(self.apart.accessibleName(), self.apart))
        self._thinking_row = _boxed(_row(self.thinking.accessibleName(), self.thinking))
        self.body.addWidget(self._apart_row)
        self.body.addWidget(self._thinking_row)

    def _show(self) -> None:
        self.explained.say(form_words(self.wish))
        self._apart_row.setVisible(self.wish.can_be_apart)
        self._thinking_row.setVisible(self.wish.can_think)

    @Slot(object)
    def _chosen(self, value: object) -> None:
        if isinstance(value, Form):
            self.wish = replace(self.wish, form=value)
        else:
            self.wish = replace(self.wish, chat_ids=self._one if value else ())
        self._show()

    @Slot()
    def _switched(self) -> None:
        self.wish = replace(self.wish, apart=self.apart.isChecked(), thinking=self.thinking.isChecked())
        self._show()


def _row(words: str, control: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(text_label(words))
    row.addStretch(1)
    row.addWidget(control)
    return row


def _boxed(row: QHBoxLayout) -> QWidget:
    box = QWidget()
    box.setLayout(row)
    return box
