"""Import: what the file holds, what of it is new or cannot be taken over; then how far it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFileDialog, QWidget

from app.bridge.signatures import transfer_preview
from app.errors import AppError
from app.types.transfer import ImportPreview
from app.ui.bridge.base import UiBridge
from app.ui.chat.waiting_line import WaitingLine
from app.ui.transfer.model import new_chats
from app.ui.transfer.sheet import EDGE, Sheet
from app.ui.transfer.words import chats_words, known_words, left_out_words, preview_words, source_title, tr
from app.ui.widgets.labels import Paragraph, muted_label

LINE = 24


class ImportSheet(Sheet):
    """Nothing is stored before Import is pressed. Lives in the GUI thread."""

    def __init__(self, window: QWidget, bridge: UiBridge, path: str, preview: ImportPreview | None = None) -> None:
        super().__init__(window, bridge)
        self.call(self.tr("Import chats"))
        self.path = ""
        self.preview: ImportPreview | None = None
        self._turn = 0
        self.file = muted_label()
        self.file.setAccessibleName(self.tr("File"))
        self.waiting = WaitingLine(self)
        self.waiting.setFixedHeight(LINE)
        self.source = Paragraph("", 13, 20, QFont.Weight.DemiBold)
        self.holds = Paragraph()
        self.known = Paragraph("", 13, 20, muted=True)
        self.left_out = Paragraph("", 12, 18, muted=True)
        self.left_out.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for part in (self.file, self.waiting, self.source, self.holds, self.known, self.left_out):
            self.body.addWidget(part)
        self.body.setSpacing(6)
        self.look_into(path, preview)

    def show_preview(self, preview: ImportPreview) -> None:
        """What the file holds."""
        self.preview = preview
        self._wait(waiting=False)
        self.source.say(source_title(preview.source))
        self.holds.say(preview_words(preview))
        for part, words in ((self.known, known_words(preview)), (self.left_out, left_out_words(preview.left_out))):
            part.say(words)
            part.setVisible(bool(words))
        self.source.show()
        self.holds.show()
        self._offer()

    def look_into(self, path: str, preview: ImportPreview | None = None) -> None:
        """Another file; `preview` where it was looked into already."""
        self.path = path
        self.preview = None
        self._turn += 1
        turn = self._turn
        self.problem.hide()
        room = self.wide - 2 * EDGE
        shown = QFontMetrics(self.file.font()).elidedText(path, Qt.TextElideMode.ElideMiddle, room)
        self.file.setText(shown)
        self.file.setToolTip(path)
        for part in (self.source, self.holds, self.known, self.left_out):
            part.hide()
        if preview is not None:
            self.show_preview(preview)
            return
        self._wait(waiting=True)
        self._offer()

        def came(found: ImportPreview) -> None:
            if turn == self._turn:
                self.show_preview(found)

        def failed(error: AppError) -> None:
            if turn == self._turn:
                self._wait(waiting=False)
                self.tell_problem(error)
                self._offer(other=True)

        self._bridge.invoke(transfer_preview, path=path).then(came, failed)

    @Slot()
    def go(self) -> None:
        """Import, or choose another file where there is nothing to import."""
        if self.preview is None or not new_chats(self.preview):
            dialog = import_dialog(self)
            dialog.fileSelected.connect(self._other)
            dialog.open()
        elif not self.busy:
            self.start_job().begin_import(self.path)

    def set_form_enabled(self, *, enabled: bool) -> None:
        """There is nothing to wish."""

    @Slot(str)
    def _other(self, path: str) -> None:
        self.look_into(path)

    def _wait(self, *, waiting: bool) -> None:
        self.waiting.setVisible(waiting)
        if waiting:
            self.waiting.wait_for(self.tr("Looking into the file…"))
        else:
            self.waiting.say("")

    def _offer(self, *, other: bool = False) -> None:
        count = new_chats(self.preview) if self.preview is not None else 0
        if count:
            self.go_button.setText(self.tr("Import {0}").format(chats_words(count)))
        elif other or self.preview is not None:
            self.go_button.setText(self.tr("Choose another file…"))
        else:
            self.go_button.setText(self.tr("Import"))
        self.go_button.setEnabled(bool(count) or other or self.preview is not None)
        self.go_button.updateGeometry()
        if self.go_button.isEnabled():
            self.go_button.setFocus(Qt.FocusReason.OtherFocusReason)


def import_dialog(parent: QWidget) -> QFileDialog:
    """Asks for a file with chats."""
    dialog = QFileDialog(parent, tr("Import chats"), "", tr("Chats (*.json *.zip)"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
