"""Ollama's own models: which there are, fetching one, giving it one of Tektra's, deleting one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bridge.signatures import engine_hand_over, engine_pull, engine_remove, engine_stop_pull
from app.errors import AppError, Cancelled
from app.types.engines import PullProgress
from app.types.models import BackendName
from app.ui.settings.engines_model import can_hand_over, engine_name_of, own_models
from app.ui.settings.lines import Line
from app.ui.settings.page import Surroundings, heading
from app.ui.settings.words import tr
from app.ui.widgets.buttons import TextButton
from app.ui.widgets.card import Card
from app.ui.widgets.choice import Choice
from app.ui.widgets.labels import Paragraph
from app.ui.widgets.meter import Meter
from app.ui.widgets.text_field import TextField
from app.ui.widgets.words import size_text
from app.ui.window.model_words import facts_words

OLLAMA = BackendName.OLLAMA


class OllamaSection(QWidget):
    """See the module's docstring. Lives in the GUI thread; one transfer at a time."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._channel = ""
        self._leave: Callable[[], None] | None = None
        self._what = ""
        self._asked = ""
        self._removes: dict[TextButton, str] = {}
        self.card = Card()
        self.name = TextField()
        self.name.setPlaceholderText(self.tr("For instance llama3.2:1b"))
        self.name.setAccessibleName(self.tr("Name of a model to fetch"))
        self.pull_button = TextButton(self.tr("Fetch"))
        self.choice = Choice(self.tr("Model to hand over"))
        self.hand_button = TextButton(self.tr("Hand over"))
        self.stop_button = TextButton(self.tr("Stop"), small=True)
        self.meter = Meter(self.tr("How far it is"))
        self.progress = Paragraph("", 12, 18, muted=True)
        self._build()
        self.name.textChanged.connect(self._enable)
        self.name.returnPressed.connect(self._pull)
        self.pull_button.clicked.connect(self._pull)
        self.hand_button.clicked.connect(self._hand_over)
        self.stop_button.clicked.connect(self._stop)
        around.models.changed.connect(self._show_models)
        self._show_models()
        self._enable()

    @property
    def busy(self) -> bool:
        """Whether a transfer runs."""
        return bool(self._channel)

    def disarm(self) -> None:
        """No model is about to be deleted any more."""
        self._asked = ""
        for button in self._removes:
            button.setText(tr("Delete"))
            button.updateGeometry()

    def _build(self) -> None:
        self._running = QWidget()
        bar = QHBoxLayout(self._running)
        bar.setContentsMargins(14, 0, 14, 12)
        bar.setSpacing(12)
        bar.addWidget(self.meter, 1)
        bar.addWidget(self.stop_button)
        self._running.hide()
        self.progress.setContentsMargins(14, 0, 14, 8)
        self.progress.hide()
        lines = Card()
        library = self.tr("Ollama downloads it from its library.")
        fetch = Line(self.tr("Fetch a model"), library, self.name, self.pull_button)
        self.name.setFixedWidth(220)
        hand = self.tr("Ollama copies the file of a model that Tektra has.")
        self._hand = Line(self.tr("Hand a model over"), hand, self.choice, self.hand_button)
        self._transfer = QWidget()
        transfer = QVBoxLayout(self._transfer)
        transfer.setContentsMargins(0, 10, 0, 0)
        transfer.setSpacing(4)
        transfer.addWidget(self.progress)
        transfer.addWidget(self._running)
        self._transfer.hide()
        for line in (fetch, self._hand, self._transfer):
            lines.add(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(heading(self.tr("Its models")))
        column.addWidget(self.card)
        column.addWidget(lines)

    @Slot()
    def _show_models(self) -> None:
        models = own_models(self._around.models.all)
        self.card.clear()
        self._removes.clear()
        for model in models:
            name = engine_name_of(model)
            button = TextButton(tr("Really delete") if name == self._asked else tr("Delete"), small=True)
            button.setAccessibleName(f"{button.text()}: {name}")
            button.clicked.connect(self._remove)
            self._removes[button] = name
            self.card.add(Line(name, facts_words(model), button))
        if not models:
            self.card.add(Line(self.tr("It has no models that Tektra can see.")))
        gives = can_hand_over(self._around.models.all)
        self.choice.set_options([(model.name, model.id) for model in gives], self.choice.currentData())
        if self.choice.currentIndex() < 0 and gives:
            self.choice.setCurrentIndex(0)
        self._hand.setVisible(bool(gives))

    @Slot()
    def _enable(self) -> None:
        self.pull_button.setEnabled(bool(self.name.text().strip()) and not self.busy)
        self.hand_button.setEnabled(not self.busy)

    @Slot()
    def _pull(self) -> None:
        name = self.name.text().strip()
        if name and not self.busy:
            self._what = name
            self._begin()
            self._around.bridge.invoke(engine_pull, backend=OLLAMA, name=name).then(self._follow, self._failed)

    @Slot()
    def _hand_over(self) -> None:
        model_id = self.choice.currentData()
        if model_id and not self.busy:
            self._what = self.choice.currentText()
            self._begin()
            call = self._around.bridge.invoke(engine_hand_over, backend=OLLAMA, model_id=model_id)
            call.then(self._follow, self._failed)

    def _begin(self) -> None:
        self.meter.show_share(0.0)
        self._say(tr("{0}: starting…").format(self._what))
        self.pull_button.setEnabled(False)
        self.hand_button.setEnabled(False)

    def _follow(self, channel: str) -> None:
        self._channel = channel
        self._running.show()
        self.stop_button.setEnabled(True)
        self._leave = self._around.bridge.follow(channel, 0, self._item, self._ended)

    def _item(self, item: PullProgress) -> None:
        if item.total_bytes:
            self.meter.show_share(item.done_bytes / item.total_bytes)
            done, total = size_text(item.done_bytes), size_text(item.total_bytes)
            self._say(tr("{0}: {1}, {2} of {3}").format(self._what, item.status, done, total))
        else:
            self._say(f"{self._what}: {item.status}")

    def _ended(self, error: AppError | None) -> None:
        self._channel = ""
        self._leave = None
        self._running.hide()
        self._enable()
        if error is None:
            self._say(tr("{0} is there.").format(self._what))
            self.name.clear()
            self._around.models.refresh()
        elif isinstance(error, Cancelled):
            self._say(tr("{0} was stopped. What had arrived is kept for the next time.").format(self._what))
        else:
            self._say(f"{error.message} {error.hint}".strip())

    def _failed(self, error: AppError) -> None:
        self._enable()
        self._say(f"{error.message} {error.hint}".strip())

    def _say(self, words: str) -> None:
        self.progress.say(words)
        self.progress.setVisible(bool(words))
        self._transfer.setVisible(bool(words))

    @Slot()
    def _stop(self) -> None:
        if self._channel:
            self.stop_button.setEnabled(False)
            self._around.bridge.invoke(engine_stop_pull, channel=self._channel).then(_nothing, self._stop_failed)

    def _stop_failed(self, error: AppError) -> None:
        self.stop_button.setEnabled(True)
        self._say(f"{error.message} {error.hint}".strip())

    @Slot()
    def _remove(self) -> None:
        button = self.sender()
        name = self._removes.get(button, "") if isinstance(button, TextButton) else ""
        if not name or not isinstance(button, TextButton):
            return
        if self._asked != name:
            self._asked = name
            button.setText(tr("Really delete"))
            button.updateGeometry()
            return
        self.disarm()
        self._around.bridge.invoke(engine_remove, backend=OLLAMA, name=name).then(self._removed, self._failed)

    def _removed(self, nothing: None) -> None:
        self._around.models.refresh()


def _nothing(reply: None) -> None:
    """The end of the channel tells the rest."""
