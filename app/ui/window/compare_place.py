"""Where the comparison stands in the window: in place of the chat, which stays as it is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.types.models import ModelInfo
from app.ui.bridge.base import UiBridge
from app.ui.window.header import Header
from app.ui.window.models import Models
from app.ui.window.shortcuts import Action, shortcuts

if TYPE_CHECKING:
    from app.ui.compare.pane import ComparePane


class ComparePlace(QObject):
    """Changes between chat and comparison. Lives in the GUI thread; the page is built when it is wanted first.

    Signals:
        told(text: str): Something to say in passing.
        left(): The chat is back.
    """

    told = Signal(str)
    left = Signal()

    def __init__(self, window: QWidget, bridge: UiBridge, models: Models, header: Header) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._models = models
        self._header = header
        self._model: ModelInfo | None = None
        self.pane: ComparePane | None = None
        self.stack = QStackedWidget()
        """The chat's part of the window is its first page."""
        header.compare_requested.connect(self.toggle)
        shortcuts().bind(window, {Action.COMPARE: self.toggle})
        shortcuts().changed.connect(self._explain)
        self._explain()

    @property
    def shown(self) -> bool:
        """Whether the comparison is on the screen."""
        return self.pane is not None and self.stack.currentWidget() is self.pane

    @property
    def panes(self) -> tuple[tuple[QWidget, QWidget], ...]:
        """The parts that F6 walks through, each with what takes the focus there."""
        if self.pane is None or not self.shown:
            return ()
        return (self.pane.area, self.pane.area), (self.pane.composer, self.pane.composer.edit)

    def set_model(self, model: ModelInfo | None) -> None:
        """The model in use: its engines are compared."""
        self._model = model
        if self.pane is not None and self.shown:
            self.pane.set_model(model)

    @Slot()
    def toggle(self) -> None:
        """Comparison or chat."""
        if self.shown:
            self.leave()
            return
        if self.pane is None:
            from app.ui.compare.pane import ComparePane  # not wanted before the first paint

            self.pane = ComparePane(self._bridge, self._models)
            self.pane.left.connect(self.leave)
            self.pane.told.connect(self.told)
            self.stack.addWidget(self.pane)
        self.stack.setCurrentWidget(self.pane)
        self._header.compare_button.setChecked(True)
        self.pane.open_for(self._model)
        self.pane.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def leave(self) -> None:
        """Back to the chat; what runs goes on."""
        self._header.compare_button.setChecked(False)
        if self.shown:
            self.stack.setCurrentIndex(0)
            self.left.emit()

    @Slot()
    def _explain(self) -> None:
        self._header.compare_button.explain(self.tr("Compare models and engines"), shortcuts().of(Action.COMPARE))
