"""Import and export as the window has them: opens the sheets, and says what came of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.bridge.signatures import transfer_preview
from app.errors import AppError
from app.types.transfer import ImportPreview, TransferEnded
from app.ui.bridge.base import UiBridge
from app.ui.settings.page import open_path
from app.ui.transfer.export_sheet import ExportSheet
from app.ui.transfer.import_sheet import ImportSheet, import_dialog
from app.ui.transfer.job import folder_of
from app.ui.transfer.sheet import Sheet
from app.ui.transfer.words import exported_words, imported_words


class TransferDesk(QObject):
    """One sheet at a time. Lives in the GUI thread."""

    def __init__(self, window: QWidget, bridge: UiBridge, tell: Callable[..., None]) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._tell = tell
        self.sheet: Sheet | None = None

    def export(self, chat_ids: tuple[str, ...], title: str) -> None:
        """Ask how; () are all chats."""
        if self._free():
            self._show(ExportSheet(self._window, self._bridge, chat_ids, title))

    def choose_import(self) -> None:
        """Ask for a file with chats."""
        if self._free():
            dialog = import_dialog(self._window)
            dialog.fileSelected.connect(self.open_import)
            dialog.open()

    @Slot(str)
    def open_import(self, path: str) -> None:
        """Show what a file holds."""
        if self._free():
            self._show(ImportSheet(self._window, self._bridge, path))

    def look_into(self, path: str, otherwise: Callable[[], None]) -> None:
        """Show what a file holds if it holds chats; if not, it is something else."""

        def came(preview: ImportPreview) -> None:
            if self._free():
                sheet = ImportSheet(self._window, self._bridge, path, preview)
                self._show(sheet)

        def failed(_: AppError) -> None:
            otherwise()

        self._bridge.invoke(transfer_preview, path=path).then(came, failed)

    def close(self) -> None:
        """The window goes."""
        if self.sheet is not None:
            self.sheet.leave()

    def _free(self) -> bool:
        if self.sheet is not None:
            self.sheet.raise_()
            self.sheet.activateWindow()
            return False
        return True

    def _show(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.done_with.connect(self._done)
        sheet.finished.connect(self._closed)
        sheet.open()

    @Slot(object)
    def _done(self, result: TransferEnded) -> None:
        if result.imported is not None:
            self._tell(imported_words(result.imported))
        elif result.exported is not None:
            path = result.exported.path
            self._tell(exported_words(result.exported), self.tr("Show in folder"), lambda: open_path(folder_of(path)))

    @Slot()
    def _closed(self) -> None:
        self.sheet = None
