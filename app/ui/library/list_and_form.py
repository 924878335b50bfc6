"""A list and the form of one of its entries, one at a time."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui.library.form import Form
from app.ui.library.page import LibraryPage


class ListAndForm(QWidget):
    """Begins with the list; leaving the form leads back to it. Lives in the GUI thread."""

    def __init__(self, page: LibraryPage, form: Form) -> None:
        super().__init__()
        self._list = page
        self._edits = form
        self._stack = QStackedWidget()
        self._stack.addWidget(page)
        self._stack.addWidget(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        form.left.connect(self._leave)

    def show_form(self) -> None:
        """Bring the form to the front."""
        self._stack.setCurrentWidget(self._edits)

    @Slot(object)
    def taken(self, _entry: object) -> None:
        """The core took what the form had."""
        self._leave()
        self._list.refresh()

    @Slot()
    def _leave(self) -> None:
        self._stack.setCurrentWidget(self._list)
        self._list.focus_list()
