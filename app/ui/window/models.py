"""The catalogue as the window knows it, and the commands on it. The header, the picker and the composer share one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.bridge.events import EventPayload, ModelEvent
from app.bridge.names import EventName
from app.bridge.signatures import model_add_file, model_list, model_load, model_set_default, model_unload
from app.errors import AppError
from app.types.models import LoadState, ModelInfo
from app.ui.bridge.base import LinkState, UiBridge


class Models(QObject):
    """Every model with its state. Lives in the GUI thread; listens to `model.changed` and `models.changed`.

    Signals:
        changed(): The list or a state is another one.
        added(model: ModelInfo): A file was opened; it is in the list.
    """

    changed = Signal()
    added = Signal(object)

    def __init__(self, bridge: UiBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.all: tuple[ModelInfo, ...] = ()
        self.known = False
        bridge.core_event.connect(self._event)
        bridge.link_changed.connect(self._link)
        if bridge.link is LinkState.CONNECTED:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the list."""
        self._bridge.invoke(model_list).then(self._set_all)

    def get(self, model_id: str) -> ModelInfo | None:
        """A model by id."""
        return next((model for model in self.all if model.id == model_id), None)

    def load(self, model_id: str) -> None:
        """Load ahead of the first question."""
        self._bridge.invoke(model_load, model_id=model_id).then(self._put)

    def unload(self, model_id: str) -> None:
        """Give the memory back."""
        self._bridge.invoke(model_unload, model_id=model_id).then(self._put)

    def set_default(self, model_id: str) -> None:
        """Use it for new chats."""
        self._bridge.invoke(model_set_default, model_id=model_id).then(self._made_default)

    def add_file(self, path: str) -> None:
        """Use a GGUF where it lies."""
        self._bridge.invoke(model_add_file, path=path).then(self._added)

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if isinstance(payload, ModelEvent):
            self._put(payload.model)
        elif name is EventName.MODELS_CHANGED:
            self.refresh()

    @Slot(object, object)
    def _link(self, state: LinkState, error: AppError | None) -> None:
        if state is LinkState.CONNECTED:
            self.refresh()
        elif state in (LinkState.LOST, LinkState.STOPPED, LinkState.FAILED):
            gone = tuple(_without_core(model) for model in self.all)
            if gone != self.all:
                self.all = gone
                self.changed.emit()

    def _set_all(self, models: tuple[ModelInfo, ...]) -> None:
        self.all = models
        self.known = True
        self.changed.emit()

    def _put(self, model: ModelInfo) -> None:
        if self.get(model.id) is None:
            self.all = (*self.all, model)
        else:
            self.all = tuple(model if known.id == model.id else known for known in self.all)
        self.changed.emit()

    def _made_default(self, model: ModelInfo) -> None:
        self._put(model)
        self.refresh()

    def _added(self, model: ModelInfo) -> None:
        self._put(model)
        self.added.emit(model)


def _without_core(model: ModelInfo) -> ModelInfo:
    """What is true of a model whose core is gone: its memory was given back."""
    held = model.state in (LoadState.LOADED, LoadState.LOADING)
    return replace(model, state=LoadState.READY, memory_bytes=0) if held else model
