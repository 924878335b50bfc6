"""The line below the composer: what is being waited for, or where the text of the next question goes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.types.models import ModelInfo
from app.ui.bridge.base import UiBridge
from app.ui.widgets.labels import muted_label
from app.ui.window.note_model import Reach
from app.ui.window.places import Places

HEIGHT = 34


class NoteLine(QWidget):
    """See the module's docstring. Lives in the GUI thread."""

    def __init__(self, bridge: UiBridge) -> None:
        super().__init__()
        self._places = Places(bridge, self)
        self._places.changed.connect(self._show)
        self._model: ModelInfo | None = None
        self._held = False
        self._quiet = ""
        self._label = muted_label("", 11)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def tell(self, model: ModelInfo | None, *, held: bool) -> None:
        """The model of the next question, and whether a question waits for the core."""
        self._model, self._held = model, held
        self._show()

    @Slot(str)
    def set_quiet(self, text: str) -> None:
        """Something is on its way that is worth a quiet word; "" when it is there."""
        self._quiet = text
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._held:
            text = self.tr("Your question is sent as soon as Tektra's core is ready.")
        else:
            text = self._quiet or self._place_words()
        self._label.setText(text)

    def _place_words(self) -> str:
        place = self._places.of(self._model)
        if place.reach is Reach.ELSEWHERE:
            return self.tr("What you write goes to {0}.").format(place.name)
        return self.tr("Runs on this computer. Nothing leaves it.") if place.reach is Reach.HERE else ""
