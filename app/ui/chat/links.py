"""Links in answers: they open only after a question that shows where they lead."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

SCHEMES = ("http", "https", "mailto")
SHOWN_CHARS = 600


class LinkQuestion(QObject):
    """Asks before a link opens. Lives in the GUI thread."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._target = QUrl()

    @Slot(str)
    def ask(self, address: str) -> None:
        """Show the address and let the person decide; other schemes than web and mail are not even asked about."""
        target = QUrl(address, QUrl.ParsingMode.StrictMode)
        if not target.isValid() or target.scheme().lower() not in SCHEMES:
            return
        host = target.host(QUrl.ComponentFormattingOption.FullyEncoded)
        if target.scheme().lower() != "mailto" and not host:
            return
        self._target = target
        # The encoded form shows look-alike letters of other scripts as what they are.
        shown = plain_address(target)
        shown = shown if len(shown) <= SHOWN_CHARS else f"{shown[:SHOWN_CHARS]}…"
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Open link"))
        box.setText(self.tr("Open this link outside of Tektra?"))
        # What stands before an @ or in a long path looks like another site.
        box.setInformativeText(self.tr("It leads to {0}.").format(host) + f"\n\n{shown}" if host else shown)
        open_button = box.addButton(self.tr("Open"), QMessageBox.ButtonRole.AcceptRole)
        copy_button = box.addButton(self.tr("Copy address"), QMessageBox.ButtonRole.ActionRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        open_button.clicked.connect(self._open)
        copy_button.clicked.connect(self._copy)
        box.open()

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(self._target)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._target.toString(QUrl.ComponentFormattingOption.FullyEncoded))


def plain_address(target: QUrl) -> str:
    """An address with nothing in it that looks like something else: ASCII only."""
    return bytes(target.toEncoded().data()).decode("ascii", "replace")
